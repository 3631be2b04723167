//! POLECAT: 40 columns with a head, tabs.
//!
//! One row for each report and pair of parties of a happening with a PLOVER type that is told as done. The part of `Event ID`
//! before the hyphen is one happening's in all reports. Lost: plans, denials and conditions, happenings without a type, who said
//! it, how reports agree; intensity, numbers of Correlates of War and Wikipedia's names are not known and empty.
//!
//! Countries and sectors are those of the actor's code. `Actor Title` is the office that most reports give.

use crate::deeds::{Deed, Side, Telling, by_report, happening};
use crate::pile::Source;
use crate::table::{Row, Table};
use crate::{Format, Pile, Shape, Sink, cameo, times};
use record::reading::Form;
use record::{Evidence, NameType};
use std::collections::BTreeSet;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "polecat",
    what: "POLECAT (PLOVER), 40 columns",
    lost: "plans and denials, happenings without a PLOVER type, who said it, how reports agree, all of a place but its name",
    shape: Shape::File,
    has_spans: false,
    write,
};

const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    table.head(sink)?;
    for one in by_report(pile) {
        let Some(kind) = &one.deed.event.kind else { continue };
        let mut row = table.row();
        let happening = happening(one.deed.event);
        row.set("Event ID", format!("{happening}-{}-{}", one.of.report.id, one.deed.number()));
        let (parts, words) = one.deed.date();
        row.cite("Event Date", parts.dashed(), words);
        let triggers = one.triggers();
        row.cite("Event Type", kind.as_str(), triggers.clone());
        row.cite("Event Mode", one.deed.event.mode.as_deref(), triggers.clone());
        row.cite("Quad Code", cameo::plover_quad(kind), triggers.clone());
        let contexts: BTreeSet<&str> =
            one.told.iter().flat_map(|told| &told.event.context).map(String::as_str).collect();
        row.cite("Contexts", list(contexts), triggers);
        side(&mut row, "Actor", &one.deed.source, one.mentions(|told| told.source));
        side(&mut row, "Recipient", &one.deed.target, one.mentions(|told| told.target));
        place(&mut row, &one.deed, &one.told);
        origin(&mut row, &one.of);
        table.write(&row, sink)?;
    }
    Ok(())
}

fn side(row: &mut Row, who: &str, side: &Side<'_>, words: Vec<Evidence>) {
    row.cite(&format!("{who} Name"), side.name, words.clone());
    row.cite(&format!("{who} Country"), side.parts.country.as_deref(), words.clone());
    let sectors: Vec<&str> = side.parts.group.iter().chain(&side.parts.rest).map(String::as_str).collect();
    row.cite(&format!("Primary {who} Sector"), sectors.first().copied(), words.clone());
    row.cite(&format!("{who} Sectors"), list(sectors), words.clone());
    if let Some((title, from)) = &side.title {
        row.cite(&format!("{who} Title"), *title, from.clone());
    }
    row.cite(&format!("{who} Name Raw"), words.first().map(|one| one.quote.clone()), words);
}

fn place(row: &mut Row, deed: &Deed<'_>, told: &[Telling<'_>]) {
    let told = told.iter().find_map(|one| one.event.place.as_ref().map(|place| (one, place)));
    if let Some((name, words)) = deed.place() {
        row.cite("Placename", name, words);
    }
    if let Some((one, place)) = told {
        let words = one.of.report.evidence(place.span);
        row.cite("Raw Placename", words.quote.clone(), vec![words]);
    }
}

fn origin(row: &mut Row, of: &Source<'_>) {
    if let Some((outlet, words)) = of.outlet() {
        row.cite("Source", outlet, words);
    }
    if let Some((published, words)) = of.published() {
        row.cite("Publication Date", times::parts(published).dashed(), words);
    }
    let columns: [(&str, &[NameType]); 3] = [
        ("Story People", &[NameType::Per]),
        ("Story Organizations", &[NameType::Org]),
        ("Story Locations", &[NameType::Gpe, NameType::Loc, NameType::Fac]),
    ];
    for (column, kinds) in columns {
        let (names, words) = named(of, kinds);
        row.cite(column, list(names), words);
    }
    row.set("Language", of.report.language.as_deref());
    row.set("Version", concat!("rapporteur ", env!("CARGO_PKG_VERSION")));
}

/// The names of a report of some kinds, each with its first words.
pub(crate) fn named<'a>(of: &Source<'a>, kinds: &[NameType]) -> (Vec<&'a str>, Vec<Evidence>) {
    let reading = of.reading;
    let entities = reading.entities.iter().filter(|entity| kinds.contains(&entity.kind));
    let first = |entity: &&'a record::reading::Entity| {
        let mention = reading.mentions.iter().find(|one| one.entity == Some(entity.id) && one.form == Form::Name)?;
        Some((entity.name.as_str(), of.report.evidence(mention.head)))
    };
    let mut seen = BTreeSet::new();
    entities.filter_map(|entity| first(&entity)).filter(|(name, _)| seen.insert(*name)).unzip()
}

/// A list in a cell; the mark between its entries becomes a comma inside of them.
fn list<'a>(entries: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let entries: Vec<String> = entries.into_iter().map(|entry| entry.replace(';', ",")).collect();
    (!entries.is_empty()).then(|| entries.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(COLUMNS.len(), 40);
        assert_eq!(list(["a;b", "c"]).as_deref(), Some("a,b;c"));
        assert_eq!(list([]), None);
    }
}
