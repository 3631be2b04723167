//! A mention while it is being resolved.

use super::lexicon::Role;
use super::persons::PersonName;
use super::sides::Side;
use record::reading::Form;
use record::{NameType, Span};
use std::ops::Range;

/// Grammatical gender of a person, as far as the words tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    /// "he".
    Male,
    /// "she".
    Female,
    /// The words do not tell.
    #[default]
    Unknown,
}

impl Gender {
    /// Whether the two can be of one person.
    pub fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }

    /// What both together tell.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
    /// A singular noun for several, which "it" and "they" may both take up: "the delegation".
    Collective,
}

/// What stands before the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// "the", "this", "both", a possessor that is a noun.
    Definite,
    /// "a", "some", "no", "three".
    Indefinite,
    /// "every", "no": nobody in particular.
    Quantified,
    /// "his".
    Possessive,
    /// Nothing.
    Bare,
}

/// The pronouns that stand for somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// "I", "we", "you": who speaks or is spoken to.
    Speech,
    /// "he", "she".
    Human,
    /// "it".
    Thing,
    /// "they".
    Plural,
}

/// A pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pronoun {
    /// Which.
    pub person: Person,
    /// "his".
    pub possessive: bool,
    /// "himself".
    pub reflexive: bool,
}

/// A mention while it is being resolved.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Index of its tree.
    pub tree: usize,
    /// Its words.
    pub words: Range<usize>,
    /// The word that governs them.
    pub head: usize,
    /// Its bytes.
    pub span: Span,
    /// Bytes of the head noun, or of the name in it.
    pub head_span: Span,
    /// What it stands for; `None` for what is no entity but competes for "it": "the plan".
    pub kind: Option<NameType>,
    /// How it is said.
    pub form: Form,
    /// One or several.
    pub number: Number,
    /// What its words tell of the gender.
    pub gender: Gender,
    /// What stands before it.
    pub determiner: Determiner,
    /// The office or description, with its bytes.
    pub role: Option<(&'static Role, Span)>,
    /// The country or body that the words say it belongs to.
    pub sides: Vec<Side>,
    /// Other words before the head that tell it from its like, folded.
    pub modifiers: Vec<String>,
    /// A number before it: 2 for "the two envoys".
    pub count: Option<usize>,
    /// The parts of a person's name.
    pub person: Option<PersonName>,
    /// What it is compared by: the folded name, or the head's lemma.
    pub key: String,
    /// Set for a pronoun.
    pub pronoun: Option<Pronoun>,
    /// The drafts that are joined by "and" in it; such a draft is no mention itself.
    pub parts: Vec<usize>,
    /// Whether it stands between quotation marks: index of the innermost quotation.
    pub quotation: Option<usize>,
    /// A word before another noun or a name: "the *Norland* envoy".
    pub modifies: bool,
}

impl Draft {
    /// Whether it is a name.
    pub fn is_name(&self) -> bool {
        self.form == Form::Name
    }
}
