//! Somebody, over all stories: what he did, said, whom he met, what he is called.

use super::{Answer, HTML, count, links, whole};
use crate::api::Ask;
use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::Evidence;
use render::dates;
use render::html::parts::plain;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{ActRow, EntityRow, Filter, HappeningRow, Library, ReportRow, Spelling, StatementRow};

/// Names of the list; rows of each kind on a page, and of them at first; places that a row cites.
const NAMES: usize = 200;
const ROWS: usize = 200;
const FIRST: usize = 20;
const CITES: usize = 6;
/// Entities of one name, and reports that are looked up for a page.
const SPELLINGS: usize = 200;
const REPORTS: usize = 400;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn list(State(app): State<App>, headers: HeaderMap, Ask(asked): Ask<Asked>) -> Answer {
    let answer = app.kept(format!("/entities {}", asked.q), HTML, &headers, move |library| {
        let rows = if asked.q.trim().is_empty() { library.all_entities(None, NAMES)? } else { library.entities(&asked.q, NAMES)? };
        // One name in several stories is one row here.
        let mut names: BTreeMap<&str, (usize, usize, &str)> = BTreeMap::new();
        for row in &rows {
            let known = names.entry(&row.name).or_insert((0, 0, &row.kind));
            known.0 += row.mentions;
            known.1 += 1;
        }
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(name, (mentions, ..))| (std::cmp::Reverse(*mentions), *name));
        let body = html! {
            h1 { "Names" }
            form.line method="get" action="/entities" role="search" aria-label="Names" {
                label for="q" { "A name, or its beginning" }
                input id="q" name="q" type="search" value=(asked.q) maxlength="200";
                button { "Find" }
            }
            @if names.is_empty() { p { "No such name." } }
            ul.names {
                @for (name, (mentions, stories, kind)) in &names {
                    li {
                        a href=(links::entity(name)) dir="auto" { (plain(name)) } " "
                        small { (kind) ", " (count(*mentions, "mention", "mentions")) ", " (count(*stories, "story", "stories")) }
                    }
                }
            }
        };
        Ok(whole("Names", "/entities", &body))
    });
    Ok(answer.await?)
}

pub async fn page(State(app): State<App>, headers: HeaderMap, Path(name): Path<String>) -> Answer {
    let answer = app.kept(links::entity(&name), HTML, &headers, move |library| {
        let known = library.entities(&name, SPELLINGS)?;
        let first = known.first().ok_or_else(|| Problem::missing("name"))?;
        let title = first.name.clone();
        let view = View::new(library, known)?;
        Ok(whole(&title, "/entities", &view.body(&title)))
    });
    Ok(answer.await?)
}

struct View {
    entities: Vec<EntityRow>,
    stories: BTreeMap<String, String>,
    happenings: Vec<HappeningRow>,
    statements: Vec<StatementRow>,
    acts: Vec<ActRow>,
    spellings: Vec<Spelling>,
    reports: BTreeMap<String, ReportRow>,
}

impl View {
    fn new(library: &mut Library, entities: Vec<EntityRow>) -> Result<Self, Problem> {
        let numbers: Vec<i64> = entities.iter().map(|row| row.number).collect();
        let filter = Filter { entities: vec![numbers.clone()], most: ROWS, ..Filter::default() };
        let (happenings, statements, acts) =
            (library.happenings(&filter)?, library.statements(&filter)?, library.acts(&filter)?);
        let mut spellings = Vec::new();
        for number in &numbers {
            spellings.extend(library.spellings(*number)?);
        }
        let mut stories = BTreeMap::new();
        for row in &entities {
            if !stories.contains_key(&row.story)
                && let Some(story) = library.find_story(&row.story)?
            {
                stories.insert(row.story.clone(), story.title);
            }
        }
        let cited =
            happenings.iter().flat_map(|row| &row.evidence).chain(statements.iter().flat_map(|row| &row.evidence));
        let cited = cited.chain(acts.iter().flat_map(|row| &row.steps).flat_map(|step| &step.evidence));
        let mut ids: Vec<String> = cited.map(|evidence| evidence.report.0.clone()).collect();
        ids.extend(spellings.iter().map(|spelling| spelling.report.clone()));
        ids.sort();
        ids.dedup();
        let mut reports = BTreeMap::new();
        for id in ids.into_iter().take(REPORTS) {
            if let Some(row) = library.report(&id)? {
                reports.insert(id, row);
            }
        }
        Ok(Self { entities, stories, happenings, statements, acts, spellings, reports })
    }

    fn body(&self, title: &str) -> Markup {
        html! {
            h1 dir="auto" { (plain(title)) }
            @if let Some(side) = self.entities.iter().find_map(|row| row.side.as_ref()) {
                p.summary { "for " a href=(links::entity(side)) { (plain(side)) } }
            }
            section {
                h2 { "Stories" }
                ul { @for (id, title) in &self.stories { li { a href=(links::story(id)) dir="auto" { (plain(title)) } } } }
            }
            (self.roles())
            (self.met(title))
            (folded("Took part in", &self.happenings, |row| self.happening(row)))
            (folded("Said", &self.statements, |row| self.statement(row)))
            (folded("Offered, demanded, accused; was offered, demanded of, accused", &self.acts, |row| self.act(row)))
            (self.spelled())
            p { small {
                @let asked = links::part(title);
                "Export: "
                @for rows in ["happenings", "statements", "acts"] { a href={ (crate::api::ROOT) "/" (rows) "?entity=" (asked) } { (rows) " as JSON" } " " }
            } }
        }
    }

    /// Offices and descriptions, in order of the days of their reports.
    fn roles(&self) -> Markup {
        let day = |spelling: &&Spelling| self.reports.get(&spelling.report).and_then(|report| report.published.clone());
        let mut roles: Vec<&Spelling> = self.spellings.iter().filter(|spelling| spelling.role).collect();
        roles.sort_by_key(|spelling| (day(spelling).unwrap_or_else(|| "9999".to_owned()), spelling.name.clone()));
        roles.dedup_by(|one, other| one.name.eq_ignore_ascii_case(&other.name));
        html! {
            @if !roles.is_empty() {
                section {
                    h2 { "Called" }
                    dl { @for role in roles { div.row {
                        dt { (day(&role).map(|day| dates::short(&day)).unwrap_or_else(|| "undated".to_owned())) }
                        dd { span dir="auto" { (plain(&role.name)) } " " (self.place(role)) }
                    } } }
                }
            }
        }
    }

    fn place(&self, spelling: &Spelling) -> Markup {
        let (start, end) = spelling.span;
        let spans = record::Spans::from(record::Span::new(start, end.max(start)));
        html! { a.cite href=(links::words(&spelling.report, &spans)) { (self.outlet(&spelling.report)) } }
    }

    /// Whom he met, the most often met first.
    fn met(&self, title: &str) -> Markup {
        let mut others: BTreeMap<&str, usize> = BTreeMap::new();
        let own: Vec<i64> = self.entities.iter().map(|row| row.number).collect();
        let took_place = |row: &&HappeningRow| {
            row.kind.as_deref() == Some("CONSULT")
                && row.polarity != "negative"
                && matches!(row.factuality.as_str(), "asserted" | "attributed")
        };
        for row in self.happenings.iter().filter(took_place) {
            let mut names: Vec<&str> = row
                .participants
                .iter()
                .filter(|one| !own.contains(&one.who.number) && one.part != "absent")
                .map(|one| one.who.name.as_str())
                .collect();
            names.sort_unstable();
            names.dedup();
            for name in names.into_iter().filter(|name| *name != title) {
                *others.entry(name).or_default() += 1;
            }
        }
        let mut others: Vec<_> = others.into_iter().collect();
        others.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), *name));
        html! {
            @if !others.is_empty() {
                section { h2 { "Met" } ul.names { @for (name, times) in others { li { a href=(links::entity(name)) dir="auto" { (plain(name)) } " " small { (times) "×" } } } } }
            }
        }
    }

    fn happening(&self, row: &HappeningRow) -> Markup {
        html! {
            dt { (row.date.as_deref().map(dates::short).unwrap_or_else(|| "not dated".to_owned())) }
            dd {
                a href=(at_row(row)) dir="auto" { (plain(&row.headline)) } " "
                @if row.polarity == "negative" { small { "(did not take place) " } } @else if row.factuality != "asserted" { small { "(" (row.factuality) ") " } }
                (self.cites(&row.evidence))
            }
        }
    }

    fn statement(&self, row: &StatementRow) -> Markup {
        html! {
            dt { (row.said_at.as_deref().map(dates::short).unwrap_or_else(|| "not dated".to_owned())) }
            dd {
                q dir="auto" { (plain(&row.content)) } " "
                @if let Some(to) = &row.addressee { small { "to " (plain(to)) " " } }
                (self.cites(&row.evidence))
            }
        }
    }

    fn act(&self, row: &ActRow) -> Markup {
        let evidence: Vec<Evidence> = row.steps.iter().flat_map(|step| step.evidence.clone()).collect();
        html! {
            dt { (row.kind) }
            dd {
                @if let Some(by) = &row.by { a href=(links::entity(&by.name)) { (plain(&by.name)) } }
                @if let Some(to) = &row.to { " → " a href=(links::entity(&to.name)) { (plain(&to.name)) } }
                ": " a href={ (links::story(&row.story)) "#" (row.id) } dir="auto" { (plain(&row.what)) } " "
                small { (row.status) } " "
                (self.cites(&evidence))
            }
        }
    }

    fn cites(&self, evidence: &[Evidence]) -> Markup {
        let rest = evidence.len().saturating_sub(CITES);
        html! {
            span.cites {
                @for one in evidence.iter().take(CITES) {
                    a.cite href=(links::words(&one.report.0, &one.span)) { (self.outlet(&one.report.0)) } " "
                }
                @if rest > 0 { small { "and " (rest) " more" } }
            }
        }
    }

    fn outlet(&self, report: &str) -> String {
        let outlet = self.reports.get(report).and_then(|row| row.outlet.as_deref());
        plain(outlet.unwrap_or("report")).into_owned()
    }

    fn spelled(&self) -> Markup {
        let mut names: Vec<&Spelling> = self.spellings.iter().filter(|spelling| !spelling.role).collect();
        names.sort_by(|one, other| one.name.cmp(&other.name));
        names.dedup_by(|one, other| one.name == other.name);
        html! {
            section { h2 { "Spellings" } ul.names { @for name in names { li { span dir="auto" { (plain(&name.name)) } " " (self.place(name)) } } } }
        }
    }
}

/// A happening's row in its story; where it has none, its words.
fn at_row(row: &HappeningRow) -> String {
    match row.evidence.first() {
        Some(first) if !row.listed => links::words(&first.report.0, &first.span),
        _ => format!("{}#{}", links::story(&row.story), row.id),
    }
}

/// A section of rows, the first of them open.
fn folded<T>(heading: &str, rows: &[T], row: impl Fn(&T) -> Markup) -> Markup {
    let (first, rest) = rows.split_at(rows.len().min(FIRST));
    let list = |rows: &[T]| html! { dl { @for one in rows { div.row { (row(one)) } } } };
    let all = if rows.len() == ROWS { " or more" } else { "" };
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (heading) }
                @if !rest.is_empty() { p { small { "1 to " (first.len()) " of " (rows.len()) (all) } } }
                (list(first))
                @if !rest.is_empty() { details.more { summary { "Show all" } (list(rest)) } }
            }
        }
    }
}
