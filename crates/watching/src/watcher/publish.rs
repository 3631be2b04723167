//! Feeds and calendars of the questions, as files for a web server to hand out.

use super::Watcher;
use crate::out::{calendar, feed};
use crate::questions::Question;
use crate::signing::digest;
use crate::state::Result;
use record::Diagnostic;
use std::path::Path;
use store::Kept;

/// Facts in a feed.
const ENTRIES: usize = 100;
/// Stories whose announcements are looked through for the calendars.
const STORIES: usize = 200;

impl Watcher<'_> {
    pub(super) fn publish(&mut self, changed: bool, messages: &mut Vec<Diagnostic>) -> Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        let questions = self.state.questions()?;
        let missing = |question: &Question| !folder.join(format!("{}.atom", file_name(&question.name))).exists();
        if !changed && !questions.iter().any(missing) {
            return Ok(());
        }
        let mut kept: Vec<Kept> = Vec::new();
        for story in self.state.with_plans(STORIES)? {
            kept.extend(self.library.story(&story)?);
        }
        for question in &questions {
            let name = file_name(&question.name);
            let facts = self.state.last_found(&question.name, ENTRIES)?;
            let written = write(&folder, &format!("{name}.atom"), &feed(question, &facts, self.clock.now()))
                .and_then(|()| write(&folder, &format!("{name}.ics"), &calendar(question, &kept).map_err(other)?));
            if let Err(error) = written {
                let message = format!("the feed of {:?} cannot be written: {error}", question.name);
                messages.push(Diagnostic::warning("watch/folder", message).at(folder.display().to_string()));
            }
        }
        Ok(())
    }
}

fn other(diagnostic: Diagnostic) -> std::io::Error {
    std::io::Error::other(diagnostic.message)
}

/// A question's name as a file's: letters and digits, and where that is not all of it, some of its hash.
pub fn file_name(name: &str) -> String {
    let words: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    if words == name {
        return words;
    }
    let hash = digest(name.as_bytes());
    format!("{}-{}", words.get(..words.len().min(60)).unwrap_or_default(), hash.get(..8).unwrap_or_default())
}

/// A file that a reader finds whole, before or after.
fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let made = folder.join(format!(".{name}.part"));
    std::fs::write(&made, text)?;
    std::fs::rename(made, folder.join(name))
}
