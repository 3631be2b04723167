//! Acts that a verb tells: "accused Norland of opening the dam".

use super::draft::Draft;
use super::lexicon::{self, Noun, Slot};
use super::nouns;
use super::scene::Scene;
use super::slots::{self, Filled};
use super::wording::{Wording, wording};
use record::reading::ActKind;
use record::{EntityId, Upos};

/// The act of the verb at `word`, behind the drafts of what it answers.
pub(super) fn find(scene: &Scene<'_, '_>, word: usize, drafts: &mut Vec<Draft>) {
    let tree = scene.tree;
    if tree.token(word).upos != Upos::Verb || matches!(tree.token(word).relation(), "amod" | "compound" | "case") {
        return;
    }
    let Some((kind, slots)) = lexicon::verb(tree.lemma(word)).or_else(|| declined(scene, word)) else { return };
    // What the trained head takes for no happening and the attributions for no word of speech is used in another sense.
    if scene.event(word).is_none() && !scene.is_cue(word) {
        return;
    }
    let generic = scene.event(word).is_some_and(|event| event.weight == Some(0.0));
    if kind.puts() && generic {
        return;
    }
    let negated = scene.is_negated(word);
    let by = scene.doer(word);
    let draft = match (kind, negated) {
        // "does not take the accusations seriously".
        (ActKind::Dismissal, _) if tree.lemma(word) == "take" => {
            let serious = tree.all(word, "advmod").any(|adverb| tree.lemma(adverb) == "seriously");
            (negated && serious).then(|| answer(scene, word, kind, slots, by, drafts)).flatten()
        }
        (ActKind::Silence, true) => silence(scene, word, by),
        (ActKind::Acceptance, true) => answer(scene, word, ActKind::Refusal, slots, by, drafts),
        (_, true) | (ActKind::Silence, false) => None,
        (ActKind::Consideration, _) => answer(scene, word, kind, slots, by, drafts),
        _ if !scene.is_done(word) => None,
        _ if slots.contains(&Slot::Answer) || kind.answers() => answer(scene, word, kind, slots, by, drafts),
        _ => put(scene, word, kind, slots, by),
    };
    drafts.extend(draft);
}

/// "declined to comment", "declined the invitation".
fn declined(scene: &Scene<'_, '_>, word: usize) -> Option<(ActKind, &'static [Slot])> {
    (scene.tree.lemma(word) == "decline").then_some((ActKind::Refusal, &[Slot::Answer, Slot::Clause, Slot::Thing][..]))
}

/// What is put on the table or alleged.
fn put(scene: &Scene<'_, '_>, word: usize, kind: ActKind, slots: &[Slot], by: Option<EntityId>) -> Option<Draft> {
    let filled = slots::fill(scene, word, slots);
    let (filled, demanded) = called_on(scene, word, filled);
    let content = filled.content.filter(|_| !filled.lacking || demanded)?;
    // "indicted on charges of fraud": of what, the noun's own words say.
    let counted = matches!(scene.tree.lemma(content), "charge" | "count" | "account");
    let content = if counted { nouns::matter(scene, content)? } else { content };
    let passive = scene.tree.is_passive(word);
    let unsaid = !passive && kind.puts() && scene.tree.actors(word).is_empty();
    let by = by.or_else(|| scene.speaker(word).filter(|_| unsaid));
    let against = filled.against.or_else(|| {
        // "alleged that Norland had paid".
        let subject = scene.tree.child(content, "nsubj").filter(|_| kind == ActKind::Accusation)?;
        scene.entity(subject)
    });
    // "no such offer": the pronoun of a party is named with the act.
    let mut what = wording(scene, content, &filled.without, filled.bare, &[by, against, filled.to])?;
    // "called for the troops to leave".
    let leaving = || slots::clause(scene, word).filter(|&clause| clause != content && scene.tree.lemma(word) == "call");
    if let Some(more) = leaving().and_then(|clause| wording(scene, clause, &[content], false, &[by, filled.to])) {
        what = nouns::joined(what, more);
    }
    let told = if kind == ActKind::Accusation { by.is_some() || against.is_some() } else { by.is_some() };
    let to = filled.to.filter(|&to| Some(to) != by);
    let against = against.filter(|&against| Some(against) != by);
    let points = points(scene, content, &what);
    (told && !points).then(|| draft(scene, word, kind, (by, to, against), what))
}

/// "called on Norland to leave", "called for Norland to leave".
fn called_on(scene: &Scene<'_, '_>, word: usize, mut filled: Filled) -> (Filled, bool) {
    let tree = scene.tree;
    if !matches!(tree.lemma(word), "call" | "appeal") {
        return (filled, false);
    }
    let whom =
        ["on", "upon", "to"].iter().find_map(|preposition| tree.with_preposition(word, preposition).first().copied());
    if let (Some(whom), Some(clause)) = (whom, slots::clause(scene, word)) {
        filled.to = scene.entity(whom);
        filled.content = Some(clause);
        filled.bare = false;
        return (filled, true);
    }
    (filled, false)
}

/// An answer, with what it answers where the same words tell that.
fn answer(
    scene: &Scene<'_, '_>,
    word: usize,
    kind: ActKind,
    slots: &[Slot],
    by: Option<EntityId>,
    drafts: &mut Vec<Draft>,
) -> Option<Draft> {
    let tree = scene.tree;
    let by = by?;
    // "denied Norland access", "refused them entry": something was not given.
    if tree.child(word, "iobj").is_some() || tree.is_passive(word) {
        return None;
    }
    if let Some(clause) = slots::clause(scene, word).filter(|_| slots.contains(&Slot::Clause)) {
        // "agree that it is late": an opinion.
        let to_be = tree.is(clause, "xcomp") || scene.has_modal(clause);
        if kind == ActKind::Acceptance && !to_be {
            return None;
        }
        let silent = matches!(tree.lemma(clause), "comment" | "respond" | "answer" | "reply" | "elaborate");
        if silent {
            return (kind == ActKind::Refusal).then(|| silence(scene, word, Some(by))).flatten();
        }
        let what = wording(scene, clause, &[], false, &[Some(by)])?;
        let found = draft(scene, word, kind, (Some(by), None, None), what);
        return Some(Draft { own: true, ..found });
    }
    let behind = slots.iter().any(|slot| matches!(slot, Slot::Behind(_)));
    let object = slots::object(scene, word).or_else(|| slots::fill(scene, word, slots).content.filter(|_| behind))?;
    let class = lexicon::noun(tree.lemma(object));
    let kind = match (kind, class) {
        (ActKind::Refusal, Some(Noun::Act(ActKind::Accusation) | Noun::Rumour)) => ActKind::Dismissal,
        _ => kind,
    };
    if !fits(scene, object, kind, class) {
        return None;
    }
    let inner = nouns::answered(scene, object, kind, by);
    let refers = inner.map(|inner| {
        drafts.push(inner);
        drafts.len() - 1
    });
    let what = match refers {
        Some(at) => drafts[at].what.clone(),
        None => pointing(scene, object, by)?,
    };
    let points = refers.is_none() && points(scene, object, &what);
    let found = draft(scene, word, kind, (Some(by), None, None), what);
    Some(Draft { points, refers, ..found })
}

/// Whether what the verb has for its object can be answered so.
fn fits(scene: &Scene<'_, '_>, object: usize, kind: ActKind, class: Option<Noun>) -> bool {
    let pronoun = matches!(scene.tree.lemma(object), "it" | "they" | "them" | "this" | "that" | "both");
    match kind {
        ActKind::Denial | ActKind::Dismissal | ActKind::Admission => {
            let accusation = matches!(class, Some(Noun::Act(ActKind::Accusation) | Noun::Rumour));
            pronoun || accusation || kind != ActKind::Dismissal && class == Some(Noun::Deed)
        }
        ActKind::Refusal | ActKind::Consideration => {
            let noun = scene.tree.token(object).upos == Upos::Noun && scene.entity(object).is_none();
            pronoun || noun && class != Some(Noun::Courtesy)
        }
        _ => {
            let put = matches!(class, Some(Noun::Act(kind)) if kind.puts());
            let talks =
                matches!(scene.tree.lemma(object), "meeting" | "talk" | "deal" | "truce" | "ceasefire" | "visit");
            pronoun || put || talks || matches!(class, Some(Noun::Points | Noun::Laid))
        }
    }
}

/// Words for the object of an answer, whatever they point at.
fn pointing(scene: &Scene<'_, '_>, object: usize, by: EntityId) -> Option<Wording> {
    let span = scene.span(object);
    let plain = || {
        let text = span.of(scene.text).to_owned();
        Some(Wording { text, span: span.into(), head: object, ..Wording::default() })
    };
    if scene.tree.token(object).upos == Upos::Pron {
        plain()
    } else {
        wording(scene, object, &[], true, &[Some(by)]).or_else(plain)
    }
}

/// Whether the words only point at something told before: "the offer", "such charges", "it".
fn points(scene: &Scene<'_, '_>, head: usize, what: &Wording) -> bool {
    let class = lexicon::noun(scene.tree.lemma(head));
    let general = matches!(class, Some(Noun::Act(_) | Noun::Points | Noun::Laid | Noun::Rumour));
    // Whose it is, is no content: "the American accusations".
    let content = what.lemmas.iter().filter(|lemma| lexicon::noun(lemma).is_none()).count();
    let owned = scene.tree.children(head).iter().any(|&child| {
        let token = scene.tree.token(child);
        matches!(token.relation(), "acl" | "compound") || token.relation() == "nmod" && &*token.deprel != "nmod:poss"
    });
    what.lemmas.is_empty() || general && (content == 0 || !owned)
}

/// "did not respond", "declined to comment".
fn silence(scene: &Scene<'_, '_>, word: usize, by: Option<EntityId>) -> Option<Draft> {
    let what = Wording { text: scene.form(word), span: scene.span(word).into(), head: word, ..Wording::default() };
    let found = draft(scene, word, ActKind::Silence, (Some(by?), None, None), what);
    Some(Draft { points: true, ..found })
}

pub(super) fn draft(
    scene: &Scene<'_, '_>,
    word: usize,
    kind: ActKind,
    (by, to, against): (Option<EntityId>, Option<EntityId>, Option<EntityId>),
    what: Wording,
) -> Draft {
    Draft {
        kind,
        by,
        to,
        against,
        what,
        trigger: scene.span(word),
        sentence: scene.tree.sentence.span,
        event: scene.event(word).map(|event| event.id),
        attribution: scene.attribution(word),
        points: false,
        own: false,
        refers: None,
    }
}
