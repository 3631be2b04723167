//! Rows of what stories tell, narrowed by who, when and what: what questions are answered from.

use crate::database::{Row, Value};
use crate::rows::Datum;
use crate::{Library, Result};
use record::{Evidence, ReportId, Span, Spans};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What rows are wanted. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Each list wants one of its entities ([`EntityRow::number`](crate::EntityRow::number)) in the row: `[[a, b], [c]]` is
    /// a or b, with c.
    pub entities: Vec<Vec<i64>>,
    /// Only this part of the entities: for happenings `actor`, `recipient`, `attended`, …; for acts `by` or `to`.
    pub part: Option<String>,
    /// The id of a story.
    pub story: Option<String>,
    /// The first day, `2031-03-04`: what was over before is left out.
    pub since: Option<String>,
    /// The last day: what began after is left out.
    pub until: Option<String>,
    /// Kinds: for happenings PLOVER types or modes, or the class; for acts `offer`, `accusation`, …; for differences
    /// `conflict`, `differs in detail`, `counted differently`; for statements `direct`, ….
    pub kinds: Vec<String>,
    /// Only rows with these numbers; empty for all.
    pub numbers: Vec<i64>,
    /// For happenings how sure they are (`asserted`, `planned`, …); for acts what a step of theirs says (`denied`, …).
    pub statuses: Vec<String>,
    /// For acts how they stand now: `offered`, `rejected`, ….
    pub standing: Vec<String>,
    /// For happenings: only those that stand in a timeline.
    pub listed: bool,
    /// Rows after this number, in the order of numbers.
    pub after: Option<i64>,
    /// At most so many; 0 for the default of 200.
    pub most: usize,
}

/// An entity as a row names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Its number in the library.
    pub number: i64,
    /// Its name.
    pub name: String,
}

/// Somebody in a happening.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ParticipantRow {
    /// Who.
    pub who: Named,
    /// What part: `actor`, `recipient`, `attended`, `hosted`, `opened`, `mediated`, `absent`.
    pub part: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HappeningRow {
    /// Its number in the library.
    pub number: i64,
    /// The id of its story.
    pub story: String,
    /// Its id in the story: `e5`.
    pub id: String,
    /// What class of happening.
    pub class: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// A sentence that can be printed.
    pub headline: String,
    /// When, ISO 8601 to the precision known.
    pub date: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The strongest that any report gives it.
    pub factuality: String,
    /// `negative` where it did not take place.
    pub polarity: String,
    /// How many independent lines of reporting tell of it.
    pub lines: usize,
    /// Whether it stands in the story's timeline.
    pub listed: bool,
    /// Whether it is the story's main happening.
    pub main: bool,
    /// Who took part.
    pub participants: Vec<ParticipantRow>,
    /// The words of each account.
    pub evidence: Vec<Evidence>,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementRow {
    /// Its number in the library.
    pub number: i64,
    /// The id of its story.
    pub story: String,
    /// Who said it.
    pub speaker: Option<Named>,
    /// The source in the report's words.
    pub source: Option<String>,
    /// In whose words: `direct`, `indirect`, `mixed`.
    pub kind: String,
    /// The report's words for the saying.
    pub cue: Option<String>,
    /// What was said.
    pub content: String,
    /// When.
    pub said_at: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// Through whom.
    pub via: Option<String>,
    /// Where each report has it.
    pub evidence: Vec<Evidence>,
}

/// Where reports differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DifferenceRow {
    /// Its number in the library.
    pub number: i64,
    /// The id of its story.
    pub story: String,
    /// Its id in the story: `d0`.
    pub id: String,
    /// The number of the happening that it is about.
    pub happening: Option<i64>,
    /// That happening as a sentence.
    pub headline: Option<String>,
    /// `conflict`, `differs in detail`, `counted differently`.
    pub kind: String,
    /// What they differ in.
    pub attribute: String,
    /// What each side says.
    pub sides: Vec<SideRow>,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideRow {
    /// What it says.
    pub value: String,
    /// Whose words.
    pub evidence: Vec<Evidence>,
}

/// A proposal, offer, demand, invitation, commitment or accusation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActRow {
    /// Its number in the library.
    pub number: i64,
    /// The id of its story.
    pub story: String,
    /// Its id in the story: `p0`, `l0`.
    pub id: String,
    /// `proposal`, `offer`, `demand`, `invitation`, `commitment`, `accusation`.
    pub kind: String,
    /// Whose.
    pub by: Option<Named>,
    /// To or against whom.
    pub to: Option<Named>,
    /// What, in a report's words.
    pub what: String,
    /// Where it stands.
    pub status: String,
    /// When it was made, where known.
    pub date: Option<String>,
    /// How it got there.
    pub steps: Vec<StepRow>,
}

/// A step in the history of an act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepRow {
    /// When, where known.
    pub date: Option<String>,
    /// `proposed`, `accepted`, `denied`, ….
    pub status: String,
    /// On whose side.
    pub by: Option<Named>,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// A report's id and number, with ranges of its text.
type Place = (String, i64, Vec<Span>);

/// Rows that are given where no number is named.
const MOST: usize = 200;

/// What a filter adds to a query.
pub(crate) struct Narrowed {
    wanted: Vec<String>,
    values: Vec<Value>,
}

impl Narrowed {
    fn new(filter: &Filter, story: &str, from: &str, until: &str) -> Self {
        let mut narrowed = Self { wanted: Vec::new(), values: Vec::new() };
        if let Some(id) = &filter.story {
            narrowed.add(&format!("{story} = (SELECT no FROM stories WHERE id = $)"), id.into());
        }
        if let Some(day) = &filter.since {
            narrowed.add(&format!("{until} >= $"), day.into());
        }
        if let Some(day) = &filter.until {
            narrowed.add(&format!("{from} <= $"), day.into());
        }
        narrowed
    }

    pub(crate) fn happenings(filter: &Filter) -> Self {
        let mut narrowed = Self::new(filter, "h.story", "h.first_day", "h.last_day");
        narrowed.one_of(&["h.kind", "h.mode", "h.class"], &filter.kinds);
        for some in &filter.entities {
            let inside = format!("h.no IN (SELECT happening FROM participants WHERE entity IN ({})", list(some));
            match &filter.part {
                Some(part) => narrowed.add(&format!("{inside} AND part = $)"), part.into()),
                None => narrowed.wanted.push(format!("{inside})")),
            }
        }
        narrowed.one_of(&["h.factuality"], &filter.statuses);
        if filter.listed {
            narrowed.wanted.push("h.listed <> 0".to_owned());
        }
        narrowed.numbers("h.no", filter);
        narrowed
    }

    pub(crate) fn statements(filter: &Filter) -> Self {
        let mut narrowed = Self::new(filter, "t.story", "t.first_day", "t.last_day");
        narrowed.one_of(&["t.kind"], &filter.kinds);
        for some in &filter.entities {
            narrowed.wanted.push(format!("t.speaker IN ({})", list(some)));
        }
        narrowed.numbers("t.no", filter);
        narrowed
    }

    pub(crate) fn differences(filter: &Filter) -> Self {
        let mut narrowed = Self::new(filter, "d.story", "h.first_day", "h.last_day");
        narrowed.one_of(&["d.kind"], &filter.kinds);
        for some in &filter.entities {
            let inside = "d.happening IN (SELECT happening FROM participants WHERE entity IN";
            narrowed.wanted.push(format!("{inside} ({}))", list(some)));
        }
        narrowed.numbers("d.no", filter);
        narrowed
    }

    pub(crate) fn acts(filter: &Filter) -> Self {
        let mut narrowed = Self::new(filter, "a.story", "a.first_day", "a.last_day");
        narrowed.one_of(&["a.kind"], &filter.kinds);
        for some in &filter.entities {
            let numbers = list(some);
            let (by, to) = (format!("a.by_entity IN ({numbers})"), format!("a.to_entity IN ({numbers})"));
            narrowed.wanted.push(match filter.part.as_deref() {
                Some("by") => by,
                Some("to") => to,
                _ => format!("({by} OR {to})"),
            });
        }
        narrowed.steps(&filter.statuses);
        narrowed.one_of(&["a.status"], &filter.standing);
        narrowed.numbers("a.no", filter);
        narrowed
    }

    /// Wants what `$` stands for to be `value`.
    fn add(&mut self, condition: &str, value: Value) {
        self.values.push(value);
        self.wanted.push(condition.replace('$', &format!("${}", self.values.len())));
    }

    /// Wants one of the columns to be one of some words.
    fn one_of(&mut self, columns: &[&str], words: &[String]) {
        if words.is_empty() {
            return;
        }
        let places: Vec<String> = words
            .iter()
            .map(|word| {
                self.values.push(word.into());
                format!("${}", self.values.len())
            })
            .collect();
        let places = places.join(", ");
        let each: Vec<String> = columns.iter().map(|column| format!("{column} IN ({places})")).collect();
        self.wanted.push(format!("({})", each.join(" OR ")));
    }

    /// Wants the numbers that a filter names, or those after one.
    fn numbers(&mut self, column: &str, filter: &Filter) {
        if !filter.numbers.is_empty() {
            self.wanted.push(format!("{column} IN ({})", list(&filter.numbers)));
        }
        if let Some(after) = filter.after {
            self.add(&format!("{column} > $"), after.into());
        }
    }

    /// Wants acts one of whose steps says this.
    fn steps(&mut self, statuses: &[String]) {
        let before = self.wanted.len();
        self.one_of(&["status"], statuses);
        if let Some(status) = self.wanted.get_mut(before) {
            *status = format!("a.no IN (SELECT act FROM steps WHERE {status})");
        }
    }

    pub(crate) fn sql(self, select: &str, order: &str, most: usize) -> (String, Vec<Value>) {
        let wanted = if self.wanted.is_empty() { "1 = 1".to_owned() } else { self.wanted.join(" AND ") };
        (format!("{select} WHERE {wanted} ORDER BY {order} LIMIT {}", if most == 0 { MOST } else { most }), self.values)
    }
}

/// Numbers as SQL writes a list of them.
fn list(numbers: &[i64]) -> String {
    if numbers.is_empty() {
        return "NULL".to_owned();
    }
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

fn named(row: &mut Row, column: usize) -> Option<Named> {
    Some(Named { number: row.maybe_int(column)?, name: row.text(column + 1) })
}

fn count(row: &Row, column: usize) -> usize {
    usize::try_from(row.int(column)).unwrap_or(0)
}

impl Library {
    /// What happened, in order of time, the undated last.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn happenings(&mut self, filter: &Filter) -> Result<Vec<HappeningRow>> {
        let narrowed = Narrowed::happenings(filter);
        let select = "SELECT h.no, s.id, h.id, h.class, h.kind, h.mode, h.headline, h.date, h.place, h.factuality, \
                      h.polarity, h.lines, h.listed, h.main FROM happenings h JOIN stories s ON s.no = h.story";
        let order = if filter.after.is_some() { "h.no" } else { "coalesce(h.first_day, '9999-99-99'), h.no" };
        let (sql, values) = narrowed.sql(select, order, filter.most);
        let mut found: Vec<HappeningRow> = self.rows(&sql, &values)?.into_iter().map(happening).collect();
        let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
        let mut participants = self.participants(&numbers)?;
        let mut evidence = self.accounts(&numbers)?;
        for row in &mut found {
            row.participants = participants.remove(&row.number).unwrap_or_default();
            row.evidence = evidence.remove(&row.number).unwrap_or_default();
        }
        Ok(found)
    }

    fn participants(&mut self, happenings: &[i64]) -> Result<BTreeMap<i64, Vec<ParticipantRow>>> {
        let sql = format!(
            "SELECT p.happening, e.no, e.name, p.part FROM participants p JOIN entities e ON e.no = p.entity \
             WHERE p.happening IN ({}) ORDER BY p.happening, e.no, p.part",
            list(happenings)
        );
        let mut found: BTreeMap<i64, Vec<ParticipantRow>> = BTreeMap::new();
        for mut row in self.rows(&sql, &[])? {
            let who = Named { number: row.int(1), name: row.text(2) };
            found.entry(row.int(0)).or_default().push(ParticipantRow { who, part: row.text(3) });
        }
        Ok(found)
    }

    /// The words of each account of some happenings.
    fn accounts(&mut self, happenings: &[i64]) -> Result<BTreeMap<i64, Vec<Evidence>>> {
        let sql = format!(
            "SELECT a.happening, 0, row_number() OVER (ORDER BY a.happening, r.day, r.no, a.first_byte), r.no, r.id, \
             a.first_byte, a.end_byte FROM accounts a JOIN reports r ON r.no = a.report WHERE a.happening IN ({}) \
             ORDER BY 3",
            list(happenings)
        );
        let rows = self.rows(&sql, &[])?;
        let quoted = self.quoted(rows)?;
        Ok(quoted.into_iter().map(|((no, _), evidence)| (no, evidence)).collect())
    }

    /// The words that parts of some data rest on, by number and part.
    fn evidence(&mut self, datum: Datum, numbers: &[i64]) -> Result<BTreeMap<(i64, i64), Vec<Evidence>>> {
        let sql = format!(
            "SELECT x.no, x.part, x.place, r.no, r.id, x.first_byte, x.end_byte FROM evidence x \
             JOIN reports r ON r.no = x.report WHERE x.datum = $1 AND x.no IN ({}) \
             ORDER BY x.no, x.part, x.place, x.first_byte",
            list(numbers)
        );
        let rows = self.rows(&sql, &[datum.label().into()])?;
        self.quoted(rows)
    }

    /// Evidence with its words from rows of number, part, place, report, its id, first and end byte.
    fn quoted(&mut self, rows: Vec<Row>) -> Result<BTreeMap<(i64, i64), Vec<Evidence>>> {
        let reports: BTreeSet<i64> = rows.iter().map(|row| row.int(3)).collect();
        let texts = self.texts(&reports.into_iter().collect::<Vec<_>>())?;
        let mut places: BTreeMap<(i64, i64, i64), Place> = BTreeMap::new();
        for mut row in rows {
            let key = (row.int(0), row.int(1), row.int(2));
            let (first, end) = crate::entities::span(&row, 5);
            let report = row.int(3);
            let known = places.entry(key).or_insert_with(|| (row.text(4), report, Vec::new()));
            known.2.push(Span::new(first, end.max(first)));
        }
        let mut found: BTreeMap<(i64, i64), Vec<Evidence>> = BTreeMap::new();
        for ((no, part, _), (report, number, spans)) in places {
            let span = Spans::new(spans);
            let quote = texts.get(&number).map(|text| span.quote(text)).unwrap_or_default();
            found.entry((no, part)).or_default().push(Evidence { report: ReportId(report), span, quote });
        }
        Ok(found)
    }

    /// The texts of some reports, as their last versions have them.
    fn texts(&mut self, reports: &[i64]) -> Result<BTreeMap<i64, String>> {
        let sql = format!(
            "SELECT r.no, v.text FROM reports r JOIN versions v ON v.no = r.version WHERE r.no IN ({})",
            list(reports)
        );
        Ok(self.rows(&sql, &[])?.into_iter().map(|mut row| (row.int(0), row.text(1))).collect())
    }

    /// What was said, in order of time, the undated last. `kinds` are those of the words; `entities` are speakers.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn statements(&mut self, filter: &Filter) -> Result<Vec<StatementRow>> {
        let narrowed = Narrowed::statements(filter);
        let select = "SELECT t.no, s.id, e.no, e.name, t.source, t.kind, t.cue, t.content, t.said_at, t.addressee, t.via \
                      FROM statements t JOIN stories s ON s.no = t.story LEFT JOIN entities e ON e.no = t.speaker";
        let order = if filter.after.is_some() { "t.no" } else { "coalesce(t.first_day, '9999-99-99'), t.no" };
        let (sql, values) = narrowed.sql(select, order, filter.most);
        let mut found: Vec<StatementRow> = self.rows(&sql, &values)?.into_iter().map(statement).collect();
        let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
        let mut evidence = self.evidence(Datum::Statement, &numbers)?;
        for row in &mut found {
            row.evidence = evidence.remove(&(row.number, 0)).unwrap_or_default();
        }
        Ok(found)
    }

    /// Where reports differ, the happenings in order of time. `entities` are those of the happening.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn differences(&mut self, filter: &Filter) -> Result<Vec<DifferenceRow>> {
        let narrowed = Narrowed::differences(filter);
        let select = "SELECT d.no, s.id, d.id, d.happening, h.headline, d.kind, d.attribute FROM differences d \
                      JOIN stories s ON s.no = d.story LEFT JOIN happenings h ON h.no = d.happening";
        let order = if filter.after.is_some() { "d.no" } else { "coalesce(h.first_day, '9999-99-99'), d.no" };
        let (sql, values) = narrowed.sql(select, order, filter.most);
        let mut found: Vec<DifferenceRow> = self.rows(&sql, &values)?.into_iter().map(difference).collect();
        let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
        let mut evidence = self.evidence(Datum::Difference, &numbers)?;
        let sql = format!(
            "SELECT difference, side, value FROM sides WHERE difference IN ({}) ORDER BY difference, side",
            list(&numbers)
        );
        let mut sides: BTreeMap<i64, Vec<SideRow>> = BTreeMap::new();
        for mut row in self.rows(&sql, &[])? {
            let evidence = evidence.remove(&(row.int(0), row.int(1))).unwrap_or_default();
            sides.entry(row.int(0)).or_default().push(SideRow { value: row.text(2), evidence });
        }
        for row in &mut found {
            row.sides = sides.remove(&row.number).unwrap_or_default();
        }
        Ok(found)
    }

    /// Proposals, offers, demands, invitations, commitments, accusations, in order of time, the undated last.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn acts(&mut self, filter: &Filter) -> Result<Vec<ActRow>> {
        let narrowed = Narrowed::acts(filter);
        let select = "SELECT a.no, s.id, a.id, a.kind, b.no, b.name, o.no, o.name, a.what, a.status, a.date FROM acts a \
                      JOIN stories s ON s.no = a.story LEFT JOIN entities b ON b.no = a.by_entity \
                      LEFT JOIN entities o ON o.no = a.to_entity";
        let order = if filter.after.is_some() { "a.no" } else { "coalesce(a.first_day, '9999-99-99'), a.no" };
        let (sql, values) = narrowed.sql(select, order, filter.most);
        let mut found: Vec<ActRow> = self.rows(&sql, &values)?.into_iter().map(act).collect();
        let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
        let mut evidence = self.evidence(Datum::Act, &numbers)?;
        let sql = format!(
            "SELECT t.act, t.step, t.date, t.status, e.no, e.name FROM steps t LEFT JOIN entities e ON e.no = t.by_entity \
             WHERE t.act IN ({}) ORDER BY t.act, t.step",
            list(&numbers)
        );
        let mut steps: BTreeMap<i64, Vec<StepRow>> = BTreeMap::new();
        for mut row in self.rows(&sql, &[])? {
            let evidence = evidence.remove(&(row.int(0), row.int(1))).unwrap_or_default();
            let step = StepRow { date: row.maybe_text(2), status: row.text(3), by: named(&mut row, 4), evidence };
            steps.entry(row.int(0)).or_default().push(step);
        }
        for row in &mut found {
            row.steps = steps.remove(&row.number).unwrap_or_default();
        }
        Ok(found)
    }
}

fn happening(mut row: Row) -> HappeningRow {
    HappeningRow {
        number: row.int(0),
        story: row.text(1),
        id: row.text(2),
        class: row.text(3),
        kind: row.maybe_text(4),
        mode: row.maybe_text(5),
        headline: row.text(6),
        date: row.maybe_text(7),
        place: row.maybe_text(8),
        factuality: row.text(9),
        polarity: row.text(10),
        lines: count(&row, 11),
        listed: row.int(12) != 0,
        main: row.int(13) != 0,
        participants: Vec::new(),
        evidence: Vec::new(),
    }
}

fn statement(mut row: Row) -> StatementRow {
    StatementRow {
        number: row.int(0),
        story: row.text(1),
        speaker: named(&mut row, 2),
        source: row.maybe_text(4),
        kind: row.text(5),
        cue: row.maybe_text(6),
        content: row.text(7),
        said_at: row.maybe_text(8),
        addressee: row.maybe_text(9),
        via: row.maybe_text(10),
        evidence: Vec::new(),
    }
}

fn difference(mut row: Row) -> DifferenceRow {
    DifferenceRow {
        number: row.int(0),
        story: row.text(1),
        id: row.text(2),
        happening: row.maybe_int(3),
        headline: row.maybe_text(4),
        kind: row.text(5),
        attribute: row.text(6),
        sides: Vec::new(),
    }
}

fn act(mut row: Row) -> ActRow {
    ActRow {
        number: row.int(0),
        story: row.text(1),
        id: row.text(2),
        kind: row.text(3),
        by: named(&mut row, 4),
        to: named(&mut row, 6),
        what: row.text(8),
        status: row.text(9),
        date: row.maybe_text(10),
        steps: Vec::new(),
    }
}
