//! Numbers, happenings and quotations that two versions tell differently.

use crate::words::{likeness, pairs, words};
use crate::{Change, ChangeKind, Version};
use record::reading::{Attribution, AttributionKind, Event, Factuality, Polarity, Quantity};
use record::{Evidence, Reading, Report, numbers};

/// Words around two numbers that are as alike as this are about one thing.
const SAME_COUNT: f32 = 0.5;
/// Sentences that are as alike as this tell one happening.
const SAME_HAPPENING: f32 = 0.5;
/// Quotations that are as alike as this are one, changed.
const SAME_QUOTATION: f32 = 0.6;
/// A happening without a sentence of its own, or that an editor would not list, is no change that counts.
const LISTED: f32 = 0.3;

/// A number with what it counts.
struct Count {
    value: String,
    about: Vec<String>,
    evidence: Evidence,
}

/// Numbers of the same that differ.
pub(crate) fn numbers(before: Version<'_>, after: Version<'_>) -> Vec<Change> {
    let (old, new) = (counts(before), counts(after));
    let like = |a: &Count, b: &Count| if a.about == b.about { 1.0 } else { likeness(&a.about, &b.about) };
    // Same numbers first: "12 killed and 3 hurt" in another order changes nothing.
    let same = |a: &Count, b: &Count| if a.value == b.value { like(a, b) } else { 0.0 };
    let kept = pairs(&old, &new, SAME_COUNT, same);
    let old: Vec<&Count> = old.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(count, _)| count).collect();
    let new: Vec<&Count> =
        new.iter().enumerate().filter(|(at, _)| !kept.contains(&Some(*at))).map(|(_, count)| count).collect();
    let pairs = pairs(&old, &new, SAME_COUNT, |a, b| like(a, b));
    let change = |(old, at): (&&Count, Option<usize>)| {
        let new = new.get(at?)?;
        Some(Change {
            kind: ChangeKind::Number,
            about: Some(new.about.join(" ")),
            before: Some(old.evidence.clone()),
            after: Some(new.evidence.clone()),
        })
    };
    old.iter().zip(pairs).filter_map(change).collect()
}

fn counts((report, reading): Version<'_>) -> Vec<Count> {
    let count = |quantity: &Quantity| {
        let written = report.words(quantity.number).to_lowercase();
        let plain: String = written.chars().filter(|c| *c != ',').collect();
        Count {
            value: numbers::whole(&plain).map_or(plain, |number| number.to_string()),
            about: quantity.of.clone(),
            evidence: report.evidence(quantity.span),
        }
    };
    reading.quantities.iter().filter(|quantity| !quantity.of.is_empty()).map(count).collect()
}

/// Happenings that are told no more, newly, of another day, or with another sureness.
pub(crate) fn happenings(before: Version<'_>, after: Version<'_>) -> Vec<Change> {
    let (old, new) = (told(before.1), told(after.1));
    let like = |a: &Told<'_>, b: &Told<'_>| {
        let like = likeness(&a.words, &b.words);
        // The same word for it, and nearly the same sentence, or quite the same sentence.
        if a.event.predicate == b.event.predicate { like } else { like - 0.3 }
    };
    let pairs = pairs(&old, &new, SAME_HAPPENING, like);
    let mut changes = Vec::new();
    let clause = |report: &Report, event: &Event| report.evidence(event.clause.span.clone());
    for (told, at) in old.iter().zip(&pairs) {
        let was = told.event;
        let Some(is) = at.map(|at| new[at].event) else {
            if counts_as_news(was) {
                changes.push(Change {
                    kind: ChangeKind::Dropped,
                    about: Some(was.clause.text.clone()),
                    before: Some(clause(before.0, was)),
                    after: None,
                });
            }
            continue;
        };
        let both = |kind| Change {
            kind,
            about: Some(is.clause.text.clone()),
            before: Some(clause(before.0, was)),
            after: Some(clause(after.0, is)),
        };
        match sureness(was).cmp(&sureness(is)) {
            std::cmp::Ordering::Greater => changes.push(both(ChangeKind::Softened)),
            std::cmp::Ordering::Less => changes.push(both(ChangeKind::Hardened)),
            std::cmp::Ordering::Equal => {}
        }
        let day = |event: &Event| event.time.as_ref().and_then(|time| time.value.clone());
        if let (Some(was), Some(is)) = (day(was), day(is))
            && !was.starts_with(&is)
            && !is.starts_with(&was)
        {
            changes.push(both(ChangeKind::Date));
        }
    }
    let fresh = new.iter().enumerate().filter(|(at, told)| !pairs.contains(&Some(*at)) && counts_as_news(told.event));
    changes.extend(fresh.map(|(_, told)| Change {
        kind: ChangeKind::Added,
        about: Some(told.event.clause.text.clone()),
        before: None,
        after: Some(clause(after.0, told.event)),
    }));
    changes
}

/// A happening with the words of its sentence.
struct Told<'r> {
    event: &'r Event,
    words: Vec<String>,
}

fn told(reading: &Reading) -> Vec<Told<'_>> {
    let own = reading.events.iter().filter(|event| event.clause.own && !event.clause.span.is_empty());
    own.map(|event| Told { event, words: words(&event.clause.text) }).collect()
}

fn counts_as_news(event: &Event) -> bool {
    event.weight.is_none_or(|weight| weight >= LISTED)
}

/// How sure a report is that something happened.
fn sureness(event: &Event) -> u8 {
    match (event.polarity, event.factuality) {
        (Polarity::Negative, _) | (_, Factuality::Denied) => 0,
        (_, Factuality::Possible | Factuality::Conditional) => 1,
        (_, Factuality::Planned) => 2,
        (_, Factuality::Attributed) => 3,
        (_, Factuality::Asserted) => 4,
    }
}

/// Quotations that are gone, new, or in other words.
pub(crate) fn quotations(before: Version<'_>, after: Version<'_>) -> Vec<Change> {
    let quoted = |(report, reading): Version<'_>| -> Vec<(Evidence, Vec<String>, Option<String>)> {
        let direct = reading.attributions.iter().filter(|one| one.kind != AttributionKind::Indirect);
        let speaker = |one: &Attribution| {
            let named = one.speaker.and_then(|id| reading.entities.get(id.0)).map(|entity| entity.name.clone());
            named.or_else(|| (!one.source.is_empty()).then(|| one.source.quote(&report.text)))
        };
        let quotation = |one: &Attribution| {
            let evidence = report.evidence(one.content.clone());
            (evidence.clone(), words(&evidence.quote), speaker(one))
        };
        direct.filter(|one| !one.content.is_empty()).map(quotation).collect()
    };
    let (old, new) = (quoted(before), quoted(after));
    let pairs = pairs(&old, &new, SAME_QUOTATION, |a, b| likeness(&a.1, &b.1));
    let mut changes = Vec::new();
    for ((evidence, words, speaker), at) in old.iter().zip(&pairs) {
        let kept = at.map(|at| &new[at]);
        if kept.is_some_and(|kept| kept.1 == *words) {
            continue;
        }
        changes.push(Change {
            kind: if kept.is_some() { ChangeKind::QuotationChanged } else { ChangeKind::QuotationWithdrawn },
            about: speaker.clone(),
            before: Some(evidence.clone()),
            after: kept.map(|kept| kept.0.clone()),
        });
    }
    let fresh = new.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at)));
    changes.extend(fresh.map(|(_, (evidence, _, speaker))| Change {
        kind: ChangeKind::QuotationAdded,
        about: speaker.clone(),
        before: None,
        after: Some(evidence.clone()),
    }));
    changes
}
