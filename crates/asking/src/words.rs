//! The words of a question, and whether a text has them.

/// Words of a question that are read: a longer one is none.
const MOST: usize = 80;

/// A word of a question. Several in quotation marks are one, which is never a word of the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written, without the signs around it.
    pub written: String,
    /// As it is compared; empty for one in quotation marks.
    pub folded: String,
}

/// The words of a text; `None` where there are too many.
pub(crate) fn words(text: &str) -> Option<Vec<Word>> {
    let quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let mut words = Vec::new();
    // Between quotation marks are every second of the parts.
    for (at, part) in text.split(quote).enumerate() {
        if at % 2 == 1 {
            let written = part.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text::fold(&written).is_empty() {
                words.push(Word { written, folded: String::new() });
            }
            continue;
        }
        for written in part.split_whitespace() {
            let written = written.trim_matches(|c: char| matches!(c, '?' | '!' | '.' | ',' | ';' | ':' | '(' | ')'));
            let folded = text::fold(written);
            match folded.as_str() {
                "" => {}
                "whats" => words.extend([plain("what"), plain("is")]),
                "whos" => words.extend([plain("who"), plain("is")]),
                _ => words.push(Word { written: written.to_owned(), folded }),
            }
        }
        if words.len() > MOST {
            return None;
        }
    }
    (words.len() <= MOST).then_some(words)
}

fn plain(word: &str) -> Word {
    Word { written: word.to_owned(), folded: word.to_owned() }
}

/// Words as they were written; `None` for none.
pub(crate) fn phrase(words: &[Word]) -> Option<String> {
    let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
    (!written.is_empty()).then(|| written.join(" "))
}

/// Words that say nothing of what a text is about.
const EMPTY: [&str; 26] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "about", "that", "this",
    "it", "its", "is", "was", "were", "be", "been", "are", "has",
];

/// Words that a text is to have, each in any number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted(Vec<String>);

impl Wanted {
    pub(crate) fn new(phrase: &str) -> Self {
        let all: Vec<String> = text::folded(phrase).into_iter().map(|folded| folded.word).collect();
        let full: Vec<&String> = all.iter().filter(|word| !EMPTY.contains(&word.as_str())).collect();
        let kept = if full.is_empty() { all.iter().collect() } else { full };
        Self(kept.into_iter().map(|word| stem(word).to_owned()).collect())
    }

    /// Whether the texts have all of the words between them.
    pub(crate) fn inside<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let folded: Vec<text::Folded> = texts.into_iter().flat_map(text::folded).collect();
        self.0.iter().all(|wanted| folded.iter().any(|has| stem(&has.word) == wanted))
    }

    /// The words without the ending of the plural, for a search.
    pub(crate) fn stems(&self) -> String {
        self.0.join(" ")
    }
}

/// A word without the ending of the plural.
fn stem(word: &str) -> &str {
    let cut = word.strip_suffix('s').filter(|cut| cut.len() > 2 && !cut.ends_with('s'));
    cut.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_are_one() {
        let found = words("Who met “the Bank of  Alder”, in Port-Alder?").unwrap();
        let written: Vec<&str> = found.iter().map(|word| word.written.as_str()).collect();
        assert_eq!(written, ["Who", "met", "the Bank of Alder", "in", "Port-Alder"]);
        assert_eq!(found[2].folded, "");
        assert_eq!(words(&"who ".repeat(81)), None);
        assert_eq!(words(" ? \"\" "), Some(Vec::new()));
    }

    #[test]
    fn a_text_has_the_words() {
        let wanted = Wanted::new("the gate of the dam");
        assert!(wanted.inside(["Dam’s lower gates"]) && wanted.inside(["a dam", "two gates"]));
        assert!(!wanted.inside(["the damage at the gate"]));
        assert!(Wanted::new("the").inside(["The end"]) && Wanted::new("glass").inside(["glass"]));
    }
}
