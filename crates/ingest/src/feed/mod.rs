//! RSS and Atom: a report an item, `path#n` being the n-th.
//!
//! A feed that is damaged gives the items before the damage. Entities that a feed declares are never expanded: they
//! stay as they are written, and a warning says so.

mod items;
mod words;

use crate::head::collapse;
use crate::html;
use crate::limits::Limits;
use crate::plain::{Given, Trust};
use crate::{decode, problem};
use items::{Feed, Item};
use record::{Diagnostic, Report};

/// Bytes in which the XML declaration names the encoding.
const DECLARATION: usize = 200;

/// The reports of a feed's items.
pub fn reports(path: &str, bytes: &[u8], limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let decoded = match decode::decode_labelled(path, bytes, encoding(bytes).as_deref()) {
        Ok(decoded) => decoded,
        Err(problem) => return vec![Err(problem)],
    };
    let feed = items::read(&decoded.text);
    let mut found: Vec<Result<Report, Diagnostic>> = decoded.warnings.into_iter().map(Err).collect();
    if feed.declares {
        let warning = Diagnostic::warning("feed/entities", "it declares entities; they were not expanded");
        found.push(Err(warning.at(path)));
    }
    let none = feed.items.is_empty();
    let numbered = feed.items.iter().enumerate();
    found.extend(numbered.map(|(at, item)| report(&format!("{path}#{}", at + 1), item, &feed, limits)));
    match &feed.damage {
        Some((at, what)) => {
            let message =
                format!("the feed is damaged at byte {at}: {what}; {} items before it were read", feed.items.len());
            found.push(Err(Diagnostic::error("feed/damaged", message).at(path).hint("fetch the feed again")));
        }
        None if none => found.push(Err(problem::empty(path))),
        None => {}
    }
    found
}

fn report(path: &str, item: &Item, feed: &Feed, limits: &Limits) -> Result<Report, Diagnostic> {
    let some = |words: &str| Some(collapse(words)).filter(|words| !words.is_empty());
    let title = item.title.as_deref().and_then(some);
    // The longer of the two: some feeds cut the content and some the summary.
    let bodies = [item.content.as_deref(), item.summary.as_deref()].into_iter().flatten();
    let body = bodies.max_by_key(|body| body.len()).unwrap_or_default();
    if title.is_none() && body.trim().is_empty() {
        return Err(Diagnostic::error("input/no-text", "the item has neither title nor text")
            .at(path)
            .hint("save the page that it links to"));
    }
    let given = Given {
        title,
        outlet: item.source.as_deref().and_then(some).or_else(|| feed.title.as_deref().and_then(some)),
        byline: some(&item.authors.join(", ")),
        published: item.published.clone().or_else(|| item.updated.clone()),
        updated: item.updated.clone().filter(|_| item.published.is_some()),
        url: item.link.clone().filter(|link| link.contains("://")),
        language: feed.language.clone(),
        tags: item.tags.iter().filter_map(|tag| some(tag)).collect(),
    };
    let mut report = html::article(path, &words::markup(body), given, Trust::Article, limits)?;
    if item.published.is_none() && report.published.is_some() {
        let message = "only the date of its last change is stated; it stands for the date of publication";
        report.diagnostics.push(Diagnostic::warning("date/updated", message).at(path));
    }
    Ok(report)
}

/// The encoding that the XML declaration names.
fn encoding(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(DECLARATION))?;
    let start = String::from_utf8_lossy(start);
    let declaration = start.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.split(quote).nth(1).map(str::to_owned)
}
