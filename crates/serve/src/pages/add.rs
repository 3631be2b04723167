//! Reports come in: files, or a text that was copied.

use super::{Answer, count, forms, links, whole};
use crate::access::Visitor;
use crate::app::App;
use crate::input::{self, File, Given, Taken};
use crate::problem::Problem;
use axum::Extension;
use axum::extract::{Multipart, State};
use axum::response::Html;
use maud::{Markup, html};
use render::html::parts::plain;

pub async fn form(State(app): State<App>, Extension(visitor): Extension<Visitor>) -> Answer {
    forms::page(&app, &visitor, "Add reports", "/add", fields)
}

fn fields(key: &str) -> Markup {
    html! {
        h1 { "Add reports" }
        p { "Files of any kind that " code { "rapporteur add" } " takes, or one report pasted. What is there already changes nothing; another text under a known address is a new version." }
        form.fields method="post" action="/add" enctype="multipart/form-data" {
            input type="hidden" name="key" value=(key);
            label for="files" { "Files" }
            input id="files" name="files" type="file" multiple;
            label for="text" { "Or its text" }
            textarea id="text" name="text" rows="10" {}
            label for="title" { "Its title" }
            input id="title" name="title" maxlength="1000";
            label for="outlet" { "Who published it" }
            input id="outlet" name="outlet" maxlength="200";
            label for="published" { "When (2031-03-04)" }
            input id="published" name="published" maxlength="40";
            label for="url" { "The address of its page" }
            input id="url" name="url" type="url" maxlength="2000";
            button { "Add" }
        }
    }
}

pub async fn take(State(app): State<App>, Extension(visitor): Extension<Visitor>, mut form: Multipart) -> Answer {
    let mut given = Given::default();
    let mut files = Vec::new();
    let mut own = false;
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| broken(&error))?;
        if name == "key" {
            own = app.access.is_own_form(&visitor, &String::from_utf8_lossy(&bytes));
        } else if !own {
            break;
        } else if let Some(file) = file.filter(|_| name == "files") {
            if !bytes.is_empty() {
                files.push(File { name: file, bytes: bytes.to_vec() });
            }
            if files.len() > app.limits.files {
                return Err(Problem::request(format!("up to {} files can be added at a time", app.limits.files)).into());
            }
        } else {
            given.set(&name, String::from_utf8_lossy(&bytes).trim());
        }
    }
    if !own {
        return Err(forms::foreign().into());
    }
    let mut read = input::files(files);
    if !given.is_empty() {
        read.extend(input::given(vec![given]));
    }
    if read.is_empty() {
        return Err(Problem::request("there was neither a file nor a text").into());
    }
    let (taken, ids) = app
        .shelf
        .write(move |desk| {
            let taken = input::take(desk, read)?;
            let mut stories = Vec::new();
            for id in &taken.added.stories {
                if let Some(story) = desk.library.find_story(id)? {
                    stories.push((story.id, story.title));
                }
            }
            Ok((taken, stories))
        })
        .await?;
    Ok(forms::no_store(Html(whole("Added", "/add", &became(&taken, &ids)))))
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Problem {
    Problem::new(error.status(), "request/form", error.body_text())
}

fn became(taken: &Taken, stories: &[(String, String)]) -> Markup {
    let added = &taken.added;
    html! {
        h1 { "Added" }
        p role="status" {
            (count(added.added.len(), "new report", "new reports")) ", "
            (count(added.versions.len(), "new version", "new versions")) ", "
            (added.unchanged.len()) " there already."
        }
        ul { @for id in added.added.iter().chain(&added.versions) { li { a href=(links::report(id)) { "Report " (id) } } } }
        @if !stories.is_empty() {
            h2 { "They went to" }
            ul { @for (id, title) in stories { li { a href=(links::story(id)) dir="auto" { (plain(title)) } } } }
        }
        @if !taken.messages.is_empty() {
            h2 { "What to know" }
            ul { @for said in &taken.messages { li { (plain(&said.to_string())) } } }
        }
        p { a href="/add" { "Add more" } }
    }
}
