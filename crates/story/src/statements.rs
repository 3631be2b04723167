//! What was said, each thing once however many reports have it.

use crate::contrasts::{Contrast, Sense};
use crate::dates::Interval;
use crate::linking::Linked;
use crate::pile::Pile;
use crate::speakers::{addressed, called};
use crate::words::{collapse, content, words};
use record::reading::{Attribution, AttributionKind, Event};
use record::story::{Discrepancy, DiscrepancyAccount, DiscrepancyKind, Statement};
use record::{EntityId, ReportId};
use std::collections::{BTreeMap, BTreeSet};

/// Reports that quote one utterance share this part of the shorter one's runs of words.
const SAME_WORDS: f64 = 0.6;

/// Words in a row that are compared.
const RUN: usize = 4;

/// The most statements looked through under one run of words.
const MOST_ALIKE: usize = 32;

/// Renderings of one utterance that a report gives in its own words share this part of their words.
const SAME_SENSE: f64 = 0.6;

/// A statement with what the other parts of the story need of it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub statement: Statement,
    /// Each report's attribution.
    pub from: Vec<(usize, usize)>,
}

/// All statements, in order of time, then of report, and what one speaker is said to have said in ways that do not go
/// together.
pub(crate) fn statements(pile: &Pile<'_>, linked: &Linked) -> (Vec<Said>, Vec<Discrepancy>) {
    let mut all: Vec<(Said, BTreeSet<String>, BTreeSet<String>)> = Vec::new();
    let mut senses: Vec<Sense> = Vec::new();
    let mut contrasts: BTreeMap<(usize, usize), DiscrepancyKind> = BTreeMap::new();
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        for (number, attribution) in telling.reading.attributions.iter().enumerate() {
            let Some(said) = said(pile, linked, report, number, attribution) else { continue };
            let runs = runs(&said.statement.content);
            let sense = content(&said.statement.content);
            let mut near: BTreeSet<usize> = runs.iter().filter_map(|run| index.get(run)).flatten().copied().collect();
            near.extend(index.get(&speaker_key(&said)).into_iter().flatten());
            let meaning = Sense::new(&said.statement.content, said.statement.cue.as_deref());
            let mut found = None;
            let mut against = Vec::new();
            for i in near {
                let (other, other_runs, other_sense) = &all[i];
                let quoted = [&said, other].iter().all(|said| said.statement.kind == AttributionKind::Direct);
                let contrast = meaning.against(&senses[i], quoted);
                let alike = same(&said, other, (&runs, other_runs), (&sense, other_sense));
                if alike && contrast == Contrast::None {
                    found = Some(i);
                    break;
                }
                let one = said.statement.speaker.is_some() && said.statement.speaker == other.statement.speaker;
                let elsewhere = other.from.iter().all(|(other, _)| *other != report);
                if let Contrast::Of(kind) = contrast
                    && one
                    && elsewhere
                    && (alike || meaning.is_near(&senses[i]))
                {
                    against.push((i, kind));
                }
            }
            let at = match found {
                Some(at) => {
                    absorb(&mut all[at].0, said);
                    all[at].1.extend(runs.iter().cloned());
                    at
                }
                None => {
                    all.push((said, runs.clone(), sense));
                    senses.push(meaning);
                    contrasts.extend(against.into_iter().map(|(other, kind)| ((other, all.len() - 1), kind)));
                    all.len() - 1
                }
            };
            let key = speaker_key(&all[at].0);
            for run in runs.into_iter().chain(std::iter::once(key)) {
                let list = index.entry(run).or_default();
                if !list.contains(&at) {
                    // The last ones are kept: what was said is told again soon.
                    if list.len() >= MOST_ALIKE {
                        list.remove(0);
                    }
                    list.push(at);
                }
            }
        }
    }
    let mut said: Vec<Said> = all.into_iter().map(|(said, _, _)| said).collect();
    let differences =
        contrasts.into_iter().map(|((a, b), kind)| difference(linked, &said[a], &said[b], kind)).collect();
    said.sort_by_key(|said| (said.statement.said_at.is_none(), said.statement.said_at.clone(), said.from.clone()));
    (said, differences)
}

/// Two renderings of what one speaker said, as sides of a difference that is about no event.
fn difference(linked: &Linked, a: &Said, b: &Said, kind: DiscrepancyKind) -> Discrepancy {
    let side = |said: &Said| {
        let evidence = said.statement.evidence.clone();
        let mut reports: Vec<ReportId> = evidence.iter().map(|one| one.report.clone()).collect();
        reports.dedup();
        let cue = said.statement.cue.as_deref().unwrap_or_default();
        DiscrepancyAccount { value: format!("{cue} {}", said.statement.content).trim().to_owned(), reports, evidence }
    };
    let speaker = a.statement.speaker.map_or("somebody", |id| linked.name(id.0));
    Discrepancy {
        id: String::new(),
        about: None,
        attribute: format!("words of {speaker}"),
        accounts: vec![side(a), side(b)],
        kind,
        by: None,
    }
}

/// "Asked whether she was snubbed", "Commenting on the reports": what led to the words, and not the words.
fn is_occasion(words: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "asked about ",
        "asked by ",
        "asked how ",
        "asked if ",
        "asked on ",
        "asked what ",
        "asked whether ",
        "asked why ",
        "commenting on ",
        "pressed on ",
        "questioned about ",
        "responding to ",
    ];
    let words = words.to_lowercase();
    OPENINGS.iter().any(|opening| words.starts_with(opening))
}

fn speaker_key(said: &Said) -> String {
    said.statement.speaker.map_or_else(|| "nobody".to_owned(), |speaker| format!("by {speaker}"))
}

fn said(pile: &Pile<'_>, linked: &Linked, report: usize, number: usize, attribution: &Attribution) -> Option<Said> {
    let telling = &pile.tellings[report];
    let text = &telling.report.text;
    let words = collapse(&attribution.content.quote(text));
    // "the dam, which he said had been mended": the pronoun tells nobody what.
    let words = words.strip_prefix("which … ").map_or(words.clone(), str::to_owned);
    let cue = collapse(&attribution.cue.quote(text));
    if words.is_empty() || is_occasion(&words) || is_occasion(&format!("{cue} {words}")) {
        return None;
    }
    // "She also denied it": that there was more before it is no part of this.
    let cue = cue.strip_prefix("also ").unwrap_or(&cue).to_owned();
    let speaker = attribution.speaker.and_then(|id| linked.entity(report, id));
    let source = called(telling, linked, speaker, attribution);
    let cover = attribution.content.cover()?;
    let through = attribution.parent.and_then(|id| telling.reading.attributions.get(id.0));
    if !tells(attribution, through, &words, source.is_none()) {
        return None;
    }
    let via = attribution.via.as_ref().map(|via| collapse(&via.value)).or_else(|| {
        // Said inside what another says: on the other's word.
        let parent = through?;
        let name = parent.speaker.and_then(|id| linked.entity(report, id)).filter(|&id| linked.is_named(id));
        let name = name.map(|id| linked.name(id).to_owned());
        name.or_else(|| called(telling, linked, parent.speaker.and_then(|id| linked.entity(report, id)), parent))
    });
    let span = record::Spans::new(
        attribution
            .source
            .ranges()
            .iter()
            .chain(attribution.cue.ranges())
            .chain(attribution.content.ranges())
            .copied()
            .collect(),
    );
    let evidence = pile.evidence(report, span);
    let named = speaker.filter(|&id| linked.is_named(id));
    let statement = Statement {
        speaker: named.map(EntityId),
        source,
        source_class: attribution.source_class,
        kind: attribution.kind,
        cue: Some(cue).filter(|cue| !cue.is_empty()),
        content: words,
        said_at: said_at(pile, report, attribution, cover),
        addressee: addressed(telling, linked, report, attribution),
        via,
        evidence: vec![evidence],
        by: attribution.by.clone(),
    };
    Some(Said { statement, from: vec![(report, number)] })
}

/// Whether an attribution is something that a reader would call said: not what one says of one's own saying inside
/// a statement, nor a word or two that belong to nobody.
fn tells(attribution: &Attribution, through: Option<&Attribution>, words: &str, unknown: bool) -> bool {
    const FEWEST: usize = 3;
    let own = through.is_some_and(|parent| parent.speaker.is_some() && parent.speaker == attribution.speaker);
    let short = content(words).len() < FEWEST;
    let quoted = attribution.kind != AttributionKind::Indirect;
    let nobody = attribution.speaker.is_none() && unknown;
    !own && (quoted || !short && !nobody)
}

/// The date in the words around the cue: of an expression outside the content in the same sentence, else of
/// an event that the cue belongs to.
fn said_at(pile: &Pile<'_>, report: usize, attribution: &Attribution, cover: record::Span) -> Option<String> {
    let telling = &pile.tellings[report];
    let cue = attribution.cue.cover().or_else(|| attribution.source.cover())?;
    let sentence = telling.sentence(cue);
    let day = |value: &str| Interval::parse(value).filter(Interval::is_day).map(|interval| interval.from.to_string());
    let times = &telling.reading.times;
    let start = times.partition_point(|time| time.span.start < sentence.start);
    let near = times[start..].iter().take_while(|time| time.span.end <= sentence.end);
    let outside = near.filter(|time| !attribution.content.overlaps(time.span) && !cover.contains(time.span));
    let stated = outside.filter_map(|time| Some((time.span.start.abs_diff(cue.start), day(&time.value)?))).min();
    let event = || {
        let at = |event: &&Event| attribution.cue.overlaps(event.trigger);
        telling.reading.events.iter().find(at).and_then(|event| event.time.as_ref()?.value.as_deref()).and_then(day)
    };
    stated.map(|(_, day)| day).or_else(event)
}

fn runs(text: &str) -> BTreeSet<String> {
    let words = words(text);
    if words.len() < RUN {
        return BTreeSet::from([words.join(" ")]);
    }
    words.windows(RUN).map(|run| run.join(" ")).collect()
}

type Two<'a> = (&'a BTreeSet<String>, &'a BTreeSet<String>);

fn same(new: &Said, old: &Said, runs: Two<'_>, sense: Two<'_>) -> bool {
    let speakers = match (new.statement.speaker, old.statement.speaker) {
        (Some(a), Some(b)) => Some(a == b),
        _ => None,
    };
    let here = old.from.iter().any(|from| new.from.iter().any(|other| other.0 == from.0));
    let dates = match (&new.statement.said_at, &old.statement.said_at) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    if speakers == Some(false) || !dates {
        return false;
    }
    if here {
        // A caption under two pictures, a headline said again below: the same words to the last.
        return new.statement.source == old.statement.source && new.statement.content == old.statement.content;
    }
    let worded = crate::words::overlap(runs.0, runs.1) >= SAME_WORDS;
    // A few common words prove nothing; without a known speaker only the wording does.
    const FEWEST: usize = 4;
    let sensed = speakers == Some(true)
        && sense.0.len().min(sense.1.len()) >= FEWEST
        && crate::words::jaccard(sense.0, sense.1) >= SAME_SENSE;
    worded || sensed
}

/// The fuller quotation stands for both: words in quotation marks before words of the report's own.
fn absorb(old: &mut Said, new: Said) {
    let rank = |said: &Said| (said.statement.kind == AttributionKind::Direct, said.statement.content.chars().count());
    let better = rank(&new) > rank(old);
    let (mut evidence, from) = (std::mem::take(&mut old.statement.evidence), std::mem::take(&mut old.from));
    let (keep, other) = if better { (new, old.clone()) } else { (old.clone(), new) };
    evidence.extend(keep.statement.evidence.iter().chain(&other.statement.evidence).cloned());
    evidence.sort();
    evidence.dedup();
    let mut all: BTreeSet<(usize, usize)> = from.into_iter().collect();
    all.extend(keep.from.iter().chain(&other.from).copied());
    let mut statement = keep.statement;
    statement.evidence = evidence;
    // What the program read itself needs nobody else's name.
    statement.by = statement.by.and(other.statement.by);
    statement.speaker = statement.speaker.or(other.statement.speaker);
    statement.said_at = statement.said_at.or(other.statement.said_at);
    statement.addressee = statement.addressee.or(other.statement.addressee);
    statement.via = statement.via.or(other.statement.via);
    *old = Said { statement, from: all.into_iter().collect() };
}
