//! Links by which somebody is told no more, signed so that nobody can do it for another.

use crate::signing::{is_signed, sign};
use url::Url;

/// What is signed.
fn message(question: &str, receiver: &str) -> String {
    format!("unsubscribe\u{0}{question}\u{0}{receiver}")
}

/// The link for a receiver of a question, below the address at which the desk's pages are reached.
pub fn link(base: &Url, secret: &str, question: &str, receiver: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.path_segments_mut()
        .map(|mut path| {
            path.pop_if_empty().push("unsubscribe");
        })
        .unwrap_or_default();
    let signature = sign(secret, message(question, receiver).as_bytes());
    url.query_pairs_mut().append_pair("question", question).append_pair("to", receiver).append_pair("sig", &signature);
    url
}

/// Whom a link takes off which question; `None` for a link that was not signed here.
pub fn unsubscribed(link: &Url, secret: &str) -> Option<(String, String)> {
    let value = |name: &str| link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let (question, receiver) = (value("question")?, value("to")?);
    is_signed(secret, message(&question, &receiver).as_bytes(), &value("sig")?).then_some((question, receiver))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signed_links_count() {
        let base = Url::parse("https://desk.example/rapporteur/").unwrap();
        let made = link(&base, "secret", "Ferry & strike", "a+b@desk.example");
        assert_eq!(made.path(), "/rapporteur/unsubscribe");
        let expected = Some(("Ferry & strike".to_owned(), "a+b@desk.example".to_owned()));
        assert_eq!(unsubscribed(&made, "secret"), expected);
        assert_eq!(unsubscribed(&made, "another"), None);
        let other = made.as_str().replace("a%2Bb", "c");
        assert_ne!(other, made.as_str());
        assert_eq!(unsubscribed(&Url::parse(&other).unwrap(), "secret"), None);
        assert_eq!(unsubscribed(&base, "secret"), None);
    }
}
