//! Values without what only this machine should know: where their files lie.

use record::{Diagnostic, Report, Story};
use store::{Entry, Hit, ReportRow};

/// The name of a file, without its folders; an address as it is.
pub fn file_name(path: &str) -> String {
    if path.contains("://") {
        return path.to_owned();
    }
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

pub fn row(mut row: ReportRow) -> ReportRow {
    row.path = file_name(&row.path);
    row
}

pub fn hit(mut hit: Hit) -> Hit {
    hit.report = row(hit.report);
    hit
}

pub fn diagnostic(mut said: Diagnostic) -> Diagnostic {
    if let Some(path) = said.path.take() {
        said.message = said.message.replace(&path, &file_name(&path));
        said.path = Some(file_name(&path));
    }
    said
}

pub fn report(mut report: Report) -> Report {
    report.path = file_name(&report.path);
    report.diagnostics = report.diagnostics.into_iter().map(diagnostic).collect();
    report
}

pub fn story(mut story: Story) -> Story {
    for report in &mut story.reports {
        report.path = file_name(&report.path);
    }
    story
}

pub fn entry(entry: Entry) -> Entry {
    Entry { report: report(entry.report), ..entry }
}
