//! `rapporteur digest`.

use super::super::{Common, Done, Stopped};
use super::{json, mailer, open, unknown, write};
use crate::arguments::{DigestArguments, DigestFormat};
use crate::output::Kind as Out;
use ::watching::out::{Digest, Look};
use ::watching::questions::seconds;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use record::Diagnostic;

pub(in super::super) fn digest(arguments: &DigestArguments, common: Common) -> Result<Done, Stopped> {
    let now = Timestamp::now();
    let since = since(&arguments.since, &arguments.zone, now)?;
    let state = open(&arguments.place, &common)?;
    let question = arguments.question.as_deref();
    if let Some(name) = question
        && !state.questions()?.iter().any(|question| question.name == name)
    {
        return Err(unknown("question", name).into());
    }
    let facts = state.found_since(since, question)?;
    let of = question.map_or_else(String::new, |question| format!("{question}: "));
    let from = since.to_zoned(zone(&arguments.zone)?).strftime("%-d %B %Y, %H:%M %Z").to_string();
    let title = format!("{of}what is new since {from}");
    if let Some(to) = &arguments.to {
        let Some(mailer) = mailer(arguments.mail.as_deref(), &arguments.mail_from, None)? else { return Ok(Done::All) };
        let sent = mailer.send_digest(&title, &facts, to, now);
        sent.map_err(|refused| Diagnostic::error("digest/unsent", format!("it was not received: {}", refused.why)))?;
        return Ok(Done::All);
    }
    let digest = Digest { title, facts: &facts };
    let (kind, text) = match arguments.format {
        DigestFormat::Json => (Out::Json, json(&facts)?),
        DigestFormat::Text => (Out::Text, digest.write(Look::Text)),
        DigestFormat::Md => (Out::Data, digest.write(Look::Markdown)),
        DigestFormat::Html => (Out::Data, digest.write(Look::Html)),
    };
    write(&common, kind, &text)?;
    Ok(Done::All)
}

fn zone(name: &str) -> Result<TimeZone, Diagnostic> {
    TimeZone::get(name)
        .map_err(|_| Diagnostic::error("usage/zone", format!("no time zone {name:?} is known")).hint("Europe/Berlin"))
}

/// The moment that words mean.
fn since(words: &str, zone_name: &str, now: Timestamp) -> Result<Timestamp, Diagnostic> {
    let wrong = || {
        Diagnostic::error("usage/since", format!("{words:?} is no moment"))
            .hint("`today`, `yesterday`, `24h`, `7d`, or a day such as 2031-03-04")
    };
    let zone = zone(zone_name)?;
    let today = now.to_zoned(zone.clone()).date();
    let day = match words {
        "today" => Some(today),
        "yesterday" => today.checked_sub(1.day()).ok(),
        day => day.parse::<Date>().ok(),
    };
    if let Some(day) = day {
        return day.to_zoned(zone).map(|zoned| zoned.timestamp()).map_err(|_| wrong());
    }
    let seconds = seconds(words).and_then(|seconds| i64::try_from(seconds).ok()).ok_or_else(wrong)?;
    now.checked_sub(jiff::SignedDuration::from_secs(seconds)).map_err(|_| wrong())
}
