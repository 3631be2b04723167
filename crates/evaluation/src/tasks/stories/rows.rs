//! What a reader sees: rows of the timeline that the brief in text prints, and the conflicts that it shows.

use super::days::Days;
use super::words::fold;
use record::Story;
use record::reading::{Factuality, Polarity};
use render::{compose, text};

/// A brief is set as in a pipe.
const WIDTH: usize = 100;
/// Words of a row that count.
const WORDS: usize = 40;
/// Words of a row that must stand in the text.
const PRINTED: usize = 4;
/// What is added to a row that did not happen.
const OFF: &str = "(did not take place)";
/// The heading of figures that reports give differently.
const FIGURES: &str = "COUNTED DIFFERENTLY";

/// A row of the timeline. Rows that say the same of the same days are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its date.
    pub label: String,
    /// The days that it can be.
    pub days: Option<Days>,
    /// Its first words.
    pub words: String,
}

impl Row {
    /// Whether it tells of what did not happen.
    pub fn is_off(&self) -> bool {
        self.words.contains(OFF) || self.words.contains("(denied)")
    }
}

/// The brief in text, without its styles.
pub fn print(story: &Story) -> String {
    let styled = text::brief(&compose::brief(story), WIDTH);
    let mut plain = String::with_capacity(styled.len());
    for (at, part) in styled.split("\u{1b}[").enumerate() {
        plain.push_str(if at == 0 { part } else { part.split_once('m').map_or("", |(_, words)| words) });
    }
    plain
}

/// The rows of the timeline that the printed brief shows.
pub fn rows(story: &Story, printed: &str) -> Vec<Row> {
    let printed = fold(printed);
    let mut rows = Vec::new();
    for entry in &story.timeline {
        let words: Vec<&str> = entry.title.split_whitespace().take(WORDS).collect();
        let first = &words[..words.len().min(PRINTED)];
        if words.is_empty() || !printed.contains(&fold(&first.join(" "))) {
            continue;
        }
        let date = entry.date.as_deref().filter(|date| date.bytes().take_while(u8::is_ascii_digit).count() >= 4);
        let days = match (&entry.from, &entry.to) {
            (Some(from), Some(to)) => {
                Days::of(from).zip(Days::of(to)).map(|(from, to)| Days { first: from.first, last: to.last })
            }
            _ => date.and_then(Days::of),
        };
        let mut words = words.join(" ");
        if entry.factuality == Factuality::Denied || entry.polarity == Polarity::Negative {
            words = format!("{words} {OFF}");
        }
        rows.push(Row { label: entry.date.clone().unwrap_or_else(|| "undated".to_owned()), days, words });
    }
    rows
}

/// How many conflicts the printed brief shows: disputed lines, and lines of figures counted differently.
pub fn conflicts(printed: &str) -> usize {
    let figures = printed
        .lines()
        .skip_while(|line| !line.starts_with(FIGURES))
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.strip_prefix("  ").is_some_and(|rest| !rest.starts_with(char::is_whitespace)));
    printed.matches("✗ disputed").count() + figures.count()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn rows_are_what_the_text_prints() {
        let mut story = sample::story();
        story.timeline = vec![
            sample::entry(Some("2031-03-04"), "Port workers walk out in Alder."),
            sample::entry(None, "Talks begin."),
        ];
        story.timeline[1].polarity = Polarity::Negative;
        let printed = print(&story);
        assert!(!printed.contains('\u{1b}'), "{printed}");
        let rows = rows(&story, &printed);
        assert_eq!(rows.iter().map(|row| &*row.label).collect::<Vec<_>>(), ["2031-03-04", "undated"]);
        assert_eq!(rows[0].days, Days::of("2031-03-04"));
        assert_eq!(rows[1].words, "Talks begin. (did not take place)");
        assert!(rows[1].is_off() && !rows[0].is_off());
        assert!(super::rows(&story, "TIMELINE\n nothing of it\n").is_empty());
    }

    #[test]
    fn bounds_are_a_row_s_days() {
        let mut story = sample::story();
        let mut entry = sample::entry(None, "Talks begin.");
        (entry.from, entry.to) = (Some("2031-02-27".into()), Some("2031-03".into()));
        story.timeline = vec![entry];
        let days = rows(&story, "Talks begin.")[0].days.unwrap();
        assert_eq!((days.first.to_string(), days.last.to_string()), ("2031-02-27".into(), "2031-03-31".into()));
    }

    #[test]
    fn conflicts_are_counted_as_printed() {
        let printed = "TIMELINE\n  4 March 2031  Talks. ✗ disputed\n\nCOUNTED DIFFERENTLY, of one thing\n  40 envoys   \
            [1] or 50 [2]\n              [3]\n  six ships   [1] or two [3]\n\nREPORTS\n  1  A\n";
        assert_eq!(conflicts(printed), 3);
        assert_eq!(conflicts("TIMELINE\n"), 0);
    }
}
