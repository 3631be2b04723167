//! Who met whom, and what happened.

use super::Asking;
use crate::answer::{AnswerRow, RowKind};
use crate::question::Within;
use crate::words::Wanted;
use store::{Filter, HappeningRow, Result, Rows};

/// How sure a report has to be of what an answer says to have happened.
const HAPPENED: [&str; 2] = ["asserted", "attributed"];
/// What is left out of such an answer, and counted.
const NOT_SURE: [&str; 4] = ["planned", "possible", "conditional", "denied"];

/// Rows that are looked at where no words choose among them.
const SOME: usize = 2_000;

fn all(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

impl Asking<'_> {
    pub(super) fn met(
        &mut self,
        who: &str,
        with: Option<&str>,
        place: Option<&str>,
        within: &Within,
    ) -> Result<Vec<AnswerRow>> {
        let mut filter = Filter { kinds: all(&["CONSULT"]), ..self.filter(within) };
        let (Some(who), Some(with)) = (self.named(Some(who), &mut filter)?, self.named(with, &mut filter)?) else {
            return Ok(Vec::new());
        };
        let found = self.happened_in(filter, place, |row| {
            row.mode.as_deref() != Some("phone") && there(row, &who) && (with.is_empty() || there(row, &with))
        })?;
        let row = |row: HappeningRow| {
            let mut answered = happening(&row);
            answered.who = others(&row, &who);
            answered
        };
        Ok(found.into_iter().map(row).collect())
    }

    pub(super) fn happened(
        &mut self,
        who: Option<&str>,
        with: Option<&str>,
        place: Option<&str>,
        within: &Within,
    ) -> Result<Vec<AnswerRow>> {
        let mut filter = self.filter(within);
        let (Some(who_numbers), Some(with)) = (self.named(who, &mut filter)?, self.named(with, &mut filter)?) else {
            return Ok(Vec::new());
        };
        // Of somebody, whatever happened; else what is worth a row of a timeline.
        filter.listed = who.is_none();
        if who.is_some() {
            filter.kinds = all(&["occurrence", "announcement"]);
        }
        let found = self.happened_in(filter, place, |row| {
            (who_numbers.is_empty() || there(row, &who_numbers)) && (with.is_empty() || there(row, &with))
        })?;
        let row = |row: HappeningRow| {
            let mut answered = happening(&row);
            answered.who = others(&row, &[]);
            answered
        };
        Ok(found.into_iter().map(row).collect())
    }

    /// What happened of what a filter wants; what is planned or denied is counted in a note.
    fn happened_in(
        &mut self,
        mut filter: Filter,
        place: Option<&str>,
        take: impl Fn(&HappeningRow) -> bool,
    ) -> Result<Vec<HappeningRow>> {
        let wanted = place.map(Wanted::new);
        let here = |glance: &store::Glance| {
            // Where no report says where it was, its sentence may.
            let place = glance.beside.as_deref().unwrap_or(&glance.words);
            wanted.as_ref().is_none_or(|wanted| wanted.inside([place]))
        };
        if place.is_none() {
            // Nothing is to be chosen by words: some more than are shown will do.
            filter.most = SOME;
        }
        filter.statuses = all(&NOT_SURE);
        let unsure = self.chosen(Rows::Happenings, &filter, here)?.len();
        filter.statuses = all(&HAPPENED);
        let numbers = self.chosen(Rows::Happenings, &filter, here)?;
        let (mut found, mut negative) = (Vec::new(), 0);
        for some in numbers.chunks(self.most + 1) {
            let filter = Filter { numbers: some.to_vec(), most: some.len(), ..Filter::default() };
            for row in self.library.happenings(&filter)?.into_iter().filter(&take) {
                if row.polarity == "negative" {
                    negative += 1;
                } else {
                    found.push(row);
                }
            }
            if found.len() > self.most {
                break;
            }
        }
        self.more |= place.is_none() && numbers.len() == SOME;
        if unsure + negative > 0 {
            let count = unsure + negative;
            let least = if unsure == SOME { "at least " } else { "" };
            let rows = if count == 1 { "1 row is" } else { &format!("{least}{count} rows are") };
            self.notes.push(format!("{rows} left out: planned, only possible, or said not to have happened"));
        }
        Ok(found)
    }
}

/// Whether one of some entities took part.
fn there(row: &HappeningRow, numbers: &[i64]) -> bool {
    row.participants.iter().any(|one| one.part != "absent" && numbers.contains(&one.who.number))
}

/// Who took part beside some entities.
fn others(row: &HappeningRow, but: &[i64]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in row.participants.iter().filter(|one| one.part != "absent" && !but.contains(&one.who.number)) {
        if !names.contains(&one.who.name) {
            names.push(one.who.name.clone());
        }
    }
    names
}

/// A happening as a row.
pub(super) fn happening(row: &HappeningRow) -> AnswerRow {
    AnswerRow {
        id: Some(row.id.clone()),
        date: row.date.clone(),
        place: row.place.clone(),
        status: Some(row.factuality.clone()),
        lines: row.lines,
        ..AnswerRow::new(RowKind::Happening, &row.story, &row.headline, row.evidence.clone())
    }
}
