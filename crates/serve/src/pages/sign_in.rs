//! A browser trades a token for a session.

use super::{Answer, whole};
use crate::access::{Visitor, set_cookie};
use crate::app::App;
use crate::problem::Problem;
use axum::Extension;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect};
use maud::html;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Given {
    token: String,
}

pub async fn form(State(app): State<App>, visitor: Option<Extension<Visitor>>) -> Answer {
    let body = html! {
        h1 { "Sign in" }
        @if !app.access.asks() {
            p { "This server asks nobody for a token: it listens to this machine alone." }
        } @else {
            @if visitor.is_some() {
                p { "You are signed in." }
                form method="post" action="/sign-out" { button { "Sign out" } }
            }
            form.fields method="post" action="/sign-in" {
                label for="token" { "Token" }
                input id="token" name="token" type="password" autocomplete="current-password" required maxlength="200";
                button { "Sign in" }
            }
        }
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(whole("Sign in", "", &body))).into_response())
}

pub async fn enter(State(app): State<App>, given: Result<Form<Given>, FormRejection>) -> Answer {
    let Form(Given { token }) =
        given.map_err(|refused| Problem::new(refused.status(), "request/form", refused.body_text()))?;
    if !app.access.asks() {
        return Ok(Redirect::to("/").into_response());
    }
    let session = app.access.begin(Some(token.trim()), App::now()).ok_or_else(|| {
        Problem::new(StatusCode::FORBIDDEN, "access/token", "there is no such token")
            .hint("look at it again, and at who gave it to you")
    })?;
    Ok(([(header::SET_COOKIE, set_cookie(Some(&session)))], Redirect::to("/")).into_response())
}

pub async fn leave() -> Answer {
    Ok(([(header::SET_COOKIE, set_cookie(None))], Redirect::to("/sign-in")).into_response())
}
