//! The pages that items lead to.

use super::{Item, Look, Source, hash};
use crate::fetch::{Answer, Failure, Validators};
use crate::state::Visit;
use record::{Basis, Diagnostic, Report};
use url::Url;

/// The report on a page, where it was, and what to ask it with next time; `None` where it has not changed.
pub(super) fn fetch(
    source: &Source,
    look: &Look<'_>,
    url: &Url,
    held: &Validators,
) -> Result<Option<(Report, Url, Validators)>, Failure> {
    let Answer::Page(page) = look.fetcher.get(url, held, &source.grant())? else { return Ok(None) };
    let is_text = page.kind.as_deref().is_none_or(|kind| {
        kind.starts_with("text/") || kind.contains("html") || kind.contains("xml") || kind == "application/octet-stream"
    });
    if !is_text {
        let kind = page.kind.unwrap_or_default();
        let message = format!("the item leads to {kind}, which is no report");
        return Err(Failure::lasting(Diagnostic::error("sources/no-page", message).at(url.as_str())));
    }
    let read = ingest::from_served_html(page.url.as_str(), &page.bytes, page.charset.as_deref(), look.limits);
    let mut report = read.map_err(Failure::lasting)?;
    // What a page says its address is may be another outlet's.
    report.url = Some(page.url.to_string());
    Ok(Some((report, page.url, page.validators)))
}

/// A page's report with what only the feed says: date, headline, outlet.
pub(super) fn fill(mut report: Report, item: &Report) -> Report {
    let beside = |stated: &Option<record::evidence::Stated>| {
        let stated = stated.clone()?;
        Some(record::evidence::Stated { span: None, basis: Basis::Metadata, ..stated })
    };
    report.title = report.title.or_else(|| beside(&item.title));
    report.outlet = report.outlet.or_else(|| beside(&item.outlet));
    report.byline = report.byline.or_else(|| beside(&item.byline));
    let published = item.published.clone().map(|published| record::report::Published {
        basis: Basis::Metadata,
        span: None,
        ..published
    });
    report.published = report.published.or(published);
    report.language = report.language.or_else(|| item.language.clone());
    report
}

/// Looks at a page again that an item led to: its reports where the page has changed.
///
/// # Errors
/// When it cannot be had.
pub fn revisit(source: &Source, look: &Look<'_>, visit: &Visit) -> Result<Option<Item>, Failure> {
    let url = Url::parse(&visit.page).map_err(|error| {
        Failure::lasting(Diagnostic::error("sources/address", error.to_string()).at(visit.page.as_str()))
    })?;
    let Some((report, url, validators)) = fetch(source, look, &url, &visit.validators)? else { return Ok(None) };
    let content = hash(&[&report.text]);
    Ok(Some(Item {
        key: visit.item.clone(),
        content,
        reports: vec![report],
        page: Some((url, validators)),
        failed: false,
    }))
}
