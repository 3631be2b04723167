//! Typed values read with an event: how long, how many, which round, in what form, about what, how it was judged.

use super::frames::Frame;
use super::lexicon::LEXICON;
use super::matching::{content_of, is_ordinal};
use super::scene::Scene;
use super::setting::{Times, phrase_span, words};
use super::tree::Tree;
use record::Span;
use record::numbers::whole;
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

pub(super) struct Reader<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) tree: &'a Tree<'a>,
    times: &'a Times<'a>,
    pub(super) frame: &'a Frame,
    pub(super) text: &'a str,
}

impl Reader<'_> {
    /// The trigger, its light verb, and a counting noun or predicate that it belongs to.
    pub(super) fn holders(&self) -> Vec<usize> {
        let (tree, frame) = (self.tree, self.frame);
        let mut holders = vec![frame.trigger];
        let counting = tree.head(frame.trigger).filter(|&head| content_of(tree, head) == Some(frame.trigger));
        holders.extend(counting);
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
    pub(super) fn predicate(&self) -> Option<usize> {
        let (tree, holders) = (self.tree, self.holders());
        let subject = holders.iter().copied().find(|&holder| tree.is(holder, "nsubj"))?;
        tree.head(subject)
    }

    pub(super) fn push(&self, found: &mut Vec<Detail>, kind: DetailKind, value: String, span: Span) {
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
            let says = |verb: usize| holders.contains(&verb) || self.predicate() == Some(verb);
            // "The meeting took place on Tuesday and lasted an hour": two verbs share a subject.
            let shared = tree.is(governor, "conj") && tree.child(governor, "nsubj").is_none();
            let own_verb = says(governor) || shared && tree.head(governor).is_some_and(says);
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

/// Number words and digits with separators as digits; other words as they are.
fn digits(word: &str) -> String {
    let bare: String = word.to_lowercase().chars().filter(|c| *c != ',').collect();
    whole(&bare).map_or_else(|| word.to_lowercase(), |n| n.to_string())
}
