//! Attributions against PolNeAR: exact spans of source, cue and content, and how much of their bytes overlap.
//!
//! As in the literature, every contiguous range counts as a span; `whole` counts a discontinuous content as one.
//! PolNeAR never marks an attribution inside another's content, so the program's nested ones are left out.
//!
//! Rules are written with one half of the articles in view, told by the hash of their ids, and scored on both. (Rules
//! from before the halves were parted were scored on the whole.)

use super::speakers::Annotation;
use super::times::{Half, is_held};
use super::{Failed, load, report};
use crate::scores::{Counts, Score};
use engine::Engine;
use rayon::prelude::*;
use record::reading::Attribution;
use record::{Span, Spans};
use serde::Deserialize;
use std::path::Path;

/// An article of the set.
#[derive(Debug, Deserialize)]
struct Article {
    id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    attributions: Vec<Gold>,
}

#[derive(Debug, Deserialize)]
struct Gold {
    source: Spans,
    cue: Spans,
    content: Spans,
}

/// Counts for one part of attributions.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    exact: Counts,
    whole: Counts,
    /// Bytes in both, and in either.
    shared: (usize, usize),
}

const PARTS: [&str; 3] = ["source", "cue", "content"];

/// What was counted in an article.
struct Counted {
    held: bool,
    parts: [Part; 3],
    speakers: [Counts; 2],
}

/// Scores a file of articles.
///
/// # Errors
/// When it cannot be read or a line is not such an article.
pub fn run(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    Ok(scores(set, &read(engine, path, &Annotation::default())?, Half::All))
}

/// Scores the development set: the whole and its halves, and who speaks.
///
/// # Errors
/// When it cannot be read or a line is not such an article.
pub fn development(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    let annotation = Annotation::ours().map_err(|line| Failed(format!("data/speakers.tsv: line {line} is no row")))?;
    let counted = read(engine, path, &annotation)?;
    let mut all = scores(set, &counted, Half::All);
    all.extend(scores(&format!("{set}, half not looked at"), &counted, Half::Held));
    all.extend(scores(&format!("{set}, half looked at"), &counted, Half::Seen));
    for (at, name) in ["articles looked at", "articles not looked at"].iter().enumerate() {
        let mut sum = Counts::default();
        counted.iter().for_each(|article| sum += article.speakers[at]);
        let set = format!("Speakers, {name}");
        all.push(Score::single(&set, "accuracy, a source not found is wrong", sum.recall()));
        all.push(Score::single(&set, "accuracy, of sources found", sum.precision()));
    }
    Ok(all)
}

fn read(engine: &Engine, path: &Path, annotation: &Annotation) -> Result<Vec<Counted>, Failed> {
    let mut articles = Vec::new();
    for (index, line) in load(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article: Article = serde_json::from_str(line)
            .map_err(|error| Failed(format!("{}: line {}: {error}", path.display(), index + 1)))?;
        articles.push(article);
    }
    let counted = articles.par_iter().map(|article| {
        let read = engine.read(report(&article.id, &article.text, article.date.as_deref()));
        Counted {
            held: is_held(&article.id),
            parts: count(&article.attributions, &read.reading.attributions),
            speakers: annotation.count(&article.id, &article.text, &read.reading),
        }
    });
    Ok(counted.collect())
}

fn scores(set: &str, counted: &[Counted], half: Half) -> Vec<Score> {
    let mut scores = Vec::new();
    let wanted = |article: &&Counted| match half {
        Half::All => true,
        Half::Seen => !article.held,
        Half::Held => article.held,
    };
    for (i, name) in PARTS.iter().enumerate() {
        let (mut exact, mut whole, mut shared) = (Counts::default(), Counts::default(), (0, 0));
        for article in counted.iter().filter(wanted) {
            exact += article.parts[i].exact;
            whole += article.parts[i].whole;
            shared = (shared.0 + article.parts[i].shared.0, shared.1 + article.parts[i].shared.1);
        }
        scores.push(Score::counts(set, &format!("{name}, exact"), exact));
        scores.push(Score::counts(set, &format!("{name}, exact and whole"), whole));
        let jaccard = if shared.1 == 0 { 0.0 } else { shared.0 as f64 / shared.1 as f64 };
        scores.push(Score::single(set, &format!("{name}, Jaccard of bytes"), jaccard));
    }
    scores
}

fn count(gold: &[Gold], system: &[Attribution]) -> [Part; 3] {
    let system: Vec<&Attribution> = system.iter().filter(|attribution| attribution.parent.is_none()).collect();
    let gold: [Vec<&Spans>; 3] = [
        gold.iter().map(|attribution| &attribution.source).collect(),
        gold.iter().map(|attribution| &attribution.cue).collect(),
        gold.iter().map(|attribution| &attribution.content).collect(),
    ];
    let system: [Vec<&Spans>; 3] = [
        system.iter().map(|attribution| &attribution.source).collect(),
        system.iter().map(|attribution| &attribution.cue).collect(),
        system.iter().map(|attribution| &attribution.content).collect(),
    ];
    let mut parts = [Part::default(); 3];
    for ((part, gold), system) in parts.iter_mut().zip(gold).zip(system) {
        part.whole = Counts::of_bags(distinct(&gold), distinct(&system));
        part.exact = Counts::of_bags(ranges(&gold), ranges(&system));
        part.shared = shared(&gold, &system);
    }
    parts
}

/// One source may have several attributions: as a span it counts once.
fn distinct(spans: &[&Spans]) -> Vec<Spans> {
    let mut spans: Vec<Spans> = spans.iter().filter(|spans| !spans.is_empty()).map(|spans| (*spans).clone()).collect();
    spans.sort();
    spans.dedup();
    spans
}

/// Every contiguous range once.
fn ranges(spans: &[&Spans]) -> Vec<Span> {
    let mut ranges: Vec<Span> = spans.iter().flat_map(|spans| spans.ranges().iter().copied()).collect();
    ranges.sort();
    ranges.dedup();
    ranges
}

/// Bytes covered by both sides, and by either.
fn shared(gold: &[&Spans], system: &[&Spans]) -> (usize, usize) {
    let cover = |spans: &[&Spans]| {
        Spans::new(spans.iter().flat_map(|spans| spans.ranges().iter().copied()).collect::<Vec<Span>>())
    };
    let (gold, system) = (cover(gold), cover(system));
    let size = |spans: &Spans| spans.ranges().iter().map(|range| range.len()).sum::<usize>();
    let (mut both, mut g, mut s) = (0, gold.ranges().iter().peekable(), system.ranges().iter().peekable());
    while let (Some(a), Some(b)) = (g.peek(), s.peek()) {
        both += a.end.min(b.end).saturating_sub(a.start.max(b.start));
        if a.end <= b.end {
            g.next();
        } else {
            s.next();
        }
    }
    (both, size(&gold) + size(&system) - both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::AttributionId;
    use record::reading::{AttributionKind, SourceClass};

    fn spans(ranges: &[(usize, usize)]) -> Spans {
        Spans::new(ranges.iter().map(|&(start, end)| Span::new(start, end)).collect())
    }

    fn gold() -> Vec<Gold> {
        vec![
            Gold { source: spans(&[(0, 5)]), cue: spans(&[(6, 10)]), content: spans(&[(11, 20), (30, 40)]) },
            Gold { source: spans(&[]), cue: spans(&[(50, 55)]), content: spans(&[(56, 60)]) },
        ]
    }

    fn system(gold: &[Gold]) -> Vec<Attribution> {
        let attribution = |gold: &Gold| Attribution {
            cue: gold.cue.clone(),
            content: gold.content.clone(),
            ..Attribution::bare(AttributionId(0), gold.source.clone(), AttributionKind::Indirect, SourceClass::Unknown)
        };
        gold.iter().map(attribution).collect()
    }

    #[test]
    fn perfect_and_empty() {
        let gold = gold();
        for part in count(&gold, &system(&gold)) {
            assert_eq!(part.exact.correct, part.exact.gold);
            assert_eq!(part.shared.0, part.shared.1);
        }
        let parts = count(&gold, &[]);
        assert_eq!(parts.map(|part| part.whole.gold), [1, 2, 2]);
        assert_eq!(parts.map(|part| part.exact.gold), [1, 2, 3]);
        assert_eq!(parts.map(|part| part.shared), [(0, 5), (0, 9), (0, 23)]);
    }

    #[test]
    fn half_of_a_broken_content_is_wrong_but_overlaps() {
        let gold = gold();
        let mut found = system(&gold);
        found[0].content = spans(&[(11, 20)]);
        found[1].source = spans(&[(44, 49)]);
        let [source, _, content] = count(&gold, &found);
        assert_eq!(source.exact, Counts { gold: 1, system: 2, correct: 1 });
        assert_eq!(content.whole, Counts { gold: 2, system: 2, correct: 1 });
        assert_eq!(content.exact, Counts { gold: 3, system: 2, correct: 2 });
        assert_eq!(content.shared, (13, 23));
    }
}
