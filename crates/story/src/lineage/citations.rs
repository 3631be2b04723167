//! The outlets that a report names as authority, and the report of theirs that it means.

use super::named::{self, Names};
use super::own::{Mixed, Own, Part, for_each_part, number};
use super::{outlets, parallel};
use crate::dates::Interval;
use crate::pile::Pile;
use crate::words::{collapse, fold, is_function_word, stem};
use jiff::civil::Date;
use record::Span;
use record::reading::SourceClass;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;

/// A report cites what was published within so many days before.
const CITED_DAYS: i32 = 3;

/// A copy may carry the agency's text so many days after the citing report did.
const AFTER_DAYS: i32 = 1;

/// So much of the words of a citing sentence stand in the report that it cites.
const CITED_WORDS: f64 = 0.4;

/// So much will do where it is the only report of that outlet from these days.
const ONLY_CITED_WORDS: f64 = 0.3;

/// Words of a citing sentence, the rarest, that reports are looked up by.
const PROBES: usize = 8;

/// Reports looked at for one such word: the last of these days. A word in more of them tells nothing.
const HOLDERS: usize = 64;

/// A report names an outlet as its authority.
pub(super) struct Citation {
    pub report: usize,
    /// As written.
    pub name: String,
    /// The name as [`outlets::outlet`] has it.
    pub outlet: String,
    /// The sentence.
    pub words: Span,
}

/// All that the reports of the pile cite, in the order of the text.
pub(super) fn all(pile: &Pile<'_>, own: &[Own], threads: NonZeroUsize) -> Vec<Citation> {
    let outlets = pile.tellings.iter().filter_map(|telling| telling.report.outlet.as_ref());
    let agencies = record::agencies::names().map(|(name, _)| name);
    let names = Names::of(outlets.map(|outlet| outlet.value.as_str()).chain(agencies));
    let found = parallel::each(pile.tellings.len(), threads, || (), |report, ()| citations(pile, own, &names, report));
    found.into_iter().flatten().collect()
}

fn citations(pile: &Pile<'_>, own: &[Own], names: &Names, report: usize) -> Vec<Citation> {
    // By sentence and outlet, with the name as it stands there.
    let mut found: BTreeMap<(Span, String), String> = BTreeMap::new();
    let (Some(telling), Some(own)) = (pile.tellings.get(report), own.get(report)) else { return Vec::new() };
    for (span, outlet) in names.cited(telling.report, own) {
        found.insert((telling.sentence(span), outlet.to_owned()), collapse(telling.words(span)));
    }
    for attribution in &telling.reading.attributions {
        let name = match (&attribution.via, attribution.source_class, attribution.speaker) {
            (Some(via), ..) => Some((collapse(&via.value), via.span)),
            (None, SourceClass::Media, Some(speaker)) => {
                let entity = telling.reading.entities.get(speaker.0);
                entity.zip(attribution.source.cover()).map(|(entity, span)| (collapse(&entity.name), span))
            }
            (None, SourceClass::Media, None) => {
                attribution.source.cover().map(|span| (collapse(telling.words(span)), span))
            }
            _ => None,
        };
        let Some((name, span)) = name else { continue };
        // "by the end of June" is nobody.
        if is_time(telling.reading, span) {
            continue;
        }
        // "state television" is nobody's name.
        let named = name.split(' ').any(|word| word.chars().next().is_some_and(char::is_uppercase));
        if named {
            let name = name.strip_prefix("the ").unwrap_or(&name).to_owned();
            found.entry((telling.sentence(span), outlets::outlet(&name))).or_insert(name);
        }
    }
    found.into_iter().map(|((words, outlet), name)| Citation { report, name, outlet, words }).collect()
}

/// Whether the words are a time expression or within one.
fn is_time(reading: &record::Reading, span: Span) -> bool {
    let first = reading.times.partition_point(|time| time.span.end <= span.start);
    reading.times.get(first).is_some_and(|time| time.span.overlaps(span))
}

/// A word of a report of an outlet: outlet, stem, day, report.
type Posting = (u32, u32, i32, u32);

/// The reports of the outlets that are cited, by outlet, word and day.
pub(super) struct Archive {
    outlets: BTreeMap<String, u32>,
    /// The outlet that published each report, where it is cited anywhere.
    own: Vec<Option<u32>>,
    /// The days on which each outlet published reports of its own, sorted.
    published: BTreeMap<u32, Vec<i32>>,
    /// Sorted.
    postings: Vec<Posting>,
    /// The stems of each report that is looked up, sorted.
    stems: Vec<Vec<u32>>,
    /// Days since some day for all reports, [`UNDATED`] where unknown.
    days: Vec<i32>,
}

const UNDATED: i32 = i32::MAX;

impl Archive {
    /// Everything that `citations` may mean; `names` gives the outlets that the text of a report comes from.
    pub(super) fn of(
        pile: &Pile<'_>,
        citations: &[Citation],
        speaking: &super::Outlets<'_>,
        threads: NonZeroUsize,
    ) -> Self {
        let cited: BTreeSet<&String> = citations.iter().map(|citation| &citation.outlet).collect();
        let outlets: BTreeMap<String, u32> = cited.into_iter().cloned().zip(0..).collect();
        let ids = |report: usize| {
            let ids = speaking.of(report).filter_map(|name| outlets.get(name).copied());
            ids.collect::<BTreeSet<_>>()
        };
        let reports = pile.tellings.len();
        let stems = parallel::each(reports, threads, Stems::default, |i, stems: &mut Stems| {
            if ids(i).is_empty() {
                return Vec::new();
            }
            let report = pile.tellings[i].report;
            let blocks = report.blocks.iter().filter(|block| block.kind.is_reporting());
            stems.of(blocks.map(|block| block.span.of(&report.text)))
        });
        let days: Vec<i32> = pile.tellings.iter().map(day).collect();
        let own = (0..reports).map(|report| speaking.own[report].as_ref().and_then(|name| outlets.get(name).copied()));
        let own: Vec<Option<u32>> = own.collect();
        let mut published: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
        for (id, &day) in own.iter().zip(&days) {
            published.entry(id.unwrap_or(u32::MAX)).or_default().push(day);
        }
        published.values_mut().for_each(|days| days.sort_unstable());
        // Only the words of citing sentences are ever looked up.
        let mut asked: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut sentences = Stems::default();
        for citation in citations {
            let Some(&id) = outlets.get(&citation.outlet) else { continue };
            asked.entry(id).or_default().extend(sentences.sentence(pile, citation));
        }
        for stems in asked.values_mut() {
            stems.sort_unstable();
            stems.dedup();
        }
        let mut postings: Vec<Posting> = Vec::new();
        for ((report, stems), &day) in stems.iter().enumerate().zip(&days) {
            for id in ids(report) {
                let Some(asked) = asked.get(&id) else { continue };
                let both = stems.iter().filter(|stem| asked.binary_search(stem).is_ok());
                postings.extend(both.map(|&stem| (id, stem, day, report as u32)));
            }
        }
        postings.sort_unstable();
        Self { outlets, own, published, postings, stems, days }
    }

    /// The report that is cited, where there is one of that outlet from these days with the same matter.
    pub(super) fn cited(&self, pile: &Pile<'_>, citation: &Citation) -> Option<usize> {
        let outlet = *self.outlets.get(&citation.outlet)?;
        let sentence = Stems::default().sentence(pile, citation);
        let day = self.days.get(citation.report).copied().unwrap_or(UNDATED);
        let (first, last) =
            if day == UNDATED { (i32::MIN, UNDATED) } else { (day - CITED_DAYS, day.saturating_add(AFTER_DAYS)) };
        let between = |stem: u32, first: i32, last: i32| {
            let from =
                self.postings.partition_point(|posting| (posting.0, posting.1, posting.2) < (outlet, stem, first));
            let to = self.postings.partition_point(|posting| (posting.0, posting.1, posting.2) <= (outlet, stem, last));
            self.postings.get(from..to).unwrap_or_default()
        };
        let mut found: Vec<&[Posting]> = Vec::new();
        for &stem in &sentence {
            found.push(between(stem, first, last));
            if day != UNDATED {
                found.push(between(stem, UNDATED, UNDATED));
            }
        }
        found.retain(|list| !list.is_empty());
        found.sort_by_key(|list| list.len());
        let holders = found.iter().take(PROBES).flat_map(|list| list.iter().rev().take(HOLDERS));
        let holders: BTreeSet<usize> = holders.map(|posting| posting.3 as usize).collect();
        let alike = |report: usize| overlap(&sentence, self.stems.get(report).map_or(&[], Vec::as_slice));
        let others = holders.into_iter().filter(|&report| report != citation.report);
        let own = |report: usize| self.own.get(report).copied().flatten() == Some(outlet);
        let published = self.published.get(&outlet).map_or(&[][..], Vec::as_slice);
        let until = |last: i32| published.partition_point(|day| *day <= last);
        let undated = published.len() - until(UNDATED - 1);
        let only = day != UNDATED && undated == 0 && until(last).saturating_sub(until(first - 1)) == 1;
        let least = |report: usize| if only && own(report) { ONLY_CITED_WORDS } else { CITED_WORDS };
        let others = others.map(|report| (alike(report), report)).filter(|&(alike, report)| alike >= least(report));
        // The outlet's own report before those that credit it; then the likest, the first of the pile.
        let best = others
            .max_by(|a, b| own(a.1).cmp(&own(b.1)).then(a.0.total_cmp(&b.0)).then(Reverse(a.1).cmp(&Reverse(b.1))));
        best.map(|(_, report)| report)
    }
}

/// The day of publication, or the first of several that it may have been.
fn day(telling: &crate::pile::Telling<'_>) -> i32 {
    let interval = telling.report.published.as_ref().and_then(|published| Interval::parse(&published.value));
    interval.map_or(UNDATED, |interval| (interval.from - Date::constant(2000, 1, 1)).get_days())
}

/// Shared members over those of the smaller set; both sorted.
fn overlap(a: &[u32], b: &[u32]) -> f64 {
    let shared = a.iter().filter(|stem| b.binary_search(stem).is_ok()).count();
    shared as f64 / a.len().min(b.len()).max(1) as f64
}

/// The stems of words, each worked out once.
#[derive(Default)]
struct Stems(HashMap<u32, Option<u32>, Mixed>);

impl Stems {
    /// The stems of the words that carry meaning, sorted.
    fn of<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Vec<u32> {
        let mut stems = Vec::new();
        for text in texts {
            for_each_part(text, |_, part| {
                let Part::Word(word) = part else { return };
                let stem = self.0.entry(number(word)).or_insert_with(|| {
                    let folded = fold(word);
                    (!is_function_word(&folded) && !named::is_cue(number(word))).then(|| number(&stem(&folded)))
                });
                stems.extend(*stem);
            });
        }
        stems.sort_unstable();
        stems.dedup();
        stems.shrink_to_fit();
        stems
    }

    /// Those of a citing sentence, without the outlet's name and the words of citing: they tell nothing of the matter.
    fn sentence(&mut self, pile: &Pile<'_>, citation: &Citation) -> Vec<u32> {
        let words = pile.tellings.get(citation.report).map_or("", |telling| telling.words(citation.words));
        let named = self.of([citation.name.as_str(), citation.outlet.as_str()].into_iter());
        let mut stems = self.of(std::iter::once(words));
        stems.retain(|stem| named.binary_search(stem).is_err());
        stems
    }
}
