//! Typed values read with an event: how long, how many, which round, in what form, about what, how it was judged.

use super::frames::Frame;
use super::lexicon::{LEXICON, Operator};
use super::matching::{content_of, is_ordinal};
use super::scene::Scene;
use super::setting::{Times, phrase_span, words};
use super::tree::Tree;
use record::Span;
use record::reading::{Detail, DetailKind, TimexType};

/// Most words of a phrase that says in what form people met.
const FORMAT: usize = 8;

/// Everything that one frame's clause says beside who, where and when.
pub fn of(scene: &Scene<'_>, times: &Times<'_>, frame: &Frame, text: &str) -> Vec<Detail> {
    let mut found = Vec::new();
    let reader = Reader { scene, tree: scene.tree, times, frame, text };
    reader.duration(&mut found);
    reader.counts(&mut found);
    let precedent = reader.precedent(&mut found);
    reader.round(&mut found, precedent);
    reader.format(&mut found);
    reader.issues(&mut found);
    reader.assessment(&mut found);
    found.sort_by_key(|detail| (detail.span, detail.kind));
    found.dedup();
    found
}

struct Reader<'a> {
    scene: &'a Scene<'a>,
    tree: &'a Tree<'a>,
    times: &'a Times<'a>,
    frame: &'a Frame,
    text: &'a str,
}

impl Reader<'_> {
    /// The trigger, its light verb, and a counting noun or predicate that it belongs to.
    fn holders(&self) -> Vec<usize> {
        let (tree, frame) = (self.tree, self.frame);
        let mut holders = vec![frame.trigger];
        if let Some(head) = tree.head(frame.trigger) {
            if content_of(tree, head) == Some(frame.trigger) {
                holders.push(head);
            }
        }
        if !holders.contains(&frame.anchor) {
            holders.push(frame.anchor);
        }
        for &noun in &frame.with {
            holders.push(noun);
            holders.extend(content_of(tree, noun));
        }
        holders
    }

    /// The predicate that the trigger is the subject of: "businesslike" in "the talks were businesslike".
    fn predicate(&self) -> Option<usize> {
        let (tree, holders) = (self.tree, self.holders());
        let subject = holders.iter().copied().find(|&holder| tree.is(holder, "nsubj"))?;
        tree.head(subject)
    }

    fn push(&self, found: &mut Vec<Detail>, kind: DetailKind, value: String, span: Span) {
        if !value.is_empty() {
            found.push(Detail { kind, value, span });
        }
    }

    fn duration(&self, found: &mut Vec<Detail>) {
        let tree = self.tree;
        let holders = self.holders();
        for (time, head) in self.times.headed(tree).filter(|(time, _)| time.kind == TimexType::Duration) {
            let Some(governor) = tree.head(head) else { continue };
            let lasting = tree.is_verbal(governor)
                && matches!(tree.lemma(governor), "last" | "take" | "run" | "continue" | "go" | "drag" | "stretch");
            let own_verb = holders.contains(&governor) || self.predicate() == Some(governor);
            let before = holders.contains(&governor) && tree.is_nominal(governor) && head < governor;
            let preposition = tree.preposition(head);
            let long = holders.contains(&governor) && matches!(&*preposition, "for" | "of" | "over");
            if before || long || (lasting && own_verb && matches!(&*preposition, "" | "for" | "over" | "about")) {
                self.push(found, DetailKind::Duration, time.value.clone(), time.span);
            }
        }
    }

    fn counts(&self, found: &mut Vec<Detail>) {
        let (tree, frame) = (self.tree, self.frame);
        let kind = LEXICON.coded(frame.cameo).map_or("", |coded| coded.kind.as_str());
        let people: Vec<usize> = match kind {
            "PROTEST" | "MOBILIZE" => frame.actors.iter().map(|(actor, _)| *actor).collect(),
            "ASSAULT" | "COERCE" | "RETREAT" => frame.recipients.clone(),
            _ => return,
        };
        for word in people {
            let number = tree.child(word, "nummod").filter(|&number| !self.scene.is_time[number]);
            let crowd = number.or_else(|| {
                let many = matches!(tree.lemma(word), "dozen" | "score" | "hundred" | "thousand" | "million" | "ten");
                many.then_some(word)
            });
            let Some(crowd) = crowd else { continue };
            let span = tree.token(crowd).span;
            let span = match tree.child(crowd, "advmod") {
                Some(about) if about < crowd => tree.token(about).span.cover(span),
                _ => span,
            };
            self.push(found, DetailKind::Count, digits(tree.token(crowd).span.of(self.text)), span);
        }
    }

    fn precedent(&self, found: &mut Vec<Detail>) -> Option<usize> {
        let tree = self.tree;
        let mut places = self.holders();
        places.extend(self.predicate());
        // "met for the first time since 1998"
        let times = self.holders().into_iter().flat_map(|holder| tree.all(holder, "obl").collect::<Vec<_>>());
        places.extend(times.filter(|&time| tree.lemma(time) == "time"));
        for place in places {
            let near = std::iter::once(place).chain(tree.children(place).iter().copied());
            for ordinal in near.filter(|&word| is_ordinal(tree, word)) {
                let best = matches!(tree.lemma(ordinal), "first" | "highest" | "biggest" | "largest" | "only" | "1st");
                let since = [ordinal, place].iter().flat_map(|&holder| tree.children(holder)).copied().find(|&child| {
                    let (first, last) = tree.phrase(child, &[]);
                    let timed = (first..=last).any(|i| self.scene.is_time[i]);
                    let marked = matches!(&*tree.preposition(child), "in" | "since" | "for" | "after")
                        || tree.all(child, "mark").any(|mark| tree.lemma(mark) == "since");
                    // "in May" dates it; "in 27 years" and "since 1980" say how long there was none.
                    let long = tree.preposition(child) != "in"
                        || self.times.at(child).is_none_or(|time| time.kind == TimexType::Duration);
                    let counted = best || tree.preposition(child) == "since";
                    timed && marked && long && counted && child > ordinal
                });
                if let Some(since) = since {
                    let span = tree.token(ordinal).span.cover(phrase_span(tree, since, &[]));
                    self.push(found, DetailKind::Precedent, words(span.of(self.text)), span);
                    return best.then_some(ordinal);
                }
            }
        }
        None
    }

    fn round(&self, found: &mut Vec<Detail>, precedent: Option<usize>) {
        let tree = self.tree;
        for holder in self.holders().into_iter().filter(|&holder| tree.is_nominal(holder)) {
            for &child in tree.children(holder) {
                if Some(child) == precedent || !is_ordinal(tree, child) {
                    continue;
                }
                if let Some(number) = ordinal_number(tree.lemma(child)) {
                    self.push(found, DetailKind::Round, number.to_string(), tree.token(child).span);
                    return;
                }
            }
        }
    }

    fn format(&self, found: &mut Vec<Detail>) {
        let tree = self.tree;
        if !self.frame.cameo.starts_with("04") {
            return;
        }
        let mut seen = Vec::new();
        for holder in self.holders() {
            for &child in tree.children(holder) {
                if !matches!(tree.token(child).relation(), "amod" | "compound" | "advmod" | "nmod" | "obl" | "obj") {
                    continue;
                }
                let (first, last) = tree.phrase(child, &["acl", "advcl"]);
                if last - first >= FORMAT {
                    continue;
                }
                let form = |i: usize| tree.token(i).span.of(self.text).to_lowercase();
                let phrase: Vec<String> = (first..=last).map(form).collect();
                let phrase = format!(" {} ", phrase.join(" ").replace(" - ", "-"));
                let known =
                    LEXICON.formats.iter().find(|(words, _)| phrase.contains(&format!(" {} ", words.join(" "))));
                if let Some((_, value)) = known.filter(|(_, value)| !seen.contains(&value)) {
                    seen.push(value);
                    let span = tree.token(first).span.cover(tree.token(last).span);
                    self.push(found, DetailKind::Format, value.clone(), span);
                }
            }
        }
    }

    fn issues(&self, found: &mut Vec<Detail>) {
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
        self.push(found, kind, words(span.of(self.text)), span);
    }

    fn assessment(&self, found: &mut Vec<Detail>) {
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
    let objects = tree.objects(verb);
    if !objects.is_empty() {
        return objects;
    }
    let on = ["on", "about", "upon", "off", "of"].iter().map(|preposition| tree.with_preposition(verb, preposition));
    on.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

fn ordinal_number(lemma: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let word = WORDS.iter().position(|word| *word == lemma).map(|at| at as u32 + 1);
    word.or_else(|| {
        lemma
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse()
            .ok()
            .filter(|_| lemma.ends_with(['t', 'd', 'h']))
    })
}

/// Number words up to twelve and digits with separators as digits; other words as they are.
fn digits(word: &str) -> String {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let lower = word.to_lowercase();
    if let Some(at) = WORDS.iter().position(|known| *known == lower) {
        return (at + 1).to_string();
    }
    let bare: String = lower.chars().filter(|c| *c != ',').collect();
    if bare.chars().all(|c| c.is_ascii_digit()) { bare } else { lower }
}
