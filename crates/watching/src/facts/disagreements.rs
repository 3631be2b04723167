//! Disagreements that appear, and those that go.

use super::matching::{Pair, folded};
use super::{Fact, Kind};
use record::story::{Discrepancy, DiscrepancyKind};
use record::{Evidence, Story};

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    let conflicts = |story: &'_ Story| -> Vec<Discrepancy> {
        story.discrepancies.iter().filter(|found| found.kind == DiscrepancyKind::Conflict).cloned().collect()
    };
    let (before, after) = (conflicts(pair.before), conflicts(pair.after));
    let mut facts = Vec::new();
    for new in after.iter().filter(|new| !before.iter().any(|old| same(pair, old, new))) {
        facts.extend(appeared(pair, new));
    }
    for old in before.iter().filter(|old| !after.iter().any(|new| same(pair, old, new))) {
        facts.extend(settled(pair, old));
    }
    facts
}

/// Whether two are about the same attribute of the same event.
fn same(pair: &Pair<'_>, old: &Discrepancy, new: &Discrepancy) -> bool {
    if old.attribute != new.attribute {
        return false;
    }
    match (old.about, new.about) {
        (Some(old), Some(new)) => {
            let new = pair.after.events.get(new.0);
            new.is_some_and(|new| pair.earlier(new).any(|earlier| earlier.id == old))
        }
        (None, None) => shared(old, new) > 0,
        _ => false,
    }
}

/// How many values two have in common.
fn shared(old: &Discrepancy, new: &Discrepancy) -> usize {
    old.accounts.iter().filter(|old| new.accounts.iter().any(|new| folded(&old.value) == folded(&new.value))).count()
}

fn appeared(pair: &Pair<'_>, new: &Discrepancy) -> Option<Fact> {
    let words: Vec<Evidence> =
        new.accounts.iter().filter_map(|account| best(pair, &account.evidence)).cloned().collect();
    if !new.accounts.iter().flat_map(|account| &account.evidence).any(|words| pair.is_fresh(words)) {
        return None;
    }
    let sides: Vec<&str> = new.accounts.iter().map(|account| account.value.as_str()).collect();
    let what = format!("{}accounts differ on {}: {}", about(pair.after, new), new.attribute, sides.join(" / "));
    let change = format!("{}: {} accounts that cannot all be true", new.attribute, sides.len());
    Some(pair.fact(Kind::Disagreement, what, change, words, vec![name(new)]))
}

/// A disagreement is settled when the event is still told and its accounts can all be true.
fn settled(pair: &Pair<'_>, old: &Discrepancy) -> Option<Fact> {
    let event = pair.before.events.get(old.about?.0)?;
    let later = pair.later(event).next()?;
    let sides: Vec<&str> = old.accounts.iter().map(|account| account.value.as_str()).collect();
    let named = later.attributes.iter().find(|named| named.name == old.attribute).map(|named| &named.attribute);
    let left = match &*old.attribute {
        "time" => later.time.as_ref(),
        "place" => later.place.as_ref(),
        role if role.starts_with("role of ") => {
            let of =
                |id: record::EntityId| pair.after.entities.get(id.0).map(|entity| format!("role of {}", entity.name));
            let found = later.participants.iter().find(|one| of(one.entity).as_deref() == Some(role));
            found.map(|one| &one.role)
        }
        _ => named,
    };
    let left = left?;
    let words: Vec<Evidence> = left.accounts.iter().map(|account| account.evidence.clone()).collect();
    let what = format!("{}: accounts no longer differ on {}: {}", later.headline, old.attribute, left.value);
    let change = format!("{}: {} → {}", old.attribute, sides.join(" / "), left.value);
    Some(pair.fact(Kind::Settled, what, change, words, vec![name(old)]))
}

/// The words of one side: fresh ones where there are any.
fn best<'a>(pair: &Pair<'_>, evidence: &'a [Evidence]) -> Option<&'a Evidence> {
    evidence.iter().find(|words| pair.is_fresh(words)).or(evidence.first())
}

fn about(story: &Story, found: &Discrepancy) -> String {
    let event = found.about.and_then(|id| story.events.get(id.0));
    event.map_or_else(String::new, |event| format!("{}: ", event.headline))
}

/// A disagreement by what it is about and the values that stand against each other.
fn name(found: &Discrepancy) -> String {
    let mut values: Vec<String> = found.accounts.iter().map(|account| folded(&account.value)).collect();
    values.sort();
    let reports: Vec<_> = found.accounts.iter().flat_map(|account| &account.reports).min().into_iter().collect();
    format!("{}:{}:{}", found.attribute, values.join("|"), reports.first().map_or("", |id| &id.0))
}
