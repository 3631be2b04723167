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

/// Files that are written beside an export.
pub(super) struct Beside {
    pub evidence: Option<PathBuf>,
    pub manifest: Option<PathBuf>,
}

pub(super) fn run(
    format: Option<&str>,
    paths: &[PathBuf],
    story: Option<&str>,
    beside: &Beside,
    mut common: Common,
) -> Result<Done, Stopped> {
    let Some(name) = format else { return formats(&common) };
    let format = Format::named(name).ok_or_else(|| unknown(name))?;
    agree(format, beside, common.output.as_deref())?;
    let (reads, story, whole) = match story {
        Some(named) => {
            let kept = super::brief::kept(named, &common)?;
            let read = |Entry { report, analysis, reading }: Entry| Read { report, analysis, reading };
            (kept.entries.into_iter().map(read).collect(), kept.story, true)
        }
        None => read(paths, &mut common)?,
    };
    let pile = Pile::new(reads.iter().map(source).collect(), &story);
    let files = write(format, &pile, beside.evidence.as_deref(), common.output.as_deref())?;
    if let Some(path) = &beside.manifest {
        let mut out = Out::open(Some(path), Kind::Json)?;
        out.write(&format!("{:#}\n", export::manifest(format, &pile, &files)))?;
        out.finish()?;
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

/// Writes the export and its evidence; says which files it made, and of how many bytes.
fn write(
    format: Format,
    pile: &Pile<'_>,
    evidence: Option<&Path>,
    output: Option<&Path>,
) -> io::Result<Vec<(String, u64)>> {
    let mut beside = evidence.map(|path| File::create(path).map(BufWriter::new)).transpose()?;
    let mut place = match (format.shape, output) {
        (Shape::Folder, Some(folder)) => Place { folder: Some(folder.to_owned()), ..Place::default() },
        _ => Place { now: Some(Out::open(output, Kind::Data)?), made: one(output), ..Place::default() },
    };
    let mut sink = Sink::new(&mut place, beside.as_mut().map(|file| file as &mut dyn Write))?;
    format.write(pile, &mut sink)?;
    place.end()?;
    beside.as_mut().map_or(Ok(()), Write::flush)?;
    Ok(place.made)
}

/// The one file of a format; none where it goes to standard output.
fn one(output: Option<&Path>) -> Vec<(String, u64)> {
    let name = output.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.into_iter().map(|name| (name, 0)).collect()
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
fn agree(format: Format, beside: &Beside, output: Option<&Path>) -> Result<(), Diagnostic> {
    if beside.evidence.is_some() && format.has_spans {
        let message = format!("{} says itself where its words stand", format.name);
        return Err(Diagnostic::error("usage/evidence", message).hint("leave out --evidence"));
    }
    if format.shape == Shape::Folder && output.is_none() {
        let message = format!("{} makes several files", format.name);
        return Err(Diagnostic::error("usage/folder", message).hint("name a folder for them: -o FOLDER"));
    }
    let mut places: Vec<&Path> =
        [output, beside.evidence.as_deref(), beside.manifest.as_deref()].into_iter().flatten().collect();
    places.sort();
    if places.windows(2).any(|two| two[0] == two[1]) {
        let message = "the export and what goes beside it cannot go to one file";
        return Err(Diagnostic::error("usage/same-file", message)
            .hint("give each of -o, --evidence and --manifest another name"));
    }
    Ok(())
}

/// The files of an export: one, or those of a folder.
#[derive(Default)]
struct Place {
    folder: Option<PathBuf>,
    now: Option<Out>,
    /// Their names and bytes.
    made: Vec<(String, u64)>,
}

impl Place {
    fn end(&mut self) -> io::Result<()> {
        self.now.take().map_or(Ok(()), Out::finish)
    }

    /// The file that is being written, after counting what comes.
    fn now(&mut self, bytes: usize) -> io::Result<&mut Out> {
        if let Some((_, count)) = self.made.last_mut() {
            *count += bytes as u64;
        }
        self.now.as_mut().ok_or_else(|| io::Error::other("words before the first file"))
    }
}

impl Files for Place {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        self.end()?;
        std::fs::create_dir_all(&folder)?;
        self.now = Some(Out::open(Some(&folder.join(name)), Kind::Data)?);
        self.made.push((name.to_owned(), 0));
        Ok(())
    }

    fn write(&mut self, words: &str) -> io::Result<()> {
        self.now(words.len())?.write(words)
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.now(bytes.len())?.write_bytes(bytes)
    }
}
