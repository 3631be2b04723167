//! The command line of watching.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Where what watching remembers is kept.
#[derive(Clone, Debug, Args)]
pub struct Where {
    /// Where to remember sources, questions and alerts [default: in the library's file]
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// `rapporteur sources`.
#[derive(Debug, Subcommand)]
pub enum SourcesCommand {
    /// Watch a source from now on
    #[command(after_help = "Example:\n  rapporteur sources add https://post.example/feed.xml --every 10m")]
    Add {
        /// A feed's or sitemap's address, imaps://user@host/mailbox, a folder or a Maildir
        address: String,
        /// What it is called [default: its address]
        #[arg(long)]
        name: Option<String>,
        /// How often to look: 90s, 15m, 2h, 1d
        #[arg(long, value_name = "TIME", default_value = "15m")]
        every: String,
        /// Whether to fetch the page behind an item
        #[arg(long, value_enum, default_value_t = PagesArgument::Auto)]
        pages: PagesArgument,
        /// Its host may have an address that is not public
        #[arg(long)]
        allow_private: bool,
        /// Do not look at pages again for corrections
        #[arg(long)]
        no_revisit: bool,
        /// The environment variable that holds a mailbox's password
        #[arg(long, value_name = "NAME")]
        password_variable: Option<String>,
        #[command(flatten)]
        place: Where,
    },
    /// List the sources
    List {
        /// How to print them
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
        #[command(flatten)]
        place: Where,
    },
    /// Stop watching a source; its reports stay
    Remove {
        /// Its name or address
        name: String,
        #[command(flatten)]
        place: Where,
    },
    /// Look at a source once and print what would be taken; nothing is kept
    Test {
        /// An address or path
        address: String,
        /// Whether to fetch the page behind an item
        #[arg(long, value_enum, default_value_t = PagesArgument::Never)]
        pages: PagesArgument,
        /// Its host may have an address that is not public
        #[arg(long)]
        allow_private: bool,
        /// The environment variable that holds a mailbox's password
        #[arg(long, value_name = "NAME")]
        password_variable: Option<String>,
    },
}

/// When pages are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PagesArgument {
    /// Where the item itself is short
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `rapporteur questions`.
#[derive(Debug, Subcommand)]
pub enum QuestionsCommand {
    /// Save a question, or save it anew
    #[command(
        after_help = "Example:\n  rapporteur questions add 'Ferry tolls' --about 'Port Alder' --kind toll --to mailto:desk@post.example"
    )]
    Add {
        /// What it is called
        name: String,
        /// Facts about somebody or something of this name
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
        /// Facts of this story: its id, or words of its title
        #[arg(long, value_name = "STORY")]
        story: Option<String>,
        /// Facts of these kinds: story, line, toll, disagreement, settled, denial, answer, came, failed, passed, corrected
        #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
        kinds: Vec<String>,
        /// Who is told: mailto:ADDRESS, or the https:// address of a webhook
        #[arg(long = "to", value_name = "ADDRESS")]
        to: Vec<String>,
        /// When: `now`, together every `30m`, or at hours of the day, `07:00,18:00`
        #[arg(long, default_value = "now")]
        when: String,
        /// The time zone of these hours
        #[arg(long, value_name = "ZONE", default_value = "UTC")]
        zone: String,
        /// Webhooks may have addresses that are not public
        #[arg(long)]
        allow_private: bool,
        #[command(flatten)]
        place: Where,
    },
    /// List the questions
    List {
        /// How to print them
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
        #[command(flatten)]
        place: Where,
    },
    /// Forget a question
    Remove {
        /// Its name
        name: String,
        #[command(flatten)]
        place: Where,
    },
    /// Take a receiver off a question by the link in a mail
    Unsubscribe {
        /// The link
        link: String,
        #[command(flatten)]
        place: Where,
    },
}

/// `rapporteur watch`.
#[derive(Debug, Args)]
pub struct WatchArguments {
    /// Look once at what is due, and end: for timers
    #[arg(long)]
    pub once: bool,
    /// Print how the sources do, and what waits to be sent; nothing is fetched
    #[arg(long, conflicts_with_all = ["once", "retry"])]
    pub status: bool,
    /// Try alerts again that were given up
    #[arg(long)]
    pub retry: bool,
    /// How to print the status
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
    /// How mail goes out: smtps://user@host, smtp://host, `sendmail`, or a folder for .eml files
    #[arg(long, value_name = "WAY")]
    pub mail: Option<String>,
    /// From whom mail comes
    #[arg(long, value_name = "ADDRESS", default_value = "rapporteur@localhost")]
    pub mail_from: String,
    /// Where the desk's pages are reached: for the links in mails
    #[arg(long, value_name = "URL")]
    pub pages_at: Option<String>,
    /// Keep an Atom feed and a calendar of each question in this folder
    #[arg(long, value_name = "FOLDER")]
    pub feeds: Option<PathBuf>,
    #[command(flatten)]
    pub place: Where,
}

/// `rapporteur digest`.
#[derive(Debug, Args)]
pub struct DigestArguments {
    /// Since when: `today`, `yesterday`, `24h`, `7d`, or a day such as 2031-03-04
    #[arg(long, value_name = "WHEN", default_value = "yesterday")]
    pub since: String,
    /// The time zone of days
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub zone: String,
    /// Facts of this question alone
    #[arg(long, value_name = "NAME")]
    pub question: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = DigestFormat::Text)]
    pub format: DigestFormat,
    /// Send it to this mail address instead of printing it
    #[arg(long, value_name = "ADDRESS", requires = "mail")]
    pub to: Option<String>,
    /// How mail goes out: smtps://user@host, smtp://host, `sendmail`, or a folder for .eml files
    #[arg(long, value_name = "WAY")]
    pub mail: Option<String>,
    /// From whom mail comes
    #[arg(long, value_name = "ADDRESS", default_value = "rapporteur@localhost")]
    pub mail_from: String,
    #[command(flatten)]
    pub place: Where,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table
    Text,
    /// JSON
    Json,
}

/// How a digest is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DigestFormat {
    /// Plain text
    Text,
    /// Markdown
    Md,
    /// A page
    Html,
    /// JSON
    Json,
}
