//! Who first reported something.

use super::Asking;
use super::happenings::happening;
use crate::answer::{AnswerRow, RowKind};
use crate::question::Within;
use jiff::{Timestamp, civil, tz::TimeZone};
use record::{Evidence, timex};
use std::collections::BTreeMap;
use store::{Filter, HappeningRow, Origin, Result, Rows};

/// Happenings of one story whose words are looked at.
const MOST: usize = 500;

impl Asking<'_> {
    pub(super) fn first(&mut self, about: &str, within: &Within) -> Result<Vec<AnswerRow>> {
        let filter = self.filter(within);
        let mut rows: Vec<HappeningRow> = self.in_scope(Some(about), |asking, scope| {
            let filter = Filter { story: Some(scope.story.clone()), ..filter.clone() };
            let told = |glance: &store::Glance| scope.takes([glance.words.as_str()]);
            let mut numbers = asking.chosen(Rows::Happenings, &filter, told)?;
            if numbers.is_empty() {
                // No sentence of ours has the words, but the reports' own may.
                let rows = asking.library.happenings(&Filter { most: MOST, ..filter })?;
                let has = |row: &HappeningRow| scope.takes(row.evidence.iter().map(|evidence| evidence.quote.as_str()));
                return Ok(rows.into_iter().filter(has).collect());
            }
            numbers.truncate(asking.most + 1);
            let most = numbers.len();
            asking.library.happenings(&Filter { numbers, most, ..Filter::default() })
        })?;
        // What most lines tell is most likely meant.
        rows.sort_by_key(|row| (std::cmp::Reverse(row.lines), row.number));
        rows.truncate(self.most + 1);
        let ids: Vec<&str> = rows.iter().flat_map(|row| &row.evidence).map(|one| one.report.0.as_str()).collect();
        let mut ids = ids;
        ids.sort_unstable();
        ids.dedup();
        let origins = self.library.origins(&ids)?;
        let origins: BTreeMap<&str, &Origin> = origins.iter().map(|origin| (origin.report.as_str(), origin)).collect();
        Ok(rows.iter().map(|row| self.earliest(row, &origins)).collect())
    }

    /// A happening with the report, or the reports, that nobody was before.
    fn earliest(&mut self, row: &HappeningRow, origins: &BTreeMap<&str, &Origin>) -> AnswerRow {
        let when = |evidence: &Evidence| published(origins.get(evidence.report.0.as_str())?.published.as_deref()?);
        let first = row.evidence.iter().filter_map(when).min_by_key(|(_, latest)| *latest);
        let undated = row.evidence.iter().any(|evidence| when(evidence).is_none());
        if undated {
            self.notes
                .push(format!("{}: a report without a date tells of it too, and may have been first", row.headline));
        }
        // Of two of one day, either may have been before the other.
        let is_first = |evidence: &&Evidence| match (when(evidence), first) {
            (Some((earliest, _)), Some((_, latest))) => earliest <= latest,
            _ => false,
        };
        let evidence: Vec<Evidence> = row.evidence.iter().filter(is_first).cloned().collect();
        let of = |evidence: &Evidence| origins.get(evidence.report.0.as_str()).copied();
        let mut who: Vec<String> = Vec::new();
        for origin in evidence.iter().filter_map(of) {
            let outlet = origin.outlet.clone().unwrap_or_else(|| origin.path.clone());
            if !who.contains(&outlet) {
                who.push(outlet);
            }
        }
        let dates = evidence.iter().filter_map(|one| of(one)?.published.clone());
        AnswerRow { kind: RowKind::Report, date: dates.min(), who, lines: 0, evidence, ..happening(row) }
    }
}

/// The earliest and the latest moment that a publication date can mean. One without a zone is taken for UTC.
fn published(value: &str) -> Option<(Timestamp, Timestamp)> {
    if let Ok(moment) = value.parse::<Timestamp>() {
        return Some((moment, moment));
    }
    let at = |moment: civil::DateTime| moment.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    if value.contains('T') {
        let moment = at(value.parse().ok()?)?;
        return Some((moment, moment));
    }
    let days = timex::interval(value)?;
    Some((at(days.first.at(0, 0, 0, 0))?, at(days.last.at(23, 59, 59, 0))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_publication() {
        let spans = |value: &str| published(value).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(spans("2031-03-04").as_deref(), Some("2031-03-04T00:00:00Z 2031-03-04T23:59:59Z"));
        assert_eq!(spans("2031-03-04T18:30+02:00").as_deref(), Some("2031-03-04T16:30:00Z 2031-03-04T16:30:00Z"));
        assert_eq!(spans("2031-03-04T08:40").as_deref(), Some("2031-03-04T08:40:00Z 2031-03-04T08:40:00Z"));
        assert_eq!(spans("soon"), None);
    }
}
