//! The command line.

mod watching;

pub use watching::{
    DigestArguments, DigestFormat, ListFormat, PagesArgument, QuestionsCommand, SourcesCommand, WatchArguments, Where,
};

use crate::reader::ReaderArguments;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads many news reports of one story and says who met whom, who said what and on whose word, and where the
/// accounts differ.
///
/// Every datum points to the words that it was read from. Works offline.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, propagate_version = true, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Use so many threads; the output does not depend on it [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// Use this language model instead of the one that the program carries
    #[arg(long, global = true, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Write the result to this file instead of standard output
    #[arg(id = "output_file", short, long = "output", global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say nothing but errors, and show no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say every message; otherwise those of one kind are counted after the tenth
    #[arg(long, global = true)]
    pub all_messages: bool,
    /// The library: a file, or postgres://user@host/database [default: rapporteur.db in your data folder]
    #[arg(long, global = true, value_name = "FILE|URL", env = "RAPPORTEUR_LIBRARY", hide_env_values = true)]
    pub library: Option<String>,
    /// Follow links in folders that lead out of them
    #[arg(long, global = true)]
    pub follow_links: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Put the reports of one story together
    #[command(after_help = "Example:\n  rapporteur brief --format html examples/alder-talks > brief.html")]
    Brief {
        /// Reports, or folders of them: plain text, HTML, MHTML, PDF with text, docx, odt, e-mail, mailboxes, RSS, Atom, JSON,
        /// JSON Lines, WARC, WACZ, ARC, packed with zip, gzip or zstd; `-` is standard input
        #[arg(required_unless_present = "story", conflicts_with = "story", value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = BriefFormat::Text)]
        format: BriefFormat,
        /// Call the brief this instead of what it finds
        #[arg(long, value_name = "WORDS")]
        title: Option<String>,
        /// A story of the library, by its id or words of its title, instead of paths
        #[arg(long, value_name = "ID|WORDS")]
        story: Option<String>,
        /// Only what this name has to do with
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
        /// Only what was on this day or later
        #[arg(long, value_name = "YYYY-MM-DD")]
        since: Option<String>,
        /// Only what was on this day or earlier
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<String>,
        /// Write a page and open it in the browser
        #[arg(long)]
        open: bool,
        /// A second reader
        #[command(flatten)]
        reader: ReaderArguments,
    },
    /// Group a pile of reports into the stories that they tell of
    Stories {
        /// Reports, or folders of them: plain text, HTML, MHTML, PDF with text, docx, odt, e-mail, mailboxes, RSS, Atom, JSON,
        /// JSON Lines, WARC, WACZ, ARC, packed with zip, gzip or zstd; `-` is standard input.
        /// Without any, the stories of the library
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Group all reports of the library anew, as if they had come together; `--undo` takes the last time back
        #[arg(long, conflicts_with = "paths")]
        settle: bool,
        /// With --settle: take the last settling back
        #[arg(long, requires = "settle")]
        undo: bool,
        /// How to print them
        #[arg(long, value_enum, default_value_t = StoriesFormat::Text)]
        format: StoriesFormat,
    },
    /// Read each report alone: one JSON object a line
    Read {
        /// Reports, or folders of them: plain text, HTML, MHTML, PDF with text, docx, odt, e-mail, mailboxes, RSS, Atom, JSON,
        /// JSON Lines, WARC, WACZ, ARC, packed with zip, gzip or zstd; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// With the words of every sentence and their syntax
        #[arg(long)]
        tokens: bool,
        /// A second reader
        #[command(flatten)]
        reader: ReaderArguments,
    },
    /// Show what is made of each input before it is read: blocks, dates, origin
    Ingest {
        /// Reports, or folders of them: plain text, HTML, MHTML, PDF with text, docx, odt, e-mail, mailboxes, RSS, Atom, JSON,
        /// JSON Lines, WARC, WACZ, ARC, packed with zip, gzip or zstd; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = IngestFormat::Text)]
        format: IngestFormat,
    },
    /// Put the reports of one story together, and write them in a format of the field
    #[command(
        after_help = "Example:\n  rapporteur export gdelt-events examples/alder-talks -o alder.export.CSV --evidence alder.evidence.tsv"
    )]
    Export {
        /// Which format; `--list` names them
        #[arg(value_name = "FORMAT", required_unless_present = "list")]
        format: Option<String>,
        /// Reports, or folders of them: whatever `brief` takes; `-` is standard input
        #[arg(value_name = "PATH", required_unless_present_any = ["list", "story"], conflicts_with = "story")]
        paths: Vec<PathBuf>,
        /// A story of the library, by its id or words of its title, instead of paths
        #[arg(long, value_name = "ID|WORDS")]
        story: Option<String>,
        /// Say which formats there are, and what of a story is lost in each
        #[arg(long)]
        list: bool,
        /// Write beside it, as a table, which words of which report each value was read from
        #[arg(long, value_name = "FILE")]
        evidence: Option<PathBuf>,
        /// Write beside it, as JSON, of what it was made and what of the story is lost in it
        #[arg(long, value_name = "FILE")]
        manifest: Option<PathBuf>,
    },
    /// Name the feeds, sitemaps, folders and mailboxes that are watched
    #[command(subcommand)]
    Sources(SourcesCommand),
    /// Save questions: what to be told, where and when
    #[command(subcommand)]
    Questions(QuestionsCommand),
    /// Keep a library fed from its sources, and tell people when a fact is new
    Watch(WatchArguments),
    /// Print what was found since some moment
    Digest(DigestArguments),
    /// Take reports into the library: each is read once, and goes to the story that it tells of
    Add {
        /// Reports, or folders of them: whatever `brief` takes; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How to print what became of them
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
    },
    /// Answer a question from the library: rows with the words that they rest on
    #[command(
        after_help = "docs/questions.md describes what can be asked.\nExamples:\n  rapporteur ask 'who met Ilse Brandt since 4 March 2031'\n  rapporteur ask 'where do reports differ about the talks'"
    )]
    Ask {
        /// The question, in one argument or several
        #[arg(required = true, value_name = "QUESTION")]
        question: Vec<String>,
        /// How to print the answer
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
        /// At most so many rows
        #[arg(long, value_name = "N", default_value_t = asking::MOST, value_parser = most)]
        limit: usize,
    },
    /// Say what is wrong in what the library tells: kept as a rule, and applied whenever a story is told
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "Examples:\n  rapporteur correct same-name 'Ilse Brandt' 'I. Brant'\n  rapporteur correct hide alder d0\n  rapporteur correct --undo 3"
    )]
    Correct {
        /// What is wrong
        #[command(subcommand)]
        what: Option<Correcting>,
        /// List the corrections that hold; without anything else this is what happens
        #[arg(long, conflicts_with = "undo")]
        list: bool,
        /// Take the correction with this number back
        #[arg(long, value_name = "N")]
        undo: Option<i64>,
        /// Who says so [default: the user of this machine]
        #[arg(long, value_name = "NAME", global = true)]
        author: Option<String>,
        /// How to print the corrections
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text, global = true)]
        format: LibraryFormat,
    },
    /// Find words in the reports of the library, whatever their case and accents
    #[command(
        after_help = "All words have to be there: \"in a row\", begin*, -without, this OR that.\nExample:\n  rapporteur search '\"port alder\" envoy* -ferry'"
    )]
    Search {
        /// What to look for, best between quotation marks: a sign before a word would be taken for an option
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// How to print what is found
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
        /// At most so many reports
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = most)]
        limit: usize,
        /// Go on where the page before ended: what it said
        #[arg(long, value_name = "PLACE")]
        after: Option<String>,
    },
    /// Who and what the stories of the library name, in any spelling
    Entities {
        /// A name or part of one; without it, those that are mentioned most
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Only of this story, by its id or words of its title
        #[arg(long, value_name = "ID|WORDS")]
        story: Option<String>,
        /// How to print them
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = most)]
        limit: usize,
    },
    /// Show a report of the library
    Show {
        /// Its id, the beginning of it, or its address
        #[arg(value_name = "REPORT")]
        report: String,
        /// List its versions
        #[arg(long)]
        versions: bool,
        /// Show this version instead of the last
        #[arg(long, value_name = "N")]
        version_number: Option<usize>,
        /// How to print it; `json` is a line of `read`
        #[arg(long, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
    },
    /// Take reports out of the library, with all their versions
    Remove {
        /// Their ids, the beginnings of them, or their addresses
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<String>,
    },
    /// Ask the tables of the library: it only reads (docs/library.md names them)
    #[command(after_help = "Example:\n  rapporteur sql 'SELECT outlet, count(*) FROM reports GROUP BY outlet'")]
    Sql {
        /// One SELECT
        #[arg(value_name = "QUERY")]
        query: String,
        /// How to print the rows
        #[arg(long, value_enum, default_value_t = SqlFormat::Table)]
        format: SqlFormat,
    },
    /// Open the library in the browser, and to programs over HTTP
    #[command(after_help = "Example:\n  rapporteur serve --library desk.db")]
    Serve {
        /// Where to listen; other machines are let in only with tokens
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7373")]
        listen: std::net::SocketAddr,
        /// Who may come in: a line for each token, made by `--new-token`
        #[arg(long, value_name = "FILE")]
        token_file: Option<PathBuf>,
        /// Print a new token, keep its hash in the file of tokens, and end
        #[arg(long, value_name = "NAME", requires = "token_file")]
        new_token: Option<String>,
        /// What the new token allows
        #[arg(long, value_enum, default_value_t = TokenRight::Read, requires = "new_token")]
        right: TokenRight,
        /// Requests a second that one address may make
        #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
        rate: u32,
    },
    /// Open the library to an assistant: the Model Context Protocol on standard input and output; it only reads
    #[command(
        after_help = "An assistant starts it, as a server on stdio:\n  { \"command\": \"rapporteur\", \"args\": [\"--library\", \"/path/to/desk.db\", \"mcp\"] }"
    )]
    Mcp,
    /// Look after the library
    Library {
        /// What to do
        #[command(subcommand)]
        what: Upkeep,
        /// How to print what was found
        #[arg(long, global = true, value_enum, default_value_t = LibraryFormat::Text)]
        format: LibraryFormat,
    },
    /// Print a script that completes commands in a shell
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command (roff)
    Man {
        /// Which command
        command: Option<String>,
    },
    /// Print the JSON Schema of an output
    Schema {
        /// Which
        #[arg(value_enum)]
        output: Output,
    },
}

/// What to do with a library.
#[derive(Debug, Subcommand)]
pub enum Upkeep {
    /// Look whether everything in it can be read and fits together
    Check,
    /// Give back the room of what was removed
    Compact,
    /// Copy it to a new file, while others go on using it
    Backup {
        /// The new file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TokenRight {
    /// Look
    Read,
    /// Look, add, take out, correct
    Write,
}

/// How answers of a library are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LibraryFormat {
    /// For a terminal
    Text,
    /// As the contract describes
    Json,
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SqlFormat {
    /// For a terminal
    Table,
    /// Comma-separated values
    Csv,
    /// A list of objects
    Json,
}

/// A number of rows: from 1 to 10,000.
fn most(given: &str) -> Result<usize, String> {
    match given.parse() {
        Ok(number @ 1..=10_000) => Ok(number),
        _ => Err("a number from 1 to 10000".to_owned()),
    }
}

/// What can be corrected. Ids are those of `brief --format json` and of answers: `e5` a happening, `s3` a statement, `d0` a
/// difference, `p0` a proposal, `l0` an allegation.
#[derive(Debug, Subcommand)]
pub enum Correcting {
    /// Two names stand for one
    SameName {
        /// The name that stays
        name: String,
        /// The other
        other: String,
    },
    /// A name does not stand for the one that it is taken for
    OtherName {
        /// The name of somebody else
        name: String,
        /// Whom it is taken for
        than: String,
    },
    /// Two happenings of a story are one
    Same {
        /// The story: its id, or words of its title
        story: String,
        /// The happening that stays
        one: String,
        /// The other
        other: String,
    },
    /// Words of a report tell of another happening than they are taken to
    Other {
        /// The report
        report: String,
        /// A byte of the words
        byte: usize,
    },
    /// A happening was on another day
    Date {
        /// The story: its id, or words of its title
        story: String,
        /// The happening
        happening: String,
        /// When it was: 2031-03-04, 2031-03, 2031
        date: String,
    },
    /// A row is not to be shown
    Hide {
        /// The story: its id, or words of its title
        story: String,
        /// The row
        row: String,
    },
    /// A report belongs to another story
    Move {
        /// The report
        report: String,
        /// The story: its id, words of its title, or the id of a new one
        story: String,
    },
}

/// The outputs that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// A line of `read`
    Read,
    /// A line of `ingest --format jsonl`
    Ingest,
    /// `brief --format json`
    Brief,
    /// `stories --format json`
    Stories,
    /// `ask --format json`
    Ask,
    /// `add --format json`
    Added,
    /// `search --format json`
    Search,
    /// `entities --format json`
    Entities,
    /// `show --versions --format json`
    Versions,
    /// `library check --format json`
    Check,
}

/// How a brief is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// For a terminal
    Text,
    /// One object, as the contract describes
    Json,
    /// One page in which every datum opens its report at the words
    Html,
    /// Markdown
    Md,
}

/// How stories are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StoriesFormat {
    /// For a terminal
    Text,
    /// One list, as the contract describes
    Json,
}

/// How ingested reports are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IngestFormat {
    /// For a terminal
    Text,
    /// One JSON object a line
    Jsonl,
}
