//! Files of actors: phrases, their synonyms, and the codes they have in their times.

use crate::Rule;
use crate::dates::{Period, Position};
use crate::lines::{Line, brackets};
use crate::phrase::Phrase;
use crate::problem::{Problems, Wrong, quote, wrong};
use crate::words::How;
use record::timex::Interval;
use std::fmt;

/// A longer code is refused.
const MAX_CODE: usize = 64;

/// Someone who acts: the phrases that name them, and their codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The phrase and its synonyms; at least one.
    pub phrases: Vec<Phrase>,
    /// In the order of the file.
    pub codes: Vec<Dated>,
    /// The line of the first phrase.
    pub rule: Rule,
}

/// A code and when it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// `None` for the null code `---`, and for TABARI's `###`: what is no actor.
    pub code: Option<String>,
    /// `None` for the code outside all other times.
    pub period: Option<Period>,
}

impl Actor {
    /// The code at `date`, the days that a date may mean: the first whose period holds, else the one without a period.
    ///
    /// Where the date does not decide, or is not known, it is what all codes that are left begin with, in steps of
    /// three letters: NOR of NORGOV and NORELI. `None` for what is no actor then.
    pub fn code(&self, date: Option<Interval>) -> Option<String> {
        let mut possible: Vec<&Dated> = Vec::new();
        let mut decided = false;
        for dated in self.codes.iter().filter(|dated| dated.period.is_some()) {
            match dated.period.unwrap_or_default().position(date) {
                Position::Outside => continue,
                Position::Open => possible.push(dated),
                Position::Inside => {
                    possible.push(dated);
                    decided = true;
                    break;
                }
            }
        }
        if !decided {
            possible.extend(self.codes.iter().find(|dated| dated.period.is_none()));
        }
        let mut codes = possible.iter().map(|dated| dated.code.as_deref());
        let first = codes.next()??;
        let common = codes.try_fold(first, |common, code| Some(shared(common, code?)))?;
        (!common.is_empty()).then(|| common.to_owned())
    }
}

/// What both begin with: all of it where they are the same, else whole steps of three letters.
fn shared<'a>(a: &'a str, b: &str) -> &'a str {
    if a == b {
        return a;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.get(..same - same % 3).unwrap_or("")
}

/// Reads the lines of a file of actors; with `open`, a word without an underscore behind it.
pub(crate) fn parse(lines: &[Line], open: How, problems: &mut Problems) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    // Whether synonyms and codes belong to the last actor: not behind a line that was left out.
    let mut known = false;
    for line in lines {
        let mut result = Ok(());
        if line.text.starts_with('[') || line.text.starts_with('+') {
            match actors.last_mut() {
                Some(actor) if known => result = go_on(actor, line, open, problems),
                Some(_) => {}
                None => result = Err(wrong(format!("no phrase stands above {}", quote(&line.text)))),
            }
        } else {
            match begin(line, open, problems) {
                Ok(actor) => {
                    actors.push(actor);
                    known = true;
                }
                Err(message) => {
                    known = false;
                    result = Err(message);
                }
            }
        }
        if let Err(message) = result {
            problems.error(line.number, message);
        }
    }
    for actor in actors.iter().filter(|actor| actor.codes.is_empty()) {
        let hint = "write its code in square brackets: NAME_ [ABC]";
        problems.error(actor.rule.line, (format!("{} has no code", quote(&actor.phrases[0].to_string())), Some(hint)));
    }
    actors.retain(|actor| !actor.codes.is_empty());
    actors
}

fn begin(line: &Line, open: How, problems: &mut Problems) -> Result<Actor, Wrong> {
    let (head, groups) = brackets(&line.text)?;
    let phrases = vec![Phrase::parse(head, open)?];
    let codes = groups.into_iter().map(|group| dated(group, line.number, problems)).collect::<Result<_, _>>()?;
    Ok(Actor { phrases, codes, rule: Rule { file: problems.file(), line: line.number } })
}

/// A synonym, or further codes.
fn go_on(actor: &mut Actor, line: &Line, open: How, problems: &mut Problems) -> Result<(), Wrong> {
    let (head, groups) = brackets(&line.text)?;
    if let Some(synonym) = head.strip_prefix('+') {
        if !groups.is_empty() {
            let hint = "take the code away, or the + if it is an actor of its own";
            return Err(("a synonym has the codes of the phrase above it".to_owned(), Some(hint)));
        }
        actor.phrases.push(Phrase::parse(synonym, open)?);
    }
    for group in groups {
        actor.codes.push(dated(group, line.number, problems)?);
    }
    Ok(())
}

fn dated(group: &str, line: usize, problems: &mut Problems) -> Result<Dated, Wrong> {
    let (written, restriction) = group.split_once(char::is_whitespace).unwrap_or((group, ""));
    // `[ABC<20310101]` is written without a blank at times.
    let cut = written.find(['<', '>']).unwrap_or(written.len());
    let restriction = if cut < written.len() { &group[cut..] } else { restriction };
    let code = code(&written[..cut])?;
    if restriction.trim().is_empty() {
        return Ok(Dated { code, period: None });
    }
    let (period, assumed) = Period::parse(restriction)?;
    if let Some(assumed) = assumed {
        problems.warning(line, wrong(assumed));
    }
    Ok(Dated { code, period: Some(period) })
}

/// A code as it stands in brackets; `None` for what means that there is none.
pub(crate) fn code(written: &str) -> Result<Option<String>, Wrong> {
    match written {
        "" => Err(wrong("the brackets are empty")),
        "---" | "###" => Ok(None),
        _ if written.starts_with('~') || written.ends_with('~') => {
            let hint = "files of actors and of agents are files of their own";
            Err((format!("the code of an agent among actors: {}", quote(written)), Some(hint)))
        }
        _ if written.len() > MAX_CODE => Err(wrong(format!("a code of more than {MAX_CODE} letters"))),
        _ if written.contains(char::is_whitespace) || written.chars().any(char::is_control) => {
            Err(wrong(format!("a code has no blanks: {}", quote(written))))
        }
        _ => Ok(Some(written.to_owned())),
    }
}

impl fmt::Display for Actor {
    /// As it was understood, in the format of the files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, phrase) in self.phrases.iter().enumerate() {
            writeln!(f, "{}{phrase}", if i > 0 { "+" } else { "" })?;
        }
        for dated in &self.codes {
            let code = dated.code.as_deref().unwrap_or("---");
            match &dated.period {
                Some(period) => writeln!(f, "\t[{code} {period}]")?,
                None => writeln!(f, "\t[{code}]")?,
            }
        }
        Ok(())
    }
}
