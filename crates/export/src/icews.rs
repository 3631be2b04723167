//! ICEWS: 20 columns with a head, tabs.
//!
//! One row for each report and pair of parties of a happening that has a CAMEO code and is told as done; meetings are two rows,
//! with the sides changed. Lost: plans, denials and conditions, happenings without a code, who said it, offices, sectors (ICEWS has
//! names of its own for them), the description of the code, and the place, whose level is not known.
//!
//! `Source Country` is the country that a party acts for, by its name in the reports. `Intensity` is the CAMEO scale.

use crate::deeds::{Side, by_report};
use crate::pile::number;
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
    for one in by_report(pile) {
        let Some(code) = &one.deed.event.cameo else { continue };
        let report = one.of.report;
        let mut row = table.row();
        row.set("Event ID", number([one.deed.number().to_string().as_str(), report.id.0.as_str()]));
        let (parts, words) = one.deed.date();
        row.cite("Event Date", parts.dashed(), words);
        side(&mut row, "Source", &one.deed.source, one.mentions(|told| told.source));
        side(&mut row, "Target", &one.deed.target, one.mentions(|told| told.target));
        let triggers = one.triggers();
        row.cite("CAMEO Code", code.as_str(), triggers.clone());
        row.cite("Intensity", cameo::goldstein(code), triggers);
        row.set("Story ID", report.id.0.as_str());
        row.set("Sentence Number", one.sentence());
        if let Some((outlet, words)) = one.of.outlet() {
            row.cite("Publisher", outlet, words);
        }
        table.write(&row, sink)?;
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
