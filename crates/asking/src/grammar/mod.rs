//! The grammar: from words to a question.

mod forms;
mod within;

use crate::question::Question;
use crate::words::{Word, words};
use jiff::civil::Date;
use record::Diagnostic;

/// The forms that questions take, an example each: for whoever asks something else.
pub const FORMS: [&str; 12] = [
    "who met NAME [since DAY] [until DAY] [in PLACE]",
    "when did NAME meet NAME",
    "what did NAME say [about WORDS] [to NAME]",
    "who said what about WORDS",
    "what happened [to NAME] [with NAME] [in PLACE] [on DAY]",
    "who denied|accused|offered|proposed|demanded|promised|accepted|rejected what [about WORDS] [to NAME]",
    "what did NAME offer|propose|demand|deny|… [to NAME] [about WORDS]; whom did NAME accuse|invite",
    "how many were killed|injured|arrested|freed|… in STORY [by whose count]",
    "where do reports differ [about STORY]",
    "who first reported WORDS",
    "what changed since DAY [in STORY]",
    "what is still open [in STORY]",
];

/// Bytes of a question at most.
const LONGEST: usize = 2_000;

/// Reads a question. `today` is what "yesterday" counts from.
///
/// # Errors
/// `ask/not-understood` for what is no question of the grammar, with what can be asked; `ask/no-day` where "since" or "until"
/// is followed by no day.
pub fn parse(question: &str, today: Date) -> Result<Question, Diagnostic> {
    let read = if question.len() > LONGEST { None } else { words(question) };
    let Some(mut words) = read else {
        return Err(Diagnostic::error("ask/too-long", "the question is too long to be read").hint("ask one thing"));
    };
    while matches!(words.first().map(|word| word.folded.as_str()), Some("please" | "and" | "so" | "tell" | "me")) {
        words.remove(0);
    }
    let within = within::take(&mut words, today)?;
    let found = forms::read(&words, &within);
    found.ok_or_else(|| not_understood(&words, &within))
}

fn not_understood(words: &[Word], within: &crate::question::Within) -> Diagnostic {
    let starts = |word: &str| words.first().is_some_and(|first| first.folded == word);
    let changed = words.iter().any(|word| matches!(word.folded.as_str(), "changed" | "new"));
    let message = match () {
        () if words.is_empty() => "there is no question".to_owned(),
        () if starts("what") && changed && within.since.is_none() => "since when? What changed needs a day".to_owned(),
        () => "this is no question that can be answered".to_owned(),
    };
    let hint = format!("what can be asked:\n    {}", FORMS.join("\n    "));
    Diagnostic::error("ask/not-understood", message).hint(hint)
}

/// The words as they are compared.
fn folded(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.folded.as_str()).collect()
}

#[cfg(test)]
mod tests;
