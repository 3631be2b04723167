//! Where: buildings inside towns, several words for one house.

use super::agreement::{Claim, Relation};
use crate::countries;
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{collapse, fold, lines};
use record::analysis::{NameType, Sentence};
use record::reading::PlaceRef;
use record::{Span, Upos};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static FACILITIES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/facilities.tsv"));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.collect()))
    })
    .collect()
});

/// A place as it is compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Classes of the building, where the words name one.
    classes: BTreeSet<&'static str>,
    /// The story's places among its words, the narrowest first.
    named: Vec<usize>,
    /// The words, for places that are neither.
    words: String,
}

/// What the reports say of places lying in places.
#[derive(Debug, Default)]
pub(crate) struct Geography {
    /// (inner, outer), entities of the story.
    inside: BTreeSet<(usize, usize)>,
    /// Each report's names of places in text order, with the story's entity.
    names: Vec<Vec<(Span, NameType, usize)>>,
}

impl Geography {
    /// Collects "A in B", "A, B" from all reports, for names of places.
    pub(crate) fn new(pile: &Pile<'_>, linked: &Linked) -> Self {
        let mut inside = BTreeSet::new();
        let mut all = Vec::new();
        for (report, telling) in pile.tellings.iter().enumerate() {
            let places = telling
                .reading
                .mentions
                .iter()
                .filter(|mention| matches!(mention.kind, NameType::Gpe | NameType::Loc | NameType::Fac));
            let mut places: Vec<(Span, NameType, usize)> = places
                .filter_map(|mention| Some((mention.head, mention.kind, linked.entity(report, mention.entity?)?)))
                .collect();
            places.sort();
            for pair in places.windows(2) {
                let [(inner, _, a), (outer, _, b)] = *pair else { continue };
                let between = telling.report.text.get(inner.end..outer.start).unwrap_or("?");
                let between = fold(&collapse(between));
                let contains = matches!(
                    between.as_str(),
                    "," | "in" | "in the" | ", in" | "of" | "" | "inside" | "within" | "in central"
                );
                if contains && a != b {
                    inside.insert((a, b));
                }
            }
            all.push(places);
        }
        Self { inside, names: all }
    }

    /// The names of places inside `span`.
    fn within(&self, report: usize, span: Span) -> impl Iterator<Item = &(Span, NameType, usize)> {
        let names = self.names.get(report).map_or(&[][..], Vec::as_slice);
        let start = names.partition_point(|(head, ..)| head.start < span.start);
        names[start..]
            .iter()
            .take_while(move |(head, ..)| head.start < span.end)
            .filter(move |(head, ..)| span.contains(*head))
    }

    /// What an account says of the place.
    pub(crate) fn claim(
        &self,
        report: usize,
        place: &PlaceRef,
        trigger: Span,
        pile: &Pile<'_>,
        linked: &Linked,
    ) -> Claim<Place> {
        let telling = &pile.tellings[report];
        let span = whole(telling, place.span, trigger).unwrap_or(place.span);
        let span = untimed(telling, building(telling, span, trigger));
        let words = fold(&collapse(telling.words(span)));
        let towns: Vec<Span> =
            self.within(report, span).filter(|(_, kind, _)| *kind != NameType::Fac).map(|(head, ..)| *head).collect();
        let mut meaning = Place { words, classes: classes(telling, span, &towns), named: Vec::new() };
        for &(head, _, id) in self.within(report, span) {
            let adjective = countries::lookup(telling.words(head)).is_some_and(|c| c.by == countries::By::Demonym);
            if !adjective && !meaning.named.contains(&id) {
                meaning.named.push(id);
            }
        }
        if meaning.named.is_empty() {
            meaning.named.extend(place.entity.and_then(|id| linked.entity(report, id)));
        }
        let named = i32::try_from(meaning.named.len().min(3)).unwrap_or(0);
        let precision = i32::from(!meaning.classes.is_empty()) * 2 + named;
        Claim {
            value: collapse(telling.words(span)),
            meaning,
            report,
            evidence: pile.evidence(report, span),
            precision,
        }
    }

    fn nested(&self, a: usize, b: usize, linked: &Linked) -> bool {
        let capital = |town: usize, country: usize| {
            linked.code(country).is_some_and(|code| countries::is_capital(linked.name(town), code))
        };
        self.inside.contains(&(a, b)) || self.inside.contains(&(b, a)) || capital(a, b) || capital(b, a)
    }

    /// How two places stand to each other.
    pub(crate) fn relate(&self, a: &Place, b: &Place, linked: &Linked) -> Relation {
        let either_any = a.classes.contains("any") || b.classes.contains("any");
        if !a.classes.is_empty() && !b.classes.is_empty() && !either_any && a.classes.is_disjoint(&b.classes) {
            return Relation::Conflict;
        }
        if a.classes == b.classes
            && (a.named == b.named || !a.classes.is_empty())
            && (a.words == b.words || !a.named.is_empty() || !a.classes.is_empty())
        {
            return Relation::Same;
        }
        let touch = |x: usize, y: usize| x == y || self.nested(x, y, linked);
        if a.named.iter().any(|&x| b.named.iter().any(|&y| touch(x, y))) {
            return Relation::Compatible;
        }
        let town = |place: &Place| {
            let last = place.named.last().copied();
            last.filter(|&id| linked.code(id).is_none() && linked.entities[id].kind == NameType::Gpe)
        };
        let country = |place: &Place| place.named.last().copied().filter(|&id| linked.code(id).is_some());
        match (town(a), town(b)) {
            (Some(_), Some(_)) => Relation::Conflict,
            _ if country(a).is_some() && country(b).is_some() => Relation::Conflict,
            _ => Relation::Compatible,
        }
    }
}

/// Without a date that the phrase drags along: "the town hall on 4 March".
fn untimed(telling: &Telling<'_>, span: Span) -> Span {
    let times = &telling.reading.times;
    let start = times.partition_point(|time| time.span.start <= span.start);
    let Some(time) = times.get(start).filter(|time| time.span.start < span.end) else { return span };
    let before = telling.words(Span::new(span.start, time.span.start)).trim_end();
    let before =
        ["on", "in", "at", "since", "until", ","].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let kept = before.trim_end().trim_end_matches(',').len();
    if kept == 0 { span } else { Span::new(span.start, span.start + kept) }
}

/// With the building right before or after, where the syntax has lost it: "his office in the …", "the … offices".
fn building(telling: &Telling<'_>, span: Span, trigger: Span) -> Span {
    /// Words between the building and the name: "in the heavily guarded".
    const BETWEEN: usize = 6;
    let sentence = telling.sentence(span);
    let facility = |word: &str| {
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        FACILITIES.contains_key(folded.as_str())
            || folded.strip_suffix('s').is_some_and(|one| FACILITIES.contains_key(one))
    };
    let mut found = span;
    let after = telling.report.text.get(span.end..sentence.end).unwrap_or("");
    let lead = after.len() - after.trim_start().len();
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if lead > 0 && !next.is_empty() && facility(next) {
        found.end = span.end + lead + next.len();
    } else if !telling.words(span).split_whitespace().any(facility) {
        let before = telling.report.text.get(sentence.start..span.start).unwrap_or("");
        let mut words: Vec<(usize, &str)> = Vec::new();
        let mut end = before.len();
        // The last words before the name, nearest first.
        for word in before.rsplit(char::is_whitespace).take(BETWEEN + 2) {
            let start = end - word.len();
            words.push((sentence.start + start, word));
            end = start.saturating_sub(before[..start].chars().next_back().map_or(0, char::len_utf8));
        }
        words.retain(|(_, word)| !word.is_empty());
        let at = words.iter().position(|(_, word)| facility(word));
        let linked = at.is_some_and(|at| {
            words[..at].last().is_some_and(|(_, word)| matches!(fold(word).as_str(), "in" | "inside" | "at" | "within"))
                && words[..at].iter().all(|(_, word)| !word.ends_with([',', '.', ';', '"', '\u{201D}']))
        });
        if let Some(at) = at.filter(|_| linked) {
            // Its owner's word with it: "his office", "the residence".
            let owner = words
                .get(at + 1)
                .filter(|(_, word)| matches!(fold(word).as_str(), "his" | "her" | "their" | "the" | "its" | "a"));
            found.start = owner.map_or(words[at].0, |(start, _)| *start);
        }
    }
    if found.overlaps(trigger) { span } else { found }
}

/// Classes of the buildings among the words, apart from those inside names of towns ("Port Alder").
fn classes(telling: &Telling<'_>, span: Span, towns: &[Span]) -> BTreeSet<&'static str> {
    let (mut clear, mut vague) = (BTreeSet::new(), BTreeSet::new());
    let text = telling.words(span);
    let mut start = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let at = span.start + start;
        start +=
            word.len() + text.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let folded = fold(word);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        let Some(found) = FACILITIES.get(folded.as_str()).or_else(|| FACILITIES.get(singular)) else { continue };
        if towns.iter().any(|town| town.start <= at && at < town.end) {
            continue;
        }
        // A house may be a customs house, a guest house, a white house.
        if found.contains(&"any") || singular == "house" { vague.extend(found) } else { clear.extend(found) }
    }
    if clear.is_empty() { vague } else { clear }
}

/// The whole phrase around the place's words: "the governor's residence in Port Alder" for "Port Alder".
fn whole(telling: &Telling<'_>, span: Span, trigger: Span) -> Option<Span> {
    // A phrase longer than this is a clause in disguise.
    const LONGEST: usize = 14;
    let index = telling.analysis.sentence_at(span.start)?;
    let sentence = telling.analysis.sentences.get(index)?;
    let range = sentence.tokens_in(span);
    let mut head = range.clone().find(|&i| sentence.tokens[i].head.is_none_or(|head| !range.contains(&head)))?;
    let stop = sentence.tokens_in(trigger);
    // Up to the building that the named place belongs to, never up to the event itself.
    for _ in 0..3 {
        let token = &sentence.tokens[head];
        let up = token.head.filter(|_| matches!(token.relation(), "nmod" | "compound" | "flat" | "appos"));
        let Some(up) = up.filter(|up| !stop.contains(up) && is_facility(sentence, *up)) else { break };
        head = up;
    }
    let keep = |i: &usize| {
        let mut at = *i;
        // Clauses hanging on the phrase are no part of it, nor is its own preposition.
        for _ in 0..LONGEST {
            if at == head {
                return true;
            }
            let token = &sentence.tokens[at];
            if matches!(token.relation(), "acl" | "conj" | "parataxis" | "advcl" | "punct" | "cc") {
                return false;
            }
            if token.head == Some(head)
                && matches!(token.relation(), "case" | "mark" | "advmod")
                && token.span.start < sentence.tokens[head].span.start
                && token.upos == Upos::Adp
            {
                return false;
            }
            let Some(next) = token.head else { return false };
            at = next;
        }
        false
    };
    let words: Vec<usize> = sentence.subtree(head).into_iter().filter(keep).collect();
    // One unbroken phrase around the head, that does not end in the middle of another.
    let at = words.iter().position(|&i| i == head)?;
    let joined = |i: usize| words[i] + 1 == words[i + 1];
    let first = (0..at).rev().take_while(|&i| joined(i)).last().unwrap_or(at);
    let mut last = (at..words.len() - 1).take_while(|&i| joined(i)).last().map_or(at, |i| i + 1);
    let hangs =
        |i: usize| matches!(sentence.tokens[words[i]].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj);
    while last > at && hangs(last) {
        last -= 1;
    }
    let (first, last) = (words[first], words[last]);
    if last - first + 1 > LONGEST {
        return None;
    }
    let cover = sentence.tokens[first].span.cover(sentence.tokens[last].span);
    (cover.contains(span) && !cover.overlaps(trigger)).then_some(cover)
}

fn is_facility(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| FACILITIES.contains_key(fold(&token.lemma).as_str()))
}
