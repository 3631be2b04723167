//! From the abbreviation of a time zone to its offset on a given day.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

const ZONES: &str = include_str!("../../data/zones.tsv");

/// The offset that `name` (`ET`, `GMT`, `CEST`, …) means at `moment`; `None` where it is unknown or means several.
pub fn offset(name: &str, moment: DateTime) -> Option<Offset> {
    let name = name.trim().to_uppercase();
    let name = name.strip_suffix(" TIME").unwrap_or(&name);
    ZONES.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut fields = line.split('\t');
        let (known, from, to, rule) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let after = from.parse().is_ok_and(|from: i16| moment.year() < from);
        let before = to.parse().is_ok_and(|to: i16| moment.year() > to);
        if known != name || after || before {
            return None;
        }
        let zone = TimeZone::posix(rule).ok()?;
        Some(zone.to_ambiguous_zoned(moment).compatible().ok()?.offset())
    })
}

/// An offset written in figures: `+02:00`, `-0330`, `+2`.
pub fn numeric(text: &str) -> Option<Offset> {
    let text = text.trim().replace(['−', '–'], "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn eastern_time_follows_the_season() {
        let summer = date(2031, 7, 1).at(10, 0, 0, 0);
        let winter = date(2031, 1, 1).at(10, 0, 0, 0);
        assert_eq!(offset("ET", summer).unwrap().seconds(), -4 * 3600);
        assert_eq!(offset("Eastern Time", winter).unwrap().seconds(), -5 * 3600);
        // Until 2006 summer time began in April.
        assert_eq!(offset("ET", date(2006, 3, 20).at(1, 0, 0, 0)).unwrap().seconds(), -5 * 3600);
        assert_eq!(offset("GMT", summer).unwrap().seconds(), 0);
        assert_eq!(offset("XYZ", summer), None);
    }

    #[test]
    fn every_row_of_the_table_is_well_formed() {
        for line in ZONES.lines().filter(|line| !line.starts_with('#')) {
            let rule = line.split('\t').nth(3).unwrap_or_else(|| panic!("no rule in {line:?}"));
            assert!(TimeZone::posix(rule).is_ok(), "{line:?}");
        }
    }

    #[test]
    fn figures() {
        assert_eq!(numeric("+02:00").unwrap().seconds(), 7200);
        assert_eq!(numeric("-0330").unwrap().seconds(), -12600);
        assert_eq!(numeric("+2").unwrap().seconds(), 7200);
        assert_eq!(numeric("+99"), None);
    }
}
