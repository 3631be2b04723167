//! What kind of source somebody is, why unnamed, told to whom, and through which outlet.

use super::draft::Draft;
use super::lexicon::{self, Anonymity, Noun};
use super::speakers;
use super::syntax;
use super::trees::{Place, Trees};
use record::reading::{Entity, Form, Mention, Quoted, SourceClass};
use record::{NameType, Span, Upos};

/// What kind of source the draft has, given the entity that speaks.
pub(super) fn class(trees: &Trees<'_>, mentions: &[Mention], entity: Option<&Entity>, draft: &Draft) -> SourceClass {
    let head = draft.source_head.or_else(|| trees.head_of(draft.source.cover()?));
    let Some(head) = head else { return entity.map_or(SourceClass::Unknown, of_alone) };
    let place = syntax::antecedent(trees, head).unwrap_or(head);
    let token = trees.token(place);
    let lemma = token.lemma.to_lowercase();
    let common = token.upos == Upos::Noun;
    if common && lexicon::is_noun(&lemma, Noun::Document) && !lexicon::is_noun(&lemma, Noun::Media) {
        return SourceClass::Document;
    }
    if is_media(trees, mentions, place) {
        return SourceClass::Media;
    }
    let person = common && lexicon::is_noun(&lemma, Noun::Person);
    // "Police said": a body, though its men may be taken for persons.
    let unnamed = entity.is_none_or(|entity| entity.aliases.is_empty());
    if common && !person && unnamed && lexicon::is_noun(&lemma, Noun::Body) {
        return SourceClass::Organisation;
    }
    if let Some(entity) = entity.filter(|entity| !person || entity.kind == NameType::Per) {
        return of_entity(entity, trees, place);
    }
    let mention = speakers::mention(trees, mentions, draft);
    let kind = mention.map(|mention| mention.kind);
    let named = mention.is_some_and(|mention| mention.form == Form::Name);
    match kind {
        Some(NameType::Per) if named => SourceClass::Named,
        _ if person => unnamed_person(trees, place),
        Some(NameType::Per) if mention.is_some_and(|mention| mention.form == Form::Nominal) => SourceClass::Anonymous,
        Some(NameType::Org | NameType::Gpe | NameType::Fac | NameType::Norp | NameType::Loc) => {
            SourceClass::Organisation
        }
        Some(NameType::Work) => SourceClass::Document,
        _ if token.upos == Upos::Adj && lemma == "many" => SourceClass::Anonymous,
        // "some", "one", "others" stand for persons when they speak; "he" and "who" for somebody told elsewhere.
        _ if token.upos == Upos::Pron
            && matches!(&*lemma, "some" | "one" | "other" | "several" | "somebody" | "someone") =>
        {
            SourceClass::Anonymous
        }
        _ => SourceClass::Unknown,
    }
}

fn of_entity(entity: &Entity, trees: &Trees<'_>, place: Place) -> SourceClass {
    match of_alone(entity) {
        SourceClass::Anonymous => unnamed_person(trees, place),
        class => class,
    }
}

/// The class by the entity alone.
fn of_alone(entity: &Entity) -> SourceClass {
    match entity.kind {
        NameType::Per if entity.aliases.is_empty() => SourceClass::Anonymous,
        NameType::Per => SourceClass::Named,
        NameType::Org | NameType::Gpe | NameType::Fac | NameType::Norp | NameType::Loc => SourceClass::Organisation,
        NameType::Work => SourceClass::Document,
        NameType::Event => SourceClass::Unknown,
    }
}

/// A person without name: anonymous, unless the office says who it is ("the minister", "its ambassador").
fn unnamed_person(trees: &Trees<'_>, (tree, word): Place) -> SourceClass {
    let tree = &trees.list[tree];
    let definite = tree.children(word).iter().any(|&child| {
        tree.is(child, &["nmod:poss"])
            || (tree.is(child, &["det"]) && matches!(tree.lemma(child), "the" | "this" | "that"))
    });
    let one = tree.token(word).feature("Number") != Some("Plur");
    let office = lexicon::is_noun(tree.lemma(word), Noun::Office) && definite && one;
    if office { SourceClass::Unknown } else { SourceClass::Anonymous }
}

/// Whether the words are an outlet's: by the common noun, or by a word of the name.
fn is_media(trees: &Trees<'_>, mentions: &[Mention], place: Place) -> bool {
    let token = trees.token(place);
    let lemma = token.lemma.to_lowercase();
    if token.upos == Upos::Noun {
        return lexicon::is_noun(&lemma, Noun::Media) && !is_news_of(trees, place);
    }
    let mention = speakers::mention_at(mentions, token.span);
    if mention.is_some_and(|mention| mention.kind == NameType::Per || mention.form != Form::Name) {
        return false;
    }
    let name = mention.map_or(token.span, |mention| mention.span);
    token.upos == Upos::Propn && name_is_media(name.of(trees.text))
}

/// "the news that …" is no outlet.
fn is_news_of(trees: &Trees<'_>, (tree, word): Place) -> bool {
    let tree = &trees.list[tree];
    tree.lemma(word) == "news" && tree.child(word, &["acl", "nmod"]).is_some()
}

/// Whether a name has a word that outlets have in theirs.
fn name_is_media(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        lexicon::is_noun(word, Noun::Media)
    })
}

/// To whom it was said, and the outlet or agency it was said to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub addressee: Option<Quoted>,
    pub via: Option<Quoted>,
}

/// Reads the hearers around the cue: "told reporters", "told the Herald", "said in an interview with …",
/// "was quoted by … as saying".
pub(super) fn told(trees: &Trees<'_>, mentions: &[Mention], draft: &Draft) -> Told {
    let mut told = Told::default();
    let Some((index, cue)) = draft.cue_head else { return told };
    let tree = &trees.list[index];
    let verb = tree.token(cue).upos == Upos::Verb && !tree.lemma(cue).starts_with("accord");
    if !verb || !tree.is_readable() {
        return told;
    }
    let tells = tree.cue(trees.text, cue) == Some(lexicon::Cue::Tell) || tree.lemma(cue) == "ask";
    let quoting = tree.head(cue).filter(|&head| tree.lemma(head) == "quote");
    let around = tree.children(cue).iter().chain(quoting.map_or(&[][..], |head| tree.children(head)));
    for &child in around {
        let place = (index, child);
        let span = tree.token(child).span;
        if draft.content.overlaps(span) || draft.source.overlaps(span) {
            continue;
        }
        let case = tree.child(child, &["case"]).map(|case| tree.lemma(case));
        let object = tells && tree.is(child, &["iobj", "obj"]) && !subject_of_passive(tree, cue);
        // "Brandt was told that …".
        let object = object || tells && &*tree.token(child).deprel == "nsubj:pass";
        let to = tree.is(child, &["obl"]) && matches!(case, Some("to"));
        let by = quoting.is_some() && (tree.is(child, &["obl:agent"]) || matches!(case, Some("by")));
        if object || to || by {
            // "all of it by the end of the month": nobody.
            if by && !is_media(trees, mentions, place) && speakers::mention_at(mentions, span).is_none() {
                continue;
            }
            let media = is_media(trees, mentions, place) || (object && is_acronym(trees, mentions, place));
            let slot = if media || by { &mut told.via } else { &mut told.addressee };
            *slot = slot.take().or_else(|| quoted(trees, place));
        } else if tree.is(child, &["obl"]) && matches!(case, Some("in" | "during" | "on" | "with")) {
            told.via = told.via.take().or_else(|| interview(trees, mentions, place));
        }
    }
    told
}

fn subject_of_passive(tree: &super::trees::Tree<'_>, verb: usize) -> bool {
    tree.child(verb, &["nsubj:pass"]).is_some()
}

/// "told XYZ": an organisation known by its letters that is told something is an outlet.
fn is_acronym(trees: &Trees<'_>, mentions: &[Mention], place: Place) -> bool {
    let span = trees.token(place).span;
    let org = speakers::mention_at(mentions, span).is_some_and(|mention| mention.kind == NameType::Org);
    let word = span.of(trees.text);
    org && word.len() >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// "in an interview with the Herald", "on state television": the outlet in the phrase.
fn interview(trees: &Trees<'_>, mentions: &[Mention], (index, word): Place) -> Option<Quoted> {
    let tree = &trees.list[index];
    if is_media(trees, mentions, (index, word)) {
        return quoted(trees, (index, word));
    }
    let meeting = matches!(tree.lemma(word), "interview" | "conversation" | "comment" | "remark" | "email" | "e-mail");
    let inner = tree.children(word).iter().copied().filter(|&child| meeting && tree.is(child, &["nmod"]));
    inner
        .map(|child| (index, child))
        .find(|&place| is_media(trees, mentions, place))
        .and_then(|place| quoted(trees, place))
}

/// The noun phrase with its words.
fn quoted(trees: &Trees<'_>, place: Place) -> Option<Quoted> {
    let span = syntax::noun_phrase(trees, place, &[]).cover()?;
    Some(quote(trees, span))
}

fn quote(trees: &Trees<'_>, span: Span) -> Quoted {
    Quoted { value: span.of(trees.text).split_whitespace().collect::<Vec<_>>().join(" "), span }
}

/// The source that outlets are given for what somebody said: the words of its noun phrase, if it is one.
pub(super) fn outlet(trees: &Trees<'_>, mentions: &[Mention], draft: &Draft) -> Option<Quoted> {
    let head = draft.source_head?;
    is_media(trees, mentions, head).then(|| draft.source.cover().map(|span| quote(trees, span))).flatten()
}

/// Words about a source's anonymity in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unnamed {
    /// Index of the tree.
    pub tree: usize,
    /// The words themselves.
    pub phrase: Span,
    /// The clause that says nothing but this, if it is not the whole sentence.
    pub clause: Option<Span>,
    /// The stated reason, where one is.
    pub reason: Option<Quoted>,
}

/// The sentences that speak of a source's anonymity.
pub(super) fn unnamed(trees: &Trees<'_>) -> Vec<Unnamed> {
    let readable = trees.list.iter().enumerate().filter(|(_, tree)| tree.is_readable());
    readable
        .filter_map(|(index, tree)| {
            let lemmas: Vec<String> = tree.sentence.tokens.iter().map(|token| token.lemma.to_lowercase()).collect();
            let found = (0..lemmas.len()).find_map(|from| {
                let fits = |words: &Vec<&str>| {
                    words.iter().zip(&lemmas[from..]).filter(|(a, b)| *a == b).count() == words.len()
                };
                lexicon::anonymity()
                    .iter()
                    .find(|(words, _)| fits(words))
                    .map(|(words, kind)| (from, words.len(), *kind))
            });
            found.map(|(from, len, kind)| {
                let reason = reason(trees, index, from, len, kind);
                let whole = |clause: Span| reason.as_ref().map_or(clause, |reason| clause.cover(reason.span));
                Unnamed {
                    tree: index,
                    phrase: tree.token(from).span.cover(tree.token(from + len - 1).span),
                    clause: clause(trees, index, from).map(whole),
                    reason,
                }
            })
        })
        .collect()
}

/// The clause around the words, where it hangs on another: "…, speaking on condition of anonymity because …".
fn clause(trees: &Trees<'_>, index: usize, from: usize) -> Option<Span> {
    let tree = &trees.list[index];
    let mut at = from;
    for _ in 0..tree.len() {
        if tree.is(at, &["advcl", "acl", "parataxis"]) {
            return tree.spans(trees.text, &tree.subtree(at, &[])).cover();
        }
        at = tree.head(at).filter(|_| !tree.is(at, &["root", "ccomp", "conj"]))?;
    }
    None
}

/// The reason that follows words about anonymity: the clause after "because", the phrase after "citing"; or
/// those words themselves, where they say what was not allowed.
fn reason(trees: &Trees<'_>, index: usize, from: usize, len: usize, kind: Anonymity) -> Option<Quoted> {
    let tree = &trees.list[index];
    let words = |list: &[usize]| tree.spans(trees.text, list).cover().map(|span| quote(trees, span));
    let opener = (from + len..tree.len()).find(|&word| {
        matches!(tree.lemma(word), "because" | "since" | "cite" | "given" | "owing" | "due")
            || (tree.lemma(word) == "as" && tree.is(word, &["mark"]))
    });
    // "… because he was not authorised to speak": the ground is in the clause that the word opens.
    let before =
        (0..from).rev().find(|&word| matches!(tree.lemma(word), "because" | "since") && tree.is(word, &["mark"]));
    if let Some(opener) = opener.or(before) {
        let top = if tree.lemma(opener) == "cite" { tree.child(opener, &["obj"])? } else { tree.head(opener)? };
        let fixed: Vec<usize> = (opener..tree.len().min(opener + 3))
            .filter(|&word| {
                word == opener
                    || (tree.head(word) == Some(opener) && word != top)
                    || (tree.head(word) == Some(top) && tree.is(word, &["case"]))
            })
            .collect();
        let list: Vec<usize> = tree.subtree(top, &fixed).into_iter().filter(|&word| word > opener).collect();
        return words(&list);
    }
    if kind == Anonymity::Ground {
        let verb = (from..from + len).find(|&word| matches!(tree.token(word).upos, Upos::Verb | Upos::Adj))?;
        let list: Vec<usize> = tree.subtree(verb, &[]).into_iter().filter(|&word| word >= from).collect();
        return words(&list);
    }
    None
}
