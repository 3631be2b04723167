//! Libraries to test with, on both kinds of database, and reports of a few sentences (`grouping/tests/common`).
#![allow(dead_code, reason = "not every file uses all of it")]

#[path = "../../../grouping/tests/common/mod.rs"]
pub mod told;

use record::evidence::Stated;
use record::{Basis, EventId};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Entry, Library, Location};
use told::Told;

/// A report as a library takes it.
pub fn entry(id: &str, published: &str, title: &str, text: &str) -> Entry {
    let told = Told {
        id: id.to_owned(),
        published: (!published.is_empty()).then(|| published.to_owned()),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    of(&told)
}

pub fn of(told: &Told) -> Entry {
    let (mut report, analysis, mut reading) = told.read();
    report.outlet = Some(Stated { value: format!("The {} Post", told.id), span: None, basis: Basis::Metadata });
    reading.main = Some(EventId(0));
    for event in &mut reading.events {
        // A day without its words is no datum.
        if let Some(time) = &mut event.time {
            let day = time.value.as_deref().unwrap_or_default();
            let at = event.trigger.of(&report.text).find(day).map(|at| event.trigger.start + at);
            time.span = at.map(|at| record::Span::new(at, at + day.len()));
        }
    }
    Entry { report, analysis, reading }
}

/// Two ferries that sank, in two towns on two days.
pub fn ferries() -> Vec<Entry> {
    vec![
        entry(
            "ferry-a",
            "2031-03-05",
            "Ferry sinks off Alder/G with 40 passengers aboard",
            "The ferry Heron/O capsized on 2031-03-04 in the strait of Alder/G . Captain Brandt/P and 40 passengers were \
             rescued by trawlers . The harbour master of Alder/G said the Heron/O was overloaded with timber . Divers \
             searched the wreck of the Heron/O",
        ),
        entry(
            "ferry-b",
            "2031-03-05",
            "Trawlers rescue 40 passengers of Alder/G ferry",
            "Trawlers rescued 40 passengers on 2031-03-04 after the ferry Heron/O capsized in the strait of Alder/G . \
             Captain Brandt/P was the last aboard the Heron/O . The ferry was overloaded with timber said the harbour \
             master",
        ),
        entry(
            "other-ferry",
            "2031-03-10",
            "Ferry sinks in Norwick/G",
            "The ferry Linnet/O capsized on 2031-03-09 in the estuary of Norwick/G . Captain Öztürk/P and 12 passengers \
             swam ashore . The mayor of Norwick/G said fog hid a sandbank from the Linnet/O",
        ),
    ]
}

/// A folder and a library in it.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub location: Location,
}

impl Place {
    pub fn file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let location = Location::File(folder.path().join("desk.db"));
        Self { folder, location }
    }

    /// The same in a folder that is kept in memory, where there is one: quick, for what does not hang on the disk.
    pub fn in_memory() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder");
        let location = Location::File(folder.path().join("desk.db"));
        Self { folder, location }
    }

    pub fn open(&self) -> Library {
        Library::open(&self.location).expect("a library").with_clock(|| jiff::Timestamp::constant(1_930_000_000, 0))
    }
}

/// One new library of each kind that this machine can have.
pub fn places() -> Vec<Place> {
    let mut places = vec![Place::file()];
    match server() {
        Ok(server) => places.push(server.database()),
        Err(why) => eprintln!("skipped for PostgreSQL: {why}"),
    }
    places
}

/// A PostgreSQL server of our own: a cluster in a folder, reached by a socket in it.
pub struct Server {
    folder: PathBuf,
    made: AtomicUsize,
}

/// The server of this test program, started when first wanted.
pub fn server() -> Result<&'static Server, &'static str> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    SERVER.get_or_init(Server::start).as_ref().map_err(String::as_str)
}

impl Server {
    fn start() -> Result<Self, String> {
        let programs = programs().ok_or("there is no PostgreSQL here (Debian: postgresql)")?;
        // Debian's system-wide folder for sockets may be closed to us, and a socket's path must be short.
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").map_err(|e| e.to_string())?.keep();
        let root = is_root();
        let run = |program: &str, arguments: &[&str]| -> Result<(), String> {
            let program = programs.join(program);
            let mut command = if root {
                // The server refuses to run as root.
                let mut command = Command::new("runuser");
                command.args(["-u", "postgres", "--"]).arg(program);
                command
            } else {
                Command::new(program)
            };
            let done = command.args(arguments).current_dir("/tmp").stdout(std::process::Stdio::null()).output();
            let done = done.map_err(|error| error.to_string())?;
            if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
        };
        if root {
            let owned = Command::new("chown").arg("postgres").arg(&folder).status();
            owned.map_err(|error| error.to_string())?;
        }
        let data = folder.join("data");
        let (data, sockets) = (data.display().to_string(), folder.display().to_string());
        run("initdb", &["-D", &data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])?;
        // It ends with us: a shell that waits for our end stops it.
        let options =
            format!("-c listen_addresses= -c unix_socket_directories={sockets} -c fsync=off -c max_connections=50");
        run("pg_ctl", &["-D", &data, "-w", "-l", &format!("{data}/log"), "-o", &options, "start"])?;
        let stop = format!(
            "while kill -0 {} 2>/dev/null; do sleep 0.5; done; {}{}/pg_ctl -D {data} -m immediate stop; rm -rf {sockets}",
            std::process::id(),
            if root { "runuser -u postgres -- " } else { "" },
            programs.display(),
        );
        let null = std::process::Stdio::null;
        let watcher = Command::new("sh").args(["-c", &stop]).stdin(null()).stdout(null()).stderr(null()).spawn();
        watcher.map_err(|error| error.to_string())?;
        Ok(Self { folder, made: AtomicUsize::new(0) })
    }

    /// A new database.
    pub fn database(&self) -> Place {
        let name = format!("desk{}", self.made.fetch_add(1, Ordering::Relaxed));
        let address = |name: &str| format!("postgres:///{name}?host={}&user=desk", self.folder.display());
        let mut client = postgres::Client::connect(&address("postgres"), postgres::NoTls).expect("a connection");
        client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
        Place { folder: tempfile::tempdir().expect("a folder"), location: Location::parse(&address(&name)) }
    }
}

/// The folder of `initdb` and `pg_ctl`.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten();
    let mut folders: Vec<PathBuf> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().rev().find(|folder| has(folder, "initdb") && has(folder, "pg_ctl"))
}

fn has(folder: &Path, program: &str) -> bool {
    folder.join(program).is_file()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout == b"0\n")
}
