//! The spans that the model marks, put together: which source and which content go with which cue.
//!
//! The model marks the parts of attributions word by word and says nothing of what belongs together. Here each
//! content and each source chooses among the few cues around it, by the tree and by distance.

mod hints;

use super::draft::{Draft, Origin, join};
use super::syntax::subject_words;
use super::trees::{Place, Tree, Trees};
use record::{Analysis, Report, Role, RoleSpan, Span, Spans, Upos};

/// Cues before and after a span that it may belong to.
const REACH: usize = 4;

/// What is found: attributions, and the contents that no cue claims.
pub(super) struct Marked {
    pub drafts: Vec<Draft>,
    pub loose: Vec<Span>,
}

/// A span of the model with its place in the text.
struct Part {
    span: Span,
    head: Place,
    /// Words from the start of the report to its first and past its last word.
    from: usize,
    to: usize,
    block: usize,
}

/// A score for a pairing; higher is better. Units are words of distance.
type Score = i32;

/// A content that the tree hangs on the cue, or the other way round.
const GOVERNED: Score = 12;
/// The subject of the cue's verb.
const SUBJECT: Score = 20;
/// Any other bond in the tree between cue and source.
const BOND: Score = 10;
/// The subject of the verb that a noun of speech is the object of.
const ACTOR: Score = 6;
/// Steps up from a noun of speech to the verb that it is the object of.
const HIGHEST: usize = 4;
/// Another cue stands between.
const CUE_BETWEEN: Score = 6;
/// A sentence ends between.
const SENTENCE_BETWEEN: Score = 8;
/// The furthest that distance counts, so that a long relative clause does not outweigh a bond.
const FARTHEST: Score = 12;
/// A pairing below this is none.
const WORST_CONTENT: Score = -24;
/// The same for sources: they stand in the sentence of their cue.
const WORST_SOURCE: Score = -12;

/// Links the spans that the model marks in the reporting blocks.
pub(super) fn find(report: &Report, analysis: &Analysis, trees: &Trees<'_>) -> Marked {
    let parts = |role: Role| parts(report, trees, &analysis.roles, role);
    let (cues, sources, contents) = (parts(Role::Cue), parts(Role::Source), parts(Role::Content));
    let mut drafts: Vec<Draft> = cues.iter().map(draft).collect();
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); cues.len()];
    for (index, content) in contents.iter().enumerate() {
        let scored = near(&cues, content).map(|cue| (content_score(trees, &cues, cue, content), cue));
        if let Some((_, cue)) =
            scored.filter(|(score, _)| *score > WORST_CONTENT).max_by_key(|&(s, c)| (s, std::cmp::Reverse(c)))
        {
            taken[cue].push(index);
        }
    }
    let mut loose = Vec::new();
    let mut claimed = vec![false; contents.len()];
    for (cue, list) in taken.iter().enumerate() {
        for &index in own(trees, &cues[cue], list, &contents).iter() {
            claimed[index] = true;
            drafts[cue].content = join(&drafts[cue].content, &Spans::from(contents[index].span));
        }
    }
    loose.extend(contents.iter().zip(&claimed).filter(|(_, claimed)| !**claimed).map(|(content, _)| content.span));
    let used = give_sources(trees, &cues, &sources, &mut drafts);
    let idle = sources.into_iter().zip(used).filter(|(_, used)| !used).map(|(source, _)| source).collect();
    let mut marked = Marked { drafts, loose };
    hints::complete(report, analysis, trees, idle, &mut marked);
    marked
}

/// The spans of a role in the reporting blocks.
fn parts(report: &Report, trees: &Trees<'_>, spans: &[RoleSpan], role: Role) -> Vec<Part> {
    let spans = spans.iter().filter(|span| span.role == role).map(|span| span.span);
    spans.filter_map(|span| part(report, trees, span)).collect()
}

fn part(report: &Report, trees: &Trees<'_>, span: Span) -> Option<Part> {
    let block = report.blocks.partition_point(|block| block.span.end <= span.start);
    report.blocks.get(block).filter(|block| block.kind.is_reporting() && block.span.contains(span))?;
    let head = trees.head_of(span)?;
    let (from, to) = (trees.ordinal(span.start), trees.ordinal(span.end));
    Some(Part { span, head, from, to, block })
}

fn draft(cue: &Part) -> Draft {
    let mut draft = Draft::new(Origin::Model);
    draft.cue = Spans::from(cue.span);
    draft.cue_head = Some(cue.head);
    draft
}

/// The cues around a part.
fn near<'a>(cues: &'a [Part], part: &Part) -> impl Iterator<Item = usize> + 'a {
    let after = cues.partition_point(|cue| cue.span.start < part.span.start);
    let inside = cues[after..].iter().take_while(|cue| cue.span.start < part.span.end).count();
    let block = part.block;
    (after.saturating_sub(REACH)..(after + inside.min(REACH) + REACH).min(cues.len()))
        .filter(move |&cue| cues[cue].block.abs_diff(block) <= 1)
}

/// Pieces of one content.
const MOST_PIECES: usize = 64;

/// Of the contents that chose a cue, those in its own sentence; words of another sentence only where they follow
/// as a quotation does, or where there are no others.
fn own(trees: &Trees<'_>, cue: &Part, list: &[usize], contents: &[Part]) -> Vec<usize> {
    let here: Vec<usize> = list.iter().copied().filter(|&index| touches(trees, cue, &contents[index])).collect();
    if here.is_empty() {
        return list.first().copied().into_iter().collect();
    }
    let quoted = |&&index: &&usize| {
        let words = contents[index].span.of(trees.text);
        here.contains(&index) || words.starts_with(['"', '“', '‘', '\'', '„', '«', '`'])
    };
    list.iter().filter(quoted).take(MOST_PIECES).copied().collect()
}

/// Whether a content has words in the sentence of the cue.
fn touches(trees: &Trees<'_>, cue: &Part, content: &Part) -> bool {
    trees.list[cue.head.0].sentence.span.overlaps(content.span)
}

/// The number of words between two parts, bounded.
fn gap(one: &Part, other: &Part) -> Score {
    let gap = if one.from < other.from { other.from.saturating_sub(one.to) } else { one.from.saturating_sub(other.to) };
    Score::try_from(gap).unwrap_or(FARTHEST).min(FARTHEST)
}

/// Cues that stand between the cue and the part.
fn cues_between(cues: &[Part], cue: usize, part: &Part) -> Score {
    let (low, high) = if cues[cue].from < part.from {
        (cues[cue].span.end, part.span.start)
    } else {
        (part.span.end, cues[cue].span.start)
    };
    let from = cues.partition_point(|other| other.span.start < low);
    let to = cues.partition_point(|other| other.span.start < high);
    Score::try_from(to.saturating_sub(from)).unwrap_or(FARTHEST)
}

fn sentences_between(cue: &Part, first: usize, last: usize) -> Score {
    let at = cue.head.0;
    let gap = if at < first { first - at } else { at.saturating_sub(last) };
    Score::try_from(gap).unwrap_or(FARTHEST).min(FARTHEST)
}

fn content_score(trees: &Trees<'_>, cues: &[Part], cue: usize, content: &Part) -> Score {
    let this = &cues[cue];
    let last = trees.at(content.span.end.saturating_sub(1));
    let mut score = -gap(this, content) - CUE_BETWEEN * cues_between(cues, cue, content);
    score -= SENTENCE_BETWEEN * sentences_between(this, content.head.0, last);
    score -= SENTENCE_BETWEEN * Score::from(this.block != content.block);
    if content.span.contains(this.span) {
        return WORST_CONTENT;
    }
    score + GOVERNED * Score::from(is_governed(trees, this, content))
}

/// Whether the tree hangs the content on the cue, or the other way round.
fn is_governed(trees: &Trees<'_>, cue: &Part, content: &Part) -> bool {
    let (index, head) = cue.head;
    let tree = &trees.list[index];
    if !tree.is_readable() {
        return false;
    }
    let inside = |word: usize| content.span.contains(tree.token(word).span);
    let governs = tree.children(head).iter().any(|&child| {
        inside(child) && !tree.is_punct(child) && !tree.is(child, &["nsubj", "aux", "mark"])
            || (inside(child) && tree.is(child, &["nsubj:pass"]))
    });
    let hangs =
        tree.head(head).is_some_and(inside) && tree.is(head, &["parataxis", "advcl", "acl", "obl", "case", "advmod"]);
    governs || hangs
}

/// Gives each cue its source: the subject of its verb, else the best of those around it.
/// Which sources speak is handed back.
fn give_sources(trees: &Trees<'_>, cues: &[Part], sources: &[Part], drafts: &mut [Draft]) -> Vec<bool> {
    let mut used = vec![false; sources.len()];
    let mut pairs: Vec<(Score, usize, usize, bool)> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        for cue in near(cues, source) {
            let this = &cues[cue];
            if drafts[cue].content.contains(source.span) || this.span.contains(source.span) {
                continue;
            }
            let bond = bond(trees, this, source);
            let score = bond
                - gap(this, source)
                - CUE_BETWEEN * cues_between(cues, cue, source)
                - SENTENCE_BETWEEN * sentences_between(this, source.head.0, source.head.0);
            if score > WORST_SOURCE && this.block == source.block {
                pairs.push((score, cue, index, bond > 0));
            }
        }
    }
    pairs.sort_by_key(|&(score, cue, source, _)| (std::cmp::Reverse(score), cue, source));
    // Without a bond in the tree, a source speaks once; a participle may share it with the verb before.
    for again in [false, true] {
        for &(_, cue, index, bonded) in &pairs {
            let shares = again && sources[index].span.end <= cues[cue].span.start && is_participle(trees, &cues[cue]);
            if drafts[cue].source.is_empty() && (bonded || !used[index] || shares) {
                used[index] = true;
                drafts[cue].source = Spans::from(sources[index].span);
                drafts[cue].source_head = Some(sources[index].head);
            }
        }
    }
    used
}

/// "…, saying that": a verb that cannot have a subject of its own.
fn is_participle(trees: &Trees<'_>, cue: &Part) -> bool {
    let token = trees.token(cue.head);
    matches!(&*token.xpos, "VBG" | "VBN")
        && !trees.list[cue.head.0]
            .children(cue.head.1)
            .iter()
            .any(|&child| trees.list[cue.head.0].is(child, &["aux", "nsubj", "expl"]))
}

/// How the tree binds a source to a cue.
fn bond(trees: &Trees<'_>, cue: &Part, source: &Part) -> Score {
    let (index, head) = cue.head;
    let tree = &trees.list[index];
    if source.head.0 != index || !tree.is_readable() {
        return 0;
    }
    let inside = |word: usize| source.span.contains(tree.token(word).span);
    if subject_words(tree, head).into_iter().flatten().any(inside) {
        return SUBJECT;
    }
    let words = tree.sentence.tokens_in(cue.span);
    let bonded = words.clone().any(|word| {
        let below =
            tree.children(word).iter().any(|&child| inside(child) && !tree.is(child, &["obj", "iobj", "ccomp"]));
        below || tree.head(word).is_some_and(inside)
    });
    if bonded {
        return BOND;
    }
    let actor = noun_actor(tree, head).is_some_and(inside);
    ACTOR * Score::from(actor)
}

/// Who does what a noun of speech is the object of: "Vidal renewed his party's call for …".
fn noun_actor(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    if tree.token(noun).upos == Upos::Verb {
        return None;
    }
    let mut at = noun;
    for _ in 0..HIGHEST {
        let verb = tree.head(at).filter(|_| tree.is(at, &["obj", "obl", "nmod", "conj", "advcl"]))?;
        if matches!(tree.token(verb).upos, Upos::Verb) {
            return subject_words(tree, verb).into_iter().flatten().next();
        }
        at = verb;
    }
    None
}
