//! Mentions and the entities they stand for.
//!
//! [`find`] first writes down every mention (`detect`), then joins them by sieves, from the surest to the boldest:
//! names (`names`), what the syntax says is one (`phrases`), names held back
//! (`leads`), descriptions (`nominals`, `groups`, `later`), pronouns (`pronouns`), what is
//! whose (`possessions`). Each rule has a name. What nothing decides stays undecided: such a mention has no entity.

mod binding;
mod detect;
mod draft;
mod entities;
mod groups;
mod later;
mod leads;
pub(crate) mod lexicon;
mod named;
mod names;
mod nominals;
mod nouns;
mod persons;
mod phrases;
mod possessions;
mod pronouns;
mod scene;
mod sides;
mod states;
mod tree;
mod types;
mod whole;

use crate::attributions::quotations;
use draft::{Draft, Number};
use record::reading::{Entity, Mention};
use record::{Analysis, Name, Report};
use scene::{Clusters, Scene};
use tree::Tree;

/// Most words that "and" joins into one group; longer lists are no group that a text comes back to.
const LARGEST_GROUP: usize = 8;

/// Finds every mention of a report's title, body and captions, and groups them into entities.
///
/// Sentences of other blocks yield nothing.
pub fn find(report: &Report, analysis: &Analysis) -> (Vec<Mention>, Vec<Entity>) {
    let scene = resolve(report, analysis);
    entities::build(&scene)
}

fn resolve<'a>(report: &'a Report, analysis: &'a Analysis) -> Scene<'a> {
    let found = states::retyped(report, analysis);
    let mut names: Vec<Vec<&Name>> = vec![Vec::new(); analysis.sentences.len()];
    for name in &found {
        if let Some(list) = names.get_mut(name.sentence) {
            list.push(name);
        }
    }
    let (mut trees, mut drafts) = (Vec::new(), Vec::new());
    for (sentence, names) in analysis.sentences.iter().zip(&names) {
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        if !kind.is_some_and(record::BlockKind::is_reporting) || sentence.tokens.is_empty() {
            continue;
        }
        let tree = Tree::new(&report.text, sentence);
        let found = detect::detect(trees.len(), &tree, names);
        trees.push(tree);
        drafts.extend(found);
    }
    mark_quotations(report, &mut drafts);
    add_groups(&trees, &mut drafts);
    let clusters = Clusters::new(&drafts);
    let count = drafts.len();
    let groups = std::collections::BTreeMap::new();
    let (rules, undecided) = (vec![""; count], vec![false; count]);
    let mut scene = Scene { report, trees, drafts, clusters, rules, undecided, groups };
    names::resolve(&mut scene);
    phrases::resolve(&mut scene);
    leads::resolve(&mut scene);
    nominals::resolve(&mut scene);
    later::resolve(&mut scene);
    pronouns::resolve(&mut scene);
    possessions::resolve(&mut scene);
    scene
}

/// Notes for each draft the quotation that it stands in.
fn mark_quotations(report: &Report, drafts: &mut [Draft]) {
    let quotations = quotations::find(report);
    let mut next = 0;
    // In text order the outer of two quotations comes first; the last that holds the draft is the inner one.
    let mut open: Vec<usize> = Vec::new();
    for draft in drafts {
        while let Some(quotation) = quotations.get(next).filter(|quotation| quotation.span.start <= draft.span.start) {
            open.retain(|&other| quotations[other].span.end > quotation.span.start);
            open.push(next);
            next += 1;
        }
        open.retain(|&other| quotations[other].span.end > draft.span.start);
        draft.quotation = open.last().copied();
    }
}

/// Adds a draft for each set of mentions that "and" joins: what "they" may take up.
fn add_groups(trees: &[Tree<'_>], drafts: &mut Vec<Draft>) {
    let heads = phrases::heads(drafts);
    let mut groups = Vec::new();
    for (&(tree, word), &first) in &heads {
        let sentence = &trees[tree];
        if drafts[first].modifies || drafts[first].pronoun.is_some() {
            continue;
        }
        let others = sentence.children(word).iter().filter(|&&child| sentence.token(child).relation() == "conj");
        let parts: Vec<usize> =
            std::iter::once(first).chain(others.filter_map(|&child| heads.get(&(tree, child)).copied())).collect();
        let either = sentence
            .children(parts.last().map_or(word, |&last| drafts[last].head))
            .iter()
            .any(|&child| matches!(&*sentence.token(child).lemma, "or" | "nor"));
        let kinds = parts.iter().all(|&part| drafts[part].kind == drafts[first].kind);
        if parts.len() < 2 || parts.len() > LARGEST_GROUP || either || !kinds {
            continue;
        }
        let mut group = drafts[first].clone();
        let last = parts.iter().map(|&part| drafts[part].span).fold(group.span, record::Span::cover);
        group.span = last;
        group.head_span = last;
        group.words.end = parts.iter().map(|&part| drafts[part].words.end).max().unwrap_or(group.words.end);
        group.number = Number::Plural;
        group.gender = draft::Gender::Unknown;
        group.person = None;
        group.role = None;
        group.sides = Vec::new();
        group.parts = parts;
        groups.push(group);
    }
    drafts.extend(groups);
}
