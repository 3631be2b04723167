//! How TIMEX3 writes what is no single stretch of the calendar: lengths, sets, times of day, gaps.

use super::cycle::partial;
use crate::times::meaning::{Amount, Base, Cycle, Length, Point, Reference, Unit, Which, Within, YearSaid};

pub fn reference_value(reference: Reference) -> &'static str {
    match reference {
        Reference::Present => "PRESENT_REF",
        Reference::Past => "PAST_REF",
        Reference::Future => "FUTURE_REF",
    }
}

/// The value of a stretch of that size of which nothing is known.
pub fn gaps(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
        Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}

pub fn time_of_day(within: Within) -> String {
    match within {
        Within::Part(part) => format!("T{part}"),
        Within::Clock(hour, minute, second, utc) => {
            let mut value = format!("T{hour:02}");
            for part in [minute, second].into_iter().flatten() {
                value.push_str(&format!(":{part:02}"));
            }
            if utc {
                value.push('Z');
            }
            value
        }
    }
}

/// `P2Y6M`, `PT5H30M`, `PXW`.
pub fn duration(length: &Length) -> String {
    let (mut date, mut time) = (String::new(), String::new());
    let mut put = |count: String, unit: Unit| {
        let (letters, into) = match unit {
            Unit::Second => ("S", &mut time),
            Unit::Minute => ("M", &mut time),
            Unit::Hour => ("H", &mut time),
            Unit::Day => ("D", &mut date),
            Unit::Weekend => ("WE", &mut date),
            Unit::Week => ("W", &mut date),
            Unit::Month => ("M", &mut date),
            Unit::Quarter | Unit::Season => ("Q", &mut date),
            _ => ("Y", &mut date),
        };
        into.push_str(&count);
        into.push_str(letters);
    };
    for (amount, unit) in &length.parts {
        let years = match unit {
            Unit::Decade => 10,
            Unit::Century => 100,
            Unit::Millennium => 1000,
            _ => 1,
        };
        match *amount {
            Amount::Unknown => put("X".to_owned(), *unit),
            Amount::Exact(above, below) => {
                let (above, below) = (above.saturating_mul(years), u64::from(below.max(1)));
                put_exact(above, below, *unit, &mut put);
            }
        }
    }
    match (date.is_empty(), time.is_empty()) {
        (_, true) => format!("P{date}"),
        _ => format!("P{date}T{time}"),
    }
}

/// Halves and quarters in the next smaller unit where that is exact: `PT5H30M`, `P2Y6M`; other fractions as decimals.
fn put_exact(above: u64, below: u64, unit: Unit, put: &mut impl FnMut(String, Unit)) {
    if above.is_multiple_of(below) {
        return put((above / below).to_string(), unit);
    }
    let smaller = match unit {
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => Some((12, Unit::Month)),
        Unit::Hour => Some((60, Unit::Minute)),
        Unit::Minute => Some((60, Unit::Second)),
        Unit::Day => Some((24, Unit::Hour)),
        _ => None,
    };
    match smaller.filter(|(rate, _)| (above % below * rate).is_multiple_of(below)) {
        Some((rate, smaller)) => {
            if above >= below {
                put((above / below).to_string(), unit);
            }
            put((above % below * rate / below).to_string(), smaller);
        }
        None => put(format!("{:.1}", above as f64 / below as f64), unit),
    }
}

/// `XXXX-WXX-1` for "every Monday".
pub fn recurring(point: &Point) -> String {
    let mut value = match &point.base {
        Base::Cycle { cycle: Cycle::Whole, .. } => "XXXX-XX-XX".to_owned(),
        Base::Cycle { cycle, which: Which::ByTense | Which::This | Which::Last | Which::Next, .. } => {
            partial(*cycle, YearSaid::None)
        }
        _ => "XXXX".to_owned(),
    };
    if let Some(within) = point.within {
        value.push_str(&time_of_day(within));
    }
    value
}
