//! What a TIMEX3 value says of the calendar: see [`record::timex`].

pub use record::timex::{Interval, Precision, interval, precision};
