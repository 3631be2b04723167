//! Nouns of speech with what is said: "her claim that …", "a promise to …".

use super::super::draft::{Draft, Origin, with};
use super::super::lexicon::{self, Noun};
use super::super::trees::{Place, Tree, Trees};
use super::{below, subjects};
use record::{Span, Spans, Upos};

/// Verbs that add nothing to the noun of speech that is their object: who does the one, says the other.
const LIGHT: [&str; 12] =
    ["make", "give", "issue", "voice", "express", "repeat", "renew", "offer", "raise", "release", "have", "send"];

/// Reads the noun as the cue of an attribution.
pub(super) fn read(trees: &Trees<'_>, place: Place) -> Option<Draft> {
    let (index, noun) = place;
    let tree = &trees.list[index];
    if tree.token(noun).upos != Upos::Noun || !lexicon::is_noun(tree.lemma(noun), Noun::Speech) {
        return None;
    }
    let clause = tree.children(noun).iter().copied().find(|&child| child > noun && gives_content(tree, child))?;
    let mut draft = Draft::new(Origin::Weak);
    draft.content = below(trees, (index, clause), &[]);
    draft.cue_head = Some(place);
    draft.cue = Spans::from(tree.token(noun).span);
    let owner = tree.child(noun, &["nmod:poss"]);
    let by = || tree.children(noun).iter().copied().find(|&child| tree.is(child, &["nmod"]) && case_is(tree, child));
    if let Some(who) = owner.or_else(by) {
        draft.source_head = Some((index, who));
        draft.source = subjects::noun_phrase(trees, (index, who), &[]);
        // "Vidal's": the mark is one word with the name.
        let mark = tree.children(who).iter().copied().find(|&child| child > who && tree.is(child, &["case"]));
        if let Some(mark) = mark.map(|mark| tree.token(mark).span)
            && draft.source.cover().is_some_and(|source| source.end == mark.start)
        {
            draft.source = with(&draft.source, draft.source.cover().unwrap_or(mark).cover(mark));
        }
        draft.origin = Origin::Sure;
    } else if let Some(verb) = tree.head(noun).filter(|&verb| tree.is(noun, &["obj"]) && is_light(tree.lemma(verb))) {
        let subject = subjects::of(tree, verb)?;
        draft.source_head = Some((index, subject.word));
        draft.source = subjects::noun_phrase(trees, (index, subject.word), &[verb]);
        if verb < noun {
            draft.cue = Spans::from(Span::cover(tree.token(verb).span, tree.token(noun).span));
        }
        draft.origin = Origin::Sure;
    }
    Some(draft)
}

/// By its lemma, which may lack its last letter ("issu").
fn is_light(lemma: &str) -> bool {
    LIGHT.iter().any(|light| *light == lemma || light.strip_suffix('e') == Some(lemma))
}

/// A clause with "that", or an infinitive; not a relative clause.
fn gives_content(tree: &Tree<'_>, child: usize) -> bool {
    let mark = || tree.child(child, &["mark"]).map(|mark| tree.lemma(mark));
    match &*tree.token(child).deprel {
        "ccomp" => true,
        "acl" => matches!(mark(), Some("that" | "to" | "whether")),
        _ => false,
    }
}

fn case_is(tree: &Tree<'_>, child: usize) -> bool {
    tree.child(child, &["case"]).is_some_and(|case| matches!(tree.lemma(case), "by" | "from" | "of"))
}
