//! Verbs as they were understood, in the format of the files.

use super::{Block, Element, Form, Item, Pattern, Synset};
use crate::words::How;
use std::fmt;

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.stems && !self.name.is_empty() {
            writeln!(f, "--- {} [---] ---", self.name)?;
        }
        for verb in &self.verbs {
            let (base, others) = verb.forms.split_first().ok_or(fmt::Error)?;
            write!(f, "{base}")?;
            if !self.stems || !others.is_empty() {
                let others: Vec<String> = others.iter().map(ToString::to_string).collect();
                write!(f, " {{{}}}", others.join(" "))?;
            }
            writeln!(f, " [{}]", verb.code)?;
        }
        self.patterns.iter().try_for_each(|pattern| writeln!(f, "{pattern}"))
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let upper = |words: &[String]| words.iter().map(|word| word.to_uppercase()).collect::<Vec<_>>();
        let mut words = upper(&self.before);
        let mark = if self.length() > 1 { "+" } else { "" };
        words.push(format!("{mark}{}", self.word.word.to_uppercase()));
        words.extend(upper(&self.after));
        f.write_str(&words.join("_"))?;
        // A whole word, where others would be stems; elsewhere it does not matter.
        if self.length() == 1 && self.word.how == How::Word { f.write_str("_") } else { Ok(()) }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("- ")?;
        items(&self.before, f)?;
        if self.before.last().is_some_and(|item| !item.adjoins) {
            f.write_str(" ")?;
        }
        f.write_str(match (self.adjoins, self.after.is_empty()) {
            (true, _) => "*_",
            (false, true) => "*",
            (false, false) => "* ",
        })?;
        items(&self.after, f)?;
        write!(f, " [{}]", self.code)
    }
}

fn items(items: &[Item], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        write!(f, "{}", item.element)?;
        let last = i + 1 == items.len();
        let whole = matches!(&item.element, Element::Word(entry) if entry.how == How::Word);
        f.write_str(match (item.adjoins, whole, last) {
            (true, ..) => "_",
            (_, true, false) => "_ ",
            (_, true, true) => "_",
            (_, _, false) => " ",
            (_, _, true) => "",
        })?;
    }
    Ok(())
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(entry) => f.write_str(&entry.word.to_uppercase()),
            Self::Synset(name) => write!(f, "&{name}"),
            Self::Source => f.write_str("$"),
            Self::Target => f.write_str("+"),
            Self::Both => f.write_str("%"),
            Self::Other => f.write_str("^"),
            Self::Noun(inner) => {
                f.write_str("{")?;
                items(inner, f)?;
                f.write_str("}")
            }
            Self::Preposition(words, inner) => {
                let words: Vec<String> = words.iter().map(|entry| entry.word.to_uppercase()).collect();
                write!(f, "({} ", words.join("/"))?;
                items(inner, f)?;
                f.write_str(")")
            }
            Self::Choice(choices) => {
                f.write_str("{ ")?;
                for (i, choice) in choices.iter().enumerate() {
                    f.write_str(if i > 0 { " | " } else { "" })?;
                    items(choice, f)?;
                }
                f.write_str(" }")
            }
        }
    }
}

impl fmt::Display for Synset {
    /// Its words, one a line; its name stands in the dictionary.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for phrase in &self.phrases {
            let exact = phrase.parts.last().is_some_and(|part| part.entry.how == How::Exact);
            writeln!(f, "+{phrase}{}", if exact { "_" } else { "" })?;
        }
        Ok(())
    }
}
