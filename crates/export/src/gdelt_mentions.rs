//! GDELT 2.0 mentions: 16 columns, tabs, no head.
//!
//! One row for each clause that tells a row of `gdelt-events`, under the same number. Lost: as there, and the words.
//!
//! Offsets count characters of the report's text, -1 where a clause has no such party, as GDELT has it. `EventTimeDate` (when
//! GDELT took it in), `Confidence` and tones are empty; `MentionTimeDate` is the report's moment in UTC, where clock and offset
//! are known. `InRawText` is 1: nothing is rewritten before it is read.

use crate::deeds::deeds;
use crate::pile::{Source, characters, host};
use crate::table::Table;
use crate::{Format, Pile, Shape, Sink, times};
use record::reading::Participant;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "gdelt-mentions",
    what: "GDELT 2.0 mentions, 16 columns",
    lost: "as in gdelt-events; times of reports whose clock or time zone is not known; the words themselves",
    shape: Shape::File,
    has_spans: false,
    write,
};

const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
];

/// The kind of a mention with an address of the web.
const WEB: &str = "1";

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    for deed in deeds(pile).filter(|deed| deed.event.cameo.is_some()) {
        for telling in &deed.tellings {
            let (of, report) = (&telling.of, telling.of.report);
            let mut row = table.row();
            row.set("GLOBALEVENTID", deed.number());
            if let Some((value, words)) = of.published() {
                row.cite("MentionTimeDate", times::utc(value), words);
            }
            row.set("MentionType", report.url.as_deref().and(Some(WEB)));
            match (report.url.as_deref().and_then(host), of.outlet()) {
                (Some(host), _) => row.set("MentionSourceName", host),
                (None, Some((name, words))) => row.cite("MentionSourceName", name, words),
                (None, None) => {}
            }
            row.set("MentionIdentifier", report.url.as_deref().unwrap_or(&report.id.0));
            let trigger = telling.event.trigger;
            row.set("SentenceID", of.sentence(trigger.start));
            for (column, one) in [("Actor1CharOffset", telling.source), ("Actor2CharOffset", telling.target)] {
                let words = one.and_then(|one| of.mention(one));
                row.cite(column, offset(of, one), words.into_iter().collect());
            }
            let at = characters(&report.text, trigger.start);
            row.cite("ActionCharOffset", at, vec![report.evidence(trigger)]);
            row.set("InRawText", "1");
            row.set("MentionDocLen", report.text.chars().count());
            table.write(&row, sink)?;
        }
    }
    Ok(())
}

fn offset(of: &Source<'_>, one: Option<&Participant>) -> String {
    let mention = one.and_then(|one| of.reading.mentions.get(one.mention.0));
    mention.map_or_else(|| "-1".into(), |mention| characters(&of.report.text, mention.span.start).to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_columns_are_those_of_the_data_set() {
        assert_eq!(super::COLUMNS.len(), 16);
    }
}
