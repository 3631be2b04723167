//! What a question is about: whole stories, or rows of stories that have some words.

use super::Asking;
use crate::words::Wanted;
use store::Result;

/// Stories that are looked into for words, the latest first.
pub(super) const STORIES: usize = 20;

/// A story, and the words that its rows are to have; none for all of them.
pub(super) struct Scope {
    pub story: String,
    pub wanted: Option<Wanted>,
}

impl Scope {
    /// Whether a row is wanted, by its texts.
    pub fn takes<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.inside(texts))
    }
}

impl Asking<'_> {
    /// The stories that a question is about. One whose id or title is named is meant as a whole.
    pub(super) fn scope(&mut self, about: Option<&str>) -> Result<Vec<Scope>> {
        let Some(about) = about else {
            return Ok(self.story.iter().map(|story| Scope { story: story.clone(), wanted: None }).collect());
        };
        let wanted = Wanted::new(about);
        if let Some(story) = self.story.clone() {
            return Ok(vec![Scope { story, wanted: Some(wanted) }]);
        }
        let mut found = self.library.stories_with(&wanted.stems(), STORIES + 1)?;
        // A story may be named by its id.
        if self.library.brief(about)?.is_some() {
            found.retain(|story| story != about);
            found.insert(0, about.to_owned());
        }
        if found.is_empty() {
            self.notes.push(format!("no report of the library has the words {about:?}"));
        }
        if found.len() > STORIES {
            found.truncate(STORIES);
            self.notes.push(format!("more than {STORIES} stories have these words; only the latest were looked into"));
        }
        let mut scopes = Vec::new();
        for story in found {
            let row = self.library.find_story(&story)?;
            let whole = story == about || row.is_some_and(|row| wanted.inside([row.title.as_str()]));
            scopes.push(Scope { story, wanted: (!whole).then(|| wanted.clone()) });
        }
        Ok(scopes)
    }

    /// The rows of each story that have the words; where none has them, all rows of these stories, and a note.
    pub(super) fn in_scope<T>(
        &mut self,
        about: Option<&str>,
        mut rows: impl FnMut(&mut Self, &Scope) -> Result<Vec<T>>,
    ) -> Result<Vec<T>> {
        let mut scopes = self.scope(about)?;
        let mut found = Vec::new();
        for scope in &scopes {
            found.extend(rows(self, scope)?);
        }
        if found.is_empty() && scopes.iter().any(|scope| scope.wanted.is_some()) {
            for scope in &mut scopes {
                scope.wanted = None;
                found.extend(rows(self, scope)?);
            }
            if let Some(about) = about.filter(|_| !found.is_empty()) {
                self.notes.push(format!(
                    "no row has the words {about:?}: these are the rows of stories whose reports have them"
                ));
            }
        }
        Ok(found)
    }
}
