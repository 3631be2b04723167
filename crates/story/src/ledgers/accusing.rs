//! Accusations told by an event or by a verb of accusing: "accused Norland of opening the dam".

use super::allegations::Charge;
use super::words::{class_of, complement, is_armed_group, is_negated, matter};
use super::{Cues, disputed, first, nouns, same_side};
use crate::countries;
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::collapse;
use record::reading::{Event, Factuality};
use record::{Span, Spans, Upos};

/// PLOVER types that nobody reports of himself: when one side tells them of another, it accuses.
const HOSTILE: [&str; 2] = ["ASSAULT", "COERCE"];

/// Everything of which somebody is accused, report by report.
pub(super) fn charges(pile: &Pile<'_>, linked: &Linked, cues: &Cues) -> Vec<Charge> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        let reading = telling.reading;
        for event in &reading.events {
            // CAMEO 112 is "accuse"; its siblings only criticise or oppose.
            let coded = event.kind.as_deref() == Some("ACCUSE")
                && event.cameo.as_deref().is_some_and(|code| code.starts_with("112"));
            // "charged three men with fraud", but not "will charge a duty".
            let by_word = matches!(event.kind.as_deref(), Some("ACCUSE" | "COERCE")) && !is_dues(event);
            let accuses = coded || by_word && class_of(telling.words(event.trigger)) == Some("accuse");
            let attribution = event.attribution.and_then(|id| reading.attributions.get(id.0));
            let teller =
                attribution.and_then(|attribution| attribution.speaker).and_then(|id| linked.entity(report, id));
            let actor = first(pile, linked, report, &event.actors);
            let recipient = first(pile, linked, report, &event.recipients);
            let negative = event.polarity == record::reading::Polarity::Negative;
            // "denied accusations of …": a noun that names nobody is read with what it is the object of.
            let of_noun = recipient.is_none() && !event.clause.own && !event.predicate.is_empty();
            let (by, against, span) = if accuses && !negative && !of_noun {
                let by = actor.or(teller);
                let Some(span) = complement(telling, event) else { continue };
                (by, recipient.filter(|&id| Some(id) != by), Spans::from(span))
            } else if let Some(attribution) = attribution
                && (event.kind.as_deref().is_some_and(|kind| HOSTILE.contains(&kind)) || arms(event, telling))
                && teller.is_some_and(|teller| linked.is_named(teller))
                && same_side(linked, teller, actor) == Some(false)
                && !negative
                // What somebody may do, or threatens to, he is not said to have done.
                && matches!(event.factuality, Factuality::Asserted | Factuality::Attributed | Factuality::Denied)
            {
                // "He did not raise the arrests" accuses nobody.
                let before =
                    attribution.content.cover().map(|cover| cover.start.max(telling.sentence(event.trigger).start));
                if before.is_some_and(|start| {
                    start < event.trigger.start && is_negated(telling.words(Span::new(start, event.trigger.start)))
                }) {
                    continue;
                }
                (teller, actor, telling.sentence(event.trigger).into())
            } else {
                continue;
            };
            // Nobody accuses his own side in the name of the other: "the baseless charges against us".
            let by = by.filter(|_| same_side(linked, by, against) != Some(true));
            // Nobody's accusation of nobody is no entry of a ledger.
            if by.is_none() && against.is_none() {
                continue;
            }
            all.push(charge(pile, report, (by, against), span, event.trigger));
        }
        for attribution in &reading.attributions {
            let Some(cue) = attribution.cue.cover() else { continue };
            if class_of(telling.words(cue)) != Some("accuse") || events_in(&reading.events, cue) {
                continue;
            }
            let by = attribution.speaker.and_then(|id| linked.entity(report, id));
            let against = match accused(telling, cue) {
                Some(words) => {
                    telling.entity_at(words).and_then(|id| linked.entity(report, id)).filter(|&id| Some(id) != by)
                }
                None => named_other(pile, linked, report, by, &attribution.content),
            };
            if by.is_some() || against.is_some() {
                all.push(charge(pile, report, (by, against), attribution.content.clone(), cue));
            }
        }
        all.extend(nouns::charges(pile, linked, report));
        all.extend(disputed::charges(pile, linked, report, cues));
    }
    all.retain(|charge: &Charge| charge.matter.iter().filter(|stem| countries::lookup(stem).is_none()).count() > 1);
    all.sort_by_key(|charge| (charge.report, charge.evidence.span.clone()));
    all
}

/// Whether it is a sanction, a duty or a ban: CAMEO 163 and 172.
fn is_dues(event: &Event) -> bool {
    event.cameo.as_deref().is_some_and(|code| code.starts_with("163") || code.starts_with("172"))
}

/// Whether it gives means to such as no side admits to arming.
fn arms(event: &Event, telling: &Telling<'_>) -> bool {
    matches!(event.kind.as_deref(), Some("AID" | "SUPPORT"))
        && event.recipients.iter().any(|recipient| {
            let mention = telling.reading.mentions.get(recipient.mention.0);
            mention.is_some_and(|mention| is_armed_group(telling.words(mention.span)))
        })
}

/// The word for whom the verb of an accusation takes as its object: "charged *him* with fraud", "*he* was charged", "the
/// *man* charged with it". Those named in what he is accused of may be its victims.
fn accused(telling: &Telling<'_>, cue: Span) -> Option<Span> {
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(cue.start)?)?;
    let verb = sentence.tokens_in(cue).find(|&i| sentence.tokens[i].upos == Upos::Verb)?;
    let object = sentence.child(verb, "obj").or_else(|| sentence.child(verb, "nsubj:pass"));
    let token = &sentence.tokens[verb];
    let participle = || token.head.filter(|_| &*token.deprel == "acl" && token.feature("Tense") == Some("Past"));
    object.or_else(participle).and_then(|word| sentence.tokens.get(word)).map(|token| token.span)
}

/// The first in `spans` that is not on the side of `by`: of another side, or somebody with a name.
fn named_other(pile: &Pile<'_>, linked: &Linked, report: usize, by: Option<usize>, spans: &Spans) -> Option<usize> {
    let cover = spans.cover()?;
    let mentions = &pile.tellings[report].reading.mentions;
    let start = mentions.partition_point(|mention| mention.span.start < cover.start);
    let near = mentions[start..].iter().take_while(|mention| mention.span.start < cover.end);
    let mentions = near.filter(|mention| spans.contains(mention.head));
    let mut entities = mentions.filter_map(|mention| linked.entity(report, mention.entity?));
    let somebody = |id: usize| linked.side_of(id).is_some() || linked.is_named(id) && linked.is_person(id);
    entities.find(|&id| somebody(id) && Some(id) != by && same_side(linked, Some(id), by) != Some(true))
}

fn charge(
    pile: &Pile<'_>,
    report: usize,
    (by, against): (Option<usize>, Option<usize>),
    what: Spans,
    trigger: Span,
) -> Charge {
    let telling = &pile.tellings[report];
    let mut ranges = what.ranges().to_vec();
    ranges.push(trigger);
    Charge {
        by,
        against,
        what: bare(&collapse(&what.quote(&telling.report.text))).to_owned(),
        matter: matter(telling, &what),
        evidence: pile.evidence(report, Spans::new(ranges)),
        report,
        sentence: telling.sentence(trigger),
        response: None,
        open: false,
    }
}

/// "with fraud" of "charged with fraud": the preposition belongs to the verb.
fn bare(what: &str) -> &str {
    ["with ", "of ", "for ", "the other of ", "each other of "]
        .iter()
        .find_map(|preposition| what.strip_prefix(preposition))
        .unwrap_or(what)
}

/// Whether an event's words stand in `cue`.
fn events_in(events: &[record::reading::Event], cue: Span) -> bool {
    let start = events.partition_point(|event| event.trigger.end <= cue.start);
    events.get(start).is_some_and(|event| event.trigger.overlaps(cue))
}
