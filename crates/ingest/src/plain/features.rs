//! What can be seen of a unit by itself.

use super::layout::Unit;

/// A unit's looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    /// Words; where none are parted by spaces, two characters count as one.
    pub words: usize,
    /// Whether it ends as a sentence does.
    pub stops: bool,
    /// Whether most of its words are in small letters, as in prose; titles and menus are not.
    pub small: bool,
}

/// Words from which a unit that ends in a stop is a paragraph by itself.
const PARAGRAPH: usize = 12;
/// Words from which a unit is a paragraph even where its end was cut off.
const LONG: usize = 35;
/// Words of the shortest sentence that reporting prints as a paragraph: "He left."
const SENTENCE: usize = 2;
/// Percent of a unit's words in small letters, of those that have case, from which it reads as prose. English
/// prose has 75 to 90, a headline in title case under 35.
const SMALL_PERCENT: usize = 40;
/// Words counted for the look of a unit; more say nothing new.
const COUNTED: usize = 400;

impl Features {
    /// Looks at `unit`.
    pub fn of(text: &str, unit: &Unit) -> Self {
        let words = unit.span.of(text);
        let (mut count, mut small, mut cased, mut unspaced) = (0_usize, 0_usize, 0_usize, 0_usize);
        for word in words.split_whitespace().take(COUNTED) {
            count += 1;
            let first = word.chars().find(|c| c.is_alphabetic());
            cased += usize::from(first.is_some_and(|c| c.is_lowercase() || c.is_uppercase()));
            small += usize::from(first.is_some_and(char::is_lowercase));
            unspaced += word.chars().filter(|c| is_unspaced(*c)).count();
        }
        let end = words.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
        let stops = end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']);
        let small = cased == 0 || small * 100 >= cased * SMALL_PERCENT;
        Self { words: count.max(unspaced / 2), stops, small }
    }

    /// Whether it is a paragraph of prose, whatever stands around it.
    pub fn is_prose(self) -> bool {
        self.small && (self.stops && self.words >= PARAGRAPH || self.words >= LONG)
    }

    /// Whether it reads as a sentence.
    pub fn is_sentence(self) -> bool {
        self.is_prose() || (self.stops && self.words >= SENTENCE && (self.small || self.words <= 6))
    }
}

/// Closing quotation marks and brackets, which may follow a stop.
pub fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』')
}

/// Letters of scripts that part no words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Span;

    fn look(words: &str) -> Features {
        Features::of(words, &Unit { span: Span::new(0, words.len()), gap: 0 })
    }

    #[test]
    fn prose_sentences_and_the_rest() {
        assert!(look("The two envoys met for three hours at the customs house on Monday.").is_prose());
        assert!(look("“We drank coffee.”").is_sentence());
        assert!(!look("Envoys Meet in Port Alder").is_sentence());
        assert!(!look("Home World Politics Business Culture Sport Weather Jobs Archive Shop Login.").is_prose());
        assert!(look("两国特使周一在海关大楼会谈三小时，没有达成协议，但双方同意再次见面。").is_prose());
    }
}
