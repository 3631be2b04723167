//! CoNLL-U: words, tags and trees of all reports, one after the other.
//!
//! As `record::conllu` prints them: names, parts of attributions and happenings in `MISC`. Each report begins with
//! `# newdoc id`. Lost: entities, times, who said what, the links between reports.

use crate::sink::flat;
use crate::{Format, Pile, Shape, Sink};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "conllu",
    what: "CoNLL-U, with names, parts of attributions and happenings in MISC",
    lost: "entities, times, who said what, the links between reports",
    shape: Shape::File,
    has_spans: true,
    write,
};

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for source in &pile.sources {
        sink.write(&format!("# newdoc id = {}\n", flat(&source.report.id.0)))?;
        sink.write(&record::conllu::print(&source.report.text, source.analysis))?;
    }
    Ok(())
}
