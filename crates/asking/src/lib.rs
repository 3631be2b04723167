//! Questions to a library, in a small grammar of plain English, and their answers: rows with the words that they rest on.
//!
//! ```text
//! text ─parse→ Question ─answer (over the library's rows)→ Answer
//! ```
//! `docs/questions.md` describes the grammar. Nothing is guessed: a text that is no question of the grammar is refused with
//! the forms that there are, and an answer says as what the question was read.

mod answer;
mod answering;
mod days;
mod grammar;
mod names;
mod question;
mod text;
mod words;

pub use answer::{Answer, AnswerRow, RowKind, Side};
pub use answering::answer;
pub use grammar::{FORMS, parse};
pub use question::{Act, Question, Toll, Within};
pub use text::text;

use jiff::civil::Date;
use store::{Library, Result};

/// Rows of an answer where no number is named.
pub const MOST: usize = 50;

/// Answers a question in words. `today` is what "yesterday" counts from; at most `most` rows.
///
/// # Errors
/// `ask/not-understood` for what is no question of the grammar; when the library cannot be read.
pub fn ask(library: &mut Library, question: &str, today: Date, most: usize) -> Result<Answer> {
    let understood = parse(question, today)?;
    let mut answer = answer(library, &understood, today, most)?;
    question.trim().clone_into(&mut answer.question);
    Ok(answer)
}

/// JSON Schema of an answer.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Answer)
}
