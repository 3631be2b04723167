//! Whether what a model says stands in the report: its words at one place, its parties among the mentions, its time among
//! the time expressions, and nothing in the words against it.

use crate::answer::{Happening, Reality};
use crate::fold::Folded;
use crate::negation::{is_denied, is_open};
use jiff::civil::Date;
use record::analysis::{Sentence, Trigger};
use record::reading::{Mention, Reading, Timex, TimexType};
use record::{Analysis, MentionId, NameType, Report, Span, TimexId};

/// A clause of more bytes is no clause.
const LONGEST_CLAUSE: usize = 600;

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// Its words are not there, or not at one place.
    NoWords,
    /// Its words say otherwise.
    Contradicted,
}

/// A piece of a report, with all that was found in it before.
pub struct Ground<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its sentences.
    pub analysis: &'a Analysis,
    /// What the program itself read.
    pub reading: &'a Reading,
    blocks: Vec<(Span, Folded)>,
}

/// A happening with the bytes of all that it rests on.
pub struct Grounded<'a> {
    /// Its clause.
    pub clause: Span,
    /// The word or words that say it.
    pub trigger: Span,
    /// The sentence of those.
    pub sentence: &'a Sentence,
    /// The word of the sentence that heads them.
    pub word: usize,
    /// What the program's own model makes of that word.
    pub seen: Option<&'a Trigger>,
    /// Who did it.
    pub who: Vec<MentionId>,
    /// To or with whom.
    pub whom: Vec<MentionId>,
    /// Where.
    pub place: Option<MentionId>,
    /// When.
    pub time: Option<TimexId>,
    /// Numbers with what they count.
    pub numbers: Vec<Span>,
    /// How many of its slots were dropped.
    pub slots_dropped: usize,
}

impl<'a> Ground<'a> {
    /// The piece of a report that lies in `blocks`.
    pub fn new(report: &'a Report, analysis: &'a Analysis, reading: &'a Reading, blocks: &[Span]) -> Self {
        let blocks = blocks.iter().map(|span| (*span, Folded::new(&report.text, *span))).collect();
        Self { report, analysis, reading, blocks }
    }

    /// Every place of the piece where the words stand; none goes over the end of a paragraph.
    pub fn find(&self, words: &str) -> Vec<Span> {
        let found = self.blocks.iter().flat_map(|(_, folded)| folded.find(words));
        let found: Vec<Span> = found.collect();
        if found.is_empty() {
            // A full stop or quotation mark more is nothing to lose the words for.
            let bare = words.trim().trim_matches(|c: char| c.is_whitespace() || ".,;:\"“”'‘’".contains(c));
            if bare.len() < words.len() {
                return self.blocks.iter().flat_map(|(_, folded)| folded.find(bare)).collect();
            }
        }
        found
    }

    /// The one place where the words stand; of several the one that has most of the `others` beside it.
    pub fn find_one(&self, words: &str, others: &[&str]) -> Option<Span> {
        let places = self.find(words);
        if let [place] = places[..] {
            return Some(place);
        }
        let beside = |place: &Span| {
            let block = self.blocks.iter().find(|(block, _)| block.contains(*place));
            let around = self.sentence_at(*place).map_or(*place, |sentence| sentence.span.cover(*place));
            let in_sentence = Folded::new(&self.report.text, around);
            let has = |folded: &Folded, words: &str| usize::from(!folded.find(words).is_empty());
            let others = others.iter().filter(|words| !words.is_empty());
            others
                .map(|words| 2 * has(&in_sentence, words) + block.map_or(0, |(_, folded)| has(folded, words)))
                .sum::<usize>()
        };
        let scores: Vec<usize> = places.iter().map(beside).collect();
        let best = *scores.iter().max()?;
        let mut likely = places.iter().zip(&scores).filter(|(_, score)| **score == best);
        match (likely.next(), likely.next()) {
            (Some((place, _)), None) => Some(*place),
            _ => None,
        }
    }

    /// The sentence around a place.
    pub fn sentence_at(&self, place: Span) -> Option<&'a Sentence> {
        self.analysis.sentences.get(self.analysis.sentence_at(place.start)?)
    }

    /// Holds a happening against the words.
    pub fn check(&self, happening: &Happening) -> Result<Grounded<'a>, Dropped> {
        let clause = self.clause(happening).ok_or(Dropped::NoWords)?;
        let (trigger, sentence, word) = self.trigger(&happening.trigger, clause).ok_or(Dropped::NoWords)?;
        if !is_borne_out(sentence, word, happening.reality) {
            return Err(Dropped::Contradicted);
        }
        let mut dropped = 0;
        let mut keep = |found: Option<MentionId>, asked: &str| {
            dropped += usize::from(found.is_none() && !asked.trim().is_empty());
            found
        };
        let near = |words: &str| self.party(words, sentence, clause, trigger);
        let who: Vec<MentionId> = happening.who.iter().filter_map(|words| keep(near(words), words)).collect();
        let whom: Vec<MentionId> = happening
            .whom
            .iter()
            .filter_map(|words| keep(near(words), words))
            .filter(|mention| !who.contains(mention))
            .collect();
        let place = keep(near(&happening.place).filter(|id| self.is_place(*id)), &happening.place);
        let time = self.time(&happening.when, trigger, sentence).filter(|id| !self.is_over(happening.reality, *id));
        dropped += usize::from(time.is_none() && !happening.when.trim().is_empty());
        let numbers: Vec<Span> = happening.numbers.iter().filter_map(|words| self.number(words, clause)).collect();
        dropped += happening.numbers.len() - numbers.len();
        let head = sentence.tokens.get(word).map(|token| token.span).unwrap_or(trigger);
        let known = self.analysis.triggers.iter().chain(&self.analysis.passed_over);
        let seen = known.into_iter().find(|seen| seen.span == head);
        Ok(Grounded { clause, trigger, sentence, word, seen, who, whom, place, time, numbers, slots_dropped: dropped })
    }

    fn clause(&self, happening: &Happening) -> Option<Span> {
        let Happening { trigger, when, place, who, whom, .. } = happening;
        let others: Vec<&str> = [trigger, when, place].into_iter().chain(who).chain(whom).map(String::as_str).collect();
        self.find_one(&happening.words, &others).filter(|clause| clause.len() <= LONGEST_CLAUSE)
    }

    /// The word in the clause, with its sentence; of several the one that stands highest in its tree.
    fn trigger(&self, words: &str, clause: Span) -> Option<(Span, &'a Sentence, usize)> {
        let places = Folded::new(&self.report.text, clause).find(words);
        let read = |place: Span| {
            let sentence = self.sentence_at(place)?;
            let tokens = sentence.tokens_in(place);
            let head = tokens.clone().min_by_key(|at| depth(sentence, *at))?;
            // Half a word is none.
            let whole = Span::new(sentence.tokens[tokens.start].span.start, sentence.tokens[tokens.end - 1].span.end);
            Some((whole, sentence, head)).filter(|_| whole == place)
        };
        places.into_iter().filter_map(read).min_by_key(|(place, sentence, at)| (depth(sentence, *at), place.start))
    }

    /// The mention that the words are, in the sentence; the nearest of several. A name that stands elsewhere is taken for
    /// what stands for it in the sentence.
    fn party(&self, words: &str, sentence: &Sentence, clause: Span, near: Span) -> Option<MentionId> {
        if words.trim().is_empty() {
            return None;
        }
        let around = sentence.span.cover(clause);
        let inside = |mention: &&Mention| around.contains(mention.span);
        let places = self.find(words);
        let far = |span: Span| span.start.abs_diff(near.start);
        let own = places.iter().filter(|place| around.contains(**place));
        let direct = own.filter_map(|place| self.mention_of(*place)).min_by_key(|mention| far(mention.span));
        if let Some(mention) = direct {
            return Some(mention.id);
        }
        let named = places.iter().filter_map(|place| self.mention_of(*place)?.entity).next()?;
        let standing = self.reading.mentions.iter().filter(inside).filter(|mention| mention.entity == Some(named));
        standing.min_by_key(|mention| far(mention.span)).map(|mention| mention.id)
    }

    /// The mention that a place is: one that it covers or that covers it, the nearest in size.
    pub fn mention_of(&self, place: Span) -> Option<&'a Mention> {
        let fits = |mention: &&Mention| {
            mention.span == place
                || place.contains(mention.head) && mention.span.contains(place)
                || place.contains(mention.span) && place.len() <= mention.span.len() + LEADING
        };
        let fitting = self.reading.mentions.iter().filter(fits);
        fitting.min_by_key(|mention| (mention.span.len().abs_diff(place.len()), mention.id))
    }

    fn is_place(&self, id: MentionId) -> bool {
        let kind = self.reading.mentions.get(id.0).map(|mention| mention.kind);
        matches!(kind, Some(NameType::Gpe | NameType::Loc | NameType::Fac))
    }

    /// The time expression that the words are or hold: of the sentence, else the nearest of its paragraph.
    fn time(&self, words: &str, trigger: Span, sentence: &Sentence) -> Option<TimexId> {
        let block = self.blocks.iter().find(|(block, _)| block.contains(trigger))?.0;
        let places = self.find(words);
        let told = |time: &&Timex| {
            let dated = matches!(time.kind, TimexType::Date | TimexType::Time);
            dated && block.contains(time.span) && places.iter().any(|place| place.overlaps(time.span))
        };
        let far = |time: &&Timex| (!sentence.span.contains(time.span), time.span.start.abs_diff(trigger.start));
        self.reading.times.iter().filter(told).min_by_key(far).map(|time| time.id)
    }

    /// Whether something is planned for a day before the report: then the day is another's, or another one.
    fn is_over(&self, reality: Reality, time: TimexId) -> bool {
        let day = |value: &str| value.get(..10).and_then(|day| day.parse::<Date>().ok());
        let told = self.report.published.as_ref().and_then(|published| day(&published.value));
        let planned = self.reading.times.get(time.0).and_then(|time| day(&time.value));
        reality == Reality::Planned && planned.zip(told).is_some_and(|(planned, told)| planned < told)
    }

    /// A number that stands in the clause.
    fn number(&self, words: &str, clause: Span) -> Option<Span> {
        let place = Folded::new(&self.report.text, clause).find(words).into_iter().next()?;
        let counts = self.reading.quantities.iter().any(|quantity| place.contains(quantity.number));
        let digits = place.of(&self.report.text).chars().any(|c| c.is_ascii_digit());
        let worded = place.of(&self.report.text).split_whitespace().any(|word| record::numbers::whole(word).is_some());
        (counts || digits || worded).then_some(place)
    }
}

/// "the", "former": so many bytes may stand before a mention's own words.
const LEADING: usize = 12;

/// Whether the words bear it out that it happened, or did not.
fn is_borne_out(sentence: &Sentence, word: usize, reality: Reality) -> bool {
    match reality {
        Reality::Happened => !is_denied(sentence, word) && !is_open(sentence, word),
        Reality::Denied => is_denied(sentence, word),
        Reality::Planned | Reality::Possible | Reality::Conditional => true,
    }
}

/// How far below the root a word stands.
pub fn depth(sentence: &Sentence, word: usize) -> usize {
    let up = |at: &usize| sentence.tokens.get(*at).and_then(|token| token.head);
    std::iter::successors(Some(word), up).take(sentence.tokens.len()).count()
}
