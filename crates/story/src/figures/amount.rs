//! A number with what it counts, as it stands in a report, made comparable.

use crate::words::{fold, lines, stem};
use record::numbers::whole;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Two rough amounts that differ by no more than this part say the same.
const ROUGHLY: f64 = 0.1;
/// So do two that were rounded in different units.
const CONVERTED: f64 = 0.05;

/// Units of measure: what each measures, and how many of the first unit of that it is.
static UNITS: LazyLock<HashMap<String, (&'static str, f64)>> = LazyLock::new(|| {
    let row = |row: &'static str| -> Option<(String, (&'static str, f64))> {
        let mut fields = row.split('\t');
        let (word, measure, factor) = (fields.next()?, fields.next()?, fields.next()?);
        Some((stem(word), (measure, factor.parse().ok()?)))
    };
    let plurals = [("feet", "foot"), ("inches", "inch")];
    let mut units: HashMap<String, (&'static str, f64)> =
        lines(include_str!("../../data/units.tsv")).filter_map(row).collect();
    for (plural, singular) in plurals {
        if let Some(unit) = units.get(&stem(singular)).copied() {
            units.insert(stem(plural), unit);
        }
    }
    units
});

/// An amount of something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// The number.
    pub value: f64,
    /// What it counts: the stem of the noun, `$` and the like for money, `%` for shares, `old` for ages, `length` and the like for
    /// what has units; empty where the words do not say.
    pub unit: String,
    /// Of one measure two values are compared in its first unit; this is the word that stands there.
    pub word: String,
    /// "At least": it may be more.
    pub or_more: bool,
    /// "Up to": it may be less.
    pub or_less: bool,
    /// "About": it may be either.
    pub rough: bool,
}

impl Amount {
    /// Reads "at least 40 people", "$103 billion", "4.3 percent", "12 injured", "five-year-old", "40m", "dozens of boats".
    /// `None` without a number.
    pub(crate) fn parse(phrase: &str) -> Option<Self> {
        let words = spaced(phrase);
        let at = words.iter().position(|word| number(word).is_some())?;
        let (mut value, dozens) = number(&words[at])?;
        let mut next = at + 1;
        while let Some(scale) = words.get(next).and_then(|word| scale(word)) {
            value *= scale;
            next += 1;
        }
        let rest = words.get(next..).unwrap_or_default();
        let has = |word: &str| rest.iter().any(|one| one == word);
        let currency = words.iter().find(|word| matches!(word.as_str(), "$" | "£" | "€" | "¥"));
        let word = rest.last().map_or_else(String::new, |word| stem(word));
        let measure = rest.iter().rev().find_map(|word| UNITS.get(&stem(word)));
        let unit = match currency {
            Some(sign) => sign.clone(),
            None if has("%") || has("percent") || has("pct") || has("per") => "%".to_owned(),
            None if has("old") => "old".to_owned(),
            None => match measure {
                Some((measure, factor)) => {
                    value *= factor;
                    (*measure).to_owned()
                }
                None => word.clone(),
            },
        };
        let before = &words[..at];
        let has = |list: &[&str]| before.iter().any(|word| list.contains(&word.as_str()));
        let less = has(&["less", "under", "most", "up", "fewer", "below"]);
        Some(Self {
            value,
            unit,
            word,
            or_more: dozens || has(&["least", "more", "over"]) && !less,
            or_less: less,
            rough: dozens || has(&["about", "around", "nearly", "some", "almost", "approximately", "roughly"]),
        })
    }

    /// Whether both cannot be right of one thing.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let (low, high) = if self.value <= other.value { (self, other) } else { (other, self) };
        let apart = high.value > 0.0
            && (high.value - low.value) / high.value
                > match () {
                    () if self.rough || other.rough => ROUGHLY,
                    () if self.word != other.word && self.unit == other.unit => CONVERTED,
                    () => 0.0,
                };
        apart && !low.or_more && !high.or_less
    }
}

/// Its words with signs, hyphens and units that are written to a number apart.
fn spaced(phrase: &str) -> Vec<String> {
    let mut out = String::new();
    let mut last = ' ';
    for c in fold(phrase).chars() {
        let sign = matches!(c, '$' | '£' | '€' | '¥' | '%');
        // "40m" is forty metres, "2.5bn" two and a half billion.
        let unit = c.is_alphabetic() && last.is_ascii_digit();
        match c {
            '-' | '(' | ')' => out.push(' '),
            c if sign => out.extend([' ', c, ' ']),
            c if unit => out.extend([' ', c]),
            c => out.push(c),
        }
        last = c;
    }
    let trimmed = out.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ';']).to_owned());
    trimmed.filter(|word| !word.is_empty()).collect()
}

/// A number, and whether it is no more than a size: "dozens".
fn number(word: &str) -> Option<(f64, bool)> {
    let rough = match word {
        "dozens" => Some(24.0),
        "scores" => Some(40.0),
        "hundreds" => Some(200.0),
        "thousands" => Some(2000.0),
        "millions" => Some(2e6),
        _ => None,
    };
    if let Some(least) = rough {
        return Some((least, true));
    }
    let plain = word.replace(',', "");
    let parsed = whole(&plain).map(|n| n as f64).or_else(|| plain.parse::<f64>().ok()).filter(|n| n.is_finite());
    parsed.map(|value| (value, false))
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" | "k" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" | "b" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(phrase: &str) -> Amount {
        Amount::parse(phrase).unwrap_or_else(|| panic!("{phrase}"))
    }

    #[test]
    fn amounts_are_read_with_what_they_count() {
        let parts = |phrase| (amount(phrase).value, amount(phrase).unit);
        assert_eq!(parts("$103 billion"), (103e9, "$".to_owned()));
        assert_eq!(parts("4.3 percent"), (4.3, "%".to_owned()));
        assert_eq!(parts("6.6%"), (6.6, "%".to_owned()));
        assert_eq!(parts("at least twelve soldiers"), (12.0, stem("soldiers")));
        assert_eq!(parts("1,500 ferry passengers"), (1500.0, stem("passengers")));
        assert_eq!(parts("five-year-old"), (5.0, "old".to_owned()));
        assert_eq!(parts("five years old"), (5.0, "old".to_owned()));
        assert_eq!(parts("40m"), (40.0, "length".to_owned()));
        assert_eq!(parts("12"), (12.0, String::new()));
        assert!(Amount::parse("soldiers").is_none());
    }

    #[test]
    fn what_excludes_what() {
        let excludes = |a, b| amount(a).excludes(&amount(b));
        assert!(excludes("12 dead", "14 dead"));
        assert!(!excludes("at least 12 dead", "14 dead"));
        assert!(excludes("at least 14 dead", "12 dead"));
        assert!(!excludes("about 100 tons", "104 tons"));
        assert!(!excludes("up to 14 years", "10 years"));
        assert!(!excludes("12 dead", "12 dead"));
        assert!(!excludes("40 metres", "130 feet") && excludes("40 metres", "80 metres"));
        assert!(!excludes("dozens of boats", "60 boats") && excludes("dozens of boats", "6 boats"));
    }
}
