//! Patterns: `- + * ON_ &TOWN (WITH {HEAVY &WEAPON}) [190]`.

use super::EventCode;
use crate::Rule;
use crate::phrase::cut;
use crate::problem::{Wrong, quote, wrong};
use crate::words::{Entry, How};

/// Brackets in brackets deeper than this are refused. The known dictionaries have two.
const MAX_DEPTH: usize = 4;
/// A pattern with more parts is refused. The longest of the known dictionaries has 12.
const MAX_ITEMS: usize = 64;

/// What stands around a verb when something happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Before the verb, in order.
    pub before: Vec<Item>,
    /// Behind it, in order.
    pub after: Vec<Item>,
    /// Whether the first part behind the verb follows at once (`*_OF`).
    pub adjoins: bool,
    /// What happens.
    pub code: EventCode,
    /// Its line.
    pub rule: Rule,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it stands for.
    pub element: Element,
    /// Whether the next part, or the verb, follows at once.
    pub adjoins: bool,
}

/// What a part of a pattern stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A word.
    Word(Entry),
    /// `&NAME`: the words of a set.
    Synset(String),
    /// `$`: the source.
    Source,
    /// `+`: the target.
    Target,
    /// `%`: several actors joined by "and", each source and target of the others.
    Both,
    /// `^`: someone who is neither.
    Other,
    /// `{A B}`: a noun, the last, with what stands to it (PETRARCH 2).
    Noun(Vec<Item>),
    /// `(TO A)`, `(BY/WITH A)`: one of the prepositions, and what stands under it (PETRARCH 2).
    Preposition(Vec<Entry>, Vec<Item>),
    /// `{ A | B }`: one or the other (TABARI).
    Choice(Vec<Vec<Item>>),
}

impl Pattern {
    /// Reads a pattern without the `-` before it and the code behind it; with `open`, a word that has no underscore
    /// behind it.
    pub(crate) fn parse(written: &str, open: How, code: EventCode, rule: Rule) -> Result<Self, Wrong> {
        let tokens = tokens(written)?;
        let mut stars = (0..tokens.len()).filter(|&i| tokens[i].kind == Kind::Verb);
        let hint = "a pattern has one *, where the verb stands";
        let Some(star) = stars.next() else {
            return Err((format!("no * in the pattern {}", quote(written)), Some(hint)));
        };
        if stars.next().is_some() {
            return Err((format!("more than one * in the pattern {}", quote(written)), Some(hint)));
        }
        let mut reader = Reader { tokens: &tokens[..star], at: 0, open, written };
        let before = reader.items(0)?;
        reader = Reader { tokens: &tokens[star + 1..], at: 0, open, written };
        let after = reader.items(0)?;
        let adjoins = tokens[star].joint == Joint::Joined && !after.is_empty();
        Ok(Self { before, after, adjoins, code, rule })
    }

    /// How much it asks for: two for a word, a set or a preposition, one for a place of source and target. Of several
    /// patterns that match, the one that asks for most is taken.
    pub fn weight(&self) -> usize {
        weight(&self.before) + weight(&self.after)
    }

    /// Whether it names a place for source or target.
    pub fn has_roles(&self) -> bool {
        let role = |element: &Element| matches!(element, Element::Source | Element::Target | Element::Both);
        any(&self.before, &role) || any(&self.after, &role)
    }

    /// Whether it asks for actors joined by "and".
    pub fn has_both(&self) -> bool {
        let both = |element: &Element| *element == Element::Both;
        any(&self.before, &both) || any(&self.after, &both)
    }

    /// Whether it asks for nothing but source, target and verb.
    pub fn is_bare(&self) -> bool {
        let word =
            |element: &Element| matches!(element, Element::Word(_) | Element::Synset(_) | Element::Preposition(..));
        !any(&self.before, &word) && !any(&self.after, &word)
    }

    /// The names of the sets that it asks for.
    pub(crate) fn synsets(&self) -> Vec<String> {
        let names = std::cell::RefCell::new(Vec::new());
        let note = |element: &Element| {
            if let Element::Synset(name) = element {
                names.borrow_mut().push(name.clone());
            }
            false
        };
        let _ = any(&self.before, &note) || any(&self.after, &note);
        names.into_inner()
    }
}

fn weight(items: &[Item]) -> usize {
    let one = |item: &Item| match &item.element {
        Element::Word(_) | Element::Synset(_) => 2,
        Element::Source | Element::Target | Element::Both | Element::Other => 1,
        Element::Noun(items) => weight(items),
        Element::Preposition(_, items) => 2 + weight(items),
        Element::Choice(choices) => choices.iter().map(|items| weight(items)).min().unwrap_or(0),
    };
    items.iter().map(one).sum()
}

/// Whether some element, however deep, is so.
fn any(items: &[Item], is: &impl Fn(&Element) -> bool) -> bool {
    items.iter().any(|item| {
        is(&item.element)
            || match &item.element {
                Element::Noun(items) | Element::Preposition(_, items) => any(items, is),
                Element::Choice(choices) => choices.iter().any(|items| any(items, is)),
                _ => false,
            }
    })
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// A bracket, or the end.
    None,
    /// A blank.
    Gap,
    /// `_`.
    Joined,
    /// `_` and a blank: the word is whole (TABARI).
    Whole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'a> {
    Word(&'a str),
    Synset(&'a str),
    Role(char),
    Verb,
    Open(char),
    Close(char),
    Bar,
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    kind: Kind<'a>,
    joint: Joint,
}

/// Cuts a pattern into its parts.
fn tokens(written: &str) -> Result<Vec<Token<'_>>, Wrong> {
    let mut tokens = Vec::new();
    let mut rest = written.trim();
    while let Some(first) = rest.chars().next() {
        if tokens.len() == MAX_ITEMS {
            return Err(wrong(format!("a pattern of more than {MAX_ITEMS} parts: {}", quote(written))));
        }
        let is_end = |c: char| c.is_whitespace() || "_{}()|*".contains(c);
        let (kind, length) = match first {
            '*' => (Kind::Verb, rest.len() - rest.trim_start_matches('*').len()),
            '{' | '(' => (Kind::Open(first), 1),
            '}' | ')' => (Kind::Close(first), 1),
            '|' => (Kind::Bar, 1),
            '$' | '+' | '%' | '^' => (Kind::Role(first), 1),
            '&' => {
                // Names of sets have underscores in them; one at their end is not part of the name.
                let end = rest.find(|c: char| c.is_whitespace() || "{}()|*".contains(c)).unwrap_or(rest.len());
                let length = rest[..end].trim_end_matches('_').len();
                (Kind::Synset(&rest[1..length.max(1)]), length)
            }
            _ => {
                let end = rest.find(is_end).unwrap_or(rest.len()).max(if first == '_' { 1 } else { 0 });
                (Kind::Word(&rest[..end]), end)
            }
        };
        let after = &rest[length..];
        let next = after.trim_start_matches(|c: char| c == '_' || c.is_whitespace());
        let between = &after[..after.len() - next.len()];
        let joint = match (between.contains('_'), between.contains(char::is_whitespace)) {
            (true, false) if !next.is_empty() => Joint::Joined,
            (true, _) => Joint::Whole,
            (false, true) => Joint::Gap,
            (false, false) => Joint::None,
        };
        if kind != Kind::Word("_") {
            tokens.push(Token { kind, joint });
        }
        rest = next;
    }
    Ok(tokens)
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    open: How,
    written: &'a str,
}

impl Reader<'_> {
    /// Parts up to a closing bracket, a bar or the end.
    fn items(&mut self, depth: usize) -> Result<Vec<Item>, Wrong> {
        let mut items = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            let adjoins = token.joint == Joint::Joined;
            let element = match token.kind {
                Kind::Close(_) | Kind::Bar if depth > 0 => break,
                Kind::Close(_) | Kind::Bar => return Err(self.unpaired()),
                Kind::Open(_) => {
                    let (element, adjoins) = self.bracket(depth + 1)?;
                    items.push(Item { element, adjoins });
                    continue;
                }
                Kind::Verb => return Err(wrong(format!("a * in brackets: {}", quote(self.written)))),
                Kind::Role(role) => match role {
                    '$' => Element::Source,
                    '+' => Element::Target,
                    '%' => Element::Both,
                    _ => Element::Other,
                },
                Kind::Synset(name) => Element::Synset(name.to_uppercase()),
                Kind::Word(word) => {
                    self.word(word, token.joint, &mut items);
                    self.at += 1;
                    continue;
                }
            };
            self.at += 1;
            items.push(Item { element, adjoins });
        }
        Ok(items)
    }

    /// A word, cut as the words of texts are.
    fn word(&self, word: &str, joint: Joint, items: &mut Vec<Item>) {
        let whole = self.open == How::Stem && matches!(joint, Joint::Joined | Joint::Whole);
        let how = if whole { How::Word } else { self.open };
        let pieces = cut(word);
        let last = pieces.len().saturating_sub(1);
        for (i, piece) in pieces.into_iter().enumerate() {
            let (how, adjoins) = if i < last { (How::Word, true) } else { (how, joint == Joint::Joined) };
            items.push(Item { element: Element::Word(Entry::new(piece, how)), adjoins });
        }
    }

    /// A bracket with what is in it, and whether the next part adjoins.
    fn bracket(&mut self, depth: usize) -> Result<(Element, bool), Wrong> {
        if depth > MAX_DEPTH {
            return Err(wrong(format!("brackets in more than {MAX_DEPTH} brackets: {}", quote(self.written))));
        }
        let round = self.tokens[self.at].kind == Kind::Open('(');
        self.at += 1;
        let mut choices = vec![self.items(depth)?];
        while self.tokens.get(self.at).is_some_and(|token| token.kind == Kind::Bar) {
            self.at += 1;
            choices.push(self.items(depth)?);
        }
        let Some(close) = self.tokens.get(self.at).filter(|t| t.kind == Kind::Close(if round { ')' } else { '}' }))
        else {
            return Err(self.unpaired());
        };
        self.at += 1;
        if choices.iter().any(Vec::is_empty) {
            return Err(wrong(format!("brackets with nothing in them: {}", quote(self.written))));
        }
        let one = choices.len() == 1;
        let element = match (round, choices.pop()) {
            (true, Some(items)) if one => preposition(items, self.written)?,
            (false, Some(items)) if one => Element::Noun(items),
            (false, Some(items)) => {
                choices.push(items);
                Element::Choice(choices)
            }
            _ => return Err(wrong(format!("a | in round brackets: {}", quote(self.written)))),
        };
        Ok((element, close.joint == Joint::Joined))
    }

    fn unpaired(&self) -> Wrong {
        wrong(format!("a bracket without its other half in the pattern {}", quote(self.written)))
    }
}

/// Round brackets: prepositions before a stroke each, then what stands under them.
fn preposition(mut items: Vec<Item>, written: &str) -> Result<Element, Wrong> {
    let first = items.remove(0);
    let Element::Word(entry) = first.element else {
        return Err(wrong(format!("round brackets without a preposition: {}", quote(written))));
    };
    let words = entry.word.split('/').filter(|word| !word.is_empty());
    let words: Vec<Entry> = words.map(|word| Entry::new(word, How::Word)).collect();
    match words.is_empty() {
        true => Err(wrong(format!("round brackets without a preposition: {}", quote(written)))),
        false => Ok(Element::Preposition(words, items)),
    }
}
