//! Parts that the model nearly marks, taken where the tree binds them to a part that it does mark.

use super::{Marked, Part, bond, draft, is_governed, parts};
use crate::attributions::draft::Draft;
use crate::attributions::trees::{Place, Trees};
use record::{Analysis, Report, Role, Span, Spans};

/// Gives drafts the source and content that they lack, and makes drafts of cues that are nearly marked beside a source
/// or a content without cue (`idle`, `marked.loose`).
pub(super) fn complete(report: &Report, analysis: &Analysis, trees: &Trees<'_>, idle: Vec<Part>, marked: &mut Marked) {
    let hints = |role: Role| parts(report, trees, &analysis.hints, role);
    let cues = hints(Role::Cue);
    let (mut sources, mut contents) = (Pool::new(hints(Role::Source)), Pool::new(hints(Role::Content)));
    let mut idle = Pool::new(idle);
    for draft in &mut marked.drafts {
        let Some(cue) = draft.cue.cover().and_then(|span| super::part(report, trees, span)) else { continue };
        if draft.content.is_empty()
            && let Some((content, _)) = contents.take(trees, &cue, |content| is_governed(trees, &cue, content))
        {
            draft.content = Spans::from(content);
        }
        give_source(trees, &cue, &mut sources, draft);
    }
    let mut loose = Pool::new(marked.loose.iter().filter_map(|&span| super::part(report, trees, span)).collect());
    for cue in &cues {
        let mut new = draft(cue);
        let said = |content: &Part| is_governed(trees, cue, content);
        let content = loose.take(trees, cue, said);
        give_source(trees, cue, &mut idle, &mut new);
        let sure = content.is_some() || !new.source.is_empty();
        let content = content.or_else(|| if sure { contents.take(trees, cue, said) } else { None });
        let Some((content, _)) = content else { continue };
        new.content = Spans::from(content);
        give_source(trees, cue, &mut sources, &mut new);
        marked.drafts.push(new);
    }
    marked.loose = loose.0.into_iter().filter(|(_, taken)| !taken).map(|(part, _)| part.span).collect();
    marked.drafts.sort_by_key(|draft| draft.cue.cover());
}

/// Parts in text order, each until it is taken.
struct Pool(Vec<(Part, bool)>);

impl Pool {
    fn new(parts: Vec<Part>) -> Self {
        Self(parts.into_iter().map(|part| (part, false)).collect())
    }

    /// Takes the first part in the sentence of the cue that fits.
    fn take(&mut self, trees: &Trees<'_>, cue: &Part, fits: impl Fn(&Part) -> bool) -> Option<(Span, Place)> {
        let tree = trees.list.get(cue.head.0).filter(|tree| tree.is_readable())?;
        let sentence = tree.sentence.span;
        let from = self.0.partition_point(|(part, _)| part.span.start < sentence.start);
        let here = self.0[from..].iter_mut().take_while(|(part, _)| part.span.start < sentence.end);
        let mut free = here.filter(|(part, taken)| !taken && !part.span.overlaps(cue.span));
        let (part, taken) = free.find(|(part, _)| fits(part))?;
        *taken = true;
        Some((part.span, part.head))
    }
}

/// Gives the draft the source that the tree binds to its cue.
fn give_source(trees: &Trees<'_>, cue: &Part, sources: &mut Pool, draft: &mut Draft) {
    if !draft.source.is_empty() {
        return;
    }
    let fits = |source: &Part| bond(trees, cue, source) > 0 && !draft.content.overlaps(source.span);
    if let Some((source, head)) = sources.take(trees, cue, fits) {
        draft.source = Spans::from(source);
        draft.source_head = Some(head);
    }
}
