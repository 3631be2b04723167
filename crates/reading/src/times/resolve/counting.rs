//! Counting within a day, and within a longer stretch.

use super::stamp::Stamp;
use crate::times::meaning::Unit;
use jiff::ToSpan;
use jiff::civil::Date;

/// The time of day so many hours or minutes after a clock time.
pub fn later((date, minutes): (Date, i64), unit: Unit, count: i64) -> Option<String> {
    let rate = match unit {
        Unit::Hour => 60,
        Unit::Minute => 1,
        _ => return None,
    };
    let total = minutes.checked_add(count.checked_mul(rate)?)?;
    let day = Stamp::Day(date).shifted(total.div_euclid(24 * 60))?;
    let within = total.rem_euclid(24 * 60);
    Some(format!("{}T{:02}:{:02}", day.value(), within / 60, within % 60))
}

/// The n-th day, week, weekend or month of a longer stretch; a negative number counts from its end.
pub fn nth_of(number: i8, unit: Unit, whole: Stamp) -> Option<Stamp> {
    let number = i64::from(number);
    if number < 0 {
        let last_day = whole.shifted(1)?.first_day()?.yesterday().ok()?;
        return Stamp::holding(last_day, unit)?.shifted(number + 1);
    }
    let first_day = whole.first_day()?;
    let first = match unit {
        // The first weekend of a month is that of its first Saturday.
        Unit::Weekend => Stamp::holding(
            first_day.checked_add(i64::from(6 - first_day.weekday().to_monday_one_offset()).days()).ok()?,
            unit,
        )?,
        _ => Stamp::holding(first_day, unit)?,
    };
    first.shifted(number - 1)
}
