//! What happened, is planned, denied, demanded: events with PLOVER types and CAMEO codes.
//!
//! A lexicon (`data/events.tsv`) says which words are events and where in the tree their actors and recipients
//! stand. Everything about an event is read in its own clause: nothing is joined from sentences that do not belong
//! together. The few things that are taken from elsewhere, a time above all, say so by their basis.

mod arguments;
mod carrying;
mod coded;
pub(crate) mod codes;
mod details;
mod earlier;
pub(crate) mod factuality;
mod frames;
mod lending;
pub(crate) mod lexicon;
mod loading;
mod matching;
mod matters;
mod merging;
pub(crate) mod moments;
pub(crate) mod open;
mod pair;
pub(crate) mod people;
mod reality;
mod scene;
pub(crate) mod setting;
mod slots;
pub(crate) mod tree;

use crate::gazetteer::{Reference, look_up};
use frames::Frame;
use lexicon::LEXICON;
use open::OpenAttributions;
use people::People;
use record::Span;
use record::analysis::Sentence;
use record::reading::{Attribution, Entity, Factuality, Mention, Participant, Placement, Tense, Timex};
use record::{Analysis, BlockKind, Report};
use scene::Scene;
use setting::Times;
use tree::Tree;

pub use coded::Event;
pub use moments::{Moment, Moments};
pub use pair::{between, intent};

/// Sentences of more words than this are lists or noise, and no event is read from them; the analyser's windows
/// are far shorter.
const LONGEST_SENTENCE: usize = 1000;

/// What the other parts of the reading have found before.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Mentions of the report.
    pub mentions: &'a [Mention],
    /// Entities of the report.
    pub entities: &'a [Entity],
    /// Time expressions of the report.
    pub times: &'a [Timex],
    /// Attributions of the report.
    pub attributions: &'a [Attribution],
}

/// Finds every act of a report's title, body and captions that the lexicon knows, in text order of the triggers.
pub fn find(report: &Report, analysis: &Analysis, found: &Found<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    let mut open = OpenAttributions::new(found.attributions);
    for sentence in &analysis.sentences {
        open.advance(sentence.span);
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        let Some(kind) = kind.filter(|kind| kind.is_reporting()) else { continue };
        if sentence.tokens.len() > LONGEST_SENTENCE {
            continue;
        }
        let from = events.len();
        let reader = Reader { text: &report.text, headline: kind == BlockKind::Title, found: *found };
        reader.sentence(sentence, &open, &mut events, &blocks);
        blocks.resize(events.len(), sentence.block);
        for index in from..events.len() {
            earlier::inherit_time(&mut events, &blocks, index);
        }
    }
    let published = moments::published(report);
    for event in &mut events {
        let moment = moments::settled(event.time.take(), published, event.placement, false);
        (event.time, event.placement) = (moment.time, moment.placement);
    }
    events.sort_by_key(|event| (event.trigger, event.cameo.clone()));
    events.dedup_by_key(|event| event.trigger);
    events
}

struct Reader<'a> {
    text: &'a str,
    headline: bool,
    found: Found<'a>,
}

impl Reader<'_> {
    fn sentence(&self, sentence: &Sentence, open: &OpenAttributions<'_>, events: &mut Vec<Event>, blocks: &[usize]) {
        let tree = Tree::new(sentence, self.text);
        let people = People::new(&tree, self.found);
        let times = Times::new(&tree, self.found);
        let is_name = (0..tree.len()).map(|word| people.is_name(word)).collect();
        let is_place = (0..tree.len()).map(|word| people.covering(word, &setting::PLACES).is_some()).collect();
        let mut scene = Scene::new(&tree, is_name, times.words(&tree), is_place);
        for frame in scene.frames() {
            events.extend(self.event(&scene, &people, &times, &frame, open));
        }
        self.absences(&scene, &people, events, blocks, sentence.block);
        self.lengths(&scene, &times, events, blocks, sentence.block);
        let told = self.agenda(&scene, events, blocks, sentence.block);
        events.retain(|event| !told.contains(&event.trigger));
    }

    fn event(
        &self,
        scene: &Scene<'_>,
        people: &People<'_>,
        times: &Times<'_>,
        frame: &Frame,
        open: &OpenAttributions<'_>,
    ) -> Option<Event> {
        let tree = scene.tree;
        let judgement = factuality::judge(scene, frame, self.headline);
        let mut actors: Vec<Participant> = Vec::new();
        for &(actor, role) in &frame.actors {
            actors.extend(people.participant(tree, actor, role));
        }
        if let Some(town) = dateline_town(scene) {
            actors.retain(|actor| self.found.mentions.get(actor.mention.0).is_none_or(|m| !m.span.overlaps(town)));
        }
        let recipients = frame.recipients.iter().flat_map(|&recipient| people.participant(tree, recipient, None));
        let mut recipients: Vec<Participant> = recipients.collect();
        town_is_place(scene, frame, people, self.text, &mut actors);
        distinct(&mut actors, &mut recipients, self.found.mentions);
        let place = setting::place(tree, people, &frame_with(frame, &actors), &scene.is_time, self.text);
        let time = times.of(tree, frame.into());
        let details = details::of(scene, times, frame, self.text);
        let participants = actors.len() + recipients.len();
        let telling = place.is_some() || time.is_some() || !details.is_empty();
        let governed = frame.light.is_some() || !tree.is_nominal(frame.trigger);
        let coded = LEXICON.coded(frame.cameo)?;
        let dated =
            time.as_ref().is_some_and(|time| time.basis == record::Basis::Stated) && !scene.is_time[frame.trigger];
        let bare_noun = !governed && !dated && !definite(tree, frame.trigger) && details.is_empty();
        // A verb whose parties nobody could tell is news of violence or protest at most.
        let bare_verb = !tree.is_nominal(frame.trigger) && !matches!(&*coded.kind, "ASSAULT" | "PROTEST" | "COERCE");
        if judgement.generic || (participants == 0 && (!telling || bare_noun || bare_verb)) {
            return None;
        }
        let trigger = trigger_span(tree, frame);
        let attribution = open.innermost(trigger, tree.token(frame.anchor).span);
        let factuality = match judgement.factuality {
            Factuality::Asserted if attribution.is_some() && !judgement.presupposed => Factuality::Attributed,
            factuality => factuality,
        };
        Some(Event {
            kind: coded.kind.clone(),
            mode: coded.mode.clone(),
            context: coded.context.clone(),
            cameo: Some(frame.cameo.to_owned()),
            trigger,
            actors,
            recipients,
            place,
            time,
            factuality,
            polarity: judgement.polarity,
            tense: judgement.tense,
            placement: placement_of(&judgement, moments::by_words(tree, frame.anchor)),
            attribution,
            details,
        })
    }
}

/// What is planned is to come, whatever the verb above it: "they agreed on Monday to meet".
fn placement_of(judgement: &factuality::Judgement, by_words: Option<Placement>) -> Option<Placement> {
    let ahead = judgement.factuality == Factuality::Planned && judgement.tense == Tense::Future;
    if ahead { Some(Placement::After) } else { by_words }
}

/// "VELDEN (Agency) - The envoys …": a parser may take the town for one of the envoys.
fn dateline_town(scene: &Scene<'_>) -> Option<Span> {
    let tree = scene.tree;
    let shouted = |i: usize| i < tree.len() && tree.is_capitals(i);
    let dash = (1..tree.len().min(DATELINE)).find(|&i| matches!(tree.lemma(i), "-" | "–" | "—" | "--" | "―"))?;
    let gap = tree.token(dash).span.start > tree.token(dash - 1).span.end;
    (shouted(0) && gap).then(|| tree.token(0).span.cover(tree.token(dash).span))
}

/// How many words a dateline has at most.
const DATELINE: usize = 10;

/// A town before "talks" is where they were, unless it is a country or stands for a government.
fn town_is_place(scene: &Scene<'_>, frame: &Frame, people: &People<'_>, text: &str, actors: &mut Vec<Participant>) {
    let modifier = |word: usize| scene.tree.head(word) == Some(frame.trigger) && word < frame.trigger;
    let [(word, None)] = frame.actors[..] else { return };
    if !frame.cameo.starts_with("04")
        || !scene.tree.is_nominal(frame.trigger)
        || !modifier(word)
        || !scene.tree.is(word, "compound")
    {
        return;
    }
    let town = people.covering(word, &[record::NameType::Gpe]).is_some()
        && (is_capital(scene.tree.token(word).span.of(text))
            || actors.iter().all(|actor| actor.code.as_deref().is_none_or(|code| code.len() > COUNTRY)));
    if town {
        actors.clear();
    }
}

/// "Oslo talks" are held in the capital more often than with its government.
fn is_capital(name: &str) -> bool {
    look_up(name).is_some_and(|(_, reference)| reference == Reference::Capital)
}

/// Letters of a country's code; a longer code has a sector, as a capital has.
const COUNTRY: usize = 3;

fn frame_with(frame: &Frame, actors: &[Participant]) -> Frame {
    let mut frame = frame.clone();
    if actors.is_empty() {
        frame.actors.clear();
    }
    frame
}

/// Each entity once, and not on both sides.
fn distinct(actors: &mut Vec<Participant>, recipients: &mut Vec<Participant>, mentions: &[Mention]) {
    let mut seen: Vec<Participant> = Vec::new();
    let span = |participant: &Participant| mentions.get(participant.mention.0).map(|mention| mention.span);
    let mut fresh = |participant: &Participant| {
        let same = |other: &Participant| {
            other.mention == participant.mention
                || (other.entity.is_some() && other.entity == participant.entity)
                // "officials from both countries" and "both countries" within it are one party.
                || span(other).zip(span(participant)).is_some_and(|(outer, inner)| outer.contains(inner))
        };
        let fresh = !seen.iter().any(same);
        if fresh {
            seen.push(participant.clone());
        }
        fresh
    };
    actors.retain(&mut fresh);
    recipients.retain(&mut fresh);
}

/// "the meeting", "Monday's talks", "their talks".
fn definite(tree: &Tree<'_>, noun: usize) -> bool {
    tree.is(noun, "root")
        || tree.all(noun, "det").any(|det| matches!(tree.lemma(det), "the" | "this" | "that" | "these" | "those"))
        || tree.child(noun, "nmod:poss").is_some()
}

/// The trigger with its particle, where they stand together.
fn trigger_span(tree: &Tree<'_>, frame: &Frame) -> Span {
    let own = tree.token(frame.trigger).span;
    match tree.child(frame.trigger, "compound:prt") {
        Some(particle) if particle == frame.trigger + 1 => own.cover(tree.token(particle).span),
        _ => own,
    }
}
