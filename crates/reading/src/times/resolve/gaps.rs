//! Why a value has gaps.

use super::Context;
use super::cycle::Placed;
use crate::times::meaning::{Base, Origin, Unit, YearSaid};
use record::reading::Unresolved;

/// Why what stands at `base` could be placed in part only; `None` where it was placed.
pub fn why(context: &Context<'_>, base: &Base, placed: &Placed) -> Option<Unresolved> {
    let Placed::Partial(value) = placed else { return None };
    // "February 29, 2031" is whole and still no date.
    let no_date = matches!(base, Base::Cycle { year: YearSaid::Full(_), .. });
    (value.contains('X') || no_date).then(|| cause(context, base))
}

fn cause(context: &Context<'_>, base: &Base) -> Unresolved {
    let published = || match context.published.date {
        Some(_) => Unresolved::OutOfCalendar,
        None => Unresolved::NoPublicationDate,
    };
    // What nothing was spoken of before is counted from publication too.
    let narrative = || if context.recent.is_empty() { published() } else { Unresolved::NoAnchor };
    match base {
        Base::Reference(_) | Base::Shift { count: None, .. } => Unresolved::Vague,
        Base::Cycle { year: YearSaid::Full(_), .. } | Base::Decade(_, true) | Base::Century(..) => {
            Unresolved::OutOfCalendar
        }
        Base::Cycle { year: YearSaid::NarrativeShift(_), .. } => narrative(),
        Base::Cycle { .. } | Base::Decade(_, false) => published(),
        Base::Shift { unit, from, .. } => match from {
            Origin::Point(point) => cause(context, &point.base),
            Origin::Publication | Origin::Ago | Origin::Nowadays if context.published.date.is_none() => {
                Unresolved::NoPublicationDate
            }
            // "an hour later": the day is known, the hour is not.
            _ if *unit < Unit::Day && context.narrative().is_some() => Unresolved::Vague,
            Origin::Publication | Origin::Ago | Origin::Nowadays => published(),
            Origin::Narrative | Origin::Earlier | Origin::Latest => narrative(),
        },
        Base::NthOf(_, _, whole) | Base::UnitOf(_, whole) => cause(context, &whole.base),
    }
}
