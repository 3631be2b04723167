//! Literate cases: each file in `tests/mentions` is a passage of our own with its trees, and above it what must be found.
//!
//! `same: A | B` are mentions of one entity, `apart: A | B` of different ones, `open: A` is a mention whose entity the
//! text does not decide, `no mention: A` is none. `members: A = B | C` says who a group is. `entity: A | type | aliases |
//! roles | affiliations` gives what is known of one; lists are cut by `;`. `A#2` is the second mention with these words.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use reading::mentions;
use record::conllu::{self, Document};
use record::reading::{Entity, Mention, Quoted};
use record::{Analysis, Block, BlockKind, EntityId, Report, ReportId, Span};
use std::path::Path;

/// A passage, read.
struct Case {
    text: String,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
}

fn report(text: &str, blocks: &[Span], kinds: &[BlockKind]) -> Report {
    let block = |(i, span): (usize, &Span)| {
        let kind = kinds.get(i).copied().unwrap_or(BlockKind::Body);
        Block { kind, span: *span, author: None, time: None }
    };
    Report {
        id: ReportId("case".to_owned()),
        path: String::new(),
        text: text.to_owned(),
        blocks: blocks.iter().enumerate().map(block).collect(),
        ..Report::default()
    }
}

fn read(document: &Document, kinds: &[BlockKind]) -> Case {
    let report = report(&document.text, &document.blocks, kinds);
    let (mentions, entities) = mentions::find(&report, &document.analysis);
    Case { text: report.text, mentions, entities }
}

impl Case {
    fn mention(&self, words: &str) -> Option<&Mention> {
        let (words, nth) =
            words.trim().split_once('#').map_or((words.trim(), 1), |(words, n)| (words, n.parse().unwrap()));
        self.mentions.iter().filter(|mention| mention.span.of(&self.text) == words).nth(nth - 1)
    }

    fn entity(&self, words: &str) -> Result<EntityId, String> {
        let mention = self.mention(words).ok_or(format!("no mention of {words:?}"))?;
        mention.entity.ok_or(format!("{words:?} is open"))
    }

    fn check(&self, line: &str) -> Result<(), String> {
        let Some((kind, rest)) = line.split_once(": ") else { return Ok(()) };
        let all = |list: &str| list.split('|').map(|words| self.entity(words)).collect::<Result<Vec<_>, _>>();
        let holds = match kind {
            "same" => all(rest)?.windows(2).all(|pair| pair[0] == pair[1]),
            "apart" => {
                let mut ids = all(rest)?;
                let count = ids.len();
                ids.sort_unstable();
                ids.dedup();
                ids.len() == count
            }
            "open" => self.mention(rest).ok_or(format!("no mention of {rest:?}"))?.entity.is_none(),
            "no mention" => self.mention(rest).is_none(),
            "members" => {
                let (group, members) = rest.split_once('=').ok_or("members: A = B | C")?;
                self.entities[self.entity(group)?.0].members == all(members)?
            }
            "entity" => return self.check_entity(rest),
            _ => return Ok(()),
        };
        if holds { Ok(()) } else { Err(format!("does not hold: {line}")) }
    }

    fn check_entity(&self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [words, kind, aliases, roles, sides] = cells[..] else { return Err("entity: five cells".to_owned()) };
        let entity = &self.entities[self.entity(words)?.0];
        let list = |quoted: &[Quoted]| quoted.iter().map(|quoted| quoted.value.as_str()).collect::<Vec<_>>().join("; ");
        let found =
            [entity.kind.label().to_owned(), list(&entity.aliases), list(&entity.roles), list(&entity.affiliations)];
        if found == [kind, aliases, roles, sides] { Ok(()) } else { Err(format!("{words}: found {found:?}")) }
    }
}

#[test]
fn literate_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mentions");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 20);
    let mut failures = Vec::new();
    for path in paths {
        let input = std::fs::read_to_string(&path).unwrap();
        let kinds = if path.ends_with("headline.conllu") { &[BlockKind::Title][..] } else { &[] };
        let case = read(&conllu::parse(&input).unwrap(), kinds);
        let lines = input.lines().filter_map(|line| line.strip_prefix("# "));
        failures.extend(
            lines.filter_map(|line| case.check(line).err()).map(|error| format!("{}: {error}", path.display())),
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn comments_and_navigation_yield_nothing() {
    let input = include_str!("mentions/surname.conllu");
    let document = conllu::parse(input).unwrap();
    for kind in [BlockKind::Comment, BlockKind::Boilerplate, BlockKind::Byline, BlockKind::Dateline, BlockKind::Credit]
    {
        let case = read(&document, &[kind]);
        assert!(case.mentions.is_empty() && case.entities.is_empty(), "{kind:?}");
    }
}

#[test]
fn ids_are_indices_and_spans_lie_in_the_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mentions");
    for entry in std::fs::read_dir(folder).unwrap() {
        let input = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let case = read(&conllu::parse(&input).unwrap(), &[]);
        for (i, mention) in case.mentions.iter().enumerate() {
            assert_eq!(mention.id.0, i);
            assert!(mention.span.contains(mention.head), "{mention:?}");
            assert!(!mention.span.of(&case.text).is_empty());
            assert!(mention.entity.is_none_or(|entity| entity.0 < case.entities.len()));
        }
        for (i, entity) in case.entities.iter().enumerate() {
            assert_eq!(entity.id.0, i);
            assert!(!entity.name.is_empty());
            for quoted in entity.aliases.iter().chain(&entity.roles).chain(&entity.affiliations) {
                let words: Vec<&str> = quoted.span.of(&case.text).split_whitespace().collect();
                assert_eq!(words.join(" "), quoted.value);
            }
        }
    }
}

/// Trees with heads out of range, in cycles, all hanging on one word, and one that is a single deep chain.
#[test]
fn broken_trees_and_long_sentences_do_no_harm() {
    let words = 5_000;
    let shapes: [&dyn Fn(usize) -> usize; 4] = [&|i| i + 7, &|i| (i + 1) % words + 1, &|_| 1, &|i| i];
    for shape in shapes {
        let mut input = String::from("# newpar\n");
        for i in 0..words {
            let (form, upos, name) = match i % 5 {
                0 => ("Brandt", "PROPN", "Name=B-PER"),
                1 => ("he", "PRON", "_"),
                2 => ("Norland", "PROPN", "Name=B-GPE"),
                3 => ("envoy", "NOUN", "_"),
                _ => ("their", "PRON", "_"),
            };
            let relation = ["nmod", "conj", "nsubj", "appos", "compound", "cop", "acl:relcl"][i % 7];
            input += &format!("{}\t{form}\t{form}\t{upos}\t_\t_\t{}\t{relation}\t_\t{name}\n", i + 1, shape(i));
        }
        let document = conllu::parse(&input).unwrap();
        let started = std::time::Instant::now();
        let case = read(&document, &[]);
        assert!(!case.mentions.is_empty());
        assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
    }
}

#[test]
fn nothing_in_nothing_out() {
    let (mentions, entities) = mentions::find(&report("", &[], &[]), &Analysis::default());
    assert!(mentions.is_empty() && entities.is_empty());
}
