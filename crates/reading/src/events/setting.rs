//! Where and when: places and times of the event's own clause, or failing that of its sentence.

use super::Found;
use super::frames::Frame;
use super::lexicon::LEXICON;
use super::people::People;
use super::tree::Tree;
use record::Basis;
use record::NameType;
use record::Span;
use record::reading::{Form, PlaceRef, TimeRef, Timex, TimexType};

/// Prepositions that say where something was.
const WHERE: [&str; 9] = ["inside", "at", "in", "near", "outside", "around", "off", "across", "through"];

/// How many words may stand between a time expression and the clause that it belongs to.
const CLIMB: usize = 12;

/// Where in a sentence something is said to have happened.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The word that says it.
    pub trigger: usize,
    /// The head of its clause: a light verb, or the trigger itself.
    pub anchor: usize,
    /// Nouns that say the same with it.
    pub with: &'a [usize],
}

impl<'a> From<&'a Frame> for Site<'a> {
    fn from(frame: &'a Frame) -> Self {
        Self { trigger: frame.trigger, anchor: frame.anchor, with: &frame.with }
    }
}

/// The time expressions of one sentence.
pub struct Times<'a> {
    times: Vec<(&'a Timex, std::ops::Range<usize>)>,
}

impl<'a> Times<'a> {
    /// Those that begin in the sentence.
    pub fn new(tree: &Tree<'_>, found: Found<'a>) -> Self {
        let span = tree.sentence.span;
        let first = found.times.partition_point(|time| time.span.start < span.start);
        let inside = found.times[first..].iter().take_while(|time| time.span.start < span.end);
        let inside = inside.map(|time| (time, covered(tree, time.span))).filter(|(_, tokens)| !tokens.is_empty());
        Self { times: inside.collect() }
    }

    /// Which words are part of one.
    pub fn words(&self, tree: &Tree<'_>) -> Vec<bool> {
        let mut is_time = vec![false; tree.len()];
        for (_, tokens) in &self.times {
            is_time.get_mut(tokens.clone()).into_iter().flatten().for_each(|word| *word = true);
        }
        is_time
    }

    /// The time expression that the word is in.
    pub fn at(&self, word: usize) -> Option<&'a Timex> {
        self.times.iter().find(|(_, tokens)| tokens.contains(&word)).map(|(time, _)| *time)
    }

    /// Every one with the word that heads it.
    pub fn headed<'s>(&'s self, tree: &'s Tree<'_>) -> impl Iterator<Item = (&'a Timex, usize)> + 's {
        self.times.iter().map(|(time, tokens)| {
            let outside = |i: &usize| tree.head(*i).is_none_or(|head| !tokens.contains(&head));
            (*time, tokens.clone().find(outside).unwrap_or(tokens.start))
        })
    }

    /// When the event was: in its own clause as stated, in a clause that its clause hangs on as inferred.
    pub fn of(&self, tree: &Tree<'_>, site: Site<'_>) -> Option<TimeRef> {
        let dated = || self.headed(tree).filter(|(time, _)| matches!(time.kind, TimexType::Date | TimexType::Time));
        let own = dated()
            .filter_map(|(time, head)| distance(tree, head, site).map(|steps| (steps, time)))
            .min_by_key(|(steps, time)| (*steps, time.span.start));
        if let Some((_, time)) = own {
            return Some(reference(time, Basis::Stated));
        }
        let mut clause = site.anchor;
        for _ in 0..CLIMB {
            let shares = match tree.token(clause).relation() {
                "conj" | "xcomp" | "advcl" | "obj" => true,
                "acl" => !tree.is(clause, "acl:relcl"),
                // "after the meeting", "in preparation for the meeting": another time.
                "obl" => matches!(&*tree.preposition(clause), "in" | "at" | "during" | "with"),
                _ => false,
            };
            clause = tree.head(clause).filter(|_| shares)?;
            let speech = tree.child(clause, "ccomp").is_some();
            let above = dated().find(|(time, head)| {
                tree.head(*head) == Some(clause) && tree.is_verbal(clause) && !time.value.ends_with("_REF")
            });
            if let Some((time, _)) = above.filter(|_| !speech) {
                return Some(reference(time, Basis::Inferred));
            }
        }
        None
    }
}

/// A reference to the expression.
pub fn reference(time: &Timex, basis: Basis) -> TimeRef {
    TimeRef { timex: Some(time.id), value: time.value.clone(), span: time.span, basis }
}

/// Words that the span covers or, where it cuts into one, touches.
fn covered(tree: &Tree<'_>, span: Span) -> std::ops::Range<usize> {
    let tokens = &tree.sentence.tokens;
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

/// Steps from a time's head up to the event, over nominals of its own clause alone.
fn distance(tree: &Tree<'_>, head: usize, site: Site<'_>) -> Option<usize> {
    let mut at = head;
    for steps in 0..CLIMB {
        if at == site.trigger || at == site.anchor {
            // The event's own word may be in the expression ("Monday's meeting" is not, "the talks of May" is).
            return Some(steps);
        }
        // "since 1980", "before Monday", "after the war of 1979": not when it was.
        if matches!(&*tree.preposition(at), "since" | "until" | "till" | "before" | "after" | "following" | "from") {
            return None;
        }
        // "a meeting that had begun on Thursday", "talks held on Monday": when it began, or ended.
        if tree.is(at, "acl") && tree.head(at) == Some(site.trigger) && LEXICON.is("phase", tree.lemma(at)) {
            return Some(steps + 1);
        }
        let crosses = steps > 0 && (tree.is_verbal(at) || tree.child(at, "cop").is_some());
        // "before the attack of Monday": what another event noun has is not this one's.
        let own = site.with.contains(&at) || tree.is_under(site.trigger, at);
        let elsewhere = steps > 0 && at != site.trigger && is_event_noun(tree, at) && !own;
        if crosses || elsewhere {
            return None;
        }
        at = tree.head(at)?;
    }
    None
}

fn is_event_noun(tree: &Tree<'_>, word: usize) -> bool {
    tree.is_nominal(word)
        && LEXICON.entries(tree.lemma(word), super::lexicon::Part::Noun).iter().any(|entry| entry.cameo.is_some())
}

/// Where the event was.
pub fn place(tree: &Tree<'_>, people: &People<'_>, frame: &Frame, is_time: &[bool], text: &str) -> Option<PlaceRef> {
    let recipients = &frame.recipients;
    let mut clause = vec![frame.trigger, frame.anchor];
    // "two rounds of talks in Port Alder": the phrase hangs on the counting noun.
    clause.extend(&frame.with);
    if let Some(head) =
        tree.head(frame.trigger).filter(|&head| super::matching::content_of(tree, head) == Some(frame.trigger))
    {
        clause.insert(1, head);
    }
    for preposition in WHERE {
        for &anchor in &clause {
            for nominal in tree.with_preposition(anchor, preposition) {
                let possible = !is_time[nominal] && !recipients.contains(&nominal);
                let found = possible.then(|| as_place(tree, people, nominal, text)).flatten();
                let strict = matches!(preposition, "across" | "off" | "around" | "through");
                if let Some(place) = found.filter(|_| !strict || people.covering(nominal, &PLACES).is_some()) {
                    return Some(place);
                }
            }
        }
    }
    nested_place(tree, people, frame, is_time, text).or_else(|| meeting_town(tree, people, frame, text))
}

/// "killed six soldiers in an attack on a barracks in Marvek": a named place deeper in the trigger's own clause.
fn nested_place(tree: &Tree<'_>, people: &People<'_>, frame: &Frame, is_time: &[bool], text: &str) -> Option<PlaceRef> {
    let own = |word: usize| {
        let mut at = word;
        for _ in 0..CLIMB {
            if at == frame.trigger || at == frame.anchor {
                return true;
            }
            let clause = at != word && tree.is_verbal(at);
            // What a party has with it ("the mayor of …", "officials in …") is where the party is, not the event.
            let party = frame.recipients.contains(&at) || frame.actors.iter().any(|(actor, _)| *actor == at);
            match tree.head(at).filter(|_| !clause && !party && !matches!(tree.token(at).relation(), "nsubj" | "conj"))
            {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    };
    let (first, last) = tree.phrase(frame.anchor, &["nsubj", "conj", "ccomp", "advcl", "parataxis"]);
    (first..=last)
        .filter(|&word| !is_time[word] && ["in", "at", "near", "outside"].iter().any(|p| tree.has_preposition(word, p)))
        .filter(|&word| people.covering(word, &PLACES).is_some() && !frame.recipients.contains(&word) && own(word))
        .find_map(|word| as_place(tree, people, word, text))
}

/// Types of names that are places.
pub const PLACES: [NameType; 3] = [NameType::Gpe, NameType::Loc, NameType::Fac];

fn as_place(tree: &Tree<'_>, people: &People<'_>, word: usize, text: &str) -> Option<PlaceRef> {
    let mention = people.covering(word, &PLACES).filter(|mention| mention.head.overlaps(tree.token(word).span));
    // "in prison", "at sea" without an article say no place.
    let bare = tree
        .children(word)
        .iter()
        .all(|&child| !matches!(tree.token(child).relation(), "det" | "nmod" | "compound" | "amod"));
    if mention.is_none() && (bare || !LEXICON.is("place", tree.lemma(word))) {
        return None;
    }
    let span = match mention {
        Some(mention) if mention.form == Form::Name => mention.span,
        _ => place_span(tree, word),
    };
    Some(PlaceRef { name: words(span.of(text)), span, entity: mention.and_then(|mention| mention.entity) })
}

/// The phrase of a place that is no name, up to where the parties begin ("the residence between …").
fn place_span(tree: &Tree<'_>, word: usize) -> Span {
    let (first, last) = tree.phrase(word, &["case", "acl", "parataxis", "conj", "cc", "punct", "appos"]);
    let ends = |i: usize| {
        let parties = matches!(tree.lemma(i), "between" | "with") && tree.is(i, "case");
        // A parser's slip, not the place: a verb, a time, the next clause.
        let dated = tree.is(i, "case") && tree.lemma(i) == "on";
        parties || dated || tree.is_finite(i) || matches!(tree.lemma(i), "," | "(" | "." | ":" | ";")
    };
    let before = |i: usize| ends(i) || (tree.is(i, "case") && !matches!(tree.lemma(i), "'s" | "’s"));
    let first = first.max((0..word).rev().find(|&i| before(i)).map_or(0, |i| i + 1));
    let parties = (word + 1..=last).find(|&i| ends(i));
    let last = parties.map_or(last, |at| at - 1).max(word);
    tree.token(first).span.cover(tree.token(last).span)
}

/// "the Port Alder talks": a town before the noun that is not a party.
fn meeting_town(tree: &Tree<'_>, people: &People<'_>, frame: &Frame, text: &str) -> Option<PlaceRef> {
    let consult = frame.cameo.starts_with("04") && tree.is_nominal(frame.trigger);
    let modifiers = tree.children(frame.trigger).iter().copied().filter(|&child| {
        consult && child < frame.trigger && matches!(tree.token(child).relation(), "compound" | "amod" | "nmod")
    });
    let party = |word: usize| frame.actors.iter().any(|(actor, _)| *actor == word);
    modifiers.filter(|&word| !party(word)).find_map(|word| {
        let mention = people.covering(word, &[NameType::Gpe])?;
        Some(PlaceRef { name: words(mention.span.of(text)), span: mention.span, entity: mention.entity })
    })
}

/// The bytes of a phrase, without dependents of the head in `without`.
pub fn phrase_span(tree: &Tree<'_>, head: usize, without: &[&str]) -> Span {
    let (first, last) = tree.phrase(head, without);
    tree.token(first).span.cover(tree.token(last).span)
}

/// White space collapsed.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
