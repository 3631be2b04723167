//! What each unit of a text is: reporting, caption, comment, furniture of the page.
//!
//! First what the words of a unit decide by themselves; then where the report begins and ends; then everything
//! else by where it stands. A paragraph of prose is reporting unless there is strong evidence against it.

use super::comments::{self, Section, Signature};
use super::look::Look;
use super::phrases::Furniture;
use super::{Trust, captions, titles};
use crate::head::{byline, credits, dates, pattern};
use record::BlockKind;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The kinds of a text's units.
#[derive(Debug)]
pub struct Kinds {
    /// One a unit.
    pub kinds: Vec<BlockKind>,
    /// The unit that is the headline.
    pub title: Option<usize>,
    /// Author and time, for units that are comments.
    pub signed: Vec<Signature>,
}

/// Words from which a unit opening like furniture is a paragraph all the same.
const FURNITURE_WORDS: usize = 30;
/// Words of the longest line that is furniture for a phrase inside it.
const LINE_WORDS: usize = 16;
/// Units of furniture that make a text a page; one may be a subheading that looks like it.
const PAGE_UNITS: usize = 2;
/// Blank lines in a row that nobody writes: empty elements of a page.
const MARKUP_GAP: usize = 6;
/// Short lines in a row that make a text a page: its menu.
const MENU_RUN: usize = 6;
/// Words of a menu's entry.
const MENU_WORDS: usize = 4;
/// Words of the longest line that is a headline for standing alone above the report.
const SHORT_TITLE: usize = 24;
/// Percent of the report's words after which a list of related reports can end it.
const ENDING_PERCENT: usize = 60;
/// Percent of the units after a related header that must be headlines for all of it to be teasers.
const TEASER_PERCENT: usize = 35;
/// Units above the report in which the headline is looked for.
const HEAD_UNITS: usize = 300;
/// Words of the longest name of a site that is recognised by its coming again and again.
const SITE_WORDS: usize = 6;

/// The publisher about the page: "This article is from our archive …".
static SELF_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\W*editor['’]?s?['’]? note\s*[:–—-]\s*)?(?:this|the following) (?:article|story|report|post|page|piece|content|transcript|version)\b.{0,80}?\b(?:archived?|archives|originally|first published|first appeared|republished|syndicated|sponsored|was updated|been updated|been corrected|was corrected|been edited|paywall|subscribers|automatically|machine[- ]translated)\b",
    )
});

/// Decides the kinds of `looks`. `hints` are the kinds that markup gave; `given_title` the title from outside.
pub fn decide(looks: &[Look], hints: &[Option<BlockKind>], trust: Trust, given_title: Option<&str>) -> Kinds {
    let section = if hints.contains(&Some(BlockKind::Comment)) { None } else { comments::find(looks) };
    let mut draft = Draft::new(looks, hints, trust, section);
    draft.by_words();
    let zone = draft.zone();
    draft.inside(zone.clone());
    let title = draft.head(zone.start, &zone, given_title);
    draft.tail(zone.end);
    let kinds = draft.kinds.into_iter().map(|kind| kind.unwrap_or(BlockKind::Body)).collect();
    Kinds { kinds, title, signed: draft.signed }
}

struct Draft<'a> {
    looks: &'a [Look<'a>],
    kinds: Vec<Option<BlockKind>>,
    /// What furniture a unit is, where its words say so.
    furniture: Vec<Option<Furniture>>,
    signed: Vec<Signature>,
    trust: Trust,
    page: bool,
}

impl<'a> Draft<'a> {
    fn new(looks: &'a [Look<'a>], hints: &[Option<BlockKind>], trust: Trust, section: Option<Section>) -> Self {
        let mut kinds: Vec<Option<BlockKind>> = hints.to_vec();
        kinds.resize(looks.len(), None);
        let mut signed = vec![Signature::default(); looks.len()];
        let page = section.is_some();
        if let Some(section) = section {
            for (at, signature) in (section.start..section.end).zip(section.signed) {
                kinds[at] = Some(BlockKind::Comment);
                signed[at] = signature;
            }
            // The header of the section is the page's.
            if signed[section.start] == Signature::default() {
                kinds[section.start] = Some(BlockKind::Boilerplate);
            }
        }
        Self { looks, kinds, furniture: vec![None; looks.len()], signed, trust, page }
    }

    /// Kinds that a unit's own words decide, with its double or its credit beside it.
    fn by_words(&mut self) {
        let doubles = doubles(self.looks);
        let gives_credit: Vec<bool> = self.looks.iter().map(|look| is_credit(look)).collect();
        let open: Vec<usize> = (0..self.looks.len()).filter(|at| self.kinds[*at].is_none()).collect();
        for &at in &open {
            self.furniture[at] = furniture(&self.looks[at]);
        }
        self.page |= self.is_page(&open, &doubles);
        for &at in &open {
            let look = &self.looks[at];
            let kind = if self.furniture[at].is_some() {
                Some(BlockKind::Boilerplate)
            } else if gives_credit[at] {
                Some(BlockKind::Credit)
            } else if look.when {
                let dated = !dates::dates(look.words, 0).is_empty() || dates::has_clock(look.words);
                Some(if dated { BlockKind::Dateline } else { BlockKind::Boilerplate })
            } else if !look.features.is_prose() && byline::byline(look.words, 0).is_some() {
                Some(BlockKind::Byline)
            } else {
                let beside = [at.checked_sub(1), Some(at + 1)];
                let credited = beside.into_iter().flatten().any(|at| gives_credit.get(at) == Some(&true));
                let doubled = doubles[at] && look.features.words > SITE_WORDS;
                let points = captions::score(look.words);
                let helped = points + u32::from(credited) + u32::from(doubled);
                (points >= captions::ENOUGH || points > 0 && helped >= captions::ENOUGH || credited && doubled)
                    .then_some(BlockKind::Caption)
            };
            self.kinds[at] = kind;
        }
        if !self.page {
            self.spare_headings(&open);
        } else {
            self.site_names(&open, &doubles);
        }
    }

    /// Whether the text has a page's furniture around it.
    fn is_page(&self, open: &[usize], doubles: &[bool]) -> bool {
        if self.trust == Trust::Article {
            return false;
        }
        let sure =
            |at: usize| matches!(self.furniture[at], Some(Furniture::Legal | Furniture::Comments | Furniture::Reply));
        let furnished =
            open.iter().filter(|at| self.furniture[**at].is_some_and(|class| class != Furniture::Section)).count();
        // What is left of markup: many blank lines, the age of the report in words, captions given twice.
        let copies = open.iter().any(|at| doubles[*at] && captions::score(self.looks[*at].words) >= captions::ENOUGH);
        let gaps = usize::from(self.looks.iter().any(|look| look.gap >= MARKUP_GAP));
        let ages = usize::from(self.looks.iter().any(|look| look.when && dates::has_age(look.words)));
        let mut run = 0;
        let menu = self.looks.iter().any(|look| {
            let entry = look.features.words <= MENU_WORDS && !look.features.stops && !look.when;
            run = if entry { run + 1 } else { 0 };
            run >= MENU_RUN
        });
        furnished + gaps + ages + usize::from(copies) >= PAGE_UNITS || menu || open.iter().any(|at| sure(*at))
    }

    /// In a text that is no page, a line such as "Economy" is a heading.
    fn spare_headings(&mut self, open: &[usize]) {
        for &at in open {
            if matches!(self.furniture[at], Some(Furniture::Nav | Furniture::Section))
                && self.looks[at].shown.whole.is_some()
            {
                self.furniture[at] = None;
                self.kinds[at] = None;
            }
        }
    }

    /// Short lines that come again and again are the site's name.
    fn site_names(&mut self, open: &[usize], doubles: &[bool]) {
        for &at in open {
            let look = &self.looks[at];
            if doubles[at] && self.kinds[at].is_none() && look.features.words <= SITE_WORDS && !look.features.stops {
                self.kinds[at] = Some(BlockKind::Boilerplate);
            }
        }
    }

    fn is_open(&self, at: usize) -> bool {
        self.kinds.get(at).is_some_and(Option::is_none)
    }

    /// The units from the report's first paragraph to its last.
    fn zone(&self) -> std::ops::Range<usize> {
        let all = 0..self.looks.len();
        let prose: Vec<usize> =
            all.clone().filter(|at| self.is_open(*at) && self.looks[*at].features.is_prose()).collect();
        let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else {
            // No paragraph: a report of a few short lines.
            let sentences = || all.clone().filter(|at| self.is_open(*at) && self.looks[*at].features.is_sentence());
            let opens = || all.clone().filter(|at| self.is_open(*at));
            let first = sentences().next().or_else(|| opens().next()).unwrap_or(0);
            let last = sentences().next_back().or_else(|| opens().next_back()).map_or(0, |at| at + 1);
            return first..last.max(first);
        };
        let mut end = last + 1;
        if let Some(cut) = self.teasers(&prose) {
            end = cut;
        } else {
            while self.is_open(end) && self.looks[end].features.is_sentence() {
                end += 1;
            }
        }
        let mut start = first;
        while start > 0 && self.is_open(start - 1) && self.looks[start - 1].features.is_sentence() {
            start -= 1;
        }
        start..end
    }

    /// Where a list of other reports ends this one: a header near its end, followed by headlines and teasers.
    fn teasers(&self, prose: &[usize]) -> Option<usize> {
        let words = |at: &usize| self.looks[*at].features.words;
        let total: usize = prose.iter().map(words).sum();
        let mut before = 0;
        let mut next = prose.iter().peekable();
        for at in 0..self.looks.len() {
            if self.furniture[at] == Some(Furniture::Related) && before * 100 >= total * ENDING_PERCENT {
                let after: Vec<usize> = (at + 1..self.looks.len()).filter(|at| self.is_open(*at)).collect();
                let heads = after.iter().filter(|at| !self.looks[**at].features.is_sentence()).count();
                if heads * 100 >= after.len() * TEASER_PERCENT && before < total {
                    return Some(at);
                }
            }
            if next.peek() == Some(&&at) {
                before += words(&at);
                next.next();
            }
        }
        None
    }

    /// Inside the report: everything is reporting but what said otherwise, and lists of related reports.
    fn inside(&mut self, zone: std::ops::Range<usize>) {
        let mut related = false;
        for at in zone {
            related = match self.furniture[at] {
                Some(Furniture::Related) => true,
                _ => related && !(self.is_open(at) && self.looks[at].features.is_sentence()),
            };
            if self.is_open(at) {
                self.kinds[at] = Some(if related { BlockKind::Boilerplate } else { BlockKind::Body });
            }
        }
    }

    /// Above the report: the headline, and what the page put over it.
    fn head(&mut self, end: usize, zone: &std::ops::Range<usize>, given: Option<&str>) -> Option<usize> {
        self.with_site(end);
        let open: Vec<usize> = (end.saturating_sub(HEAD_UNITS)..end).filter(|at| self.is_open(*at)).collect();
        let same = |at: &&usize| given.is_some_and(|given| alike(given, self.looks[**at].words));
        let below: Vec<usize> = zone.clone().filter(|at| self.kinds[*at] == Some(BlockKind::Body)).collect();
        let mut found = match open.iter().find(same) {
            Some(at) => vec![*at],
            None if given.is_some() => Vec::new(),
            None => titles::find(self.looks, &open, &below, self.page),
        };
        if !self.page && given.is_none() && found.is_empty() {
            // A text without furniture opens with its headline.
            found.extend(open.first());
        }
        if self.page && given.is_none() && found.is_empty() {
            found.extend(self.only_headline(&open));
        }
        if found.is_empty() && given.is_none() && !self.page {
            found.extend(self.headline_inside(zone));
        }
        let rest = if self.page {
            BlockKind::Boilerplate
        } else if self.trust == Trust::Article {
            BlockKind::Body
        } else {
            BlockKind::Title
        };
        for at in 0..end {
            if found.contains(&at) {
                self.kinds[at] = Some(BlockKind::Title);
            } else if self.is_open(at) {
                self.kinds[at] = Some(rest);
            }
        }
        for at in &found {
            self.kinds[*at] = Some(BlockKind::Title);
        }
        found.first().copied()
    }

    /// On a page where no line above the report shares its words: the page's first line, or the only one that is
    /// too long for a menu.
    fn only_headline(&self, open: &[usize]) -> Option<usize> {
        let long = |at: &&usize| (MENU_WORDS..=SHORT_TITLE).contains(&self.looks[**at].features.words);
        match open.iter().filter(long).collect::<Vec<_>>().as_slice() {
            [only] => Some(**only),
            [first, ..] if **first == 0 => Some(0),
            _ => None,
        }
    }

    /// Marks lines that are the headline with the site's name behind it, where the headline stands alone as well.
    fn with_site(&mut self, end: usize) {
        let start = end.saturating_sub(HEAD_UNITS);
        let alone: BTreeSet<String> = (start..end).map(|at| letters(self.looks[at].words)).collect();
        for at in start..end {
            let words = self.looks[at].words;
            let head = [" | ", " - ", " – ", " — ", " · "]
                .iter()
                .find_map(|mark| words.rsplit_once(mark))
                .map(|(head, _)| head);
            if self.is_open(at) && head.is_some_and(|head| head.contains(' ') && alone.contains(&letters(head))) {
                self.kinds[at] = Some(BlockKind::Boilerplate);
            }
        }
    }

    /// The headline of a text without paragraphs, which the zone begins with.
    fn headline_inside(&self, zone: &std::ops::Range<usize>) -> Option<usize> {
        let first = zone.start;
        let headline = zone.len() > 1 && self.looks.get(first).is_some_and(|look| !look.features.is_sentence());
        (headline && self.kinds[first] == Some(BlockKind::Body)).then_some(first)
    }

    /// Below the report.
    fn tail(&mut self, start: usize) {
        let rest = if self.page { BlockKind::Boilerplate } else { BlockKind::Body };
        for kind in self.kinds.iter_mut().skip(start) {
            kind.get_or_insert(rest);
        }
    }
}

fn is_credit(look: &Look) -> bool {
    !credits::credits(look.words, 0).is_empty()
}

/// What furniture of a page a unit is, by its words alone.
fn furniture(look: &Look) -> Option<Furniture> {
    let (shown, features) = (look.shown, look.features);
    if SELF_NOTE.is_match(look.words) {
        return Some(Furniture::Note);
    }
    if !features.is_prose() {
        let by_inside = features.words <= LINE_WORDS;
        return shown.whole.or(shown.opening).or(if by_inside { shown.class() } else { None });
    }
    match shown.opening {
        Some(class @ (Furniture::Note | Furniture::Legal)) => return Some(class),
        Some(class @ (Furniture::Nav | Furniture::Reply)) if features.words <= FURNITURE_WORDS => return Some(class),
        _ => {}
    }
    // Reporting on such matters uses one of the phrases, a footer several.
    match shown.inside {
        2.. => Some(if shown.legal > 0 { Furniture::Legal } else { Furniture::Nav }),
        _ => None,
    }
}

/// Which units come again word for word.
fn doubles(looks: &[Look]) -> Vec<bool> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for look in looks {
        *seen.entry(look.words).or_default() += 1;
    }
    looks.iter().map(|look| seen.get(look.words).is_some_and(|count| *count > 1)).collect()
}

/// Whether two headlines are the same but for case, marks and space.
pub fn alike(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// The letters and digits of `text`, in small letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
