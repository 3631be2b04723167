//! Finds the mentions of one sentence: names, nouns for people, bodies and places, pronouns.

use super::draft::{Determiner, Draft, Gender, Number, Person, Pronoun};
use super::lexicon;
use super::named::named;
use super::nouns::noun;
use super::tree::Tree;
use record::reading::Form;
use record::{Name, NameType, Token, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// Longest name in words that is kept: longer ones are slips of the model.
const LONGEST_NAME: usize = 24;

/// Longest mention in words; of a longer phrase only the head and the words before it are kept.
pub(super) const LONGEST_MENTION: usize = 40;

/// The drafts of one sentence in text order, a longer one before those inside it.
pub(super) fn detect(index: usize, tree: &Tree<'_>, names: &[&Name]) -> Vec<Draft> {
    let count = tree.sentence.tokens.len();
    let names: Vec<(&Name, Range<usize>)> = names
        .iter()
        .filter(|name| !name.tokens.is_empty() && name.tokens.end <= count && name.tokens.len() <= LONGEST_NAME)
        .map(|name| (*name, without_mark(tree, name.tokens.clone())))
        .filter(|(name, words)| name.kind == NameType::Per || !is_office(tree, words.clone()))
        .collect();
    let persons: Vec<Range<usize>> =
        names.iter().filter(|(name, _)| name.kind == NameType::Per).map(|(_, words)| words.clone()).collect();
    let heads: BTreeSet<usize> = names.iter().map(|(_, words)| tree.head_of(words.clone())).collect();
    let mut taken = vec![false; count];
    let mut drafts = Vec::new();
    for (name, words) in &names {
        taken[words.clone()].fill(true);
        let draft = named(index, tree, name, words.clone(), &heads, near(&persons, words.start));
        if let Some(draft) = &draft {
            taken[draft.head] = true;
            // The nouns of the office before a name are part of its mention.
            if draft.kind == Some(NameType::Per) {
                taken[draft.words.start.min(words.start)..words.start].fill(true);
            }
        }
        drafts.extend(draft);
    }
    for (word, _) in taken.iter().enumerate().filter(|(_, taken)| !**taken) {
        drafts.extend(match tree.token(word).upos {
            Upos::Pron | Upos::Det => pronoun(index, tree, word),
            Upos::Noun | Upos::Propn => noun(index, tree, word, &heads),
            Upos::Num if counts(tree, word) => noun(index, tree, word, &heads),
            _ => None,
        });
    }
    drafts.sort_by_key(|draft| (draft.span.start, std::cmp::Reverse(draft.span.end), draft.head));
    drafts
}

/// The persons' names that stand shortly before a word.
fn near(persons: &[Range<usize>], word: usize) -> &[Range<usize>] {
    let upto = persons.partition_point(|person| person.end <= word);
    let from = persons[..upto].partition_point(|person| person.end + LONGEST_MENTION < word);
    &persons[from..upto]
}

/// Whether words taken for a name are an office's, or the first words of one: "*Foreign* Minister".
fn is_office(tree: &Tree<'_>, words: Range<usize>) -> bool {
    let folded = |words: Range<usize>| words.map(|word| tree.folded(word)).collect::<Vec<_>>().join(" ");
    let office = |words: Range<usize>| lexicon::role(&folded(words)).is_some_and(|role| role.kind == NameType::Per);
    let longer = words.start..words.end + 1;
    office(words) || longer.end <= tree.sentence.tokens.len() && longer.len() > 1 && office(longer)
}

/// The words of a name without the possessive mark behind it.
fn without_mark(tree: &Tree<'_>, mut words: Range<usize>) -> Range<usize> {
    while words.len() > 1 && matches!(tree.folded(words.end - 1).as_str(), "'s" | "'" | ",") {
        words.end -= 1;
    }
    words
}

/// A draft of which no more than its words is known.
pub(super) fn blank(index: usize, tree: &Tree<'_>, head: usize, words: Range<usize>) -> Draft {
    Draft {
        tree: index,
        span: tree.span(words.clone()),
        words,
        head,
        head_span: tree.token(head).span,
        kind: None,
        form: Form::Nominal,
        number: if is_plural(tree.token(head)) { Number::Plural } else { Number::Singular },
        gender: Gender::Unknown,
        determiner: Determiner::Bare,
        role: None,
        sides: Vec::new(),
        modifiers: Vec::new(),
        count: None,
        person: None,
        key: String::new(),
        pronoun: None,
        parts: Vec::new(),
        quotation: None,
        modifies: is_modifier(tree, head),
    }
}

/// Whether a number stands for those it counts: "*four* of the eleven drivers".
fn counts(tree: &Tree<'_>, word: usize) -> bool {
    !matches!(tree.token(word).relation(), "nummod" | "nmod" | "flat" | "compound" | "conj")
        && tree.children(word).iter().any(|&child| {
            tree.token(child).relation() == "nmod" && tree.case(child).as_deref() == Some("of") && word < child
        })
}

/// Whether a noun is plural.
pub(super) fn is_plural(token: &Token) -> bool {
    match token.feature("Number") {
        Some(number) => matches!(number, "Plur" | "Ptan"),
        None => matches!(&*token.xpos, "NNS" | "NNPS"),
    }
}

/// Whether a word stands before another noun or a name as part of its phrase.
pub(super) fn is_modifier(tree: &Tree<'_>, head: usize) -> bool {
    matches!(&*tree.token(head).deprel, "nmod:desc")
        || matches!(tree.token(head).relation(), "compound" | "flat" | "fixed" | "amod" | "goeswith" | "det" | "case")
}

/// A pronoun that stands for somebody or something.
fn pronoun(index: usize, tree: &Tree<'_>, word: usize) -> Option<Draft> {
    let token = tree.token(word);
    if token.relation() == "expl" {
        return None;
    }
    let folded = tree.folded(word);
    let (person, gender) = match folded.as_str() {
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your"
        | "yours" | "yourself" | "yourselves" => (Person::Speech, Gender::Unknown),
        "he" | "him" | "his" | "himself" => (Person::Human, Gender::Male),
        "she" | "her" | "hers" | "herself" => (Person::Human, Gender::Female),
        "it" | "its" | "itself" => (Person::Thing, Gender::Unknown),
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" => (Person::Plural, Gender::Unknown),
        _ => return None,
    };
    let plural = person == Person::Plural || matches!(folded.as_str(), "we" | "us" | "our" | "ours" | "ourselves");
    let mut draft = blank(index, tree, word, word..word + 1);
    draft.form = Form::Pronoun;
    draft.kind = Some(NameType::Per);
    draft.number = if plural { Number::Plural } else { Number::Singular };
    draft.gender = gender;
    draft.pronoun = Some(Pronoun {
        person,
        possessive: &*token.deprel == "nmod:poss",
        reflexive: folded.ends_with("self") || folded.ends_with("selves"),
    });
    draft.key = folded;
    draft.modifies = false;
    Some(draft)
}
