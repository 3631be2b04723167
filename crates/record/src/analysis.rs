//! What the language analyser finds in a report's blocks: sentences, words, syntax, names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use text::Span;

/// The analysis of one report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// In text order.
    pub sentences: Vec<Sentence>,
    /// Names, in text order, not overlapping.
    pub names: Vec<Name>,
    /// Parts of attributions as the model marks them, in text order; spans of one role do not overlap.
    pub roles: Vec<RoleSpan>,
    /// Parts of attributions that the model nearly marks, in text order: to be believed only where something else
    /// speaks for them. None overlaps a span of the same role in `roles`.
    pub hints: Vec<RoleSpan>,
    /// Words that the model takes for heads of happenings, in text order.
    pub triggers: Vec<Trigger>,
    /// Words that the model does not take for one, as it sees them: only where they were asked for, for another reader.
    pub passed_over: Vec<Trigger>,
    /// For each sentence what its words are found by as times of happenings; empty for an analysis made by hand.
    pub time_keys: Vec<TimeKeys>,
    /// Name and version of the model that guessed all this; empty for an analysis made by hand.
    pub model: String,
}

/// One sentence: one tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// From its first to its last word.
    pub span: Span,
    /// Index of its block in the report's (or the input's) blocks.
    pub block: usize,
    /// Its words in order.
    pub tokens: Vec<Token>,
}

/// A syntactic word, Universal Dependencies v2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// For a word that is part of a multiword token ("do" and "n't" of "don't"): the bytes of the whole.
    pub multiword: Option<Span>,
    /// Dictionary form.
    pub lemma: Arc<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Arc<str>,
    /// Features as in CoNLL-U, `_` for none.
    pub feats: Arc<str>,
    /// Index of the governing word in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to it, with its subtype: `nsubj:pass`.
    pub deprel: Arc<str>,
}

impl Token {
    /// The relation without its subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or(&self.deprel)
    }

    /// The value of a feature: `feature("Tense")` is `Some("Past")`.
    pub fn feature(&self, name: &str) -> Option<&str> {
        self.feats.split('|').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, v)| v))
    }
}

impl Sentence {
    /// Index of the root; 0 for a sentence whose tree lacks one.
    pub fn root(&self) -> usize {
        self.tokens.iter().position(|token| token.head.is_none()).unwrap_or(0)
    }

    /// The direct dependents of the word `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, token)| token.head == Some(head)).map(|(i, _)| i)
    }

    /// The first dependent of `head` whose relation, with or without subtype, is `relation`.
    pub fn child(&self, head: usize, relation: &str) -> Option<usize> {
        self.children(head).find(|&i| {
            let token = &self.tokens[i];
            &*token.deprel == relation || token.relation() == relation
        })
    }

    /// The word `head` and all below it, in order. Terminates on any tree, even one with a cycle.
    pub fn subtree(&self, head: usize) -> Vec<usize> {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.tokens.len()];
        for (i, token) in self.tokens.iter().enumerate() {
            if let Some(list) = token.head.and_then(|head| children.get_mut(head)) {
                list.push(i);
            }
        }
        let mut seen = vec![false; self.tokens.len()];
        let mut open = vec![head];
        while let Some(next) = open.pop() {
            if next < seen.len() && !std::mem::replace(&mut seen[next], true) {
                open.extend(&children[next]);
            }
        }
        (0..seen.len()).filter(|&i| seen[i]).collect()
    }

    /// The words whose bytes lie inside `span`, as a range of indices.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }
}

impl Analysis {
    /// How well the word `word` of sentence `sentence` goes as the time of a happening: above 0 it does better than
    /// none. `None` where the two were not read together.
    pub fn time_score(&self, trigger: &Trigger, sentence: usize, word: usize) -> Option<f32> {
        let own = self.time_keys.get(trigger.sentence)?;
        let other = self.time_keys.get(sentence).filter(|other| other.window == own.window)?;
        let size = trigger.time_query.len();
        let key = other.keys.get(word * size..(word + 1) * size).filter(|key| !key.is_empty())?;
        let product: f32 = trigger.time_query.iter().zip(key).map(|(a, b)| a * b).sum();
        Some(product / (size as f32).sqrt() - trigger.no_time)
    }

    /// The index of the sentence that holds the byte `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.sentences[index].span.end).then_some(index)
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Index of its sentence.
    pub sentence: usize,
    /// First and one past the last of its words in the sentence.
    pub tokens: std::ops::Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// What it names.
    pub kind: NameType,
}

/// Types of names, as in OntoNotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum NameType {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A country, state, town: a place that acts.
    Gpe,
    /// A region, sea, mountain.
    Loc,
    /// A building, bridge, airport.
    Fac,
    /// A nationality, religion, party adjective or people.
    Norp,
    /// A named event.
    Event,
    /// A titled work, law or document.
    Work,
}

impl NameType {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 8] =
        [Self::Per, Self::Org, Self::Gpe, Self::Loc, Self::Fac, Self::Norp, Self::Event, Self::Work];

    /// `PER`, `ORG`, ….
    pub fn label(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Org => "ORG",
            Self::Gpe => "GPE",
            Self::Loc => "LOC",
            Self::Fac => "FAC",
            Self::Norp => "NORP",
            Self::Event => "EVENT",
            Self::Work => "WORK",
        }
    }

    /// The type with that label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }
}

/// A stretch of words that the model takes for part of an attribution. It may go over several sentences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleSpan {
    /// Which part.
    pub role: Role,
    /// Its bytes.
    pub span: Span,
}

/// The parts of an attribution, as PARC3 and PolNeAR define them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Who is said to have said it.
    Source,
    /// The words that say that it was said.
    Cue,
    /// What was said.
    Content,
}

/// A word that the model takes for the head of a happening, with what it says of it. Shares are between 0 and 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of the word in it.
    pub word: usize,
    /// Its bytes.
    pub span: Span,
    /// What kind of happening.
    pub class: HappeningClass,
    /// How sure the model is that it is one.
    pub certainty: f32,
    /// Whether it happened.
    pub reality: Reality,
    /// How likely it is the main happening of its report.
    pub main: f32,
    /// How likely an editor lists it.
    pub listed: f32,
    /// Its PLOVER type; `None` where it has none.
    pub kind: Option<Arc<str>>,
    /// How sure that is.
    pub kind_share: f32,
    /// Against the day of publication: shares of before, on, after.
    pub placement: [f32; 3],
    /// What finds the words that tell its time.
    pub time_query: Vec<f32>,
    /// What a word has to outdo to tell its time.
    pub no_time: f32,
    /// What it is compared by with others; as long as the model makes it.
    pub vector: Vec<f32>,
}

/// What the words of a sentence are found by as times of happenings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeKeys {
    /// Which window of the encoder read the sentence: only what was read together can be compared.
    pub window: usize,
    /// One vector after the other, a word each.
    pub keys: Vec<f32>,
}

/// Classes of happenings, after TimeML's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HappeningClass {
    /// Something happens or is done.
    #[default]
    Occurrence,
    /// Something is done by saying it: announced, promised, denied.
    Announcement,
    /// Something is said.
    Speech,
    /// Something is planned, wished, tried or believed.
    Plan,
    /// Something holds.
    State,
    /// Something is seen or heard.
    Perception,
    /// Something begins, goes on or ends.
    Aspect,
}

impl HappeningClass {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 7] =
        [Self::Occurrence, Self::Announcement, Self::Speech, Self::Plan, Self::State, Self::Perception, Self::Aspect];

    /// `occurrence`, ….
    pub fn label(self) -> &'static str {
        match self {
            Self::Occurrence => "occurrence",
            Self::Announcement => "announcement",
            Self::Speech => "speech",
            Self::Plan => "plan",
            Self::State => "state",
            Self::Perception => "perception",
            Self::Aspect => "aspect",
        }
    }

    /// The class with that label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.label() == label)
    }
}

/// Whether something happened, by the words that tell of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reality {
    /// It did, or holds.
    #[default]
    Asserted,
    /// It is to come.
    Planned,
    /// It may be.
    Possible,
    /// If something else is so.
    Conditional,
    /// It did not.
    Denied,
    /// It does in general.
    Generic,
}

impl Reality {
    /// All of them with their labels.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Asserted, "asserted"),
        (Self::Planned, "planned"),
        (Self::Possible, "possible"),
        (Self::Conditional, "conditional"),
        (Self::Denied, "denied"),
        (Self::Generic, "generic"),
    ];

    /// The one with that label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == label).map(|(reality, _)| reality)
    }
}

/// Universal parts of speech.
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    const NAMES: [(Self, &'static str); 17] = [
        (Self::Adj, "ADJ"),
        (Self::Adp, "ADP"),
        (Self::Adv, "ADV"),
        (Self::Aux, "AUX"),
        (Self::Cconj, "CCONJ"),
        (Self::Det, "DET"),
        (Self::Intj, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Num, "NUM"),
        (Self::Part, "PART"),
        (Self::Pron, "PRON"),
        (Self::Propn, "PROPN"),
        (Self::Punct, "PUNCT"),
        (Self::Sconj, "SCONJ"),
        (Self::Sym, "SYM"),
        (Self::Verb, "VERB"),
        (Self::X, "X"),
    ];

    /// `NOUN`, `VERB`, ….
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(upos, _)| *upos == self).map_or("X", |(_, name)| name)
    }

    /// The part of speech with that label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, name)| *name == label).map(|(upos, _)| *upos)
    }
}
