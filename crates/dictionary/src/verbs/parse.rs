//! The lines of a file of verbs.

use super::{Block, EventCode, Form, Pattern, Synset, Verb};
use crate::Rule;
use crate::kind::is_header;
use crate::lines::{Line, brackets};
use crate::phrase::{Phrase, cut};
use crate::problem::{Problems, Wrong, quote, wrong};
use crate::words::{Entry, How, fold};
use std::collections::BTreeMap;

/// A verb of more words is refused.
const MAX_WORDS: usize = 8;

/// What a file of verbs holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Verbs {
    pub blocks: Vec<Block>,
    pub synsets: BTreeMap<String, Synset>,
}

/// Reads the lines of a file of verbs; `known` are the sets of other files.
///
/// A file without lines that begin blocks (`--- NAME [CODE] ---`) is TABARI's: each verb is a block of its own, and
/// words without an underscore behind them are stems.
pub(crate) fn parse(lines: &[Line], known: &BTreeMap<String, Synset>, problems: &mut Problems) -> Verbs {
    let stems = !lines.iter().any(|line| is_header(&line.text));
    let (verbs, code) = (Verbs::default(), EventCode::Nothing);
    let mut reader = Reader { stems, verbs, header: None, code, place: Place::Top, transformations: 0 };
    for line in lines {
        if let Err(message) = reader.line(line, problems) {
            problems.error(line.number, message);
        }
    }
    reader.finish(known, problems)
}

/// What the lines above say of the next.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// Nothing.
    Top,
    /// It may be a word of this set.
    Synset(String),
    /// It may be a verb or a pattern of the last block.
    Block,
    /// It belongs to a line that was left out.
    Lost,
    /// It belongs to a block whose first line was left out.
    LostBlock,
}

struct Reader {
    stems: bool,
    verbs: Verbs,
    /// Name and code of a block whose first verb is to come.
    header: Option<(String, EventCode)>,
    /// What a verb of the block means that has no code of its own.
    code: EventCode,
    place: Place,
    transformations: usize,
}

impl Reader {
    fn line(&mut self, line: &Line, problems: &mut Problems) -> Result<(), Wrong> {
        let text = line.text.as_str();
        if is_header(text) {
            return self.header(text.trim_start_matches('-'), line, problems);
        }
        if text.bytes().all(|byte| byte == b'-') {
            return Ok(());
        }
        if self.place == Place::LostBlock && !text.starts_with(['&', '~']) {
            return Ok(());
        }
        if let Some(rest) = text.strip_prefix('-') {
            return self.pattern(rest, line, problems);
        }
        if let Some(name) = text.strip_prefix('&') {
            self.place = Place::Lost;
            let name = name.trim();
            if name.trim_end_matches('_').is_empty() || name.contains(char::is_whitespace) || name.contains('[') {
                return Err(wrong(format!("no name of a set: {}", quote(text))));
            }
            self.verbs.synsets.entry(name.trim_end_matches('_').to_uppercase()).or_default();
            self.place = Place::Synset(name.to_uppercase());
            return Ok(());
        }
        if text.starts_with('~') {
            self.transformations += 1;
            return Ok(());
        }
        match (text.strip_prefix('+'), &self.place) {
            (Some(word), Place::Synset(name)) => {
                let name = name.clone();
                self.member(word, &name)
            }
            (Some(_), Place::Lost) => Ok(()),
            _ => self.verb(text, line, problems),
        }
    }

    /// `--- NAME [CODE] ---`.
    fn header(&mut self, rest: &str, line: &Line, problems: &mut Problems) -> Result<(), Wrong> {
        (self.place, self.header) = (Place::LostBlock, None);
        let (name, code) = match rest.split_once('[') {
            Some((name, code)) => {
                let code = code.split(']').next().unwrap_or("");
                (name.trim(), read_code(code.trim(), line, problems)?)
            }
            None => (rest.trim_end_matches('-').trim(), EventCode::Nothing),
        };
        (self.place, self.header) = (Place::Block, Some((name.to_owned(), code)));
        Ok(())
    }

    fn member(&mut self, word: &str, name: &str) -> Result<(), Wrong> {
        if word.contains(['&', '$', '%', '^', '*', '+', '[']) {
            let hint = "a set holds words and phrases, no sets, no $ + % ^ and no codes";
            return Err((format!("no words of a set: {}", quote(word)), Some(hint)));
        }
        let single = name.ends_with('_') || word.ends_with('_');
        let phrase = Phrase::joined(word, if single { How::Exact } else { How::Noun })?;
        self.verbs.synsets.entry(name.trim_end_matches('_').to_owned()).or_default().phrases.push(phrase);
        Ok(())
    }

    fn pattern(&mut self, rest: &str, line: &Line, problems: &mut Problems) -> Result<(), Wrong> {
        if self.place == Place::Lost {
            return Ok(());
        }
        let Some(block) = self.verbs.blocks.last_mut().filter(|_| self.header.is_none()) else {
            return Err(wrong(format!("no verb stands above the pattern {}", quote(rest))));
        };
        let (written, groups) = brackets(rest)?;
        let [code] = groups.as_slice() else {
            let hint = "write its code behind it: - * WORD [123]";
            return Err((format!("a pattern has one code: {}", quote(rest)), Some(hint)));
        };
        let code = read_code(code, line, problems)?;
        let open = if self.stems { How::Stem } else { How::Word };
        block.patterns.push(Pattern::parse(written, open, code, rule(line, problems))?);
        Ok(())
    }

    /// `FIGHT {FIGHTS FOUGHT FIGHTING} [190]`.
    fn verb(&mut self, text: &str, line: &Line, problems: &mut Problems) -> Result<(), Wrong> {
        let above = std::mem::replace(&mut self.place, Place::Lost);
        let joins = !self.stems && self.header.is_none() && above == Place::Block;
        if joins {
            // The block goes on, also where this line is wrong.
            self.place = Place::Block;
        }
        let (head, groups) = brackets(text)?;
        let code = match groups.as_slice() {
            [] => None,
            [code] => Some(read_code(code, line, problems)?),
            _ => return Err(wrong(format!("a verb has one code: {}", quote(text)))),
        };
        let forms = self.forms(head)?;
        if !joins {
            let (name, code) = self.header.take().unwrap_or((String::new(), EventCode::Nothing));
            self.code = code;
            self.verbs.blocks.push(Block { name, verbs: Vec::new(), patterns: Vec::new(), stems: self.stems });
        }
        let code = code.unwrap_or_else(|| self.code.clone());
        let verb = Verb { forms, code, rule: rule(line, problems) };
        self.verbs.blocks.last_mut().into_iter().for_each(|block| block.verbs.push(verb.clone()));
        self.place = Place::Block;
        Ok(())
    }

    /// A verb and its forms: those in braces, else the regular ones.
    fn forms(&self, head: &str) -> Result<Vec<Form>, Wrong> {
        let (base, braces) = match head.split_once('{') {
            Some((base, rest)) => match rest.trim_end().strip_suffix('}') {
                Some(forms) => (base.trim(), Some(forms)),
                None => return Err(wrong(format!("the bracket \"{{\" has no \"}}\": {}", quote(head)))),
            },
            None => (head, None),
        };
        let mut forms = vec![self.form(base, How::Word)?];
        match braces {
            Some(written) => {
                for form in written.split_whitespace() {
                    forms.push(self.form(form, How::Exact)?);
                }
            }
            None if self.stems => {}
            None => forms.extend(regular(&forms[0])),
        }
        Ok(forms)
    }

    /// `SET_UP`, `+SET_UP`, `RE_+ARREST`: the verb is the word behind the `+`, else the first.
    fn form(&self, written: &str, how: How) -> Result<Form, Wrong> {
        let no_verb = || wrong(format!("no verb: {}", quote(written)));
        let odd = |c: char| "&$%^*{}()|=~!".contains(c) || c.is_control();
        if written.contains(odd) || written.split(['_', ' ']).filter(|piece| piece.starts_with('+')).count() > 1 {
            return Err(no_verb());
        }
        let pieces: Vec<&str> = written.split(['_', ' ', '\t']).filter(|piece| !piece.is_empty()).collect();
        if pieces.len() > MAX_WORDS {
            return Err(wrong(format!("a verb of more than {MAX_WORDS} words: {}", quote(written))));
        }
        let at = pieces.iter().position(|piece| piece.starts_with('+')).unwrap_or(0);
        let mut words: Vec<String> = Vec::new();
        let mut verb = 0;
        for (i, piece) in pieces.iter().enumerate() {
            if i == at {
                verb = words.len();
            }
            words.extend(cut(piece.trim_start_matches('+')).into_iter().map(fold));
        }
        if words.get(verb).is_none_or(|word| !word.contains(char::is_alphabetic)) {
            return Err(no_verb());
        }
        let open = self.stems && words.len() == 1 && !written.trim_end().ends_with('_');
        let after = words.split_off(verb + 1);
        let word = Entry::new(&words.pop().unwrap_or_default(), if open { How::Stem } else { how });
        Ok(Form { before: words, word, after })
    }

    fn finish(mut self, known: &BTreeMap<String, Synset>, problems: &mut Problems) -> Verbs {
        let own = self.verbs.synsets.clone();
        let defined = |name: &String| own.contains_key(name) || known.contains_key(name);
        for block in &mut self.verbs.blocks {
            block.patterns.retain(|pattern| {
                let missing = pattern.synsets().into_iter().find(|name| !defined(name));
                let hint = Some("write &NAME on a line of its own, and its words below it, each behind a +");
                let message = missing.map(|name| (format!("the set &{name} is not defined"), hint));
                message.is_none_or(|message| {
                    problems.error(pattern.rule.line, message);
                    false
                })
            });
        }
        if self.transformations > 0 {
            let message = format!("{} transformations (lines with ~) are not used", self.transformations);
            problems.warning(None, wrong(message));
        }
        self.verbs
    }
}

fn rule(line: &Line, problems: &Problems) -> Rule {
    Rule { file: problems.file(), line: line.number }
}

fn read_code(written: &str, line: &Line, problems: &mut Problems) -> Result<EventCode, Wrong> {
    let (code, unused) = EventCode::parse(written)?;
    if let Some(unused) = unused {
        problems.warning(line.number, wrong(unused));
    }
    Ok(code)
}

/// The regular forms of an English verb.
fn regular(base: &Form) -> Vec<Form> {
    let verb = base.word.word.as_str();
    let consonant = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    let forms = match (verb.strip_suffix('e'), verb.strip_suffix('y').filter(|stem| consonant(stem))) {
        (Some(stem), _) => [format!("{verb}s"), format!("{verb}d"), format!("{stem}ing")],
        (_, Some(stem)) => [format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")],
        _ => {
            let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
            [format!("{verb}{}", if hissing { "es" } else { "s" }), format!("{verb}ed"), format!("{verb}ing")]
        }
    };
    forms.into_iter().map(|form| Form { word: Entry::new(&form, How::Exact), ..base.clone() }).collect()
}
