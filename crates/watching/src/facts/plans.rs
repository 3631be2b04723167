//! Announced happenings: that they came, that they did not, that their day is over.

use super::matching::{Pair, key};
use super::{Fact, Kind};
use jiff::civil::Date;
use record::Evidence;
use record::reading::{Factuality, Polarity};
use record::story::StoryEvent;

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    let announced = pair.after.events.iter().filter(|event| {
        let mut earlier = pair.earlier(event).peekable();
        earlier.peek().is_some() && earlier.all(is_announced)
    });
    announced.filter_map(|event| came(pair, event)).collect()
}

fn is_announced(event: &StoryEvent) -> bool {
    event.factuality == Factuality::Planned && event.polarity == Polarity::Positive
}

fn came(pair: &Pair<'_>, event: &StoryEvent) -> Option<Fact> {
    let off = event.polarity == Polarity::Negative || event.factuality == Factuality::Denied;
    let done = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    let (kind, now) = match (off, done) {
        (true, _) => (Kind::Failed, "did not take place"),
        (false, true) => (Kind::Came, "took place"),
        (false, false) => return None,
    };
    let fresh = event.accounts.iter().filter(|account| pair.is_fresh(&account.evidence));
    let fresh = fresh.filter(|account| off || account.factuality != Factuality::Planned);
    let words: Vec<Evidence> = fresh.map(|account| account.evidence.clone()).collect();
    let what = format!("{}: announced, {now}", event.headline);
    Some(pair.fact(kind, what, format!("planned → {now}"), words, keys(event)))
}

/// An account that a fact about a plan was told of names the fact.
fn keys(event: &StoryEvent) -> Vec<String> {
    event.accounts.iter().map(|account| key(&account.trigger)).collect()
}

pub(super) fn passed(pair: &Pair<'_>, today: Date) -> Vec<Fact> {
    let over = |event: &&StoryEvent| last_day(event).is_some_and(|day| day < today);
    let announced = pair.after.events.iter().filter(|event| is_announced(event)).filter(over);
    let fact = |event: &StoryEvent| {
        let day = event.time.as_ref().map(|time| time.value.clone()).unwrap_or_default();
        let what = format!("{}: announced for {day}, and no report tells whether it was", event.headline);
        let words = event.accounts.iter().map(|account| account.evidence.clone()).collect();
        pair.fact(Kind::Passed, what, format!("planned for {day} → day over"), words, keys(event))
    };
    let mut facts: Vec<Fact> = announced.map(fact).collect();
    facts.sort_by(|a, b| a.keys.cmp(&b.keys));
    facts
}

/// The last day of an event that is dated to a day or a month.
fn last_day(event: &StoryEvent) -> Option<Date> {
    let value = &event.time.as_ref()?.value;
    match value.get(..10) {
        Some(day) => day.parse().ok(),
        None if value.len() == 7 => format!("{value}-01").parse::<Date>().ok().map(Date::last_of_month),
        None => None,
    }
}

/// The first day from `today` on that something is announced for.
pub(super) fn next_day(story: &record::Story, today: Date) -> Option<Date> {
    let announced = story.events.iter().filter(|event| is_announced(event));
    announced.filter_map(last_day).filter(|day| *day >= today).min()
}
