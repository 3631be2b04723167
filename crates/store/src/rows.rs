//! A story as rows of plain tables.

use crate::Result;
use crate::database::{Database, Value};
use record::story::{Attribute, StoryEvent};
use record::{EntityId, Evidence, Story, timex};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Rows of a story are numbered from its own number times this: the same rows get the same numbers on every machine.
const ROOM: u32 = 24;

/// The number of the `index`-th row of a story in any table.
fn numbered(story: i64, index: usize) -> i64 {
    (story << ROOM) + i64::try_from(index).unwrap_or(0)
}

/// The place of a row among those of its kind in its story.
pub(crate) fn index(number: i64) -> usize {
    usize::try_from(number & ((1 << ROOM) - 1)).unwrap_or(0)
}

/// Which part of a datum evidence is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Datum {
    Statement,
    /// Of a side of a difference: its part is the side's number.
    Difference,
    /// Of a step of an act: its part is the step's number.
    Act,
    Lineage,
    /// Of a participant's part, a place, a time, …: its part counts them.
    Happening,
}

impl Datum {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Difference => "difference",
            Self::Act => "act",
            Self::Lineage => "lineage",
            Self::Happening => "happening",
        }
    }
}

/// Forgets what was told of a story.
pub(crate) fn forget(database: &mut dyn Database, story: i64) -> Result<()> {
    // The rest goes with the rows that it belongs to.
    for table in ["evidence", "lineage", "acts", "differences", "statements", "happenings", "entities", "briefs"] {
        database.run(&format!("DELETE FROM {table} WHERE story = $1"), &[story.into()])?;
    }
    Ok(())
}

/// Writes what is told of a story; nothing of it may be there.
pub(crate) fn write(database: &mut dyn Database, no: i64, story: &Story) -> Result<()> {
    let mut writer = Writer { no, story, reports: HashMap::new(), evidence: Vec::new() };
    for row in &mut database.rows("SELECT no, id FROM reports WHERE story = $1", &[no.into()])? {
        writer.reports.insert(row.text(1), row.int(0));
    }
    let place =
        |(line, report): (usize, &record::story::ReportSummary)| (line, writer.reports.get(&report.id.0).copied());
    let lines: Vec<_> = story.reports.iter().map(|report| (report.line, report)).map(place).collect();
    for (line, report) in lines {
        database.run("UPDATE reports SET line = $1 WHERE no = $2", &[line.into(), report.into()])?;
    }
    writer.entities(database)?;
    writer.happenings(database)?;
    writer.statements(database)?;
    writer.differences(database)?;
    writer.acts(database)?;
    writer.lineage(database)?;
    let columns = ["datum", "no", "part", "place", "story", "report", "first_byte", "end_byte"];
    database.insert("evidence", &columns, &writer.evidence)
}

struct Writer<'s> {
    no: i64,
    story: &'s Story,
    reports: HashMap<String, i64>,
    evidence: Vec<Vec<Value>>,
}

/// First and last day of a time, as words.
fn days(value: Option<&str>) -> (Option<String>, Option<String>) {
    let interval = value.and_then(timex::interval);
    interval.map_or((None, None), |days| (Some(days.first.to_string()), Some(days.last.to_string())))
}

/// The name that a value has in JSON.
pub(crate) fn label<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

impl Writer<'_> {
    fn report(&self, evidence: &Evidence) -> Option<i64> {
        self.reports.get(&evidence.report.0).copied()
    }

    fn entity(&self, id: Option<EntityId>) -> Option<i64> {
        id.filter(|id| id.0 < self.story.entities.len()).map(|id| numbered(self.no, id.0))
    }

    /// First and last byte of evidence.
    fn bytes(evidence: &Evidence) -> (usize, usize) {
        evidence.span.cover().map_or((0, 0), |span| (span.start, span.end))
    }

    fn note(&mut self, datum: Datum, no: i64, part: usize, evidence: &[Evidence]) {
        for (place, one) in evidence.iter().enumerate() {
            let Some(report) = self.report(one) else { continue };
            for span in one.span.ranges() {
                self.evidence.push(vec![
                    datum.label().into(),
                    no.into(),
                    part.into(),
                    place.into(),
                    self.no.into(),
                    report.into(),
                    span.start.into(),
                    span.end.into(),
                ]);
            }
        }
    }

    fn entities(&mut self, database: &mut dyn Database) -> Result<()> {
        let (mut entities, mut names, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
        for (index, entity) in self.story.entities.iter().enumerate() {
            let no = numbered(self.no, index);
            entities.push(vec![
                no.into(),
                self.no.into(),
                entity.id.to_string().into(),
                (&entity.name).into(),
                entity.kind.label().into(),
                text::fold(&entity.name).into(),
                self.entity(entity.side).into(),
                entity.mentions.len().into(),
            ]);
            let mut seen = BTreeSet::new();
            let named = [("name", &entity.name, entity.mentions.first())];
            let aliases = entity.aliases.iter().map(|cited| ("name", &cited.value, cited.evidence.first()));
            let roles = entity.roles.iter().map(|cited| ("role", &cited.value, cited.evidence.first()));
            // The fullest name comes last: where an alias is the same, its own place counts.
            for (usage, value, place) in aliases.chain(named).chain(roles) {
                let folded = text::fold(value);
                let place = place.and_then(|one| Some((self.report(one)?, Self::bytes(one))));
                let Some((report, (first, end))) = place else { continue };
                if folded.is_empty() || !seen.insert((folded.clone(), usage)) {
                    continue;
                }
                names.push(vec![
                    folded.into(),
                    no.into(),
                    usage.into(),
                    value.into(),
                    report.into(),
                    first.into(),
                    end.into(),
                ]);
            }
            for mention in &entity.mentions {
                let Some(report) = self.report(mention) else { continue };
                let (first, end) = Self::bytes(mention);
                mentions.push(vec![no.into(), report.into(), first.into(), end.into()]);
            }
        }
        let columns = ["no", "story", "id", "name", "kind", "folded", "side", "mentions"];
        database.insert("entities", &columns, &entities)?;
        let columns = ["folded", "entity", "use", "name", "report", "first_byte", "end_byte"];
        database.insert("names", &columns, &names)?;
        database.insert("mentions", &["entity", "report", "first_byte", "end_byte"], &mentions)
    }

    fn happenings(&mut self, database: &mut dyn Database) -> Result<()> {
        let story = self.story;
        let mut listed = vec![(false, false); story.events.len()];
        for row in &story.timeline {
            for event in &row.events {
                if let Some(known) = listed.get_mut(event.0) {
                    *known = (true, known.1 || row.main);
                }
            }
        }
        let (mut happenings, mut participants, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
        for (index, event) in story.events.iter().enumerate() {
            let no = numbered(self.no, index);
            happenings.push(self.happening(no, event, listed[index]));
            let mut parts: BTreeSet<(usize, String)> = BTreeSet::new();
            parts.extend(event.actors.iter().map(|entity| (entity.0, "actor".to_owned())));
            parts.extend(event.recipients.iter().map(|entity| (entity.0, "recipient".to_owned())));
            parts.extend(event.participants.iter().map(|one| (one.entity.0, one.role.value.clone())));
            participants.extend(parts.into_iter().filter_map(|(entity, part)| {
                Some(vec![no.into(), self.entity(Some(EntityId(entity)))?.into(), part.into()])
            }));
            for account in &event.accounts {
                let Some(report) = self.report(&account.evidence) else { continue };
                let (first, end) = Self::bytes(&account.evidence);
                let (trigger, trigger_end) = Self::bytes(&account.trigger);
                accounts.push(vec![
                    no.into(),
                    report.into(),
                    first.into(),
                    end.into(),
                    trigger.into(),
                    trigger_end.into(),
                    label(&account.factuality).into(),
                    account.on_word_of.as_ref().into(),
                    account.event.to_string().into(),
                ]);
            }
            let attributes = [&event.time, &event.place, &event.rounds].into_iter().flatten();
            let attributes = attributes.chain(event.participants.iter().map(|one| &one.role));
            for (part, attribute) in attributes.chain(event.attributes.iter().map(|one| &one.attribute)).enumerate() {
                self.note_attribute(no, part, attribute);
            }
        }
        let columns = [
            "no",
            "story",
            "id",
            "class",
            "kind",
            "mode",
            "cameo",
            "headline",
            "date",
            "first_day",
            "last_day",
            "place",
            "factuality",
            "polarity",
            "reports",
            "lines",
            "listed",
            "main",
        ];
        database.insert("happenings", &columns, &happenings)?;
        database.insert("participants", &["happening", "entity", "part"], &participants)?;
        let columns = [
            "happening",
            "report",
            "first_byte",
            "end_byte",
            "trigger_first_byte",
            "trigger_end_byte",
            "factuality",
            "on_word_of",
            "event",
        ];
        database.insert("accounts", &columns, &accounts)
    }

    fn happening(&self, no: i64, event: &StoryEvent, (listed, main): (bool, bool)) -> Vec<Value> {
        let value = |attribute: &Option<Attribute>| attribute.as_ref().map(|attribute| attribute.value.clone());
        let date = value(&event.time);
        let (first, last) = days(date.as_deref());
        vec![
            no.into(),
            self.no.into(),
            event.id.to_string().into(),
            event.class.label().into(),
            event.kind.as_ref().into(),
            event.mode.as_ref().into(),
            event.cameo.as_ref().into(),
            (&event.headline).into(),
            date.into(),
            first.into(),
            last.into(),
            value(&event.place).into(),
            label(&event.factuality).into(),
            label(&event.polarity).into(),
            event.reports.len().into(),
            event.independent_sources.into(),
            listed.into(),
            main.into(),
        ]
    }

    fn note_attribute(&mut self, no: i64, part: usize, attribute: &Attribute) {
        let evidence: Vec<Evidence> = attribute.accounts.iter().map(|account| account.evidence.clone()).collect();
        self.note(Datum::Happening, no, part, &evidence);
    }

    fn statements(&mut self, database: &mut dyn Database) -> Result<()> {
        let mut rows = Vec::new();
        for (index, statement) in self.story.statements.iter().enumerate() {
            let no = numbered(self.no, index);
            let (first, last) = days(statement.said_at.as_deref());
            rows.push(vec![
                no.into(),
                self.no.into(),
                self.entity(statement.speaker).into(),
                statement.source.as_ref().into(),
                label(&statement.source_class).into(),
                label(&statement.kind).into(),
                statement.cue.as_ref().into(),
                (&statement.content).into(),
                statement.said_at.as_ref().into(),
                first.into(),
                last.into(),
                statement.addressee.as_ref().into(),
                statement.via.as_ref().into(),
            ]);
            self.note(Datum::Statement, no, 0, &statement.evidence);
        }
        let columns = [
            "no",
            "story",
            "speaker",
            "source",
            "source_class",
            "kind",
            "cue",
            "content",
            "said_at",
            "first_day",
            "last_day",
            "addressee",
            "via",
        ];
        database.insert("statements", &columns, &rows)
    }

    fn differences(&mut self, database: &mut dyn Database) -> Result<()> {
        let (mut rows, mut sides) = (Vec::new(), Vec::new());
        let story = self.story;
        let differences = story.discrepancies.iter().map(|one| {
            let kind = label(&one.kind);
            (one.id.clone(), one.about, kind, one.attribute.clone(), &one.accounts)
        });
        let counts = story.figures.iter().enumerate().map(|(index, one)| {
            (format!("f{index}"), None, "counted differently".to_owned(), "number".to_owned(), &one.accounts)
        });
        for (index, (id, about, kind, attribute, accounts)) in differences.chain(counts).enumerate() {
            let no = numbered(self.no, index);
            let happening = about.filter(|id| id.0 < story.events.len()).map(|id| numbered(self.no, id.0));
            rows.push(vec![no.into(), self.no.into(), id.into(), happening.into(), kind.into(), attribute.into()]);
            for (side, account) in accounts.iter().enumerate() {
                sides.push(vec![no.into(), side.into(), (&account.value).into()]);
                self.note(Datum::Difference, no, side, &account.evidence);
            }
        }
        database.insert("differences", &["no", "story", "id", "happening", "kind", "attribute"], &rows)?;
        database.insert("sides", &["difference", "side", "value"], &sides)
    }

    fn acts(&mut self, database: &mut dyn Database) -> Result<()> {
        let (mut rows, mut steps) = (Vec::new(), Vec::new());
        let story = self.story;
        for (index, proposal) in story.proposals.iter().enumerate() {
            let no = numbered(self.no, index);
            let date = proposal.history.iter().find_map(|step| step.date.as_deref());
            rows.push(self.act(
                no,
                (&proposal.id, &label(&proposal.kind)),
                [proposal.by, proposal.to],
                (&proposal.what, &proposal.status),
                date,
            ));
            for (part, step) in proposal.history.iter().enumerate() {
                let by = self.entity(step.by);
                steps.push(vec![no.into(), part.into(), step.date.as_ref().into(), (&step.status).into(), by.into()]);
                self.note(Datum::Act, no, part, &step.evidence);
            }
        }
        for (index, allegation) in story.allegations.iter().enumerate() {
            let no = numbered(self.no, story.proposals.len() + index);
            let status = allegation.responses.last().map_or("open".to_owned(), |response| label(&response.kind));
            rows.push(self.act(
                no,
                (&allegation.id, "accusation"),
                [allegation.by, allegation.against],
                (&allegation.what, &status),
                None,
            ));
            steps.push(vec![no.into(), 0_i64.into(), Value::Null, "accused".into(), self.entity(allegation.by).into()]);
            self.note(Datum::Act, no, 0, &allegation.evidence);
            for (part, response) in (1_usize..).zip(&allegation.responses) {
                let by = self.entity(response.by);
                steps.push(vec![no.into(), part.into(), Value::Null, label(&response.kind).into(), by.into()]);
                self.note(Datum::Act, no, part, &response.evidence);
            }
        }
        let columns =
            ["no", "story", "id", "kind", "by_entity", "to_entity", "what", "status", "date", "first_day", "last_day"];
        database.insert("acts", &columns, &rows)?;
        database.insert("steps", &["act", "step", "date", "status", "by_entity"], &steps)
    }

    fn act(
        &self,
        no: i64,
        (id, kind): (&str, &str),
        [by, to]: [Option<EntityId>; 2],
        (what, status): (&str, &str),
        date: Option<&str>,
    ) -> Vec<Value> {
        let (first, last) = days(date);
        vec![
            no.into(),
            self.no.into(),
            id.into(),
            kind.into(),
            self.entity(by).into(),
            self.entity(to).into(),
            what.into(),
            status.into(),
            date.into(),
            first.into(),
            last.into(),
        ]
    }

    fn lineage(&mut self, database: &mut dyn Database) -> Result<()> {
        let mut rows = Vec::new();
        for (index, edge) in self.story.lineage.iter().enumerate() {
            let Some(&report) = self.reports.get(&edge.report.0) else { continue };
            let no = numbered(self.no, index);
            rows.push(vec![
                no.into(),
                self.no.into(),
                report.into(),
                (&edge.derives_from).into(),
                label(&edge.basis).into(),
            ]);
            self.note(Datum::Lineage, no, 0, &edge.evidence);
        }
        database.insert("lineage", &["no", "story", "report", "derives_from", "basis"], &rows)
    }
}
