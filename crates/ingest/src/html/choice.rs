//! Which paragraphs of a page are its report: what the extractor took, as the page itself parts it, with what it left
//! out and should not have, and without what it took and should not have.
//!
//! The extractor's words are found again in the page's own paragraphs. So words of two paragraphs are never glued, and
//! every paragraph has the elements around it, its links and its neighbours to be judged by.

use super::stamps;
use super::tree::{Part, Parts, Purpose, letters};
use record::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// The share of the extractor's letters that has to be found again; with less, its own paragraphs are used.
const FOUND: f64 = 0.85;
/// The share of the letters that two versions of a report must have in common to be the same report.
const BODY: f64 = 0.6;
/// Letters from which a paragraph is looked for anywhere; shorter ones stand anywhere by chance.
const LONG: usize = 16;
/// Bytes that are looked through for paragraphs which are not where they are expected, over a whole page.
const WORK: usize = 64 << 20;
/// The share of the report from which an element is no furniture, whatever it is called.
const MUCH: f64 = 0.25;
/// Words of the shortest sentence that is put back.
const SENTENCE: usize = 6;
/// The share of a paragraph's letters in links from which it is one link, with or without a label.
const LINK: f64 = 0.6;
/// Entries from which a page is a live one.
const ENTRIES: usize = 2;
/// Words of the longest label at the end of a report.
const LABEL: usize = 4;
/// Parts between the headline and the report in which its lead is looked for.
const LEAD: usize = 40;

/// A paragraph that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Its words.
    pub words: String,
    /// What markup says that it is.
    pub kind: Option<BlockKind>,
    /// The time of the entry of a live page that it is in.
    pub time: Option<String>,
}

/// What a page says of its report in its metadata.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The headline.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// All its words.
    pub body: Option<String>,
}

/// Chooses among the parts of a page. `taken` are the extractor's paragraphs. `None` where the extractor's words are not
/// those of the page.
pub fn choose(parts: &Parts, taken: &[String], said: &Said) -> Option<Vec<Chosen>> {
    let mut choice = Choice { parts, kept: found(&parts.parts, taken)?, furniture: vec![false; parts.parts.len()] };
    choice.without_furniture();
    choice.by_body(said.body.as_deref());
    choice.put_back();
    choice.lead(said.title.as_deref(), said.description.as_deref());
    choice.without_links();
    choice.without_headline(said.title.as_deref());
    choice.without_end();
    Some(choice.chosen())
}

/// Which parts are among `taken`, and the share of its letters that they have.
fn among(parts: &[Part], taken: &[String]) -> (Vec<bool>, f64) {
    let mut hay = String::new();
    let mut starts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for words in taken {
        let letters = letters(words);
        starts.entry(letters.clone()).or_default().push(hay.len());
        hay.push_str(&letters);
    }
    let mut search = Search { hay: &hay, starts, cursor: 0, used: BTreeSet::new(), work: WORK };
    let kept: Vec<bool> = parts.iter().map(|part| search.take(&part.letters)).collect();
    let letters: usize = parts.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(part, _)| part.letters.len()).sum();
    (kept, letters as f64 / hay.len().max(1) as f64)
}

/// Which parts the extractor took.
fn found(parts: &[Part], taken: &[String]) -> Option<Vec<bool>> {
    let (kept, share) = among(parts, taken);
    (share >= FOUND).then_some(kept)
}

/// Finds parts in the extractor's letters, in order where it can.
struct Search<'a> {
    hay: &'a str,
    starts: BTreeMap<String, Vec<usize>>,
    cursor: usize,
    used: BTreeSet<usize>,
    work: usize,
}

impl Search<'_> {
    fn take(&mut self, key: &str) -> bool {
        let Some(at) = self.find(key).filter(|at| !self.used.contains(at)) else { return false };
        self.used.insert(at);
        self.cursor = at + key.len();
        true
    }

    fn find(&mut self, key: &str) -> Option<usize> {
        let rest = self.hay.get(self.cursor..)?;
        if key.is_empty() {
            return None;
        }
        if rest.starts_with(key) {
            return Some(self.cursor);
        }
        let whole = self.starts.get(key).and_then(|starts| starts.iter().find(|at| !self.used.contains(at)));
        if let Some(at) = whole {
            return Some(*at).filter(|at| key.len() >= LONG || at.abs_diff(self.cursor) < LONG * LONG);
        }
        if key.len() < LONG || self.work < self.hay.len() {
            return None;
        }
        self.work -= self.hay.len();
        let ahead = rest.find(key).map(|at| self.cursor + at);
        ahead.or_else(|| self.hay.get(..self.cursor)?.find(key))
    }
}

struct Choice<'a> {
    parts: &'a Parts,
    kept: Vec<bool>,
    furniture: Vec<bool>,
}

impl Choice<'_> {
    fn part(&self, at: usize) -> &Part {
        &self.parts.parts[at]
    }

    fn all(&self) -> std::ops::Range<usize> {
        0..self.kept.len()
    }

    /// Whether a part is reporting as far as is known.
    fn stays(&self, at: usize) -> bool {
        self.kept[at] && !self.furniture[at]
    }

    /// What stands in an element that is for something else, unless most of the report stands in it too.
    fn without_furniture(&mut self) {
        let mut weights = vec![0; self.parts.marks.len()];
        let mut all = 0;
        for at in self.all().filter(|at| self.kept[*at]) {
            let part = self.part(at);
            all += part.letters.len();
            for (mark, _) in self.parts.marks_of(part) {
                weights[mark] += part.letters.len();
            }
        }
        let much = (all as f64 * MUCH) as usize;
        for at in self.all() {
            let is = |(mark, purpose): (usize, Purpose)| {
                matches!(purpose, Purpose::Furniture | Purpose::Quoted) && weights[mark] <= much
            };
            let furniture = self.parts.marks_of(self.part(at)).any(is);
            self.furniture[at] = furniture;
        }
    }

    /// Where the page gives all words of its report beside it, a sentence is the report's by being in them. They may be
    /// cut off, or an older version: they count only where they are much the same.
    fn by_body(&mut self, body: Option<&str>) {
        let Some(body) = body.map(|body| [body.to_owned()]) else { return };
        let (inside, share) = among(&self.parts.parts, &body);
        let sentence = |at: &usize| is_sentence(&self.part(*at).words);
        let parts = self.parts;
        let size = |at: usize| parts.parts[at].letters.len();
        let kept: usize = self.all().filter(|at| self.stays(*at)).filter(sentence).map(size).sum();
        let both: usize = self.all().filter(|at| self.stays(*at) && inside[*at]).filter(sentence).map(size).sum();
        if share < BODY || (both as f64) < BODY * kept as f64 {
            return;
        }
        let first = self.all().find(|at| inside[*at]).unwrap_or(0);
        for at in self.all().skip(first) {
            if inside[at] && size(at) >= LONG {
                self.kept[at] = true;
                self.furniture[at] = false;
            } else if is_sentence(&self.part(at).words) {
                self.furniture[at] = true;
            }
        }
    }

    /// Sentences that stand among paragraphs of the report as these do, and were left out: those that are one link.
    fn put_back(&mut self) {
        let (Some(first), Some(last)) = (self.all().find(|at| self.stays(*at)), self.all().rfind(|at| self.stays(*at)))
        else {
            return;
        };
        let mut paths: BTreeMap<u64, usize> = BTreeMap::new();
        for at in self.all().filter(|at| self.stays(*at) && is_sentence(&self.part(*at).words)) {
            *paths.entry(self.part(at).path).or_default() += 1;
        }
        for at in first..=last {
            let part = self.part(at);
            let like = paths.get(&part.path).is_some_and(|count| *count > 1);
            if !self.kept[at] && !self.furniture[at] && like && is_sentence(&part.words) {
                self.kept[at] = true;
            }
        }
    }

    /// The first lines of the report where they stand apart from it, below the headline.
    fn lead(&mut self, title: Option<&str>, description: Option<&str>) {
        let Some(first) = self.all().find(|at| self.stays(*at) && is_sentence(&self.part(*at).words)) else { return };
        let from = first.saturating_sub(LEAD);
        let title = title.map(letters).filter(|title| !title.is_empty());
        let headline = |at: &usize| {
            let part = self.part(*at);
            part.heading == Some(1) || title.as_ref().is_some_and(|title| *title == part.letters)
        };
        let headline = (from..first).rfind(headline);
        let described = description.map(letters).unwrap_or_default();
        let known: BTreeSet<String> =
            self.all().filter(|at| self.stays(*at)).map(|at| self.part(at).letters.clone()).collect();
        for at in from..first {
            let part = self.part(at);
            let marks: Vec<Purpose> = self.parts.marks_of(part).map(|(_, purpose)| purpose).collect();
            let beside = self.furniture[at] || marks.contains(&Purpose::Caption) || known.contains(&part.letters);
            let named = marks.contains(&Purpose::Lead) && part.words.split(' ').count() >= SENTENCE;
            let below = headline.is_some_and(|headline| at > headline);
            let said = part.letters.len() >= LONG && part.letters == described;
            let prose = is_sentence(&part.words) && (part.linked as f64) < LINK * part.letters.len() as f64;
            if !self.kept[at] && !beside && (said || below && (prose || named)) && Some(at) != headline {
                self.kept[at] = true;
            }
        }
    }

    /// Links to other reports: a paragraph that is one link, with or without a label, and no sentence.
    fn without_links(&mut self) {
        for at in self.all().filter(|at| self.kept[*at]) {
            let part = self.part(at);
            let share = part.linked as f64 / part.letters.len().max(1) as f64;
            let whole = part.before_link + part.linked >= part.letters.len();
            if share >= LINK && whole && !(stops(&part.words) && part.words.split(' ').count() >= SENTENCE) {
                self.furniture[at] = true;
            }
        }
    }

    /// The headline, once more or with what stands over it.
    fn without_headline(&mut self, title: Option<&str>) {
        let title = title.map(letters).filter(|title| !title.is_empty());
        let first = self.all().find(|at| self.stays(*at) && is_sentence(&self.part(*at).words));
        for at in 0..first.unwrap_or(0) {
            let part = self.part(at);
            let has = title.as_ref().is_some_and(|title| part.letters.contains(title.as_str()));
            if self.kept[at] && (part.heading == Some(1) || part.heading.is_some() && has) {
                self.kept[at] = false;
            }
        }
    }

    /// Headings and labels below the last paragraph.
    fn without_end(&mut self) {
        let mut left = self.all().filter(|at| self.stays(*at)).count();
        for at in self.all().rev() {
            if !self.stays(at) {
                continue;
            }
            let part = self.part(at);
            let label = part.heading.is_some()
                || part.words.ends_with(':')
                || !stops(&part.words) && part.words.split(' ').count() <= LABEL;
            if !label || left < 2 {
                break;
            }
            left -= 1;
            self.furniture[at] = true;
        }
    }

    /// Which of the page's times are those of entries: several in like places, each with sentences behind it.
    fn entries(&self) -> BTreeSet<usize> {
        let mut by_path: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        for at in self.all().filter(|at| self.stays(*at) && is_sentence(&self.part(*at).words)) {
            let last = self.part(at).times.checked_sub(1);
            if let Some((last, time)) = last.and_then(|last| Some((last, self.parts.times.get(last)?)))
                && stamps::is_date(&time.stamp)
            {
                by_path.entry(time.path).or_default().insert(last);
            }
        }
        let most = by_path.into_values().max_by_key(BTreeSet::len).unwrap_or_default();
        if most.len() < ENTRIES { BTreeSet::new() } else { most }
    }

    fn chosen(self) -> Vec<Chosen> {
        let entries = self.entries();
        let chosen = |at: usize| {
            let part = self.part(at);
            let caption = self.parts.marks_of(part).any(|(_, purpose)| purpose == Purpose::Caption);
            let kind = match (self.furniture[at], caption) {
                (true, _) => Some(BlockKind::Boilerplate),
                (false, true) => Some(BlockKind::Caption),
                (false, false) => None,
            };
            let entry = entries.range(..part.times).next_back();
            let time = entry.and_then(|at| self.parts.times.get(*at)).map(|time| time.stamp.clone());
            Chosen { words: part.words.clone(), kind, time }
        };
        self.all().filter(|at| self.kept[*at]).map(chosen).collect()
    }
}

/// Whether a text ends as a sentence does that tells something.
fn stops(words: &str) -> bool {
    words.trim_end_matches(is_closing).ends_with(['.', '!', '…', '。', '؟', '।'])
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』')
}

/// Whether a text is a sentence of some length.
fn is_sentence(words: &str) -> bool {
    stops(words) && (words.split(' ').count() >= SENTENCE || words.ends_with(['。', '」']))
}
