//! Before or after publication, as the words around an expression have it: "said Sunday", "will meet Tuesday".

use super::grammar::Expression;
use super::lexicon::{Cue, Sense};
use super::meaning::{Base, Cycle, Meaning, Point};
use super::plans;
use super::resolve::Tense;
use super::tense::{is_limit, is_planned, is_subject_now, tense};
use super::tokens::Words;
use record::{Analysis, Upos};

/// How many words before and after an expression are looked at where there is no tree.
const REACH: usize = 30;
/// How many words off a verb may stand that surely goes with an expression.
const NEAR: usize = 3;
/// Words before an expression that make it the time of the verb before.
const LEADS: [&str; 8] = ["on", "in", "at", "since", "early", "late", "from", "between"];
/// Words that with "until" name a day to come.
const PUT_OFF: [&str; 5] = ["adjourned", "postponed", "rescheduled", "delayed", "suspended"];
/// Verbs of results.
const REPORTS: [&str; 9] =
    ["report", "reports", "reported", "announce", "announced", "post", "posted", "release", "publish"];
/// What a day can have of its own that need not be over: "will boycott Friday's vote".
const EVENTS: [&str; 20] = [
    "election",
    "elections",
    "vote",
    "votes",
    "meeting",
    "summit",
    "rally",
    "referendum",
    "session",
    "hearing",
    "trial",
    "talks",
    "debate",
    "ceremony",
    "conference",
    "game",
    "match",
    "runoff",
    "ballot",
    "march",
];
/// Words of the longest sentence whose tree is asked: beyond it the tree is no use, and asking would not be linear.
const LONGEST_SENTENCE: usize = 500;
/// How many steps up a tree are taken.
const CLIMB: usize = 24;

/// Before or after publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before it, or on the same day.
    Past,
    /// After it, or on the same day.
    Future,
    /// Before it by a verb that stands further off, which may be another's.
    LikelyPast,
    /// After it by such a verb.
    LikelyFuture,
    /// The words do not tell.
    Unknown,
}

impl Direction {
    /// Surely or likely before.
    pub fn is_past(self) -> bool {
        matches!(self, Self::Past | Self::LikelyPast)
    }

    /// Surely or likely after.
    pub fn is_future(self) -> bool {
        matches!(self, Self::Future | Self::LikelyFuture)
    }
}

/// The words around the expressions of one block.
#[derive(Debug)]
pub struct Surroundings<'a> {
    /// The block's words.
    pub words: &'a Words,
    /// What was found in them.
    pub expressions: &'a [Expression],
    /// The analysis of the report.
    pub analysis: &'a Analysis,
}

impl Tense for Surroundings<'_> {
    fn direction(&self, index: usize) -> Direction {
        let Some(expression) = self.expressions.get(index) else { return Direction::Unknown };
        let (start, end) = (expression.words.start, expression.words.end);
        if self.results(expression) {
            return Direction::Past;
        }
        if let Some(direction) = self.by_lead(start, end) {
            return direction;
        }
        self.by_tree(start, end).or_else(|| self.by_words(start, end)).unwrap_or(Direction::Unknown)
    }

    fn joined(&self, index: usize) -> bool {
        self.joint(index) == Some(true)
    }

    fn ends(&self, index: usize) -> bool {
        self.expressions
            .get(index)
            .is_some_and(|expression| self.words.is(expression.words.start.wrapping_sub(1), &["ended", "ending"]))
    }
}

impl Surroundings<'_> {
    /// "will report fourth-quarter results": what is reported of a quarter is of one that is over.
    fn results(&self, expression: &Expression) -> bool {
        let quarter = matches!(
            &expression.meaning,
            Meaning::Point(Point { base: Base::Cycle { cycle: Cycle::Quarter(_), .. }, .. })
        );
        let start = expression.words.start;
        let before = (start.saturating_sub(3)..start).any(|at| self.words.is(at, &REPORTS));
        quarter && before
    }

    /// Whether the expression and the one before are the ends of a range: "from May 17 to June 2", "May 17-19".
    fn joint(&self, index: usize) -> Option<bool> {
        let start = self.expressions.get(index)?.words.start;
        let before = &self.expressions.get(index.checked_sub(1)?)?.words;
        let from = self.words.is(before.start.wrapping_sub(1), &["from", "between"]);
        let word = self.words.is(before.end, &["to", "until", "till", "and"]) && from
            || self.words.is(before.end, &["through"]);
        let dash = self.words.mark(before.end, &['-', '–', '—']);
        Some(start == before.end + 1 && (word || dash))
    }

    /// "due Monday", "payable Jan. 3", "the upcoming May vote".
    fn by_lead(&self, start: usize, end: usize) -> Option<Direction> {
        let w = self.words;
        let at = start.checked_sub(1)?;
        let at = if w.is(at, &["on", "for", "in", "by", "at", "of"]) { at.checked_sub(1)? } else { at };
        // "Wednesday's ruling": what a day has of its own, has mostly been.
        let own = w.mark(end, &['\'', '’']) && w.is(end + 1, &["s"]);
        match w.word(at) {
            "ahead" if w.is(at + 1, &["of"]) => return Some(Direction::Future),
            "before" | "next" if own => return Some(Direction::Future),
            _ if own && w.is(end + 2, &["deadline"]) => return Some(Direction::Future),
            _ if own && EVENTS.contains(&w.word(end + 2)) => {
                return Some(self.by_tree(start, end).filter(|way| way.is_future()).unwrap_or(Direction::Past));
            }
            _ if own => return Some(Direction::Past),
            // "extended to Nov. 12": the end of a stretch, which tense does not place.
            "through" => return Some(Direction::Unknown),
            _ if w.is(end, &["ended"]) => return Some(Direction::Past),
            _ => {}
        }
        let over = |at: usize| self.cue(at, false) == Some(Direction::Past);
        if let Some(plan) = plans::planned(w, start, over) {
            return Some(plan);
        }
        if w.is(at, &["to"]) && !w.is(start.wrapping_sub(2), &["according", "prior"]) {
            return Some(Direction::Unknown);
        }
        match w.word(at) {
            "due" | "payable" | "scheduled" | "slated" | "mature" | "matures" | "maturing" | "expected" => {
                Some(Direction::Future)
            }
            "set" | "planned" | "called" | "rescheduled" if w.is(start - 1, &["for"]) => Some(Direction::Future),
            "until" | "till" if w.is(at.wrapping_sub(1), &PUT_OFF) => Some(Direction::Future),
            "dated" | "ended" | "since" => Some(Direction::Past),
            // "announced Friday", "met on May 17": nothing stands between.
            _ => {
                let sure = w.is(start.wrapping_sub(1), &LEADS);
                let past = self.cue(at, false) == Some(Direction::Past);
                past.then_some(if sure { Direction::Past } else { Direction::LikelyPast })
            }
        }
    }

    /// By the verbs above the expression in its tree.
    fn by_tree(&self, start: usize, end: usize) -> Option<Direction> {
        let span = self.words.span(start, end);
        let sentence = self.analysis.sentences.get(self.analysis.sentence_at(span.start)?)?;
        if sentence.tokens.len() > LONGEST_SENTENCE {
            return None;
        }
        let first = sentence.tokens.partition_point(|token| token.span.end <= span.start);
        let last = sentence.tokens.partition_point(|token| token.span.start < span.end);
        let inside = |at: &usize| (first..last).contains(at);
        let top = (first..last).find(|&at| sentence.tokens[at].head.is_none_or(|head| !inside(&head)))?;
        if is_subject_now(sentence, top) {
            return Some(Direction::LikelyFuture);
        }
        let led = self.words.is(start.wrapping_sub(1), &LEADS);
        let mut at = top;
        for steps in 0..CLIMB {
            let token = sentence.tokens.get(at)?;
            // "the planned visit in May", whatever is said of it.
            if at < first && token.upos == Upos::Noun && is_planned(self.words, sentence, at) {
                return Some(Direction::Future);
            }
            if token.upos == Upos::Noun && is_limit(sentence, at) {
                return Some(Direction::LikelyFuture);
            }
            let case = self.words.word(start.wrapping_sub(1));
            let planned = at < first && plans::names_a_day(sentence, at, case, first);
            let verbal = matches!(token.upos, Upos::Verb | Upos::Aux) || sentence.child(at, "cop").is_some();
            if verbal && let Some(direction) = tense(self.words, sentence, at) {
                // "will not know who won until Monday": until then the clause above waits too.
                let waits = matches!(case, "until" | "till") && plans::awaited(sentence, at);
                // A verb that the expression does not itself depend on, as in "the deadline of May 3 passed", tells less.
                return match direction {
                    Direction::Past if planned || waits => Some(Direction::LikelyFuture),
                    Direction::Past if steps > 1 || !led => Some(Direction::LikelyPast),
                    Direction::Future if steps > 1 || !led => Some(Direction::LikelyFuture),
                    _ => Some(direction),
                };
            }
            if planned && verbal {
                return Some(Direction::LikelyFuture);
            }
            at = token.head?;
        }
        None
    }

    /// What a verb so many words off tells.
    fn at_distance(direction: Direction, distance: usize) -> Direction {
        match direction {
            Direction::Past if distance > NEAR => Direction::LikelyPast,
            Direction::Future if distance > NEAR => Direction::LikelyFuture,
            _ => direction,
        }
    }

    /// By the nearest verb before, else after, within the sentence.
    fn by_words(&self, start: usize, end: usize) -> Option<Direction> {
        let w = self.words;
        let mut at = start;
        let mut infinitive = false;
        while at > start.saturating_sub(REACH) && at > 0 {
            at -= 1;
            if self.sentence_ends(at) {
                break;
            }
            if let Some(direction) = self.cue(at, infinitive) {
                let led = w.is(start - 1, &LEADS);
                return Some(Self::at_distance(direction, if led { start - at } else { NEAR + 1 }));
            }
            infinitive |= w.is(at, &["to", "for"]) && self.words.at(at + 1).number().is_none();
        }
        let after = (end..end.saturating_add(REACH)).take_while(|&at| at < w.len() && !self.sentence_ends(at));
        after.into_iter().find_map(|at| Some(Self::at_distance(self.cue(at, false)?, NEAR + 1)))
    }

    fn sentence_ends(&self, at: usize) -> bool {
        let w = self.words;
        w.mark(at, &['.', '?', '!'])
            && !w.at(at + 1).glued
            && (w.at(at + 1).capital || w.at(at + 1).is_mark())
            && w.at(at.wrapping_sub(1)).lower.len() > 3
    }

    /// What the word at `at` tells of what comes after it, by an infinitive or not.
    fn cue(&self, at: usize, infinitive: bool) -> Option<Direction> {
        let w = self.words;
        let word = w.at(at);
        // "is heard", "are raised": not of the past.
        if w.is(at.wrapping_sub(1), &["is", "are", "be", "being"])
            && !w.is(at, &["expected", "scheduled", "due", "planned", "set"])
        {
            return None;
        }
        if let Some(cue) = word.sense(|sense| if let Sense::Cue(cue) = sense { Some(*cue) } else { None }) {
            return match cue {
                Cue::Past => Some(Direction::Past),
                Cue::Future => Some(Direction::Future),
                // "agreed to meet Monday" looks ahead, "agreed Monday" does not.
                Cue::Planning if infinitive || !word.lower.ends_with("ed") => Some(Direction::Future),
                Cue::Planning => Some(if w.is(at.wrapping_sub(1), &["is", "are", "be"]) {
                    Direction::Future
                } else {
                    Direction::Past
                }),
                Cue::Present => None,
            };
        }
        if w.is(at, &["set"]) {
            return Some(if w.is(at + 1, &["to", "for"]) { Direction::Future } else { Direction::Past });
        }
        if w.is(at, &["would", "could"]) {
            return Some(Direction::Future);
        }
        let participle = word.lower.len() > 4 && word.lower.ends_with("ed") && !word.capital;
        participle.then_some(Direction::Past)
    }
}
