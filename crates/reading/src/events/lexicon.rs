//! The words that say events, as data: patterns, frames, operators, codes.
//!
//! The tables are `data/events*.tsv`; their first lines say how to read them. They are compiled in, so a
//! line that does not parse is a mistake in the program: it is skipped here, and a test finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The tables, read once.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Everything that the rules look up.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(super) entries: BTreeMap<(String, Part), Vec<Entry>>,
    pub(super) codes: BTreeMap<String, Coded>,
    pub(super) compose: BTreeMap<String, BTreeMap<Operator, String>>,
    pub(super) words: BTreeMap<String, BTreeSet<String>>,
    pub(super) irregular: BTreeMap<&'static str, &'static str>,
    /// Phrase and the form of meeting that it stands for, longest phrase first.
    pub formats: Vec<(Vec<String>, String)>,
    /// Lines that could not be read.
    pub malformed: Vec<String>,
}

/// PLOVER values of a CAMEO code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Type: `CONSULT`.
    pub kind: String,
    /// Mode: `visit`.
    pub mode: Option<String>,
    /// Contexts: `diplomatic`.
    pub context: Vec<String>,
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Verb or auxiliary.
    Verb,
    /// Common noun, or a proper noun in a headline.
    Noun,
    /// Adjective.
    Adjective,
}

/// One way that a lemma says an event.
#[derive(Debug)]
pub struct Entry {
    /// All have to hold.
    pub conditions: Vec<Condition>,
    /// The code of its own, if it has one.
    pub cameo: Option<String>,
    /// Where the actors stand.
    pub actors: Vec<Slot>,
    /// Where the recipients stand.
    pub recipients: Vec<Slot>,
    /// What it does to an event that it governs.
    pub operator: Option<Operator>,
}

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Logical subject: of a passive, the agent.
    Subject,
    /// Logical object: of a passive, the subject.
    Object,
    /// Indirect object.
    Indirect,
    /// Genitive.
    Possessor,
    /// Names before a noun: "the Norland delegation".
    Modifier,
    /// With this preposition.
    Preposition(String),
    /// All of these together.
    Union(Vec<Slot>),
}

/// Something that has to hold of a word's dependents.
#[derive(Debug)]
pub struct Condition {
    /// The opposite is asked for.
    pub negated: bool,
    /// What is asked.
    pub test: Test,
}

impl Condition {
    /// How much it narrows: words named count more than a relation alone.
    pub(super) fn weight(&self) -> usize {
        match &self.test {
            Test::Object(words) | Test::Preposition(_, words) | Test::Complement(_, words) if words.is_empty() => 1,
            _ => 2,
        }
    }
}

/// What a condition asks.
#[derive(Debug)]
pub enum Test {
    /// A particle with this lemma.
    Particle(String),
    /// An object, or the subject of a passive; with one of these lemmas unless empty.
    Object(BTreeSet<String>),
    /// An object that is a name, a pronoun or a person-like noun.
    NamedObject,
    /// A preposition, with one of these lemmas unless empty.
    Preposition(String, BTreeSet<String>),
    /// An adjective, compound or genitive.
    Modifier(BTreeSet<String>),
    /// A complement with this relation, with one of these lemmas unless empty.
    Complement(&'static str, BTreeSet<String>),
    /// A subject with one of these lemmas.
    Subject(BTreeSet<String>),
    /// One of these lemmas anywhere in the phrase.
    Near(BTreeSet<String>),
    /// The governor has one of these lemmas.
    Governor(BTreeSet<String>),
    /// An infinitive with "to" hangs on it.
    Infinitive,
    /// Plural.
    Plural,
    /// An ordinal or "last", "next".
    Ordinal,
    /// An adverb or particle with this lemma, whatever its relation.
    Adverb(String),
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $label:literal,)*) => {
        /// What a word does to the event that it governs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Operator { $($(#[$doc])* $name,)* }
        impl Operator {
            pub(super) fn from_label(label: &str) -> Option<Self> {
                match label { $($label => Some(Self::$name),)* _ => None }
            }
        }
    };
}

operators! {
    /// Light verb: its subject is the actor.
    Do = "do",
    /// Happen, last: the event is its subject.
    Occur = "occur",
    /// Its object happened in its subject's sight.
    Witness = "witness",
    /// Its subject is the one that it is done to.
    Undergo = "undergo",
    /// Its subject has the others as guests.
    Host = "host",
    /// Its subject opens it, perhaps without staying.
    Open = "open",
    /// Its subject takes part.
    Attend = "attend",
    /// Its subject is not there.
    Absent = "absent",
    /// Its subject stands between the others.
    Mediate = "mediate",
    /// Its objects are what was talked about.
    Discuss = "discuss",
    /// Its subjects are what was talked about.
    Arise = "arise",
    /// Its objects are what was not talked about.
    Exclude = "exclude",
    /// Its object is what was agreed.
    Sign = "sign",
    /// Its objects are goods.
    Aid = "aid",
    /// Praise or blame of what somebody else did.
    Judge = "judge",
    /// Commitment to it.
    Agree = "agree",
    /// Proposal of it.
    Propose = "propose",
    /// Demand of it from somebody else.
    Request = "request",
    /// Refusal.
    Reject = "reject",
    /// Threat.
    Threaten = "threaten",
    /// Allegation that somebody else did it.
    Accuse = "accuse",
    /// An end put to it.
    Halt = "halt",
    /// Leave for it.
    Allow = "allow",
    /// Makes somebody else do it, or keeps him from it.
    Force = "force",
    /// It is said not to be so.
    Deny = "deny",
    /// It is to come.
    Plan = "plan",
    /// It may be.
    Perhaps = "perhaps",
    /// It did not come about.
    Fail = "fail",
    /// It was tried.
    Try = "try",
    /// Adds nothing but a phase.
    Pass = "pass",
    /// Speech.
    Say = "say",
    /// Speech, for the report only.
    PassSay = "pass-say",
}

impl Operator {
    /// Whether the governed noun is the event, and this word only its verb.
    pub fn is_light(self) -> bool {
        use Operator::{Absent, Attend, Do, Host, Mediate, Occur, Open, Sign, Undergo, Witness};
        matches!(self, Do | Witness | Undergo | Occur | Host | Open | Attend | Absent | Mediate | Sign)
    }

    /// Whether the code depends on what is governed.
    pub fn composes(self) -> bool {
        use Operator::{Accuse, Agree, Halt, Propose, Reject, Request, Threaten};
        matches!(self, Accuse | Agree | Halt | Propose | Reject | Request | Threaten)
    }
}

impl Lexicon {
    /// The ways that a lemma says events, the narrowest first.
    pub fn entries(&self, lemma: &str, part: Part) -> &[Entry] {
        // A borrowed key would need a second map; the copy is short and made once a word.
        self.entries.get(&(lemma.to_owned(), part)).map_or(&[], Vec::as_slice)
    }

    /// The lemma of an irregular form of a verb of the tables.
    pub fn irregular(&self, form: &str, part: Part) -> Option<&str> {
        let lemma = self.irregular.get(form).filter(|_| part == Part::Verb)?;
        self.entries.contains_key(&((*lemma).to_owned(), part)).then_some(*lemma)
    }

    /// The lemma of an irregular form of any verb.
    pub fn irregular_verb(&self, form: &str) -> Option<&str> {
        self.irregular.get(form).copied()
    }

    /// The lemma in the tables that a form belongs to, where an analysis gives one that they do not know: by the
    /// list of irregular forms or by its ending.
    pub fn lemma_of(&self, form: &str, part: Part) -> Option<String> {
        let known = |lemma: &str| self.entries.contains_key(&(lemma.to_owned(), part));
        if let Some(lemma) = self.irregular(form, part) {
            return Some(lemma.to_owned());
        }
        let endings: &[(&str, &[&str])] = match part {
            Part::Verb => &[
                ("ied", &["y"]),
                ("ed", &["", "e"]),
                ("ing", &["", "e"]),
                ("ies", &["y"]),
                ("es", &["", "e"]),
                ("s", &[""]),
            ],
            Part::Noun => &[("ies", &["y"]), ("es", &["", "e"]), ("s", &[""])],
            Part::Adjective => &[],
        };
        for (ending, replacements) in endings {
            let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
            let whole = replacements.iter().map(|replacement| format!("{stem}{replacement}"));
            // "banned", "stopping": the doubled letter is not the lemma's.
            let mut letters = stem.chars().rev();
            let doubled = letters.next().filter(|last| letters.next() == Some(*last));
            let single = doubled.map(|last| stem[..stem.len() - last.len_utf8()].to_owned());
            if let Some(lemma) = whole.chain(single).find(|lemma| known(lemma)) {
                return Some(lemma);
            }
        }
        None
    }

    /// PLOVER values of a code.
    pub fn coded(&self, cameo: &str) -> Option<&Coded> {
        self.codes.get(cameo)
    }

    /// The least specific code of a PLOVER type.
    pub fn general(&self, kind: &str) -> Option<&str> {
        let of_kind = self.codes.iter().filter(|(_, coded)| coded.kind == kind).map(|(code, _)| code.as_str());
        of_kind.min_by_key(|code| (code.len(), !code.ends_with('0'), *code))
    }

    /// The code of `operator` over an event with the code `governed`.
    pub fn composed(&self, operator: Operator, governed: &str) -> Option<&str> {
        let operator = if operator == Operator::Propose { Operator::Agree } else { operator };
        let row = (2..=governed.len()).rev().find_map(|n| self.compose.get(governed.get(..n)?))?;
        row.get(&operator).map(String::as_str)
    }

    /// Whether `word` is in the group `group`.
    pub fn is(&self, group: &str, word: &str) -> bool {
        self.words.get(group).is_some_and(|words| words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        assert_eq!(LEXICON.malformed, Vec::<String>::new());
        assert!(LEXICON.entries.len() >= 600, "{} lemmas", LEXICON.entries.len());
        assert!(LEXICON.entries("accord", Part::Noun).iter().any(|entry| entry.cameo.is_some()));
    }

    #[test]
    fn operators_compose_with_what_they_govern() {
        assert_eq!(LEXICON.composed(Operator::Agree, "046"), Some("036"));
        assert_eq!(LEXICON.composed(Operator::Request, "0871"), Some("1056"));
        assert_eq!(LEXICON.composed(Operator::Halt, "0733"), Some("1623"));
        assert_eq!(LEXICON.composed(Operator::Halt, "0831"), None);
        assert_eq!(LEXICON.composed(Operator::Halt, "é"), None);
        for row in LEXICON.compose.values() {
            for code in row.values() {
                assert!(LEXICON.coded(code).is_some(), "{code} is not in the table of codes");
            }
        }
    }
}
