//! Phrases and verbs that stand in a file twice: the first counts, which is said where the second says something else.

use crate::actors::Actor;
use crate::agents::Agent;
use crate::problem::{Problems, quote, wrong};
use crate::verbs::Block;
use std::collections::HashMap;
use std::hash::Hash;

/// Warns of phrases with other codes than before.
pub(crate) fn actors(actors: &[Actor], problems: &mut Problems) {
    let all = actors.iter().flat_map(|actor| actor.phrases.iter().map(move |phrase| (phrase, actor)));
    let all = all.map(|(phrase, actor)| (phrase, phrase.to_string(), actor.rule.line, &actor.codes));
    warn(all, problems);
}

/// Warns of phrases with another code than before.
pub(crate) fn agents(agents: &[Agent], problems: &mut Problems) {
    let all = agents.iter().flat_map(|agent| agent.phrases.iter().map(move |phrase| (phrase, agent)));
    let all = all.map(|(phrase, agent)| (phrase, phrase.to_string(), agent.rule.line, (&agent.code, agent.before)));
    warn(all, problems);
}

/// Warns of verbs that stand in another block before, or with another code.
pub(crate) fn verbs(blocks: &[Block], problems: &mut Problems) {
    let verbs = blocks.iter().enumerate().flat_map(|(i, block)| block.verbs.iter().map(move |verb| (i, verb)));
    let all = verbs.filter_map(|(i, verb)| {
        let form = verb.forms.first()?;
        Some(((&form.before, &form.word, &form.after), form.to_string(), verb.rule.line, (i, &verb.code)))
    });
    warn(all, problems);
}

/// Warns of keys that were there before and said something else.
fn warn<K: Eq + Hash, V: PartialEq>(all: impl Iterator<Item = (K, String, usize, V)>, problems: &mut Problems) {
    let mut seen: HashMap<K, (usize, V)> = HashMap::new();
    for (key, written, line, says) in all {
        match seen.get(&key) {
            Some((first, before)) if *before != says => {
                let message = format!("{} stands in line {first} otherwise: that line counts", quote(&written));
                problems.warning(line, wrong(message));
            }
            Some(_) => {}
            None => drop(seen.insert(key, (line, says))),
        }
    }
}
