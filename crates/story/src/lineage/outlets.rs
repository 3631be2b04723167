//! Newspapers, agencies and broadcasters by any of their names.

use crate::words::words;
use record::agencies::agency;

/// One form for all names of an outlet: without article, case and punctuation; an agency by its short form.
pub(crate) fn outlet(name: &str) -> String {
    let words = words(agency(name).unwrap_or(name));
    let rest = if words.first().is_some_and(|word| word == "the") { &words[1..] } else { &words[..] };
    rest.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_by_several_names() {
        assert_eq!(outlet("The Associated Press"), outlet("AP"));
        assert_eq!(outlet("The Norland Post"), outlet("NORLAND POST"));
    }
}
