//! Dates in the shapes that the formats ask for; what is not known stays out.

use record::timex;

/// A date as far as it is known: each part only with those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

/// The parts that all days of a value share: a week inside of March has its month, one that ends in April only its year.
pub(crate) fn parts(value: &str) -> Parts {
    let Some(timex::Interval { first, last }) = timex::interval(value) else { return Parts::default() };
    let year = (first.year() == last.year()).then(|| first.year());
    let month = year.and_then(|_| (first.month() == last.month()).then(|| first.month()));
    let day = month.and_then(|_| (first.day() == last.day()).then(|| first.day()));
    Parts { year, month, day }
}

impl Parts {
    /// `20310304`, where the day is known.
    pub fn compact(self) -> Option<String> {
        Some(format!("{}{:02}", self.compact_month()?, self.day?))
    }

    /// `203103`, where the month is.
    pub fn compact_month(self) -> Option<String> {
        Some(format!("{:04}{:02}", self.year?, self.month?))
    }

    /// `2031-03-04`, where the day is.
    pub fn dashed(self) -> Option<String> {
        Some(format!("{:04}-{:02}-{:02}", self.year?, self.month?, self.day?))
    }
}

/// A moment, `20310304183000` in UTC; `None` where the clock or its offset is not known.
pub(crate) fn utc(value: &str) -> Option<String> {
    let moment: jiff::Timestamp = value.parse().ok()?;
    Some(moment.strftime("%Y%m%d%H%M%S").to_string())
}

/// A moment as RFC 3339 has it, with its own offset; `None` where the clock or its offset is not known.
pub(crate) fn rfc3339(value: &str) -> Option<String> {
    let _: jiff::Timestamp = value.parse().ok()?;
    let (date, clock) = value.split_once('T')?;
    let at = clock.find(['Z', '+', '-'])?;
    let (time, offset) = clock.split_at(at);
    let seconds = if time.matches(':').count() < 2 { ":00" } else { "" };
    Some(format!("{date}T{time}{seconds}{offset}"))
}

/// Hours, minutes and seconds of a value with a clock, and whether that clock is of UTC.
pub(crate) fn clock(value: &str) -> Option<(String, bool)> {
    let (_, clock) = value.split_once('T')?;
    let (clock, utc) = clock.strip_suffix('Z').map_or((clock, false), |clock| (clock, true));
    let mut digits: Vec<&str> = clock.split(':').collect();
    digits.resize(digits.len().max(3), "00");
    let whole =
        digits.len() == 3 && digits.iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
    whole.then(|| (digits.concat(), utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_all_days_share_is_given() {
        assert_eq!(parts("2031-03-04T10:00").dashed().as_deref(), Some("2031-03-04"));
        assert_eq!((parts("2031-03").compact(), parts("2031-03").compact_month()), (None, Some("203103".into())));
        assert_eq!(parts("2031-W10"), Parts { year: Some(2031), month: Some(3), day: None });
        assert_eq!(parts("2031-W09"), Parts { year: Some(2031), month: None, day: None });
        for none in ["XXXX-03-04", "PRESENT_REF", "P3D", "", "2031-02-30"] {
            assert_eq!(parts(none), Parts::default(), "{none}");
        }
    }

    #[test]
    fn a_clock_without_an_offset_is_no_moment() {
        assert_eq!(utc("2031-03-06T18:30+02:00").as_deref(), Some("20310306163000"));
        assert_eq!(utc("2031-03-06T00:30:05+02:00").as_deref(), Some("20310305223005"));
        assert_eq!([utc("2031-03-06T18:30"), utc("2031-03-06")], [None, None]);
        assert_eq!(rfc3339("2031-03-06T18:30+02:00").as_deref(), Some("2031-03-06T18:30:00+02:00"));
        assert_eq!(rfc3339("2031-03-06T18:30:05Z").as_deref(), Some("2031-03-06T18:30:05Z"));
        assert_eq!(rfc3339("2031-03-06"), None);
        assert_eq!(clock("2031-03-06T18:30"), Some(("183000".into(), false)));
        assert_eq!(clock("2031-03-06T18Z"), Some(("180000".into(), true)));
        assert_eq!([clock("2031-03-06TEV"), clock("2031-03-06"), clock("2031-03-06T18:30+02:00")], [None, None, None]);
    }
}
