//! Reports written down by hand with what is to be read in them, so that no model is needed.
#![allow(dead_code, reason = "every test file uses a part of it")]

use record::analysis::{Sentence, Token};
use record::evidence::Stated;
use record::reading::*;
use record::report::{Block, Credit, CreditKind, Published};
use record::{
    ActId, Analysis, AttributionId, Basis, BlockKind, EntityId, EventId, HappeningClass, MentionId, NameType, Reading,
    Report, ReportId, Span, Spans, Story, TimexId, Upos,
};
use story::Telling;

/// Nouns that the stand-in for an analyser knows.
const NOUNS: [&str; 12] = [
    "talks",
    "meeting",
    "round",
    "session",
    "visit",
    "blast",
    "seizure",
    "discussions",
    "ferries",
    "villagers",
    "residents",
    "guards",
];

/// One report in the making.
pub struct Draft {
    pub report: Report,
    pub analysis: Analysis,
    pub reading: Reading,
}

impl Draft {
    /// Paragraphs are parted by empty lines; sentences end with a full stop and a blank.
    pub fn new(id: &str, published: &str, text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let span = Span::new(start, start + paragraph.len());
            blocks.push(Block { kind: BlockKind::Body, span, author: None, time: None });
            start += paragraph.len() + 2;
        }
        let date =
            |value: &str| Published { value: value.into(), basis: Basis::Stated, span: None, evidence: Vec::new() };
        let report = Report {
            id: ReportId(id.into()),
            path: format!("{id}.txt"),
            published: (!published.is_empty()).then(|| date(published)),
            text: text.into(),
            blocks,
            ..Report::default()
        };
        let analysis = analyse(&report);
        Self { report, analysis, reading: Reading::default() }
    }

    pub fn outlet(mut self, name: &str) -> Self {
        self.report.outlet = Some(Stated { value: name.into(), span: None, basis: Basis::Metadata });
        self
    }

    /// The agency credited for the whole, by words of the text.
    pub fn wire(mut self, name: &str) -> Self {
        let span = self.find(name);
        self.report.credits.push(Credit { kind: CreditKind::Wire, name: name.into(), span });
        self
    }

    /// The first place where the words stand.
    pub fn find(&self, words: &str) -> Span {
        let start = self.report.text.find(words).unwrap_or_else(|| panic!("no {words:?} in {}", self.report.id));
        Span::new(start, start + words.len())
    }

    /// An entity with all its names; every place where one stands becomes a mention.
    pub fn entity(mut self, kind: NameType, names: &[&str], role: &str, of: &str) -> Self {
        let id = EntityId(self.reading.entities.len());
        let quoted = |draft: &Self, words: &str| Quoted { value: words.into(), span: draft.find(words) };
        let list = |draft: &Self, words: &str| if words.is_empty() { vec![] } else { vec![quoted(draft, words)] };
        let entity = Entity {
            id,
            name: names[0].into(),
            kind,
            aliases: names.iter().map(|name| quoted(&self, name)).collect(),
            roles: list(&self, role),
            affiliations: list(&self, of),
            members: Vec::new(),
        };
        self.reading.entities.push(entity);
        let mut spans: Vec<Span> = Vec::new();
        for name in names {
            for (start, _) in self.report.text.match_indices(name) {
                let span = Span::new(start, start + name.len());
                if !spans.iter().any(|other| other.overlaps(span)) {
                    spans.push(span);
                }
            }
        }
        spans.sort();
        for span in spans {
            let mention = MentionId(self.reading.mentions.len());
            self.reading.mentions.push(Mention {
                id: mention,
                span,
                head: span,
                kind,
                form: Form::Name,
                entity: Some(id),
            });
        }
        self
    }

    /// Somebody without a name.
    pub fn described(mut self, words: &str) -> Self {
        let id = EntityId(self.reading.entities.len());
        let span = self.find(words);
        self.reading.entities.push(Entity {
            id,
            name: words.into(),
            kind: NameType::Per,
            aliases: Vec::new(),
            roles: Vec::new(),
            affiliations: Vec::new(),
            members: Vec::new(),
        });
        let mention = MentionId(self.reading.mentions.len());
        let (kind, form) = (NameType::Per, Form::Nominal);
        self.reading.mentions.push(Mention { id: mention, span, head: span, kind, form, entity: Some(id) });
        self
    }

    /// An entity with one mention, at a known place.
    pub fn entity_at(mut self, kind: NameType, name: &str, start: usize) -> Self {
        let id = EntityId(self.reading.entities.len());
        let span = Span::new(start, start + name.len());
        let alias = Quoted { value: name.into(), span };
        self.reading.entities.push(Entity {
            id,
            name: name.into(),
            kind,
            aliases: vec![alias],
            roles: Vec::new(),
            affiliations: Vec::new(),
            members: Vec::new(),
        });
        let mention = MentionId(self.reading.mentions.len());
        self.reading.mentions.push(Mention { id: mention, span, head: span, kind, form: Form::Name, entity: Some(id) });
        self
    }

    /// An event between the mention `mention` and the next.
    pub fn event_of(mut self, kind: &str, trigger: std::ops::Range<usize>, mention: usize) -> Self {
        let who = |id: usize| Participant {
            entity: self.reading.mentions[id].entity,
            mention: MentionId(id),
            code: None,
            role: None,
        };
        let (actor, recipient) = (who(mention), who(mention + 1));
        let event = Event {
            id: EventId(self.reading.events.len()),
            class: HappeningClass::Occurrence,
            predicate: String::new(),
            clause: Clause::default(),
            weight: None,
            news: None,
            kind: Some(kind.into()),
            mode: None,
            context: Vec::new(),
            cameo: None,
            trigger: Span::new(trigger.start, trigger.end),
            actors: vec![actor],
            recipients: vec![recipient],
            place: None,
            time: None,
            factuality: Factuality::Asserted,
            polarity: Polarity::Positive,
            tense: Tense::Past,
            placement: None,
            attribution: None,
            details: Vec::new(),
            by: None,
            also_by: None,
            vector: Vec::new(),
        };
        self.reading.events.push(event);
        self
    }

    pub fn person(self, names: &[&str], role: &str, of: &str) -> Self {
        self.entity(NameType::Per, names, role, of)
    }

    pub fn place(self, name: &str) -> Self {
        self.entity(NameType::Gpe, &[name], "", "")
    }

    fn participant(&self, name: &str) -> Participant {
        let (name, role) = match name.split_once(':') {
            Some((name, role)) => (name, Some(role)),
            None => (name, None),
        };
        let role = role.map(|role| match role {
            "hosted" => ParticipantRole::Hosted,
            "opened" => ParticipantRole::Opened,
            "absent" => ParticipantRole::Absent,
            "attended" => ParticipantRole::Attended,
            _ => ParticipantRole::Mediated,
        });
        let found = self.reading.entities.iter().find(|entity| entity.aliases.iter().any(|alias| alias.value == name));
        let entity = found.unwrap_or_else(|| panic!("no entity {name:?} in {}", self.report.id));
        let mention =
            self.reading.mentions.iter().find(|mention| mention.entity == Some(entity.id)).expect("a mention");
        Participant { entity: Some(entity.id), mention: mention.id, code: None, role }
    }

    /// An event told by the words `trigger`; participants are names, perhaps with `:role`.
    pub fn event(mut self, kind: &str, trigger: &str, actors: &[&str], recipients: &[&str]) -> Self {
        let event = Event {
            id: EventId(self.reading.events.len()),
            class: HappeningClass::Occurrence,
            predicate: String::new(),
            clause: Clause::default(),
            weight: None,
            news: None,
            kind: Some(kind.into()),
            mode: None,
            context: Vec::new(),
            cameo: None,
            trigger: self.find(trigger),
            actors: actors.iter().map(|name| self.participant(name)).collect(),
            recipients: recipients.iter().map(|name| self.participant(name)).collect(),
            place: None,
            time: None,
            factuality: Factuality::Asserted,
            polarity: Polarity::Positive,
            tense: Tense::Past,
            placement: None,
            attribution: None,
            details: Vec::new(),
            by: None,
            also_by: None,
            vector: Vec::new(),
        };
        self.reading.events.push(event);
        self
    }

    fn last(&mut self) -> &mut Event {
        self.reading.events.last_mut().expect("an event")
    }

    /// The last event's time.
    pub fn at(mut self, words: &str, value: &str) -> Self {
        let id = TimexId(self.reading.times.len());
        let span = self.find(words);
        self.reading.times.push(Timex {
            id,
            span,
            kind: TimexType::Date,
            value: value.into(),
            modifier: None,
            anchor: None,
            function: TimexFunction::None,
            unresolved: None,
        });
        self.last().time = Some(EventTime {
            value: Some(value.into()),
            timex: Some(id),
            span: Some(span),
            basis: TimeBasis::Stated,
            from: None,
            to: None,
            likely: None,
        });
        self
    }

    /// The last event's place.
    pub fn in_place(mut self, words: &str) -> Self {
        let span = self.find(words);
        let entity =
            self.reading.entities.iter().find(|entity| entity.aliases.iter().any(|alias| alias.value == words));
        let entity = entity.map(|entity| entity.id);
        self.last().place = Some(PlaceRef { name: words.into(), span, entity });
        self
    }

    /// A happening as a model reads it: the sentence to print, how likely an editor lists it, and which of the numbers
    /// that happenings are compared by it has.
    pub fn happening(self, trigger: &str, clause: &str, weight: f32, number: usize) -> Self {
        let mut draft = self.event("", trigger, &[], &[]);
        let event = draft.last();
        event.kind = None;
        event.clause.text = clause.into();
        event.clause.own = true;
        event.weight = Some(weight);
        event.vector = (0..64).map(|at| if at == number { 1.0 } else { 0.0 }).collect();
        draft
    }

    /// The last event is what the report is about.
    pub fn main(mut self) -> Self {
        self.reading.main = Some(self.last().id);
        self
    }

    /// The last event has no time but the bounds that its report's day gives it.
    pub fn between(mut self, from: &str, to: &str) -> Self {
        self.last().time = Some(EventTime {
            value: None,
            timex: None,
            span: None,
            basis: TimeBasis::Bounded,
            from: Some(from.into()),
            to: Some(to.into()),
            likely: None,
        });
        self
    }

    pub fn planned(mut self) -> Self {
        self.last().factuality = Factuality::Planned;
        self.last().tense = Tense::Future;
        self
    }

    pub fn detail(mut self, kind: DetailKind, words: &str, value: &str) -> Self {
        let span = self.find(words);
        self.last().details.push(Detail { kind, value: value.into(), span });
        self
    }

    /// Somebody says something: all by the words of the text; the speaker by name or `""`.
    pub fn says(mut self, speaker: &str, cue: &str, content: &str, kind: AttributionKind) -> Self {
        let id = AttributionId(self.reading.attributions.len());
        let known =
            self.reading.entities.iter().find(|entity| entity.aliases.iter().any(|alias| alias.value == speaker));
        let source = if speaker.is_empty() { Spans::default() } else { self.find(speaker).into() };
        let class = if known.is_some() { SourceClass::Named } else { SourceClass::Unknown };
        self.reading.attributions.push(Attribution {
            cue: self.find(cue).into(),
            content: self.find(content).into(),
            speaker: known.map(|entity| entity.id),
            ..Attribution::bare(id, source, kind, class)
        });
        self
    }

    /// An act by a party, to or against another by name or `""`, told by the words of the text.
    pub fn act(mut self, kind: ActKind, trigger: &str, by: &str, other: &str, what: &str) -> Self {
        let id = ActId(self.reading.acts.len());
        let known = |name: &str| {
            let found = self.reading.entities.iter();
            found.into_iter().find(|one| one.aliases.iter().any(|alias| alias.value == name)).map(|one| one.id)
        };
        let accuses = kind == ActKind::Accusation;
        let (by, other) = (known(by), known(other));
        let trigger = self.find(trigger);
        self.reading.acts.push(Act {
            id,
            kind,
            by,
            to: other.filter(|_| !accuses),
            against: other.filter(|_| accuses),
            what: what.into(),
            span: trigger.into(),
            trigger,
            refers_to: None,
            event: None,
            attribution: None,
        });
        self
    }

    /// The last act answers the act of that number.
    pub fn answers(mut self, act: usize) -> Self {
        self.reading.acts.last_mut().expect("an act").refers_to = Some(ActId(act));
        self
    }

    /// Where a party stands, told by the words of the text, with the matters by their words.
    pub fn stance(mut self, stance: StanceKind, cue: &str, by: &str, content: &str, matters: &[&str]) -> Self {
        let found = self.reading.entities.iter().find(|one| one.aliases.iter().any(|alias| alias.value == by));
        let by = found.unwrap_or_else(|| panic!("no entity {by:?}")).id;
        let matter =
            |name: &&str| Matter { name: (*name).to_owned(), lemmas: name.split(' ').map(str::to_owned).collect() };
        let span = Spans::new(vec![self.find(cue), self.find(content)]);
        let matters = matters.iter().map(matter).collect();
        self.reading.stances.push(Stance { by, stance, content: content.into(), matters, span, attribution: None });
        self
    }

    pub fn telling(&self) -> Telling<'_> {
        Telling { report: &self.report, analysis: &self.analysis, reading: &self.reading }
    }
}

/// Puts drafts together.
pub fn tell(drafts: &[&Draft]) -> Story {
    let tellings: Vec<Telling<'_>> = drafts.iter().map(|draft| draft.telling()).collect();
    story::tell(&tellings)
}

/// Words and sentences; nouns of [`NOUNS`] get the articles and adjectives before them.
fn analyse(report: &Report) -> Analysis {
    let mut sentences = Vec::new();
    for (block, span) in report.blocks.iter().map(|block| block.span).enumerate() {
        let mut start = span.start;
        for sentence in span.of(&report.text).split_inclusive(". ") {
            let tokens = tokens(report, start, sentence);
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                sentences.push(Sentence { span: first.span.cover(last.span), block, tokens: tokens.clone() });
            }
            start += sentence.len();
        }
    }
    Analysis { sentences, ..Analysis::default() }
}

fn tokens(report: &Report, start: usize, sentence: &str) -> Vec<Token> {
    let mut spans = Vec::new();
    let mut from = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        if c.is_alphanumeric() || c == '-' {
            from.get_or_insert(at);
        } else if let Some(from) = from.take() {
            spans.push(Span::new(start + from, start + at));
        }
    }
    let words: Vec<String> = spans.iter().map(|span| report.words(*span).to_lowercase()).collect();
    let noun = |word: &String| NOUNS.contains(&word.as_str());
    let number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let tokens = spans.iter().enumerate().map(|(i, span)| {
        let next = (i + 1..(i + 4).min(words.len())).find(|&j| noun(&words[j])).filter(|_| !noun(&words[i]));
        Token {
            span: *span,
            multiword: None,
            lemma: words[i].as_str().into(),
            upos: if noun(&words[i]) {
                Upos::Noun
            } else if number(&words[i]) {
                Upos::Num
            } else {
                Upos::X
            },
            xpos: "_".into(),
            feats: "_".into(),
            head: next.or((i > 0).then_some(0)),
            deprel: match next {
                Some(_) if number(&words[i]) => "nummod".into(),
                Some(_) => "amod".into(),
                None => "parataxis".into(),
            },
        }
    });
    tokens.collect()
}

impl Draft {
    /// A report of sentences with their trees: `word|lemma/UPOS/head/relation` for each word, where the lemma may be
    /// left out and punctuation stands close behind the word before. Sentences make one paragraph.
    pub fn parsed(id: &str, published: &str, trees: &[&str]) -> Self {
        let mut text = String::new();
        let mut sentences: Vec<Sentence> = Vec::new();
        for tree in trees {
            let mut tokens = Vec::new();
            for word in tree.split_whitespace() {
                let [form, upos, head, deprel] = word.split('/').collect::<Vec<_>>()[..] else { panic!("{word}") };
                let (form, lemma) =
                    form.split_once('|').map_or((form, form.to_lowercase()), |(f, l)| (f, l.to_owned()));
                if !text.is_empty() && upos != "PUNCT" {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(form);
                tokens.push(Token {
                    span: Span::new(start, text.len()),
                    multiword: None,
                    lemma: lemma.as_str().into(),
                    upos: Upos::from_label(upos).unwrap_or_else(|| panic!("{word}")),
                    xpos: "_".into(),
                    feats: "_".into(),
                    head: head.parse::<usize>().unwrap_or_else(|_| panic!("{word}")).checked_sub(1),
                    deprel: deprel.into(),
                });
            }
            let span = tokens.first().zip(tokens.last()).map(|(first, last)| first.span.cover(last.span));
            sentences.push(Sentence { span: span.unwrap_or_else(|| panic!("{tree}")), block: 0, tokens });
        }
        let mut draft = Self::new(id, published, &text);
        draft.analysis = Analysis { sentences, ..Analysis::default() };
        draft
    }
}
