//! What is expected of a story's brief; `data/stories/README.md` says how it was written.

use super::words::Group;
use crate::tasks::{Failed, load};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What is expected of one story.
#[derive(Debug, Default, Deserialize)]
pub struct Gold {
    /// Its folder's name.
    pub story: String,
    /// Whether what the program made of it was looked at.
    #[serde(rename = "looked at")]
    pub looked_at: bool,
    /// The happening that the story is about.
    pub main: String,
    /// Its reports, with the lengths of the texts that places count in.
    #[serde(rename = "texts")]
    pub reports: Vec<Length>,
    /// What the timeline should tell.
    pub happenings: Vec<Happening>,
    /// In what the reports differ.
    pub disagreements: Vec<Disagreement>,
    /// Who is in it.
    pub people: Vec<Person>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What the timeline must not tell.
    pub not: Vec<Barred>,
}

/// A report and its length.
#[derive(Debug, Deserialize)]
pub struct Length {
    /// The report's file.
    pub report: String,
    /// Of its text.
    pub bytes: usize,
}

/// Something that happened, is planned, or was said to happen.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Happening {
    /// `E1`, `E2`, ….
    pub id: String,
    /// A day, month or year.
    pub date: String,
    /// So many days earlier or later are right too.
    #[serde(default, rename = "date_tolerance_days")]
    pub tolerance: i64,
    /// In the annotator's words.
    pub what: String,
    /// A row that tells it has a word of each group.
    pub words: Vec<Group>,
    /// From 1 for background to 3.
    pub weight: usize,
}

/// Values that reports give differently.
#[derive(Debug, Default, Deserialize)]
pub struct Disagreement {
    /// `D1`, `D2`, ….
    pub id: String,
    /// In the annotator's words.
    pub about: String,
    /// Each value in the ways that it is put.
    pub values: Vec<Vec<Wording>>,
    /// The reports that give each.
    pub reports: Vec<Vec<String>>,
}

/// A way to put a value.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Wording {
    /// In so many words.
    Words(String),
    /// In the words that stand there.
    Place {
        /// The report's file.
        report: String,
        /// The first byte.
        start: usize,
        /// One past the last.
        end: usize,
    },
}

/// Somebody.
#[derive(Debug, Default, Deserialize)]
pub struct Person {
    /// Spellings, parted by `|`.
    pub name: String,
    /// Some of the words that say what he or she is.
    #[serde(rename = "role words")]
    pub roles: Vec<String>,
}

/// Something said.
#[derive(Debug, Default, Deserialize)]
pub struct Statement {
    /// Names or words for who said it, of which one is enough, parted by `|`.
    pub speaker: String,
    /// `direct` or `indirect`.
    pub kind: String,
    /// The report's file.
    pub report: String,
    /// Bytes of some of its words.
    pub at: (usize, usize),
}

/// What no row may tell.
#[derive(Debug, Default, Deserialize)]
pub struct Barred {
    /// Why, in the annotator's words.
    pub why: String,
    /// As of a happening.
    pub words: Vec<Group>,
    /// If only at this time.
    pub date: Option<String>,
}

/// Texts of a story's reports by their files.
pub type Texts<'a> = BTreeMap<&'a str, &'a str>;

impl Gold {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or has another shape; the message names it.
    pub fn open(path: &Path) -> Result<Self, Failed> {
        serde_json::from_str(&load(path)?).map_err(|error| Failed(format!("{}: {error}", path.display())))
    }

    /// Whether these are the texts that it counts in.
    ///
    /// # Errors
    /// Which report is missing or has another length.
    pub fn check(&self, texts: &Texts<'_>) -> Result<(), Failed> {
        for Length { report, bytes } in &self.reports {
            let Some(text) = texts.get(&**report) else {
                return Err(Failed(format!("{}: the report {report} is missing", self.story)));
            };
            if text.len() != *bytes {
                let found = text.len();
                let problem = "is no longer what the gold standard's places count in";
                return Err(Failed(format!(
                    "{}: the text of {report} {problem}: {found} bytes, not {bytes}",
                    self.story
                )));
            }
        }
        Ok(())
    }
}

impl Wording {
    /// Its words; none where they stand in a report that is not there.
    pub fn words<'a>(&'a self, texts: &Texts<'a>) -> &'a str {
        match self {
            Self::Words(words) => words,
            Self::Place { report, start, end } => {
                texts.get(&**report).and_then(|text| text.get(*start..*end)).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FOLDER, days::Days};
    use super::*;
    use crate::tasks::files;

    #[test]
    fn what_stands_beside_the_program_is_whole() {
        let paths = files(Path::new(FOLDER), ".json").unwrap();
        assert_eq!(paths.len(), 12);
        let mut looked_at = 0;
        for path in paths {
            let gold = Gold::open(&path).unwrap();
            assert_eq!(path.file_stem().unwrap().to_str().unwrap(), gold.story);
            looked_at += usize::from(gold.looked_at);
            assert!(gold.happenings.iter().any(|happening| happening.id == gold.main), "{}", gold.story);
            for happening in &gold.happenings {
                assert!(Days::of(&happening.date).is_some() && !happening.words.is_empty(), "{}", happening.id);
            }
            for disagreement in &gold.disagreements {
                assert_eq!(disagreement.values.len(), disagreement.reports.len(), "{}", disagreement.id);
            }
            let lengths: BTreeMap<_, _> = gold.reports.iter().map(|length| (&length.report, length.bytes)).collect();
            for statement in &gold.statements {
                let (start, end) = statement.at;
                assert!(start < end && end <= lengths[&statement.report], "{}", gold.story);
            }
        }
        assert_eq!(looked_at, 6);
    }

    #[test]
    fn places_stand_for_words() {
        let texts = Texts::from([("a.jsonl", "Some forty envoys met.")]);
        let wordings: Vec<Wording> =
            serde_json::from_str(r#"["two score", {"report": "a.jsonl", "start": 5, "end": 17}]"#).unwrap();
        assert_eq!(
            wordings.iter().map(|wording| wording.words(&texts)).collect::<Vec<_>>(),
            ["two score", "forty envoys"]
        );
    }

    #[test]
    fn other_texts_are_refused() {
        let gold = Gold { reports: vec![Length { report: "a.jsonl".into(), bytes: 3 }], ..Gold::default() };
        assert!(gold.check(&Texts::from([("a.jsonl", "abc")])).is_ok());
        assert!(gold.check(&Texts::from([("a.jsonl", "ab")])).is_err());
        assert!(gold.check(&Texts::new()).is_err());
    }
}
