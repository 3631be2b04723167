//! `rapporteur watch`.

use super::super::{Common, Done, Stopped, done};
use super::table::table;
use super::{json, mailer, open, state_path, write};
use crate::arguments::{ListFormat, WatchArguments};
use crate::output::Kind as Out;
use ::watching::clock::Machine;
use ::watching::ending::{Alone, flag};
use ::watching::fetch::Manners;
use ::watching::state::{Health, Outgoing, State};
use ::watching::watcher::{Pass, Watcher};
use engine::{Engine, Silent};
use jiff::Timestamp;
use record::{Diagnostic, Report};
use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::{Entry, Library, Location};

pub(in super::super) fn watch(arguments: &WatchArguments, mut common: Common) -> Result<Done, Stopped> {
    if arguments.status {
        return status(arguments, &common);
    }
    let location = Location::find(common.library.as_deref());
    let path = state_path(&arguments.place, &location)?;
    let library = Library::open(&location)?;
    let mut state = State::open(&path)?;
    let _alone = Alone::with(&path)?;
    if arguments.retry {
        state.retry_dead(Timestamp::now())?;
    }
    let pages = match &arguments.pages_at {
        Some(url) => {
            let url = url::Url::parse(url)
                .map_err(|error| Diagnostic::error("usage/pages-at", format!("{url:?}: {error}")))?;
            Some((url, state.secret()?))
        }
        None => None,
    };
    let mailer = mailer(arguments.mail.as_deref(), &arguments.mail_from, pages)?;
    let told = flag()?;
    let waiting = told.clone();
    let ended = || told.load(Ordering::SeqCst);
    let model = Model { path: common.model.clone(), engine: OnceCell::new() };
    let read = |reports: Vec<Report>| model.read(reports);
    let mut watcher = Watcher {
        state,
        library,
        read: &read,
        clock: Arc::new(Machine { ended: move || waiting.load(Ordering::SeqCst) }),
        ended: &ended,
        manners: Manners::default(),
        limits: common.limits.clone(),
        mailer,
        folder: arguments.feeds.clone(),
    };
    if arguments.once {
        let pass = watcher.pass()?;
        let whole = pass.failed == 0 && pass.unsent == 0;
        say(pass, &mut common);
        common.messages.end();
        return Ok(done(whole));
    }
    watcher.run(|pass| say(pass, &mut common))?;
    Ok(Done::All)
}

/// What a pass did goes to standard error: standard output is for results.
fn say(pass: Pass, common: &mut Common) {
    let quiet = common.quiet || pass == Pass::default();
    if !quiet {
        eprintln!(
            "{}: {} sources looked at, {} failed; {} items, {} reports, {} new versions; {} facts; {} alerts sent, {} not",
            Timestamp::now().strftime("%Y-%m-%d %H:%M:%SZ"),
            pass.looked,
            pass.failed,
            pass.items,
            pass.reports,
            pass.versions,
            pass.facts,
            pass.sent,
            pass.unsent
        );
    }
    common.messages.say(pass.messages);
}

/// The model, loaded when the first report is to be read.
struct Model {
    path: Option<std::path::PathBuf>,
    engine: OnceCell<Result<Engine, Diagnostic>>,
}

impl Model {
    fn read(&self, reports: Vec<Report>) -> (Vec<Entry>, Vec<Diagnostic>) {
        match self.engine.get_or_init(|| Engine::open(self.path.as_deref().map(Path::new))) {
            Err(problem) => (Vec::new(), vec![problem.clone()]),
            Ok(engine) => {
                let (reads, failures) = engine.try_read_all(reports, &Silent);
                let entry =
                    |read: engine::Read| Entry { report: read.report, analysis: read.analysis, reading: read.reading };
                (reads.into_iter().map(entry).collect(), failures)
            }
        }
    }
}

fn status(arguments: &WatchArguments, common: &Common) -> Result<Done, Stopped> {
    let state = open(&arguments.place, common)?;
    let (health, outgoing, sent) = (state.health()?, state.outgoing()?, state.sent()?);
    let (kind, text) = match arguments.format {
        ListFormat::Json => {
            let questions = state.questions()?.len();
            let value =
                serde_json::json!({"sources": health, "questions": questions, "sent": sent, "outgoing": outgoing});
            (Out::Json, json(&value)?)
        }
        ListFormat::Text => (Out::Text, status_text(&state, &health, &outgoing, sent)?),
    };
    write(common, kind, &text)?;
    Ok(Done::All)
}

fn status_text(state: &State, health: &[Health], outgoing: &[Outgoing], sent: u64) -> Result<String, Diagnostic> {
    let or_never = |moment: &Option<String>| moment.clone().unwrap_or_else(|| "never".to_owned());
    let row = |one: &Health| {
        let error = one.last_error.as_ref().filter(|_| one.failures > 0).cloned().unwrap_or_default();
        vec![
            one.name.clone(),
            one.items.to_string(),
            one.reports.to_string(),
            one.versions.to_string(),
            or_never(&one.last_success),
            one.next.clone(),
            one.failures.to_string(),
            error,
        ]
    };
    let heads = ["SOURCE", "ITEMS", "REPORTS", "VERSIONS", "LAST SUCCESS", "NEXT TRY", "FAILURES", "LAST ERROR"];
    let mut text = table(&heads, &health.iter().map(row).collect::<Vec<_>>());
    text += &format!("\n{} questions, {sent} alerts received, {} not\n", state.questions()?.len(), outgoing.len());
    if !outgoing.is_empty() {
        let row = |one: &Outgoing| {
            let error = one.last_error.clone().unwrap_or_default();
            vec![
                one.key.clone(),
                one.receiver.clone(),
                one.state.clone(),
                one.tries.to_string(),
                one.next.clone(),
                error,
            ]
        };
        let heads = ["ALERT", "TO", "STATE", "TRIES", "NEXT TRY", "LAST ERROR"];
        text += &format!("\n{}", table(&heads, &outgoing.iter().map(row).collect::<Vec<_>>()));
    }
    if outgoing.iter().any(|one| one.state == "dead") {
        text += "\n`rapporteur watch --once --retry` tries the dead ones again\n";
    }
    Ok(text)
}
