//! Coreference against a treebank with gold chains (`Entity=`, as in GUM), from raw text: trees, names and mentions are
//! all the program's own.
//!
//! Persons, organisations and places count. A mention of either side is known by the word that governs its words in
//! the gold tree, so that borders do not matter. Scored as in OntoNotes, without entities mentioned once.

use super::{Failed, files, load};
use crate::coreference::{Chains, Coreference};
use crate::scores::Score;
use engine::Engine;
use rayon::prelude::*;
use record::conllu::{self, Document};
use record::reading::Mention;
use record::{NameType, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A mention: index of its sentence, and in it of its head word.
type Key = (usize, usize);

/// A bracket pair of `Entity=`, by words of its sentence.
#[derive(Clone, Debug, PartialEq)]
struct Bracket {
    chain: String,
    kind: String,
    sentence: usize,
    first: usize,
    last: usize,
}

/// Scores the `.conllu` files below `path` that have one of `genres` in their name.
///
/// # Errors
/// When a file cannot be read or is no CoNLL-U.
pub fn run(engine: &Engine, set: &str, path: &Path, genres: &[&str]) -> Result<Vec<Score>, Failed> {
    let mut inputs = Vec::new();
    for file in files(path, ".conllu")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if genres.is_empty() || genres.iter().any(|genre| name.contains(genre)) {
            let input = load(&file)?;
            let document = conllu::parse(&input).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
            inputs.push((brackets(&input), document));
        }
    }
    let chains: Vec<(Chains<Key>, Chains<Key>)> = inputs
        .par_iter()
        .map(|(brackets, document)| {
            let read = engine.read(report(document));
            (gold(document, brackets), system(document, &read.reading.mentions))
        })
        .collect();
    let mut counted = Coreference::default();
    for (gold, system) in &chains {
        counted.add(gold, system);
    }
    Ok(counted.scores(set, "coreference"))
}

fn report(document: &Document) -> record::Report {
    let mut report = super::report("gold", &document.text, None);
    let body = |&span: &Span| record::Block { kind: record::BlockKind::Body, span, author: None, time: None };
    report.blocks = document.blocks.iter().map(body).collect();
    report
}

/// The gold chains of two mentions or more. The widest of several mentions with one head counts.
fn gold(document: &Document, brackets: &[Bracket]) -> Chains<Key> {
    let mut brackets: Vec<&Bracket> =
        brackets.iter().filter(|one| matches!(&*one.kind, "person" | "organization" | "place")).collect();
    brackets.sort_by_key(|one| (one.sentence, std::cmp::Reverse(one.last - one.first), one.first));
    let mut taken = BTreeSet::new();
    let mut chains: BTreeMap<&str, BTreeSet<Key>> = BTreeMap::new();
    for one in brackets {
        let Some(key) = head(document, one.sentence, one.first, one.last) else { continue };
        if taken.insert(key) {
            chains.entry(&one.chain).or_default().insert(key);
        }
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// The program's chains of two mentions or more.
fn system(document: &Document, mentions: &[Mention]) -> Chains<Key> {
    let counts = |mention: &&Mention| !matches!(mention.kind, NameType::Event | NameType::Work);
    let mut taken = BTreeSet::new();
    let mut chains: BTreeMap<usize, BTreeSet<Key>> = BTreeMap::new();
    for mention in mentions.iter().filter(counts) {
        let Some(sentence) = document.analysis.sentence_at(mention.span.start) else { continue };
        let words = document.analysis.sentences[sentence].tokens_in(mention.span);
        let last = words.end.checked_sub(1).filter(|&last| last >= words.start);
        let Some(key) = last.and_then(|last| head(document, sentence, words.start, last)) else { continue };
        if let Some(entity) = mention.entity.filter(|_| taken.insert(key)) {
            chains.entry(entity.0).or_default().insert(key);
        }
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// The first word of a stretch whose governor is outside of it.
fn head(document: &Document, sentence: usize, first: usize, last: usize) -> Option<Key> {
    let tokens = document.analysis.sentences.get(sentence)?.tokens.get(first..=last)?;
    let outside = |token: &record::Token| token.head.is_none_or(|head| head < first || head > last);
    Some((sentence, first + tokens.iter().position(outside).unwrap_or(0)))
}

/// The brackets of all sentences of a file.
fn brackets(input: &str) -> Vec<Bracket> {
    let (mut found, mut open): (Vec<Bracket>, Vec<Bracket>) = (Vec::new(), Vec::new());
    let (mut sentence, mut word) = (0, 0);
    for line in input.lines() {
        if line.is_empty() {
            sentence += usize::from(word > 0);
            word = 0;
            open.clear();
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, .., misc] = columns[..] else { continue };
        if line.starts_with('#') || id.contains(['-', '.']) {
            continue;
        }
        let mut rest = misc.split('|').find_map(|item| item.strip_prefix("Entity=")).unwrap_or("");
        while let Some(sign) = rest.chars().next() {
            let body = rest.strip_prefix('(').unwrap_or(rest);
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let mut fields = body[..end].split('-');
            // "12[1/2]": a part of a mention in several pieces.
            let chain = fields.next().unwrap_or("").split('[').next().unwrap_or("").to_owned();
            rest = &body[end..];
            if sign == '(' {
                let kind = fields.next().unwrap_or("").to_owned();
                open.push(Bracket { chain: chain.clone(), kind, sentence, first: word, last: word });
            }
            if let Some(after) = rest.strip_prefix(')') {
                rest = after;
                if let Some(at) = open.iter().rposition(|one| one.chain == chain) {
                    found.push(Bracket { last: word, ..open.remove(at) });
                }
            }
        }
        word += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const INPUT: &str = "\
        1\tIlse\tIlse\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new\n\
        2\tBrandt\tBrandt\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)\n\
        3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n\
        4\ther\tshe\tPRON\tPRP$\t_\t5\tnmod:poss\t_\tEntity=(2-place-new(1-person-giv)\n\
        5\toffice\toffice\tNOUN\tNN\t_\t3\tobj\t_\tEntity=2)\n\n";

    #[test]
    fn brackets_nest_and_are_known_by_their_heads() {
        let found = brackets(INPUT);
        let words: Vec<_> = found.iter().map(|one| (one.chain.as_str(), one.first, one.last)).collect();
        assert_eq!(words, [("1", 0, 1), ("1", 3, 3), ("2", 3, 4)]);
        let document = conllu::parse(INPUT).expect("CoNLL-U");
        assert_eq!(gold(&document, &found), [BTreeSet::from([(0, 0), (0, 3)])]);
    }
}
