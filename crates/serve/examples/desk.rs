//! Serves the reports of a folder from a library that goes with the program: to look at the pages while they are built.
//!
//! `cargo run -p serve --example desk -- FOLDER [ADDRESS]`

use engine::{Engine, Silent};
use serve::{Limits, Settings};
use std::net::SocketAddr;
use store::{Entry, Library, Location};

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let reports = arguments.next().ok_or("name a folder of reports")?;
    let listen = arguments.next().unwrap_or_else(|| "127.0.0.1:7373".to_owned());
    let listen = listen.parse().map_err(|_| format!("{listen} is no address"))?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    desk(&reports, Location::File(folder.path().join("desk.db")), listen).map_err(|diagnostic| diagnostic.to_string())
}

fn desk(reports: &str, library: Location, listen: SocketAddr) -> serve::Result<()> {
    let found = engine::ingest(&[reports.into()], &engine::Limits::default()).items;
    let read = Engine::open(None)?.read_all(found, &Silent);
    let entry = |read: engine::Read| Entry { report: read.report, analysis: read.analysis, reading: read.reading };
    let mut open = Library::open(&library)?;
    open.add(&read.into_iter().map(entry).collect::<Vec<_>>())?;
    while open.refresh(8)? > 0 {}
    let limits = Limits { rate: 100_000.0, ..Limits::default() };
    let settings = Settings { library, listen, tokens: None, model: None, limits };
    serve::serve(settings, |at| eprintln!("serving at http://{at} to this machine alone"))
}
