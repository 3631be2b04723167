//! ISO 8601 dates and TIMEX3 values in words.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date's parts, as far as its value has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

fn parts(value: &str) -> Option<Parts> {
    let date = value.split('T').next()?;
    let mut fields = date.split('-');
    let year = match fields.next()? {
        "XXXX" => None,
        digits if digits.len() == 4 => Some(digits.parse().ok()?),
        _ => return None,
    };
    let month = fields.next().map(str::parse).transpose().ok()?;
    let day = fields.next().map(str::parse).transpose().ok()?;
    (month.is_none_or(|month| (1..=12).contains(&month))).then_some(Parts { year, month, day })
}

/// `4 March 2031`, `March 2031`, `2031`, `spring 2031`, `week of 3 March 2031`; with the time of day where the
/// value has one; the value itself where it is not a date.
pub fn long(value: &str) -> String {
    spell(value, |month| MONTHS[month as usize - 1]).unwrap_or_else(|| value.to_owned())
}

/// `4 Mar 2031`.
pub fn short(value: &str) -> String {
    spell(value, |month| &MONTHS[month as usize - 1][..3]).unwrap_or_else(|| value.to_owned())
}

/// TIMEX3's seasons, quarters and halves of a year.
const PARTS_OF_YEAR: [(&str, &str); 10] = [
    ("SP", "spring"),
    ("SU", "summer"),
    ("FA", "autumn"),
    ("WI", "winter"),
    ("Q1", "first quarter of"),
    ("Q2", "second quarter of"),
    ("Q3", "third quarter of"),
    ("Q4", "fourth quarter of"),
    ("H1", "first half of"),
    ("H2", "second half of"),
];

/// The value of a season or of an ISO week.
fn part_of_year(value: &str, name: impl Fn(u32) -> &'static str) -> Option<String> {
    let (year, part) = value.split_once('-')?;
    if let Some((_, season)) = PARTS_OF_YEAR.iter().find(|(code, _)| *code == part) {
        return Some(format!("{season} {year}"));
    }
    let (part, words, first) = match part.strip_suffix("-WE") {
        Some(part) => (part, "weekend", jiff::civil::Weekday::Saturday),
        None => (part, "week", jiff::civil::Weekday::Monday),
    };
    let week: i8 = part.strip_prefix('W')?.parse().ok()?;
    let first = jiff::civil::ISOWeekDate::new(year.parse().ok()?, week, first).ok()?.date();
    Some(format!("{words} of {} {} {}", first.day(), name(u32::from(first.month().unsigned_abs())), first.year()))
}

fn spell(value: &str, name: impl Fn(u32) -> &'static str) -> Option<String> {
    if let Some(words) = part_of_year(value, &name) {
        return Some(words);
    }
    let Parts { year, month, day } = parts(value)?;
    let mut words = Vec::new();
    words.extend(day.map(|day| day.to_string()));
    words.extend(month.map(|month| name(month).to_owned()));
    words.extend(year.map(|year| year.to_string()));
    if words.is_empty() {
        return None;
    }
    let mut out = words.join(" ");
    if let Some(clock) = value.split_once('T').map(|(_, clock)| clock).filter(|clock| clock.contains(':')) {
        out.push_str(", ");
        out.push_str(&clock[..clock.find(['+', 'Z']).unwrap_or(clock.len()).min(5)]);
    }
    Some(out)
}

/// `3 to 19 March 2031`: a period without what its ends have in common.
pub fn period(first: &str, last: &str) -> String {
    let (Some(a), Some(b)) = (parts(first), parts(last)) else { return format!("{} to {}", long(first), long(last)) };
    let (first, last) = (first.split('T').next().unwrap_or(first), last.split('T').next().unwrap_or(last));
    if a == b {
        return long(last);
    }
    let shortened = match (a.day, a.month) {
        (Some(day), _) if a.year == b.year && a.month == b.month => day.to_string(),
        (Some(day), Some(month)) if a.year == b.year => format!("{day} {}", MONTHS[month as usize - 1]),
        (None, Some(month)) if a.year == b.year => MONTHS[month as usize - 1].to_owned(),
        _ => long(first),
    };
    format!("{shortened} to {}", long(last))
}

/// `PT3H` as `3 hours`, `P27Y` as `27 years`; the value itself where it is not a plain duration.
pub fn duration(value: &str) -> String {
    let Some(rest) = value.strip_prefix('P') else { return value.to_owned() };
    let (rest, clock) = rest.strip_prefix('T').map_or((rest, false), |rest| (rest, true));
    let Some(unit) = rest.chars().last() else { return value.to_owned() };
    let number = &rest[..rest.len() - unit.len_utf8()];
    let name = match (unit, clock) {
        ('H', true) => "hour",
        ('M', true) => "minute",
        ('S', true) => "second",
        ('D', false) => "day",
        ('W', false) => "week",
        ('M', false) => "month",
        ('Y', false) => "year",
        _ => return value.to_owned(),
    };
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return value.to_owned();
    }
    format!("{number} {name}{}", if number == "1" { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        assert_eq!(long("2031-03-04"), "4 March 2031");
        assert_eq!(long("2031-03"), "March 2031");
        assert_eq!(long("XXXX-03-04"), "4 March");
        assert_eq!(long("2031-03-04T10:30:00+02:00"), "4 March 2031, 10:30");
        assert_eq!(short("2031-12-24T08:00"), "24 Dec 2031, 08:00");
        assert_eq!(long("PAST_REF"), "PAST_REF");
        assert_eq!(long("2031-W10"), "week of 3 March 2031");
        assert_eq!(long("2031-W10-WE"), "weekend of 8 March 2031");
        assert_eq!(long("2031-W99"), "2031-W99");
        assert_eq!(short("2031-SP"), "spring 2031");
        assert_eq!(long("2031-13-01"), "2031-13-01");
    }

    #[test]
    fn periods_drop_what_both_ends_share() {
        assert_eq!(period("2031-03-03", "2031-03-19T17:15"), "3 to 19 March 2031");
        assert_eq!(period("2031-02-28", "2031-03-01"), "28 February to 1 March 2031");
        assert_eq!(period("2030-12-31", "2031-01-01"), "31 December 2030 to 1 January 2031");
        assert_eq!(period("2031-03-04", "2031-03-04"), "4 March 2031");
    }

    #[test]
    fn durations_in_words() {
        assert_eq!(duration("PT3H"), "3 hours");
        assert_eq!(duration("P1D"), "1 day");
        assert_eq!(duration("PXH"), "PXH");
        assert_eq!(duration("P"), "P");
    }
}
