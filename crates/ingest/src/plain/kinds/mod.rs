//! What each unit of a text is: reporting, caption, comment, furniture of the page.
//!
//! First what the words of a unit decide by themselves; then where the report begins and ends; then everything
//! else by where it stands. A paragraph of prose is reporting unless there is strong evidence against it.

mod above;
mod furniture;
mod pictures;
mod zone;

use super::comments::{self, Section, Signature};
use super::look::Look;
use super::phrases::Furniture;
use super::{Trust, captions};
use crate::head::{byline, credits, dates, pattern};
use record::BlockKind;
use regex::Regex;
use std::collections::BTreeMap;
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
/// Units of furniture that make a text a page; one may be a subheading that looks like it.
const PAGE_UNITS: usize = 2;
/// Blank lines in a row that nobody writes: empty elements of a page.
const MARKUP_GAP: usize = 6;
/// Short lines in a row that make a text a page: its menu.
const MENU_RUN: usize = 6;
/// Words of a menu's entry.
const MENU_WORDS: usize = 4;
/// Words of the longest name of a site that is recognised by its coming again and again.
const SITE_WORDS: usize = 6;

/// What a note on the writer goes on with.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ (?:is (?:an?|the|our|a former) |writes |covers |reports (?:on|for|from) |teaches |has (?:covered|written|reported) )",
    )
});

/// Decides the kinds of `looks`. `hints` are the kinds that markup gave; `given_title` the title from outside.
pub fn decide(looks: &[Look], hints: &[Option<BlockKind>], trust: Trust, given_title: Option<&str>) -> Kinds {
    let section = if hints.contains(&Some(BlockKind::Comment)) { None } else { comments::find(looks) };
    let mut draft = Draft::new(looks, hints, trust, section);
    draft.by_words();
    draft.breaks(draft.first_prose());
    let zone = draft.zone();
    let past = draft.tells_past(&zone);
    draft.pictures(zone.clone(), past);
    draft.pictures_below(zone.end, past);
    draft.inside(zone.clone());
    let title = draft.head(zone.start, &zone, given_title, past);
    draft.writer(&zone);
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
        // Comments that markup gives may name their writers between them.
        let hinted = |at: &usize| hints.get(*at) == Some(&Some(BlockKind::Comment));
        if let (Some(first), Some(last)) = ((0..looks.len()).find(hinted), (0..looks.len()).rfind(hinted)) {
            for (at, signature) in (first..=last).zip(comments::signatures(looks, first, last + 1)) {
                signed[at] = signature;
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
            self.furniture[at] = furniture::of(&self.looks[at]);
        }
        self.page |= self.is_page(&open, &doubles);
        for &at in &open {
            let look = &self.looks[at];
            if self.under_label(at) {
                continue;
            }
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

    /// Inside the report: everything is reporting but what said otherwise, and lists of related reports.
    fn inside(&mut self, zone: std::ops::Range<usize>) {
        let mut related = false;
        for at in zone {
            related = match self.furniture[at] {
                Some(Furniture::Related) => true,
                _ => related && !(self.is_open(at) && self.goes_on(at)),
            };
            if self.is_open(at) {
                self.kinds[at] = Some(if related { BlockKind::Boilerplate } else { BlockKind::Body });
            }
        }
    }

    /// Whether a unit under a list of other reports is this report's again; a question is another's headline.
    fn goes_on(&self, at: usize) -> bool {
        let look = &self.looks[at];
        look.features.is_sentence() && (look.features.is_prose() || !look.words.ends_with('?'))
    }

    /// A note on the writer at the end of the report: `Ilse Brandt is a columnist.`
    fn writer(&mut self, zone: &std::ops::Range<usize>) {
        let signed = self.kinds.iter().position(|kind| *kind == Some(BlockKind::Byline));
        let Some(name) = signed.and_then(|at| byline::byline(self.looks[at].words, 0)).map(|byline| byline.name) else {
            return;
        };
        let name = name.split(',').next().unwrap_or_default();
        let Some(last) = zone.clone().rfind(|at| self.kinds[*at] == Some(BlockKind::Body)) else { return };
        let look = &self.looks[last];
        let about = look.words.strip_prefix(name).is_some_and(|rest| NOTE.is_match(rest));
        if about && look.features.words <= FURNITURE_WORDS && last > zone.start {
            self.kinds[last] = Some(BlockKind::Boilerplate);
        }
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
