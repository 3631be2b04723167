//! What is kept of a report to compare it by: a few kilobytes, without its text.

use crate::words::{Weights, key, pair};
use jiff::civil::Date;
use record::reading::{Event, Form, Reading};
use record::timex::{self, Precision};
use record::{Analysis, NameType, Upos};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use story::Telling;

/// Happenings of a report that are compared, the weightiest first.
const HAPPENINGS: usize = 8;
/// Sentences that open a report and say what it is about.
const LEAD: usize = 3;
/// Words in a run whose equality shows that one report was made from another.
const RUN: usize = 4;
/// Runs of a report that are kept, those with the smallest hashes: equal reports keep the same ones.
const RUNS: usize = 64;
/// Words of a headline made from a text that has none.
const HEADLINE: usize = 14;

/// What is kept of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The report's.
    pub id: String,
    /// The report's.
    pub path: String,
    /// The report's.
    pub outlet: Option<String>,
    /// The report's.
    pub title: Option<String>,
    /// Its publication date as it is known.
    pub published: Option<String>,
    /// Its title, or what it opens with.
    pub(crate) headline: String,
    /// First and last day on which it can have been published.
    pub(crate) days: Option<(i32, i32)>,
    /// All its words that carry meaning.
    pub(crate) words: Weights,
    /// Its names, word by word.
    pub(crate) names: Weights,
    /// Words that are no names.
    pub(crate) nouns: Weights,
    /// Words of its title, and of its first sentences with it.
    pub(crate) head: Weights,
    pub(crate) lead: Weights,
    /// Who and what is named, with how often.
    pub(crate) persons: Weights,
    pub(crate) bodies: Weights,
    pub(crate) places: Weights,
    /// Numbers with what they count.
    pub(crate) numbers: Weights,
    /// Days of its happenings.
    pub(crate) dated: Weights,
    /// The weightiest first.
    pub(crate) happenings: Vec<Happening>,
    /// Where its main happening was, whom it names most: to say why two stories are apart.
    pub(crate) scene: Scene,
    /// Hashes of runs of words, sorted.
    pub(crate) runs: Vec<u64>,
}

/// What of a report's happening is compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Happening {
    pub(crate) predicate: u64,
    pub(crate) words: Weights,
    pub(crate) vector: Vec<f32>,
    pub(crate) weight: f32,
    pub(crate) day: Option<i32>,
}

/// When, where and with whom a report's main happening was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scene {
    pub(crate) day: Option<i32>,
    pub(crate) place: Option<String>,
    pub(crate) people: Vec<String>,
}

impl Profile {
    /// What is kept of a report.
    pub fn new(telling: &Telling<'_>) -> Self {
        let Telling { report, reading, .. } = *telling;
        let title = report.title.as_ref().map(|title| collapse(&title.value)).filter(|title| !title.is_empty());
        let head_words: Vec<u64> = title
            .iter()
            .flat_map(|title| title.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
            .map(key)
            .collect();
        let mut profile = Self {
            id: report.id.0.clone(),
            path: report.path.clone(),
            outlet: report.outlet.as_ref().map(|outlet| outlet.value.clone()),
            published: report.published.as_ref().map(|published| published.value.clone()),
            days: report.published.as_ref().and_then(|published| days(&published.value)),
            headline: title.clone().unwrap_or_else(|| opening(telling)),
            title,
            ..Self::default()
        };
        profile.read_words(telling, &head_words);
        profile.read_names(reading);
        profile.read_happenings(reading);
        profile.runs = runs(telling);
        let numbers = reading.quantities.iter().filter_map(|quantity| {
            let digits = report.words(quantity.number).trim().to_lowercase();
            let of = quantity.of.first()?;
            Some((pair(key(&digits), key(of)), 1.0))
        });
        profile.numbers = Weights::new(numbers).weighed(|_, _| 1.0);
        profile
    }

    /// First and last day on which it can have been published, counted from 1 January 1970.
    pub fn days(&self) -> Option<(i32, i32)> {
        self.days
    }

    /// Its title, or what it opens with.
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// What it is counted and found by: its words, names and numbers, each once in its list.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        let lists = [&self.words, &self.persons, &self.bodies, &self.places, &self.numbers];
        lists.into_iter().flat_map(|list| list.iter().map(|(key, _)| key))
    }

    fn read_words(&mut self, telling: &Telling<'_>, title: &[u64]) {
        let report = telling.report;
        let (mut words, mut names, mut nouns, mut head, mut lead) = (vec![], vec![], vec![], vec![], vec![]);
        let mut opened = 0;
        for sentence in reported(telling) {
            let in_title = report.kind_at(sentence.span.start) == Some(record::BlockKind::Title);
            opened += usize::from(!in_title && sentence.tokens.len() > 4);
            for token in &sentence.tokens {
                let name = token.upos == Upos::Propn;
                if !name && !matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Num) {
                    continue;
                }
                let lemma = &*token.lemma;
                if !lemma.chars().any(char::is_alphanumeric) {
                    continue;
                }
                let word = (key(lemma), 1.0);
                words.push(word);
                if name { &mut names } else { &mut nouns }.push(word);
                let form = key(report.words(token.span));
                if in_title || (opened <= LEAD && title.contains(&form)) {
                    head.push(word);
                }
                if in_title || opened <= LEAD {
                    lead.push(word);
                }
            }
        }
        // A title that stands only in the metadata is not analysed: its words as they are.
        if head.is_empty() {
            head.extend(title.iter().map(|&word| (word, 1.0)));
        }
        self.words = Weights::new(words);
        self.names = Weights::new(names);
        self.nouns = Weights::new(nouns);
        self.head = Weights::new(head).weighed(|_, _| 1.0);
        self.lead = Weights::new(lead);
    }

    fn read_names(&mut self, reading: &Reading) {
        let mut counts = vec![0.0_f32; reading.entities.len()];
        let mut named = vec![false; reading.entities.len()];
        for mention in &reading.mentions {
            if let Some(entity) = mention.entity.filter(|entity| entity.0 < counts.len()) {
                counts[entity.0] += 1.0;
                named[entity.0] |= mention.form == Form::Name;
            }
        }
        let (mut persons, mut bodies, mut places) = (vec![], vec![], vec![]);
        let mut people: Vec<(f32, String)> = Vec::new();
        for (i, entity) in reading.entities.iter().enumerate().filter(|(i, _)| named[*i]) {
            let of_kind = match entity.kind {
                NameType::Per => &mut persons,
                NameType::Gpe | NameType::Loc | NameType::Fac | NameType::Norp => &mut places,
                NameType::Org | NameType::Event | NameType::Work => &mut bodies,
            };
            if entity.kind == NameType::Per {
                // Papers agree on the last name, not on the rest.
                let last = entity.name.split_whitespace().next_back().unwrap_or(&entity.name);
                of_kind.push((key(last), counts[i]));
                people.push((counts[i], entity.name.clone()));
            } else {
                of_kind.push((key(entity.name.trim_start_matches("the ").trim_start_matches("The ")), counts[i]));
            }
        }
        people.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        self.scene.people = people.into_iter().take(3).map(|(_, name)| name).collect();
        self.persons = Weights::new(persons);
        self.bodies = Weights::new(bodies);
        self.places = Weights::new(places);
    }

    fn read_happenings(&mut self, reading: &Reading) {
        let main = reading.main.map(|id| id.0);
        let weight = |i: usize, event: &Event| {
            event.weight.unwrap_or(0.1) + event.news.unwrap_or(0.0) + if main == Some(i) { 1.0 } else { 0.0 }
        };
        let mut order: Vec<usize> = (0..reading.events.len()).collect();
        order.sort_by(|&a, &b| weight(b, &reading.events[b]).total_cmp(&weight(a, &reading.events[a])).then(a.cmp(&b)));
        let day = |event: &Event| event.time.as_ref()?.value.as_deref().and_then(exact);
        self.dated =
            Weights::new(reading.events.iter().filter_map(day).map(|day| (day as u64, 1.0))).weighed(|_, _| 1.0);
        self.happenings = order
            .iter()
            .take(HAPPENINGS)
            .map(|&i| {
                let event = &reading.events[i];
                let words = event.clause.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
                Happening {
                    predicate: key(&event.predicate),
                    words: Weights::new(words.map(|word| (key(word), 1.0))),
                    vector: event.vector.clone(),
                    weight: weight(i, event),
                    day: day(event),
                }
            })
            .collect();
        let first = order.first().and_then(|&i| reading.events.get(i));
        self.scene.day = first.and_then(day);
        self.scene.place = first.and_then(|event| event.place.as_ref()).map(|place| place.name.clone());
        if self.scene.place.is_none() {
            // The place that it names most.
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for mention in reading.mentions.iter().filter(|m| m.form == Form::Name && m.kind == NameType::Gpe) {
                if let Some(entity) = mention.entity.and_then(|id| reading.entities.get(id.0)) {
                    *counts.entry(&entity.name).or_default() += 1;
                }
            }
            let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
            self.scene.place = most.map(|(name, _)| name.to_owned());
        }
    }
}

/// The sentences of the reporting, without readers' comments and furniture.
fn reported<'a>(telling: &Telling<'a>) -> impl Iterator<Item = &'a record::Sentence> {
    let report = telling.report;
    let analysis: &'a Analysis = telling.analysis;
    analysis.sentences.iter().filter(move |s| report.kind_at(s.span.start).is_some_and(record::BlockKind::is_reporting))
}

/// The words that a report without a title opens with.
fn opening(telling: &Telling<'_>) -> String {
    let report = telling.report;
    let first = report.blocks.iter().find(|block| block.kind.is_reporting());
    let words = first.map_or(report.text.as_str(), |block| report.words(block.span));
    let all: Vec<&str> = words.split_whitespace().take(HEADLINE + 1).collect();
    let more = if all.len() > HEADLINE { " …" } else { "" };
    all.iter().take(HEADLINE).copied().collect::<Vec<_>>().join(" ") + more
}

fn runs(telling: &Telling<'_>) -> Vec<u64> {
    let report = telling.report;
    let blocks = report.blocks.iter().filter(|block| block.kind.is_reporting());
    let words: Vec<u64> = blocks
        .flat_map(|block| report.words(block.span).split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(key)
        .collect();
    let run = |run: &[u64]| run.iter().fold(0, |hash, &word| pair(hash, word));
    let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(RUNS);
    runs
}

fn collapse(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(date: Date) -> i32 {
    let start = Date::constant(1970, 1, 1);
    start.until(date).map_or(0, |span| span.get_days())
}

/// The first and the last day of a time.
pub(crate) fn days(value: &str) -> Option<(i32, i32)> {
    let interval = timex::interval(value)?;
    Some((number(interval.first), number(interval.last)))
}

/// The day of a time that is known to the day.
fn exact(value: &str) -> Option<i32> {
    timex::precision(value).filter(|precision| *precision >= Precision::Day)?;
    days(value).map(|(first, _)| first)
}

/// `2031-03-04`, of the number of a day.
pub(crate) fn date(day: i32) -> String {
    let start = Date::constant(1970, 1, 1);
    start.checked_add(jiff::Span::new().days(day)).map_or_else(|_| String::new(), |date| date.to_string())
}
