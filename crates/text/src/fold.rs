//! Words made comparable, with the way back to the bytes that they were made of.

use crate::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text as it is compared, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Lower case, without accents and vowel signs, with one form for each Arabic letter.
    pub word: String,
    /// Its bytes in the text.
    pub span: Span,
}

/// The words of a text: runs of letters and digits. An apostrophe, a soft hyphen or a joiner inside a word does not end it.
pub fn folded(text: &str) -> Vec<Folded> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut span: Option<Span> = None;
    for (at, c) in text.char_indices() {
        if silent(c) {
            continue;
        }
        if c.is_alphanumeric() || is_combining_mark(c) {
            push(&mut word, c);
            let start = span.map_or(at, |span| span.start);
            span = Some(Span::new(start, at + c.len_utf8()));
        } else {
            end(&mut words, &mut word, &mut span);
        }
    }
    end(&mut words, &mut word, &mut span);
    words
}

/// The words of a text as they are compared, parted by one blank: two spellings of one name fold alike.
pub fn fold(text: &str) -> String {
    let words: Vec<String> = folded(text).into_iter().map(|folded| folded.word).collect();
    words.join(" ")
}

fn end(words: &mut Vec<Folded>, word: &mut String, span: &mut Option<Span>) {
    let made = std::mem::take(word);
    if let Some(span) = span.take().filter(|_| !made.is_empty()) {
        words.push(Folded { word: made, span });
    }
}

/// Signs that stand inside words and are left out of them.
fn silent(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | 'ـ')
}

fn push(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' | 'Ø' => word.push('o'),
            'ł' | 'Ł' => word.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => word.push('d'),
            'ı' => word.push('i'),
            'ß' | 'ẞ' => word.push_str("ss"),
            'æ' | 'Æ' => word.push_str("ae"),
            'œ' | 'Œ' => word.push_str("oe"),
            'þ' | 'Þ' => word.push_str("th"),
            // Hamza carriers and madda lose their marks by decomposition; these are letters of their own to Unicode.
            'ٱ' => word.push('ا'),
            'ى' | 'ی' => word.push('ي'),
            'ک' => word.push('ك'),
            'ة' | 'ہ' | 'ە' => word.push('ه'),
            'ς' => word.push('σ'),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c)).map(digit)),
            _ => {}
        }
    }
}

/// Digits of Arabic and Persian as the ones that reports in English have.
fn digit(c: char) -> char {
    let base = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(base), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, &str)> {
        folded(text).into_iter().map(|folded| (folded.word, folded.span.of(text))).collect()
    }

    #[test]
    fn words_point_back() {
        assert_eq!(
            words("“Łódź’s” envoy, Ñuñez-Öz: 40%"),
            [
                ("lodzs".to_owned(), "Łódź’s"),
                ("envoy".to_owned(), "envoy"),
                ("nunez".to_owned(), "Ñuñez"),
                ("oz".to_owned(), "Öz"),
                ("40".to_owned(), "40"),
            ]
        );
        assert_eq!(words("' - '"), []);
    }

    #[test]
    fn one_spelling_for_all() {
        assert_eq!(fold("CAFÉ"), fold("cafe\u{301}"));
        assert_eq!(fold("İstanbul ISTANBUL"), "istanbul istanbul");
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("إِدارة"), fold("اداره"));
        assert_eq!(fold("على"), fold("علي"));
        assert_eq!(fold("مـحمد ۱۲"), fold("محمد ١٢"));
        assert_eq!(fold("Straße ﬁne"), "strasse fine");
    }
}
