//! Which words of a sentence are in the lexicon, by the conditions of their entries.

use super::lexicon::{Condition, Entry, LEXICON, Part, Test};
use super::tree::Tree;
use record::analysis::Upos;

/// The entry of every word that has one.
pub fn entries(tree: &Tree<'_>, is_name: &[bool]) -> Vec<Option<&'static Entry>> {
    (0..tree.len()).map(|i| entry(tree, i, is_name)).collect()
}

fn entry(tree: &Tree<'_>, i: usize, is_name: &[bool]) -> Option<&'static Entry> {
    let token = tree.token(i);
    let parts: &[Part] = match token.upos {
        Upos::Verb | Upos::Aux => &[Part::Verb],
        // "is ready", "was expected" and "the planned talks" are tagged either way.
        Upos::Adj => &[Part::Adjective],
        Upos::Noun => &[Part::Noun],
        Upos::Propn if !is_name[i] => &[Part::Noun],
        _ => return None,
    };
    if token.upos == Upos::Aux && tree.child(i, "xcomp").is_none() {
        return None;
    }
    let lemma = tree.lemma(i);
    let of_part = |part: &Part| {
        let found = LEXICON.entries(lemma, *part).iter();
        found.into_iter().find(|entry| entry.conditions.iter().all(|condition| holds(tree, i, condition, is_name)))
    };
    let found = parts.iter().find_map(of_part);
    found.or_else(|| {
        // A headline's capitals may leave a plural noun unlemmatised: "Talks".
        let singular = lemma.strip_suffix('s').filter(|_| token.upos == Upos::Propn)?;
        let entries = LEXICON.entries(singular, Part::Noun).iter();
        entries.into_iter().find(|entry| entry.conditions.iter().all(|condition| holds(tree, i, condition, is_name)))
    })
}

fn holds(tree: &Tree<'_>, i: usize, condition: &Condition, is_name: &[bool]) -> bool {
    test(tree, i, &condition.test, is_name) != condition.negated
}

fn test(tree: &Tree<'_>, i: usize, test: &Test, is_name: &[bool]) -> bool {
    match test {
        Test::Particle(lemma) => tree.all(i, "compound:prt").any(|child| tree.lemma(child) == lemma),
        Test::Object(lemmas) => {
            let objects = tree.objects(i);
            if lemmas.is_empty() {
                return tree.child(i, "obj").is_some() || (tree.is_passive(i) && !objects.is_empty());
            }
            objects.iter().any(|&object| {
                lemmas.contains(tree.lemma(object))
                    || content_of(tree, object).is_some_and(|content| lemmas.contains(tree.lemma(content)))
            })
        }
        Test::NamedObject => tree.objects(i).iter().any(|&object| {
            is_name[object] || tree.token(object).upos == Upos::Pron || tree.all(object, "flat").next().is_some()
        }),
        Test::Preposition(preposition, lemmas) => {
            let nominals = tree.with_preposition(i, preposition);
            // "called for troops to leave": the preposition marks a clause.
            let clause = |&child: &usize| {
                matches!(tree.token(child).relation(), "advcl" | "xcomp" | "ccomp" | "acl")
                    && tree.all(child, "mark").any(|mark| tree.lemma(mark) == preposition)
            };
            nominals.iter().any(|&nominal| lemmas.is_empty() || lemmas.contains(tree.lemma(nominal)))
                || (lemmas.is_empty() && tree.children(i).iter().any(clause))
        }
        Test::Modifier(lemmas) => tree.children(i).iter().any(|&child| {
            let modifier = matches!(tree.token(child).relation(), "amod" | "compound" | "nmod");
            modifier && (lemmas.contains(tree.lemma(child)) || hyphenated(tree, child, lemmas))
        }),
        Test::Complement(relation, lemmas) => {
            tree.all(i, relation).any(|clause| lemmas.is_empty() || lemmas.contains(tree.lemma(clause)))
        }
        Test::Subject(lemmas) => tree.actors(i).iter().any(|&subject| lemmas.contains(tree.lemma(subject))),
        Test::Near(lemmas) => {
            let (first, last) = tree.phrase(i, &["nsubj", "advcl", "conj", "parataxis"]);
            (first..=last).any(|word| lemmas.contains(tree.lemma(word)))
        }
        Test::Governor(lemmas) => {
            let governor = tree.head(i).map(|head| {
                let counted = content_of(tree, head) == Some(i);
                if counted { tree.head(head).unwrap_or(head) } else { head }
            });
            governor.is_some_and(|head| lemmas.contains(tree.lemma(head)))
        }
        Test::Infinitive => tree
            .all(i, "xcomp")
            .chain(tree.all(i, "advcl"))
            .any(|clause| tree.is_verbal(clause) && tree.all(clause, "mark").any(|mark| tree.lemma(mark) == "to")),
        Test::Plural => {
            tree.token(i).feature("Number") == Some("Plur") || matches!(&*tree.token(i).xpos, "NNS" | "NNPS")
        }
        Test::Ordinal => tree.children(i).iter().any(|&child| is_ordinal(tree, child)),
        Test::Adverb(lemma) => tree.children(i).iter().any(|&child| {
            let relation = tree.token(child).relation();
            let own = tree.lemma(child) == lemma
                && matches!(relation, "advmod" | "compound" | "xcomp" | "obl" | "case" | "obj");
            own || (relation == "obl" && tree.has_preposition(child, lemma))
        }),
    }
}

/// "live - fire", cut into three words by the treebank's tokenisation.
fn hyphenated(tree: &Tree<'_>, child: usize, lemmas: &std::collections::BTreeSet<String>) -> bool {
    tree.children(child).iter().any(|&part| {
        let joined = format!("{}-{}", tree.lemma(part.min(child)), tree.lemma(part.max(child)));
        lemmas.contains(&joined)
    })
}

/// "first", "second", "latest", "next", "2nd".
pub fn is_ordinal(tree: &Tree<'_>, i: usize) -> bool {
    let token = tree.token(i);
    matches!(token.upos, Upos::Adj | Upos::Num | Upos::Adv)
        && (token.feature("NumType") == Some("Ord") || LEXICON.is("rank", tree.lemma(i)))
}

/// The noun that a counting or phase noun is about: "talks" of "a second round of talks", "mediation" of "a
/// mediation effort".
pub fn content_of(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    if LEXICON.is("carrier", tree.lemma(noun)) {
        return tree.all(noun, "compound").chain(tree.all(noun, "amod")).find(|&before| before < noun);
    }
    if !LEXICON.is("transparent", tree.lemma(noun)) {
        return None;
    }
    tree.with_preposition(noun, "of").first().copied()
}
