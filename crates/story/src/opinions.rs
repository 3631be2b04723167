//! What another reader says of pairs of accounts: whether both are one happening, and in what they differ.
//!
//! Pairs, not groups: what one report's words make the reader say concerns that report and one other, and nobody else.

use crate::merging::{Fact, Rarity, candidates, facts, likelihood};
use crate::pile::Pile;
use crate::{Telling, linking};
use record::story::{Discrepancy, DiscrepancyAccount, DiscrepancyKind, StoryEvent};
use record::{EventId, ReportId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// One of two accounts: the place of its report among the tellings, and the happening in its reading.
pub type AccountOf = (usize, EventId);

/// Two accounts of different reports that may be one happening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// Which two.
    pub accounts: [AccountOf; 2],
    /// The sentence of each.
    pub sentences: [Span; 2],
    /// The word or words that say it.
    pub triggers: [Span; 2],
    /// How likely the program itself takes them for one.
    pub likely: f32,
}

/// What another reader said of two accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// Which two.
    pub accounts: [AccountOf; 2],
    /// Whether both tell of one happening.
    pub one: bool,
    /// In what they differ.
    pub differences: Vec<Difference>,
    /// Who said so: model and version of the prompts.
    pub by: String,
}

/// Something that two accounts give differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What: `time`, `place`, `number`, ….
    pub attribute: String,
    /// The words of each.
    pub words: [Span; 2],
    /// Whether both can be true.
    pub kind: DiscrepancyKind,
}

/// Pairs less likely than this are not worth a question. The likeliest are asked about first, so this decides only where
/// there are few.
const LEAST: f32 = 0.02;
/// What no editor lists is not asked about.
const LISTED: f32 = 0.3;
/// Of one account so many pairs are asked about.
const MOST_OF_ONE: usize = 3;
/// Evidence of so many times the words is more than the words.
const MUCH_MORE: usize = 3;
/// For each report so many pairs.
const MOST_A_REPORT: usize = 6;

/// Which pairs of accounts another reader is best asked about, the likeliest first. The order of `tellings` changes
/// nothing but the places that stand for them.
pub fn questions(tellings: &[Telling<'_>]) -> Vec<Question> {
    let pile = Pile::new(tellings);
    let linked = linking::Linked::new(&pile);
    let facts = facts(&pile, &linked);
    let rarity = Rarity::new(&facts);
    let asked = |fact: &Fact| fact.weight >= LISTED && !fact.vector.is_empty();
    let pairs = candidates(&facts).into_iter().map(|(a, b)| (&facts[a], &facts[b]));
    let mut pairs: Vec<(f32, &Fact, &Fact)> = pairs
        .filter(|(a, b)| a.report != b.report && asked(a) && asked(b))
        .map(|(a, b)| (likelihood(a, b, &rarity), a, b))
        .filter(|(likely, ..)| *likely >= LEAST)
        .collect();
    let place = |fact: &Fact| (fact.report, fact.event);
    let trigger = |fact: &Fact| pile.tellings[fact.report].reading.events[fact.event].trigger;
    pairs.sort_by(|(x, a, b), (y, c, d)| y.total_cmp(x).then((place(a), place(b)).cmp(&(place(c), place(d)))));
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    // Of two readings of one word one is asked about: the opinion is on the word.
    let mut seen = BTreeSet::new();
    let mut asked = Vec::new();
    for (likely, a, b) in pairs {
        let full =
            |fact: &Fact, counts: &BTreeMap<_, usize>| counts.get(&place(fact)).is_some_and(|n| *n >= MOST_OF_ONE);
        if asked.len() >= tellings.len() * MOST_A_REPORT {
            break;
        }
        if full(a, &counts) || full(b, &counts) || !seen.insert((a.report, trigger(a), b.report, trigger(b))) {
            continue;
        }
        for fact in [a, b] {
            *counts.entry(place(fact)).or_default() += 1;
        }
        let sentence = |fact: &Fact| pile.tellings[fact.report].sentence(trigger(fact));
        let account = |fact: &Fact| (pile.given[fact.report], EventId(fact.event));
        asked.push(Question {
            accounts: [account(a), account(b)],
            sentences: [sentence(a), sentence(b)],
            triggers: [trigger(a), trigger(b)],
            likely,
        });
    }
    asked
}

/// A word that says a happening: its report in the pile, and where.
type Word = (usize, Span);

/// Opinions, found by the words that they are on: whoever read a happening in a word, it is meant.
#[derive(Debug, Default)]
pub(crate) struct Opinions<'a> {
    /// The smaller word first.
    pairs: BTreeMap<[Word; 2], &'a Opinion>,
}

impl<'a> Opinions<'a> {
    /// Opinions on the reports of a pile.
    pub(crate) fn new(pile: &Pile<'_>, opinions: &'a [Opinion]) -> Self {
        let place: BTreeMap<usize, usize> = pile.given.iter().enumerate().map(|(at, given)| (*given, at)).collect();
        let pairs = opinions.iter().filter_map(|opinion| {
            let word = |(given, event): AccountOf| {
                let report = *place.get(&given)?;
                Some((report, pile.tellings[report].reading.events.get(event.0)?.trigger))
            };
            let [a, b] = opinion.accounts;
            Some((ordered(word(a)?, word(b)?), opinion))
        });
        Self { pairs: pairs.collect() }
    }

    /// Whether both facts are one, where somebody said.
    pub(crate) fn of(&self, a: &Fact, b: &Fact) -> Option<bool> {
        if a.report == b.report && a.trigger == b.trigger {
            return Some(true);
        }
        if self.pairs.is_empty() {
            return None;
        }
        Some(self.pairs.get(&ordered((a.report, a.trigger), (b.report, b.trigger)))?.one)
    }

    /// The differences between accounts that came to be one event, without those that are `known`.
    pub(crate) fn differences(
        &self,
        pile: &Pile<'_>,
        events: &[StoryEvent],
        known: &[Discrepancy],
    ) -> Vec<Discrepancy> {
        let mut found: Vec<Discrepancy> = Vec::new();
        for opinion in self.pairs.values().filter(|opinion| opinion.one) {
            for difference in &opinion.differences {
                let sides = [0, 1].map(|side| {
                    let report = pile.given.iter().position(|given| *given == opinion.accounts[side].0)?;
                    let evidence = pile.evidence(report, difference.words[side]);
                    let (value, reports) = (crate::words::collapse(&evidence.quote), vec![evidence.report.clone()]);
                    Some(DiscrepancyAccount { value, reports, evidence: vec![evidence] })
                });
                let [Some(a), Some(b)] = sides else { continue };
                let Some(about) = event_of(events, opinion.accounts[0].1, &a.reports[0]) else { continue };
                if event_of(events, opinion.accounts[1].1, &b.reports[0]) != Some(about) {
                    continue;
                }
                let told = |one: &Discrepancy| one.about == Some(about) && gives(one, &a) && gives(one, &b);
                if known.iter().chain(&found).any(told) {
                    continue;
                }
                found.push(Discrepancy {
                    id: String::new(),
                    about: Some(about),
                    attribute: difference.attribute.clone(),
                    accounts: vec![a, b],
                    kind: difference.kind,
                    by: Some(opinion.by.clone()),
                });
            }
        }
        found
    }
}

fn ordered(a: Word, b: Word) -> [Word; 2] {
    [a.min(b), a.max(b)]
}

/// The event of the story that a report's happening became part of.
fn event_of(events: &[StoryEvent], event: EventId, report: &ReportId) -> Option<EventId> {
    let has = |one: &&StoryEvent| {
        one.accounts.iter().any(|account| account.event == event && account.evidence.report == *report)
    };
    events.iter().find(has).map(|event| event.id)
}

/// Whether a side of a difference already gives this report's words, and not merely a sentence that they stand in.
fn gives(one: &Discrepancy, side: &DiscrepancyAccount) -> bool {
    let words = &side.evidence[0];
    one.accounts.iter().flat_map(|account| &account.evidence).any(|evidence| {
        let cover = words.span.cover().unwrap_or_default();
        evidence.report == words.report
            && evidence.span.overlaps(cover)
            && evidence.quote.len() <= words.quote.len() * MUCH_MORE
    })
}
