//! `rapporteur questions`.

use super::super::{Common, Done, Stopped};
use super::table::table;
use super::{json, open, unknown, write};
use crate::arguments::{ListFormat, QuestionsCommand};
use crate::output::Kind as Out;
use ::watching::facts::Kind;
use ::watching::out::unsubscribed;
use ::watching::questions::{Question, Receiver, When};
use ::watching::signing::random;
use jiff::Timestamp;
use record::Diagnostic;

pub(in super::super) fn questions(command: QuestionsCommand, common: Common) -> Result<Done, Stopped> {
    match command {
        QuestionsCommand::Add { name, about, story, kinds, to, when, zone, allow_private, place } => {
            let kinds = kinds.iter().map(|name| named(name)).collect::<Result<Vec<Kind>, Diagnostic>>()?;
            let when = When::parse(&when, &zone)?;
            let mut state = open(&place, &common)?;
            let known = state.questions()?.into_iter().find(|question| question.name == name);
            let known = known.map(|question| question.receivers).unwrap_or_default();
            let mut receivers = Vec::new();
            let mut secrets = String::new();
            for address in &to {
                let receiver = receiver(address, &known, allow_private)?;
                if let Receiver::Webhook { url, secret, .. } = &receiver {
                    secrets += &format!("{url}\tis signed with\t{secret}\n");
                }
                receivers.push(receiver);
            }
            state.save_question(&Question { name, about, story, kinds, receivers, when }, Timestamp::now())?;
            write(&common, Out::Text, &secrets)?;
            Ok(Done::All)
        }
        QuestionsCommand::List { format, place } => {
            let mut questions = open(&place, &common)?.questions()?;
            for receiver in questions.iter_mut().flat_map(|question| &mut question.receivers) {
                if let Receiver::Webhook { secret, .. } = receiver {
                    secret.clear();
                }
            }
            let text = match format {
                ListFormat::Json => json(&questions)?,
                ListFormat::Text => {
                    table(&["NAME", "ABOUT", "STORY", "KINDS", "TO"], &questions.iter().map(row).collect::<Vec<_>>())
                }
            };
            write(&common, if format == ListFormat::Json { Out::Json } else { Out::Text }, &text)?;
            Ok(Done::All)
        }
        QuestionsCommand::Remove { name, place } => {
            if !open(&place, &common)?.remove_question(&name)? {
                return Err(unknown("question", &name).into());
            }
            Ok(Done::All)
        }
        QuestionsCommand::Unsubscribe { link, place } => {
            let mut state = open(&place, &common)?;
            let secret = state.secret()?;
            let found = url::Url::parse(&link).ok().and_then(|link| unsubscribed(&link, &secret));
            let (question, receiver) = found.ok_or_else(|| {
                Diagnostic::error("usage/link", "the link was not signed with this library's secret")
                    .hint("copy the whole link from the mail")
            })?;
            state.unsubscribe(&question, &receiver, Timestamp::now())?;
            write(&common, Out::Text, &format!("{receiver} is told no more of {question:?}\n"))?;
            Ok(Done::All)
        }
    }
}

fn row(question: &Question) -> Vec<String> {
    let or_any = |value: &Option<String>| value.clone().unwrap_or_else(|| "any".to_owned());
    let kinds: Vec<&str> = question.kinds.iter().map(|kind| kind.name()).collect();
    let kinds = if kinds.is_empty() { "all".to_owned() } else { kinds.join(",") };
    let to: Vec<&str> = question.receivers.iter().map(Receiver::name).collect();
    vec![question.name.clone(), or_any(&question.about), or_any(&question.story), kinds, to.join(" ")]
}

fn named(name: &str) -> Result<Kind, Diagnostic> {
    Kind::named(name).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        Diagnostic::error("usage/kind", format!("there is no kind of fact {name:?}"))
            .hint(format!("one of {}", names.join(", ")))
    })
}

/// A receiver by its address; a webhook that is known keeps its secret.
fn receiver(address: &str, known: &[Receiver], allow_private: bool) -> Result<Receiver, Diagnostic> {
    if let Some(mail) = address.strip_prefix("mailto:") {
        return Ok(Receiver::Mail(mail.to_owned()));
    }
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        let wrong = Diagnostic::error("usage/to", format!("{address:?} is nobody's address"));
        return Err(wrong.hint("mailto:desk@post.example, or the https:// address of a webhook"));
    }
    let kept = known.iter().find_map(|receiver| match receiver {
        Receiver::Webhook { url, secret, .. } if url == address => Some(secret.clone()),
        _ => None,
    });
    let secret = kept.map_or_else(random, Ok)?;
    Ok(Receiver::Webhook { url: address.to_owned(), secret, allow_private })
}
