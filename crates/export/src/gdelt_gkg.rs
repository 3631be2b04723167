//! GDELT 2.1 global knowledge graph: 27 columns, tabs, no head, one row for each report.
//!
//! Names with the character at which they stand, dates, quotations and amounts. Lost: who said a quotation, what happened, times
//! that are no day, month or year, and of a place all but its name. Themes, counts, tones, emotions and pictures are empty.
//!
//! The marks that part a cell (`;`, `,`, `#`, `|`) become blanks inside of names and quotations, since GDELT has no way to escape
//! them. `GKGRECORDID` is the report's id; `DATE` the report's moment in UTC, where clock and offset are known.

use crate::pile::{Source, characters, host};
use crate::table::{Row, Table};
use crate::{Format, Pile, Shape, Sink, times};
use record::reading::{AttributionKind, Form, Mention, TimexType};
use record::{Evidence, NameType, Span};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "gdelt-gkg",
    what: "GDELT 2.1 global knowledge graph, 27 columns",
    lost: "who said a quotation, what happened, indirect speech, vague times, all of a place but its name",
    shape: Shape::File,
    has_spans: false,
    write,
};

const COLUMNS: &[&str] = &[
    "GKGRECORDID",
    "DATE",
    "SourceCollectionIdentifier",
    "SourceCommonName",
    "DocumentIdentifier",
    "Counts",
    "V2Counts",
    "Themes",
    "V2Themes",
    "Locations",
    "V2Locations",
    "Persons",
    "V2Persons",
    "Organizations",
    "V2Organizations",
    "V2Tone",
    "Dates",
    "GCAM",
    "SharingImage",
    "RelatedImages",
    "SocialImageEmbeds",
    "SocialVideoEmbeds",
    "Quotations",
    "AllNames",
    "Amounts",
    "TranslationInfo",
    "Extras",
];

/// The collection of what has an address of the web.
const WEB: &str = "1";

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    for source in &pile.sources {
        let mut row = table.row();
        head(&mut row, source);
        names(&mut row, source);
        dates(&mut row, source);
        quotations(&mut row, source);
        amounts(&mut row, source);
        table.write(&row, sink)?;
    }
    Ok(())
}

fn head(row: &mut Row, source: &Source<'_>) {
    let report = source.report;
    row.set("GKGRECORDID", report.id.0.as_str());
    if let Some((value, words)) = source.published() {
        row.cite("DATE", times::utc(value), words);
    }
    row.set("SourceCollectionIdentifier", report.url.as_deref().and(Some(WEB)));
    match (report.url.as_deref().and_then(host), source.outlet()) {
        (Some(host), _) => row.set("SourceCommonName", host),
        (None, Some((name, words))) => row.cite("SourceCommonName", name, words),
        (None, None) => {}
    }
    row.set("DocumentIdentifier", report.url.as_deref().unwrap_or(&report.id.0));
}

/// Some entries of a cell with the words of each.
struct Entries(Vec<(String, Evidence)>);

impl Entries {
    fn fill(self, row: &mut Row, column: &str, between: &str) {
        let (values, words): (Vec<_>, Vec<_>) = self.0.into_iter().unzip();
        row.cite(column, Some(values.join(between)).filter(|cell| !cell.is_empty()), words);
    }

    /// Each value once, with its first words.
    fn once(mut self) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        self.0.retain(|(value, _)| seen.insert(value.clone()));
        self
    }
}

fn names(row: &mut Row, source: &Source<'_>) {
    let report = source.report;
    let of = |kinds: &[NameType], entry: &dyn Fn(&str, usize) -> String| {
        let named = |mention: &&Mention| mention.form == Form::Name && kinds.contains(&mention.kind);
        Entries(
            source
                .reading
                .mentions
                .iter()
                .filter(named)
                .map(|mention| {
                    let name = plain(report.words(mention.head));
                    (entry(&name, characters(&report.text, mention.head.start)), report.evidence(mention.head))
                })
                .collect(),
        )
    };
    let alone = |name: &str, _: usize| name.to_owned();
    let placed = |name: &str, at: usize| format!("{name},{at}");
    let places = [NameType::Gpe, NameType::Loc, NameType::Fac];
    of(&places, &|name, _| format!("#{name}#####")).once().fill(row, "Locations", ";");
    of(&places, &|name, at| format!("#{name}#######{at}")).fill(row, "V2Locations", ";");
    of(&[NameType::Per], &alone).once().fill(row, "Persons", ";");
    of(&[NameType::Per], &placed).fill(row, "V2Persons", ";");
    of(&[NameType::Org], &alone).once().fill(row, "Organizations", ";");
    of(&[NameType::Org], &placed).fill(row, "V2Organizations", ";");
    of(&NameType::ALL, &placed).fill(row, "AllNames", ";");
}

/// Days (3), months (2) and years (1): `resolution#month#day#year#offset`.
fn dates(row: &mut Row, source: &Source<'_>) {
    let entry = |value: &str, at: usize| {
        let parts = times::parts(value);
        let precise = record::timex::precision(value)?;
        use record::timex::Precision;
        Some(match (parts.year?, parts.month, parts.day) {
            (year, Some(month), Some(day)) => format!("3#{month}#{day}#{year}#{at}"),
            (year, Some(month), None) if precise == Precision::Month => format!("2#{month}#0#{year}#{at}"),
            (year, None, None) if precise == Precision::Year => format!("1#0#0#{year}#{at}"),
            _ => return None,
        })
    };
    let report = source.report;
    let times = source.reading.times.iter().filter(|time| matches!(time.kind, TimexType::Date | TimexType::Time));
    let all = times.filter_map(|time| {
        Some((entry(&time.value, characters(&report.text, time.span.start))?, report.evidence(time.span)))
    });
    Entries(all.collect()).fill(row, "Dates", ";");
}

/// What stands in quotation marks: `offset|length|verb|quote`.
fn quotations(row: &mut Row, source: &Source<'_>) {
    let report = source.report;
    let direct = source.reading.attributions.iter().filter(|one| one.kind == AttributionKind::Direct);
    let entries = direct.flat_map(|one| {
        let verb = plain(&one.cue.quote(&report.text));
        one.content.ranges().iter().map(move |&range| {
            let words = report.words(range);
            let (at, length) = (characters(&report.text, range.start), words.chars().count());
            (format!("{at}|{length}|{verb}|{}", plain(words)), report.evidence(range))
        })
    });
    Entries(entries.collect()).fill(row, "Quotations", "#");
}

/// Numbers with what they count: `amount,object,offset`.
fn amounts(row: &mut Row, source: &Source<'_>) {
    let report = source.report;
    let entries = source.reading.quantities.iter().filter_map(|one| {
        let digits = report.words(one.number).replace(',', "");
        let amount = match record::numbers::whole(&digits.to_lowercase()) {
            Some(whole) => whole.to_string(),
            None => digits.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| digits)?,
        };
        let object = (one.number.end <= one.span.end).then(|| Span::new(one.number.end, one.span.end))?;
        let at = characters(&report.text, one.number.start);
        Some((format!("{amount},{},{at}", plain(report.words(object))), report.evidence(one.span)))
    });
    Entries(entries.collect()).fill(row, "Amounts", ";");
}

/// Words without the marks that part a cell, blanks single.
fn plain(words: &str) -> String {
    let marked = words.replace([';', ',', '#', '|'], " ");
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(super::COLUMNS.len(), 27);
        assert_eq!(super::plain("a;b, c#\n|d"), "a b c d");
    }
}
