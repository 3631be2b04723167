//! Who said what.
//!
//! Three kinds of evidence are put together: the spans that the model marks ([`marked`]), the trees ([`syntax`]),
//! and the quotation marks ([`quotations`], [`chains`]). What is found is then read for who speaks
//! ([`speakers`]), what kind of source that is, told to whom ([`sources`]), and on what occasion ([`occasions`]).

mod borders;
mod chains;
mod draft;
mod finish;
mod lexicon;
mod marked;
mod nesting;
mod occasions;
pub(crate) mod quotations;
mod repairs;
mod signatures;
mod sources;
mod speakers;
mod speech;
mod syntax;
mod trees;

use draft::{Draft, Origin};
use record::reading::{Attribution, Entity, Mention};
use record::{Analysis, Report, Span, Spans, Upos};
use std::collections::BTreeSet;
use trees::Trees;

pub use nesting::{Contents, containing};

/// Finds every attribution of a report's title, body and captions.
///
/// They come in the order of their cues; an attribution without cue stands where its content begins. The
/// reader's comments and the page's boilerplate yield none.
pub fn find(report: &Report, analysis: &Analysis, mentions: &[Mention], entities: &[Entity]) -> Vec<Attribution> {
    let trees = Trees::new(report, analysis);
    let quotations = quotations::find(report);
    let natures: Vec<speech::Nature> = quotations.iter().map(|quotation| speech::nature(&trees, quotation)).collect();
    let marked = marked::find(report, analysis, &trees);
    let modelled = !analysis.roles.is_empty();
    let shown = syntax::find(report, &trees);
    let (mut drafts, mut bare) = combine(&trees, marked, shown.drafts, modelled);
    bare.extend(shown.bare);
    let unnamed = sources::unnamed(&trees);
    repairs::keep_to_sentence(&trees, &quotations, &mut drafts);
    repairs::mend_names(&trees, &mut drafts);
    repairs::stretch(&trees, &mut drafts);
    repairs::part(&trees, &mut drafts);
    repairs::leave_hearers(&trees, &mut drafts);
    occasions::leave_out(&trees, &mut drafts);
    occasions::quoted(&trees, &mut drafts);
    borders::close_sources(&report.text, &mut drafts);
    repairs::fill(&report.text, &quotations, &mut drafts);
    leave_out_anonymity(&trees, &unnamed, &mut drafts);
    borders::settle(&report.text, &mut drafts, &quotations, &natures);
    let marks = chains::Marks { quotations: &quotations, natures: &natures, mentions };
    chains::find(&trees, &marks, bare, &mut drafts);
    borders::join_lists(&report.text, &mut drafts);
    repairs::keep_cues_out(&report.text, &mut drafts);
    let read = finish::Read {
        trees: &trees,
        mentions,
        entities,
        quotations: &quotations,
        natures: &natures,
        unnamed: &unnamed,
    };
    finish::finish(&read, &drafts)
}

/// Words about a source's anonymity are no part of what it says, and nothing that is said.
fn leave_out_anonymity(trees: &Trees<'_>, unnamed: &[sources::Unnamed], drafts: &mut Vec<Draft>) {
    let at = |span: Span| unnamed.partition_point(|one| one.phrase.end <= span.start);
    for draft in drafts.iter_mut() {
        let Some(cover) = draft.content.cover() else { continue };
        let inside = || unnamed[at(cover)..].iter().take_while(|one| one.phrase.start < cover.end);
        for reason in inside().filter_map(|one| one.reason.as_ref()) {
            let others = draft.content.ranges().iter().copied().filter(|&range| !reason.span.contains(range));
            draft.content = Spans::new(others.collect());
        }
        for clause in inside().filter_map(|one| one.clause) {
            // The whole of it only where something is left.
            let rest = draft::without(trees.text, &draft.content, clause);
            if !draft.cue.overlaps(clause) && !rest.is_empty() {
                draft.content = rest;
            }
        }
    }
    drafts.retain(|draft| {
        if draft.content.is_empty() {
            return false;
        }
        let cue = draft.cue.cover().and_then(|cue| unnamed.get(at(cue)).filter(|one| one.phrase.overlaps(cue)));
        let content =
            draft.content.cover().and_then(|span| unnamed.get(at(span)).filter(|one| one.phrase.contains(span)));
        cue.is_none() && content.is_none()
    });
}

/// The model's attributions, completed and joined by those that the trees show; and the model's cues for which no
/// content was found.
fn combine(trees: &Trees<'_>, marked: marked::Marked, syntax: Vec<Draft>, modelled: bool) -> (Vec<Draft>, Vec<Draft>) {
    let mut drafts = marked.drafts;
    let mut loose: BTreeSet<Span> = marked.loose.into_iter().collect();
    let mut added: Vec<Draft> = Vec::new();
    for mut draft in syntax {
        let from = drafts.partition_point(|one| {
            one.cue.cover().is_some_and(|cue| draft.cue.cover().is_some_and(|own| cue.end <= own.start))
        });
        let same = drafts.get_mut(from).filter(|one| draft.cue.cover().is_some_and(|own| one.cue.overlaps(own)));
        if let Some(one) = same {
            complete(one, &draft);
            continue;
        }
        // A content that the model marks without a cue: the tree has the cue.
        let fits: Vec<Span> = draft.content.ranges().iter().flat_map(|&range| overlapping(&loose, range)).collect();
        if !fits.is_empty() {
            for span in &fits {
                loose.remove(span);
            }
            draft.content = Spans::new(fits);
            added.push(draft);
        } else if !modelled || draft.origin == Origin::Sure {
            added.push(draft);
        }
    }
    let contents = nesting::Contents::of(
        drafts
            .iter()
            .chain(&added)
            .enumerate()
            .flat_map(|(of, draft)| draft.content.ranges().iter().map(move |&r| (r, of)))
            .collect(),
    );
    added.retain(|draft| {
        let Some(&cue) = draft.cue.ranges().first() else { return true };
        let outer = contents.holding(cue).next().is_some();
        let whole =
            || draft.content.cover().is_some_and(|content| contents.holding(content.cover(cue)).next().is_some());
        match outer {
            // Inside of somebody's words: what is weak alone is too weak there, and who says "I think" there is
            // known already.
            true => draft.origin == Origin::Sure && whole() && !is_vague(trees, draft),
            false => !modelled || !is_vague(trees, draft),
        }
    });
    let (mut drafts, bare): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|draft| !draft.content.is_empty());
    drafts.extend(added);
    drafts.sort_by_key(Draft::order);
    (drafts, bare)
}

/// The spans, of which no two overlap, that share bytes with `range`.
fn overlapping(spans: &BTreeSet<Span>, range: Span) -> impl Iterator<Item = Span> + '_ {
    let before = spans.range(..Span::new(range.end, range.end)).rev();
    before.copied().take_while(move |span| span.overlaps(range))
}

/// Whether a draft names nobody who could be told apart: no source, "I", "you", "it".
fn is_vague(trees: &Trees<'_>, draft: &Draft) -> bool {
    let Some(head) = draft.source_head.filter(|_| !draft.source.is_empty()) else { return true };
    let token = trees.token(head);
    token.upos == Upos::Pron
        && matches!(&*token.lemma, "I" | "i" | "you" | "we" | "it" | "that" | "this" | "one" | "they")
}

/// Fills in what the model left out.
fn complete(one: &mut Draft, other: &Draft) {
    if one.source.is_empty() && !other.source.ranges().iter().any(|&range| one.content.overlaps(range)) {
        one.source_head = other.source_head;
        one.source = other.source.clone();
    }
    if one.content.is_empty() && !other.content.ranges().iter().any(|&range| one.source.overlaps(range)) {
        one.content = other.content.clone();
    }
}
