//! What goes with an export: of what it was made, and what is not in it.

use crate::{Format, Pile};
use serde_json::{Value, json};

/// The manifest of an export of `pile`: the format and what is lost in it, the program and the model, the reports, and how many
/// things of each kind the story holds, so that whoever has the export alone can tell how much it leaves out.
pub fn manifest(format: Format, pile: &Pile<'_>, files: &[(String, u64)]) -> Value {
    let story = pile.story;
    let lost: Vec<&str> = format.lost.split(", ").collect();
    let reports = pile.sources.iter().map(|source| {
        let published = source.published().map(|(value, _)| value);
        json!({ "id": source.report.id, "path": source.report.path, "url": source.report.url, "published": published })
    });
    let model = pile.sources.first().map(|source| source.analysis.model.as_str());
    json!({
        "format": format.name,
        "what": format.what,
        "lost": lost,
        "program": concat!("rapporteur ", env!("CARGO_PKG_VERSION")),
        "model": model,
        "reports": reports.collect::<Vec<_>>(),
        "story": {
            "entities": story.entities.len(),
            "happenings": story.events.len(),
            "statements": story.statements.len(),
            "differences": story.discrepancies.len() + story.figures.len(),
            "proposals": story.proposals.len(),
            "allegations": story.allegations.len(),
        },
        "files": files.iter().map(|(name, bytes)| json!({ "name": name, "bytes": bytes })).collect::<Vec<_>>(),
    })
}
