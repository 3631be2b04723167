//! What a visitor has seen: the number of a change, in a cookie.

use super::Answer;
use crate::access::cookie_named;
use crate::api::Ask;
use crate::problem::Problem;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{ChangeKind, Library};

const COOKIE: &str = "seen";
/// A year.
const AGE: u32 = 31_536_000;
/// Changes that are looked through: who was away for longer is told of the last.
const MOST: i64 = 5_000;

/// What came since.
#[derive(Default)]
pub struct News {
    pub reports: usize,
    pub stories: BTreeMap<String, NewOf>,
    /// The number of the last change.
    pub until: i64,
}

/// What came to one story.
#[derive(Default)]
pub struct NewOf {
    pub reports: usize,
    pub begun: bool,
}

impl News {
    pub fn any(&self) -> bool {
        self.reports > 0
    }
}

#[derive(Deserialize)]
pub struct At {
    at: i64,
}

pub fn of(headers: &HeaderMap) -> Option<i64> {
    cookie_named(headers, COOKIE)?.parse().ok()
}

pub fn cookie(number: i64) -> String {
    format!("{COOKIE}={number}; Path=/; HttpOnly; SameSite=Lax; Max-Age={AGE}")
}

/// Remembers what has been seen. It changes nothing but the visitor's own cookie.
pub async fn mark(Ask(At { at }): Ask<At>) -> Answer {
    Ok(([(header::SET_COOKIE, cookie(at.max(0)))], Redirect::to("/")).into_response())
}

pub fn news(library: &mut Library, seen: i64) -> Result<News, Problem> {
    let until = library.last_change()?;
    let from = seen.max(until - MOST);
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut news = News { until, ..News::default() };
    for change in library.changes(from, most)? {
        let Some(story) = change.story else { continue };
        match change.kind {
            ChangeKind::ReportAdded | ChangeKind::VersionAdded => {
                news.stories.entry(story).or_default().reports += 1;
                news.reports += 1;
            }
            ChangeKind::StoryBegun => news.stories.entry(story).or_default().begun = true,
            ChangeKind::StoryEnded => drop(news.stories.remove(&story)),
            _ => {}
        }
    }
    Ok(news)
}
