//! A story narrowed to somebody or something, or to some days.

use record::story::{Attribute, StoryEvent};
use record::{EntityId, EventId, Story, timex};
use std::collections::{BTreeMap, BTreeSet};

/// What of a story is wanted; the default wants all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Only what this name has to do with, in any of its spellings.
    pub about: Option<String>,
    /// Only what was on this day (`2031-03-04`) or later.
    pub since: Option<String>,
    /// Only what was on this day or earlier.
    pub until: Option<String>,
}

/// What of `story` is wanted. Reports, entities and lineage stay whole, so that every citation keeps its number; ids of
/// happenings count anew. `None` where the story names nobody and nothing so.
pub fn narrow(story: &Story, wanted: &Narrow) -> Option<Story> {
    let view = View::new(story, wanted)?;
    let mut told = Story { events: Vec::new(), statements: Vec::new(), ..story.clone() };
    let mut events: BTreeMap<EventId, EventId> = BTreeMap::new();
    for event in story.events.iter().filter(|event| view.event(event)) {
        let id = EventId(told.events.len());
        events.insert(event.id, id);
        told.events.push(StoryEvent { id, ..event.clone() });
    }
    let mut statements: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, statement) in story.statements.iter().enumerate() {
        let named = view.is(statement.speaker) || view.names(&statement.content);
        if named && view.dated(statement.said_at.as_deref()) {
            statements.insert(at, told.statements.len());
            told.statements.push(statement.clone());
        }
    }
    told.timeline.retain_mut(|row| {
        let named = row.events.iter().any(|event| events.contains_key(event)) || view.names(&row.title);
        row.events = row.events.iter().filter_map(|event| events.get(event).copied()).collect();
        row.statements = row.statements.iter().filter_map(|at| statements.get(at).copied()).collect();
        let day = row.date.as_deref().or(row.from.as_deref());
        named && view.dated(day)
    });
    told.discrepancies.retain_mut(|difference| match difference.about {
        Some(event) => {
            difference.about = events.get(&event).copied();
            difference.about.is_some()
        }
        None => view.undated() && difference.accounts.iter().any(|account| view.names(&account.value)),
    });
    told.figures.retain(|figure| view.undated() && figure.accounts.iter().any(|account| view.names(&account.value)));
    told.proposals.retain(|act| {
        let named = view.is(act.by) || view.is(act.to) || view.names(&act.what);
        named && view.dated(act.history.iter().find_map(|step| step.date.as_deref()))
    });
    told.allegations.retain(|act| {
        let named = view.is(act.by) || view.is(act.against) || view.names(&act.what);
        named && view.undated()
    });
    Some(told)
}

struct View<'w> {
    /// Who is meant; `None` for everybody.
    who: Option<(BTreeSet<EntityId>, String)>,
    wanted: &'w Narrow,
}

impl<'w> View<'w> {
    fn new(story: &Story, wanted: &'w Narrow) -> Option<Self> {
        let Some(about) = &wanted.about else { return Some(Self { who: None, wanted }) };
        let name = text::fold(about);
        let spelled = |named: &str| has(&text::fold(named), &name);
        let entities: BTreeSet<EntityId> = story
            .entities
            .iter()
            .filter(|entity| spelled(&entity.name) || entity.aliases.iter().any(|alias| spelled(&alias.value)))
            .map(|entity| entity.id)
            .collect();
        (!entities.is_empty()).then_some(Self { who: Some((entities, name)), wanted })
    }

    fn is(&self, entity: Option<EntityId>) -> bool {
        let Some((entities, _)) = &self.who else { return true };
        entity.is_some_and(|entity| entities.contains(&entity))
    }

    fn names(&self, words: &str) -> bool {
        self.who.as_ref().is_none_or(|(_, name)| has(&text::fold(words), name))
    }

    fn undated(&self) -> bool {
        self.wanted.since.is_none() && self.wanted.until.is_none()
    }

    /// Whether a time lies, or may lie, in the days that are wanted.
    fn dated(&self, value: Option<&str>) -> bool {
        if self.undated() {
            return true;
        }
        let Some(days) = value.and_then(timex::interval) else { return false };
        let bound = |day: &Option<String>| day.as_deref().and_then(timex::interval);
        bound(&self.wanted.since).is_none_or(|since| days.last >= since.first)
            && bound(&self.wanted.until).is_none_or(|until| days.first <= until.last)
    }

    fn event(&self, event: &StoryEvent) -> bool {
        let place = |attribute: &Option<Attribute>| attribute.as_ref().is_some_and(|place| self.names(&place.value));
        let everybody =
            event.actors.iter().chain(&event.recipients).chain(event.participants.iter().map(|one| &one.entity));
        let named = self.who.is_none()
            || everybody.into_iter().any(|entity| self.is(Some(*entity)))
            || self.names(&event.headline)
            || place(&event.place);
        named && self.dated(event.time.as_ref().map(|time| time.value.as_str()))
    }
}

/// Whether the words of a name stand in a row in some words; both folded.
fn has(words: &str, name: &str) -> bool {
    !name.is_empty() && format!(" {words} ").contains(&format!(" {name} "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::NameType;
    use record::reading::{AttributionKind, Factuality, Polarity, SourceClass};
    use record::story::{Agreement, Statement, StoryEntity};

    fn event(id: usize, actor: usize, day: &str) -> StoryEvent {
        StoryEvent {
            id: EventId(id),
            kind: None,
            mode: None,
            cameo: None,
            class: record::HappeningClass::Occurrence,
            headline: "Talks began".to_owned(),
            time: Some(Attribute { value: day.to_owned(), agreement: Agreement::Single, accounts: Vec::new() }),
            place: None,
            actors: vec![EntityId(actor)],
            recipients: Vec::new(),
            participants: Vec::new(),
            attributes: Vec::new(),
            factuality: Factuality::Asserted,
            polarity: Polarity::Positive,
            accounts: Vec::new(),
            reports: Vec::new(),
            independent_sources: 1,
            rounds: None,
        }
    }

    fn said(speaker: Option<usize>, content: &str) -> Statement {
        Statement {
            speaker: speaker.map(EntityId),
            source: None,
            source_class: SourceClass::Named,
            kind: AttributionKind::Indirect,
            cue: None,
            content: content.to_owned(),
            said_at: Some("2031-03-05".to_owned()),
            addressee: None,
            via: None,
            evidence: Vec::new(),
            by: None,
        }
    }

    fn story() -> Story {
        let entity = |id: usize, name: &str| StoryEntity {
            id: EntityId(id),
            name: name.to_owned(),
            kind: NameType::Per,
            aliases: Vec::new(),
            roles: Vec::new(),
            side: None,
            mentions: Vec::new(),
        };
        Story {
            entities: vec![entity(0, "Ilse Brandt"), entity(1, "Tomas Öreyl")],
            events: vec![event(0, 0, "2031-03-04"), event(1, 1, "2031-03"), event(2, 1, "2031-04-09")],
            statements: vec![said(Some(0), "Reyl lied"), said(None, "Öreyl is late"), said(None, "the dam holds")],
            ..Story::default()
        }
    }

    fn narrowed(about: Option<&str>, since: Option<&str>, until: Option<&str>) -> Option<(Vec<String>, Vec<String>)> {
        let own = |value: Option<&str>| value.map(str::to_owned);
        let story = narrow(&story(), &Narrow { about: own(about), since: own(since), until: own(until) })?;
        assert!(story.events.iter().enumerate().all(|(at, event)| event.id == EventId(at)));
        let days = story.events.into_iter().filter_map(|event| Some(event.time?.value)).collect();
        Some((days, story.statements.into_iter().map(|said| said.content).collect()))
    }

    #[test]
    fn somebody_in_any_spelling() {
        let (days, said) = narrowed(Some("OREYL"), None, None).unwrap();
        assert_eq!(days, ["2031-03", "2031-04-09"]);
        assert_eq!(said, ["Öreyl is late"]);
        assert_eq!(narrowed(Some("Reyl"), None, None), None, "no part of a word is a name");
        assert_eq!(narrowed(Some("Nobody"), None, None), None);
    }

    #[test]
    fn some_days() {
        assert_eq!(narrowed(None, Some("2031-03-10"), None).unwrap().0, ["2031-03", "2031-04-09"]);
        assert_eq!(narrowed(None, None, Some("2031-03-04")).unwrap().0, ["2031-03-04", "2031-03"]);
        assert_eq!(narrowed(None, Some("2031-03-06"), None).unwrap().1, Vec::<String>::new());
        assert_eq!(narrowed(None, None, None).unwrap().1.len(), 3);
    }
}
