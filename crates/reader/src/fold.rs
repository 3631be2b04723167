//! Text in which words are found however they are quoted, spaced and capitalised, with the way back to the bytes.

use record::Span;

/// A folded stretch of a text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    words: String,
    /// For every byte of `words` the bytes of the text that it stands for.
    from: Vec<(usize, usize)>,
}

impl Folded {
    /// The stretch `span` of `text`, folded.
    pub fn new(text: &str, span: Span) -> Self {
        let mut folded = Self::default();
        for (at, c) in span.of(text).char_indices() {
            let from = (span.start + at, span.start + at + c.len_utf8());
            folded.push(c, from);
        }
        folded
    }

    fn push(&mut self, c: char, from: (usize, usize)) {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() {
            if self.words.ends_with(' ') || self.words.is_empty() {
                return;
            }
            self.words.push(' ');
            self.from.push(from);
            return;
        }
        match same(c) {
            Some(plain) => self.words.push_str(plain),
            None => self.words.extend(c.to_lowercase()),
        }
        self.from.resize(self.words.len(), from);
    }

    /// Every place where the words stand whole: not in the middle of others.
    pub fn find(&self, words: &str) -> Vec<Span> {
        let wanted = fold(words);
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        let mut after = 0;
        while let Some(at) = self.words.get(after..).and_then(|rest| rest.find(&wanted)).map(|at| after + at) {
            let end = at + wanted.len();
            if self.is_whole(at, end) {
                let (first, last) = (self.from.get(at), self.from.get(end - 1));
                found.extend(first.zip(last).map(|(first, last)| Span::new(first.0, last.1)));
            }
            after = at + self.words[at..].chars().next().map_or(1, char::len_utf8);
        }
        found
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        let joined = |left: Option<char>, right: Option<char>| {
            left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
        };
        let (before, words, after) = (&self.words[..start], &self.words[start..end], &self.words[end..]);
        !joined(before.chars().next_back(), words.chars().next())
            && !joined(words.chars().next_back(), after.chars().next())
    }
}

/// Words as they are compared: plain quotation marks and hyphens, single blanks, small letters, nothing invisible.
pub fn fold(words: &str) -> String {
    let mut folded = Folded::default();
    for c in words.chars() {
        folded.push(c, (0, 0));
    }
    folded.words.truncate(folded.words.trim_end().len());
    folded.words
}

fn same(c: char) -> Option<&'static str> {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => Some("\""),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | '＇' => Some("'"),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some("-"),
        '…' => Some("..."),
        _ => None,
    }
}

/// Signs that nobody sees: soft hyphens, joiners, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &str) -> Vec<String> {
        let folded = Folded::new(text, Span::new(0, text.len()));
        folded.find(words).into_iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn marks_blanks_and_case_make_no_difference() {
        let text = "He said: “We’ll  not\nleave” – TODAY.";
        assert_eq!(found(text, "\"we'll not leave\" - today"), ["“We’ll  not\nleave” – TODAY"]);
        assert_eq!(found("co\u{ad}operate", "cooperate"), ["co\u{ad}operate"]);
        assert_eq!(found("İstanbul’a", "i̇stanbul'a"), ["İstanbul’a"]);
    }

    #[test]
    fn words_are_found_whole() {
        assert!(found("The envoys met.", "envoy").is_empty());
        assert!(found("About 230 people", "23").is_empty());
        assert_eq!(found("a a a", "a a"), ["a a", "a a"]);
        assert!(found("x", "").is_empty() && found("x", "  ").is_empty());
    }
}
