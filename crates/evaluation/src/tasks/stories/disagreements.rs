//! Which differences between reports the brief sets against each other.

use super::gold::{Disagreement, Gold, Texts, Wording};
use super::tally::{Measure, Tally};
use super::words::{fold, has, numbers};
use record::story::{Agreement, Attribute, DiscrepancyAccount};
use record::{Evidence, ReportId, Story};
use std::collections::{BTreeMap, BTreeSet};

/// Longer quotations than this prove nothing: too much stands in them.
const QUOTE: usize = 80;
/// A value of more words is not known by its number alone.
const NUMBERED: usize = 4;

/// Files of reports by their ids.
pub type Files<'a> = BTreeMap<&'a ReportId, &'a str>;

/// One side of a difference.
struct Side<'a> {
    value: &'a str,
    reports: Vec<&'a ReportId>,
    evidence: Vec<&'a Evidence>,
}

/// Counts the disagreements of a story: found when two of the values stand as two sides of one difference.
pub fn count(gold: &Gold, story: &Story, texts: &Texts<'_>, files: &Files<'_>, tally: &mut Tally) {
    let differences = differences(story);
    let mut right = BTreeSet::new();
    for disagreement in &gold.disagreements {
        let hits = differences.iter().enumerate().filter(|(_, sides)| is_told(disagreement, sides, texts, files));
        let hits: Vec<usize> = hits.map(|(at, _)| at).collect();
        let found = tally.check(Measure::Disagreements, !hits.is_empty());
        right.extend(hits);
        let verdict = if found { "found" } else { "miss " };
        tally.notes.push(format!("{verdict} {} {}", disagreement.id, disagreement.about));
    }
    tally.right_conflicts = right.len();
}

/// Whether two values stand on two of the sides, each in one of its reports.
fn is_told(disagreement: &Disagreement, sides: &[Side<'_>], texts: &Texts<'_>, files: &Files<'_>) -> bool {
    let of_value = |(wordings, reports): (&Vec<Wording>, &Vec<String>)| {
        let wordings: Vec<&str> = wordings.iter().map(|wording| wording.words(texts)).collect();
        let theirs =
            |side: &Side<'_>| side.reports.iter().any(|id| reports.iter().any(|r| files.get(id) == Some(&&**r)));
        let holding = sides.iter().enumerate().filter(|(_, side)| theirs(side) && says(side, &wordings));
        holding.map(|(at, _)| at).collect::<BTreeSet<usize>>()
    };
    let values: Vec<_> = disagreement.values.iter().zip(&disagreement.reports).map(of_value).collect();
    let apart = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| !a.is_empty() && !b.is_empty() && a.union(b).count() > 1;
    values.iter().enumerate().any(|(at, a)| values[at + 1..].iter().any(|b| apart(a, b)))
}

/// Whether a side gives a value: one of its wordings, or the same number.
fn says(side: &Side<'_>, wordings: &[&str]) -> bool {
    let quotes = side.evidence.iter().map(|evidence| &*evidence.quote).filter(|quote| quote.chars().count() <= QUOTE);
    let told: Vec<&str> = std::iter::once(side.value).chain(quotes).collect();
    let folded = fold(&told.join(" | "));
    let counted: BTreeSet<String> = told.iter().flat_map(|words| numbers(words)).collect();
    let same_number = |words: &&str| {
        let numbers = numbers(words);
        words.split_whitespace().count() <= NUMBERED && !numbers.is_empty() && numbers.is_subset(&counted)
    };
    wordings.iter().any(|words| !words.is_empty() && has(words, &folded)) || wordings.iter().any(same_number)
}

/// Every difference of the brief: discrepancies, figures, and attributes of events in conflict.
fn differences(story: &Story) -> Vec<Vec<Side<'_>>> {
    let discrepancies = story.discrepancies.iter().map(|discrepancy| &*discrepancy.accounts);
    let figures = story.figures.iter().map(|figures| &*figures.accounts);
    let mut all: Vec<Vec<Side<'_>>> =
        discrepancies.chain(figures).map(|accounts| accounts.iter().map(whole).collect()).collect();
    for event in &story.events {
        let named = event.attributes.iter().map(|named| &named.attribute);
        let attributes = [&event.time, &event.place, &event.rounds].into_iter().flatten().chain(named);
        all.extend(attributes.filter(|attribute| attribute.agreement == Agreement::Conflict).map(single));
    }
    all
}

fn whole(account: &DiscrepancyAccount) -> Side<'_> {
    Side {
        value: &account.value,
        reports: account.reports.iter().collect(),
        evidence: account.evidence.iter().collect(),
    }
}

/// Each account of an attribute as a side.
fn single(attribute: &Attribute) -> Vec<Side<'_>> {
    let sides = attribute.accounts.iter().map(|account| Side {
        value: &account.value,
        reports: vec![&account.evidence.report],
        evidence: vec![&account.evidence],
    });
    sides.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use record::story::FigureDifference;

    fn account(value: &str, report: &str) -> DiscrepancyAccount {
        let report = ReportId(report.to_owned());
        let evidence = sample::evidence(&report.0, value);
        DiscrepancyAccount { value: value.to_owned(), reports: vec![report], evidence: vec![evidence] }
    }

    fn scored(values: [&[&str]; 2], sides: [(&str, &str); 2]) -> ((usize, usize), usize) {
        let mut story = sample::story();
        let accounts = sides.map(|(value, report)| account(value, report)).to_vec();
        story.figures = vec![FigureDifference { accounts }];
        let wordings = |value: &[&str]| value.iter().map(|words| Wording::Words((*words).to_owned())).collect();
        let disagreement = Disagreement {
            values: values.map(wordings).into_iter().collect(),
            reports: vec![vec!["a.jsonl".to_owned()], vec!["b.jsonl".to_owned()]],
            ..Disagreement::default()
        };
        let gold = Gold { disagreements: vec![disagreement], ..Gold::default() };
        let (a, b) = (ReportId("a".to_owned()), ReportId("b".to_owned()));
        let files = Files::from([(&a, "a.jsonl"), (&b, "b.jsonl")]);
        let mut tally = Tally::default();
        count(&gold, &story, &Texts::new(), &files, &mut tally);
        (tally.share(Measure::Disagreements), tally.right_conflicts)
    }

    #[test]
    fn two_values_on_two_sides() {
        let values: [&[&str]; 2] = [&["forty envoys"], &["50 envoys"]];
        assert_eq!(scored(values, [("forty envoys", "a"), ("fifty: 50", "b")]), ((1, 1), 1));
        assert_eq!(scored(values, [("forty envoys", "a"), ("sixty", "b")]), ((0, 1), 0));
    }

    #[test]
    fn each_value_comes_from_one_of_its_reports() {
        let values: [&[&str]; 2] = [&["six ships"], &["7 ships"]];
        assert_eq!(scored(values, [("6 ships", "a"), ("seven ships", "b")]).0, (1, 1));
        assert_eq!(scored(values, [("6 ships", "b"), ("seven ships", "a")]).0, (0, 1));
    }

    #[test]
    fn one_side_that_gives_both_is_no_difference() {
        assert_eq!(scored([&["strike"], &["walkout"]], [("strike", "a"), ("calm", "b")]).0, (0, 1));
        assert_eq!(scored([&["walk"], &["strike"]], [("a walkout or strike", "a"), ("calm", "b")]).0, (0, 1));
    }

    #[test]
    fn a_long_quotation_proves_nothing() {
        let mut story = sample::story();
        let mut one = account("40", "a");
        one.evidence[0].quote = format!("{} fifty envoys", "so many words ".repeat(6));
        story.figures = vec![FigureDifference { accounts: vec![one] }];
        let sides = differences(&story);
        assert!(!says(&sides[0][0], &["fifty envoys"]) && says(&sides[0][0], &["40 envoys"]));
    }

    #[test]
    fn attributes_in_conflict_are_differences() {
        let mut story = sample::story();
        let place = |value: &str, report: &str| record::story::AttributeAccount {
            value: value.to_owned(),
            evidence: sample::evidence(report, value),
        };
        story.events[0].place = Some(Attribute {
            value: "Alder".to_owned(),
            agreement: Agreement::Conflict,
            accounts: vec![place("Alder", "a"), place("Oster", "b")],
        });
        assert_eq!(differences(&story).len(), 1);
        story.events[0].place.as_mut().unwrap().agreement = Agreement::Compatible;
        assert!(differences(&story).is_empty());
    }
}
