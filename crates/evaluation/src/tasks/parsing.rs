//! Parsing from raw text: EWT and GUM against the CoNLL 2018 measures.

use super::{Failed, files, load};
use crate::conll18::{MEASURES, score};
use crate::scores::{Counts, Score};
use engine::Engine;
use rayon::prelude::*;
use record::conllu::{self, Document};
use std::path::Path;

/// Scores the documents of a CoNLL-U file, or of all in a folder whose names hold one of `genres` (all when there
/// are none).
///
/// # Errors
/// When a file cannot be read or is not CoNLL-U.
pub fn run(engine: &Engine, set: &str, path: &Path, genres: &[&str]) -> Result<Vec<Score>, Failed> {
    let mut documents = Vec::new();
    for file in files(path, ".conllu")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if genres.is_empty() || genres.iter().any(|genre| name.contains(genre)) {
            documents.extend(split(&load(&file)?, &file)?);
        }
    }
    let counts: Vec<[Counts; 11]> = documents
        .par_iter()
        .map(|gold| score(&gold.analysis, &engine.analyser().analyse(&gold.text, &gold.blocks)))
        .collect();
    let mut sums = [Counts::default(); 11];
    for document in counts {
        for (sum, counts) in sums.iter_mut().zip(document) {
            *sum += counts;
        }
    }
    Ok(MEASURES.iter().zip(sums).map(|(measure, counts)| Score::counts(set, measure, counts)).collect())
}

/// The documents of a file: analysed one by one, as a user would have them.
fn split(text: &str, path: &Path) -> Result<Vec<Document>, Failed> {
    let mut documents = Vec::new();
    let starts: Vec<usize> = text.match_indices("# newdoc").map(|(at, _)| at).collect();
    let mut bounds = vec![0];
    bounds.extend(starts);
    bounds.push(text.len());
    bounds.dedup();
    for pair in bounds.windows(2) {
        let document = conllu::parse(&text[pair[0]..pair[1]])
            .map_err(|error| Failed(format!("{}: document at byte {}: {error}", path.display(), pair[0])))?;
        if !document.analysis.sentences.is_empty() {
            documents.push(document);
        }
    }
    Ok(documents)
}
