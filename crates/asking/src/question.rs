//! Questions, understood.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A question of the grammar. Names and subjects are the asker's words. Printed, it is a question that reads as the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Question {
    /// Who met whom.
    Met {
        /// One of those who met.
        who: String,
        /// Another.
        with: Option<String>,
        /// Where.
        place: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// Who said what.
    Said {
        /// The speaker.
        by: Option<String>,
        /// Words of what was said.
        about: Option<String>,
        /// To whom.
        to: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// What happened.
    Happened {
        /// Somebody who was in it.
        who: Option<String>,
        /// Somebody else who was.
        with: Option<String>,
        /// Where.
        place: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// Who offered, accused, denied, … what.
    Acted {
        /// What was done.
        act: Act,
        /// By whom.
        by: Option<String>,
        /// To or against whom.
        to: Option<String>,
        /// Words of what it is about.
        about: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// How many were killed, hurt, …, and by whose count.
    Counted {
        /// What happened to them.
        toll: Toll,
        /// A story, a place, or words of what happened.
        about: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// Where reports differ.
    Differ {
        /// A story, a name, or words of what happened.
        about: Option<String>,
        /// When, and in which story.
        within: Within,
    },
    /// Who reported something first.
    First {
        /// Words of what happened.
        about: String,
        /// When, and in which story.
        within: Within,
    },
    /// What is new since a day.
    Changed {
        /// A story, a name, or words of what happened.
        about: Option<String>,
        /// Since when, and in which story.
        within: Within,
    },
    /// What is still open: offers without an answer, announced happenings that did not come.
    Open {
        /// A story, a name, or words of what it is about.
        about: Option<String>,
        /// When, and in which story.
        within: Within,
    },
}

/// What an answer is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Within {
    /// The first day, `2031-03-04`. What is not dated is left out where a day is named.
    pub since: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// The story's id, or words of its title.
    pub story: Option<String>,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $label:literal $words:tt),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$each])* $variant),+
        }

        impl $name {
            /// The word that it is printed with.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label),+
                }
            }

            /// What a folded word names.
            pub(crate) fn named(word: &str) -> Option<Self> {
                const WORDS: &[($name, &[&str])] = &[$(($name::$variant, &$words)),+];
                WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(act, _)| *act)
            }
        }
    };
}

named!(
    /// What somebody did by saying it.
    Act {
        /// Said that something is not so.
        Denied = "denied" ["deny", "denied", "denies", "dismissed", "dismiss"],
        /// Said that somebody did wrong.
        Accused = "accused" ["accuse", "accused", "accuses", "blamed", "blame"],
        /// Put something on the table.
        Offered = "offered" ["offer", "offered", "offers"],
        /// Put something forward to be done together.
        Proposed = "proposed" ["propose", "proposed", "proposes", "suggest", "suggested"],
        /// Wanted something of another.
        Demanded = "demanded" ["demand", "demanded", "demands"],
        /// Asked to come.
        Invited = "invited" ["invite", "invited", "invites"],
        /// Said that it will do something itself.
        Promised = "promised" ["promise", "promised", "promises", "pledge", "pledged"],
        /// Said yes.
        Accepted = "accepted" ["accept", "accepted", "accepts"],
        /// Said no.
        Rejected = "rejected" ["reject", "rejected", "rejects", "refuse", "refused"],
    }
);

named!(
    /// What happened to people who are counted.
    Toll {
        /// Died.
        Killed = "killed" ["killed", "dead", "died", "die", "deaths", "death", "fatalities", "perished", "drowned"],
        /// Hurt.
        Injured = "injured" ["injured", "wounded", "hurt", "injuries"],
        /// Arrested, held, jailed.
        Arrested = "arrested" ["arrested", "detained", "jailed", "imprisoned", "arrests"],
        /// Kidnapped, taken.
        Taken = "taken" ["taken", "kidnapped", "abducted", "captured", "seized"],
        /// Freed, released.
        Freed = "freed" ["freed", "released", "liberated"],
        /// Driven from their homes.
        Displaced = "displaced" ["displaced"],
        /// Brought to safety.
        Evacuated = "evacuated" ["evacuated"],
        /// Sent out of a country.
        Expelled = "expelled" ["expelled", "deported"],
    }
);

impl Question {
    /// When, and in which story.
    pub fn within(&self) -> &Within {
        match self {
            Self::Met { within, .. }
            | Self::Said { within, .. }
            | Self::Happened { within, .. }
            | Self::Acted { within, .. }
            | Self::Counted { within, .. }
            | Self::Differ { within, .. }
            | Self::First { within, .. }
            | Self::Changed { within, .. }
            | Self::Open { within, .. } => within,
        }
    }
}

/// ` word "phrase"`, where there is a phrase.
struct Part<'a>(&'a str, &'a Option<String>);

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(word, phrase) = self;
        phrase.as_ref().map_or(Ok(()), |phrase| write!(f, " {word} \"{phrase}\""))
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Met { who, with: None, place, .. } => write!(f, "who met \"{who}\"{}", Part("in", place)),
            Self::Met { who, with: Some(with), place, .. } => {
                write!(f, "when did \"{who}\" meet \"{with}\"{}", Part("in", place))
            }
            Self::Said { by: Some(by), about, to, .. } => {
                write!(f, "what did \"{by}\" say{}{}", Part("about", about), Part("to", to))
            }
            Self::Said { by: None, about, to, .. } => {
                write!(f, "who said what{}{}", Part("about", about), Part("to", to))
            }
            Self::Happened { who, with, place, .. } => {
                write!(f, "what happened{}{}{}", Part("to", who), Part("with", with), Part("in", place))
            }
            Self::Acted { act, by, to, about, .. } => {
                write!(f, "who {} what{}{}{}", act.label(), Part("about", about), Part("to", to), Part("by", by))
            }
            Self::Counted { toll, about, .. } => write!(f, "how many were {}{}", toll.label(), Part("in", about)),
            Self::Differ { about, .. } => write!(f, "where do reports differ{}", Part("about", about)),
            Self::First { about, .. } => write!(f, "who first reported \"{about}\""),
            Self::Changed { about, .. } => write!(f, "what changed{}", Part("about", about)),
            Self::Open { about, .. } => write!(f, "what is still open{}", Part("about", about)),
        }?;
        let Within { since, until, story } = self.within();
        if let Some(day) = since {
            write!(f, " since {day}")?;
        }
        if let Some(day) = until {
            write!(f, " until {day}")?;
        }
        write!(f, "{}", Part("in story", story))
    }
}
