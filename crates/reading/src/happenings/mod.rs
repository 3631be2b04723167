//! Everything that a report tells as having happened, happening, planned or announced.
//!
//! Which words say a happening, of what class, whether it is real and how much it matters, the model says
//! ([`record::Trigger`]). Who took part, where, the sentence to print and the time come from tree, mentions and time
//! expressions; PLOVER and CAMEO are labels on it, from model and lexicon together. An analysis without a model's
//! triggers yields what the lexicon alone finds.

mod clause;
pub mod dating;
mod kinds;
pub mod listing;
mod main;
mod parties;
mod times;

use crate::events::moments::{self, published};
use crate::events::open::OpenAttributions;
use crate::events::people::People;
use crate::events::setting::Times;
use crate::events::tree::Tree;
use crate::events::{Event as Coded, Found};
use dating::Dating;
use record::analysis::{HappeningClass, Reality, Sentence};
use record::reading::{Clause, Event, EventTime, Factuality, Placement, Polarity, Tense, TimeBasis};
use record::{Analysis, BlockKind, EventId, Report, Span, Trigger};

/// Sentences of more words than this are lists or noise.
const LONGEST_SENTENCE: usize = 1000;

/// Finds the happenings of a report's title, body and captions, in text order, each with what the model thinks of it.
pub fn unjudged(report: &Report, analysis: &Analysis, found: &Found<'_>, coded: Vec<Coded>) -> Vec<Event> {
    let trees = trees(report, analysis);
    let dating = Dating::new(report, analysis, *found, &trees);
    let reader = Reader { report, analysis, found: *found, dating: &dating };
    let mut events: Vec<Event> = Vec::new();
    let mut open = OpenAttributions::new(found.attributions);
    let mut coded = coded.into_iter().peekable();
    let mut triggers = analysis.triggers.iter().enumerate().peekable();
    for (index, (sentence, tree)) in analysis.sentences.iter().zip(&trees).enumerate() {
        open.advance(sentence.span);
        let told: Vec<(usize, &Trigger)> =
            std::iter::from_fn(|| triggers.next_if(|(_, one)| one.sentence <= index)).collect();
        let acts: Vec<Coded> =
            std::iter::from_fn(|| coded.next_if(|one| one.trigger.start < sentence.span.end)).collect();
        if let Some(tree) = tree {
            let headline = report.blocks.get(sentence.block).is_some_and(|block| block.kind == BlockKind::Title);
            reader.sentence(tree, headline, &told, acts, &open, &mut events);
        }
    }
    events.sort_by_key(|event| event.trigger);
    for (index, event) in events.iter_mut().enumerate() {
        event.id = EventId(index);
    }
    events
}

/// Judges over the whole report which of its happenings an editor lists, and which is the main one.
pub fn judge(report: &Report, analysis: &Analysis, found: &Found<'_>, events: &mut [Event]) -> Option<EventId> {
    listing::judge(report, analysis, found.mentions, events);
    main::choose(report, events).map(EventId)
}

/// The trees of the sentences that happenings are found in.
fn trees<'a>(report: &Report, analysis: &'a Analysis) -> Vec<Option<Tree<'a>>> {
    let read = |sentence: &Sentence| {
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        kind.is_some_and(BlockKind::is_reporting) && sentence.tokens.len() <= LONGEST_SENTENCE
    };
    analysis.sentences.iter().map(|one| read(one).then(|| Tree::new(one, &report.text))).collect()
}

/// What the times of a report's happenings are chosen from, with what is weighed: to fit and to judge the choice.
pub fn candidates(report: &Report, analysis: &Analysis, found: Found<'_>) -> Vec<(Span, Vec<dating::Candidate>)> {
    let trees = trees(report, analysis);
    let dating = Dating::new(report, analysis, found, &trees);
    let spans = analysis.triggers.iter().map(|trigger| trigger.span);
    spans.enumerate().map(|(at, span)| (span, dating.candidates(at))).collect()
}

struct Reader<'a> {
    report: &'a Report,
    analysis: &'a Analysis,
    found: Found<'a>,
    dating: &'a Dating<'a>,
}

/// A sentence with what is looked up in it.
struct Scene<'s, 'a> {
    text: &'s str,
    tree: &'s Tree<'a>,
    people: &'s People<'a>,
    times: &'s Times<'a>,
    is_time: Vec<bool>,
    headline: bool,
}

impl Reader<'_> {
    fn sentence(
        &self,
        tree: &Tree<'_>,
        headline: bool,
        told: &[(usize, &Trigger)],
        mut acts: Vec<Coded>,
        open: &OpenAttributions<'_>,
        events: &mut Vec<Event>,
    ) {
        let text = &self.report.text;
        let people = People::new(tree, self.found);
        let times = Times::new(tree, self.found);
        let is_time = times.words(tree);
        let scene = Scene { text, tree, people: &people, times: &times, is_time, headline };
        for &(at, trigger) in told.iter().filter(|(_, trigger)| trigger.word < tree.len()) {
            let act = acts.iter().position(|act| act.trigger.overlaps(trigger.span)).map(|at| acts.remove(at));
            events.push(self.event(&scene, at, trigger, act, open));
        }
        // Without a model the lexicon's acts are all there is.
        for act in acts {
            events.extend(self.passed_over(&scene, act));
        }
    }

    fn event(
        &self,
        scene: &Scene<'_, '_>,
        at: usize,
        trigger: &Trigger,
        act: Option<Coded>,
        open: &OpenAttributions<'_>,
    ) -> Event {
        let (tree, word) = (scene.tree, trigger.word);
        let parties = parties::of(scene, word, act.as_ref());
        let coding = kinds::coding(trigger, act.as_ref());
        let attribution = open.innermost(trigger.span, trigger.span);
        let (factuality, polarity) = reality(trigger.reality, attribution.is_some());
        let by_words = moments::by_words(tree, word);
        let placement = placement(trigger, by_words);
        let (time, placement) = self.time(scene, at, trigger, placement);
        let details = act.map(|act| act.details).unwrap_or_default();
        // What happens in general is in no timeline.
        let generic = trigger.reality == Reality::Generic;
        Event {
            id: EventId(0),
            class: trigger.class,
            predicate: tree.lemma(word).to_owned(),
            clause: clause::of(scene, word, self.found),
            weight: Some(if generic { 0.0 } else { trigger.listed }),
            news: Some(if generic { 0.0 } else { trigger.main }),
            kind: coding.kind,
            mode: coding.mode,
            context: coding.context,
            cameo: coding.cameo,
            trigger: trigger_span(tree, word),
            actors: parties.actors,
            recipients: parties.recipients,
            place: parties.place,
            time,
            factuality,
            polarity,
            tense: tense(placement),
            placement,
            attribution,
            details,
            by: None,
            also_by: None,
            vector: trigger.vector.clone(),
        }
    }

    /// When it was, and where that lies against the publication date.
    fn time(
        &self,
        scene: &Scene<'_, '_>,
        at: usize,
        trigger: &Trigger,
        placement: Option<Placement>,
    ) -> (Option<EventTime>, Option<Placement>) {
        let dated = self.dating.of(at);
        let found = match &dated {
            Some(dated) => dated.found.clone(),
            None => times::by_tree(scene, trigger.word, self.found.times),
        };
        let moment =
            moments::settled(found.clone().map(times::Found::reference), published(self.report), placement, false);
        let time = found.filter(|_| moment.time.is_some()).map(times::Found::event_time);
        let news = dated.as_ref().map_or(trigger.main >= NEWS, |dated| dated.news);
        let time = time.or_else(|| self.bounded(trigger, news, moment.placement));
        let likely = dated.as_ref().map(|dated| dated.likely);
        (time.map(|time| EventTime { likely, ..time }), moment.placement)
    }

    /// An act of the lexicon, where nothing told which words say happenings: a model that marks none has told so.
    fn passed_over(&self, scene: &Scene<'_, '_>, act: Coded) -> Option<Event> {
        if !self.analysis.triggers.is_empty() || !self.analysis.model.is_empty() {
            return None;
        }
        let word = scene.tree.sentence.tokens_in(act.trigger).next()?;
        let time = act.time.as_ref().map(|time| EventTime {
            value: Some(time.value.clone()),
            timex: time.timex,
            span: Some(time.span),
            basis: if time.basis == record::Basis::Inferred { TimeBasis::Shared } else { TimeBasis::Stated },
            from: None,
            to: None,
            likely: None,
        });
        Some(Event {
            id: EventId(0),
            class: HappeningClass::Occurrence,
            predicate: scene.tree.lemma(word).to_owned(),
            clause: clause::of(scene, word, self.found),
            weight: None,
            news: None,
            kind: Some(act.kind),
            mode: act.mode,
            context: act.context,
            cameo: act.cameo,
            trigger: act.trigger,
            actors: act.actors,
            recipients: act.recipients,
            place: act.place,
            time,
            factuality: act.factuality,
            polarity: act.polarity,
            tense: act.tense,
            placement: act.placement,
            attribution: act.attribution,
            details: act.details,
            by: None,
            also_by: None,
            vector: Vec::new(),
        })
    }

    /// What nobody dates and is over was no later than the report; its `news` was on its day or the day before.
    fn bounded(&self, trigger: &Trigger, news: bool, placement: Option<Placement>) -> Option<EventTime> {
        let real = matches!(trigger.reality, Reality::Asserted | Reality::Denied);
        let past = real && placement != Some(Placement::After) && trigger.listed >= LISTED;
        let published = published(self.report).filter(|_| past || news)?;
        let [_, on, _] = trigger.placement;
        let days = if placement == Some(Placement::On) || on > SAME_DAY { 0 } else { DAYS_BEFORE };
        let from = published.first.checked_sub(jiff::Span::new().days(days)).ok()?;
        Some(EventTime {
            value: None,
            timex: None,
            span: None,
            basis: TimeBasis::Bounded,
            from: news.then(|| from.to_string()),
            to: Some(published.last.to_string()),
            likely: None,
        })
    }
}

/// Where nothing weighed its time: how likely a happening has to be the main one for its report's day to be its own, too.
const NEWS: f32 = 0.05;
/// What no editor lists needs no bounds.
const LISTED: f32 = 0.3;
/// How sure the model has to be that something was on the day of the report.
const SAME_DAY: f32 = 0.6;
/// News is of the day of its report or of so many days before.
const DAYS_BEFORE: i64 = 1;

/// Whether it is said to have happened, and whether the words negate it.
fn reality(reality: Reality, attributed: bool) -> (Factuality, Polarity) {
    let told = if attributed { Factuality::Attributed } else { Factuality::Asserted };
    match reality {
        Reality::Asserted | Reality::Generic => (told, Polarity::Positive),
        Reality::Planned => (Factuality::Planned, Polarity::Positive),
        Reality::Possible => (Factuality::Possible, Polarity::Positive),
        Reality::Conditional => (Factuality::Conditional, Polarity::Positive),
        Reality::Denied => (Factuality::Denied, Polarity::Negative),
    }
}

/// Against the day of publication: as the model has it where it is sure, else by tense.
fn placement(trigger: &Trigger, by_words: Option<Placement>) -> Option<Placement> {
    let [before, on, after] = trigger.placement;
    let ahead = trigger.reality == Reality::Planned && after >= before;
    let learned = [(before, Placement::Before), (on, Placement::On), (after, Placement::After)];
    let sure = learned.into_iter().find(|(share, _)| *share >= SURE).map(|(_, placement)| placement);
    if ahead { Some(Placement::After) } else { sure.or(by_words) }
}

/// A placement with this share is taken whatever the tense says.
const SURE: f32 = 0.8;

fn tense(placement: Option<Placement>) -> Tense {
    match placement {
        Some(Placement::Before) => Tense::Past,
        Some(Placement::On) => Tense::Present,
        Some(Placement::After) => Tense::Future,
        None => Tense::None,
    }
}

/// The trigger with its particle, where they stand together.
fn trigger_span(tree: &Tree<'_>, word: usize) -> Span {
    let own = tree.token(word).span;
    match tree.child(word, "compound:prt") {
        Some(particle) if particle == word + 1 => own.cover(tree.token(particle).span),
        _ => own,
    }
}

/// A clause without words.
fn no_clause() -> Clause {
    Clause::default()
}

/// How near two vectors are, 0 where one has no length.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let product = |x: &[f32], y: &[f32]| -> f32 { x.iter().zip(y).map(|(x, y)| x * y).sum() };
    let lengths = (product(a, a) * product(b, b)).sqrt();
    if lengths > 0.0 { product(a, b) / lengths } else { 0.0 }
}

/// Yes or no as a number.
fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}
