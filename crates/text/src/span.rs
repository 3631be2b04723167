//! Byte ranges of a text.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of bytes, `[start, end)`.
///
/// It serialises as a list of one pair, `[[start, end]]`, the same shape as [`Spans`], so that a reader
/// of the output meets one kind of span only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`.
    ///
    /// # Panics
    /// When `end < start`: such a span could only come from a mistake in the program.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends ({end}) before it starts ({start})");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words themselves; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [(self.start, self.end)].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [(start, end)] = <[(usize, usize); 1]>::deserialize(deserializer)?;
        if end < start {
            return Err(serde::de::Error::custom("span ends before it starts"));
        }
        Ok(Self { start, end })
    }
}

/// One or more ranges that together hold one datum: a quotation cut by its cue has two.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// Sorts the ranges and joins those that touch or overlap.
    pub fn new(mut ranges: Vec<Span>) -> Self {
        ranges.sort();
        let mut joined: Vec<Span> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// The ranges in order.
    pub fn ranges(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is no range at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From the start of the first range to the end of the last; `None` when there is no range.
    pub fn cover(&self) -> Option<Span> {
        Some(Span::new(self.0.first()?.start, self.0.last()?.end))
    }

    /// Whether any range shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.0.iter().any(|range| range.overlaps(span))
    }

    /// Whether one of the ranges holds `span` wholly.
    pub fn contains(&self, span: Span) -> bool {
        self.0.iter().any(|range| range.contains(span))
    }

    /// The words, ranges joined by ` … `.
    pub fn quote(&self, text: &str) -> String {
        let parts: Vec<&str> = self.0.iter().map(|range| range.of(text)).collect();
        parts.join(" … ")
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

/// Pairs of offsets; `exactly` so many, or any number.
fn pairs(exactly: Option<usize>) -> Schema {
    let pair = serde_json::json!({
        "type": "array",
        "items": { "type": "integer", "minimum": 0 },
        "minItems": 2,
        "maxItems": 2
    });
    let description = "Byte ranges of the report's text, each [start, end)";
    match exactly {
        Some(n) => {
            json_schema!({ "description": description, "type": "array", "items": pair, "minItems": n, "maxItems": n })
        }
        None => json_schema!({ "description": description, "type": "array", "items": pair }),
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        pairs(Some(1))
    }
}

impl JsonSchema for Spans {
    fn schema_name() -> Cow<'static, str> {
        "Spans".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        pairs(None)
    }
}

impl Serialize for Spans {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|range| (range.start, range.end)))
    }
}

impl<'de> Deserialize<'de> for Spans {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = <Vec<(usize, usize)>>::deserialize(deserializer)?;
        if pairs.iter().any(|(start, end)| end < start) {
            return Err(serde::de::Error::custom("span ends before it starts"));
        }
        Ok(Self::new(pairs.into_iter().map(|(start, end)| Span { start, end }).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_touch_are_joined() {
        let spans = Spans::new(vec![Span::new(8, 9), Span::new(0, 3), Span::new(3, 5)]);
        assert_eq!(spans.ranges(), [Span::new(0, 5), Span::new(8, 9)]);
        assert_eq!(spans.quote("abcdefghi"), "abcde … i");
    }

    #[test]
    fn both_kinds_print_as_lists_of_pairs() {
        assert_eq!(serde_json::to_string(&Span::new(2, 4)).unwrap(), "[[2,4]]");
        let spans = Spans::new(vec![Span::new(2, 4), Span::new(6, 7)]);
        assert_eq!(serde_json::to_string(&spans).unwrap(), "[[2,4],[6,7]]");
        let back: Spans = serde_json::from_str("[[2,4],[6,7]]").unwrap();
        assert_eq!(back, spans);
        assert!(serde_json::from_str::<Span>("[[4,2]]").is_err());
    }

    #[test]
    fn a_span_off_the_text_is_empty_words_not_a_panic() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(5, 9).of("abc"), "");
    }
}
