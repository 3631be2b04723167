//! From meanings to values: places what the grammar read in the calendar.

mod counting;
mod cycle;
mod gaps;
mod published;
mod shifts;
pub mod stamp;
mod written;

use super::direction::Direction;
use super::meaning::{Amount, Base, Cycle, Length, Meaning, Origin, Point, Unit, Within, YearSaid};
pub use published::Published;

use counting::nth_of;
use cycle::{Placed, place};
use jiff::civil::Date;
use record::TimexId;
use record::reading::{Anchor, TimexType, Unresolved};
use stamp::Stamp;
use written::{duration, gaps, recurring, reference_value, time_of_day};

/// How many back "a year ago" looks for a quarter that it is compared with.
const QUARTER_REACH: usize = 12;

/// What has been read before the expression at hand.
#[derive(Debug)]
pub struct Context<'a> {
    /// The publication date.
    pub published: Published,
    /// The times read so far, in order, with their ids.
    recent: Vec<(Stamp, TimexId)>,
    /// Whether figures were last given of a stretch of several quarters, which has no name as a quarter has.
    quarters: bool,
    /// Whether the length just said is that of a quarter: "the three months ended June 30".
    three: bool,
    /// The last day and minute of it that were said.
    clock: Option<(Date, i64)>,
    /// What tense says of the expression at hand.
    tense: &'a dyn Tense,
}

/// Tells the direction of an expression.
pub trait Tense: std::fmt::Debug {
    /// Whether the words around the `index`-th expression put it before or after publication.
    fn direction(&self, index: usize) -> Direction;
    /// Whether the `index`-th expression goes with the one before: "from May 17 to June 2".
    fn joined(&self, index: usize) -> bool;
    /// Whether the `index`-th expression is the end of a stretch: "ended June 30".
    fn ends(&self, index: usize) -> bool;
}

/// A value with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub kind: TimexType,
    /// The TIMEX3 value.
    pub value: String,
    /// TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
    /// What it was counted from.
    pub anchor: Option<Anchor>,
    /// Why it has gaps.
    pub unresolved: Option<Unresolved>,
}

impl<'a> Context<'a> {
    /// Goes on from the times read before.
    pub fn new(published: Published, tense: &'a dyn Tense, recent: Vec<(Stamp, TimexId)>) -> Self {
        Self { published, recent, quarters: false, three: false, clock: None, tense }
    }

    /// The times read so far, for the next block.
    pub fn into_recent(self) -> Vec<(Stamp, TimexId)> {
        self.recent
    }

    /// The stretch spoken of last; that of publication where nothing was.
    pub fn narrative(&self) -> Option<Stamp> {
        self.recent.last().map(|(stamp, _)| *stamp).or_else(|| self.published.stamp(Unit::Day))
    }

    /// The value of the `index`-th expression, which gets the id `id`.
    pub fn resolve(&mut self, meaning: &Meaning, index: usize, id: TimexId) -> Resolved {
        match meaning {
            Meaning::Point(point) => self.point(point, index, id),
            Meaning::Length(length) => {
                self.quarters |= is_quarters(length);
                self.three = is_quarter(length);
                plain(TimexType::Duration, duration(length), length.modifier)
            }
            Meaning::Every(length) => plain(TimexType::Set, duration(length), length.modifier),
            Meaning::Each(point) => plain(TimexType::Set, recurring(point), None),
        }
    }

    fn point(&mut self, point: &Point, index: usize, id: TimexId) -> Resolved {
        let (placed, anchor) = self.base(point, index);
        let unresolved = gaps::why(self, &point.base, &placed);
        // What is only compared with is not what the text goes on to speak of.
        let compared = matches!(
            &point.base,
            Base::Shift { unit: Unit::Year, from: Origin::Ago | Origin::Earlier, .. }
                | Base::Cycle { cycle: Cycle::Period, .. }
        );
        if let (Placed::Stamp(stamp), false) = (&placed, compared) {
            if let Some(quarter) = stamp.widened(Unit::Quarter).filter(|_| self.three && self.tense.ends(index)) {
                self.recent.push((quarter, id));
                self.quarters = false;
            }
            self.three = false;
            self.recent.push((*stamp, id));
            self.quarters &= stamp.unit() != Unit::Quarter;
            self.clock = match (*stamp, point.within) {
                (Stamp::Day(date), Some(Within::Clock(hour, minute, ..))) => {
                    Some((date, i64::from(hour) * 60 + i64::from(minute.unwrap_or(0))))
                }
                (Stamp::Day(date), _) => self.clock.filter(|(day, _)| *day == date),
                _ => None,
            };
        }
        let mut value = match placed {
            Placed::Stamp(stamp) => stamp.value(),
            Placed::Partial(value) => value,
        };
        let mut kind = if value.contains('T') { TimexType::Time } else { TimexType::Date };
        if value.ends_with("_REF") {
            kind = TimexType::Date;
        } else if let Some(within) = point.within {
            kind = TimexType::Time;
            value.push_str(&time_of_day(within));
        }
        Resolved { kind, value, modifier: point.modifier, anchor, unresolved }
    }

    fn base(&self, point: &Point, index: usize) -> (Placed, Option<Anchor>) {
        match &point.base {
            Base::Reference(reference) => (Placed::Partial(reference_value(*reference).to_owned()), None),
            Base::Cycle { cycle, year, which } => {
                let before = self.recent.last().map(|(stamp, _)| *stamp).filter(|_| self.tense.joined(index));
                let placed = place(*cycle, *year, *which, self, before, || self.tense.direction(index));
                let anchor = match year {
                    YearSaid::Full(_) => None,
                    YearSaid::NarrativeShift(_) => self.narrative_anchor(),
                    _ => Some(Anchor::Publication),
                };
                (placed, anchor)
            }
            Base::Shift { unit, count, from } => self.shift(*unit, *count, from, index),
            Base::NthOf(number, unit, whole) => {
                let (placed, anchor) = self.base(whole, index);
                let stamp = match placed {
                    Placed::Stamp(stamp) => nth_of(*number, *unit, stamp),
                    Placed::Partial(_) => None,
                };
                (stamp.map_or_else(|| Placed::Partial(gaps(*unit).to_owned()), Placed::Stamp), anchor)
            }
            Base::UnitOf(unit, part) => {
                // "the quarter ended June 30" is the one spoken of, which need not be the calendar's.
                if let Some((stamp, id)) = self.reported(*unit).filter(|_| *unit == Unit::Quarter) {
                    return (Placed::Stamp(*stamp), Some(Anchor::Timex(*id)));
                }
                let (placed, anchor) = self.base(part, index);
                let stamp = match placed {
                    Placed::Stamp(stamp) => stamp.widened(*unit),
                    Placed::Partial(_) => None,
                };
                (stamp.map_or_else(|| Placed::Partial(gaps(*unit).to_owned()), Placed::Stamp), anchor)
            }
            Base::Decade(decade, true) => (Placed::Stamp(Stamp::Decade(*decade)), None),
            Base::Decade(digit, false) => {
                let latest = self.published.year.map(|year| year.div_euclid(10));
                let decade = latest.map(|latest| latest - (latest - digit).rem_euclid(10));
                let placed = decade.map_or_else(
                    || Placed::Partial(format!("XX{digit}")),
                    |decade| Placed::Stamp(Stamp::Decade(decade)),
                );
                (placed, Some(Anchor::Publication))
            }
            Base::Century(century, false) => (Placed::Stamp(Stamp::Century(*century)), None),
            Base::Century(century, true) => (Placed::Partial(format!("BC{century:02}")), None),
        }
    }

    /// The last stretch of that size spoken of; one that was over when the report came out before one that was not,
    /// as results are of what is over.
    fn reported(&self, unit: Unit) -> Option<&(Stamp, TimexId)> {
        let recent = || self.recent.iter().rev().take(QUARTER_REACH).filter(|(stamp, _)| stamp.unit() == unit);
        let over = |stamp: Stamp| Some(stamp.shifted(1)?.first_day()? <= self.published.date?);
        recent()
            .filter(|(stamp, _)| over(*stamp) == Some(true))
            .max_by_key(|(stamp, _)| stamp.first_day())
            .or_else(|| recent().next())
    }

    /// That year's stretch of the same kind as the one spoken of last.
    fn period(&self, year: i32) -> Stamp {
        let recent = self.recent.iter().rev().take(QUARTER_REACH).map(|(stamp, _)| *stamp);
        let same = recent.clone().find(|stamp| matches!(stamp, Stamp::Quarter(..) | Stamp::Half(..)));
        match same.filter(|_| !self.quarters) {
            Some(Stamp::Quarter(_, quarter)) => Stamp::Quarter(year, quarter),
            Some(Stamp::Half(_, half)) => Stamp::Half(year, half),
            _ => Stamp::Year(year),
        }
    }

    fn narrative_anchor(&self) -> Option<Anchor> {
        Some(self.recent.last().map_or(Anchor::Publication, |(_, id)| Anchor::Timex(*id)))
    }
}

fn plain(kind: TimexType, value: String, modifier: Option<&'static str>) -> Resolved {
    // "for weeks": the amount is not said. The gaps of a set are what comes again.
    let vague = kind == TimexType::Duration && value.contains('X');
    Resolved { kind, value, modifier, anchor: None, unresolved: vague.then_some(Unresolved::Vague) }
}

/// Whether that is what companies sum their quarters up to: six or nine months.
fn is_quarters(length: &Length) -> bool {
    matches!(length.parts.as_slice(), [(Amount::Exact(6 | 9, 1), Unit::Month)])
}

/// Whether it is a quarter by another name.
fn is_quarter(length: &Length) -> bool {
    matches!(length.parts.as_slice(), [(Amount::Exact(3, 1), Unit::Month) | (Amount::Exact(13, 1), Unit::Week)])
}
