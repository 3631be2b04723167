//! E-mail: newsletters, alerts, reports that were sent on, pages that a browser saved as a mail (MHTML). Attachments are
//! not read, but for mails.

mod forwarded;
mod items;

use crate::guard::quietly;
use crate::head::collapse;
use crate::html;
use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders, PartType};
use record::{Diagnostic, Report};

/// What replying and forwarding put before a subject.
const PREFIXES: [&str; 6] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"];

/// How deep mails inside of mails are looked into.
const NESTED: usize = 4;
/// Words of a note that passes on a mail that is attached to it.
const NOTE: usize = 60;

/// The reports in a mail: the mail that it passes on, else its own text; a newsletter's items one by one.
pub fn reports(path: &str, bytes: &[u8], limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    // Mails are hostile, and the parser is not ours.
    let Ok(Some(message)) = quietly(|| MessageParser::default().parse(bytes)) else {
        return vec![Err(Diagnostic::error("input/not-mail", "it cannot be read as an e-mail")
            .at(path)
            .hint("save the mail as .eml, or its text as .txt"))];
    };
    of_message(path, &message, limits, 0)
}

fn of_message(path: &str, message: &Message<'_>, limits: &Limits, depth: usize) -> Vec<Result<Report, Diagnostic>> {
    if let Some(page) = saved_page(message) {
        return vec![of_page(path, page, message, limits)];
    }
    let body = body(message);
    let inside: Vec<&Message<'_>> = message.parts.iter().filter_map(|part| part.message()).collect();
    let note = match &body {
        Some(Body::Plain(text)) => text.split_whitespace().count() <= NOTE,
        Some(Body::Markup(markup)) => markup.len() <= NOTE * 40,
        None => true,
    };
    if note && !inside.is_empty() && depth < NESTED {
        let several = inside.len() > 1;
        let name = |n: usize| if several { format!("{path}#{}", n + 1) } else { path.to_owned() };
        let each = inside.iter().enumerate();
        return each.flat_map(|(n, inner)| of_message(&name(n), inner, limits, depth + 1)).collect();
    }
    let given = given(message);
    let items = match &body {
        _ if given.outlet.is_none() => Vec::new(),
        Some(Body::Plain(text)) => items::of_text(text),
        Some(Body::Markup(markup)) => items::of_markup(markup, limits),
        None => Vec::new(),
    };
    if !items.is_empty() {
        let one = |(n, item): (usize, &items::Item)| {
            let page = items::page(item);
            let given = Given { title: Some(item.title.clone()), ..given.clone() };
            let path = format!("{path}#{}", n + 1);
            plain::assemble(&path, page.text, &page.units, &page.hints, &given, Trust::Dump)
        };
        return items.iter().enumerate().map(one).collect();
    }
    let report = match body {
        Some(Body::Plain(text)) => problem::refuse_size(path, text.len(), limits.report_bytes).and_then(|()| {
            let (text, given) = match forwarded::inner(&text) {
                Some(inner) => passed_on(inner, given),
                None => (text, given),
            };
            plain::report(path, text, &given, Trust::Dump)
        }),
        Some(Body::Markup(markup)) => html::article(path, &markup, given, Trust::Dump, limits),
        None => Err(problem::empty(path)),
    };
    let with_note = |mut report: Report| {
        report.diagnostics.extend(attached(path, message));
        report
    };
    vec![report.map(with_note)]
}

/// The text and the metadata of a mail that another passes on.
fn passed_on(inner: forwarded::Inner, outer: Given) -> (String, Given) {
    let given = Given {
        title: inner.subject.as_deref().map(subject).or(outer.title).filter(|title| !title.is_empty()),
        outlet: None,
        byline: inner.from,
        published: inner.date.filter(|date| !crate::head::dates::dates(date, 0).is_empty()),
        ..Given::default()
    };
    (inner.text, given)
}

/// What is said of attachments.
fn attached(path: &str, message: &Message<'_>) -> Option<Diagnostic> {
    let count = message.attachment_count();
    let names: Vec<String> =
        message.attachments().filter_map(|part| part.attachment_name()).take(3).map(collapse).collect();
    let message = format!("{count} attachments were not read ({})", names.join(", "));
    (count > 0).then(|| Diagnostic::warning("mail/attachments", message).at(path))
}

/// The page in a file that a browser saved with everything around it (MHTML).
fn saved_page<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    let related = message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("related"))
    });
    let saved = message.header("Snapshot-Content-Location").is_some()
        || message.header("Content-Location").is_some()
        || message
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.name.as_deref())
            .is_some_and(|name| name.starts_with("Saved by"))
        || message.to().is_none() && message.message_id().is_none();
    if !related || !saved {
        return None;
    }
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    })
}

fn of_page(path: &str, page: &str, message: &Message<'_>, limits: &Limits) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, page.len(), limits.page_bytes)?;
    let mut report = html::report(path, page, limits)?;
    let own = message.header("Snapshot-Content-Location").and_then(HeaderValue::as_text).map(str::to_owned);
    let located = || message.parts.iter().find_map(|part| part.content_location().map(str::to_owned));
    report.url = report.url.or(own).or_else(located).filter(|url| url.contains("://"));
    Ok(report)
}

enum Body {
    Plain(String),
    Markup(String),
}

/// The text that the sender wrote; markup where there is no plain text.
fn body(message: &Message<'_>) -> Option<Body> {
    let (mut plain, mut markup) = (String::new(), String::new());
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => join(&mut plain, text),
            PartType::Html(html) => join(&mut markup, html),
            _ => {}
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(html) = &part.body
            && markup.is_empty()
        {
            join(&mut markup, html);
        }
    }
    if !plain.trim().is_empty() {
        Some(Body::Plain(plain))
    } else if !markup.trim().is_empty() {
        Some(Body::Markup(markup))
    } else {
        None
    }
}

fn join(whole: &mut String, part: &str) {
    if !whole.is_empty() {
        whole.push_str("\n\n");
    }
    whole.push_str(part);
}

fn given(message: &Message<'_>) -> Given {
    let sender = message.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref()).map(collapse);
    let sender = sender.filter(|name| !name.is_empty() && !name.contains('@'));
    // What is sent to a list is the outlet's; what a person sends is the person's.
    let sent_to_list =
        [message.list_id(), message.list_unsubscribe()].iter().any(|header| !matches!(header, HeaderValue::Empty))
            || message.header("List-Unsubscribe-Post").is_some();
    let (outlet, byline) = if sent_to_list { (sender, None) } else { (None, sender) };
    let date = message.date().filter(|date| date.is_valid());
    Given {
        title: message.subject().map(subject).filter(|title| !title.is_empty()),
        outlet,
        byline,
        published: date.map(mail_parser::DateTime::to_rfc3339),
        updated: None,
        ..Given::default()
    }
}

/// A subject without what replying and forwarding put before it.
fn subject(subject: &str) -> String {
    let mut words = subject.trim();
    while let Some(prefix) =
        PREFIXES.iter().find(|prefix| words.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
    {
        words = words.get(prefix.len()..).unwrap_or_default().trim_start();
    }
    collapse(words)
}
