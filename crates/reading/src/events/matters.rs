//! What an event was about, and how it was judged.

use super::details::Reader;
use super::lexicon::{LEXICON, Operator};
use super::matching::is_ordinal;
use super::setting::{phrase_span, words};
use super::tree::Tree;
use record::reading::{Detail, DetailKind};

impl Reader<'_> {
    pub(super) fn issues(&self, found: &mut Vec<Detail>) {
        let (tree, frame) = (self.tree, self.frame);
        let kind = LEXICON.coded(frame.cameo).map_or("", |coded| coded.kind.as_str());
        let prepositions: &[&str] = match kind {
            "CONSULT" | "AGREE" | "SUPPORT" | "COOPERATE" => &["on", "about", "over", "regarding", "concerning"],
            "ACCUSE" => &["of", "over", "about", "for"],
            "REQUEST" => &["for", "over"],
            "PROTEST" | "SANCTION" | "COERCE" | "REJECT" | "THREATEN" => &["over", "about", "for"],
            _ => &[],
        };
        for holder in self.holders() {
            for preposition in prepositions {
                for nominal in tree.with_preposition(holder, preposition) {
                    self.issue(found, nominal);
                }
            }
            for clause in tree.all(holder, "advcl").chain(tree.all(holder, "acl")).chain(tree.all(holder, "xcomp")) {
                if self.scene.entries[clause].is_some_and(|entry| entry.operator == Some(Operator::Discuss))
                    && kind == "CONSULT"
                {
                    discussed(tree, clause).into_iter().for_each(|word| self.issue(found, word));
                }
            }
        }
        if frame.operator == Some(Operator::Discuss) {
            let negated = super::factuality::is_negated(tree, frame.trigger);
            let kind = if negated { DetailKind::IssueExcluded } else { DetailKind::Issue };
            discussed(tree, frame.trigger).into_iter().for_each(|word| self.issue_of(found, word, kind));
        }
        // "the talks focused on water levels"
        let focus = self.predicate().filter(|&verb| {
            tree.is_verbal(verb)
                && self.scene.entries[verb].is_some_and(|entry| entry.operator == Some(Operator::Discuss))
        });
        if let Some(verb) = focus.filter(|_| kind == "CONSULT") {
            let negated = super::factuality::is_negated(tree, verb);
            let kind = if negated { DetailKind::IssueExcluded } else { DetailKind::Issue };
            discussed(tree, verb).into_iter().for_each(|word| self.issue_of(found, word, kind));
        }
    }

    fn issue(&self, found: &mut Vec<Detail>, word: usize) {
        self.issue_of(found, word, DetailKind::Issue);
    }

    fn issue_of(&self, found: &mut Vec<Detail>, word: usize, kind: DetailKind) {
        let taken = self.frame.recipients.contains(&word) || self.frame.actors.iter().any(|(actor, _)| *actor == word);
        let clause = self.tree.is_verbal(word);
        let empty =
            matches!(self.tree.lemma(word), "phone" | "telephone" | "side" | "sideline" | "condition" | "behalf");
        let pronoun = self.tree.token(word).upos == record::analysis::Upos::Pron;
        if taken || self.scene.is_time[word] || clause || empty || pronoun {
            return;
        }
        let span = phrase_span(self.tree, word, &["case", "conj", "cc", "punct", "parataxis"]);
        // A phrase around the event itself is a parser's slip.
        if span.contains(self.tree.token(self.frame.trigger).span) {
            return;
        }
        self.push(found, kind, words(span.of(self.text)), span);
    }

    pub(super) fn assessment(&self, found: &mut Vec<Detail>) {
        let tree = self.tree;
        if !self.frame.cameo.starts_with("04") {
            return;
        }
        for holder in self.holders().into_iter().filter(|&holder| tree.is_nominal(holder)) {
            for adjective in tree.all(holder, "amod") {
                self.judged(found, adjective);
            }
        }
        let Some(subject) =
            self.holders().into_iter().find(|&holder| matches!(tree.token(holder).relation(), "nsubj" | "obj"))
        else {
            return;
        };
        let Some(head) = tree.head(subject) else { return };
        if tree.is(subject, "nsubj") && tree.child(head, "cop").is_some() {
            let adjective = LEXICON.is("assessment", tree.lemma(head));
            if adjective {
                let list = std::iter::once(head).chain(tree.all(head, "conj"));
                list.for_each(|word| self.judged(found, word));
            } else if tree.is_nominal(head) && !tree.children(head).iter().any(|&child| is_ordinal(tree, child)) {
                let span = phrase_span(
                    tree,
                    head,
                    &["case", "cop", "nsubj", "advcl", "parataxis", "aux", "mark", "conj", "cc"],
                );
                self.push(found, DetailKind::Assessment, words(span.of(self.text)), span);
            }
        } else if LEXICON.is("judging", tree.lemma(head)) {
            let judgement = tree.child(head, "xcomp").or_else(|| tree.with_preposition(head, "as").first().copied());
            if let Some(word) = judgement.filter(|&word| word != subject) {
                let span = phrase_span(tree, word, &["case", "mark", "punct", "advcl"]);
                self.push(found, DetailKind::Assessment, words(span.of(self.text)), span);
            }
        }
    }

    fn judged(&self, found: &mut Vec<Detail>, adjective: usize) {
        let tree = self.tree;
        if LEXICON.is("assessment", tree.lemma(adjective)) {
            let negated = tree.all(adjective, "advmod").find(|&adverb| LEXICON.is("negative", tree.lemma(adverb)));
            let span = tree.token(adjective).span;
            let span = negated.map_or(span, |negated| tree.token(negated).span.cover(span));
            self.push(found, DetailKind::Assessment, words(span.of(self.text)), span);
        }
    }
}

/// What a verb of discussing has as its subject matter.
pub fn discussed(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    // "the talks focused on water" and "stayed focused on water": never what does the focusing.
    let aims = matches!(tree.lemma(verb), "focus" | "concentrate" | "centre" | "center");
    let objects = if aims { Vec::new() } else { tree.objects(verb) };
    if !objects.is_empty() {
        return objects;
    }
    let on = ["on", "about", "upon", "off", "of"].iter().map(|preposition| tree.with_preposition(verb, preposition));
    on.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}
