//! Answers over a library's rows: a module for each kind of question.

mod acts;
mod changes;
mod counts;
mod differences;
mod firsts;
mod happenings;
mod open;
mod scope;
mod statements;

use crate::answer::{Answer, AnswerRow};
use crate::names;
use crate::question::{Question, Within};
use jiff::civil::Date;
use record::{Evidence, ReportId};
use std::collections::{BTreeMap, BTreeSet};
use store::{Filter, Library, Origin, Result, Rows};

/// Rows that are looked at for one question at most; what lies behind is said to be left out.
const LOOKED_AT: usize = 20_000;

/// A question that is being answered.
struct Asking<'l> {
    library: &'l mut Library,
    today: Date,
    most: usize,
    /// The id of the story that was asked for.
    story: Option<String>,
    notes: Vec<String>,
    more: bool,
}

/// Answers a question. `today` is what has or has not come yet; at most `most` rows.
///
/// # Errors
/// When the library cannot be read; `library/ambiguous` where several stories have the words of the one that is asked for.
pub fn answer(library: &mut Library, question: &Question, today: Date, most: usize) -> Result<Answer> {
    let mut asking = Asking { library, today, most: most.max(1), story: None, notes: Vec::new(), more: false };
    let mut rows = if asking.find_story(question.within())? { asking.rows(question)? } else { Vec::new() };
    if rows.len() > asking.most {
        rows.truncate(asking.most);
        asking.more = true;
    }
    let reports = asking.origins(&rows)?;
    let lines: BTreeMap<&str, &Origin> = reports.iter().map(|origin| (origin.report.as_str(), origin)).collect();
    for row in &mut rows {
        finish(row, &lines);
    }
    let mut corrections = asking.library.corrections()?;
    for row in &mut rows {
        let touches = |rule: &&corrections::Rule| {
            let names = row.who.iter().chain(&row.to).map(String::as_str);
            rule.correction.touches(row.all_evidence(), names)
        };
        row.corrected = corrections.iter().filter(touches).map(|rule| rule.number).collect();
    }
    corrections.retain(|rule| rows.iter().any(|row| row.corrected.contains(&rule.number)));
    let Asking { notes, more, .. } = asking;
    let read_as = question.to_string();
    Ok(Answer {
        question: read_as.clone(),
        understood: question.clone(),
        read_as,
        rows,
        more,
        notes,
        corrections,
        reports,
    })
}

/// Fills in what follows from a row's words: reports, lines, outlets.
fn finish(row: &mut AnswerRow, origins: &BTreeMap<&str, &Origin>) {
    // The words of two steps may be the same.
    let mut seen = BTreeSet::new();
    row.evidence.retain(|evidence| seen.insert(evidence.clone()));
    let reports: BTreeSet<ReportId> = row.all_evidence().map(|evidence| evidence.report.clone()).collect();
    row.reports = reports.into_iter().collect();
    if row.lines == 0 {
        row.lines = lines(row.all_evidence(), origins);
    }
    for side in &mut row.sides {
        side.lines = lines(&side.evidence, origins);
        if side.by.is_empty() {
            let outlet = |evidence: &Evidence| {
                let origin = origins.get(evidence.report.0.as_str())?;
                Some(origin.outlet.as_ref().unwrap_or(&origin.path).clone())
            };
            let mut by: Vec<String> = side.evidence.iter().filter_map(outlet).collect();
            by.sort();
            by.dedup();
            side.by = by;
        }
    }
}

/// How many independent lines of reporting some words come from.
fn lines<'e>(evidence: impl IntoIterator<Item = &'e Evidence>, origins: &BTreeMap<&str, &Origin>) -> usize {
    let line = |evidence: &Evidence| origins.get(evidence.report.0.as_str()).map(|origin| (&origin.story, origin.line));
    evidence.into_iter().filter_map(line).collect::<BTreeSet<_>>().len()
}

impl Asking<'_> {
    fn rows(&mut self, question: &Question) -> Result<Vec<AnswerRow>> {
        match question {
            Question::Met { who, with, place, within } => self.met(who, with.as_deref(), place.as_deref(), within),
            Question::Said { by, about, to, within } => {
                self.said(by.as_deref(), about.as_deref(), to.as_deref(), within)
            }
            Question::Happened { who, with, place, within } => {
                self.happened(who.as_deref(), with.as_deref(), place.as_deref(), within)
            }
            Question::Acted { act, by, to, about, within } => {
                self.acted(*act, by.as_deref(), to.as_deref(), about.as_deref(), within)
            }
            Question::Counted { toll, about, within } => self.counted(*toll, about.as_deref(), within),
            Question::Differ { about, within } => self.differ(about.as_deref(), within),
            Question::First { about, within } => self.first(about, within),
            Question::Changed { about, within } => self.changed(about.as_deref(), within),
            Question::Open { about, within } => self.open(about.as_deref(), within),
        }
    }

    /// Finds the story that is asked for; whether there is one where one is.
    fn find_story(&mut self, within: &Within) -> Result<bool> {
        let Some(words) = &within.story else { return Ok(true) };
        self.story = self.library.find_story(words)?.map(|story| story.id);
        if self.story.is_none() {
            self.notes.push(format!("no story has the id or the words {words:?} in its title"));
        }
        Ok(self.story.is_some())
    }

    /// What every query of this question wants.
    fn filter(&self, within: &Within) -> Filter {
        Filter {
            story: self.story.clone(),
            since: within.since.clone(),
            until: within.until.clone(),
            most: LOOKED_AT,
            ..Filter::default()
        }
    }

    /// Adds to a filter whom a name stands for; `None` for a name that nobody has.
    fn named(&mut self, name: Option<&str>, filter: &mut Filter) -> Result<Option<Vec<i64>>> {
        let Some(name) = name else { return Ok(Some(Vec::new())) };
        let numbers = names::find(self.library, name, &mut self.notes)?;
        if numbers.is_empty() {
            return Ok(None);
        }
        filter.entities.push(numbers.clone());
        Ok(Some(numbers))
    }

    /// Numbers of the rows that a filter and a choice by words leave.
    fn chosen(&mut self, rows: Rows, filter: &Filter, choose: impl Fn(&store::Glance) -> bool) -> Result<Vec<i64>> {
        let seen = self.library.glance(rows, filter)?;
        if seen.len() == LOOKED_AT {
            self.notes.push(format!("only the first {LOOKED_AT} rows were looked at: narrow the question"));
        }
        Ok(seen.iter().filter(|glance| choose(glance)).map(|glance| glance.number).collect())
    }

    /// The first numbers of a choice, as many as rows are wanted, with one more to know that there are more.
    fn enough(&self, mut numbers: Vec<i64>) -> Option<Filter> {
        numbers.truncate(self.most + 1);
        let most = numbers.len();
        (most > 0).then(|| Filter { numbers, most, ..Filter::default() })
    }

    fn origins(&mut self, rows: &[AnswerRow]) -> Result<Vec<Origin>> {
        let ids: BTreeSet<&str> =
            rows.iter().flat_map(AnswerRow::all_evidence).map(|one| one.report.0.as_str()).collect();
        self.library.origins(&ids.into_iter().collect::<Vec<_>>())
    }
}
