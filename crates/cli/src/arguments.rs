//! The command line.

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
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = BriefFormat::Text)]
        format: BriefFormat,
        /// Call the brief this instead of what it finds
        #[arg(long, value_name = "WORDS")]
        title: Option<String>,
        /// Write a page and open it in the browser
        #[arg(long)]
        open: bool,
    },
    /// Group a pile of reports into the stories that they tell of
    Stories {
        /// Reports, or folders of them: plain text, HTML, MHTML, PDF with text, docx, odt, e-mail, mailboxes, RSS, Atom, JSON,
        /// JSON Lines, WARC, WACZ, ARC, packed with zip, gzip or zstd; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
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
        #[arg(value_name = "PATH", required_unless_present = "list")]
        paths: Vec<PathBuf>,
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
