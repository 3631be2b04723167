//! What stands above the report: the headline among a page's furniture.

use super::{Draft, MENU_WORDS, SITE_WORDS, alike, letters};
use crate::head::{byline, line, mastheads, rubrics, slugs};
use crate::plain::{Trust, titles};
use record::BlockKind;
use std::collections::BTreeSet;

/// Words of the longest line that is a headline for standing alone above the report.
const SHORT_TITLE: usize = 24;
/// Words of the shortest headline of a page whose head has no other line.
const SHORTEST: usize = 3;
/// Units of the report in which the outlet's name is looked for.
const LOOKED_AT: usize = 60;
/// Units above the report in which the headline is looked for.
const HEAD_UNITS: usize = 300;

impl Draft<'_> {
    /// Above the report: the headline, and what the page put over it.
    pub(super) fn head(
        &mut self,
        end: usize,
        zone: &std::ops::Range<usize>,
        given: Option<&str>,
        past: bool,
    ) -> Option<usize> {
        self.with_site(end);
        if given.is_none() {
            self.slugs(end);
            self.dated(end);
            self.masthead(end);
            self.rubrics(end);
        }
        let open: Vec<usize> = (end.saturating_sub(HEAD_UNITS)..end).filter(|at| self.is_open(*at)).collect();
        let same = |at: &&usize| given.is_some_and(|given| alike(given, self.looks[**at].words));
        let below: Vec<usize> = zone.clone().filter(|at| self.kinds[*at] == Some(BlockKind::Body)).collect();
        let labelled = open.iter().find(|at| titles::after_label(self.looks[**at].words).is_some());
        let mut found = match open.iter().find(same).or(labelled.filter(|_| given.is_none())) {
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
        let below = found.last().map(|last| last + 1);
        if let Some(at) = below.filter(|at| *at < end && self.is_open(*at) && self.is_signature(*at)) {
            self.kinds[at] = Some(BlockKind::Byline);
        }
        let mut asked = found.iter().skip(1).copied().chain(below.filter(|at| *at < end));
        let asked = asked.rfind(|at| byline::asked_by(self.looks[*at].words, 0).is_some());
        if let Some(at) = asked.filter(|at| self.is_open(*at)) {
            self.kinds[at] = Some(BlockKind::Byline);
            found.retain(|other| *other < at);
        }
        if let Some(below) = below {
            self.pictures(below..end, past);
        }
        for at in 0..end {
            if self.is_open(at) {
                self.kinds[at] = Some(rest);
            }
        }
        for at in &found {
            self.kinds[*at] = Some(BlockKind::Title);
        }
        found.first().copied()
    }

    /// Lines of a date with place, edition or writer beside it, where another line can be the headline.
    fn dated(&mut self, end: usize) {
        let open = (0..end).filter(|at| self.is_open(*at));
        let (dated, others): (Vec<usize>, Vec<usize>) = open.partition(|at| line::is_dated(self.looks[*at].words));
        if !others.is_empty() {
            for at in dated {
                self.kinds[at] = Some(BlockKind::Dateline);
            }
        }
    }

    /// Lines of an agency's codes.
    fn slugs(&mut self, end: usize) {
        let start = end.saturating_sub(HEAD_UNITS);
        for at in start..end {
            if self.is_open(at) && slugs::is_slug(self.looks[at].words) {
                self.kinds[at] = Some(BlockKind::Boilerplate);
            }
        }
    }

    /// Names of columns and kinds of writing, where another line can be the headline.
    fn rubrics(&mut self, end: usize) {
        let start = end.saturating_sub(HEAD_UNITS);
        let open: Vec<usize> = (start..end).filter(|at| self.is_open(*at)).collect();
        let Some((&last, above)) = open.split_last() else { return };
        // Of the lines in a row the lowest stays, to be the headline.
        for &at in above.iter().filter(|at| **at < last) {
            if self.is_rubric(at, end) || self.is_in_masthead(at) {
                self.kinds[at] = Some(BlockKind::Boilerplate);
            }
        }
    }

    /// Whether a unit names a kind of writing and nothing that the report speaks of, but the outlet.
    fn is_rubric(&self, at: usize, end: usize) -> bool {
        let Some(subject) = rubrics::subject(self.looks[at].words) else { return false };
        let outlet = self.looks[..at].iter().take(HEAD_UNITS).find(|look| mastheads::is_masthead(look.words, true));
        let own = |word: &String| outlet.is_some_and(|outlet| titles::speaks_of([outlet.words].into_iter(), word));
        let below = || self.looks.iter().skip(end).take(LOOKED_AT).map(|look| look.words);
        subject.iter().all(|word| own(word) || !titles::speaks_of(below(), word))
    }

    /// Whether a unit in capitals stands right below the outlet's name or its date, parted from the headline, which is
    /// not in capitals.
    fn is_in_masthead(&self, at: usize) -> bool {
        let look = &self.looks[at];
        let above = at.checked_sub(1).and_then(|at| self.kinds.get(at).copied().flatten());
        let shouted = |words: &str| !words.chars().any(char::is_lowercase);
        let next = self.looks.get(at + 1).is_some_and(|next| next.gap > 0 && !shouted(next.words));
        matches!(above, Some(BlockKind::Boilerplate | BlockKind::Dateline))
            && look.gap == 0
            && next
            && shouted(look.words)
            && look.features.words <= MENU_WORDS
            && !look.features.stops
    }

    /// The outlet's name above the report, with a motto right below it, where another line can be the headline.
    fn masthead(&mut self, end: usize) {
        let open: Vec<usize> = (0..end).filter(|at| self.is_open(*at)).collect();
        let named = open.iter().position(|at| self.is_name(*at, end));
        let Some(at) = named.filter(|_| open.len() > 1) else { return };
        self.kinds[open[at]] = Some(BlockKind::Boilerplate);
        let motto = |next: &usize| self.looks[*next].gap == 0 && self.looks[*next].features.words <= MENU_WORDS;
        if let Some(&next) =
            open.get(at + 1).filter(|next| **next == open[at] + 1 && open.len() > at + 2 && motto(next))
        {
            self.kinds[next] = Some(BlockKind::Boilerplate);
        }
    }

    fn is_name(&self, at: usize, end: usize) -> bool {
        let words = self.looks[at].words;
        let used = || self.looks.iter().skip(end).take(LOOKED_AT).any(|look| mastheads::is_named_in(words, look.words));
        let first = at == 0 && !self.page;
        mastheads::is_masthead(words, at == 0)
            || first && (mastheads::has_motto(words) || used())
            || self.is_numbered(at)
    }

    /// Whether the line below counts the outlet's issues.
    fn is_numbered(&self, at: usize) -> bool {
        let below = self.kinds.get(at + 1) == Some(&Some(BlockKind::Dateline));
        let next = self.looks.get(at + 1).filter(|next| below && next.gap == 0);
        next.is_some_and(|next| mastheads::has_number(next.words)) && self.looks[at].features.words <= SITE_WORDS
    }

    /// Whether a unit below the headline is the writer's name alone: a person's name, with a date or the report
    /// behind it.
    fn is_signature(&self, at: usize) -> bool {
        let dated = self.kinds.get(at + 1) == Some(&Some(BlockKind::Dateline));
        let prose = self.looks.get(at + 1).is_some_and(|look| look.features.is_prose());
        (dated || prose) && byline::is_person(self.looks[at].words)
    }

    /// On a page where no line above the report shares its words: the page's first line, or the only one that is
    /// too long for a menu.
    fn only_headline(&self, open: &[usize]) -> Option<usize> {
        let long = |at: &&usize| (MENU_WORDS..=SHORT_TITLE).contains(&self.looks[**at].features.words);
        match open.iter().filter(long).collect::<Vec<_>>().as_slice() {
            [only] => Some(**only),
            [] if open.len() == 1 => open.first().copied().filter(|at| {
                let look = &self.looks[*at];
                look.features.words >= SHORTEST && !mastheads::is_masthead(look.words, *at == 0)
            }),
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
}
