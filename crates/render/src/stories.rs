//! The stories of a pile, for people.

use crate::clean::line;
use crate::dates;
use record::grouped::GroupedStory;
use std::fmt::Write as _;

/// Every story with its reports, without anything that steers a terminal.
pub fn text(stories: &[GroupedStory]) -> String {
    let mut out = String::new();
    for story in stories {
        if !out.is_empty() {
            out.push('\n');
        }
        story_lines(story, &mut out);
    }
    out
}

fn story_lines(story: &GroupedStory, out: &mut String) {
    let period = match (&story.from, &story.to) {
        (Some(from), Some(to)) => dates::period(from, to),
        _ => "undated".to_owned(),
    };
    let _ = writeln!(out, "{}", line(&story.title));
    let reports = count(story.reports.len(), "report", "reports");
    let lines = count(story.lines, "line", "independent lines");
    let _ = writeln!(out, "  {}  {period}, {reports}, {lines} of reporting", line(&story.id));
    for report in &story.reports {
        let published = report.published.as_deref().map_or_else(|| "undated".to_owned(), dates::short);
        let outlet = report.outlet.as_deref().unwrap_or("outlet not stated");
        let title = report.title.as_deref().unwrap_or("no title");
        let _ = writeln!(out, "    {published}, {}: {} ({})", line(outlet), line(title), line(&report.path));
    }
    for apart in &story.apart_from {
        let _ = writeln!(out, "    apart from {}: {}", line(&apart.story), line(&apart.why));
    }
}

fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::ReportId;
    use record::grouped::{Apart, GroupedReport};

    #[test]
    fn a_story_with_its_reports() {
        let report = |id: &str, published: Option<&str>| GroupedReport {
            id: ReportId(id.to_owned()),
            path: format!("{id}.txt"),
            outlet: None,
            title: Some("Envoys\nmeet".to_owned()),
            published: published.map(str::to_owned),
        };
        let story = GroupedStory {
            id: "a".to_owned(),
            title: "Envoys meet".to_owned(),
            from: Some("2031-03-04".to_owned()),
            to: Some("2031-03-05".to_owned()),
            reports: vec![report("a", Some("2031-03-04")), report("b", None)],
            lines: 2,
            apart_from: vec![Apart {
                story: "c".to_owned(),
                why: "another place: Norwick, not Port\u{1b}[2J".to_owned(),
            }],
        };
        assert_eq!(
            text(&[story]),
            "Envoys meet\n  a  4 to 5 March 2031, 2 reports, 2 independent lines of reporting\n    \
             4 Mar 2031, outlet not stated: Envoys meet (a.txt)\n    undated, outlet not stated: Envoys meet (b.txt)\n    \
             apart from c: another place: Norwick, not Port[2J\n"
        );
        assert_eq!(text(&[]), "");
    }
}
