//! Whose an address is.

use url::Url;

/// Whether two addresses are of one outlet's site: the same host, or one below the other.
///
/// A text that a feed gives under another outlet's address must not stand as that outlet's words.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    let host = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_ascii_lowercase());
    let (Some(a), Some(b)) = (host(a), host(b)) else { return false };
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.')) && b.contains('.');
    a == b || below(&a, &b) || below(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_site() {
        let url = |host: &str| Url::parse(&format!("https://{host}/x")).unwrap();
        for (a, b, one) in [
            ("post.example", "www.post.example", true),
            ("feeds.post.example", "post.example", true),
            ("post.example", "compost.example", false),
            ("post.example", "example", false),
            ("post.example", "other.example", false),
        ] {
            assert_eq!(same_site(&url(a), &url(b)), one, "{a} {b}");
            assert_eq!(same_site(&url(b), &url(a)), one, "{b} {a}");
        }
    }
}
