//! Tables of a story: its reports, who is in it, and what happened.

use crate::cell::{Cell, Kind, days, id, ids, label};
use crate::columns::Column;
use crate::reports::{REPORT, SPANS, WORDS};
use crate::{Fill, Rows, Table};
use record::Story;
use record::story::{Attribute, StoryEvent};

/// The column that ties a row to a happening of the story.
const EVENT: Column = Column::always("event", Kind::Text, "the id of the happening in the story");
/// How many independent lines of reporting tell something.
const LINES: Column = Column::always("lines", Kind::Int, "how many independent lines of reporting tell of it");

pub(crate) const STORY_REPORTS: Table = Table {
    name: "story_reports",
    what: "A report of the story, in order of publication.",
    columns: &[
        REPORT,
        Column::maybe("published", Kind::Text, "when; inferred where only the other reports tell"),
        Column::maybe("published_basis", Kind::Text, "`stated`, `metadata` or `inferred`"),
        Column::always("line", Kind::Int, "the number of its independent line of reporting, from 0"),
    ],
    rows: Fill::Story(reports),
};

fn reports(story: &Story, rows: &mut Rows) {
    for report in &story.reports {
        rows.add([
            id(&report.id),
            report.published.as_ref().map(|one| &one.value).into(),
            report.published.as_ref().map_or(Cell::Null, |one| label(one.basis)),
            report.line.into(),
        ]);
    }
}

pub(crate) const STORY_ENTITIES: Table = Table {
    name: "story_entities",
    what: "Somebody or something in the story, merged over the reports.",
    columns: &[
        Column::always("entity", Kind::Text, "its id in the story"),
        Column::always("name", Kind::Text, "the fullest name that most reports use"),
        Column::always("type", Kind::Text, "as in mentions"),
        Column::always("aliases", Kind::Words, "every spelling, the commonest first"),
        Column::always("roles", Kind::Words, "offices and descriptions, the commonest first"),
        Column::maybe("side", Kind::Text, "the country or body that it acts for: an entity of the story"),
    ],
    rows: Fill::Story(entities),
};

fn entities(story: &Story, rows: &mut Rows) {
    let values = |cited: &[record::story::Cited]| Cell::Words(cited.iter().map(|one| one.value.clone()).collect());
    for entity in &story.entities {
        rows.add([
            id(entity.id),
            Cell::from(&entity.name),
            label(entity.kind),
            values(&entity.aliases),
            values(&entity.roles),
            entity.side.map_or(Cell::Null, id),
        ]);
    }
}

pub(crate) const STORY_MENTIONS: Table = Table {
    name: "story_mentions",
    what: "Words of a report that stand for an entity of the story.",
    columns: &[Column::always("entity", Kind::Text, "the entity of the story"), REPORT, SPANS, WORDS],
    rows: Fill::Story(mentions),
};

fn mentions(story: &Story, rows: &mut Rows) {
    for entity in &story.entities {
        for one in &entity.mentions {
            rows.add([id(entity.id), id(&one.report), Cell::from(&one.span), Cell::from(&one.quote)]);
        }
    }
}

pub(crate) const STORY_HAPPENINGS: Table = Table {
    name: "story_happenings",
    what: "A happening with what all accounts of it say together; its words are those of its accounts.",
    columns: &[
        EVENT,
        Column::maybe("type", Kind::Text, "PLOVER type"),
        Column::maybe("mode", Kind::Text, "PLOVER mode"),
        Column::maybe("cameo", Kind::Text, "CAMEO code"),
        Column::always("class", Kind::Text, "as in happenings"),
        Column::always("headline", Kind::Text, "a sentence: the best of its accounts"),
        Column::maybe("time", Kind::Text, "when, ISO 8601 to the precision known"),
        Column::maybe("time_agreement", Kind::Text, "`single`, `agreed`, `compatible` or `conflict`"),
        Column::maybe("earliest", Kind::Day, "the first day of that time"),
        Column::maybe("latest", Kind::Day, "the last"),
        Column::maybe("place", Kind::Text, "where"),
        Column::maybe("place_agreement", Kind::Text, "as of the time"),
        Column::always("actors", Kind::Words, "who did it: entities of the story"),
        Column::always("recipients", Kind::Words, "to or with whom"),
        Column::always("factuality", Kind::Text, "the strongest that any report gives it"),
        Column::always("polarity", Kind::Text, "`negative` where it did not take place"),
        Column::always("reports", Kind::Words, "the reports that tell of it"),
        LINES,
    ],
    rows: Fill::Story(happenings),
};

fn happenings(story: &Story, rows: &mut Rows) {
    for event in &story.events {
        let value = |one: &Option<Attribute>| Cell::from(one.as_ref().map(|one| &one.value));
        let agreement = |one: &Option<Attribute>| one.as_ref().map_or(Cell::Null, |one| label(one.agreement));
        let [earliest, latest] = days(event.time.as_ref().map(|time| time.value.as_str()));
        rows.add([
            id(event.id),
            event.kind.as_ref().into(),
            event.mode.as_ref().into(),
            event.cameo.as_ref().into(),
            label(event.class),
            Cell::from(&event.headline),
            value(&event.time),
            agreement(&event.time),
            earliest,
            latest,
            value(&event.place),
            agreement(&event.place),
            ids(&event.actors),
            ids(&event.recipients),
            label(event.factuality),
            label(event.polarity),
            ids(&event.reports),
            event.independent_sources.into(),
        ]);
    }
}

pub(crate) const ACCOUNTS: Table = Table {
    name: "accounts",
    what: "One report's telling of a happening of the story.",
    columns: &[
        EVENT,
        REPORT,
        Column::always("happening", Kind::Text, "the happening in that report's reading"),
        SPANS,
        WORDS,
        Column::always("trigger_spans", Kind::Spans, "the word that says it"),
        Column::always("factuality", Kind::Text, "how this report has it"),
        Column::maybe("on_word_of", Kind::Text, "on whose word, where not the report's own"),
    ],
    rows: Fill::Story(accounts),
};

fn accounts(story: &Story, rows: &mut Rows) {
    for event in &story.events {
        for account in &event.accounts {
            rows.add([
                id(event.id),
                id(&account.evidence.report),
                id(account.event),
                Cell::from(&account.evidence.span),
                Cell::from(&account.evidence.quote),
                Cell::from(&account.trigger.span),
                label(account.factuality),
                account.on_word_of.as_ref().into(),
            ]);
        }
    }
}

pub(crate) const VALUES: Table = Table {
    name: "values",
    what: "What one account says of a happening: when, where, how long, who with which part.",
    columns: &[
        EVENT,
        Column::always("attribute", Kind::Text, "`time`, `place`, `round`, `role`, `duration`, `format`, `issue`, …"),
        Column::maybe("entity", Kind::Text, "for `role`: whose"),
        Column::always("value", Kind::Text, "the best supported"),
        Column::always("agreement", Kind::Text, "`single`, `agreed`, `compatible` or `conflict`"),
        Column::always("account", Kind::Text, "the value of this account"),
        REPORT,
        SPANS,
        WORDS,
    ],
    rows: Fill::Story(values),
};

fn values(story: &Story, rows: &mut Rows) {
    for event in &story.events {
        for (name, entity, attribute) in attributes(event) {
            for account in &attribute.accounts {
                rows.add([
                    id(event.id),
                    name.into(),
                    entity.map_or(Cell::Null, id),
                    Cell::from(&attribute.value),
                    label(attribute.agreement),
                    Cell::from(&account.value),
                    id(&account.evidence.report),
                    Cell::from(&account.evidence.span),
                    Cell::from(&account.evidence.quote),
                ]);
            }
        }
    }
}

type Named<'a> = (&'a str, Option<record::EntityId>, &'a Attribute);

fn attributes(event: &StoryEvent) -> Vec<Named<'_>> {
    let own = [("time", &event.time), ("place", &event.place), ("round", &event.rounds)];
    let own = own.into_iter().filter_map(|(name, one)| one.as_ref().map(|one| (name, None, one)));
    let roles = event.participants.iter().map(|one| ("role", Some(one.entity), &one.role));
    let others = event.attributes.iter().map(|one| (one.name.as_str(), None, &one.attribute));
    own.chain(roles).chain(others).collect()
}

pub(crate) const TIMELINE: Table = Table {
    name: "timeline",
    what: "A row of the timeline; its words are those of its happenings and statements.",
    columns: &[
        Column::always("entry", Kind::Int, "its number, from 0"),
        Column::maybe("date", Kind::Text, "ISO 8601 to the precision known"),
        Column::maybe("earliest", Kind::Day, "the first day that it can have been"),
        Column::maybe("latest", Kind::Day, "the last"),
        Column::maybe("precision", Kind::Text, "`day`, `month`, `year`, `week`, `time`"),
        Column::maybe("basis", Kind::Text, "`stated`, `shared` or `bounded`"),
        Column::always("title", Kind::Text, "a sentence"),
        Column::always("events", Kind::Words, "the happening, and what is told as part of it"),
        Column::always("statements", Kind::Words, "numbers of the statements that it is told in"),
        Column::always("reports", Kind::Words, "the reports that tell of it"),
        LINES,
        Column::always("factuality", Kind::Text, "the strongest that any report gives it"),
        Column::always("polarity", Kind::Text, "`negative` where it did not take place"),
        Column::always("main", Kind::Flag, "whether it is the story's main happening"),
        Column::always("background", Kind::Flag, "whether it was before what the story is about"),
    ],
    rows: Fill::Story(timeline),
};

fn timeline(story: &Story, rows: &mut Rows) {
    for (number, entry) in story.timeline.iter().enumerate() {
        let [earliest, _] = days(entry.from.as_deref());
        let [_, latest] = days(entry.to.as_deref());
        rows.add([
            number.into(),
            entry.date.as_ref().into(),
            earliest,
            latest,
            entry.precision.as_ref().into(),
            entry.basis.map_or(Cell::Null, label),
            Cell::from(&entry.title),
            ids(&entry.events),
            ids(&entry.statements),
            ids(&entry.reports),
            entry.lines.into(),
            label(entry.factuality),
            label(entry.polarity),
            entry.main.into(),
            entry.background.into(),
        ]);
    }
}
