//! Whether two accounts are one happening, and in what they differ. Two sentences at a time: what one report says can
//! change nothing between others.

use crate::answer::{self, About, DifferenceAnswer};
use crate::asking::Asked;
use crate::fold::{Folded, fold};
use crate::prompts;
use crate::{Reader, Tally};
use record::Span;

/// A sentence of a report.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Which of the reports.
    pub report: usize,
    /// Its text.
    pub text: &'a str,
    /// The sentence.
    pub sentence: Span,
    /// The word or words in it that say the happening.
    pub trigger: Span,
}

/// Two sentences that may tell of one happening.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a>(pub Seen<'a>, pub Seen<'a>);

/// What was said of two sentences and stands in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Whether both tell of one happening.
    pub one: bool,
    /// In what they differ: the attribute, the words of each, and whether not both can be true.
    pub differences: Vec<(&'static str, [Span; 2], bool)>,
}

impl Reader {
    /// What the model says of each pair; `None` where it said nothing that stands in the words.
    pub fn compare(&self, pairs: &[Pair<'_>]) -> Vec<Option<Compared>> {
        let asked = pairs.iter().map(|pair| Asked {
            prompt: &prompts::PAIR,
            text: question(pair),
            of: vec![pair.0.report, pair.1.report],
        });
        self.fetch(asked.collect());
        let mut tally = Tally::default();
        let compared = pairs.iter().map(|pair| {
            let words = self.answer(&prompts::PAIR, &question(pair))?;
            compared(pair, &words, &mut tally)
        });
        let compared = compared.collect();
        self.count("pairs".to_owned(), tally);
        compared
    }
}

fn question(Pair(a, b): &Pair<'_>) -> String {
    let told = |seen: &Seen<'_>| (seen.sentence.of(seen.text).trim().to_owned(), seen.trigger.of(seen.text).to_owned());
    let ((a, in_a), (b, in_b)) = (told(a), told(b));
    format!("A: {a}\nThe word in A: {in_a}\n\nB: {b}\nThe word in B: {in_b}")
}

fn compared(Pair(a, b): &Pair<'_>, words: &str, tally: &mut Tally) -> Option<Compared> {
    let (answer, differences) = answer::pair(words, tally)?;
    let (folded_a, folded_b) = (Folded::new(a.text, a.sentence), Folded::new(b.text, b.sentence));
    let tells =
        |folded: &Folded, words: &str, trigger: Span| folded.find(words).iter().any(|place| place.contains(trigger));
    let told = tells(&folded_a, &answer.a, a.trigger) && tells(&folded_b, &answer.b, b.trigger);
    if answer.one && !told {
        tally.without_words += 1;
        return None;
    }
    tally.kept += 1;
    let mut kept = Vec::new();
    for difference in differences.iter().filter(|_| answer.one) {
        match (only(&folded_a, &difference.a), only(&folded_b, &difference.b)) {
            (Some(x), Some(y)) if is_difference(difference) => {
                tally.kept += 1;
                kept.push((difference.about.label(), [x, y], difference.conflict));
            }
            (Some(_), Some(_)) => tally.contradicted += 1,
            _ => tally.without_words += 1,
        }
    }
    Some(Compared { one: answer.one, differences: kept })
}

/// The words at their one place.
fn only(folded: &Folded, words: &str) -> Option<Span> {
    match folded.find(words)[..] {
        [place] => Some(place),
        _ => None,
    }
}

/// Whether the words are two: not the same, nor one the other with more; and for a number there are numbers that differ.
fn is_difference(DifferenceAnswer { about, a, b, .. }: &DifferenceAnswer) -> bool {
    let (a, b) = (fold(a), fold(b));
    let apart = a != b && !a.contains(&b) && !b.contains(&a);
    let numbers = |words: &str| -> Vec<u64> {
        let words = words.split(|c: char| c.is_whitespace() || c == '-');
        words.filter_map(|word| record::numbers::whole(&word.replace(',', ""))).collect()
    };
    let (x, y) = (numbers(&a), numbers(&b));
    apart && (*about != About::Number || !x.is_empty() && !y.is_empty() && x != y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "The ferry sank on Monday with 40 people aboard.";
    const B: &str = "Fifty-two people were aboard the ferry when it went down on Tuesday.";

    fn read(answer: &str) -> (Option<Compared>, Tally) {
        let seen = |report, text: &'static str, trigger: &str| {
            let at = text.find(trigger).unwrap();
            Seen { report, text, sentence: Span::new(0, text.len()), trigger: Span::new(at, at + trigger.len()) }
        };
        let mut tally = Tally::default();
        (compared(&Pair(seen(0, A, "sank"), seen(1, B, "went")), answer, &mut tally), tally)
    }

    #[test]
    fn differences_are_kept_with_their_words() {
        let (compared, tally) = read(
            r#"{"one":true,"a":"The ferry sank","b":"it went down","differences":[
                {"about":"time","a":"Monday","b":"Tuesday","conflict":true},
                {"about":"number","a":"40 people","b":"fifty-two people","conflict":true},
                {"about":"place","a":"Port Alder","b":"Oster","conflict":true},
                {"about":"who","a":"people","b":"people","conflict":true},
                {"about":"number","a":"on Monday","b":"went down","conflict":true}]}"#,
        );
        let compared = compared.unwrap();
        let words: Vec<_> = compared.differences.iter().map(|(about, [a, b], _)| (*about, a.of(A), b.of(B))).collect();
        assert_eq!(words, [("time", "Monday", "Tuesday"), ("count", "40 people", "Fifty-two people")]);
        assert_eq!((tally.kept, tally.without_words, tally.contradicted), (3, 1, 2));
    }

    #[test]
    fn one_happening_without_its_words_is_no_answer() {
        let (compared, tally) = read(r#"{"one":true,"a":"The plane crashed","b":"it went down","differences":[]}"#);
        assert_eq!((compared, tally.without_words), (None, 1));
        // Words of another happening in the same sentence.
        let (compared, _) = read(r#"{"one":true,"a":"The ferry sank","b":"people were aboard","differences":[]}"#);
        assert_eq!(compared, None);
        let (compared, _) = read(r#"{"one":false,"a":"","b":"","differences":[]}"#);
        assert!(!compared.unwrap().one);
    }
}
