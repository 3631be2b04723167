//! Files of agents: words for what someone is, and the code that goes behind or before the actor's.

use crate::Rule;
use crate::actors::code;
use crate::lines::{Line, brackets};
use crate::phrase::Phrase;
use crate::problem::{Problems, Wrong, quote, wrong};
use crate::words::How;
use std::collections::BTreeMap;
use std::fmt;

/// More words that one line stands for are refused: markers multiply.
const MAX_EXPANSIONS: usize = 256;

/// What someone is: a soldier, a ministry.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// The phrase, one for each word that its marker stands for; then the plural, if the file gives one.
    pub phrases: Vec<Phrase>,
    /// The code without its `~`.
    pub code: String,
    /// Whether it goes before the actor's code (`NGO~`), not behind it (`~GOV`).
    pub before: bool,
    /// Its line.
    pub rule: Rule,
}

/// What the markers of a file stand for: `!MINIST!` for MINISTER, MINISTRY.
type Markers = BTreeMap<String, Vec<String>>;

/// Reads the lines of a file of agents; with `open`, a word without an underscore behind it.
pub(crate) fn parse(lines: &[Line], open: How, problems: &mut Problems) -> Vec<Agent> {
    let mut markers = Markers::new();
    for line in lines.iter().filter(|line| is_marker(&line.text)) {
        match marker(&line.text) {
            Ok((name, words)) => drop(markers.insert(name, words)),
            Err(message) => problems.error(line.number, message),
        }
    }
    let mut agents = Vec::new();
    for line in lines.iter().filter(|line| !is_marker(&line.text)) {
        match agent(line, open, &markers, problems) {
            Ok(agent) => agents.push(agent),
            Err(message) => problems.error(line.number, message),
        }
    }
    agents
}

/// Whether it says what a marker stands for.
pub(crate) fn is_marker(line: &str) -> bool {
    line.starts_with('!') && line.contains('=') && !line.contains('[')
}

fn marker(line: &str) -> Result<(String, Vec<String>), Wrong> {
    let (name, list) = line.split_once('=').unwrap_or((line, ""));
    let name = name.trim().strip_prefix('!').and_then(|name| name.strip_suffix('!')).map(str::trim);
    let words: Vec<String> = list
        .split(',')
        .map(|word| word.split_whitespace().collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    match name {
        Some(name) if !name.is_empty() && !name.contains('!') && !words.is_empty() => Ok((name.to_owned(), words)),
        _ => Err((format!("no marker: {}", quote(line)), Some("write !NAME! = WORD, WORD"))),
    }
}

fn agent(line: &Line, open: How, markers: &Markers, problems: &mut Problems) -> Result<Agent, Wrong> {
    let (head, groups) = brackets(&line.text)?;
    let hint = Some("an agent's code is written [~GOV], or [NGO~] where it goes before the actor's");
    let Some(written) = groups.first() else {
        return Err((format!("no code: {}", quote(&line.text)), hint));
    };
    if groups.len() > 1 {
        problems.warning(line.number, wrong(format!("only the first of the codes is used: {}", quote(written))));
    }
    let (before, bare) = match (written.strip_prefix('~'), written.strip_suffix('~')) {
        (Some(bare), None) => (false, bare),
        (None, Some(bare)) => (true, bare),
        _ => return Err((format!("no code of an agent: {}", quote(written)), hint)),
    };
    let Some(code) = code(bare)? else {
        return Err((format!("no code of an agent: {}", quote(written)), hint));
    };
    let (head, plural) = match head.split_once('{') {
        Some((head, rest)) => match rest.trim_end().strip_suffix('}') {
            Some(plural) => (head, Some(plural.trim())),
            None => return Err(wrong(format!("the bracket \"{{\" has no \"}}\" before the code: {}", quote(head)))),
        },
        None => (head, None),
    };
    let mut phrases = Vec::new();
    let marked = head.contains('!');
    for written in expand(head, markers)? {
        let mut phrase = Phrase::parse(&written, open)?;
        // Markers list all forms, and braces hold the plural, if there is one.
        if let Some(last) = phrase.parts.last_mut().filter(|_| marked || plural.is_some()) {
            last.entry.how = How::Exact;
        }
        phrases.push(phrase);
    }
    if let Some(plural) = plural.filter(|plural| !plural.is_empty()) {
        let mut phrase = Phrase::parse(plural, How::Word)?;
        phrase.parts.iter_mut().last().into_iter().for_each(|part| part.entry.how = How::Exact);
        phrases.push(phrase);
    }
    Ok(Agent { phrases, code, before, rule: Rule { file: problems.file(), line: line.number } })
}

/// The phrase with each word in place of its markers.
fn expand(head: &str, markers: &Markers) -> Result<Vec<String>, Wrong> {
    let pieces: Vec<&str> = head.split('!').collect();
    if pieces.len().is_multiple_of(2) {
        return Err(wrong(format!("a marker has no second \"!\": {}", quote(head))));
    }
    let mut expanded = vec![pieces[0].to_owned()];
    for pair in pieces[1..].chunks(2) {
        let Some(words) = markers.get(pair[0].trim()) else {
            let message = format!("the marker !{}! is not defined", pair[0].trim());
            return Err((message, Some("write !NAME! = WORD, WORD on a line of its own")));
        };
        if expanded.len() * words.len() > MAX_EXPANSIONS {
            return Err(wrong(format!("its markers stand for more than {MAX_EXPANSIONS} phrases: {}", quote(head))));
        }
        let add =
            |begun: &String| words.iter().map(move |word| format!("{begun}{word}{}", pair[1])).collect::<Vec<_>>();
        expanded = expanded.iter().flat_map(add).collect();
    }
    Ok(expanded)
}

impl fmt::Display for Agent {
    /// As it was understood, in the format of the files: a line for each phrase.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = if self.before { format!("{}~", self.code) } else { format!("~{}", self.code) };
        for phrase in &self.phrases {
            let exact = phrase.parts.last().is_some_and(|part| part.entry.how == How::Exact);
            writeln!(f, "{phrase}{} [{code}]", if exact { " {}" } else { "" })?;
        }
        Ok(())
    }
}
