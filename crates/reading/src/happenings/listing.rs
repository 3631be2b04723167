//! What an editor would list of a report, and what the report is about: judged over the whole report, by what the model
//! thinks of each word, and by how the happenings stand to each other.
//!
//! The model reads some sentences at a time; two small networks, fitted to reports that people marked
//! (`training/listing.py`), see the whole. One gives each happening's `weight`, the other its `news`.

use super::{cosine, flag};
use record::network::Network;
use record::reading::{DetailKind, Event, Factuality, Mention, TimeBasis};
use record::timex::{Interval, interval};
use record::{Analysis, EntityId, HappeningClass, NameType, Report, Trigger};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the numbers are, for those who look at the fitted networks.
pub const NAMES: [&str; COUNT] = [
    "listed",
    "main",
    "listed, log odds",
    "main, log odds",
    "rank",
    "listed of the most",
    "listed of the sentence's most",
    "most of its sentence",
    "listed in all",
    "happenings in its sentence",
    "how far down",
    "first sentence",
    "lead",
    "part of the report",
    "occurrence",
    "announcement",
    "speech",
    "plan",
    "state",
    "perception",
    "aspect",
    "asserted",
    "attributed",
    "planned",
    "conditional",
    "possible",
    "denied",
    "no time",
    "expression",
    "news",
    "no later than",
    "sureness of the time",
    "stated",
    "day",
    "long",
    "long ago",
    "to come",
    "actors",
    "recipients",
    "place",
    "coded",
    "figure",
    "on a word",
    "known parties",
    "person",
    "body",
    "length",
    "own clause",
    "words of title",
    "words of lead",
    "same word",
    "pronoun",
    "common words",
    "certainty",
    "likeness to the main",
    "like it",
    "title given",
];
/// How many numbers there are.
pub const COUNT: usize = 57;

static LISTED: LazyLock<Network> =
    LazyLock::new(|| Network::read(include_str!("../../data/happenings/listed.tsv"), COUNT));
static MAIN: LazyLock<Network> = LazyLock::new(|| Network::read(include_str!("../../data/happenings/main.tsv"), COUNT));

/// Puts the judgment over the whole report in the place of the model's.
pub fn judge(report: &Report, analysis: &Analysis, mentions: &[Mention], events: &mut [Event]) {
    if analysis.model.is_empty() || LISTED.units() == 0 || MAIN.units() == 0 {
        return;
    }
    let numbers = numbers(report, analysis, mentions, events);
    let sums: Vec<f32> = numbers.iter().map(|numbers| MAIN.sum(numbers)).collect();
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
    for ((event, numbers), sum) in events.iter_mut().zip(&numbers).zip(sums) {
        // What happens in general stays out.
        if event.weight.is_some_and(|weight| weight > 0.0) {
            event.weight = Some(LISTED.likely(numbers));
            event.news = Some((sum - most).exp() / all);
        }
    }
}

/// The numbers of each event.
pub fn numbers(report: &Report, analysis: &Analysis, mentions: &[Mention], events: &[Event]) -> Vec<Vec<f32>> {
    let whole = Whole::new(report, analysis, mentions, events);
    events.iter().enumerate().map(|(at, event)| whole.of(at, event)).collect()
}

/// What is known of all events together.
struct Whole<'r> {
    listed: Vec<f32>,
    main: Vec<f32>,
    most: f32,
    rank: Vec<usize>,
    sentence: Vec<usize>,
    sentences: usize,
    by_sentence: BTreeMap<usize, Vec<usize>>,
    words: Vec<BTreeSet<String>>,
    common: BTreeMap<String, usize>,
    predicates: BTreeMap<&'r str, usize>,
    title: BTreeSet<String>,
    titled: bool,
    lead: BTreeSet<String>,
    mentioned: BTreeMap<EntityId, (usize, NameType)>,
    triggers: Vec<Option<&'r Trigger>>,
    likest_main: Vec<f32>,
    like: Vec<usize>,
    published: Option<Interval>,
}

impl<'r> Whole<'r> {
    fn new(report: &'r Report, analysis: &'r Analysis, mentions: &[Mention], events: &'r [Event]) -> Self {
        let listed: Vec<f32> = events.iter().map(|event| event.weight.unwrap_or(0.0)).collect();
        let main: Vec<f32> = events.iter().map(|event| event.news.unwrap_or(0.0)).collect();
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by(|&a, &b| listed[b].total_cmp(&listed[a]).then(a.cmp(&b)));
        let mut rank = vec![0; events.len()];
        for (place, &at) in order.iter().enumerate() {
            rank[at] = place;
        }
        let sentence: Vec<usize> =
            events.iter().map(|event| analysis.sentence_at(event.trigger.start).unwrap_or(0)).collect();
        let mut by_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, &sentence) in sentence.iter().enumerate() {
            by_sentence.entry(sentence).or_default().push(at);
        }
        let words: Vec<BTreeSet<String>> = events.iter().map(|event| content(&event.clause.text)).collect();
        let mut common = BTreeMap::new();
        for word in words.iter().flatten() {
            *common.entry(word.clone()).or_insert(0) += 1;
        }
        let mut predicates = BTreeMap::new();
        for event in events {
            *predicates.entry(event.predicate.as_str()).or_insert(0) += 1;
        }
        let given = report.title.as_ref().map(|title| title.value.as_str());
        let first = |count: usize| -> BTreeSet<String> {
            analysis.sentences.iter().take(count).flat_map(|one| content(one.span.of(&report.text))).collect()
        };
        let mut mentioned = BTreeMap::new();
        for mention in mentions {
            if let Some(entity) = mention.entity {
                mentioned.entry(entity).or_insert((0, mention.kind)).0 += 1;
            }
        }
        let triggers: Vec<Option<&Trigger>> = events
            .iter()
            .map(|event| {
                let at = analysis.triggers.partition_point(|one| one.span.end <= event.trigger.start);
                analysis.triggers.get(at).filter(|one| one.span.overlaps(event.trigger))
            })
            .collect();
        let likeliest = (0..events.len()).max_by(|&a, &b| main[a].total_cmp(&main[b]).then(b.cmp(&a)));
        let vector = |at: usize| triggers[at].map_or(&[][..], |one| one.vector.as_slice());
        let likest_main =
            (0..events.len()).map(|at| likeliest.map_or(0.0, |main| cosine(vector(at), vector(main)))).collect();
        let like = (0..events.len())
            .map(|at| {
                let near = at.saturating_sub(NEAREST)..(at + NEAREST).min(events.len());
                near.filter(|&other| other != at && cosine(vector(at), vector(other)) > ALIKE).count()
            })
            .collect();
        Self {
            most: listed.iter().copied().fold(0.01, f32::max),
            listed,
            main,
            rank,
            sentence,
            sentences: analysis.sentences.len().max(1),
            by_sentence,
            words,
            common,
            predicates,
            title: given.map_or_else(|| first(1), content),
            titled: given.is_some(),
            lead: first(3),
            mentioned,
            triggers,
            likest_main,
            like,
            published: crate::events::moments::published(report),
        }
    }

    fn of(&self, at: usize, event: &Event) -> Vec<f32> {
        let mut out = Vec::with_capacity(COUNT);
        let (listed, main) = (self.listed[at], self.main[at]);
        let sentence = self.sentence[at];
        let beside = self.by_sentence.get(&sentence).map(Vec::as_slice).unwrap_or_default();
        let best = beside.iter().map(|&other| self.listed[other]).fold(0.01, f32::max);
        out.extend([listed, main, log_odds(listed), log_odds(main), share(self.rank[at], 30), listed / self.most]);
        out.extend([listed / best, flag(listed >= best), (self.listed.iter().sum::<f32>() / 10.0).min(3.0)]);
        out.extend([share(beside.len(), 6), share(sentence, 30), flag(sentence == 0), flag(sentence <= 2)]);
        out.push(sentence as f32 / self.sentences as f32);
        out.extend(HappeningClass::ALL.map(|class| flag(event.class == class)));
        out.extend(
            [
                Factuality::Asserted,
                Factuality::Attributed,
                Factuality::Planned,
                Factuality::Conditional,
                Factuality::Possible,
                Factuality::Denied,
            ]
            .map(|one| flag(event.factuality == one)),
        );
        self.of_time(event, &mut out);
        self.of_parties(event, &mut out);
        self.of_words(at, event, &mut out);
        debug_assert_eq!(out.len(), COUNT);
        out
    }

    fn of_time(&self, event: &Event, out: &mut Vec<f32>) {
        let time = event.time.as_ref();
        let bounded = time.filter(|time| time.basis == TimeBasis::Bounded);
        out.push(flag(time.is_none()));
        out.push(flag(time.is_some_and(|time| time.value.is_some())));
        out.push(flag(bounded.is_some_and(|time| time.from.is_some())));
        out.push(flag(bounded.is_some_and(|time| time.from.is_none())));
        out.push(time.and_then(|time| time.likely).unwrap_or(0.0));
        out.push(flag(time.is_some_and(|time| time.basis == TimeBasis::Stated)));
        let days = time.and_then(|time| interval(time.value.as_deref()?));
        let long = days.map_or(0, |days| (days.last - days.first).get_days());
        let ago = days.zip(self.published).map_or(0, |(days, published)| (published.first - days.last).get_days());
        let ahead = days.zip(self.published).is_some_and(|(days, published)| days.first > published.last);
        out.extend([flag(days.is_some() && long == 0), flag(long > 300), flag(ago > 400), flag(ahead)]);
    }

    fn of_parties(&self, event: &Event, out: &mut Vec<f32>) {
        out.extend([share(event.actors.len(), 3), share(event.recipients.len(), 3), flag(event.place.is_some())]);
        out.push(flag(event.kind.is_some()));
        out.push(flag(event.details.iter().any(|detail| detail.kind == DetailKind::Figure)));
        out.push(flag(event.attribution.is_some()));
        let known: Vec<(usize, NameType)> = event
            .actors
            .iter()
            .chain(&event.recipients)
            .filter_map(|party| self.mentioned.get(&party.entity?).copied())
            .collect();
        out.push(share(known.iter().map(|(count, _)| *count).max().unwrap_or(0), 10));
        out.push(flag(known.iter().any(|(_, kind)| *kind == NameType::Per)));
        out.push(flag(known.iter().any(|(_, kind)| matches!(kind, NameType::Gpe | NameType::Org))));
    }

    fn of_words(&self, at: usize, event: &Event, out: &mut Vec<f32>) {
        let words = &self.words[at];
        let part = |of: &BTreeSet<String>| words.intersection(of).count() as f32 / words.len().max(1) as f32;
        let first = event.clause.text.split_whitespace().next().unwrap_or("").to_lowercase();
        let pronoun = ["he", "she", "it", "they", "i", "we", "you", "this", "that", "who", "which"];
        out.extend([share(event.clause.text.split_whitespace().count(), 40), flag(event.clause.own)]);
        out.extend([part(&self.title), part(&self.lead)]);
        out.push(share(self.predicates.get(event.predicate.as_str()).copied().unwrap_or(0), 5));
        out.push(flag(pronoun.contains(&first.as_str())));
        let sum: usize = words.iter().map(|word| self.common[word]).sum();
        out.push((sum as f32 / words.len().max(1) as f32 / 6.0).min(2.0));
        out.push(self.triggers[at].map_or(0.0, |one| one.certainty));
        out.extend([self.likest_main[at], share(self.like[at], 6), flag(self.titled)]);
    }
}

/// Happenings are compared with so many before and after.
const NEAREST: usize = 150;
/// Vectors closer than this are of one happening more often than not.
const ALIKE: f32 = 0.6;

fn share(count: usize, most: usize) -> f32 {
    count.min(most) as f32 / most as f32
}

fn log_odds(likely: f32) -> f32 {
    let likely = likely.clamp(1e-4, 1.0 - 1e-4);
    (likely / (1.0 - likely)).ln() / 5.0
}

/// Words that say what a text is about.
fn content(text: &str) -> BTreeSet<String> {
    const SHORTEST: usize = 3;
    const COMMON: [&str; 34] = [
        "the", "and", "for", "with", "from", "was", "were", "are", "been", "has", "have", "had", "its", "his", "her",
        "their", "that", "this", "said", "but", "not", "who", "which", "will", "would", "after", "before", "into",
        "than", "also", "they", "she", "about", "over",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= SHORTEST && !COMMON.contains(&word.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_fit_the_numbers() {
        let listed = include_str!("../../data/happenings/listed.tsv");
        let main = include_str!("../../data/happenings/main.tsv");
        for (network, data) in [(&LISTED, listed), (&MAIN, main)] {
            let rows = data.lines().filter(|line| line.starts_with("unit")).count();
            assert!(network.units() > 0 && network.units() == rows, "a unit has other numbers than are made");
        }
    }

    #[test]
    fn words_that_say_little_are_left_out() {
        let words = content("The ferry and its Crew, said Reyl");
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["crew", "ferry", "reyl"]);
    }
}
