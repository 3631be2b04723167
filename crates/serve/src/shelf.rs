//! The library behind threads of its own: several that read, one that writes.

use crate::problem::Problem;
use engine::Engine;
use record::Diagnostic;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Library, Location};
use tokio::sync::oneshot;

type Job<W> = Box<dyn FnOnce(&mut W) + Send>;

/// What the writing thread works with.
pub struct Desk {
    pub library: Library,
    model: Option<PathBuf>,
    engine: Option<Engine>,
}

impl Desk {
    /// The library, and the stages that read reports; these are loaded when first needed.
    pub fn both(&mut self) -> Result<(&mut Library, &Engine), Diagnostic> {
        if self.engine.is_none() {
            self.engine = Some(Engine::open(self.model.as_deref())?);
        }
        match &self.engine {
            Some(engine) => Ok((&mut self.library, engine)),
            None => Err(Diagnostic::error("model/built-in", "the model could not be loaded")),
        }
    }
}

/// A library that many may ask.
#[derive(Clone)]
pub struct Shelf {
    readers: SyncSender<Job<Library>>,
    writer: SyncSender<Job<Desk>>,
}

/// How long the writer waits for work before it tells stories anew.
const PAUSE: Duration = Duration::from_millis(50);
/// How long it waits where nothing is stale: others may add to the library meanwhile.
const REST: Duration = Duration::from_secs(5);

impl Shelf {
    /// Opens the library for `readers` threads and one that writes. The threads end when the shelf is dropped.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(
        location: &Location,
        model: Option<PathBuf>,
        readers: usize,
        waiting: usize,
    ) -> Result<Self, Diagnostic> {
        // Once here, so that whoever started the program is told what is wrong.
        drop(Library::open_existing(location)?);
        let (readers_in, jobs) = sync_channel::<Job<Library>>(waiting);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..readers.max(1) {
            let (jobs, location) = (Arc::clone(&jobs), location.clone());
            start(format!("reader-{number}"), move || read_on(&jobs, &location))?;
        }
        let (writer, work) = sync_channel::<Job<Desk>>(waiting);
        let location = location.clone();
        start("writer".to_owned(), move || write_on(&work, &location, model))?;
        Ok(Self { readers: readers_in, writer })
    }

    /// What the library answers.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Library) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        ask(&self.readers, work).await
    }

    /// Does work that changes the library, one after the other.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        ask(&self.writer, work).await
    }
}

async fn ask<W: 'static, T: Send + 'static>(
    to: &SyncSender<Job<W>>,
    work: impl FnOnce(&mut W) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (answer, answered) = oneshot::channel();
    let job: Job<W> = Box::new(move |with| {
        // Whoever asked may have gone.
        if !answer.is_closed() {
            let _ = answer.send(work(with));
        }
    });
    to.try_send(job).map_err(|refused| match refused {
        TrySendError::Full(_) => Problem::busy(),
        TrySendError::Disconnected(_) => Problem::failed(),
    })?;
    // The thread drops the sender where the work panicked.
    answered.await.unwrap_or_else(|_| Err(Problem::failed()))
}

fn start(name: String, work: impl FnOnce() + Send + 'static) -> Result<(), Diagnostic> {
    let started = std::thread::Builder::new().name(name).spawn(work);
    started
        .map(drop)
        .map_err(|error| Diagnostic::error("server/threads", format!("a thread cannot be started: {error}")))
}

fn read_on(jobs: &Mutex<Receiver<Job<Library>>>, location: &Location) {
    let mut library = None;
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let open = library.take().map_or_else(|| Library::open_existing(location), Ok);
        match open {
            Ok(mut open) => {
                let done = catch_unwind(AssertUnwindSafe(|| job(&mut open)));
                // After a panic the next job opens it anew.
                library = done.is_ok().then_some(open);
            }
            Err(diagnostic) => eprintln!("{diagnostic}"),
        }
    }
}

fn write_on(work: &Receiver<Job<Desk>>, location: &Location, model: Option<PathBuf>) {
    let mut desk: Option<Desk> = None;
    let mut pause = PAUSE;
    loop {
        let job = match work.recv_timeout(pause) {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let mut open = match desk.take() {
            Some(open) => open,
            None => match Library::open_existing(location) {
                Ok(library) => Desk { library, model: model.clone(), engine: None },
                Err(diagnostic) => {
                    eprintln!("{diagnostic}");
                    pause = REST;
                    continue;
                }
            },
        };
        let idle = job.is_none();
        let done = catch_unwind(AssertUnwindSafe(|| match job {
            Some(job) => {
                job(&mut open);
                1
            }
            None => open.library.refresh(1).unwrap_or_else(|diagnostic| {
                eprintln!("{diagnostic}");
                0
            }),
        }));
        pause = if idle && done.as_ref().is_ok_and(|left| *left == 0) { REST } else { PAUSE };
        desk = done.is_ok().then_some(open);
    }
}
