//! Who speaks, against annotation of our own: sources of PolNeAR dev's attributions with the places of the speakers'
//! names (`data/speakers.tsv`).

use crate::scores::Counts;
use record::reading::{Attribution, Form, Reading};
use record::{NameType, Span};
use std::collections::BTreeMap;

/// One annotated source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gold {
    source: Span,
    /// The speaker's name; `None` for one without a name.
    name: Option<Span>,
    /// Whether rules on speakers were written without looking at its article.
    held: bool,
}

/// The annotated sources by article.
#[derive(Debug, Default, PartialEq)]
pub struct Annotation(BTreeMap<String, Vec<Gold>>);

impl Annotation {
    /// The annotation that belongs to this program.
    ///
    /// # Errors
    /// The number of a line (from 1) that is not what the file's head says.
    pub fn ours() -> Result<Self, usize> {
        Self::parse(include_str!("../../data/speakers.tsv"))
    }

    fn parse(table: &str) -> Result<Self, usize> {
        let mut all: BTreeMap<String, Vec<Gold>> = BTreeMap::new();
        for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let (article, gold) = row(line).ok_or(index + 1)?;
            all.entry(article.to_owned()).or_default().push(gold);
        }
        Ok(Self(all))
    }

    /// Counts the sources of an article whose speaker was found: those of articles looked at, and of the others.
    pub fn count(&self, article: &str, text: &str, reading: &Reading) -> [Counts; 2] {
        let mut counts = [Counts::default(); 2];
        for gold in self.0.get(article).into_iter().flatten() {
            let of = &mut counts[usize::from(gold.held)];
            of.gold += 1;
            let Some(found) = matching(gold.source, &reading.attributions) else { continue };
            of.system += 1;
            of.correct += usize::from(is_right(gold, found, text, reading));
        }
        counts
    }
}

fn row(line: &str) -> Option<(&str, Gold)> {
    let held = line.starts_with('*');
    let columns: Vec<&str> = line.trim_start_matches('*').split('\t').collect();
    let [article, from, to, name, end] = columns.try_into().ok()?;
    let span = |from: &str, to: &str| {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        (from < to).then(|| Span::new(from, to))
    };
    let name = if name == "-" { None } else { Some(span(name, end)?) };
    Some((article, Gold { source: span(from, to)?, name, held }))
}

/// The attribution whose source shares most bytes with `source`.
fn matching(source: Span, attributions: &[Attribution]) -> Option<&Attribution> {
    let shared = |one: &Attribution| -> usize {
        let ranges = one.source.ranges().iter();
        ranges.map(|range| range.end.min(source.end).saturating_sub(range.start.max(source.start))).sum()
    };
    let best = attributions.iter().rev().max_by_key(|one| shared(one))?;
    (shared(best) > 0).then_some(best)
}

/// Whether the speaker is the one annotated: an entity with a mention at the name, not one of another full name; for
/// a speaker without name, none or one without name.
fn is_right(gold: &Gold, found: &Attribution, text: &str, reading: &Reading) -> bool {
    let entity = found.speaker.and_then(|speaker| reading.entities.get(speaker.0));
    let Some(entity) = entity else { return gold.name.is_none() };
    let mut mentions = reading.mentions.iter().filter(|mention| mention.entity == Some(entity.id));
    match gold.name {
        // A people or a party is a group, though it has a name.
        None => entity.kind == NameType::Norp || !mentions.any(|mention| mention.form == Form::Name),
        Some(name) => {
            mentions.any(|mention| mention.span.overlaps(name))
                && (entity.kind != NameType::Per || agree(name.of(text), &entity.name))
        }
    }
}

/// Whether two names of persons can be one's: all words of the shorter are in the longer.
fn agree(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_annotation_is_whole() {
        let ours = Annotation::ours().expect("every line is a row");
        let rows = || ours.0.values().flatten();
        assert!(rows().count() >= 300);
        assert!(
            rows().any(|gold| gold.held) && rows().any(|gold| !gold.held) && rows().any(|gold| gold.name.is_none())
        );
    }

    #[test]
    fn rows_and_what_is_none() {
        assert_eq!(Annotation::parse("# head\na\t1\t5\t-\t-\nb\t1\n"), Err(3));
        assert_eq!(Annotation::parse("a\t5\t1\t-\t-\n"), Err(1));
        let (article, gold) = row("*a\t1\t5\t7\t9").expect("a row");
        assert_eq!((article, gold), ("a", Gold { source: Span::new(1, 5), name: Some(Span::new(7, 9)), held: true }));
    }

    #[test]
    fn names_of_one_person() {
        assert!(agree("Brandt", "Ilse Brandt"));
        assert!(!agree("Jonas Brandt", "Ilse Brandt"));
    }
}
