//! Words of a text and words of a dictionary, and when the one is the other.

use record::{Sentence, Token, Upos};

/// A stem of fewer letters stands only for itself and its forms: "UN" and "ENT" begin too many other words.
const MIN_STEM: usize = 4;

/// A word of a text, in the one shape in which words are compared: small letters without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the text.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Whether it is a pronoun: "us" is not the US.
    pub pronoun: bool,
}

impl Word {
    /// A word of a sentence.
    pub fn of(token: &Token, text: &str) -> Self {
        let (form, lemma) = (fold(token.span.of(text)), fold(&token.lemma));
        Self { form, lemma, pronoun: token.upos == Upos::Pron }
    }

    /// A word of which neither dictionary form nor part of speech is known.
    pub fn plain(word: &str) -> Self {
        Self { form: fold(word), lemma: fold(word), pronoun: false }
    }

    /// Whether it is only a hyphen or dash, which dictionaries do not count as a word.
    pub(crate) fn is_hyphen(&self) -> bool {
        matches!(&*self.form, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
    }

    /// What an index may have the word under: itself, its dictionary form, what it may be the regular plural of.
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        let form = &self.form;
        let singular = [
            form.strip_suffix("ies").map(|stem| format!("{stem}y")),
            form.strip_suffix("es").map(str::to_owned),
            form.strip_suffix('s').map(str::to_owned),
        ];
        let lemma = (self.lemma != *form).then(|| self.lemma.clone());
        std::iter::once(form.clone()).chain(lemma).chain(singular.into_iter().flatten())
    }

    /// What an index of stems may have the word under, the longest first.
    pub(crate) fn stems(&self) -> impl Iterator<Item = &str> {
        let cuts = |word: &'_ str| word.char_indices().map(|(at, c)| at + c.len_utf8()).rev().collect::<Vec<_>>();
        let form = cuts(&self.form).into_iter().map(|end| &self.form[..end]);
        let lemma = if self.form.starts_with(&self.lemma) { Vec::new() } else { cuts(&self.lemma) };
        form.chain(lemma.into_iter().map(|end| &self.lemma[..end]))
    }
}

/// The words of a sentence as they are compared with a dictionary's, in order: as the analyser cuts them, at hyphens
/// and before possessive endings, since phrases are cut so too.
pub fn words(sentence: &Sentence, text: &str) -> Vec<Word> {
    sentence.tokens.iter().map(|token| Word::of(token, text)).collect()
}

/// For which words a dictionary's word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// For itself.
    Exact,
    /// For itself, and words of which it is the dictionary form.
    Word,
    /// For these and its regular plural.
    Noun,
    /// For all words that begin so (TABARI); only of four letters or more.
    Stem,
}

/// A word of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// The word, folded.
    pub word: String,
    /// For which words it stands.
    pub how: How,
}

impl Entry {
    pub(crate) fn new(word: &str, how: How) -> Self {
        let word = fold(word);
        let is_stem = word.chars().count() >= MIN_STEM && word.chars().all(char::is_alphabetic);
        let how = if how == How::Stem && !is_stem { How::Word } else { how };
        Self { word, how }
    }

    /// Whether it stands for `word`.
    pub fn is(&self, word: &Word) -> bool {
        let own = &self.word;
        match self.how {
            How::Exact => word.form == *own,
            How::Word => word.form == *own || word.lemma == *own,
            How::Noun => word.form == *own || word.lemma == *own || is_plural(&word.form, own),
            How::Stem => word.form.starts_with(own.as_str()) || word.lemma.starts_with(own.as_str()),
        }
    }
}

/// Whether `form` is the regular plural of `noun`, as PETRARCH makes it.
fn is_plural(form: &str, noun: &str) -> bool {
    match form.strip_suffix('s') {
        Some(stem) if stem == noun => true,
        Some(stem) => match (stem.strip_suffix("ie"), noun.strip_suffix('y')) {
            (Some(a), Some(b)) => a == b,
            _ => noun.ends_with('s') && stem.strip_suffix('e') == Some(noun),
        },
        None => false,
    }
}

/// Small letters, without accents and without a full stop behind a word, and one kind of apostrophe.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' => folded.push('\''),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_ascii() => folded.push(c),
            c => folded.push(BARE.iter().find(|(accented, _)| accented.contains(c)).map_or(c, |&(_, bare)| bare)),
        }
    }
    if folded.len() > 1 && folded.ends_with('.') {
        folded.pop();
    }
    folded
}

/// Letters with accents, and the letter that dictionaries in ASCII write for them.
const BARE: [(&str, char); 21] = [
    ("àáâãäåāăą", 'a'),
    ("çćĉċč", 'c'),
    ("ďđð", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ĥħ", 'h'),
    ("ìíîïĩīĭįı", 'i'),
    ("ĵ", 'j'),
    ("ķ", 'k'),
    ("ĺļľŀł", 'l'),
    ("ñńņňŋ", 'n'),
    ("òóôõöøōŏő", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťŧț", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("ŵ", 'w'),
    ("ýÿŷ", 'y'),
    ("źżž", 'z'),
    ("þ", 't'),
    ("ə", 'a'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_cases_and_full_stops_do_not_matter() {
        assert_eq!(fold("Śeną"), "sena");
        assert_eq!(fold("N.S."), "n.s");
        assert_eq!(fold("."), ".");
        assert_eq!(fold("Alder’s"), "alder's");
    }

    #[test]
    fn each_kind_of_word_stands_for_its_words() {
        let word = |form: &str, lemma: &str| Word { form: form.into(), lemma: lemma.into(), pronoun: false };
        let is = |how, own: &str, form: &str, lemma: &str| Entry::new(own, how).is(&word(form, lemma));
        assert!(!is(How::Exact, "MARCH", "marches", "march"));
        assert!(is(How::Word, "MARCH", "marches", "march"));
        assert!(is(How::Noun, "SOLDIER", "soldiers", "?"));
        assert!(is(How::Noun, "PARTY", "parties", "?"));
        assert!(is(How::Noun, "BOSS", "bosses", "?"));
        assert!(!is(How::Word, "SOLDIER", "soldiers", "?"));
        assert!(is(How::Stem, "ACCUS", "accused", "accuse"));
        assert!(!is(How::Stem, "ENT", "enters", "enter"));
        assert!(is(How::Stem, "BAN", "banned", "ban"), "a short one stands for its forms");
        assert!(!is(How::Stem, "N.S.", "n.s.u", "n.s.u"));
    }

    #[test]
    fn an_index_finds_what_a_word_may_be_under() {
        let word = Word { form: "parties".into(), lemma: "party".into(), pronoun: false };
        let keys: Vec<String> = word.keys().collect();
        assert_eq!(keys, ["parties", "party", "party", "parti", "partie"]);
        assert_eq!(word.stems().next(), Some("parties"));
        assert!(word.stems().any(|stem| stem == "party"));
    }
}
