//! Serves the reports of a folder from a library that goes with the program: to look at the pages while they are built.
//!
//! `cargo run -p serve --example desk -- FOLDER [ADDRESS]`

use engine::{Engine, Silent};
use serve::{Limits, Settings};
use store::{Entry, Library, Location};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let reports = arguments.next().ok_or("name a folder of reports")?;
    let listen = arguments.next().unwrap_or_else(|| "127.0.0.1:7373".to_owned()).parse()?;
    let folder = tempfile::tempdir()?;
    let location = Location::File(folder.path().join("desk.db"));
    let read = Engine::new()?.read_all(engine::ingest(&[reports.into()], &engine::Limits::default()).items, &Silent);
    let entry = |read: engine::Read| Entry { report: read.report, analysis: read.analysis, reading: read.reading };
    let mut library = Library::open(&location)?;
    library.add(&read.into_iter().map(entry).collect::<Vec<_>>())?;
    while library.refresh(8)? > 0 {}
    let limits = Limits { rate: 100_000.0, ..Limits::default() };
    let settings = Settings { library: location, listen, tokens: None, model: None, limits };
    serve::serve(settings, |at| eprintln!("serving at http://{at} to this machine alone"))?;
    Ok(())
}
