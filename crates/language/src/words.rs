//! From atoms to words and sentences, and which words together make a multiword token.

use std::ops::Range;

use record::Upos;
use text::Span;

use crate::atoms::Gap;
use crate::blocks::Cut;

/// What the boundary head says of an atom, in the order of its classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// It belongs to the word of the atom before.
    Join,
    /// It starts a word.
    Word,
    /// It starts a word and a sentence.
    Sentence,
}

impl Boundary {
    /// The best class that the text allows: no word goes over white space, a block begins a sentence.
    pub fn choose(scores: [f32; 3], gap: Gap) -> Self {
        let [join, word, sentence] = scores;
        match gap {
            Gap::Block => Self::Sentence,
            Gap::None if join > word && join > sentence => Self::Join,
            _ if sentence > word => Self::Sentence,
            _ => Self::Word,
        }
    }
}

/// A window's words and sentences.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    /// The atoms of each word.
    pub words: Vec<Range<usize>>,
    /// The words of each sentence.
    pub sentences: Vec<Range<usize>>,
}

impl Words {
    /// Puts atoms together; whatever its boundary, the first starts a sentence.
    pub fn new(boundaries: impl IntoIterator<Item = Boundary>) -> Self {
        let mut found = Self::default();
        for (atom, boundary) in boundaries.into_iter().enumerate() {
            let boundary = if atom == 0 { Boundary::Sentence } else { boundary };
            if boundary == Boundary::Join {
                if let Some(word) = found.words.last_mut() {
                    word.end = atom + 1;
                }
                continue;
            }
            let word = found.words.len();
            found.words.push(atom..atom + 1);
            match found.sentences.last_mut() {
                Some(sentence) if boundary == Boundary::Word => sentence.end = word + 1,
                _ => found.sentences.push(word..word + 1),
            }
        }
        found
    }

    /// The bytes of a word.
    pub fn span(&self, word: usize, atoms: &[Cut]) -> Span {
        let range = self.words.get(word).cloned().unwrap_or_default();
        match atoms.get(range).and_then(|atoms| Some((atoms.first()?, atoms.last()?))) {
            Some((first, last)) => first.span.cover(last.span),
            None => Span::default(),
        }
    }
}

/// For each word of a sentence the bytes of the multiword token that it is part of.
///
/// The treebanks write a host and its clitics as one token (`don't`, `Ilse's`, `cannot`), but not
/// words that a writer forgot to part, nor quotation marks.
pub fn multiwords(text: &str, words: &[(Span, Upos)]) -> Vec<Option<Span>> {
    let mut tokens = vec![None; words.len()];
    let mut start = 0;
    for i in 1..=words.len() {
        let glued = words.get(i).is_some_and(|&word| is_clitic(text, words[i - 1].0, word));
        if !glued {
            if i - start > 1 {
                tokens[start..i].fill(Some(words[start].0.cover(words[i - 1].0)));
            }
            start = i;
        }
    }
    tokens
}

fn is_clitic(text: &str, host: Span, (span, upos): (Span, Upos)) -> bool {
    let (Some(last), form) = (host.of(text).chars().next_back(), span.of(text)) else {
        return false;
    };
    let mut chars = form.chars();
    let (true, Some(first)) = (host.end == span.start, chars.next()) else {
        return false;
    };
    if first.is_alphabetic() {
        return last.is_alphabetic() && matches!(upos, Upos::Aux | Upos::Part | Upos::Pron | Upos::Verb);
    }
    let rest = chars.as_str();
    matches!(first, '\'' | '’' | '`')
        && (last.is_alphanumeric() || matches!(last, '.' | ')' | '"' | '”' | '%'))
        && (if rest.is_empty() { upos == Upos::Part } else { rest.chars().all(char::is_alphabetic) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_the_last_word_on_boundaries() {
        let join = [9.0, 0.0, 0.0];
        assert_eq!(Boundary::choose(join, Gap::None), Boundary::Join);
        assert_eq!(Boundary::choose(join, Gap::Space), Boundary::Word);
        assert_eq!(Boundary::choose([9.0, 0.0, 1.0], Gap::Line), Boundary::Sentence);
        assert_eq!(Boundary::choose(join, Gap::Block), Boundary::Sentence);
    }

    #[test]
    fn atoms_become_words_become_sentences() {
        use Boundary::{Join, Sentence, Word};
        let found = Words::new([Join, Join, Word, Sentence, Word, Join]);
        assert_eq!(found.words, [0..2, 2..3, 3..4, 4..6]);
        assert_eq!(found.sentences, [0..2, 2..4]);
        assert_eq!(Words::new([]), Words::default());
    }

    /// The multiword tokens of words given as `form/UPOS`, glued where `+` stands before them.
    fn tokens(words: &str) -> Vec<String> {
        let mut text = String::new();
        let mut spans = Vec::new();
        for word in words.split(' ') {
            let (form, upos) = word.split_once('/').expect("form/UPOS");
            let form = match form.strip_prefix('+') {
                Some(form) => form,
                None => {
                    text.push(' ');
                    form
                }
            };
            let start = text.len();
            text.push_str(form);
            spans.push((Span::new(start, text.len()), Upos::from_label(upos).expect("a part of speech")));
        }
        let mut found: Vec<String> = Vec::new();
        let mut last = None;
        for token in multiwords(&text, &spans).into_iter().flatten() {
            if last.replace(token) != Some(token) {
                found.push(token.of(&text).to_owned());
            }
        }
        found
    }

    #[test]
    fn hosts_and_clitics_are_one_token() {
        assert_eq!(tokens("Ilse/PROPN +'s/PART talks/NOUN"), ["Ilse's"]);
        assert_eq!(tokens("do/AUX +n’t/PART can/AUX +not/PART"), ["don’t", "cannot"]);
        assert_eq!(tokens("ministers/NOUN +'/PART plan/NOUN"), ["ministers'"]);
        assert_eq!(tokens("should/AUX +n't/PART +'ve/AUX"), ["shouldn't've"]);
        assert_eq!(tokens("U.N./PROPN +'s/PART"), ["U.N.'s"]);
    }

    #[test]
    fn quotation_marks_and_slips_are_not() {
        assert!(tokens("plan/NOUN +'/PUNCT").is_empty());
        assert!(tokens("(/PUNCT +'em/PRON").is_empty());
        assert!(tokens("every/DET +day/NOUN").is_empty());
        assert!(tokens("Ilse/PROPN 's/PART").is_empty());
        assert!(tokens("well/ADV +-/PUNCT +known/ADJ").is_empty());
    }
}
