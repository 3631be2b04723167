//! Scores every stage of rapporteur on development sets by the field's own definitions.
//!
//! ```text
//! cargo run --release -p evaluation -- all --data ../shared/data
//! cargo run --release -p evaluation -- parsing my-test.conllu
//! cargo run --release -p evaluation -- lineage --reports 100000
//! cargo run --release -p evaluation -- stories --stories ../shared/data/stories --verbose
//! ```
//! `lineage` makes its set itself; the other tasks read gold files, `newspages` without a model. With `--data` the figures of a task are also written to its part of `docs/evaluation.md`.

mod conll18;
mod coreference;
mod page;
mod scores;
mod tasks;

use clap::{Parser, ValueEnum};
use engine::Engine;
use scores::Score;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tasks::Failed;
use tasks::times::Part;

/// Scores the stages of rapporteur.
#[derive(Debug, Parser)]
#[command(name = "evaluation")]
struct Arguments {
    /// What to score
    #[arg(value_enum)]
    task: Task,
    /// Gold files of your own in the same formats, instead of the development sets
    #[arg(value_name = "GOLD", conflicts_with = "data")]
    gold: Vec<PathBuf>,
    /// The folder of the development sets
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// With `lineage`: also take the time for generated piles of up to so many reports
    #[arg(long, value_name = "NUMBER")]
    reports: Option<usize>,
    /// With `stories` and `positions`: the folder of the stories, where it is not in that of the development sets
    #[arg(long, value_name = "DIR", conflicts_with = "data")]
    stories: Option<PathBuf>,
    /// With `stories`: say what was found and missed of those looked at
    #[arg(long)]
    verbose: bool,
    /// Use this language model instead of the one that the program carries
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The page that the figures are written to
    #[arg(long, value_name = "FILE", default_value = "docs/evaluation.md")]
    page: PathBuf,
}

/// The tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Sentences, words, tags, syntax from raw text
    Parsing,
    /// Names
    Names,
    /// Who said what, and who is meant by whom
    Attribution,
    /// Time expressions
    Times,
    /// Political events
    Events,
    /// Happenings of every kind: which words, what class, when
    Happenings,
    /// Event coreference over reports
    CrossReport,
    /// Briefs of real stories, against what is expected of them
    Stories,
    /// Where the parties of stories stand, against what a reader found
    Positions,
    /// Which reports of a pile tell of one story
    Grouping,
    /// Not a score: what the reports of piles are grouped by
    Profiles,
    /// Not a score: pairs of reports with what compares them, to train what groups them
    Joins,
    /// Not a score: pairs of accounts with what compares them, to train the scorer that joins them
    Pairs,
    /// Not a score: pairs of numbers with what compares them, to train what tells that they measure one thing
    Quantities,
    /// Not a score: what the rows of timelines are chosen from, to train the choice
    Considered,
    /// Not a score: what tells which happenings an editor lists, to train that judgment
    Listing,
    /// Not a score: what the time of each happening is chosen from, to train the choice
    Dates,
    /// Which place a name means, given the names
    Places,
    /// Which place a name means, as the program finds them
    PlacesFound,
    /// Who copies whom, on a set that the program makes itself
    Lineage,
    /// Not a score: where the program and a second reader differ, from lines of `rapporteur read --reader`
    Readers,
    /// What is read of publishers' pages
    Newspages,
    /// All of them
    All,
}

impl Task {
    const EACH: [Self; 10] = [
        Self::Parsing,
        Self::Names,
        Self::Attribution,
        Self::Times,
        Self::Events,
        Self::Happenings,
        Self::CrossReport,
        Self::Stories,
        Self::Grouping,
        Self::PlacesFound,
    ];

    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("error: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failed> {
    if arguments.task == Task::Lineage {
        return lineage(arguments);
    }
    if let (Task::Profiles, Some(data)) = (arguments.task, &arguments.data) {
        let engine = Engine::open(arguments.model.as_deref()).map_err(|error| Failed(error.to_string()))?;
        return tasks::grouping::profiles(&engine, data);
    }
    if arguments.task == Task::Newspages {
        return newspages(arguments);
    }
    if let (Task::Considered, Some(folder)) = (arguments.task, &arguments.stories) {
        let engine = Engine::open(arguments.model.as_deref()).map_err(|error| Failed(error.to_string()))?;
        return tasks::considered::print(&engine, folder);
    }
    if arguments.task == Task::Readers {
        for path in &arguments.gold {
            print!("{}", tasks::readers::run(path)?);
        }
        return Ok(());
    }
    if let (Task::Stories, Some(folder)) = (arguments.task, &arguments.stories) {
        let engine = Engine::open(arguments.model.as_deref()).map_err(|error| Failed(error.to_string()))?;
        print!("{}", page::table(&tasks::stories::run(&engine, folder, arguments.verbose)?));
        return Ok(());
    }
    if let (Task::Positions, Some(folder)) = (arguments.task, &arguments.stories) {
        let engine = Engine::open(arguments.model.as_deref()).map_err(|error| Failed(error.to_string()))?;
        print!("{}", page::table(&tasks::positions::run(&engine, folder)?));
        return Ok(());
    }
    if arguments.gold.is_empty() && arguments.data.is_none() {
        return Err(Failed(
            "name gold files, the folder of the development sets with --data, or that of the stories with --stories"
                .to_owned(),
        ));
    }
    if arguments.task == Task::Places {
        return places(arguments);
    }
    let engine = Engine::open(arguments.model.as_deref()).map_err(|error| Failed(error.to_string()))?;
    let tasks = if arguments.task == Task::All { Task::EACH.to_vec() } else { vec![arguments.task] };
    for task in tasks {
        let mut scores = Vec::new();
        for path in &arguments.gold {
            scores.extend(gold(&engine, task, path)?);
        }
        if let Some(data) = &arguments.data {
            scores.extend(development(&engine, task, data, arguments.verbose)?);
        }
        print!("{}", page::table(&scores));
        if let Some(data) = &arguments.data {
            page::write(&arguments.page, &task.name(), &scores, Some(data))
                .map_err(|error| Failed(format!("cannot write {}: {error}", arguments.page.display())))?;
        }
    }
    if arguments.task == Task::All {
        if arguments.data.is_some() {
            newspages(arguments)?;
        }
        places(arguments)?;
        lineage(arguments)?;
    }
    Ok(())
}

/// The task that reads pages and no model.
fn newspages(arguments: &Arguments) -> Result<(), Failed> {
    let mut scores = Vec::new();
    for folder in &arguments.gold {
        let set = folder.file_name().unwrap_or_default().to_string_lossy();
        scores.extend(tasks::newspages::run(&set, folder)?);
    }
    if let Some(data) = &arguments.data {
        scores.extend(tasks::newspages::run("newspages", &data.join("newspages"))?);
    }
    if scores.is_empty() {
        return Err(Failed(
            "name a folder with expected.json, or the folder of the development sets with --data".into(),
        ));
    }
    print!("{}", page::table(&scores));
    if let Some(data) = &arguments.data {
        page::write(&arguments.page, &Task::Newspages.name(), &scores, Some(data))
            .map_err(|error| Failed(format!("cannot write {}: {error}", arguments.page.display())))?;
    }
    Ok(())
}

/// Where the set of places stands in the folder of the development sets.
const PLACES: &str = "places/lgl.xml";

/// Names are given: no model is needed.
fn places(arguments: &Arguments) -> Result<(), Failed> {
    let data = arguments.data.as_deref();
    let mut scores = Vec::new();
    for path in arguments.gold.iter().cloned().chain(data.map(|data| data.join(PLACES))) {
        scores.extend(tasks::places::run(&path)?);
    }
    print!("{}", page::table(&scores));
    if data.is_some() {
        page::write(&arguments.page, &Task::Places.name(), &scores, data)
            .map_err(|error| Failed(format!("cannot write {}: {error}", arguments.page.display())))?;
    }
    Ok(())
}

/// The task that needs neither gold files nor a model.
fn lineage(arguments: &Arguments) -> Result<(), Failed> {
    let scores = tasks::lineage::run();
    print!("{}", page::table(&scores));
    if arguments.page.exists() {
        page::write(&arguments.page, &Task::Lineage.name(), &scores, None)
            .map_err(|error| Failed(format!("cannot write {}: {error}", arguments.page.display())))?;
    }
    if let Some(reports) = arguments.reports {
        println!();
        tasks::lineage::time(reports);
    }
    Ok(())
}

/// A gold file, or a folder of them, of the user's own.
fn gold(engine: &Engine, task: Task, path: &Path) -> Result<Vec<Score>, Failed> {
    let set = path.file_name().unwrap_or_default().to_string_lossy();
    match task {
        Task::Parsing => tasks::parsing::run(engine, &set, path, &[]),
        Task::Names => tasks::names::run(engine, &set, path),
        Task::Attribution => tasks::attribution::run(engine, &set, path),
        Task::Times => tasks::times::run(engine, &set, path, Part::All),
        Task::Events if path.extension().is_some_and(|ending| ending == "tsv") => {
            tasks::events::pairs(engine, &set, path)
        }
        Task::Events => tasks::events::records(engine, &set, path),
        Task::Happenings if path.extension().is_some_and(|ending| ending == "jsonl") => {
            tasks::happenings::own(engine, &set, path)
        }
        Task::Happenings => tasks::happenings::run(engine, &set, path, Part::All),
        Task::CrossReport => tasks::cross_report::run(engine, &set, path, 0..=usize::MAX),
        Task::Grouping => tasks::grouping::printed(path),
        Task::Joins => tasks::grouping::joins(path).map(|()| Vec::new()),
        Task::Pairs => tasks::pairs::print(engine, path, story::compared).map(|()| Vec::new()),
        Task::Quantities => tasks::pairs::print(engine, path, story::quantities_compared).map(|()| Vec::new()),
        Task::Listing => tasks::listing::print(engine, path).map(|()| Vec::new()),
        Task::Dates => tasks::dates::print(engine, path).map(|()| Vec::new()),
        Task::Stories | Task::Positions => Err(Failed("name the folder of the stories with --stories".to_owned())),
        Task::PlacesFound => tasks::places::found(engine, path),
        Task::Lineage
        | Task::Places
        | Task::Newspages
        | Task::Profiles
        | Task::Considered
        | Task::Readers
        | Task::All => Err(Failed("name one task for gold files of your own".to_owned())),
    }
}

/// The development sets of a task.
fn development(engine: &Engine, task: Task, data: &Path, verbose: bool) -> Result<Vec<Score>, Failed> {
    let mut scores = Vec::new();
    match task {
        Task::Parsing => {
            let treebank = data.join("treebank");
            scores.extend(tasks::parsing::run(engine, "EWT dev", &treebank.join("ewt-dev.conllu"), &[])?);
            let gum = treebank.join("gum-dev");
            let news = ["_news_", "_interview_"];
            scores.extend(tasks::parsing::run(engine, "GUM dev, news and interviews", &gum, &news)?);
            let free =
                ["_academic_", "_bio_", "_conversation_", "_court_", "_speech_", "_textbook_", "_vlog_", "_voyage_"];
            scores.extend(tasks::parsing::run(engine, "GUM dev, other free genres", &gum, &free)?);
        }
        Task::Names => {
            scores.extend(tasks::names::run(engine, "UNER EWT dev", &data.join("ner/uner-ewt-dev.iob2"))?);
        }
        Task::Attribution => {
            let dev = data.join("attribution/dev/polnear-dev.jsonl");
            scores.extend(tasks::attribution::development(engine, "PolNeAR dev", &dev)?);
            let gum = data.join("treebank/gum-dev");
            scores.extend(tasks::chains::run(engine, "GUM dev, news", &gum, &["_news_"])?);
        }
        Task::Times => {
            let folder = data.join("timex/train");
            scores.extend(tasks::times::run(engine, "TBAQ, quarter never looked at", &folder, Part::Never)?);
            scores.extend(tasks::times::run(engine, "TBAQ, quarter looked at later", &folder, Part::Later)?);
            scores.extend(tasks::times::run(engine, "TBAQ, half looked at", &folder, Part::Seen)?);
            scores.extend(tasks::times::own(engine)?);
        }
        Task::Events => {
            let folder = data.join("events");
            scores.extend(tasks::events::records(engine, "PLOVER gold records, dev", &folder.join("gsr-dev.json"))?);
            scores.extend(tasks::events::pairs(engine, "PLV, train part", &folder.join("plv-train.tsv"))?);
        }
        Task::Happenings => {
            let folder = data.join("timex/train");
            scores.extend(tasks::happenings::run(engine, "TBAQ, quarter never looked at", &folder, Part::Never)?);
        }
        Task::CrossReport => {
            let folder = data.join("crossdoc/ecbplus");
            scores.extend(tasks::cross_report::run(engine, "ECB+ topics 31 to 35", &folder, 31..=35)?);
        }
        Task::Stories => scores.extend(tasks::stories::run(engine, &data.join("stories"), verbose)?),
        Task::Positions => scores.extend(tasks::positions::run(engine, &data.join("stories"))?),
        Task::Grouping => scores.extend(tasks::grouping::run(engine, data)?),
        Task::PlacesFound => scores.extend(tasks::places::found(engine, &data.join(PLACES))?),
        Task::Lineage
        | Task::Pairs
        | Task::Quantities
        | Task::Listing
        | Task::Dates
        | Task::Joins
        | Task::Profiles
        | Task::Considered
        | Task::Places
        | Task::Newspages
        | Task::Readers
        | Task::All => {}
    }
    Ok(scores)
}
