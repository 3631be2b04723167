//! Full text over folded words, with the way back to the bytes of the report.

use crate::database::{Dialect, Row, Value};
use crate::reports::{REPORT, ReportRow, report_row};
use crate::{Library, Result};
use record::{Diagnostic, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Reports that have the words of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The latest first.
    pub hits: Vec<Hit>,
    /// What to give as `after` for those that follow; `None` where there are no more.
    pub next: Option<String>,
}

/// A report that has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The report.
    pub report: ReportRow,
    /// The first places in its text where they are. Empty where only a title from outside the text has them.
    pub passages: Vec<Passage>,
}

/// Words that were searched for, in their line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// The line, or as much of it as is shown.
    pub text: String,
    /// Where that stands in the report's text.
    pub span: Span,
    /// The words, where they stand in the report's text.
    pub words: Vec<Span>,
}

/// Passages of a report that are shown.
const PASSAGES: usize = 3;
/// Bytes around a word that are shown at most.
const AROUND: usize = 160;
/// Words of a search that count: more are no search.
const WORDS: usize = 64;
/// Undated reports come after all others.
const UNDATED: i64 = -99_999_999;

/// Words in a row, or the first letters of the last of them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    words: Vec<String>,
    prefix: bool,
}

/// A search: all of the groups, of each group one, none of those left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Query {
    groups: Vec<Vec<Term>>,
    without: Vec<Term>,
}

impl Query {
    /// Reads `word`, `"words in a row"`, `begin*`, `-without`, `this OR that`. Every text is a search; one without a word
    /// finds nothing.
    fn parse(given: &str) -> Self {
        let mut query = Self::default();
        let mut rest = given.trim_start();
        let (mut joined, mut count) = (false, 0);
        while !rest.is_empty() && count < WORDS {
            if let Some(after) = rest.strip_prefix("OR").filter(|after| after.starts_with(char::is_whitespace)) {
                joined = true;
                rest = after.trim_start();
                continue;
            }
            let without = rest.starts_with('-');
            rest = rest.strip_prefix('-').unwrap_or(rest);
            let quoted = rest.starts_with(['"', '“', '”', '„']);
            let end = if quoted {
                rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
                rest.find(['"', '“', '”', '„'])
            } else {
                rest.find(char::is_whitespace)
            };
            let (raw, after) = rest.split_at(end.unwrap_or(rest.len()));
            let after = if quoted { after.trim_start_matches(['"', '“', '”', '„']) } else { after };
            let prefix = raw.ends_with('*') || (quoted && after.starts_with('*'));
            rest = after.trim_start_matches('*').trim_start();
            let words: Vec<String> = text::folded(raw).into_iter().map(|folded| folded.word).take(WORDS).collect();
            if words.is_empty() {
                continue;
            }
            count += words.len();
            let term = Term { words, prefix };
            match query.groups.last_mut() {
                _ if without => query.without.push(term),
                Some(group) if joined => group.push(term),
                _ => query.groups.push(vec![term]),
            }
            joined = false;
        }
        query
    }

    /// The query as SQLite's full-text index takes it.
    fn sqlite(&self) -> String {
        // Folded words are letters and digits alone: nothing to escape.
        let term = |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.prefix { " *" } else { "" });
        let any = |terms: &[Term]| format!("({})", terms.iter().map(term).collect::<Vec<_>>().join(" OR "));
        let all = self.groups.iter().map(|group| any(group)).collect::<Vec<_>>().join(" AND ");
        if self.without.is_empty() { all } else { format!("({all}) NOT {}", any(&self.without)) }
    }

    /// The query as a `tsquery` of PostgreSQL.
    fn postgres(&self) -> String {
        let term = |term: &Term| {
            let last = term.words.len().saturating_sub(1);
            let word =
                |(at, word): (usize, &String)| format!("'{word}'{}", if term.prefix && at == last { ":*" } else { "" });
            format!("({})", term.words.iter().enumerate().map(word).collect::<Vec<_>>().join(" <-> "))
        };
        let any = |terms: &[Term]| format!("({})", terms.iter().map(term).collect::<Vec<_>>().join(" | "));
        let mut all: Vec<String> = self.groups.iter().map(|group| any(group)).collect();
        if !self.without.is_empty() {
            all.push(format!("!{}", any(&self.without)));
        }
        all.join(" & ")
    }

    /// Where the wanted words stand in a text, in its order.
    fn places(&self, text: &str) -> Vec<Span> {
        let words = text::folded(text);
        let mut places = Vec::new();
        for term in self.groups.iter().flatten() {
            let last = term.words.len().saturating_sub(1);
            let is = |(at, (wanted, folded)): (usize, (&String, &text::Folded))| {
                *wanted == folded.word || (term.prefix && at == last && folded.word.starts_with(wanted.as_str()))
            };
            for window in words.windows(term.words.len()) {
                if term.words.iter().zip(window).enumerate().all(is)
                    && let (Some(first), Some(last)) = (window.first(), window.last())
                {
                    places.push(first.span.cover(last.span));
                }
            }
        }
        places.sort();
        places.dedup();
        places
    }
}

impl Library {
    /// Reports that have all of these words, whatever their case and accents, the latest first. `"in a row"`, `begin*`,
    /// `-without` and `this OR that` narrow and widen it. `after` is [`Found::next`] of the page before.
    ///
    /// # Errors
    /// `library/cursor` for an `after` that is none; when the library cannot be read.
    pub fn search(&mut self, words: &str, most: usize, after: Option<&str>) -> Result<Found> {
        let query = Query::parse(words);
        if query.groups.is_empty() {
            return Ok(Found::default());
        }
        let (day, no) = after.map_or(Ok((i64::MAX, i64::MAX)), cursor)?;
        let (from, matched, written) = match self.database.dialect() {
            Dialect::Sqlite => ("words.rowid", "words MATCH $1", query.sqlite()),
            Dialect::Postgres => {
                ("words.report", "words.folded @@ CAST(CAST($1 AS TEXT) AS TSQUERY)", query.postgres())
            }
        };
        let columns = REPORT.replace(
            " FROM reports r",
            &format!(
                ", r.no, coalesce(r.day, {UNDATED}), v.text FROM words JOIN reports r ON r.no = {from} \
                      JOIN versions v ON v.no = r.version"
            ),
        );
        let sql = format!(
            "{columns} WHERE {matched} AND (coalesce(r.day, {UNDATED}), r.no) < ($2, $3) \
             ORDER BY coalesce(r.day, {UNDATED}) DESC, r.no DESC LIMIT $4"
        );
        let values = [Value::from(written), day.into(), no.into(), most.saturating_add(1).into()];
        let mut rows = self.rows(&sql, &values)?;
        let more = rows.len() > most;
        rows.truncate(most);
        let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.int(10), row.int(9)));
        let hits = rows.into_iter().map(|row| hit(row, &query)).collect();
        Ok(Found { hits, next })
    }
}

fn cursor(after: &str) -> Result<(i64, i64)> {
    let parsed = after.split_once('.').and_then(|(day, no)| Some((day.parse().ok()?, no.parse().ok()?)));
    parsed.ok_or_else(|| {
        Diagnostic::error("library/cursor", format!("{after:?} is no place to go on from"))
            .hint("give what the page before said, as it is")
    })
}

fn hit(mut row: Row, query: &Query) -> Hit {
    let text = row.text(11);
    let mut passages: Vec<Passage> = Vec::new();
    for place in query.places(&text) {
        if let Some(last) = passages.last_mut().filter(|last| last.span.contains(place)) {
            last.words.push(place);
            continue;
        }
        if passages.len() == PASSAGES {
            break;
        }
        let span = around(&text, place);
        passages.push(Passage { text: span.of(&text).to_owned(), span, words: vec![place] });
    }
    Hit { report: report_row(row), passages }
}

/// The line around some words, cut at blanks where it is long.
fn around(text: &str, place: Span) -> Span {
    let before = text.get(..place.start).unwrap_or("");
    let after = text.get(place.end..).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let near = text.floor_char_boundary(place.start.saturating_sub(AROUND));
    let start = if near <= line {
        line
    } else {
        let cut = text.get(near..place.start).and_then(|words| words.find(char::is_whitespace));
        cut.map_or(place.start, |at| near + at + 1)
    };
    let end = place.end + after.find('\n').unwrap_or(after.len());
    let near = text.floor_char_boundary((place.end + AROUND).min(text.len()));
    let end = if end <= near {
        end
    } else {
        let cut = text.get(place.end..near).and_then(|words| words.rfind(char::is_whitespace));
        cut.map_or(place.end, |at| place.end + at)
    };
    // A blank of several bytes may have been cut.
    Span::new(text.floor_char_boundary(start.min(place.start)), end.max(place.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_searched_for() {
        let term = |words: &str, prefix| Term { words: words.split(' ').map(str::to_owned).collect(), prefix };
        let query = Query::parse("Zürich “dam gate” -ferry ship* OR boat");
        assert_eq!(
            query,
            Query {
                groups: vec![
                    vec![term("zurich", false)],
                    vec![term("dam gate", false)],
                    vec![term("ship", true), term("boat", false)],
                ],
                without: vec![term("ferry", false)],
            }
        );
        assert_eq!(query.sqlite(), "((\"zurich\") AND (\"dam gate\") AND (\"ship\" * OR \"boat\")) NOT (\"ferry\")");
        assert_eq!(query.postgres(), "(('zurich')) & (('dam' <-> 'gate')) & (('ship':*) | ('boat')) & !(('ferry'))");
        assert_eq!(Query::parse("-- \" ' * OR"), Query { groups: vec![vec![term("or", false)]], without: vec![] });
    }

    #[test]
    fn words_in_their_line() {
        let text = "First line.\nThe envoy of Zürich left.\nLast.";
        let place = Query::parse("zurich").places(text)[0];
        assert_eq!(place.of(text), "Zürich");
        assert_eq!(around(text, place).of(text), "The envoy of Zürich left.");
        let long = format!("{} Zürich {}", "wörter ".repeat(60), "über ".repeat(60));
        let place = Query::parse("zurich").places(&long)[0];
        let shown = around(&long, place).of(&long);
        assert!(shown.len() < 2 * AROUND + 10 && shown.starts_with("wörter") && shown.ends_with("über"), "{shown}");
    }
}
