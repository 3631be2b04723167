//! The work itself: look at sources, put what is new into the library, find facts, tell those who asked.
//!
//! Each step writes down what it did before the next begins, and doing a step again changes nothing: the library knows a
//! report that it has, a fact has names, an alert has a key. So the program may be killed anywhere and goes on from there.

mod facts;
mod publish;
mod send;

pub use publish::file_name;

use crate::clock::Clock;
use crate::fetch::{Fetcher, Manners};
use crate::out::{Hooks, Mailer};
use crate::sources::{Gathered, Item, Look, Source, look, revisit};
use crate::state::{Counts, Result, State};
use ingest::Limits;
use record::{Diagnostic, Report};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::{Entry, Library};

/// Reads reports; those on which reading failed are among the diagnostics.
pub type Reader<'a> = dyn Fn(Vec<Report>) -> (Vec<Entry>, Vec<Diagnostic>) + 'a;

/// What watching works with.
pub struct Watcher<'a> {
    /// What is remembered.
    pub state: State,
    /// Where reports go.
    pub library: Library,
    /// How reports are read.
    pub read: &'a Reader<'a>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Whether the program has been told to end.
    pub ended: &'a dyn Fn() -> bool,
    /// How fetches behave.
    pub manners: Manners,
    /// Bounds of what is read.
    pub limits: Limits,
    /// How mail goes out, where it does.
    pub mailer: Option<Mailer>,
    /// Where feeds and calendars of the questions are kept, where they are.
    pub folder: Option<PathBuf>,
}

/// What one pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pass {
    /// Sources that were looked at.
    pub looked: usize,
    /// Sources that could not be.
    pub failed: usize,
    /// Items that were new.
    pub items: usize,
    /// Reports that were new.
    pub reports: usize,
    /// Reports that came with another text.
    pub versions: usize,
    /// Facts that were found.
    pub facts: usize,
    /// Alerts that were received.
    pub sent: usize,
    /// Alerts that were not, for now or for good.
    pub unsent: usize,
    /// What was wrong.
    #[serde(skip)]
    pub messages: Vec<Diagnostic>,
}

/// Reports that go into the library together.
const BATCH: usize = 64;
/// Pages of one source that are looked at again in one pass.
const VISITS: usize = 20;
/// The longest sleep between two passes: facts come by the clock too, and others add to the library.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

impl Watcher<'_> {
    /// One pass over everything that is due.
    ///
    /// # Errors
    /// When the state or the library cannot be used; what was done before is kept.
    pub fn pass(&mut self) -> Result<Pass> {
        let mut pass = Pass::default();
        self.begin()?;
        let fetcher = Fetcher::new(self.manners.clone(), self.state.hosts()?, self.clock.clone());
        for source in self.state.due_sources(self.clock.now())? {
            if (self.ended)() {
                break;
            }
            self.look_at(&source, &fetcher, &mut pass)?;
            self.state.keep_hosts(fetcher.hosts())?;
        }
        for source in self.state.sources_with_visits(self.clock.now())? {
            self.look_again(&source, &fetcher, &mut pass)?;
            self.state.keep_hosts(fetcher.hosts())?;
        }
        pass.facts = self.find_facts()? + self.find_overdue()?;
        self.state.make_alerts(self.clock.now())?;
        self.send_alerts(&Hooks::new(&self.manners), &mut pass)?;
        self.publish(pass.facts > 0, &mut pass.messages)?;
        Ok(pass)
    }

    /// Passes until the program is told to end; `told` hears of each.
    ///
    /// # Errors
    /// As [`pass`](Self::pass).
    pub fn run(&mut self, mut told: impl FnMut(Pass)) -> Result<()> {
        while !(self.ended)() {
            told(self.pass()?);
            let now = self.clock.now();
            let next = self.state.next_due()?.unwrap_or(jiff::Timestamp::MAX);
            let sleep = Duration::try_from(next.duration_since(now)).unwrap_or_default();
            self.clock.wait(sleep.clamp(Duration::from_secs(1), LONGEST_SLEEP));
        }
        Ok(())
    }

    fn look_at(&mut self, source: &Source, fetcher: &Fetcher, pass: &mut Pass) -> Result<()> {
        let seen = self.state.seen(source.no)?;
        let found = look(source, &Look { fetcher, limits: &self.limits, seen: &seen, now: self.clock.now() });
        match found {
            Ok(gathered) => {
                pass.looked += 1;
                self.take(source, gathered, pass)
            }
            Err(failure) => {
                pass.failed += 1;
                self.state.look_failed(source, &failure.diagnostic, failure.until, self.clock.now())?;
                pass.messages.push(failure.diagnostic);
                Ok(())
            }
        }
    }

    /// What a look gave goes into the library; only then are its items seen.
    fn take(&mut self, source: &Source, mut gathered: Gathered, pass: &mut Pass) -> Result<()> {
        pass.messages.append(&mut gathered.warnings);
        let reports = gathered.items.iter_mut().flat_map(|item| std::mem::take(&mut item.reports)).collect();
        let counts = self.add(reports, pass)?;
        pass.items += gathered.items.iter().filter(|item| !item.failed).count();
        self.state.looked_at(source, &gathered, counts, self.clock.now())
    }

    /// Reads reports and puts them into the library.
    fn add(&mut self, reports: Vec<Report>, pass: &mut Pass) -> Result<Counts> {
        let mut counts = Counts::default();
        let mut reports = reports.into_iter().peekable();
        while reports.peek().is_some() {
            let (entries, failures) = (self.read)(reports.by_ref().take(BATCH).collect());
            pass.messages.extend(failures);
            let added = self.library.add(&entries)?;
            counts.reports += added.added.len();
            counts.versions += added.versions.len();
        }
        pass.reports += counts.reports;
        pass.versions += counts.versions;
        Ok(counts)
    }

    /// Looks again at pages of a source that may have been corrected.
    fn look_again(&mut self, source: &Source, fetcher: &Fetcher, pass: &mut Pass) -> Result<()> {
        let seen = Default::default();
        for visit in self.state.visits(source.no, self.clock.now(), VISITS)? {
            if (self.ended)() {
                return Ok(());
            }
            let look = Look { fetcher, limits: &self.limits, seen: &seen, now: self.clock.now() };
            let (mut counts, mut validators) = (Counts::default(), None);
            match revisit(source, &look, &visit) {
                Ok(Some(Item { reports, page, .. })) => {
                    counts = self.add(reports, pass)?;
                    validators = page.map(|(_, validators)| validators);
                }
                Ok(None) => {}
                // A page that is gone or slow now is tried at its next time.
                Err(failure) => pass.messages.push(failure.diagnostic),
            }
            self.state.visited(source.no, &visit.item, validators.as_ref(), counts, self.clock.now())?;
        }
        Ok(())
    }
}
