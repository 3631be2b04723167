//! `rapporteur export`.

use super::{Common, Done, Stopped, done};
use crate::output::{Kind, Out};
use crate::terminal::Bar;
use engine::{Engine, Read};
use export::{Files, Format, Pile, Shape, Sink, Source};
use record::{Diagnostic, Story};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use store::Entry;

pub(super) fn run(
    format: Option<&str>,
    paths: &[PathBuf],
    story: Option<&str>,
    list: bool,
    evidence: Option<&Path>,
    mut common: Common,
) -> Result<Done, Stopped> {
    let Some(name) = format.filter(|_| !list) else { return formats(&common) };
    let format = Format::named(name).ok_or_else(|| unknown(name))?;
    agree(format, evidence, common.output.as_deref())?;
    let (reads, story, whole) = match story {
        Some(named) => {
            let kept = super::brief::kept(named, &common)?;
            let read = |Entry { report, analysis, reading }: Entry| Read { report, analysis, reading };
            (kept.entries.into_iter().map(read).collect(), kept.story, true)
        }
        None => read(paths, &mut common)?,
    };
    let pile = Pile::new(reads.iter().map(source).collect(), &story);
    let mut beside = evidence.map(|path| File::create(path).map(BufWriter::new)).transpose()?;
    match (format.shape, &common.output) {
        (Shape::Folder, Some(folder)) => {
            let mut files = Folder { folder: folder.clone(), now: None };
            write(format, &pile, &mut files, beside.as_mut())?;
            files.end()?;
        }
        _ => {
            let mut file = OneFile(Out::open(common.output.as_deref(), Kind::Data)?);
            write(format, &pile, &mut file, beside.as_mut())?;
            file.0.finish()?;
        }
    }
    if let Some(beside) = &mut beside {
        beside.flush()?;
    }
    Ok(done(whole))
}

/// Reads reports and puts them together; whether all could be read.
fn read(paths: &[PathBuf], common: &mut Common) -> Result<(Vec<Read>, Story, bool), Stopped> {
    let engine = Engine::open(common.model.as_deref())?;
    let (reports, taken) = common.take(engine::ingest(paths, &common.limits));
    let bar = Bar::new(common.quiet);
    let (reads, failures) = engine.try_read_all(reports, &bar);
    bar.end();
    let whole = taken && failures.is_empty();
    common.messages.say(failures);
    common.messages.end();
    let (reads, story) = engine.brief(reads);
    Ok((reads, story, whole))
}

fn source(read: &Read) -> Source<'_> {
    Source { report: &read.report, analysis: &read.analysis, reading: &read.reading }
}

fn write(
    format: Format,
    pile: &Pile<'_>,
    files: &mut dyn Files,
    evidence: Option<&mut BufWriter<File>>,
) -> io::Result<()> {
    let mut sink = Sink::new(files, evidence.map(|file| file as &mut dyn Write))?;
    format.write(pile, &mut sink)
}

/// The list of formats.
fn formats(common: &Common) -> Result<Done, Stopped> {
    let mut out = Out::open(common.output.as_deref(), Kind::Text)?;
    for format in Format::ALL {
        out.write(&format!("{:<16}{}\n{:16}lost: {}\n", format.name, format.what, "", format.lost))?;
    }
    out.finish()?;
    Ok(Done::All)
}

fn unknown(name: &str) -> Diagnostic {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name).collect();
    Diagnostic::error("usage/unknown-format", format!("there is no format {name:?}"))
        .hint(format!("one of {}", names.join(", ")))
}

/// What was asked for beside the format has to go with it.
fn agree(format: Format, evidence: Option<&Path>, output: Option<&Path>) -> Result<(), Diagnostic> {
    if evidence.is_some() && format.has_spans {
        let message = format!("{} says itself where its words stand", format.name);
        return Err(Diagnostic::error("usage/evidence", message).hint("leave out --evidence"));
    }
    if format.shape == Shape::Folder && output.is_none() {
        let message = format!("{} makes a file for each report", format.name);
        return Err(Diagnostic::error("usage/folder", message).hint("name a folder for them: -o FOLDER"));
    }
    if evidence.is_some() && evidence == output {
        let message = "the export and its evidence cannot go to one file";
        return Err(Diagnostic::error("usage/same-file", message).hint("give --evidence another name than -o"));
    }
    Ok(())
}

/// The one file of a format.
struct OneFile(Out);

impl Files for OneFile {
    fn begin(&mut self, _name: &str) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, words: &str) -> io::Result<()> {
        self.0.write(words)
    }
}

/// A folder with a file for each report.
struct Folder {
    folder: PathBuf,
    now: Option<Out>,
}

impl Folder {
    fn end(&mut self) -> io::Result<()> {
        self.now.take().map_or(Ok(()), Out::finish)
    }
}

impl Files for Folder {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end()?;
        std::fs::create_dir_all(&self.folder)?;
        self.now = Some(Out::open(Some(&self.folder.join(name)), Kind::Data)?);
        Ok(())
    }

    fn write(&mut self, words: &str) -> io::Result<()> {
        match &mut self.now {
            Some(file) => file.write(words),
            None => Err(io::Error::other("words before the first file")),
        }
    }
}
