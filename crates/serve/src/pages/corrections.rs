//! A desk's own word: what it said, how to take it back, and forms to say more.

use super::forms::{self, Keyed};
use super::{Answer, links};
use crate::access::Visitor;
use crate::api::{Ask, told};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use corrections::{Anchor, Correction, RowKind, Rule, anchor};
use maud::{Markup, html};
use record::Story;
use record::story::ReportSummary;
use render::compose;
use render::document::{Inline, Row};
use render::html::parts::plain;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Library;

#[derive(Deserialize)]
pub struct Asked {
    story: Option<String>,
}

pub async fn page(State(app): State<App>, Extension(visitor): Extension<Visitor>, Ask(asked): Ask<Asked>) -> Answer {
    let found = app.shelf.read(move |library| {
        let story = asked.story.map(|id| Ok::<_, Problem>((told(library, &id)?, id))).transpose()?;
        Ok((library.corrections()?, story))
    });
    let (rules, story) = found.await?;
    forms::page(&app, &visitor, "Corrections", "", |key| body(&rules, story.as_ref(), key))
}

fn body(rules: &[Rule], story: Option<&(Story, String)>, key: &str) -> Markup {
    html! {
        h1 { "Corrections" }
        @if rules.is_empty() { p { "None so far." } }
        ul { @for rule in rules { li { (self::rule(rule, key)) } } }
        (form(key, "same-name", None, "Two names are one", html! {
            (field("name", "The name that stays"))
            (field("other", "The other name"))
        }))
        (form(key, "other-name", None, "A name is somebody else’s", html! {
            (field("name", "The name"))
            (field("than", "Whom it was taken for"))
        }))
        @match story {
            Some((story, id)) => (of_story(story, id, key)),
            None => p { "To correct dates, happenings, rows and reports, open this page from their story." },
        }
    }
}

fn rule(rule: &Rule, key: &str) -> Markup {
    html! {
        (plain(&rule.correction.to_string())) " " small { (plain(&rule.author)) ", " (rule.at) }
        form.inline method="post" action="/corrections" {
            (hidden(key, "undo", None))
            input type="hidden" name="number" value=(rule.number);
            button aria-label={ "Take back number " (rule.number) } { "Take back" }
        }
    }
}

fn of_story(story: &Story, id: &str, key: &str) -> Markup {
    let all = rows(story, |_| true);
    let happenings = rows(story, |row| row.starts_with('e'));
    html! {
        h2 { "In the story " a href=(links::story(id)) { (plain(&compose::page(story).title)) } }
        (form(key, "date", Some(id), "It was on another day", html! {
            (choice("row", "Which happening", &happenings))
            (field("date", "When it was (2031-03-04)"))
        }))
        (form(key, "same", Some(id), "Two happenings are one", html! {
            (choice("row", "The one that stays", &happenings))
            (choice("other", "The other", &happenings))
        }))
        (form(key, "hide", Some(id), "A row is not to be shown", choice("row", "Which row", &all)))
        (form(key, "move", Some(id), "A report belongs to another story", html! {
            (choice("report", "Which report", &reports(story)))
            (field("to", "The other story’s id, or words of its title"))
        }))
    }
}

fn hidden(key: &str, what: &str, story: Option<&str>) -> Markup {
    html! {
        input type="hidden" name="key" value=(key);
        input type="hidden" name="what" value=(what);
        @if let Some(story) = story { input type="hidden" name="story" value=(story); }
    }
}

fn form(key: &str, what: &str, story: Option<&str>, heading: &str, fields: Markup) -> Markup {
    html! {
        details.more {
            summary { (heading) }
            form.fields method="post" action="/corrections" aria-label=(heading) {
                (hidden(key, what, story))
                (fields)
                (field("author", "Your name"))
                button { "Correct" }
            }
        }
    }
}

/// A label around its field: forms of one page share names, so that ids would be given twice.
fn field(name: &str, label: &str) -> Markup {
    html! { label { (label) " " input name=(name) required maxlength="200"; } }
}

fn choice(name: &str, label: &str, rows: &[(String, String)]) -> Markup {
    html! {
        label {
            (label) " "
            select name=(name) required { @for (id, words) in rows { option value=(id) { (plain(words)) } } }
        }
    }
}

/// Letters of a row in a list.
const SHORT: usize = 90;

/// The rows of the story's page that a correction can point to.
fn rows(story: &Story, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    fn collect(rows: &[Row], into: &mut BTreeMap<String, String>) {
        for row in rows {
            let words: Vec<&str> = row.line.iter().filter_map(words).collect();
            let words: String = format!("{} {}", row.label, words.join(" ")).trim().chars().take(SHORT).collect();
            into.insert(row.id.clone(), words);
            collect(&row.folded, into);
        }
    }
    fn words(inline: &Inline) -> Option<&str> {
        match inline {
            Inline::Text(words) | Inline::Strong(words) | Inline::Quote(words) => Some(words),
            Inline::Muted(_) | Inline::Cite(_) => None,
        }
    }
    let mut found = BTreeMap::new();
    for section in compose::page(story).sections {
        collect(&section.rows, &mut found);
    }
    found.into_iter().filter(|(id, _)| wanted(id) && anchor(story, id).is_some()).collect()
}

fn reports(story: &Story) -> Vec<(String, String)> {
    let named = |report: &ReportSummary| {
        let title = report.title.as_ref().map_or(&report.id.0, |title| &title.value);
        (report.id.0.clone(), title.chars().take(SHORT).collect())
    };
    story.reports.iter().map(named).collect()
}

/// What a form of this page says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Said {
    key: String,
    what: String,
    story: String,
    author: String,
    name: String,
    other: String,
    than: String,
    row: String,
    date: String,
    report: String,
    to: String,
    number: i64,
}

impl Keyed for Said {
    fn key(&self) -> &str {
        &self.key
    }
}

pub async fn say(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    said: Result<Form<Said>, FormRejection>,
) -> Answer {
    let said = forms::own(&app, &visitor, said)?;
    let back = match said.story.as_str() {
        "" => "/corrections".to_owned(),
        story => format!("/corrections?story={}", links::part(story)),
    };
    app.shelf.write(move |desk| keep(&mut desk.library, &said)).await?;
    Ok(Redirect::to(&back).into_response())
}

fn keep(library: &mut Library, said: &Said) -> Result<(), Problem> {
    if said.what == "undo" {
        return library.undo_correction(said.number)?.map(drop).ok_or_else(|| Problem::missing("correction"));
    }
    let author = given(&said.author)?;
    let correction = correction(library, said)?;
    library.correct(&author, &correction)?;
    Ok(())
}

fn given(words: &str) -> Result<String, Problem> {
    match words.trim() {
        "" => Err(Problem::request("a field is empty")),
        words => Ok(words.to_owned()),
    }
}

fn correction(library: &mut Library, said: &Said) -> Result<Correction, Problem> {
    match said.what.as_str() {
        "same-name" => Ok(Correction::SameName { name: given(&said.name)?, other: given(&said.other)? }),
        "other-name" => Ok(Correction::OtherName { name: given(&said.name)?, than: given(&said.than)? }),
        "move" => {
            let story = library.find_story(&given(&said.to)?)?.ok_or_else(|| Problem::missing("story"))?;
            Ok(Correction::Belongs { report: given(&said.report)?, story: story.id })
        }
        what => in_story(&told(library, &said.story)?, what, said),
    }
}

fn in_story(story: &Story, what: &str, said: &Said) -> Result<Correction, Problem> {
    match what {
        "date" => {
            let date = given(&said.date)?;
            if record::timex::interval(&date).is_none() {
                return Err(Problem::request(format!("{date:?} is no date")).hint("2031-03-04, 2031-03 or 2031"));
            }
            Ok(Correction::Date { happening: happening(story, &said.row)?, date })
        }
        "same" => {
            let (one, other) = (happening(story, &said.row)?, happening(story, &said.other)?);
            Ok(Correction::SameHappening { one, other })
        }
        "hide" => {
            let (row, at) = anchor(story, &said.row).ok_or_else(|| Problem::missing("row"))?;
            Ok(Correction::Hidden { row, at })
        }
        _ => Err(Problem::request("there is no such correction")),
    }
}

fn happening(story: &Story, id: &str) -> Result<Anchor, Problem> {
    match anchor(story, id) {
        Some((RowKind::Happening, at)) => Ok(at),
        _ => Err(Problem::missing("happening")),
    }
}
