//! GDELT 2.0 events: 61 columns, tabs, no head.
//!
//! One row for each pair of parties of a happening that has a CAMEO code and is told as done. Lost: plans, denials and
//! conditions, happenings without a code, disputed values, who said it, and the kind, country and coordinates of places.
//!
//! `FractionDate` is GDELT's own approximation, `year + ((month - 1) * 30 + day) / 365`. `GoldsteinScale` is the CAMEO
//! scale. `NumMentions` counts clauses, `NumSources` outlets (where each report has one), `NumArticles` reports.
//! `DATEADDED` is empty: nothing is added to GDELT.

use crate::deeds::{Deed, Side, deeds};
use crate::table::{Row, Table};
use crate::{Format, Pile, Shape, Sink, cameo};
use std::collections::BTreeSet;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "gdelt-events",
    what: "GDELT 2.0 events, 61 columns",
    lost: "plans and denials, happenings without a CAMEO code, disputes, who said it, all of a place but its name",
    shape: Shape::File,
    has_spans: false,
    write,
};

pub(crate) const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    for deed in deeds(pile) {
        let Some(code) = &deed.event.cameo else { continue };
        let mut row = table.row();
        row.set("GLOBALEVENTID", deed.number());
        date(&mut row, &deed);
        side(&mut row, 1, &deed.source);
        side(&mut row, 2, &deed.target);
        let leads = deed.tellings.iter().any(|one| one.of.leads(one.event.trigger.start));
        row.set("IsRootEvent", if leads { "1" } else { "0" });
        codes(&mut row, code, &deed);
        counts(&mut row, &deed);
        if let Some((name, words)) = deed.place() {
            row.cite("ActionGeo_FullName", name, words);
        }
        row.set("SOURCEURL", deed.tellings.iter().find_map(|one| one.of.report.url.as_deref()));
        table.write(&row, sink)?;
    }
    Ok(())
}

fn date(row: &mut Row, deed: &Deed<'_>) {
    let (parts, words) = deed.date();
    row.cite("SQLDATE", parts.compact(), words.clone());
    row.cite("MonthYear", parts.compact_month(), words.clone());
    row.cite("Year", parts.year.map(|year| format!("{year:04}")), words.clone());
    row.cite("FractionDate", parts.year.zip(parts.month).zip(parts.day).map(|((y, m), d)| fraction(y, m, d)), words);
}

/// The year with the part of it that is over, as GDELT reckons it.
fn fraction(year: i16, month: i8, day: i8) -> String {
    let over = (f64::from(month - 1) * 30.0 + f64::from(day)) / 365.0;
    format!("{:.4}", f64::from(year) + over)
}

fn side(row: &mut Row, number: usize, side: &Side<'_>) {
    let mut cite = |column: &str, value: Option<&str>| {
        row.cite(&format!("Actor{number}{column}"), value, side.mentions.clone());
    };
    cite("Code", side.code);
    cite("Name", side.name_or_words().map(|name| name.to_uppercase()).as_deref());
    cite("CountryCode", side.parts.country.as_deref());
    // GDELT has the kind of an international body among the types.
    let types = side.parts.group.iter().chain(&side.parts.rest);
    for (column, part) in ["Type1Code", "Type2Code", "Type3Code"].iter().zip(types) {
        cite(column, Some(part));
    }
}

fn codes(row: &mut Row, code: &str, deed: &Deed<'_>) {
    let words = deed.triggers();
    row.cite("EventCode", code, words.clone());
    row.cite("EventBaseCode", cameo::base(code), words.clone());
    row.cite("EventRootCode", cameo::root(code), words.clone());
    row.cite("QuadClass", cameo::quad(code), words.clone());
    row.cite("GoldsteinScale", cameo::goldstein(code), words);
}

fn counts(row: &mut Row, deed: &Deed<'_>) {
    let reports: BTreeSet<_> = deed.tellings.iter().map(|one| &one.of.report.id).collect();
    let outlets: Option<BTreeSet<_>> = deed.tellings.iter().map(|one| one.of.outlet().map(|(name, _)| name)).collect();
    row.set("NumMentions", deed.tellings.len());
    row.set("NumSources", outlets.map(|outlets| outlets.len()));
    row.set("NumArticles", reports.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(COLUMNS.len(), 61);
        let mut names = COLUMNS.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 61);
    }

    #[test]
    fn the_year_is_never_full() {
        assert_eq!([fraction(2031, 3, 4), fraction(2031, 12, 31)], ["2031.1753", "2031.9890"]);
    }
}
