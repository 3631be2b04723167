//! A desk's own word about a story: two names are one or are not, two happenings are, a date is wrong, a row is to be hidden.
//!
//! Rules point to words of reports, not to ids, which are given anew whenever a story is told. [`apply`] is a pure function:
//! the same story and the same rules give the same story, and what a rule touched is listed in [`Story::corrections`].

mod entities;
mod happenings;
mod hiding;

use record::story::Applied;
use record::{EventId, Evidence, ReportId, Span, Story};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A correction with who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Its number in the library.
    pub number: i64,
    /// When it was made, ISO 8601 in UTC.
    pub at: String,
    /// Who made it.
    pub author: String,
    /// What it says.
    pub correction: Correction,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Correction {
    /// Two names stand for one.
    SameName {
        /// The name that stays.
        name: String,
        /// The other.
        other: String,
    },
    /// A name does not stand for the one that it was taken for.
    OtherName {
        /// The name that stands for somebody else.
        name: String,
        /// Whom it was taken for.
        than: String,
    },
    /// Two happenings are one.
    SameHappening {
        /// Words that tell of the one that stays.
        one: Anchor,
        /// Words that tell of the other.
        other: Anchor,
    },
    /// Words tell of another happening than they were taken to.
    OtherHappening {
        /// The words.
        one: Anchor,
    },
    /// A happening was on another day.
    Date {
        /// Words that tell of it.
        happening: Anchor,
        /// When it was, ISO 8601.
        date: String,
    },
    /// A report belongs to another story. The library does this; nothing of a told story changes by it.
    Belongs {
        /// The report.
        report: String,
        /// The story's id.
        story: String,
    },
    /// A row is not to be shown.
    Hidden {
        /// What kind of row.
        row: RowKind,
        /// Words that it rests on.
        at: Anchor,
    },
}

/// Words of a report: those of a datum that overlap them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    /// The report.
    pub report: ReportId,
    /// Where in its text.
    pub span: Span,
}

/// Kinds of row that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// `e5`.
    Happening,
    /// `s3`, the index of a statement.
    Statement,
    /// `d0`.
    Difference,
    /// `p0`.
    Proposal,
    /// `l0`.
    Allegation,
}

impl Anchor {
    /// The words of evidence.
    pub fn of(evidence: &Evidence) -> Option<Self> {
        Some(Self { report: evidence.report.clone(), span: *evidence.span.ranges().first()? })
    }

    fn is(&self, evidence: &Evidence) -> bool {
        evidence.report == self.report && evidence.span.overlaps(self.span)
    }
}

/// A story as rules have it, in the order of the rules. A rule whose words or names the story does not have changes nothing.
#[must_use]
pub fn apply(mut story: Story, rules: &[Rule]) -> Story {
    for rule in rules {
        let touched = match &rule.correction {
            Correction::SameName { name, other } => entities::same(&mut story, name, other),
            Correction::OtherName { name, than } => entities::other(&mut story, name, than),
            Correction::SameHappening { one, other } => happenings::same(&mut story, one, other),
            Correction::OtherHappening { one } => happenings::other(&mut story, one),
            Correction::Date { happening, date } => happenings::date(&mut story, happening, date),
            Correction::Hidden { row, at } => hiding::hide(&mut story, *row, at),
            Correction::Belongs { report, .. } => {
                story.reports.iter().any(|summary| summary.id.0 == *report).then(|| vec![report.clone()])
            }
        };
        if let Some(touched) = touched {
            story.corrections.push(Applied {
                rule: rule.number,
                at: rule.at.clone(),
                author: rule.author.clone(),
                what: rule.correction.to_string(),
                touched,
            });
        }
    }
    story
}

impl std::fmt::Display for Correction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = |anchor: &Anchor| format!("{} [{}, {}]", anchor.report, anchor.span.start, anchor.span.end);
        match self {
            Self::SameName { name, other } => write!(f, "{other:?} is {name:?}"),
            Self::OtherName { name, than } => write!(f, "{name:?} is not {than:?}"),
            Self::SameHappening { one, other } => {
                write!(f, "what {} tells is what {} tells", place(other), place(one))
            }
            Self::OtherHappening { one } => write!(f, "what {} tells is another happening", place(one)),
            Self::Date { happening, date } => write!(f, "what {} tells was {date}", place(happening)),
            Self::Belongs { report, story } => write!(f, "report {report} belongs to story {story}"),
            Self::Hidden { row, at } => write!(f, "hidden: the {} of {}", row.label(), place(at)),
        }
    }
}

impl RowKind {
    /// `happening`, ….
    pub fn label(self) -> &'static str {
        match self {
            Self::Happening => "happening",
            Self::Statement => "statement",
            Self::Difference => "difference",
            Self::Proposal => "proposal",
            Self::Allegation => "allegation",
        }
    }
}

impl Correction {
    /// Whether a row may be other than it was by this: whether it rests on words that this points to, or names whom it names.
    pub fn touches<'a>(
        &self,
        evidence: impl IntoIterator<Item = &'a Evidence>,
        names: impl IntoIterator<Item = &'a str>,
    ) -> bool {
        let mut evidence = evidence.into_iter();
        let mut of = |anchors: &[&Anchor]| evidence.any(|one| anchors.iter().any(|anchor| anchor.is(one)));
        let mut folded = names.into_iter().map(text::fold);
        match self {
            Self::SameName { name, other } | Self::OtherName { name, than: other } => {
                let known = [text::fold(name), text::fold(other)];
                folded.any(|name| known.contains(&name))
            }
            Self::SameHappening { one, other } => of(&[one, other]),
            Self::OtherHappening { one: at } | Self::Date { happening: at, .. } | Self::Hidden { at, .. } => of(&[at]),
            Self::Belongs { report, .. } => evidence.any(|one| one.report.0 == *report),
        }
    }
}

/// The row of a story that an id names, and the words that a rule can point to it by: `e5`, `s3`, `d0`, `p0`, `l0`.
pub fn anchor(story: &Story, id: &str) -> Option<(RowKind, Anchor)> {
    let (kind, evidence) = match id.chars().next()? {
        'e' => {
            let event = story.events.iter().find(|event| event.id.to_string() == id)?;
            // The word that tells it, which no other happening shares.
            (RowKind::Happening, event.accounts.first().map(|account| &account.trigger)?)
        }
        's' => {
            let at: usize = id.get(1..)?.parse().ok()?;
            (RowKind::Statement, story.statements.get(at)?.evidence.first()?)
        }
        'd' => {
            let row = story.discrepancies.iter().find(|row| row.id == id)?;
            (RowKind::Difference, row.accounts.first()?.evidence.first()?)
        }
        'p' => {
            let row = story.proposals.iter().find(|row| row.id == id)?;
            (RowKind::Proposal, row.history.first()?.evidence.first()?)
        }
        'l' => {
            let row = story.allegations.iter().find(|row| row.id == id)?;
            (RowKind::Allegation, row.evidence.first()?)
        }
        _ => return None,
    };
    Some((kind, Anchor::of(evidence)?))
}

/// The happening that words tell of: by the word that tells it, else by its sentence.
fn happening(story: &Story, anchor: &Anchor) -> Option<EventId> {
    let told = |told: fn(&record::story::Account) -> &Evidence| {
        story.events.iter().find(|event| event.accounts.iter().any(|account| anchor.is(told(account))))
    };
    told(|account| &account.trigger).or_else(|| told(|account| &account.evidence)).map(|event| event.id)
}

#[cfg(test)]
mod tests;
