//! Names of states and towns that the model takes for people or bodies, since it has never read of them.
//!
//! A name that no table holds is a state's or town's where the report uses it as one in at least two ways: it has an
//! envoy or a government, something is in it, people travel to it, talks are called after it, it has relations, there is
//! an adjective of it, the model itself once took it for one. A name that is somebody's surname in the report stays his.

use crate::gazetteer;
use record::{Analysis, Name, NameType, Report, Sentence, Upos};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Different uses that together make a state.
const USES: u32 = 2;

/// What the commonest adjectives of states end in.
const ENDINGS: [&str; 5] = ["ian", "ean", "i", "ese", "ish"];

/// The longest name that is looked at, in words: "Upper Norland", "Republic of Norland".
const LONGEST: usize = 3;

/// Adjectives and determiners that may stand between a preposition and a name.
const BETWEEN: usize = 2;

struct Table {
    agent: HashSet<&'static str>,
    bond: HashSet<&'static str>,
    inside: HashSet<&'static str>,
    motion: HashSet<&'static str>,
    venue: HashSet<&'static str>,
    ending: HashSet<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table: HashMap<&str, HashSet<&str>> = HashMap::new();
    let lines = include_str!("../../data/states.tsv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let mut words = line.split('\t');
        let kind = words.next().unwrap_or("");
        table.entry(kind).or_default().extend(words);
    }
    let mut take = |kind| table.remove(kind).unwrap_or_default();
    Table {
        agent: take("agent"),
        bond: take("bond"),
        inside: take("inside"),
        motion: take("motion"),
        venue: take("venue"),
        ending: take("ending"),
    }
});

/// Ways in which a text uses a name as a state's; bits, so that one way counts once.
const TYPED: u32 = 1;
const AGENT: u32 = 2;
const INSIDE: u32 = 4;
const BOND: u32 = 8;
const ADJECTIVE: u32 = 16;
const PAIRED: u32 = 32;
/// No use: the model took the name for a body's.
const BODY: u32 = 64;
/// The model itself took the adjective for one of a people or a place.
const PEOPLE: u32 = 128;
const VENUE: u32 = 256;
/// No use as a name: a word before those whom a state has that ends as adjectives do, "the *Ordani* ministry".
const MODIFIER: u32 = 512;

/// Bodies have officials and relations, too: for them the model's word or an adjective has to be among the uses.
fn is_state(uses: u32) -> bool {
    (uses & !(BODY | MODIFIER)).count_ones() >= USES && (uses & BODY == 0 || uses & (TYPED | ADJECTIVE | PEOPLE) != 0)
}

/// The names of an analysis, those of states and their adjectives with the types that the report's use gives them.
pub(super) fn retyped(report: &Report, analysis: &Analysis) -> Vec<Name> {
    let mut names = super::whole::joined(report, analysis);
    let mut uses: BTreeMap<String, u32> = BTreeMap::new();
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (surnames, capitalised) = (surnames(report, analysis), capitalised(report, analysis));
    let unknown = |key: &str| gazetteer::look_up(key).is_none() && !surnames.contains(key);
    let typed = names.iter().filter(|name| matches!(name.kind, NameType::Norp | NameType::Gpe));
    let typed: BTreeSet<String> = typed.map(|name| key(report, name)).collect();
    let mut by_sentence: BTreeMap<usize, Vec<&Name>> = BTreeMap::new();
    for name in names.iter().filter(|name| !name.tokens.is_empty()) {
        by_sentence.entry(name.sentence).or_default().push(name);
    }
    for (index, names) in by_sentence {
        let Some(sentence) = analysis.sentences.get(index) else { continue };
        let bound = bound(sentence);
        let heads: HashMap<usize, &Name> = names.iter().map(|name| (head(sentence, name), *name)).collect();
        for name in names {
            let key = key(report, name);
            if let Some(other) = coordinated(sentence, head(sentence, name)).and_then(|at| heads.get(&at)) {
                pairs.push((key.clone(), self::key(report, other)));
            }
            if name.tokens.len() <= LONGEST && unknown(&key) {
                *uses.entry(key).or_default() |= used(sentence, name, &bound);
            }
        }
    }
    for (key, uses) in &mut uses {
        for form in adjectives(key).filter(|form| form != key) {
            *uses |= if capitalised.contains(&form) { ADJECTIVE } else { 0 };
            *uses |= if typed.contains(&form) { PEOPLE } else { 0 };
        }
    }
    // "Norland and Suderia": with one that is known to be a state. Twice, since the first may make the second one.
    for _ in 0..2 {
        let state = |key: &str, uses: &BTreeMap<String, u32>| {
            gazetteer::look_up(key).is_some() || uses.get(key).is_some_and(|uses| is_state(*uses))
        };
        for (a, b) in &pairs {
            for (one, other) in [(a, b), (b, a)] {
                if state(other, &uses)
                    && let Some(uses) = uses.get_mut(one)
                {
                    *uses |= PAIRED;
                }
            }
        }
    }
    let states: BTreeSet<&String> = uses.iter().filter(|(_, uses)| is_state(**uses)).map(|(key, _)| key).collect();
    let peoples: BTreeSet<String> = states.iter().flat_map(|key| adjectives(key)).collect();
    for name in &mut names {
        let key = key(report, name);
        let dateline = report.dateline.as_ref().is_some_and(|dateline| dateline.span.contains(name.span));
        if dateline || states.contains(&key) {
            name.kind = NameType::Gpe;
        } else if (peoples.contains(&key) || is_adjective(name, uses.get(&key).copied())) && unknown(&key) {
            name.kind = NameType::Norp;
        }
    }
    names
}

/// What the model took for a body and the report only ever puts before a state's people and bodies, as an adjective.
fn is_adjective(name: &Name, uses: Option<u32>) -> bool {
    name.kind == NameType::Org && name.tokens.len() == 1 && uses == Some(BODY | AGENT | MODIFIER)
}

/// A name as it is looked up: without case and article.
fn key(report: &Report, name: &Name) -> String {
    let words = name.span.of(&report.text).to_lowercase();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.strip_prefix("the ").map_or(words.clone(), str::to_owned)
}

/// The word of the name that the rest of it hangs on.
fn head(sentence: &Sentence, name: &Name) -> usize {
    let inside = |i: &usize| sentence.tokens[*i].head.is_none_or(|head| !name.tokens.contains(&head));
    let range = name.tokens.start..name.tokens.end.min(sentence.tokens.len());
    range.clone().find(inside).unwrap_or(range.start)
}

/// The name that this one is joined to by "and", by the head of each.
fn coordinated(sentence: &Sentence, word: usize) -> Option<usize> {
    sentence.tokens.get(word).filter(|token| token.relation() == "conj")?.head
}

/// Verbs and prepositions' nouns that a bond hangs on or is: "broke off relations", "relations".
fn bound(sentence: &Sentence) -> HashSet<usize> {
    let mut found = HashSet::new();
    for (i, token) in sentence.tokens.iter().enumerate() {
        if TABLE.bond.contains(&*token.lemma) {
            found.insert(i);
            found.extend(token.head.filter(|_| matches!(token.relation(), "obj" | "nsubj")));
        }
    }
    found
}

fn used(sentence: &Sentence, name: &Name, bound: &HashSet<usize>) -> u32 {
    let mut uses = match name.kind {
        NameType::Gpe => TYPED,
        NameType::Org => BODY,
        _ => 0,
    };
    let Some(token) = sentence.tokens.get(head(sentence, name)) else { return uses };
    let before = sentence.tokens[..name.tokens.start.min(sentence.tokens.len())].iter().rev();
    let skipped = |token: &&record::Token| matches!(token.upos, Upos::Det | Upos::Adj);
    let before = before.enumerate().find(|(i, token)| !skipped(token) || *i >= BETWEEN).map(|(_, token)| token);
    let preposition = before.filter(|token| token.upos == Upos::Adp).map(|token| token.lemma.to_lowercase());
    let place = matches!(&*token.deprel, "obl" | "nmod");
    if place && preposition.as_deref().is_some_and(|word| TABLE.inside.contains(word)) {
        uses |= INSIDE;
    }
    let above = token.head.and_then(|head| sentence.tokens.get(head)).map_or("", |token| &*token.lemma);
    if place && preposition.as_deref() == Some("to") && TABLE.motion.contains(above) {
        uses |= INSIDE;
    }
    if token.relation() == "compound" && TABLE.venue.contains(above) {
        uses |= VENUE;
    }
    let Some(governor) = token.head.and_then(|head| sentence.tokens.get(head).map(|token| (head, token))) else {
        return uses;
    };
    let whose = matches!(token.relation(), "nmod" | "compound") && preposition.as_deref().is_none_or(|p| p == "of");
    if whose && is_agent(&governor.1.lemma) {
        uses |= AGENT;
        let word = token.lemma.to_lowercase();
        let modifier = token.relation() == "compound" && preposition.is_none();
        uses |= if modifier && ENDINGS.iter().any(|ending| word.ends_with(ending)) { MODIFIER } else { 0 };
    }
    // "relations with Norland", "Norland broke off relations", "broke off relations with Norland".
    let party = token.relation() == "nsubj" || preposition.as_deref().is_some_and(|p| matches!(p, "with" | "between"));
    if party && bound.contains(&governor.0) {
        uses |= BOND;
    }
    uses
}

fn is_agent(lemma: &str) -> bool {
    let lemma = lemma.to_lowercase();
    TABLE.agent.contains(lemma.as_str())
}

/// Last words of people's names of several words in the report.
fn surnames(report: &Report, analysis: &Analysis) -> BTreeSet<String> {
    let persons = analysis.names.iter().filter(|name| name.kind == NameType::Per && name.tokens.len() > 1);
    persons.filter_map(|name| key(report, name).rsplit(' ').next().map(str::to_owned)).collect()
}

/// The words of the report that are written with a capital.
fn capitalised(report: &Report, analysis: &Analysis) -> BTreeSet<String> {
    let words =
        analysis.sentences.iter().flat_map(|sentence| &sentence.tokens).map(|token| token.span.of(&report.text));
    words.filter(|word| word.chars().next().is_some_and(char::is_uppercase)).map(str::to_lowercase).collect()
}

/// What people and things of a state may be called, by the endings that such words have.
fn adjectives(key: &str) -> impl Iterator<Item = String> {
    // Of shorter stems everything would be an adjective.
    const SHORTEST: usize = 4;
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let stems: BTreeSet<String> = [key.to_owned(), key.trim_end_matches(vowel).to_owned()].into();
    let stems = stems.into_iter().filter(|stem| stem.chars().count() >= SHORTEST);
    stems.flat_map(|stem| TABLE.ending.iter().map(move |ending| format!("{stem}{ending}")))
}
