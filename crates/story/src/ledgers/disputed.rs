//! What one side says and the other calls false.
//!
//! Nobody need call it an accusation: where "That is not true" of the other side follows what somebody said, and where
//! a denial tells what it denies, claim and answer belong together.

use super::allegations::Charge;
use super::words::{class_of, is_charge, matter};
use super::{Cues, same_side};
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{collapse, content, fold, lines, words};
use record::reading::Attribution;
use record::story::{Response, ResponseKind};
use record::{EntityId, Span, Spans};
use std::sync::LazyLock;

/// What is called false was said within so many bytes before.
const NEAR: usize = 600;

/// Attributions before a denial among which what it denies is looked for.
const BACK: usize = 8;

/// Calling something false takes no more words than these, with those about it.
const SHORT: usize = 14;

/// Fewer words that carry meaning are no claim.
const FEWEST: usize = 2;

static DENIALS: LazyLock<Vec<String>> =
    LazyLock::new(|| lines(include_str!("../../data/denials.txt")).map(|words| format!(" {words} ")).collect());

/// Whether the words call what was said before untrue.
pub(super) fn is_denial(phrase: &str) -> bool {
    let said = words(phrase);
    let said = format!(" {} ", said.join(" "));
    DENIALS.iter().any(|denial| said.contains(denial.as_str()))
}

/// The claims of one report that another denies in it, and the denials that tell what they deny.
pub(super) fn charges(pile: &Pile<'_>, linked: &Linked, report: usize, cues: &Cues) -> Vec<Charge> {
    let all = &pile.tellings[report].reading.attributions;
    let scene = Scene { pile, linked, report };
    let found = all.iter().enumerate().filter_map(|(at, one)| {
        if scene.calls_false(one) {
            return scene.answered(at, one, cues);
        }
        scene.denied(at, one)
    });
    found.collect()
}

struct Scene<'s, 'a> {
    pile: &'s Pile<'a>,
    linked: &'s Linked,
    report: usize,
}

impl<'a> Scene<'_, 'a> {
    fn telling(&self) -> &Telling<'a> {
        &self.pile.tellings[self.report]
    }

    fn speaker(&self, one: &Attribution) -> Option<usize> {
        self.linked.entity(self.report, one.speaker?)
    }

    /// The words of speech and what is said, as far as the first sentence of it goes.
    fn phrase(&self, one: &Attribution) -> String {
        let text = &self.telling().report.text;
        let said = one.content.ranges().first().map_or("", |range| range.of(text));
        // "…, which Brandt called false": that is another's.
        let cuts = [", which ", ", who ", ", a "].iter().filter_map(|cut| said.find(cut));
        let said = &said[..cuts.min().unwrap_or(said.len())];
        format!("{} {}", one.cue.quote(text), said)
    }

    /// "“That is false,” Brandt said", "which Brandt called false", "She denied it".
    fn calls_false(&self, one: &Attribution) -> bool {
        let phrase = self.phrase(one);
        let short = words(&phrase).len() <= SHORT;
        short && (is_denial(&phrase) || self.denies(one) && self.matter(one).len() < FEWEST)
    }

    fn denies(&self, one: &Attribution) -> bool {
        let cue = one.cue.quote(&self.telling().report.text);
        let refused = words(&cue).iter().any(|word| matches!(word.as_str(), "not" | "neither" | "nor" | "never"));
        class_of(&cue) == Some("denied") && !refused
    }

    fn matter(&self, one: &Attribution) -> std::collections::BTreeSet<String> {
        matter(self.telling(), &one.content)
    }

    /// The claim that a denial points back at.
    fn answered(&self, at: usize, denial: &Attribution, cues: &Cues) -> Option<Charge> {
        let telling = self.telling();
        let all = &telling.reading.attributions;
        let denier = self.speaker(denial)?;
        let place = denial.cue.cover().or(denial.content.cover())?;
        let parent = denial.parent.and_then(|id| Some((id.0, all.get(id.0)?)));
        // "Brandt said that Norland knew it was false": the denial is Brandt's.
        if parent.is_some_and(|(_, outer)| self.calls_false(outer)) {
            return None;
        }
        let from = place.start.saturating_sub(NEAR);
        let near = cues.inside(self.report, Span::new(from, place.end)).filter(|&i| i != at);
        let near: Vec<usize> = near.collect();
        let parts = [&denial.source, &denial.cue, &denial.content];
        let start = parts.iter().filter_map(|part| part.cover()).map(|span| span.start).min()?;
        // A quotation mark may stand outside of every sentence.
        let sentences = &telling.analysis.sentences;
        let sentence_of = |offset: usize| sentences.partition_point(|sentence| sentence.span.end <= offset);
        let sentence = sentence_of(start).checked_sub(1);
        let beside = |i: usize| {
            let end = all[i].content.cover().map(|cover| cover.end.saturating_sub(1));
            sentence.is_some() && end.map(sentence_of) == sentence
        };
        let fits = |&i: &usize| {
            let one = &all[i];
            let before = one.content.cover().is_some_and(|cover| cover.start < place.start);
            let nested = parent.is_some_and(|(outer, _)| outer == i);
            let free = one.parent.is_none() || nested;
            let other =
                self.other_side(one, denier, place) || (beside(i) || nested) && self.speaker(one) != Some(denier);
            let whole = self.matter(one).len() >= FEWEST;
            before && free && other && whole && !self.calls_false(one) && !self.denies(one)
        };
        let ours = |one: &Attribution| self.of_side(one, denier).is_some();
        let claim = near.into_iter().rev().take(BACK).filter(fits);
        // The sentence before, else what speaks of the one who denies, else the nearest.
        let rank = |n: usize, i: usize| (parent.is_none_or(|(outer, _)| outer != i), !beside(i), !ours(&all[i]), n);
        let at = claim.enumerate().min_by_key(|&(n, i)| rank(n, i))?.1;
        let claim = &all[at];
        let by = self.speaker(claim);
        // Whom the sides put with the one whom he contradicts speaks for himself.
        let against = if same_side(self.linked, by, Some(denier)) == Some(true) {
            denier
        } else {
            self.of_side(claim, denier).or_else(|| self.linked.side_of(denier)).unwrap_or(denier)
        };
        let nested = parent.is_some_and(|(outer, _)| outer == at);
        let what = if nested { before(telling, claim, denial) } else { claim.content.clone() };
        let response = self.response(Some(denier), place);
        self.charge((by, Some(against).filter(|&id| Some(id) != by)), what, claim, response)
    }

    /// Whether somebody else says it: of another side, or, where a side is not known, another in the same paragraph.
    fn other_side(&self, one: &Attribution, denier: usize, place: Span) -> bool {
        let speaker = self.speaker(one);
        match same_side(self.linked, speaker, Some(denier)) {
            Some(same) => !same,
            None => {
                let cover = one.content.cover();
                let here = cover
                    .is_some_and(|cover| self.telling().block(cover.start).is_some_and(|block| block.contains(place)));
                here && speaker != Some(denier) && (speaker.is_some() || !one.source.is_empty())
            }
        }
    }

    /// Somebody or something of the side of `who` that the content names.
    fn of_side(&self, one: &Attribution, who: usize) -> Option<usize> {
        let cover = one.content.cover()?;
        let mentions = &self.telling().reading.mentions;
        let start = mentions.partition_point(|mention| mention.span.start < cover.start);
        let near = mentions[start..].iter().take_while(|mention| mention.span.start < cover.end);
        let inside = near.filter(|mention| one.content.contains(mention.head));
        let mut entities = inside.filter_map(|mention| self.linked.entity(self.report, mention.entity?));
        entities.find(|&id| same_side(self.linked, Some(id), Some(who)) == Some(true))
    }

    /// "Brandt denied that the dam had been opened".
    fn denied(&self, at: usize, denial: &Attribution) -> Option<Charge> {
        let telling = self.telling();
        let matter = self.matter(denial);
        let opening = words(&denial.content.quote(&telling.report.text));
        let named = opening.iter().take(3).any(|word| is_charge(&crate::words::stem(word)));
        // Those that a noun tells of are read from it.
        if !self.denies(denial) || matter.len() < FEWEST || named {
            return None;
        }
        let denier = self.speaker(denial);
        let place = denial.cue.cover()?;
        let against = denier.and_then(|who| self.of_side(denial, who));
        let all = &telling.reading.attributions;
        // Who said so: the last before with some of its words.
        let claim = all[..at].iter().rev().take(BACK).find(|one| {
            let near = one.content.cover().is_some_and(|cover| place.start.saturating_sub(cover.end) <= NEAR);
            let shared = self.matter(one).intersection(&matter).count() >= FEWEST;
            let other = self.speaker(one).is_some_and(|who| denier.is_some_and(|denier| who != denier));
            near && shared && other && one.parent.is_none() && !self.denies(one)
        });
        let by = claim.and_then(|one| self.speaker(one)).filter(|_| !is_report(&matter));
        let response = self.response(denier, place);
        let what = first_clause(telling, &denial.content);
        self.charge((by.filter(|by| Some(*by) != against), against), what, denial, response)
    }

    fn response(&self, by: Option<usize>, place: Span) -> Response {
        let evidence = vec![self.pile.evidence(self.report, self.telling().sentence(place))];
        Response { by: by.map(EntityId), kind: ResponseKind::Denied, evidence }
    }

    fn charge(
        &self,
        (by, against): (Option<usize>, Option<usize>),
        what: Spans,
        told: &Attribution,
        response: Response,
    ) -> Option<Charge> {
        let telling = self.telling();
        let place = told.cue.cover().or_else(|| told.content.cover())?;
        let cited = told.source.ranges().iter().chain(told.cue.ranges()).chain(what.ranges());
        let (words, open) = self.wording(&what, by, [against, response.by.map(|by| by.0)])?;
        Some(Charge {
            by,
            against,
            what: words,
            matter: matter(telling, &what),
            evidence: self.pile.evidence(self.report, Spans::new(cited.copied().collect())),
            report: self.report,
            sentence: telling.sentence(place),
            response: Some(response),
            open,
        })
    }

    /// The words, with a name for a pronoun that they begin with; and whether they begin with one that nobody can tell.
    fn wording(&self, what: &Spans, by: Option<usize>, parties: [Option<usize>; 2]) -> Option<(String, bool)> {
        const LONGEST_NAME: usize = 6;
        let telling = self.telling();
        let said = collapse(&what.quote(&telling.report.text));
        let said = said.strip_prefix("that ").unwrap_or(&said).trim_end_matches([',', '.', ';', ' ']);
        let (first, rest) = said.split_once(' ')?;
        if !matches!(fold(first).as_str(), "he" | "she" | "it" | "they") {
            return Some((said.to_owned(), false));
        }
        let start = what.cover()?.start;
        let text = telling.report.text.get(start..)?;
        let at = start + text.find(first)?;
        let id = telling.entity_at(Span::new(at, at + first.len())).and_then(|id| self.linked.entity(self.report, id));
        // "Norland denied that it had": the row names it; and nobody claims such of his own side.
        if id.is_some() && (parties.contains(&id) || same_side(self.linked, id, by) == Some(true)) {
            return Some((said.to_owned(), false));
        }
        let name = id.map(|id| self.linked.name(id)).filter(|name| {
            let count = words(name).len();
            (1..=LONGEST_NAME).contains(&count) && !content(name).is_empty()
        });
        // In brackets: the report has the pronoun.
        Some(name.map_or_else(|| (said.to_owned(), true), |name| (format!("[{name}] {rest}"), false)))
    }
}

/// Denials of what was only reported or rumoured are of nobody's word.
fn is_report(matter: &std::collections::BTreeSet<String>) -> bool {
    matter.iter().any(|stem| matches!(stem.as_str(), "report" | "rumour" | "rumor"))
}

/// What is said behind a semicolon is another thing.
fn first_clause(telling: &Telling<'_>, content: &Spans) -> Spans {
    let text = &telling.report.text;
    let cut = content.ranges().iter().find_map(|range| Some(range.start + range.of(text).find(';')?));
    let Some(cut) = cut else { return content.clone() };
    let kept = content.ranges().iter().filter(|range| range.start < cut);
    Spans::new(kept.map(|range| Span::new(range.start, range.end.min(cut))).collect())
}

/// Without the words that lead over to the denial: ", which", ", a claim that".
fn without_tail(words: &str) -> &str {
    const LONGEST: usize = 6;
    let words = words.trim_end_matches([' ', ',']);
    let Some((claim, tail)) = words.rsplit_once(',') else { return words };
    let leads = tail.trim_start().starts_with("which") || tail.ends_with("that");
    if leads && tail.split_whitespace().count() <= LONGEST { claim.trim_end() } else { words }
}

/// The claim without the clause in which it is called false: "…, which Brandt called false".
fn before(telling: &Telling<'_>, claim: &Attribution, denial: &Attribution) -> Spans {
    let parts = [&denial.source, &denial.cue, &denial.content];
    let Some(start) = parts.iter().filter_map(|part| part.cover()).map(|span| span.start).min() else {
        return claim.content.clone();
    };
    let text = &telling.report.text;
    let kept = claim.content.ranges().iter().filter(|range| range.start < start).map(|range| {
        let words = text.get(range.start..start.min(range.end)).unwrap_or("");
        Span::new(range.start, range.start + without_tail(words).len())
    });
    Spans::new(kept.collect())
}
