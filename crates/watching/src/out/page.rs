//! Facts as HTML.

use super::{by_story, lines, place};
use crate::state::Found;
use maud::{DOCTYPE, Markup, html};

/// A page for a mail reader: no script, no picture, nothing fetched.
pub(super) fn page(title: &str, facts: &[Found], unsubscribe: Option<&str>) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
            }
            body style="font-family: sans-serif; max-width: 40em; margin: 1em auto; line-height: 1.4" {
                h1 style="font-size: 1.3em" { (title) }
                (facts_of(facts))
                @if let Some(link) = unsubscribe {
                    p { small { a href=(link) { "Send me no more of these" } } }
                }
            }
        }
    }
    .into_string()
}

/// The facts alone.
pub(super) fn facts_of(facts: &[Found]) -> Markup {
    html! {
        @for (title, list) in by_story(facts) {
            h2 style="font-size: 1.1em" { (title) }
            ul {
                @for found in list {
                    li {
                        p { strong { (found.fact.kind.words()) } ": " (found.fact.what) br; (found.fact.change) }
                        @if !found.fact.lines.is_empty() { p { small { "told by " (lines(found)) } } }
                        @for words in &found.fact.evidence {
                            blockquote { (words.quote) " " small { "[" (words.report) " " (place(&words.span)) "]" } }
                        }
                    }
                }
            }
        }
    }
}
