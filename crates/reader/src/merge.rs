//! What was kept of a reader's answers, put beside what the program itself read. What both read alike is said to be so;
//! what they read differently stands twice.

use crate::answer::{Act, Answer, Happening, Reality};
use crate::ground::{Dropped, Ground, Grounded};
use crate::statements;
use crate::tally::Tally;
use jiff::civil::Date;
use record::reading::{
    Attribution, Clause, Detail, DetailKind, Event, EventTime, Factuality, Participant, PlaceRef, Placement, Polarity,
    Reading, Tense, TimeBasis,
};
use record::{AttributionId, BlockKind, EventId, HappeningClass, MentionId, Span, TimexId};

/// How much an editor needs what matters 1, 2, 3.
const WEIGHTS: [f32; 3] = [0.2, 0.6, 0.85];
/// How likely what a reader calls the main happening is what the report is about.
const NEWS: f32 = 0.6;
/// What the program itself weighs less is not listed by it.
const LISTED: f32 = 0.3;
/// How sure a reader's word on a time is.
const TIME: f32 = 0.7;

/// What a reader read in a report, as far as the words bear it.
#[derive(Debug, Default)]
pub struct Proposed {
    events: Vec<Event>,
    /// Which of them the report is about.
    main: Option<usize>,
    attributions: Vec<Attribution>,
    asked: bool,
}

impl Proposed {
    /// Adds what an answer says of a piece.
    pub fn add(&mut self, ground: &Ground<'_>, answer: Answer, by: &str, tally: &mut Tally) {
        // The first piece has title and first sentences.
        let first = !std::mem::replace(&mut self.asked, true);
        let acts = answer.acts.into_iter().map(happening);
        for happening in answer.happenings.into_iter().chain(acts) {
            let Some(grounded) = counted(ground.check(&happening), tally) else { continue };
            tally.without_words += grounded.slots_dropped;
            let event = event(ground, &grounded, &happening, by);
            if self.events.iter().any(|known| known.trigger == event.trigger) {
                continue;
            }
            if first && happening.main && self.main.is_none() {
                self.main = Some(self.events.len());
            }
            self.events.push(event);
        }
        for statement in &answer.statements {
            let Some(attribution) = counted(statements::check(ground, statement), tally) else { continue };
            self.attributions.push(Attribution { by: Some(by.to_owned()), ..attribution });
        }
    }
}

fn counted<T>(checked: Result<T, Dropped>, tally: &mut Tally) -> Option<T> {
    match checked {
        Ok(kept) => {
            tally.kept += 1;
            Some(kept)
        }
        Err(Dropped::NoWords) => {
            tally.without_words += 1;
            None
        }
        Err(Dropped::Contradicted) => {
            tally.contradicted += 1;
            None
        }
    }
}

/// An act is a happening that is done by saying it.
fn happening(act: Act) -> Happening {
    let party = |words: String| Some(words).filter(|words| !words.trim().is_empty()).into_iter().collect();
    Happening {
        kind: act.kind.kind(),
        words: act.words,
        trigger: act.trigger,
        who: party(act.by),
        whom: party(act.to),
        place: String::new(),
        when: String::new(),
        numbers: Vec::new(),
        class: HappeningClass::Announcement,
        reality: Reality::Happened,
        matters: 2,
        main: false,
    }
}

fn event(ground: &Ground<'_>, grounded: &Grounded<'_>, happening: &Happening, by: &str) -> Event {
    let Grounded { clause, trigger, sentence, word, seen, .. } = grounded;
    let text = &ground.report.text;
    let attribution = attribution(ground, *trigger);
    let (factuality, polarity) = reality(happening.reality, attribution.is_some());
    let ahead = happening.reality == Reality::Planned;
    let past = happening.reality == Reality::Happened
        && sentence.tokens.get(*word).is_some_and(|token| token.feature("Tense") == Some("Past"));
    let (placement, tense) = match (ahead, past) {
        (true, _) => (Some(Placement::After), Tense::Future),
        (_, true) => (Some(Placement::Before), Tense::Past),
        _ => (None, Tense::None),
    };
    let number = |span: &Span| Detail { kind: DetailKind::Figure, value: collapsed(span.of(text)), span: *span };
    let weight = WEIGHTS.get(usize::from(happening.matters.clamp(1, 3)) - 1).copied();
    Event {
        id: EventId(0),
        class: happening.class,
        predicate: sentence.tokens.get(*word).map(|token| token.lemma.to_string()).unwrap_or_default(),
        clause: Clause { text: printed(clause.of(text)), span: (*clause).into(), own: is_own(ground, grounded) },
        weight,
        news: Some(if happening.main { NEWS } else { 0.0 }),
        kind: happening.kind.label(),
        mode: None,
        context: Vec::new(),
        cameo: None,
        trigger: *trigger,
        actors: grounded.who.iter().map(|id| participant(ground.reading, *id)).collect(),
        recipients: grounded.whom.iter().map(|id| participant(ground.reading, *id)).collect(),
        place: grounded.place.and_then(|id| place(ground, id)),
        time: grounded.time.and_then(|id| time(ground, id, sentence.span)).or_else(|| {
            let over = !ahead && matches!(happening.reality, Reality::Happened | Reality::Denied);
            bounded(ground).filter(|_| over)
        }),
        factuality,
        polarity,
        tense,
        placement,
        attribution,
        details: grounded.numbers.iter().map(number).collect(),
        by: Some(by.to_owned()),
        also_by: None,
        vector: seen.map(|seen| seen.vector.clone()).unwrap_or_default(),
    }
}

fn reality(reality: Reality, attributed: bool) -> (Factuality, Polarity) {
    match reality {
        Reality::Happened if attributed => (Factuality::Attributed, Polarity::Positive),
        Reality::Happened => (Factuality::Asserted, Polarity::Positive),
        Reality::Planned => (Factuality::Planned, Polarity::Positive),
        Reality::Possible => (Factuality::Possible, Polarity::Positive),
        Reality::Conditional => (Factuality::Conditional, Polarity::Positive),
        Reality::Denied => (Factuality::Denied, Polarity::Negative),
    }
}

/// The innermost attribution of the program's own in whose content the word stands.
fn attribution(ground: &Ground<'_>, trigger: Span) -> Option<AttributionId> {
    let within = ground.reading.attributions.iter().filter(|one| one.content.contains(trigger));
    let length = |one: &Attribution| one.content.ranges().iter().map(|range| range.len()).sum::<usize>();
    within.min_by_key(|one| (length(one), one.id)).map(|one| one.id)
}

/// A participant by its mention; its code is the one that the program gave the same entity elsewhere.
fn participant(reading: &Reading, id: MentionId) -> Participant {
    let entity = reading.mentions.get(id.0).and_then(|mention| mention.entity);
    let known = reading.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    let code = known.filter(|one| entity.is_some() && one.entity == entity).find_map(|one| one.code.clone());
    Participant { entity, mention: id, code, role: None }
}

fn place(ground: &Ground<'_>, id: MentionId) -> Option<PlaceRef> {
    let mention = ground.reading.mentions.get(id.0)?;
    let name = collapsed(mention.span.of(&ground.report.text));
    Some(PlaceRef { name, span: mention.span, entity: mention.entity })
}

fn time(ground: &Ground<'_>, id: TimexId, sentence: Span) -> Option<EventTime> {
    let timex = ground.reading.times.get(id.0)?;
    let basis = if sentence.contains(timex.span) { TimeBasis::Stated } else { TimeBasis::Shared };
    Some(EventTime {
        value: Some(timex.value.clone()),
        timex: Some(id),
        span: Some(timex.span),
        basis,
        from: None,
        to: None,
        likely: Some(TIME),
    })
}

/// What is over was no later than the day of the report.
fn bounded(ground: &Ground<'_>) -> Option<EventTime> {
    let published = &ground.report.published.as_ref()?.value;
    let day: Date = published.get(..10)?.parse().ok()?;
    Some(EventTime {
        value: None,
        timex: None,
        span: None,
        basis: TimeBasis::Bounded,
        from: None,
        to: Some(day.to_string()),
        likely: None,
    })
}

/// Whether the clause can stand alone: it is a headline, or its own word has a subject in it.
fn is_own(ground: &Ground<'_>, grounded: &Grounded<'_>) -> bool {
    let Grounded { clause, sentence, word, .. } = grounded;
    let subject = |at: usize| {
        let token = &sentence.tokens[at];
        matches!(token.relation(), "nsubj" | "csubj" | "expl") && clause.contains(token.span)
    };
    ground.report.kind_at(clause.start) == Some(BlockKind::Title) || sentence.children(*word).any(subject)
}

/// Puts what was kept into a reading.
pub fn merge(reading: &mut Reading, proposed: Proposed, by: &str) {
    let Proposed { events, main, attributions, .. } = proposed;
    let main = main.and_then(|at| events.get(at)).map(|event| event.trigger);
    for event in events {
        if let Some(known) = reading.events.iter_mut().find(|known| reads_the_same(known, &event)) {
            known.also_by.get_or_insert_with(|| by.to_owned());
            continue;
        }
        // Without what it is compared by, one account would be held against the others by other rules than they.
        let comparable = !event.vector.is_empty() || reading.events.iter().all(|known| known.vector.is_empty());
        if comparable {
            reading.events.push(event);
        }
    }
    for attribution in attributions {
        match reading.attributions.iter_mut().find(|known| is_one_saying(known, &attribution)) {
            Some(known) => {
                known.also_by.get_or_insert_with(|| by.to_owned());
            }
            None => reading.attributions.push(attribution),
        }
    }
    sort_events(reading);
    sort_attributions(reading);
    if reading.main.is_none() {
        reading.main =
            main.and_then(|trigger| reading.events.iter().find(|event| event.trigger == trigger)).map(|e| e.id);
    }
}

/// Whether the program read all that the reader did, and nothing against it.
fn reads_the_same(known: &Event, new: &Event) -> bool {
    let told = |event: &Event| matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    let value = |event: &Event| event.time.as_ref().and_then(|time| time.value.clone());
    let parties = |event: &Event| -> Vec<MentionId> {
        event.actors.iter().chain(&event.recipients).map(|one| one.mention).collect()
    };
    let entities = |event: &Event| -> Vec<_> {
        event.actors.iter().chain(&event.recipients).filter_map(|one| one.entity).collect()
    };
    let known_by = |one: &Participant| {
        parties(known).contains(&one.mention) || one.entity.is_some_and(|entity| entities(known).contains(&entity))
    };
    let weight = |event: &Event| event.weight.unwrap_or(1.0);
    let place = new.place.as_ref().is_none_or(|new| {
        known
            .place
            .as_ref()
            .is_some_and(|old| old.span.overlaps(new.span) || old.entity.is_some() && old.entity == new.entity)
    });
    let numbers = new.details.iter().all(|new| known.details.iter().any(|old| old.span.overlaps(new.span)));
    known.by.is_none()
        && known.trigger.overlaps(new.trigger)
        && (told(known) && told(new) || known.factuality == new.factuality)
        && known.polarity == new.polarity
        && value(new).is_none_or(|new| value(known) == Some(new))
        && place
        && numbers
        && new.actors.iter().chain(&new.recipients).all(known_by)
        && (weight(new) < LISTED || weight(known) >= LISTED)
}

/// Whether both attribute about the same words to the same speaker.
fn is_one_saying(known: &Attribution, new: &Attribution) -> bool {
    let Some((a, b)) = known.content.cover().zip(new.content.cover()) else { return false };
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let alike = 2 * shared > a.len().max(b.len());
    alike
        && (known.speaker.is_some() && known.speaker == new.speaker
            || known.source.overlaps(new.source.cover().unwrap_or_default()))
}

/// Text order again, and ids that are places in it.
fn sort_events(reading: &mut Reading) {
    // A stable sort: of two readings of one word the program's own comes first.
    let mut order: Vec<usize> = (0..reading.events.len()).collect();
    order.sort_by_key(|at| reading.events[*at].trigger);
    let mut new = vec![EventId(0); order.len()];
    for (to, from) in order.iter().enumerate() {
        new[*from] = EventId(to);
    }
    let moved = |id: EventId| new.get(id.0).copied().unwrap_or(id);
    reading.main = reading.main.map(moved);
    for quantity in &mut reading.quantities {
        quantity.event = quantity.event.map(moved);
    }
    reading.events.sort_by_key(|event| event.trigger);
    for (at, event) in reading.events.iter_mut().enumerate() {
        event.id = EventId(at);
    }
}

fn sort_attributions(reading: &mut Reading) {
    let key = |one: &Attribution| {
        let first = one.cue.cover().or_else(|| one.source.cover()).or_else(|| one.content.cover());
        first.unwrap_or_default()
    };
    if reading.attributions.iter().all(|one| one.by.is_none()) {
        return;
    }
    let mut order: Vec<usize> = (0..reading.attributions.len()).collect();
    order.sort_by_key(|at| key(&reading.attributions[*at]));
    let mut new = vec![AttributionId(0); order.len()];
    for (to, from) in order.iter().enumerate() {
        new[*from] = AttributionId(to);
    }
    let moved = |id: AttributionId| new.get(id.0).copied().unwrap_or(id);
    for event in &mut reading.events {
        event.attribution = event.attribution.map(moved);
    }
    reading.attributions.sort_by_key(key);
    for (at, attribution) in reading.attributions.iter_mut().enumerate() {
        attribution.id = AttributionId(at);
        attribution.parent = attribution.parent.map(moved);
    }
}

/// White space as single blanks.
fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A clause as a sentence begins.
fn printed(words: &str) -> String {
    let words = collapsed(words);
    let words = words.trim_end_matches(['.', ',', ';', ':']);
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
