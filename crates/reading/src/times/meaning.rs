//! What a time expression means before it is placed in the calendar.

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// `PT1S`
    Second,
    /// `PT1M`
    Minute,
    /// `PT1H`
    Hour,
    /// `P1D`
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// `P1W`
    Week,
    /// `P1M`
    Month,
    /// `P1Q`
    Quarter,
    /// A season of the year.
    Season,
    /// Half a year.
    Half,
    /// `P1Y`
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// That many halves, thirds, …: numerator and denominator.
    Exact(u64, u32),
    /// "several", "some", a bare plural.
    Unknown,
}

/// "now", "recently", "soon".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
}

/// What a shift is counted from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// When the report came out.
    Publication,
    /// The time that the text was speaking of last.
    Narrative,
    /// When the report came out, but as precise as what is compared with: "a year ago" beside a quarter is a quarter.
    Ago,
    /// Today, or the present where the text was just speaking of years long gone: "In the 1950s … Today he is alone."
    Nowadays,
    /// The time spoken of last, with the same care: "a year earlier".
    Earlier,
    /// The last of its kind that the text spoke of, else the last that is complete: "the latest quarter".
    Latest,
    /// Another time, within the same expression.
    Point(Box<Point>),
}

/// Which one of those that come again and again: "last Friday", "next May", or as the verb has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// As tense and words around decide.
    ByTense,
    /// The last before now.
    Last,
    /// The one now, or next to come.
    This,
    /// The next to come.
    Next,
}

/// A year as far as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearSaid {
    /// Not at all.
    None,
    /// In full; 0 is 1 BC.
    Full(i32),
    /// By its last two digits.
    Short(u32),
    /// Counted from the year of publication: "last year" is -1.
    Shift(i64),
    /// "that year", "of the following year": counted from the year spoken of.
    NarrativeShift(i64),
}

/// The part of the year, month or week that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// The year alone.
    Whole,
    /// The same stretch of that year as the one spoken of: "the 2019 period".
    Period,
    /// A weekend.
    Weekend,
    /// A month.
    Month(i8),
    /// A month and a day.
    Day(i8, i8),
    /// A month and a day with its weekday, which tells the year where that is not said: "Friday, May 17".
    NamedDay(i8, i8, i8),
    /// Monday is 1.
    Weekday(i8),
    /// From 1.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    /// By its rule.
    Holiday(Holiday),
    /// A day of a month that is not said: "the 15th".
    DayOfMonth(i8),
}

/// How the date of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// The same day every year.
    Fixed(i8, i8),
    /// Month, which one (-1 the last), weekday.
    Nth(i8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
}

/// Where a point of time stands before parts of day, modifiers and the like.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// No more than past, present or future.
    Reference(Reference),
    /// A calendar date, with gaps or without.
    Cycle {
        /// Which part.
        cycle: Cycle,
        /// Of which year.
        year: YearSaid,
        /// Which one, where the year is not said.
        which: Which,
    },
    /// So many units before (negative) or after.
    Shift {
        /// The unit, which is also how precise it is.
        unit: Unit,
        /// How many; unknown for "some weeks ago".
        count: Option<i64>,
        /// From when.
        from: Origin,
    },
    /// "the second week of May", "the first day": the n-th such unit of a longer time; negative from its end.
    NthOf(i8, Unit, Box<Point>),
    /// The week, day, night that holds a time: "the week of May 6".
    UnitOf(Unit, Box<Point>),
    /// A decade by its number (199) or, where the century is not said, by its digit.
    Decade(i32, bool),
    /// A century by its digits: 19 for the twentieth; `true` for before Christ.
    Century(i32, bool),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// `MO`, `AF`, `EV`, `NI`, `MI`, `DT`.
    Part(&'static str),
    /// Hour, minute, second; `true` where said to be UTC.
    Clock(u8, Option<u8>, Option<u8>, bool),
}

/// A point of time, or a stretch of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Which.
    pub base: Base,
    /// At what time of day.
    pub within: Option<Within>,
    /// TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
}

impl Point {
    /// A point with no more than a base.
    pub fn new(base: Base) -> Self {
        Self { base, within: None, modifier: None }
    }

    /// A calendar date whose choice is left to tense.
    pub fn cycle(cycle: Cycle, year: YearSaid) -> Self {
        Self::new(Base::Cycle { cycle, year, which: Which::ByTense })
    }

    /// So many units from publication.
    pub fn shift(unit: Unit, count: i64, from: Origin) -> Self {
        Self::new(Base::Shift { unit, count: Some(count), from })
    }
}

/// A length of time: "two weeks", "an hour and a half".
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// Amounts with their units, longest first.
    pub parts: Vec<(Amount, Unit)>,
    /// TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
}

/// The meaning of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// `DATE` or `TIME`.
    Point(Point),
    /// `DURATION`.
    Length(Length),
    /// `SET` of a period: "every two weeks".
    Every(Length),
    /// `SET` of a recurring point: "every Monday", "each June".
    Each(Point),
}
