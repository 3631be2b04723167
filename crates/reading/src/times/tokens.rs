//! Words, numbers and marks of a block, cut finer than syntax needs: "12-year-old" is five tokens here.
//!
//! The grammar of times works on these and not on the analyser's tokens, so that it reads the same whether a
//! tokeniser kept "9:40" whole or not, and reads at all where there is no analysis.

use super::lexicon::{self, Sense};
use record::Span;

/// Words longer than this are never part of a time; their text is not looked at.
const LONGEST_WORD: usize = 16;
/// Longest run of digits that is read as a number: more would not fit any calendar.
const LONGEST_NUMBER: usize = 9;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits, with thousands marked by commas or not; `None` where they are too many.
    Number(Option<u32>),
    /// Any other character.
    Mark(char),
    /// Past the end.
    End,
}

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its bytes in the report.
    pub span: Span,
    /// What it is made of.
    pub kind: Kind,
    /// Its letters in lower case, its digits as written; empty for marks and for very long words.
    pub lower: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// What the lexicon knows of it.
    pub senses: &'static [Sense],
}

/// The tokens of one block.
#[derive(Debug)]
pub struct Words {
    tokens: Vec<Token>,
    end: Token,
}

impl Words {
    /// Cuts `text`, which begins at the byte `offset` of the report.
    pub fn new(text: &str, offset: usize) -> Self {
        let mut tokens = Vec::new();
        let mut chars = text.char_indices().peekable();
        let mut last_end = None;
        while let Some((start, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let class = class(first);
            let mut end = start + first.len_utf8();
            if class != Class::Mark {
                while let Some(&(at, next)) = chars.peek() {
                    let thousands = class == Class::Digit && next == ',' && starts_thousands(text, start, at);
                    if !(self::class(next) == class || thousands) {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            }
            let word = text.get(start..end).unwrap_or("");
            let span = Span::new(offset + start, offset + end);
            tokens.push(Token::new(word, first, class, span, last_end == Some(start)));
            last_end = Some(end);
        }
        let end = offset + text.len();
        Self { tokens, end: Token::new("", ' ', Class::End, Span::new(end, end), false) }
    }

    /// The token at `index`; an empty one past the end.
    pub fn at(&self, index: usize) -> &Token {
        self.tokens.get(index).unwrap_or(&self.end)
    }

    /// The token before `index`, empty before the first.
    pub fn before(&self, index: usize) -> &Token {
        index.checked_sub(1).map_or(&self.end, |before| self.at(before))
    }

    /// The index of the first token that ends after the byte `offset`.
    pub fn find(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= offset)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The lower-case word at `index`, empty for marks.
    pub fn word(&self, index: usize) -> &str {
        &self.at(index).lower
    }

    /// Whether the word at `index` is one of these.
    pub fn is(&self, index: usize, words: &[&str]) -> bool {
        let word = self.word(index);
        !word.is_empty() && words.contains(&word)
    }

    /// Whether the mark at `index` is one of these.
    pub fn mark(&self, index: usize, marks: &[char]) -> bool {
        matches!(self.at(index).kind, Kind::Mark(mark) if marks.contains(&mark))
    }

    /// Whether a hyphen or a short dash stands at `index`, touching the word before it.
    pub fn hyphen(&self, index: usize) -> bool {
        self.at(index).glued && self.mark(index, &['-', '‐', '‑', '–'])
    }

    /// `index`, or one more when a glued hyphen stands there: between the words of "third-quarter".
    pub fn past_hyphen(&self, index: usize) -> usize {
        if self.hyphen(index) && self.at(index + 1).glued { index + 1 } else { index }
    }

    /// The span of the tokens from `start` up to `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.at(start).span;
        first.cover(self.at(end.saturating_sub(1).max(start)).span)
    }

    /// Whether the tokens spell `spelling`, in any case, marks included; gives the index after them.
    pub fn spell(&self, index: usize, spelling: &[String]) -> Option<usize> {
        for (at, part) in (index..).zip(spelling) {
            let token = self.at(at);
            let same = match token.kind {
                Kind::Mark(mark) => part.chars().eq([if mark == '’' { '\'' } else { mark }]),
                _ => !part.is_empty() && token.lower == *part,
            };
            if !same {
                return None;
            }
        }
        Some(index + spelling.len())
    }
}

impl Token {
    fn new(word: &str, first: char, class: Class, span: Span, glued: bool) -> Self {
        let lower = match class {
            Class::Letter if word.len() <= LONGEST_WORD => word.to_lowercase(),
            Class::Digit if word.len() <= LONGEST_NUMBER + 3 => word.replace(',', ""),
            _ => String::new(),
        };
        let kind = match class {
            Class::Letter => Kind::Word,
            Class::Digit => Kind::Number(lower.parse().ok().filter(|_| lower.len() <= LONGEST_NUMBER)),
            Class::Mark => Kind::Mark(first),
            Class::End => Kind::End,
        };
        let senses = lexicon::senses(&lower);
        Self { span, kind, lower, capital: first.is_uppercase(), glued, senses }
    }

    /// The value of a number written in digits.
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            Kind::Number(value) => value,
            _ => None,
        }
    }

    /// How many digits it has.
    pub fn digits(&self) -> usize {
        if matches!(self.kind, Kind::Number(_)) { self.span.len() } else { 0 }
    }

    /// Whether it is a mark, or the end.
    pub fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_) | Kind::End)
    }

    /// What `pick` takes from the first of its senses that has it.
    pub fn sense<T>(&self, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(pick)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Mark,
    End,
}

fn class(c: char) -> Class {
    if c.is_ascii_digit() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Mark
    }
}

/// Whether the comma at `comma` parts thousands: three digits after it, and one to three or such groups before.
fn starts_thousands(text: &str, start: usize, comma: usize) -> bool {
    let before = &text.as_bytes()[start..comma];
    let group = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).take(4).count();
    let first = group == before.len();
    let after = text.as_bytes()[comma + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    after == 3 && (if first { (1..=3).contains(&group) } else { group == 3 })
}
