//! Drafts of names, with the offices before the names of persons.

use super::detect::{LONGEST_MENTION, blank, is_modifier, is_plural};
use super::draft::{Draft, Gender, Number};
use super::lexicon::{self, Role};
use super::persons::PersonName;
use super::sides::sides;
use super::tree::Tree;
use crate::gazetteer::fold;
use record::reading::Form;
use record::{Name, NameType, Span, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// The draft of a name with these words; `heads` are the heads of all names of the sentence.
pub(super) fn named(
    index: usize,
    tree: &Tree<'_>,
    name: &Name,
    words: Range<usize>,
    heads: &BTreeSet<usize>,
    persons: &[Range<usize>],
) -> Option<Draft> {
    let head = bearer(tree, name.kind, words.clone());
    let name_span = tree.span(words.clone());
    let mut whole = tree.phrase(head);
    // What stands behind a name tells more of it, but is not its name: "Ilse Brandt of Port Alder".
    whole = tree.trimmed(whole.start.min(words.start)..words.end, words.clone());
    let kind_is_person = name.kind == NameType::Per;
    let office = office_before(tree, name.kind, words.start);
    if let Some(office) = office {
        whole.start = whole.start.min(tree.trimmed(tree.phrase(office).start..words.end, office..words.end).start);
    }
    while kind_is_person && whole.start > 0 && lexicon::title(&tree.folded(whole.start - 1)).is_some() {
        whole.start -= 1;
    }
    whole.start = cut_before(tree, name.kind, whole.start..words.start, persons);
    whole = tree.trimmed(whole, words.clone());
    if whole.len() > LONGEST_MENTION || name.kind == NameType::Norp && is_modifier(tree, head) {
        whole = words.clone();
    }
    let mut draft = blank(index, tree, head, whole);
    draft.form = Form::Name;
    draft.kind = Some(name.kind);
    draft.head_span = name_span;
    draft.key = name_key(name_span.of(tree.text));
    draft.number = match name.kind {
        NameType::Org => Number::Collective,
        NameType::Norp | NameType::Per if is_plural(tree.token(head)) => Number::Plural,
        _ => Number::Singular,
    };
    if matches!(name.kind, NameType::Per | NameType::Org) {
        draft.sides = sides(tree, head, heads);
        draft.sides.extend(office.into_iter().flat_map(|office| sides(tree, office, heads)));
    }
    match name.kind {
        NameType::Per => {
            person(tree, &mut draft, words);
            if draft.person.as_ref().is_none_or(|person| person.parts.is_empty()) {
                return None;
            }
        }
        NameType::Org => {
            let folded: Vec<String> = words.map(|word| tree.folded(word)).collect();
            // "Ministry of Works", "Norland Board for Rivers": what it is stands before the preposition.
            let upto = folded.iter().position(|word| matches!(word.as_str(), "of" | "for")).unwrap_or(folded.len());
            let role = lexicon::role_at_end(&folded[..upto]).or_else(|| lexicon::role_at_end(&folded));
            draft.role = role.filter(|(role, _)| role.kind == NameType::Org).map(|(role, _)| (role, name_span));
        }
        _ => {}
    }
    Some(draft)
}

/// The head of a name's phrase: "student" in "the student Otto Halm", where the name hangs on the noun.
fn bearer(tree: &Tree<'_>, kind: NameType, words: Range<usize>) -> usize {
    let head = tree.head_of(words.clone());
    let token = tree.token(head);
    let noun = |word: &usize| *word < words.start && matches!(tree.token(*word).upos, Upos::Noun | Upos::Propn);
    match tree.head(head).filter(noun) {
        Some(noun) if kind == NameType::Per && token.relation() == "flat" => noun,
        _ => head,
    }
}

/// Where the words before a name begin that go with it: behind a comma and another person's name, and behind a
/// preposition before a name that is no person's ("ambassador to *Suderia*").
fn cut_before(tree: &Tree<'_>, kind: NameType, before: Range<usize>, persons: &[Range<usize>]) -> usize {
    let capital = |word: usize| tree.word(word).starts_with(char::is_uppercase);
    // "the message Ambassador Brandt brought": small words end where a written-out title begins.
    let is_apart = |word: usize| {
        let office = word + 1 < before.end && lexicon::title(&tree.folded(word + 1)).is_some() && capital(word + 1);
        office && tree.token(word).upos == Upos::Noun && !capital(word) && lexicon::title(&tree.folded(word)).is_none()
    };
    let cuts = |&word: &usize| {
        tree.word(word) == ","
            || kind != NameType::Per && tree.token(word).upos == Upos::Adp
            || persons.iter().any(|person| person.contains(&word))
            || is_apart(word)
    };
    before.clone().rev().find(cuts).map_or(before.start, |word| word + 1)
}

/// The noun for an office right before a person's name, however the parser has joined the two.
fn office_before(tree: &Tree<'_>, kind: NameType, first: usize) -> Option<usize> {
    let before = first.checked_sub(1).filter(|_| kind == NameType::Per)?;
    let noun = matches!(tree.token(before).upos, Upos::Noun | Upos::Propn);
    let role = lexicon::role(&fold(&tree.token(before).lemma)).filter(|role| role.kind == NameType::Per);
    (noun && role.is_some() && !is_plural(tree.token(before))).then_some(before)
}

/// A name folded for comparing: no article, no possessive mark.
fn name_key(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.strip_suffix("'s").or(folded.strip_suffix('\'')).unwrap_or(&folded);
    bare.strip_prefix("the ").unwrap_or(bare).to_owned()
}

/// Reads the title before a person's name, or in it.
fn person(tree: &Tree<'_>, draft: &mut Draft, mut words: Range<usize>) {
    let mut name = PersonName::new(tree.span(words.clone()).of(tree.text));
    // Titles that the model took into the name are not the name: "Colonel | -Major Holt", too.
    let is_mark = |word: usize| tree.token(word).upos == Upos::Punct;
    while words.len() > 1 && (lexicon::title(&tree.folded(words.start)).is_some() || is_mark(words.start)) {
        words.start += 1;
    }
    draft.head_span = tree.span(words.clone());
    draft.key = name_key(draft.head_span.of(tree.text));
    let before = draft.words.start..words.start;
    for word in before.clone() {
        if let Some(title) = lexicon::title(&tree.folded(word)) {
            name.gender = if title.gender == Gender::Unknown { name.gender } else { title.gender };
            name.titled |= title.courtesy && title.gender != Gender::Unknown;
        }
    }
    draft.role = title_role(tree, before);
    if let Some((role, _)) = draft.role {
        name.gender = if role.gender == Gender::Unknown { name.gender } else { role.gender };
    }
    draft.gender = name.gender;
    draft.person = Some(name);
}

/// The office in the words before a name: the bytes hold all of it, "Norland ambassador to Suderia".
fn title_role(tree: &Tree<'_>, before: Range<usize>) -> Option<(&'static Role, Span)> {
    let skip = |word: &usize| {
        let folded = tree.folded(*word);
        matches!(tree.token(*word).upos, Upos::Det | Upos::Punct | Upos::Pron)
            || lexicon::title(&folded).is_some_and(|title| title.courtesy && title.role.is_none())
            || tree.token(*word).relation() == "case" && folded.starts_with('\'')
    };
    let first = before.clone().find(|word| !skip(word) && tree.token(*word).upos != Upos::Adp)?;
    let last = before.clone().rfind(|word| !skip(word))?;
    let words: Vec<String> = (first..=last).map(|word| tree.folded(word)).collect();
    // The office ends before a posting: "ambassador to X".
    let posting = (first..=last).find(|&word| tree.token(word).upos == Upos::Adp && word > first);
    let upto = posting.map_or(words.len(), |at| at - first);
    let role = lexicon::role_at_start(&words)
        .or_else(|| lexicon::role_at_end(&words[..upto]))
        .or_else(|| (0..upto).rev().find_map(|at| titled_role(&words[at]).map(|role| (role, 1))))?;
    Some((role.0, tree.span(first..last + 1)))
}

fn titled_role(word: &str) -> Option<&'static Role> {
    lexicon::title(word).and_then(|title| title.role).and_then(|role| lexicon::role(&fold(role)))
}
