//! When what a word says was: the time that its clause gives it, and where it lies against the publication date.
//!
//! A time in the calendar decides where it can: that of its clause, one that another clause lends, or the day that the sentences before tell of. Otherwise tense, aspect and modals do, clause by clause upwards: an
//! infinitive under "plans" or "is scheduled" is to come, a noun is as its verb is.

use super::setting::{Site, Times};
use super::tree::Tree;
use super::{Found, carrying, lending};
use record::reading::{Attribution, Placement, TimeRef, Timex};
use record::timex::{Interval, interval};
use record::{Analysis, Basis, Report, Span};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How many words above one are asked.
const CLIMB: usize = 12;

/// Lemmas whose infinitive, clause or object is yet to come.
static AHEAD: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/times/ahead.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// When something was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// By which expression.
    pub time: Option<TimeRef>,
    /// Against the publication date.
    pub placement: Option<Placement>,
}

/// Tells when the happenings of one report were.
#[derive(Clone, Copy, Debug)]
pub struct Moments<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    found: Found<'a>,
    published: Option<Interval>,
}

impl<'a> Moments<'a> {
    /// For a report and the times that were found in it.
    pub fn new(report: &'a Report, analysis: &'a Analysis, times: &'a [Timex]) -> Self {
        let found = Found { mentions: &[], entities: &[], times, attributions: &[] };
        Self { text: &report.text, analysis, found, published: published(report) }
    }

    /// When the happening that the words of `span` say was.
    pub fn of(&self, span: Span) -> Moment {
        let index = self.analysis.sentence_at(span.start);
        let sentence = index.and_then(|at| self.analysis.sentences.get(at));
        let Some(sentence) = sentence.filter(|sentence| sentence.tokens.len() <= super::LONGEST_SENTENCE) else {
            return Moment::default();
        };
        let tree = Tree::new(sentence, self.text);
        let first = sentence.tokens.partition_point(|token| token.span.end <= span.start);
        let last = sentence.tokens.partition_point(|token| token.span.start < span.end);
        let top = |word: &usize| tree.head(*word).is_none_or(|head| !(first..last).contains(&head));
        let Some(word) = (first..last).find(top) else { return Moment::default() };
        // "was in Port Alder in May": the time hangs on the predicate.
        let word = tree.head(word).filter(|_| tree.is(word, "cop") || tree.is(word, "aux")).unwrap_or(word);
        let times = Times::new(&tree, self.found);
        let by_words = by_words(&tree, word);
        let own = times.of(&tree, Site { trigger: word, anchor: word, with: &[] });
        // A noun has its verb's tense for want of one of its own: in "announced talks on Friday" its time knows better.
        if let Some(time) = own.as_ref().filter(|_| tree.is_nominal(word) && tree.child(word, "cop").is_none())
            && let Some(placement) = by_time(&time.value, self.published)
        {
            return Moment { time: own, placement: Some(placement) };
        }
        let time = own.or_else(|| self.lent(&tree, &times, word, by_words));
        if time.is_none() && by_words == Some(Placement::Before) {
            let source = (self.text, self.analysis, self.found);
            let main = lending::upwards(&tree, word).into_iter().find(|&above| tree.head(above).is_none());
            let time = index.and_then(|index| carrying::carried(source, self.published, index, main?));
            return Moment { time, placement: by_words };
        }
        settled(time, self.published, by_words, AHEAD.contains(tree.lemma(word)))
    }

    /// The time that another clause lends, where the words do not put the happening elsewhere.
    fn lent(&self, tree: &Tree<'_>, times: &Times<'_>, word: usize, by_words: Option<Placement>) -> Option<TimeRef> {
        let time = lending::lent(tree, times, word)?;
        let by_time = by_time(&time.value, self.published);
        (by_time.is_none() || by_words.is_none() || by_time == by_words)
            .then(|| super::setting::reference(time, Basis::Inferred))
    }

    /// Says of each attribution when it was said.
    pub fn date(&self, attributions: &mut [Attribution]) {
        for attribution in attributions {
            let Some(cue) = attribution.cue.ranges().first() else { continue };
            let moment = self.of(*cue);
            attribution.time = moment.time;
            attribution.placement = moment.placement;
        }
    }
}

/// The days that the publication date covers.
pub fn published(report: &Report) -> Option<Interval> {
    let value = &report.published.as_ref()?.value;
    interval(value.split(['T', ' ']).next().unwrap_or(value))
}

/// By its time where that tells, else as the words have it.
///
/// What is told in the past did not happen after publication: in "extended its offer to Friday" the time is another's.
/// The same holds of what `looks_ahead`: "a vote is expected on Friday" is expected now.
pub fn settled(
    time: Option<TimeRef>,
    published: Option<Interval>,
    by_words: Option<Placement>,
    looks_ahead: bool,
) -> Moment {
    let by_time = time.as_ref().and_then(|time| by_time(&time.value, published));
    // The next day's name may be told of already, by the clock of where it was.
    let next = time.as_ref().zip(published).is_some_and(|(time, published)| {
        interval(&time.value).is_some_and(|days| published.last.tomorrow().is_ok_and(|next| days.first == next))
    });
    let to_come = by_time == Some(Placement::After);
    if to_come && next && by_words == Some(Placement::Before) {
        return Moment { time, placement: by_words };
    }
    if to_come && (by_words == Some(Placement::Before) || looks_ahead && by_words == Some(Placement::On)) {
        return Moment { time: None, placement: by_words };
    }
    Moment { time, placement: by_time.or(by_words) }
}

/// What a value in the calendar says.
pub fn by_time(value: &str, published: Option<Interval>) -> Option<Placement> {
    match value {
        "PAST_REF" => return Some(Placement::Before),
        "PRESENT_REF" => return Some(Placement::On),
        "FUTURE_REF" => return Some(Placement::After),
        _ => {}
    }
    let (days, published) = (interval(value)?, published?);
    if days.last < published.first {
        Some(Placement::Before)
    } else if days.first > published.last {
        Some(Placement::After)
    } else {
        // Something longer that holds the day of publication, "this year", tells no more than the verb does.
        (days.first >= published.first && days.last <= published.last).then_some(Placement::On)
    }
}

/// As tense, aspect and modals have it.
pub fn by_words(tree: &Tree<'_>, word: usize) -> Option<Placement> {
    let mut at = word;
    for _ in 0..CLIMB {
        if let Some(placement) = by_modifier(tree, at).or_else(|| by_clause(tree, at)) {
            return Some(placement);
        }
        let head = tree.head(at)?;
        if looks_ahead(tree, at, head) {
            return Some(Placement::After);
        }
        at = head;
    }
    None
}

/// "the planned merger", "a recent visit".
fn by_modifier(tree: &Tree<'_>, noun: usize) -> Option<Placement> {
    tree.all(noun, "amod").filter(|_| tree.is_nominal(noun)).find_map(|adjective| match tree.lemma(adjective) {
        "planned" | "plan" | "scheduled" | "schedule" | "proposed" | "propose" | "upcoming" | "forthcoming"
        | "future" | "expected" | "expect" | "pending" | "next" | "possible" | "potential" => Some(Placement::After),
        "recent" | "past" | "previous" | "former" | "last" | "earlier" => Some(Placement::Before),
        "current" | "ongoing" | "present" | "continuing" | "continue" => Some(Placement::On),
        _ => None,
    })
}

/// What the verb group of a clause says; `None` where it has no tense of its own.
fn by_clause(tree: &Tree<'_>, at: usize) -> Option<Placement> {
    let copula = tree.child(at, "cop");
    if !tree.is_verbal(at) && copula.is_none() {
        return None;
    }
    let (mut perfect, mut modal) = (false, None);
    for aux in tree.all(at, "aux").filter(|&aux| !tree.is(aux, "aux:pass")) {
        match tree.lemma(aux) {
            "will" | "shall" | "'ll" | "’ll" | "wo" => return Some(Placement::After),
            // "could not be reached", "would not say"
            "would" | "could" if super::factuality::is_negated(tree, at) => modal = Some(Placement::Before),
            "would" | "may" | "might" | "could" | "can" | "ca" | "should" | "must" | "ought" => {
                modal = Some(Placement::After);
            }
            "have" | "'ve" | "’ve" => perfect = true,
            "'d" | "’d" => {
                return Some(if tree.token(aux).xpos.starts_with("MD") { Placement::After } else { Placement::Before });
            }
            _ => {}
        }
    }
    // "may have been buried"
    if perfect {
        return Some(Placement::Before);
    }
    if modal.is_some() {
        return modal;
    }
    let group = std::iter::once(at).chain(copula).chain(tree.all(at, "aux"));
    let finite = |word: &usize| matches!(&*tree.token(*word).xpos, "VBD" | "VBZ" | "VBP");
    if let Some(verb) = group.into_iter().filter(|&word| tree.is_verbal(word)).find(finite) {
        let past = &*tree.token(verb).xpos == "VBD";
        let awaited =
            || tree.all(at, "mark").any(|mark| matches!(tree.lemma(mark), "if" | "unless" | "until" | "once"));
        return Some(match past {
            true => Placement::Before,
            false if awaited() => Placement::After,
            false => Placement::On,
        });
    }
    // "the accord signed in May": over; "the man accused of it": the same.
    let participle = &*tree.token(at).xpos == "VBN" && tree.is(at, "acl");
    participle.then_some(Placement::Before)
}

/// Whether `at` is what `head` looks forward to: "agreed to meet", "plans for talks", "is due to leave".
fn looks_ahead(tree: &Tree<'_>, at: usize, head: usize) -> bool {
    let token = tree.token(at);
    let ahead = AHEAD.contains(tree.lemma(head));
    match token.relation() {
        "xcomp" | "ccomp" | "csubj" => ahead,
        "acl" => ahead && !tree.is(at, "acl:relcl"),
        "obj" | "nmod" => ahead && tree.is_nominal(at),
        _ => false,
    }
}
