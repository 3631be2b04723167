//! A number with what it counts, as it stands in a report, made comparable.

use crate::words::{fold, stem};
use record::numbers::whole;

/// Two rough amounts that differ by no more than this part say the same.
const ROUGHLY: f64 = 0.1;

/// An amount of something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// The number.
    pub value: f64,
    /// What it counts: the stem of the noun, `$` and the like for money, `%` for shares.
    pub unit: String,
    /// "At least": it may be more.
    pub or_more: bool,
    /// "Up to": it may be less.
    pub or_less: bool,
    /// "About": it may be either.
    pub rough: bool,
}

impl Amount {
    /// Reads "at least 40 people", "$103 billion", "4.3 percent", "12 injured". `None` without a number or without what it
    /// counts.
    pub(crate) fn parse(phrase: &str) -> Option<Self> {
        let folded = fold(phrase);
        let currency = folded.chars().find(|c| matches!(c, '$' | '£' | '€' | '¥'));
        let spaced: String = folded
            .chars()
            .flat_map(|c| match c {
                '$' | '£' | '€' | '¥' | '-' | '(' | ')' => vec![' '],
                '%' => vec![' ', '%'],
                other => vec![other],
            })
            .collect();
        let words: Vec<&str> = spaced.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ';'])).collect();
        let number = |word: &str| -> Option<f64> {
            let plain = word.replace(',', "");
            whole(&plain).map(|n| n as f64).or_else(|| plain.parse::<f64>().ok()).filter(|n| n.is_finite())
        };
        let at = words.iter().position(|word| number(word).is_some())?;
        let mut value = number(words[at])?;
        let mut next = at + 1;
        while let Some(scale) = words.get(next).and_then(|word| scale(word)) {
            value *= scale;
            next += 1;
        }
        let unit = match (currency, words.get(next..).unwrap_or_default().last()) {
            (Some(sign), _) => sign.to_string(),
            (None, Some(&("%" | "percent" | "pct"))) => "%".to_owned(),
            (None, Some(word)) => stem(word),
            (None, None) => return None,
        };
        let before = &words[..at];
        let has = |list: &[&str]| before.iter().any(|word| list.contains(word));
        let less = has(&["less", "under", "most", "up", "fewer", "below"]);
        Some(Self {
            value,
            unit,
            or_more: has(&["least", "more", "over"]) && !less,
            or_less: less,
            rough: has(&["about", "around", "nearly", "some", "almost", "approximately", "roughly"]),
        })
    }

    /// Whether both cannot be right of one thing.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let (low, high) = if self.value <= other.value { (self, other) } else { (other, self) };
        let apart = high.value > 0.0
            && (high.value - low.value) / high.value > if self.rough || other.rough { ROUGHLY } else { 0.0 };
        apart && !low.or_more && !high.or_less
    }
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" | "k" => 1e3,
        "million" | "m" | "mn" => 1e6,
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
        assert!(Amount::parse("soldiers").is_none() && Amount::parse("12").is_none());
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
    }
}
