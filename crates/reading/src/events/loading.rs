//! Reading the tables of the lexicon.

use super::lexicon::{Coded, Condition, Entry, Lexicon, Operator, Part, Slot, Test};
use std::collections::{BTreeMap, BTreeSet};

const ENTRIES: &str = include_str!("../../data/events.tsv");
const CODES: &str = include_str!("../../data/events_codes.tsv");
const COMPOSE: &str = include_str!("../../data/events_compose.tsv");
const FORMATS: &str = include_str!("../../data/events_formats.tsv");
const WORDS: &str = include_str!("../../data/events_words.tsv");
const IRREGULAR: &str = include_str!("../../data/events_irregular.tsv");

impl Lexicon {
    /// Reads all tables.
    pub(super) fn load() -> Self {
        let mut lexicon = Self::default();
        lexicon.load_codes();
        for line in lines(WORDS) {
            if let Some((group, words)) = line.split_once('\t') {
                lexicon.words.insert(group.to_owned(), words.split_whitespace().map(str::to_owned).collect());
            } else {
                lexicon.malformed.push(line.to_owned());
            }
        }
        for line in lines(FORMATS) {
            if let Some((phrase, form)) = line.split_once('\t') {
                let phrase = phrase.split_whitespace().map(str::to_owned).collect();
                lexicon.formats.push((phrase, form.to_owned()));
            }
        }
        lexicon.irregular = lines(IRREGULAR).filter_map(|line| line.split_once('\t')).collect();
        lexicon.formats.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        lexicon.load_entries();
        lexicon
    }

    fn load_codes(&mut self) {
        for line in lines(CODES) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [code, kind, mode, context] = columns[..] else {
                self.malformed.push(line.to_owned());
                continue;
            };
            let mode = Some(mode).filter(|mode| !mode.is_empty()).map(str::to_owned);
            let context = context.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect();
            self.codes.insert(code.to_owned(), Coded { kind: kind.to_owned(), mode, context });
        }
        let mut head: Vec<Option<Operator>> = Vec::new();
        for line in lines(COMPOSE) {
            let columns: Vec<&str> = line.split('\t').collect();
            if head.is_empty() {
                head = columns.iter().map(|label| Operator::from_label(label)).collect();
                continue;
            }
            let row = head.iter().zip(&columns).skip(1).filter(|(_, code)| **code != "-");
            let row = row.filter_map(|(operator, code)| Some(((*operator)?, (*code).to_owned()))).collect();
            self.compose.insert(columns.first().map(|c| (*c).to_owned()).unwrap_or_default(), row);
        }
    }

    fn load_entries(&mut self) {
        let mut groups: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut frames: BTreeMap<&str, &str> = BTreeMap::new();
        for line in lines(ENTRIES) {
            if let Some(group) = line.strip_prefix('@') {
                let (name, words) = group.split_once(' ').unwrap_or((group, ""));
                groups.insert(name, words.split_whitespace().map(str::to_owned).collect());
            } else if let Some(frame) = line.strip_prefix('=') {
                let (name, slots) = frame.split_once(' ').unwrap_or((frame, ""));
                frames.insert(name, slots);
            } else if self.load_entry(line, &groups, &frames).is_none() {
                self.malformed.push(line.to_owned());
            }
        }
        for list in self.entries.values_mut() {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.conditions.iter().map(Condition::weight).sum::<usize>()));
        }
    }

    fn load_entry(
        &mut self,
        line: &str,
        groups: &BTreeMap<&str, BTreeSet<String>>,
        frames: &BTreeMap<&str, &str>,
    ) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [pattern, cameo, frame, operator] = columns[..] else { return None };
        let mut words = pattern.split_whitespace();
        let (lemmas, part) = words.next()?.split_once('/')?;
        let part = match part {
            "V" => Part::Verb,
            "N" => Part::Noun,
            "A" => Part::Adjective,
            _ => return None,
        };
        let conditions: Vec<&str> = words.collect();
        let cameo = if cameo == "-" { None } else { Some(self.codes.contains_key(cameo).then_some(cameo)?) };
        let operator = if operator == "-" { None } else { Some(Operator::from_label(operator)?) };
        let frame = frames.get(frame).copied().unwrap_or(frame);
        let (actors, recipients) = frame.split_once('>')?;
        for lemma in lemmas.split(',') {
            let conditions: Option<Vec<Condition>> = conditions.iter().map(|text| condition(text, groups)).collect();
            let entry = Entry {
                conditions: conditions?,
                cameo: cameo.map(str::to_owned),
                actors: slots(actors),
                recipients: slots(recipients),
                operator,
            };
            self.entries.entry((lemma.to_owned(), part)).or_default().push(entry);
        }
        Some(())
    }
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn slots(list: &str) -> Vec<Slot> {
    fn slot(name: &str) -> Slot {
        match name {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "iobj" => Slot::Indirect,
            "poss" => Slot::Possessor,
            "comp" => Slot::Modifier,
            other if other.contains('+') => Slot::Union(other.split('+').map(slot).collect()),
            other => Slot::Preposition(other.to_owned()),
        }
    }
    list.split(',').filter(|name| !name.is_empty()).map(slot).collect()
}

fn condition(text: &str, groups: &BTreeMap<&str, BTreeSet<String>>) -> Option<Condition> {
    let (negated, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    let (key, values) = text.split_once(':').unwrap_or((text, ""));
    let mut set = BTreeSet::new();
    for value in values.split('|').filter(|value| !value.is_empty()) {
        match value.strip_prefix('@') {
            Some(group) => set.extend(groups.get(group)?.iter().cloned()),
            None => {
                set.insert(value.to_owned());
            }
        }
    }
    let test = match key {
        "prt" => Test::Particle(values.to_owned()),
        "obj" => Test::Object(set),
        "obj~name" => Test::NamedObject,
        "mod" => Test::Modifier(set),
        "xcomp" => Test::Complement("xcomp", set),
        "ccomp" => Test::Complement("ccomp", set),
        "acl" => Test::Complement("acl", set),
        "advcl" => Test::Complement("advcl", set),
        "subj" => Test::Subject(set),
        "near" => Test::Near(set),
        "gov" => Test::Governor(set),
        "infinitive" => Test::Infinitive,
        "plural" => Test::Plural,
        "ordinal" => Test::Ordinal,
        "next" => Test::Modifier(std::iter::once("next".to_owned()).collect()),
        "adv" => Test::Adverb(values.to_owned()),
        preposition => Test::Preposition(preposition.to_owned(), set),
    };
    Some(Condition { negated, test })
}
