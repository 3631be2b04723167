//! Lemma scripts: how a word's form becomes its lemma.
//!
//! A script is written `case;strip;suffix`: change the case (`k` keep, `l` lower, `t` title),
//! remove so many characters from the end, append the suffix. `l;1;` makes `dog` of `Dogs`. Where
//! form and lemma share no beginning the script is the lemma itself, written `=be`. The lemma head
//! chooses among the scripts seen in training.

/// The script used where none is known: the form in lower case.
pub const LOWER: &str = "l;0;";

/// The script that makes `lemma` of `form`.
#[must_use]
pub fn derive(form: &str, lemma: &str) -> String {
    let wanted: Vec<char> = lemma.chars().collect();
    let mut best: Option<(usize, String)> = None;
    // On a tie the first wins: `dogs` and `Dogs` are to share a script.
    for case in ['l', 'k', 't'] {
        let cased: Vec<char> = with_case(form, case).chars().collect();
        let shared = cased.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        if shared > 0 && best.as_ref().is_none_or(|(most, _)| shared > *most) {
            let suffix: String = wanted[shared..].iter().collect();
            best = Some((shared, format!("{case};{};{suffix}", cased.len() - shared)));
        }
    }
    match best {
        Some((_, script)) => script,
        None => format!("={lemma}"),
    }
}

/// Applies a script to a form; `None` if the script is malformed or strips too much.
#[must_use]
pub fn apply(script: &str, form: &str) -> Option<String> {
    if let Some(lemma) = script.strip_prefix('=') {
        return Some(lemma.to_owned());
    }
    let mut parts = script.splitn(3, ';');
    let case = parts.next()?.chars().next()?;
    let strip: usize = parts.next()?.parse().ok()?;
    let suffix = parts.next()?;
    let cased: Vec<char> = with_case(form, case).chars().collect();
    let keep = cased.len().checked_sub(strip)?;
    let mut lemma: String = cased.get(..keep)?.iter().collect();
    lemma.push_str(suffix);
    (!lemma.is_empty()).then_some(lemma)
}

fn with_case(form: &str, case: char) -> String {
    match case {
        'l' => form.to_lowercase(),
        't' => {
            let mut chars = form.chars();
            let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            first + &chars.as_str().to_lowercase()
        }
        _ => form.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_shared_over_case() {
        assert_eq!(derive("Dogs", "dog"), "l;1;");
        assert_eq!(derive("dogs", "dog"), "l;1;");
        assert_eq!(derive("studies", "study"), "l;3;y");
        assert_eq!(derive("Norland", "Norland"), "k;0;");
        assert_eq!(derive("NORLAND", "Norland"), "t;0;");
        assert_eq!(derive("is", "be"), "=be");
    }

    #[test]
    fn every_derived_script_leads_back() {
        let words = ["", "a", "A", "Is", "be", "Été", "ÉTÉ", "ß", "İx", "don’t", "x;y", "=", "ǅ"];
        for form in words {
            for lemma in words.iter().filter(|l| !l.is_empty()) {
                let script = derive(form, lemma);
                assert_eq!(apply(&script, form).as_deref(), Some(*lemma), "{form} {script}");
            }
        }
    }

    #[test]
    fn malformed_scripts_give_nothing() {
        for script in ["", "l", "l;x;", "l;9;", ";0;", "k;1;"] {
            assert_eq!(apply(script, "a"), None, "{script}");
        }
    }
}
