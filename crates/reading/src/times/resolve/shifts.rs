//! So much before or after another time: "two days later", "a year ago".

use super::Context;
use super::counting::later;
use super::cycle::Placed;
use super::stamp::Stamp;
use super::written::{gaps, reference_value};
use crate::times::meaning::{Origin, Reference, Unit};
use record::reading::Anchor;

/// How many expressions back a relative one looks for the time that it is counted from.
const REACH: usize = 6;
/// Years after which "today" stands against what was before rather than for the day of publication.
const LONG_GONE: i32 = 10;

impl Context<'_> {
    /// Whether the text was last speaking of years long before publication.
    fn long_gone(&self) -> bool {
        let begun = self
            .recent
            .last()
            .filter(|(stamp, _)| stamp.unit() >= Unit::Month)
            .and_then(|(stamp, _)| stamp.first_day());
        begun.zip(self.published.year).is_some_and(|(day, year)| i32::from(day.year()) + LONG_GONE <= year)
    }

    /// So many units before or after `from`, with what that is.
    pub(super) fn shift(
        &self,
        unit: Unit,
        count: Option<i64>,
        from: &Origin,
        index: usize,
    ) -> (Placed, Option<Anchor>) {
        if *from == Origin::Nowadays && self.long_gone() {
            return (Placed::Partial(reference_value(Reference::Present).to_owned()), None);
        }
        let Some(count) = count else {
            // "months ago", "years later": before or after, no more.
            let past = matches!(from, Origin::Ago | Origin::Earlier) || self.tense.direction(index).is_past();
            return (
                Placed::Partial(reference_value(if past { Reference::Past } else { Reference::Future }).to_owned()),
                None,
            );
        };
        // "a year ago" after "the third quarter" is the third quarter of the year before; after "the first nine months"
        // it is that year, as precisely as a value can say it.
        if unit == Unit::Year && matches!(from, Origin::Ago | Origin::Earlier) {
            // A month just told of is compared with its own year, not with the quarter before it.
            let today = self.published.date;
            let year_said = self.recent.last().is_some_and(|(stamp, _)| {
                stamp.unit() == Unit::Year || stamp.unit() == Unit::Month && stamp.first_day() < today
            });
            if let Some((stamp, id)) = self.reported(Unit::Quarter).filter(|_| !year_said && !self.quarters)
                && let Some(stamp) = stamp.shifted(count * 4)
            {
                return (Placed::Stamp(stamp), Some(Anchor::Timex(*id)));
            }
        }
        // "a decade ago" is a year, ten years before.
        let (unit, count) = match (unit, from) {
            (Unit::Decade, Origin::Ago | Origin::Earlier | Origin::Narrative) if count.abs() > 0 => {
                (Unit::Year, count.saturating_mul(10))
            }
            (Unit::Century, Origin::Ago | Origin::Earlier) => (Unit::Year, count.saturating_mul(100)),
            _ => (unit, count),
        };
        let (start, anchor) = match from {
            Origin::Latest => match self.reported(unit) {
                Some((stamp, id)) => (Some(*stamp), Some(Anchor::Timex(*id))),
                None => (self.published.stamp(unit).and_then(|stamp| stamp.shifted(-1)), Some(Anchor::Publication)),
            },
            Origin::Publication | Origin::Ago | Origin::Nowadays => {
                (self.published.stamp(unit_or_day(unit)), Some(Anchor::Publication))
            }
            Origin::Narrative | Origin::Earlier => {
                let recent = self.recent.iter().rev().take(REACH);
                let same = self.reported(unit).filter(|_| unit == Unit::Quarter).copied();
                let found = same
                    .or_else(|| recent.clone().find_map(|(stamp, id)| Some((stamp.widened(unit_or_day(unit))?, *id))));
                // "two weeks later" after "last month": nobody can tell from which day on.
                let coarse = self.recent.last().is_some_and(|(last, _)| last.unit() > unit_or_day(unit));
                if found.is_none() && coarse && count > 0 {
                    return (Placed::Partial(gaps(unit).to_owned()), self.narrative_anchor());
                }
                match found {
                    Some((stamp, id)) => (Some(stamp), Some(Anchor::Timex(id))),
                    None => (self.published.stamp(unit_or_day(unit)), Some(Anchor::Publication)),
                }
            }
            Origin::Point(point) => {
                let (placed, anchor) = self.base(point, index);
                let stamp = match placed {
                    Placed::Stamp(stamp) => {
                        stamp.widened(if unit == Unit::Week { Unit::Day } else { unit_or_day(unit) })
                    }
                    Placed::Partial(_) => None,
                };
                // "two weeks from Tuesday" is a day.
                if unit == Unit::Week {
                    let day = stamp.and_then(|stamp| stamp.shifted(count.saturating_mul(7)));
                    return (day.map_or_else(|| Placed::Partial(gaps(Unit::Day).to_owned()), Placed::Stamp), anchor);
                }
                (stamp, anchor)
            }
        };
        if unit < Unit::Day {
            if let Some(value) =
                self.clock.filter(|_| matches!(from, Origin::Narrative)).and_then(|clock| later(clock, unit, count))
            {
                return (Placed::Partial(value), anchor);
            }
            let day = start.filter(|_| count.abs() < 24).map_or_else(|| gaps(Unit::Day).to_owned(), Stamp::value);
            return (Placed::Partial(format!("{day}TXX:XX")), anchor);
        }
        let shifted = start.and_then(|stamp| stamp.shifted(count));
        (shifted.map_or_else(|| Placed::Partial(gaps(unit).to_owned()), Placed::Stamp), anchor)
    }
}

fn unit_or_day(unit: Unit) -> Unit {
    unit.max(Unit::Day)
}
