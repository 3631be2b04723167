//! Names: Universal NER's IOB2 files, exact spans with types. GPE, LOC and FAC count as LOC; other types than PER,
//! ORG and LOC are not in the gold standard and do not count.

use super::{Failed, load};
use crate::scores::{Counts, Score};
use engine::Engine;
use rayon::prelude::*;
use record::{Analysis, NameType, Span};
use std::path::Path;

/// One document of the gold file: its sentences, each a paragraph of its own.
#[derive(Debug, Default)]
struct Gold {
    text: String,
    blocks: Vec<Span>,
    names: Vec<(Span, &'static str)>,
}

/// Scores an IOB2 file.
///
/// # Errors
/// When it cannot be read, or a word does not stand in its sentence's `# text`.
pub fn run(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    let documents = parse(&load(path)?).map_err(|error| Failed(format!("{}: {error}", path.display())))?;
    let analyses: Vec<Analysis> =
        documents.par_iter().map(|gold| engine.analyser().analyse(&gold.text, &gold.blocks)).collect();
    let mut all = Counts::default();
    let mut scores = Vec::new();
    for label in ["PER", "ORG", "LOC"] {
        let mut counts = Counts::default();
        for (gold, analysis) in documents.iter().zip(&analyses) {
            let of_label = |names: Vec<(Span, &'static str)>| {
                names.into_iter().filter(|(_, name)| *name == label).collect::<Vec<_>>()
            };
            counts += Counts::of_bags(of_label(gold.names.clone()), of_label(names(analysis)));
        }
        all += counts;
        scores.push(Score::counts(set, label, counts));
    }
    scores.push(Score::counts(set, "all names", all));
    Ok(scores)
}

fn names(analysis: &Analysis) -> Vec<(Span, &'static str)> {
    let label = |kind| match kind {
        NameType::Per => Some("PER"),
        NameType::Org => Some("ORG"),
        NameType::Gpe | NameType::Loc | NameType::Fac => Some("LOC"),
        NameType::Norp | NameType::Event | NameType::Work => None,
    };
    analysis.names.iter().filter_map(|name| Some((name.span, label(name.kind)?))).collect()
}

fn parse(input: &str) -> Result<Vec<Gold>, String> {
    let mut documents: Vec<Gold> = Vec::new();
    // Where the current sentence's words go on.
    let mut at = 0;
    for (index, line) in input.lines().enumerate() {
        if line.starts_with("# newdoc") || documents.is_empty() {
            documents.push(Gold::default());
        }
        let Some(gold) = documents.last_mut() else { continue };
        if let Some(words) = line.strip_prefix("# text = ") {
            at = gold.text.len();
            gold.text.push_str(words);
            gold.blocks.push(Span::new(at, gold.text.len()));
            gold.text.push_str("\n\n");
        } else if !line.starts_with('#') && !line.is_empty() {
            let mut columns = line.split('\t').skip(1);
            let (Some(form), Some(label)) = (columns.next(), columns.next()) else {
                return Err(format!("line {}: expected five columns", index + 1));
            };
            let found =
                gold.text[at..].find(form).ok_or_else(|| format!("line {}: {form} is not in the text", index + 1))?;
            let span = Span::new(at + found, at + found + form.len());
            at = span.end;
            match (label.get(..2), label.get(2..)) {
                (Some("B-"), Some(kind)) => gold.names.extend(known(kind).map(|kind| (span, kind))),
                (Some("I-"), Some(_)) => {
                    if let Some((open, _)) = gold.names.last_mut() {
                        open.end = span.end;
                    }
                }
                _ => {}
            }
        }
    }
    Ok(documents)
}

fn known(kind: &str) -> Option<&'static str> {
    ["PER", "ORG", "LOC"].into_iter().find(|known| *known == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_names_have_their_bytes() {
        let input = "# newdoc id = d\n# text = Ilse Brandt's dam\n1\tIlse\tB-PER\t-\tx\n2\tBrandt\tI-PER\t-\tx\n\
                     3\t's\tO\t-\tx\n4\tdam\tB-LOC\t-\tx\n\n# text = Alder\n1\tAlder\tB-ORG\t-\tx\n";
        let documents = parse(input).unwrap();
        let gold = &documents[0];
        let names: Vec<(&str, &str)> = gold.names.iter().map(|(span, kind)| (span.of(&gold.text), *kind)).collect();
        assert_eq!(names, [("Ilse Brandt", "PER"), ("dam", "LOC"), ("Alder", "ORG")]);
        assert!(parse("# text = a\n1\tb\tO\t-\tx\n").is_err());
    }
}
