//! What is done by saying it, and where the parties stand.
//!
//! The happenings that the trained head found and the attributions say which words are acts at all; a small table gives
//! the kind and where in the tree the parties and the content stand. What cannot be read alone, names nobody, or is only
//! planned, supposed or asked is left out: nothing is shown rather than a guess.

mod answers;
mod draft;
mod lexicon;
mod nouns;
mod said;
mod scene;
mod slots;
mod stances;
mod verbs;
mod wording;

use crate::events::Found;
use crate::events::open::OpenAttributions;
use crate::events::people::People;
use crate::events::tree::Tree;
use draft::Draft;
use record::reading::{Act, Entity, Event, Stance};
use record::{ActId, Analysis, BlockKind, Report, Spans};
use scene::{Known, Scene};

/// Sentences of more words than this are lists or noise.
const LONGEST_SENTENCE: usize = 300;

/// Finds the acts and the stances of a report's body and captions, in text order.
pub(crate) fn find(
    report: &Report,
    analysis: &Analysis,
    found: &Found<'_>,
    events: &[Event],
) -> (Vec<Act>, Vec<Stance>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut stances: Vec<Stance> = Vec::new();
    let mut open = OpenAttributions::new(found.attributions);
    let known = Known::new(found);
    for sentence in &analysis.sentences {
        open.advance(sentence.span);
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        // A headline cuts its words too short.
        let read = kind.is_some_and(|kind| kind.is_reporting() && kind != BlockKind::Title);
        if !read || sentence.tokens.len() > LONGEST_SENTENCE {
            continue;
        }
        let tree = Tree::new(sentence, &report.text);
        let people = People::new(&tree, *found);
        let scene = Scene {
            text: &report.text,
            tree: &tree,
            people: &people,
            found: *found,
            known: &known,
            events,
            open: &open,
        };
        of_sentence(&scene, &mut drafts, &mut stances);
    }
    let said = said::called_false(&report.text, found.attributions);
    (finished(drafts, said, found.entities), stances)
}

fn of_sentence(scene: &Scene<'_, '_>, drafts: &mut Vec<Draft>, stances: &mut Vec<Stance>) {
    let from = drafts.len();
    for word in 0..scene.tree.len() {
        let before = drafts.len();
        verbs::find(scene, word, drafts);
        if drafts.len() == before {
            drafts.extend(nouns::find(scene, word).or_else(|| said::demanded(scene, word)));
        }
        if drafts.len() == before {
            drafts.extend(said::told_of_another(scene, word));
        }
        stances.extend(
            stances::find(scene, word).or_else(|| stances::said(scene, word)).or_else(|| stances::judged(scene, word)),
        );
    }
    once(drafts, from);
}

/// One act stands once: told by a noun of its own and as what is answered, or within the content of another of its kind.
fn once(drafts: &mut Vec<Draft>, from: usize) {
    let mut at = from;
    while at < drafts.len() {
        let told = |other: usize, one: &Draft| {
            let other = &drafts[other];
            other.trigger == one.trigger && other.kind == one.kind
                || other.kind == one.kind && other.what.text == one.what.text && other.against == one.against
                || other.kind == one.kind
                    && other.by == one.by
                    && other.what.span.contains(one.trigger)
                    && other.trigger != one.trigger
        };
        let answered = drafts[from..].iter().any(|draft| draft.refers == Some(at));
        let again = (from..drafts.len()).any(|other| {
            other != at && told(other, &drafts[at]) && (other < at || drafts[other].trigger != drafts[at].trigger)
        });
        if again && !answered {
            drafts.remove(at);
            for draft in &mut drafts[from..] {
                draft.refers = draft.refers.map(|refers| refers - usize::from(refers > at));
            }
        } else {
            at += 1;
        }
    }
}

/// In text order, each answer with what it answers.
fn finished(drafts: Vec<Draft>, said: Vec<[Draft; 2]>, entities: &[Entity]) -> Vec<Act> {
    let mut all = drafts;
    for [accusation, answer] in said {
        // Told by words of its own already.
        let known = all.iter().position(|one| {
            one.kind == accusation.kind && one.by == accusation.by && accusation.what.span.contains(one.trigger)
        });
        let refers = known.unwrap_or_else(|| {
            all.push(accusation);
            all.len() - 1
        });
        all.push(Draft { refers: Some(refers), ..answer });
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (all[at].trigger, at));
    let mut place = vec![0; all.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let sorted = order.iter().map(|&at| {
        let draft = all[at].clone();
        Draft { refers: draft.refers.map(|refers| place[refers]), ..draft }
    });
    let bound = answers::bind(sorted.collect(), entities);
    bound.into_iter().enumerate().map(|(id, draft)| act(id, draft)).collect()
}

fn act(id: usize, draft: Draft) -> Act {
    let ranges = draft.what.span.ranges().iter().copied().chain([draft.trigger]).collect();
    Act {
        id: ActId(id),
        kind: draft.kind,
        by: draft.by,
        to: draft.to,
        against: draft.against,
        what: draft.what.text,
        span: Spans::new(ranges),
        trigger: draft.trigger,
        refers_to: draft.refers.map(ActId),
        event: draft.event,
        attribution: draft.attribution,
    }
}
