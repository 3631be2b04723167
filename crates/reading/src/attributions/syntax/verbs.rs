//! Verbs of speech, thought and perception, with what is said and who says it.

use super::super::draft::{Draft, Origin, join, with};
use super::super::lexicon::Cue;
use super::super::trees::{Place, Tree, Trees};
use super::{below, subjects};
use record::{Span, Spans, Upos};

/// Reads the word as the cue of an attribution.
pub(super) fn read(trees: &Trees<'_>, place: Place) -> Option<Draft> {
    let class = class(trees, place)?;
    let (content, origin) = content(trees, place, class)?;
    let mut draft = Draft::new(origin);
    draft.cue = cue(trees, place);
    draft.cue_head = Some(place);
    draft.content = content;
    give_source(trees, place, &mut draft);
    if draft.source.ranges().iter().any(|&range| draft.content.contains(range)) {
        draft.source = Spans::default();
    }
    take_preposition(trees, place, &mut draft);
    Some(draft)
}

/// "called for", "appealed for": the preposition belongs to the cue.
fn take_preposition(trees: &Trees<'_>, (index, verb): Place, draft: &mut Draft) {
    let tree = &trees.list[index];
    let next = verb + 1;
    if next < tree.len() && matches!(tree.lemma(verb), "call" | "appeal" | "plead") && tree.lemma(next) == "for" {
        let (own, word) = (tree.token(verb).span, tree.token(next).span);
        let rest: Vec<Span> = draft.content.ranges().to_vec();
        let Some(&first) = rest.first().filter(|first| first.start == word.start && first.end > word.end) else {
            return;
        };
        let blank = trees.text[word.end..first.end].len() - trees.text[word.end..first.end].trim_start().len();
        let others = rest.iter().copied().skip(1);
        draft.content = Spans::new(std::iter::once(Span::new(word.end + blank, first.end)).chain(others).collect());
        draft.cue = with(&draft.cue, own.cover(word));
    }
}

/// A verb of speech with somebody who speaks and nothing that is said: the words may stand beside it.
pub(super) fn bare(trees: &Trees<'_>, place: Place) -> Option<Draft> {
    let (index, verb) = place;
    let tree = &trees.list[index];
    let class = class(trees, place)?;
    let speaks = matches!(class, Cue::Say | Cue::Clause | Cue::Tell | Cue::Ask | Cue::Manner);
    if !speaks || tree.child(verb, &["ccomp"]).is_some() {
        return None;
    }
    let mut draft = Draft::new(Origin::Sure);
    draft.cue = cue(trees, place);
    draft.cue_head = Some(place);
    give_source(trees, place, &mut draft);
    (!draft.source.is_empty()).then_some(draft)
}

/// The class of a word that can be a cue: a verb, not one that describes or introduces a noun.
fn class(trees: &Trees<'_>, (index, verb): Place) -> Option<Cue> {
    let tree = &trees.list[index];
    let token = tree.token(verb);
    let verbal = token.upos == Upos::Verb && !tree.is(verb, &["amod", "compound", "case", "mark", "fixed"]);
    tree.cue(trees.text, verb).filter(|_| verbal && !hands_on(trees.text, tree, verb))
}

fn give_source(trees: &Trees<'_>, (index, verb): Place, draft: &mut Draft) {
    let tree = &trees.list[index];
    let Some(subject) = subjects::of(tree, verb) else { return };
    draft.source_head = Some((index, subject.word));
    // The clause of the cue is no part of the words for the one who says it.
    let clause = if subject.governs { clause_below(tree, verb, subject.word) } else { verb };
    // A subject borrowed from far off is a speaker, not a source.
    if subject.own || subject.governs || shares_subject(tree, verb) {
        draft.source = with_comma(trees.text, subjects::noun_phrase(trees, (index, subject.word), &[clause]), draft);
    }
}

/// "Vidal, the minister, said": the comma that closes an apposition belongs to it.
fn with_comma(text: &str, source: Spans, draft: &Draft) -> Spans {
    let (Some(own), Some(cue)) = (source.cover(), draft.cue.cover()) else { return source };
    let closes = own.end < cue.start && text[own.end..].starts_with(',') && own.of(text).contains(',');
    if closes { with(&source, Span::new(own.end, own.end + 1)) } else { source }
}

/// "declined to say whether …": the infinitive is the cue that has the content.
fn hands_on(text: &str, tree: &Tree<'_>, verb: usize) -> bool {
    let Some(inner) = tree.child(verb, &["xcomp"]) else { return false };
    let speech = matches!(tree.cue(text, inner), Some(Cue::Say | Cue::Clause | Cue::Tell));
    speech && tree.child(inner, &["ccomp", "obj", "xcomp"]).is_some()
}

/// Whether the verb takes its subject from a verb beside it: "he smiled and said", "she left, saying".
fn shares_subject(tree: &Tree<'_>, verb: usize) -> bool {
    tree.is(verb, &["conj", "advcl", "xcomp", "parataxis"])
}

/// The child of `noun` on the way down to `verb`.
fn clause_below(tree: &Tree<'_>, verb: usize, noun: usize) -> usize {
    let mut at = verb;
    for _ in 0..tree.len() {
        match tree.head(at) {
            Some(head) if head != noun => at = head,
            _ => return at,
        }
    }
    verb
}

/// What is said, and how sure it is that this is speech.
fn content(trees: &Trees<'_>, place: Place, class: Cue) -> Option<(Spans, Origin)> {
    let (index, verb) = place;
    let tree = &trees.list[index];
    let at = |word: usize| below(trees, (index, word), &[verb]);
    let passive = subjects::is_passive(tree, verb);
    let speech = matches!(class, Cue::Say | Cue::Clause | Cue::Tell | Cue::Ask | Cue::Promise);
    let sure = |certain: bool| if certain { Origin::Sure } else { Origin::Weak };

    if let Some(clause) = tree.child(verb, &["ccomp"]) {
        let manner = class == Cue::Manner && !is_quoted(tree, trees.text, clause);
        // "The border – Brandt said – will open": the tree hangs the subject of the clause on the cue.
        let stray = stray_subject(tree, verb).map_or(Spans::default(), at);
        return (!manner).then(|| (join(&stray, &at(clause)), sure(speech || matches!(class, Cue::Think | Cue::Show))));
    }
    if passive && !matches!(class, Cue::Manner | Cue::Judge) {
        // "the rebels are believed to have left": the clause is cut in two by the cue.
        if let (Some(what), Some(rest)) = (tree.child(verb, &["nsubj:pass"]), tree.child(verb, &["xcomp"])) {
            return Some((join(&at(what), &at(rest)), Origin::Sure));
        }
    }
    // "The talks, he said, were useful": the tree hangs the cue on the content.
    if tree.is(verb, &["parataxis"]) && tree.child(verb, &["nsubj"]).is_some() {
        let host = tree.head(verb)?;
        return (speech || matches!(class, Cue::Manner | Cue::Think))
            .then(|| (below(trees, (index, host), &[verb]), Origin::Sure));
    }
    // "As the envoy said, …".
    let as_clause = tree.is(verb, &["advcl"]) && tree.child(verb, &["mark"]).is_some_and(|m| tree.lemma(m) == "as");
    if as_clause && speech && tree.child(verb, &["obj", "xcomp"]).is_none() {
        let host = tree.head(verb)?;
        return Some((below(trees, (index, host), &[verb]), Origin::Sure));
    }
    // "He said: the talks were useful."
    let after = tree.children(verb).iter().copied().find(|&child| tree.is(child, &["parataxis"]) && child > verb);
    if let Some(clause) = after.filter(|_| speech || class == Cue::Manner) {
        let words = at(clause);
        let introduced = words.cover().is_some_and(|span| {
            let before = trees.text[..span.start].trim_end();
            before.ends_with(':') || span.of(trees.text).starts_with(['"', '“', '‘', '\'', '„', '«'])
        });
        if introduced {
            return Some((words, Origin::Sure));
        }
    }
    object(trees, place, class, passive)
}

/// Verbs whose bare object is a thing or a person, not what is said: "called Vidal", "ordered two ferries", "claimed
/// the reward".
const THINGS: [&str; 3] = ["call", "order", "claim"];

/// What is said as an object or an infinitive: "announced a plan", "vowed to fight", "called for a truce".
fn object(trees: &Trees<'_>, place: Place, class: Cue, passive: bool) -> Option<(Spans, Origin)> {
    let (index, verb) = place;
    let tree = &trees.list[index];
    let at = |word: usize| below(trees, (index, word), &[verb]);
    let infinitive = tree.child(verb, &["xcomp"]).filter(|&word| word > verb);
    let object = tree.child(verb, &["obj"]).filter(|&word| word > verb);
    let quoted = |word: &usize| is_quoted(tree, trees.text, *word);
    let in_marks =
        |word| at(word).ranges().iter().any(|range| range.of(trees.text).contains(['"', '“', '‘', '\'', '”']));
    if infinitive.is_none() && THINGS.contains(&tree.lemma(verb)) && object.is_some_and(|word| !in_marks(word)) {
        return None;
    }
    match class {
        Cue::Ask | Cue::Promise | Cue::Think | Cue::Judge => {
            let mut parts = Spans::default();
            for word in object.into_iter().chain(infinitive) {
                parts = join(&parts, &at(word));
            }
            // "accused Vidal of lying"; what one is praised for is the reporter's to say.
            let charge = |child: &usize| {
                let mark = tree.child(*child, &["mark"]).map(|mark| tree.lemma(mark));
                *child > verb && tree.is(*child, &["advcl"]) && mark == Some("of")
            };
            if class == Cue::Judge
                && let Some(what) = tree.children(verb).iter().copied().find(charge)
            {
                parts = join(&parts, &at(what));
            }
            let by_preposition = |child: &usize| {
                let case = tree.child(*child, &["case"]).map(|case| tree.lemma(case));
                tree.is(*child, &["obl"])
                    && *child > verb
                    && matches!(case, Some("for" | "as" | "of" | "against" | "to"))
            };
            if class != Cue::Think && (parts.is_empty() || class == Cue::Judge) {
                let rest = tree.children(verb).iter().copied().find(by_preposition);
                parts = rest.map_or(parts.clone(), |word| join(&parts, &at(word)));
            }
            let sure = infinitive.is_some() && class != Cue::Think && class != Cue::Judge;
            let origin = if sure { Origin::Sure } else { Origin::Weak };
            (!parts.is_empty() && !passive).then_some((parts, origin))
        }
        Cue::Tell => infinitive.map(|word| (at(word), Origin::Sure)),
        Cue::Say => {
            let word = object.or(infinitive).filter(|_| !passive)?;
            let sure = quoted(&word);
            Some((at(word), if sure { Origin::Sure } else { Origin::Weak }))
        }
        Cue::Show => object.map(|word| (at(word), Origin::Weak)),
        Cue::Clause | Cue::Manner | Cue::Perceive => object.filter(quoted).map(|word| (at(word), Origin::Sure)),
    }
}

/// A second subject, farther from the verb than the one who speaks.
fn stray_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let own = subjects::nearest(tree, verb)?;
    tree.children(verb).iter().copied().find(|&child| child < own && &*tree.token(child).deprel == "nsubj")
}

/// Whether the words below begin with a quotation mark.
fn is_quoted(tree: &Tree<'_>, text: &str, word: usize) -> bool {
    let first = tree.subtree(word, &[]).into_iter().next();
    first.is_some_and(|first| tree.token(first).span.of(text).starts_with(['"', '“', '‘', '\'', '„', '«', '`']))
}

/// The verb with its auxiliaries, negation and what stands between them; its particle behind it.
pub(in super::super) fn cue(trees: &Trees<'_>, (index, verb): Place) -> Spans {
    let tree = &trees.list[index];
    let belongs = |word: usize, relations: &[&str]| tree.head(word) == Some(verb) && tree.is(word, relations);
    let (mut start, mut first) = (verb, verb);
    while let Some(before) = start.checked_sub(1).filter(|&before| belongs(before, &["aux", "advmod"])) {
        start = before;
        if tree.is(before, &["aux"]) || tree.lemma(before) == "not" {
            first = before;
        }
    }
    let mut last = verb;
    while last + 1 < tree.len() && belongs(last + 1, &["compound:prt"]) {
        last += 1;
    }
    // "was quoted as saying", "declined to say".
    if let Some(head) = tree.head(verb).filter(|&head| head < first) {
        let quoted = tree.lemma(head) == "quote" && subjects::is_passive(tree, head);
        let withheld = matches!(tree.cue(trees.text, head), Some(Cue::Promise)) && tree.is(verb, &["xcomp"]);
        let near = first - head <= 2;
        if (quoted || withheld) && near {
            let outer = cue_start(tree, head);
            first = outer;
        }
    }
    Spans::from(Span::cover(tree.token(first).span, tree.token(last).span))
}

fn cue_start(tree: &Tree<'_>, verb: usize) -> usize {
    let mut first = verb;
    while let Some(before) = first.checked_sub(1) {
        if tree.head(before) != Some(verb) || !tree.is(before, &["aux", "advmod"]) {
            break;
        }
        first = before;
    }
    first
}
