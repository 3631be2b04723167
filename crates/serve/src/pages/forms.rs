//! Forms that change something are tied to the session that they were made for.

use super::{Wrong, whole};
use crate::access::{Right, Visitor, set_cookie};
use crate::app::App;
use crate::problem::Problem;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::Markup;

/// What a form says, with its key.
pub trait Keyed {
    fn key(&self) -> &str;
}

/// A page with forms, for who may write; whoever has no session is given one.
pub fn page(
    app: &App,
    visitor: &Visitor,
    title: &str,
    here: &str,
    body: impl Fn(&str) -> Markup,
) -> Result<Response, Wrong> {
    if visitor.right != Right::Write {
        return Err(Problem::new(StatusCode::FORBIDDEN, "access/read-only", "your token may only read").into());
    }
    let made = |key: &str| Html(whole(title, here, &body(key)));
    if let Some(key) = app.access.form_key(visitor) {
        return Ok(no_store(made(&key)));
    }
    let (session, key) = app.access.begin_open(App::now()).ok_or_else(Problem::failed)?;
    Ok(no_store(([(header::SET_COOKIE, set_cookie(Some(&session)))], made(&key))))
}

/// An answer to one visitor alone.
pub fn no_store(page: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// What a form says, if it was made for this visitor.
pub fn own<T: Keyed>(app: &App, visitor: &Visitor, said: Result<Form<T>, FormRejection>) -> Result<T, Problem> {
    let Form(said) = said.map_err(|refused| Problem::new(refused.status(), "request/form", refused.body_text()))?;
    if app.access.is_own_form(visitor, said.key()) { Ok(said) } else { Err(foreign()) }
}

/// A form of another session.
pub fn foreign() -> Problem {
    let problem = Problem::new(StatusCode::FORBIDDEN, "access/form", "this form is not of your session, or too old");
    problem.hint("open it again")
}
