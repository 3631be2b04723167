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

/// A script that makes a word that is not known gives way to one whose score is lower by less than
/// this and that makes one that is: the scores are logits, so it may be about 150 times less likely.
const KNOWN_MARGIN: f32 = 5.0;

/// The lemma of `form`, given the scores of the `scripts`.
///
/// The head sees a word's pieces but not its letters, so it mixes up `l;1;` and `l;2;`: of two
/// inflected readings the one that is a `known` word in lower case is taken.
pub fn choose(form: &str, scripts: &[String], scores: &[f32], known: impl Fn(&str) -> bool) -> String {
    let lower = form.to_lowercase();
    let best = scores.iter().enumerate().fold(
        (0, f32::NEG_INFINITY),
        |best, (i, &score)| {
            if score > best.1 { (i, score) } else { best }
        },
    );
    let lemma = |script: usize| apply(scripts.get(script).map_or(LOWER, String::as_str), form);
    let first = lemma(best.0).unwrap_or_else(|| lower.clone());
    let first_lower = first.to_lowercase();
    // The vocabulary knows every letter, but no word of three letters has a lemma of one: "dug" is not of "d".
    let cut_off = |lemma: &str| lemma.chars().count() < 2 && lower.chars().count() > 2;
    let known = |lemma: &str| known(lemma) && !cut_off(lemma);
    if first_lower == lower || known(&first_lower) {
        return first;
    }
    let mut others: Vec<(usize, f32)> =
        scores.iter().copied().enumerate().filter(|(_, score)| *score > best.1 - KNOWN_MARGIN).collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let better = others.into_iter().filter_map(|(script, _)| lemma(script)).find(|lemma| {
        let lemma = lemma.to_lowercase();
        lemma != lower && known(&lemma)
    });
    better.unwrap_or(if cut_off(&first_lower) { lower.clone() } else { first })
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
    fn a_known_word_is_preferred_to_one_that_is_none() {
        let scripts = ["l;1;", "l;3;y", "l;0;", "k;0;"].map(str::to_owned);
        let known = |word: &str| ["treaty", "treaties", "dam"].contains(&word);
        assert_eq!(choose("Treaties", &scripts, &[4.0, 2.0, 3.0, 0.0], known), "treaty");
        // Not if it is far less likely, nor if nothing is known, nor if the word is not inflected.
        assert_eq!(choose("treaties", &scripts, &[9.0, 2.0, 3.0, 0.0], known), "treatie");
        assert_eq!(choose("Hallans", &scripts, &[4.0, 2.0, 3.0, 0.0], known), "hallan");
        assert_eq!(choose("Hallan", &scripts, &[0.0, 0.0, 3.0, 4.0], known), "Hallan");
        assert_eq!(choose("dams", &scripts, &[4.0, 2.0, 3.0, 0.0], known), "dam");
        assert_eq!(choose("Odd", &[], &[], known), "odd");
        // A letter is no word.
        let letters = |word: &str| word.chars().count() == 1;
        assert_eq!(choose("dug", &["l;2;".to_owned()], &[4.0], letters), "dug");
    }

    #[test]
    fn malformed_scripts_give_nothing() {
        for script in ["", "l", "l;x;", "l;9;", ";0;", "k;1;"] {
            assert_eq!(apply(script, "a"), None, "{script}");
        }
    }
}
