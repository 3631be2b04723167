//! What every tool answers with: rows, each with the words that it rests on; bounded.

use record::Evidence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Library, Result};

/// Bytes of JSON that rows may take together: what an assistant can read at once.
const BUDGET: usize = 64 << 10;
/// Signs of one quotation, title or sentence.
const LONGEST: usize = 600;
/// Citations of a row, and of each of its sides.
const CITATIONS: usize = 8;
/// Names in a row, and sides of a difference.
const NAMES: usize = 20;

/// An answer of a tool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// What is answered: a story with its id, a question as it was understood, a search.
    pub about: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// What was assumed, and what was left out and why.
    pub notes: Vec<String>,
    /// Where there are more rows: what to give as `cursor` for those that follow.
    pub next: Option<String>,
}

/// A row of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// The id of its story, for `evidence` and the other tools.
    pub story: Option<String>,
    /// Its id in the story, for `evidence`: `e5` a happening, `s3` a statement, `d0` a difference, `p0` a proposal, ….
    pub id: Option<String>,
    /// The part of a brief that it stands in, or what kind of row it is.
    pub kind: String,
    /// When, ISO 8601 to the precision known.
    pub date: Option<String>,
    /// What happened, was said, or is told differently.
    pub text: String,
    /// Who.
    pub who: Vec<String>,
    /// To or against whom.
    pub to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How sure it is, where it stands, or whether reports agree.
    pub status: Option<String>,
    /// How many independent lines of reporting tell of it.
    pub lines: Option<usize>,
    /// Where reports tell it differently: what each side says.
    pub sides: Vec<Side>,
    /// The words that it rests on.
    pub citations: Vec<Citation>,
    /// Citations, names and sides that are not shown.
    pub left_out: usize,
}

/// One side of what reports tell differently.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// What it says.
    pub value: String,
    /// Whose word that is.
    pub by: Vec<String>,
    /// The words.
    pub citations: Vec<Citation>,
}

/// Words of one report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// The report's id, for `evidence`.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, ISO 8601 to the precision known.
    pub date: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The address of its page.
    pub url: Option<String>,
    /// The words of the span as they are in the report, ranges joined by ` … `.
    pub quote: String,
    /// Whether `quote` is only the beginning of the words of the span.
    pub cut: bool,
    /// Where the words stand: first byte and the one after the last in the report's text (UTF-8), a pair for each range.
    pub span: Vec<[usize; 2]>,
}

impl From<Evidence> for Citation {
    fn from(evidence: Evidence) -> Self {
        let span = evidence.span.ranges().iter().map(|range| [range.start, range.end]).collect();
        Self { report: evidence.report.0, quote: evidence.quote, span, ..Self::default() }
    }
}

/// Citations of some evidence.
pub fn cited(evidence: impl IntoIterator<Item = Evidence>) -> Vec<Citation> {
    evidence.into_iter().map(Citation::from).collect()
}

/// Which rows of many are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Rows that were given before.
    pub skip: usize,
    /// At most so many.
    pub limit: usize,
}

impl Answer {
    /// An answer with the rows of a page, from `rows` that begin with its first.
    pub fn paged(about: String, rows: Vec<Row>, page: Page) -> Self {
        let mut answer = Self { about: shortened(&about).unwrap_or(about), ..Self::default() };
        let all = rows.len();
        answer.fill(rows, page.limit);
        if answer.rows.len() < all {
            answer.next = Some((page.skip + answer.rows.len()).to_string());
        }
        answer
    }

    /// Takes rows as long as they fit, and at least one; whether all did.
    pub fn fill(&mut self, rows: Vec<Row>, limit: usize) -> bool {
        let mut room = BUDGET;
        for row in rows {
            let row = row.bounded();
            let size = serde_json::to_string(&row).map_or(0, |json| json.len());
            if self.rows.len() == limit || (size > room && !self.rows.is_empty()) {
                return false;
            }
            room = room.saturating_sub(size);
            self.rows.push(row);
        }
        true
    }

    /// Says of every citation where its report comes from.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn with_origins(mut self, library: &mut Library) -> Result<Self> {
        let ids: std::collections::BTreeSet<String> =
            self.rows.iter_mut().flat_map(Row::all_citations).map(|citation| citation.report.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let origins: BTreeMap<String, store::Origin> =
            library.origins(&ids)?.into_iter().map(|origin| (origin.report.clone(), origin)).collect();
        for citation in self.rows.iter_mut().flat_map(Row::all_citations) {
            let Some(origin) = origins.get(&citation.report) else { continue };
            let short = |words: &Option<String>| words.as_ref().map(|words| shortened(words).unwrap_or(words.clone()));
            citation.outlet = short(&origin.outlet);
            citation.date = origin.published.clone();
            citation.title = short(&origin.title);
            citation.url = short(&origin.url);
        }
        Ok(self)
    }
}

impl Row {
    fn all_citations(&mut self) -> impl Iterator<Item = &mut Citation> {
        self.citations.iter_mut().chain(self.sides.iter_mut().flat_map(|side| &mut side.citations))
    }

    /// The same without what no answer has room for.
    fn bounded(mut self) -> Self {
        let mut left =
            cut_off(&mut self.citations, CITATIONS) + cut_off(&mut self.sides, NAMES) + cut_off(&mut self.who, NAMES);
        for side in &mut self.sides {
            left += cut_off(&mut side.citations, CITATIONS) + cut_off(&mut side.by, NAMES);
        }
        self.left_out += left;
        let words = self.sides.iter_mut().flat_map(|side| side.by.iter_mut().chain([&mut side.value]));
        let words = words.chain(&mut self.who).chain([&mut self.text]);
        for words in words.chain(self.to.as_mut()).chain(self.place.as_mut()) {
            *words = shortened(words).unwrap_or_else(|| std::mem::take(words));
        }
        for citation in self.all_citations() {
            if let Some((at, _)) = citation.quote.char_indices().nth(LONGEST) {
                citation.quote.truncate(at);
                citation.cut = true;
            }
        }
        self
    }
}

fn cut_off<T>(some: &mut Vec<T>, most: usize) -> usize {
    let left = some.len().saturating_sub(most);
    some.truncate(most);
    left
}

/// The beginning of words that are too long.
fn shortened(words: &str) -> Option<String> {
    words.char_indices().nth(LONGEST).map(|(at, _)| format!("{}…", &words[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(letters: usize, citations: usize) -> Row {
        let citation = Citation { quote: "ü".repeat(letters), span: vec![[0, 2 * letters]], ..Citation::default() };
        Row { citations: vec![citation; citations], ..Row::default() }
    }

    #[test]
    fn what_is_long_is_cut_and_says_so() {
        let bounded = row(LONGEST + 1, CITATIONS + 3).bounded();
        assert_eq!((bounded.citations.len(), bounded.left_out), (8, 3));
        let citation = &bounded.citations[0];
        assert_eq!((citation.quote.chars().count(), citation.cut), (600, true));
        assert_eq!(citation.span, [[0, 1202]], "the span is that of all words");
        assert!(!row(LONGEST, 1).bounded().citations[0].cut);
    }

    #[test]
    fn an_answer_has_room_for_so_much() {
        // Eight quotations of 1,200 bytes a row, with the names of their fields: about 10,000
        // bytes, of which six fit into 64 KiB.
        let page = Page { skip: 5, limit: 100 };
        let answer = Answer::paged(String::new(), vec![row(LONGEST, CITATIONS); 20], page);
        assert_eq!((answer.rows.len(), answer.next.as_deref()), (6, Some("11")));
        let limited = Answer::paged(String::new(), vec![row(1, 1); 4], Page { skip: 0, limit: 3 });
        assert_eq!((limited.rows.len(), limited.next.as_deref()), (3, Some("3")));
        let all = Answer::paged(String::new(), vec![row(1, 1); 3], Page { skip: 0, limit: 3 });
        assert_eq!((all.rows.len(), all.next), (3, None));
    }
}
