//! The reports of one story side by side, in an order that does not hang on how they were given.

use crate::dates::Interval;
use crate::figures::{Figure, People};
use jiff::civil::Date;
use record::reading::{Detail, DetailKind, Event};
use record::{Analysis, EntityId, Evidence, Reading, Report, Span, Spans};
use std::cmp::Ordering;

/// One report with all that was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its sentences and words. One without sentences will do: blocks then stand for sentences.
    pub analysis: &'a Analysis,
    /// What it says.
    pub reading: &'a Reading,
}

impl<'a> Telling<'a> {
    /// The sentence around the byte `offset`; its block where there is no sentence; else `span` itself.
    pub(crate) fn sentence(&self, span: Span) -> Span {
        // A sentence longer than this is no sentence, and quoting it whole for each of its events would not end.
        const LONGEST: usize = 2000;
        let sentence = self.analysis.sentence_at(span.start).and_then(|index| self.analysis.sentences.get(index));
        let found = sentence.map(|sentence| sentence.span).or_else(|| self.block(span.start));
        match found {
            Some(found) if found.len() <= LONGEST => found.cover(span),
            Some(found) => self.around(span, found, LONGEST / 2),
            None => span,
        }
    }

    /// At most `reach` bytes of `whole` before and after `span`, cut at white space.
    fn around(&self, span: Span, whole: Span, reach: usize) -> Span {
        let text = &self.report.text;
        let near = |at: usize| (at.saturating_sub(3)..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(at);
        let low = near(span.start.saturating_sub(reach).max(whole.start));
        let high = near((span.end + reach).min(whole.end)).max(span.end);
        let before = text.get(low..span.start).unwrap_or("");
        let after = text.get(span.end..high).unwrap_or("");
        let start = before.find(char::is_whitespace).map_or(span.start, |at| low + at);
        let start = start + text.get(start..span.start).map_or(0, |rest| rest.len() - rest.trim_start().len());
        let end = after.rfind(char::is_whitespace).map_or(span.end, |at| span.end + at);
        Span::new(start.min(span.start), end.max(span.end))
    }

    /// The block that holds the byte `offset`.
    pub(crate) fn block(&self, offset: usize) -> Option<Span> {
        let after = self.report.blocks.partition_point(|block| block.span.start <= offset);
        let block = self.report.blocks.get(after.checked_sub(1)?)?;
        (offset < block.span.end).then_some(block.span)
    }

    /// The entity whose mention has its head at `word`.
    pub(crate) fn entity_at(&self, word: Span) -> Option<EntityId> {
        // More mentions than these overlap in no text that people write.
        const NEAREST: usize = 12;
        let mentions = &self.reading.mentions;
        let end = mentions.partition_point(|mention| mention.span.start < word.end);
        mentions[..end].iter().rev().take(NEAREST).find(|mention| mention.head.overlaps(word))?.entity
    }

    /// The number of people that a detail gives, with what stands before it ("at least").
    fn figure(&self, detail: &Detail) -> Option<Figure> {
        // The words before may be part of the detail's own span.
        let end = detail.span.of(&self.report.text).rfind(char::is_whitespace).map_or(0, |at| at + 1);
        Figure::parse(&detail.value, self.before(detail.span.start + end))
    }

    /// How many people an event gives, in its words (of several parties "6 + 3"), as compared, and where.
    pub(crate) fn people(&self, event: &Event) -> Option<(String, People, Spans)> {
        let counts = || event.details.iter().filter(|detail| detail.kind == DetailKind::Count);
        let parties: Option<Vec<Figure>> = counts().map(|detail| self.figure(detail)).collect();
        let people = People::new(parties?)?;
        let values: Vec<&str> = counts().map(|detail| detail.value.as_str()).collect();
        Some((values.join(" + "), people, Spans::new(counts().map(|detail| detail.span).collect())))
    }

    /// The few words before the byte `end`.
    pub(crate) fn before(&self, end: usize) -> &'a str {
        const REACH: usize = 24;
        let text = &self.report.text;
        let start = (end.saturating_sub(REACH)..=end).find(|&at| text.is_char_boundary(at)).unwrap_or(end);
        text.get(start..end).unwrap_or("")
    }

    /// The words at `span`.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.of(&self.report.text)
    }

    /// The day on which it was published, where that is known to the day.
    pub(crate) fn day(&self) -> Option<Date> {
        let interval = Interval::parse(&self.report.published.as_ref()?.value)?;
        (interval.from == interval.to).then_some(interval.from)
    }

    /// When the TIMEX3 value `time` is, as far as it tells.
    pub(crate) fn interval(&self, time: Option<&str>) -> Option<Interval> {
        let mut interval = Interval::parse(time?)?;
        // A week that was named on a Saturday or Sunday may be the one just ending or the one that begins:
        // where weeks begin on Sunday, ISO's week is the wrong one.
        if interval.precision == crate::dates::Precision::Week
            && let Some(day) = self.day()
            && day.weekday().to_monday_one_offset() >= 6
            && interval.holds(day)
        {
            interval.to = interval.to.saturating_add(jiff::Span::new().days(7));
        }
        Some(interval)
    }
}

/// All tellings, ordered by publication, then id, then path.
pub(crate) struct Pile<'a> {
    pub tellings: Vec<Telling<'a>>,
    /// For each telling its place in the list as it was given.
    pub given: Vec<usize>,
}

impl<'a> Pile<'a> {
    pub(crate) fn new(tellings: &[Telling<'a>]) -> Self {
        let mut given: Vec<usize> = (0..tellings.len()).collect();
        given.sort_by(|&a, &b| order(&tellings[a], &tellings[b]));
        Self { tellings: given.iter().map(|&i| tellings[i]).collect(), given }
    }

    /// The words at `span` of report `report` as evidence.
    pub(crate) fn evidence(&self, report: usize, span: impl Into<Spans>) -> Evidence {
        self.tellings[report].report.evidence(span)
    }

    /// Every event with its report and its index there.
    pub(crate) fn events(&self) -> impl Iterator<Item = (usize, usize, &'a Event)> + '_ {
        self.tellings.iter().enumerate().flat_map(|(report, telling)| {
            telling.reading.events.iter().enumerate().map(move |(index, event)| (report, index, event))
        })
    }
}

/// Undated reports come last: nothing says where else they belong.
fn order(a: &Telling<'_>, b: &Telling<'_>) -> Ordering {
    let key = |t: &Telling<'_>| t.report.published.as_ref().map(|p| p.value.clone());
    let (day_a, day_b) = (key(a), key(b));
    (day_a.is_none(), day_a, &a.report.id, &a.report.path).cmp(&(day_b.is_none(), day_b, &b.report.id, &b.report.path))
}
