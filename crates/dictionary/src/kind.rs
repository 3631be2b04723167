//! Which kind of dictionary a file is, by what stands in it.

use crate::agents::is_marker;
use crate::lines::Line;
use crate::problem::Wrong;
use crate::words::How;
use std::fmt;

/// Of the lines that show a kind, at least so many of ten have to show the same.
const MOST_OF_TEN: usize = 8;

/// The kinds of dictionary that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Who acts: `NORLAND_ [NOR]`.
    Actors,
    /// What someone is: `SOLDIER [~MIL]`.
    Agents,
    /// What is done: `ATTACK [190]`, `- * TOWN [192]`.
    Verbs,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Actors => "actors",
            Self::Agents => "agents",
            Self::Verbs => "verbs",
        })
    }
}

/// Whether a line begins a block of verbs: `--- NAME [190] ---`, no mere rule of dashes.
pub(crate) fn is_header(line: &str) -> bool {
    line.starts_with("---") && line.contains(char::is_alphanumeric)
}

/// What a line shows.
fn sign(line: &str) -> Option<Kind> {
    if is_header(line) || line.starts_with('&') || (line.starts_with('-') && line.contains('*')) {
        return Some(Kind::Verbs);
    }
    if line.starts_with('~') && line.contains('=') {
        return Some(Kind::Verbs);
    }
    if is_marker(line) {
        return Some(Kind::Agents);
    }
    let (_, rest) = line.split_once('[')?;
    let code = rest.split([']', ' ', '\t', '<', '>']).next()?;
    if code.starts_with('~') || code.ends_with('~') {
        Some(Kind::Agents)
    } else if code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().all(|byte| b"0123456789:!?".contains(&byte))
    {
        Some(Kind::Verbs)
    } else {
        // The null code is everywhere.
        code.bytes().any(|byte| byte.is_ascii_alphabetic()).then_some(Kind::Actors)
    }
}

/// The kind that most lines show.
///
/// # Errors
/// A message where they show none, or several.
pub(crate) fn kind(lines: &[Line]) -> Result<Kind, Wrong> {
    let mut shown = [0usize; 3];
    for kind in lines.iter().filter_map(|line| sign(&line.text)) {
        shown[kind as usize] += 1;
    }
    let all: usize = shown.iter().sum();
    let kinds = [Kind::Actors, Kind::Agents, Kind::Verbs];
    // Blocks of verbs with codes of letters look like actors; no file of actors has patterns or blocks.
    let patterns = lines.iter().filter(|line| line.text.starts_with('-') && line.text.contains('*')).count();
    if patterns > 0 && shown[Kind::Agents as usize] == 0 && patterns >= shown[Kind::Actors as usize] {
        return Ok(Kind::Verbs);
    }
    let most = kinds.into_iter().find(|&kind| all > 0 && shown[kind as usize] * 10 >= all * MOST_OF_TEN);
    most.ok_or_else(|| {
        let hint = "actors are written NAME_ [ABC], agents WORD [~ABC], verbs VERB [123] and - * WORD [123]";
        let [actors, agents, verbs] = shown;
        let message = match all {
            0 => "no line shows whether it holds actors, agents or verbs".to_owned(),
            _ => format!(
                "cannot tell whether it holds actors, agents or verbs: {actors}, {agents} and {verbs} lines look so"
            ),
        };
        (message, Some(hint))
    })
}

/// How words without an underscore behind them are meant in a file of actors or agents: as stems (TABARI) where most
/// phrases that end in a word have one, else whole (PETRARCH).
pub(crate) fn open_words(lines: &[Line], whole: How) -> How {
    let heads = lines.iter().filter(|line| !line.text.starts_with(['[', '!']));
    let heads: Vec<&str> = heads.filter_map(|line| line.text.split(['[', '{']).next()).map(str::trim).collect();
    let closed = heads.iter().filter(|head| head.ends_with('_')).count();
    if closed > 0 && closed * 2 >= heads.len() { How::Stem } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Kind, String> {
        let lines = text.lines().enumerate().map(|(i, line)| Line { number: i + 1, text: line.trim().to_owned() });
        kind(&lines.filter(|line| !line.text.is_empty()).collect::<Vec<_>>()).map_err(|(message, _)| message)
    }

    #[test]
    fn each_kind_is_told_by_its_lines() {
        assert_eq!(of("NORLAND_ [NOR]\n+NORLANDIC_\nILSE_BRANDT_\n\t[NORGOV >20310101]"), Ok(Kind::Actors));
        assert_eq!(of("SOLDIER [~MIL]\nRELIEF_GROUP [NGO~]"), Ok(Kind::Agents));
        assert_eq!(of("ADMONISH [111]\nADOPT [---]"), Ok(Kind::Verbs));
        assert_eq!(of("--- ATTACK [ASSAULT] ---\nATTACK\nRAID [COERCE]\n- * TOWN [ASSAULT]"), Ok(Kind::Verbs));
    }

    #[test]
    fn what_shows_none_or_several_is_refused() {
        assert!(of("some words\nand others").unwrap_err().starts_with("no line shows"));
        assert!(of("").unwrap_err().starts_with("no line shows"));
        assert!(of("NORLAND [NOR]\nSOLDIER [~MIL]").unwrap_err().contains("1, 1 and 0 lines"));
    }
}
