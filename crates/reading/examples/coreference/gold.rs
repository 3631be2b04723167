//! Reads trees and gold entities of one treebank file.

use crate::metrics::{Chain, Key};
use record::conllu;
use record::{Analysis, Name, NameType, Span, Upos};
use std::collections::BTreeMap;

/// A document with its gold chains.
pub struct Gold {
    pub text: String,
    pub blocks: Vec<Span>,
    /// Gold trees, and names read off the gold entities.
    pub analysis: Analysis,
    /// Mentions by sentence and head word.
    pub chains: Vec<Chain>,
}

/// A bracket pair of `Entity=`.
struct Bracket {
    group: String,
    kind: String,
    sentence: usize,
    first: usize,
    last: usize,
}

pub fn read(input: &str) -> Result<Gold, conllu::Malformed> {
    let document = conllu::parse(input)?;
    let brackets = brackets(input);
    let mut gold =
        Gold { text: document.text, blocks: document.blocks, analysis: document.analysis, chains: Vec::new() };
    let mut chains: BTreeMap<String, Chain> = BTreeMap::new();
    let mut taken = std::collections::BTreeSet::new();
    let mut names = Vec::new();
    let mut by_size: Vec<&Bracket> = brackets.iter().filter(|bracket| is_scored(&bracket.kind)).collect();
    by_size.sort_by_key(|bracket| (bracket.sentence, std::cmp::Reverse(bracket.last - bracket.first), bracket.first));
    for bracket in by_size {
        let head = gold.head(bracket.sentence, bracket.first, bracket.last);
        if taken.insert((bracket.sentence, head)) {
            chains.entry(bracket.group.clone()).or_default().insert((bracket.sentence, head));
        }
        names.extend(gold.name(bracket, head));
    }
    names.sort_by_key(|name: &Name| (name.sentence, name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        if kept.last().is_none_or(|last| last.span.end <= name.span.start) {
            kept.push(name);
        }
    }
    gold.analysis.names = kept;
    gold.chains = chains.into_values().collect();
    Ok(gold)
}

fn is_scored(kind: &str) -> bool {
    matches!(kind, "person" | "organization" | "place")
}

/// The brackets of all sentences.
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
        let entity = misc.split('|').find_map(|item| item.strip_prefix("Entity=")).unwrap_or("");
        let mut rest = entity;
        while !rest.is_empty() {
            if let Some(body) = rest.strip_prefix('(') {
                let end = body.find(['(', ')']).unwrap_or(body.len());
                let mut fields = body[..end].split('-');
                let group = fields.next().unwrap_or("").split('[').next().unwrap_or("").to_owned();
                let kind = fields.next().unwrap_or("").to_owned();
                open.push(Bracket { group, kind, sentence, first: word, last: word });
                rest = &body[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    found.extend(open.pop());
                    rest = after;
                }
            } else {
                let end = rest.find(['(', ')']).unwrap_or(rest.len());
                let group = rest[..end].split('[').next().unwrap_or("");
                if let Some(at) = open.iter().rposition(|bracket| bracket.group == group) {
                    let mut bracket = open.remove(at);
                    bracket.last = word;
                    found.push(bracket);
                }
                rest = rest[end..].strip_prefix(')').unwrap_or(&rest[end..]);
            }
        }
        word += 1;
    }
    found
}

impl Gold {
    /// The word of a stretch that governs the others.
    fn head(&self, sentence: usize, first: usize, last: usize) -> usize {
        let tokens = &self.analysis.sentences[sentence].tokens;
        let outside = |&word: &usize| tokens[word].head.is_none_or(|head| head < first || head > last);
        let mut heads = (first..=last).filter(outside);
        heads.next().unwrap_or(first)
    }

    /// The name in a gold mention: the proper nouns around its head.
    fn name(&self, bracket: &Bracket, head: usize) -> Option<Name> {
        let tokens = &self.analysis.sentences[bracket.sentence].tokens;
        let part = |word: usize| {
            let token = &tokens[word];
            let written = token.span.of(&self.text);
            let capital = token.upos == Upos::Adj && written.starts_with(char::is_uppercase);
            token.upos == Upos::Propn || capital || matches!(token.relation(), "flat") || written == "-"
        };
        // "University of Southern Norland": small words stand between the parts of one name.
        let small = |word: usize| matches!(&*tokens[word].lemma, "of" | "and" | "the" | "for");
        let written = |word: usize| tokens[word].span.of(&self.text);
        let country = |word: usize| reading::gazetteer::look_up(written(word)).is_some();
        // "the Foreign Minister": an office, not a name.
        let office =
            matches!(&*tokens[head].lemma, "Minister" | "President" | "Secretary" | "Governor" | "General" | "Senator");
        // "student Otto Halm": the name hangs on the noun.
        let after = (head + 1..=bracket.last).next().filter(|&word| tokens[word].upos == Upos::Propn);
        let head = match after {
            Some(word) if tokens[head].upos == Upos::Noun && bracket.kind == "person" => word,
            _ => head,
        };
        if tokens[head].upos != Upos::Propn && !country(head) || bracket.kind == "person" && office {
            return None;
        }
        let people = |word: usize| {
            use reading::gazetteer::{Reference, look_up};
            let found = look_up(written(word)).map(|(_, reference)| reference);
            matches!(found, Some(Reference::Adjective | Reference::People))
        };
        let (mut first, mut last) = (head, head);
        while let Some(next) = (last + 1..=bracket.last).find(|&word| !small(word)).filter(|&word| part(word)) {
            if next > last + 1 && bracket.kind == "person" {
                break;
            }
            last = next;
        }
        let title = |word: usize| &*tokens[word].deprel == "nmod:desc" || &*tokens[word].deprel == "nmod:poss";
        while first > bracket.first
            && (part(first - 1) || tokens[first - 1].head == Some(head) && written(first - 1) == "United")
            && !title(first - 1)
        {
            first -= 1;
        }
        let kind = match bracket.kind.as_str() {
            "person" if people(head) => NameType::Norp,
            "person" => NameType::Per,
            "organization" => NameType::Org,
            _ => NameType::Gpe,
        };
        let span = Span::new(tokens[first].span.start, tokens[last].span.end);
        Some(Name { sentence: bracket.sentence, tokens: first..last + 1, span, kind })
    }

    /// Sentence and head word of a mention.
    pub fn key(&self, span: Span) -> Option<Key> {
        let sentence = self.analysis.sentence_at(span.start)?;
        let words = self.analysis.sentences[sentence].tokens_in(span);
        Some((sentence, self.head(sentence, words.start, words.end.checked_sub(1)?)))
    }

    pub fn word(&self, (sentence, word): Key) -> String {
        format!("{} (s{sentence})", self.analysis.sentences[sentence].tokens[word].span.of(&self.text))
    }

    pub fn sentence(&self, sentence: usize) -> String {
        format!("s{sentence} {}", self.analysis.sentences[sentence].span.of(&self.text).replace('\n', " "))
    }
}
