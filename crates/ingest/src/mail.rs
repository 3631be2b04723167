//! E-mail: newsletters, alerts, reports that were sent on. One report a mail; attachments are not read.

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

/// The report in a mail.
///
/// # Errors
/// When it is no mail or holds no text.
pub fn report(path: &str, bytes: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    // Mails are hostile, and the parser is not ours.
    let Ok(Some(message)) = quietly(|| MessageParser::default().parse(bytes)) else {
        return Err(Diagnostic::error("input/not-mail", "it cannot be read as an e-mail")
            .at(path)
            .hint("save the mail as .eml, or its text as .txt"));
    };
    let given = given(&message);
    let mut report = match body(&message) {
        Some(Body::Plain(text)) => {
            problem::refuse_size(path, text.len(), limits.report_bytes)?;
            plain::report(path, text, &given, Trust::Dump)?
        }
        Some(Body::Markup(markup)) => html::article(path, &markup, given, Trust::Dump, limits)?,
        None => return Err(problem::empty(path)),
    };
    let attached = message.attachment_count();
    if attached > 0 {
        let names: Vec<String> =
            message.attachments().filter_map(|part| part.attachment_name()).take(3).map(collapse).collect();
        let message = format!("{attached} attachments were not read ({})", names.join(", "));
        report.diagnostics.push(Diagnostic::warning("mail/attachments", message).at(path));
    }
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
