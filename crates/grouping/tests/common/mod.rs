//! Reports of a few sentences, read by rules that are good enough for them: a word with a capital is a name, a name before
//! `/` and a letter is of that kind (`Brandt/P`, `Alder/G`), a date is the day of its sentence's happening.
#![allow(dead_code, reason = "not every file uses all of it")]

use grouping::Profile;
use record::evidence::Stated;
use record::reading::{
    Clause, Entity, Event, EventTime, Factuality, Form, Mention, Polarity, Quantity, Tense, TimeBasis,
};
use record::report::Published;
use record::{
    Analysis, Basis, Block, BlockKind, EntityId, EventId, HappeningClass, MentionId, NameType, Reading, Report,
    ReportId, Sentence, Span, Token, Upos,
};
use story::Telling;

const SMALL: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "at", "to", "and", "by", "for", "from", "with", "was", "were", "is", "it",
    "its", "had", "has", "that", "which", "who", "said", "after", "before",
];
/// As many numbers as stand in for the model's vectors.
const SIZE: usize = 32;

/// A report before it is read.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub id: String,
    pub published: Option<String>,
    pub title: String,
    /// Sentences end with `.`, words are parted by blanks.
    pub text: String,
}

impl Told {
    /// The profile of the report.
    pub fn profile(&self) -> Profile {
        let (report, analysis, reading) = self.read();
        Profile::new(&Telling { report: &report, analysis: &analysis, reading: &reading })
    }

    /// The report with what those rules find in it.
    pub fn read(&self) -> (Report, Analysis, Reading) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        let mut analysis = Analysis::default();
        let mut reading = Reading::default();
        let parts = std::iter::once((BlockKind::Title, self.title.as_str()))
            .chain(self.text.split('.').map(|sentence| (BlockKind::Body, sentence)));
        for (kind, words) in parts.filter(|(_, words)| !words.trim().is_empty()) {
            let start = text.len();
            let mut tokens = Vec::new();
            let (mut day, mut number, mut clause) = (None, None, String::new());
            for (at, marked) in words.split_whitespace().enumerate() {
                let (word, name) = match marked.split_once('/') {
                    Some((word, kind)) => (word, Some(kind)),
                    None => (marked, None),
                };
                if at > 0 {
                    text.push(' ');
                }
                let span = Span::new(text.len(), text.len() + word.len());
                text.push_str(word);
                clause.push_str(word);
                clause.push(' ');
                let digits = word.chars().all(|c| c.is_ascii_digit());
                let is_day = word.len() == 10 && word.starts_with("20");
                if let Some(kind) = name {
                    let kind = match kind {
                        "P" => NameType::Per,
                        "O" => NameType::Org,
                        _ => NameType::Gpe,
                    };
                    mention(&mut reading, word, span, kind);
                }
                if is_day {
                    day = Some(word.to_owned());
                }
                if let Some(digits) = number.take() {
                    reading.quantities.push(Quantity {
                        span: digits,
                        number: digits,
                        event: None,
                        of: vec![word.to_owned()],
                    });
                }
                if digits {
                    number = Some(span);
                }
                let upos = match () {
                    () if name.is_some() => Upos::Propn,
                    () if digits || is_day => Upos::Num,
                    () if SMALL.contains(&word.to_lowercase().as_str()) => Upos::Det,
                    () => Upos::Noun,
                };
                tokens.push(Token {
                    span,
                    multiword: None,
                    lemma: word.to_lowercase().into(),
                    upos,
                    xpos: "".into(),
                    feats: "".into(),
                    head: None,
                    deprel: "".into(),
                });
            }
            let span = Span::new(start, text.len());
            text.push_str("\n\n");
            event(&mut reading, clause.trim(), span, day);
            analysis.sentences.push(Sentence { span, block: blocks.len(), tokens });
            blocks.push(Block { kind, span, author: None, time: None });
        }
        reading.main = (!reading.events.is_empty()).then_some(EventId(0));
        (self.report(text, blocks), analysis, reading)
    }

    fn report(&self, text: String, blocks: Vec<Block>) -> Report {
        let stated = |value: &str| Stated { value: value.to_owned(), span: None, basis: Basis::Stated };
        Report {
            id: ReportId(self.id.clone()),
            path: format!("{}.txt", self.id),
            title: (!self.title.is_empty()).then(|| {
                let words: Vec<&str> =
                    self.title.split_whitespace().map(|word| word.split('/').next().unwrap_or(word)).collect();
                stated(&words.join(" "))
            }),
            published: self.published.clone().map(|value| Published {
                value,
                basis: Basis::Stated,
                span: None,
                evidence: Vec::new(),
            }),
            text,
            blocks,
            ..Report::default()
        }
    }
}

fn mention(reading: &mut Reading, word: &str, span: Span, kind: NameType) {
    let known = reading.entities.iter().position(|entity| entity.name == word);
    let entity = EntityId(known.unwrap_or(reading.entities.len()));
    if known.is_none() {
        reading.entities.push(Entity {
            id: entity,
            name: word.to_owned(),
            kind,
            aliases: Vec::new(),
            roles: Vec::new(),
            affiliations: Vec::new(),
            members: Vec::new(),
        });
    }
    let id = MentionId(reading.mentions.len());
    reading.mentions.push(Mention { id, span, head: span, kind, form: Form::Name, entity: Some(entity) });
}

fn event(reading: &mut Reading, clause: &str, span: Span, day: Option<String>) {
    let place = reading.mentions.iter().find(|mention| mention.kind == NameType::Gpe && span.contains(mention.span));
    let place = place
        .and_then(|mention| reading.entities.get(mention.entity?.0))
        .map(|entity| record::reading::PlaceRef { name: entity.name.clone(), span, entity: Some(entity.id) });
    reading.events.push(Event {
        id: EventId(reading.events.len()),
        class: HappeningClass::Occurrence,
        predicate: clause.split(' ').next_back().unwrap_or("").to_owned(),
        clause: Clause { text: clause.to_owned(), span: span.into(), own: true },
        weight: Some(0.6),
        news: None,
        kind: None,
        mode: None,
        context: Vec::new(),
        cameo: None,
        trigger: span,
        actors: Vec::new(),
        recipients: Vec::new(),
        place,
        time: day.map(|value| EventTime {
            value: Some(value),
            timex: None,
            span: None,
            basis: TimeBasis::Stated,
            from: None,
            to: None,
            likely: None,
        }),
        factuality: Factuality::Asserted,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        placement: None,
        attribution: None,
        details: Vec::new(),
        by: None,
        also_by: None,
        vector: vector(clause),
    });
}

/// Sentences of the same words have like vectors.
fn vector(clause: &str) -> Vec<f32> {
    let mut sum = vec![0.0_f32; SIZE];
    for word in clause.split(' ').filter(|word| !SMALL.contains(word)) {
        let mut state =
            word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        for x in &mut sum {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *x += (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0;
        }
    }
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
    sum.iter().map(|x| x / length).collect()
}
