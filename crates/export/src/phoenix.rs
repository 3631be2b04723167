//! Phoenix, the daily files of the Open Event Data Alliance: 26 columns, tabs, no head.
//!
//! One row for each pair of parties of a happening that has a CAMEO code and is told as done, however many reports tell it. Lost:
//! plans, denials and conditions, happenings without a code, names and offices of the parties (Phoenix has codes alone), who said
//! it, issues, and of a place all but its name.

use crate::deeds::{Side, deeds};
use crate::pile::host;
use crate::table::{Row, Table};
use crate::{Format, Pile, Shape, Sink, cameo};
use std::collections::BTreeSet;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "phoenix",
    what: "Phoenix (OEDA daily files), 26 columns",
    lost: "names of parties without a code, plans and denials, happenings without a CAMEO code, who said it, all of a place but its name",
    shape: Shape::File,
    has_spans: false,
    write,
};

const COLUMNS: &[&str] = &[
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
];

/// Sectors that Phoenix has a column for; the others are attributes.
const ROLES: [&str; 13] = ["GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"];

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    for deed in deeds(pile) {
        let Some(code) = &deed.event.cameo else { continue };
        let mut row = table.row();
        row.set("EventID", format!("{}_v{}", deed.number(), env!("CARGO_PKG_VERSION")));
        let (parts, words) = deed.date();
        row.cite("Date", parts.compact(), words.clone());
        row.cite("Year", parts.year.map(|year| format!("{year:04}")), words.clone());
        row.cite("Month", parts.month.map(|month| format!("{month:02}")), words.clone());
        row.cite("Day", parts.day.map(|day| format!("{day:02}")), words);
        side(&mut row, "Source", &deed.source);
        side(&mut row, "Target", &deed.target);
        let triggers = deed.triggers();
        row.cite("EventCode", code.as_str(), triggers.clone());
        row.cite("EventRootCode", cameo::root(code), triggers.clone());
        row.cite("PentaClass", cameo::penta(code), triggers.clone());
        row.cite("GoldsteinScore", cameo::goldstein(code), triggers);
        if let Some((name, words)) = deed.place() {
            row.cite("LocationName", name, words);
        }
        let sentence = |one: &crate::deeds::Telling<'_>| {
            one.of.sentence(one.event.trigger.start).map(|number| format!("{}_{number}", one.of.report.id))
        };
        row.set("SentenceID", list(deed.tellings.iter().filter_map(sentence)));
        let url = |one: &crate::deeds::Telling<'_>| one.of.report.url.clone();
        row.set("URLs", list(deed.tellings.iter().filter_map(url)));
        let outlet = |one: &crate::deeds::Telling<'_>| {
            let host = one.of.report.url.as_deref().and_then(host);
            host.map(str::to_owned).or_else(|| one.of.outlet().map(|(name, _)| name.to_owned()))
        };
        row.set("NewsSources", list(deed.tellings.iter().filter_map(outlet)));
        table.write(&row, sink)?;
    }
    Ok(())
}

fn side(row: &mut Row, who: &str, side: &Side<'_>) {
    let mut cite = |column: &str, value: Option<&str>| {
        row.cite(&format!("{who}Actor{column}"), value, side.mentions.clone());
    };
    cite("Full", side.code);
    cite("Entity", side.parts.country.as_deref().or(side.parts.group.as_deref()));
    let rest = &side.parts.rest;
    let role = rest.iter().find(|part| ROLES.contains(&part.as_str()));
    cite("Role", role.map(String::as_str));
    let others: Vec<&str> = rest.iter().filter(|part| Some(*part) != role).map(String::as_str).collect();
    cite("Attribute", (!others.is_empty()).then(|| others.join(";")).as_deref());
}

/// Each entry once, in the order of the reports.
fn list(entries: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let entries: Vec<String> =
        entries.map(|entry| entry.replace(';', ",")).filter(|one| seen.insert(one.clone())).collect();
    (!entries.is_empty()).then(|| entries.join(";"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(super::COLUMNS.len(), 26);
    }
}
