//! ICEWS: 20 columns with a head, tabs.
//!
//! One row for each report and pair of parties of a happening that has a CAMEO code and is told as done; meetings are two rows,
//! with the sides changed. Lost: plans, denials and conditions, happenings without a code, who said it, offices, sectors (ICEWS has
//! names of its own for them), the description of the code, and the place, whose level is not known.
//!
//! `Source Country` is the country that a party acts for, by its name in the reports. `Intensity` is the CAMEO scale.

use crate::deeds::{Side, deeds};
use crate::pile::number;
use crate::polecat::{by_report, mentions};
use crate::table::{Row, Table};
use crate::{Format, Pile, Shape, Sink, cameo};
use record::Evidence;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "icews",
    what: "ICEWS, 20 columns",
    lost: "plans and denials, happenings without a CAMEO code, who said it, sectors, places, descriptions of codes",
    shape: Shape::File,
    has_spans: false,
    write,
};

const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    table.head(sink)?;
    for deed in deeds(pile) {
        let Some(code) = &deed.event.cameo else { continue };
        for told in by_report(&deed) {
            let Some(first) = told.first() else { continue };
            let report = first.of.report;
            let mut row = table.row();
            row.set("Event ID", number([deed.number().to_string().as_str(), report.id.0.as_str()]));
            let (parts, words) = deed.date();
            row.cite("Event Date", parts.dashed(), words);
            side(&mut row, "Source", &deed.source, mentions(&told, |one| one.source));
            side(&mut row, "Target", &deed.target, mentions(&told, |one| one.target));
            let triggers: Vec<Evidence> = told.iter().map(|one| one.account.trigger.clone()).collect();
            row.cite("CAMEO Code", code.as_str(), triggers.clone());
            row.cite("Intensity", cameo::goldstein(code), triggers);
            row.set("Story ID", report.id.0.as_str());
            row.set("Sentence Number", first.of.sentence(first.event.trigger.start));
            if let Some((outlet, words)) = first.of.outlet() {
                row.cite("Publisher", outlet, words);
            }
            table.write(&row, sink)?;
        }
    }
    Ok(())
}

fn side(row: &mut Row, who: &str, side: &Side<'_>, words: Vec<Evidence>) {
    row.cite(&format!("{who} Name"), side.name_or_words(), words.clone());
    row.cite(&format!("{who} Country"), side.country, words);
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(super::COLUMNS.len(), 20);
    }
}
