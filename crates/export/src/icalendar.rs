//! iCalendar (RFC 5545): happenings that reports tell as planned, on a day that is known.
//!
//! Lost: whatever is not to come (a day before the last report that tells of it is over), plans for a week, a month or no time, who said it, disputes. `STATUS` is `TENTATIVE`: reports
//! tell of a plan, nobody has confirmed it to the program. Parties stand in the description, since an attendee needs a mail address.
//! `DTSTAMP` is the latest publication that tells of it, the first second of that day where no moment is known; a plan
//! without a dated report is left out. Times without a zone float.

use crate::deeds::{date, happening, value};
use crate::{Format, Pile, Shape, Sink, times};
use record::Evidence;
use record::reading::{Factuality, Polarity};
use record::story::StoryEvent;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "icalendar",
    what: "iCalendar (RFC 5545), happenings to come",
    lost: "what is not to come, plans without a day, who said it, disputes",
    shape: Shape::File,
    has_spans: false,
    write,
};

/// Octets that a line may have, its end not counted.
const OCTETS: usize = 75;

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    sink.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")?;
    sink.write(&line("PRODID", concat!("-//rapporteur//rapporteur ", env!("CARGO_PKG_VERSION"), "//EN")))?;
    sink.write("METHOD:PUBLISH\r\n")?;
    let planned = |event: &&StoryEvent| event.factuality == Factuality::Planned && event.polarity == Polarity::Positive;
    for event in pile.story.events.iter().filter(planned) {
        let (parts, words) = date(event);
        let (Some(day), Some(stamp)) = (parts.compact(), stamp(pile, event)) else { continue };
        // What lay behind the last report that tells of it was not to come.
        if stamp.get(..8).is_some_and(|told| told > day.as_str()) {
            continue;
        }
        let uid = format!("{:x}@rapporteur", happening(event));
        let place = event.place.as_ref().map(value);
        let told: Vec<Evidence> = event.accounts.iter().map(|account| account.evidence.clone()).collect();
        let mut out = String::from("BEGIN:VEVENT\r\n");
        out += &line("UID", &uid);
        out += &line("DTSTAMP", &stamp);
        let clock = event.time.as_ref().and_then(|time| times::clock(&time.value));
        out += &match clock {
            Some((clock, utc)) => line("DTSTART", &format!("{day}T{clock}{}", if utc { "Z" } else { "" })),
            None => line("DTSTART;VALUE=DATE", &day),
        };
        out += &line("SUMMARY", &escaped(&event.headline));
        if let Some((place, _)) = &place {
            out += &line("LOCATION", &escaped(place));
        }
        out += &line("DESCRIPTION", &escaped(&description(pile, event)));
        out += "STATUS:TENTATIVE\r\nEND:VEVENT\r\n";
        sink.write(&out)?;
        sink.cite(&uid, "DTSTART", &words)?;
        sink.cite(&uid, "SUMMARY", &told)?;
        if let Some((_, words)) = &place {
            sink.cite(&uid, "LOCATION", words)?;
        }
    }
    sink.write("END:VCALENDAR\r\n")
}

/// The latest publication that tells of it.
fn stamp(pile: &Pile<'_>, event: &StoryEvent) -> Option<String> {
    let reports = event.reports.iter().filter_map(|id| pile.source(id)).filter_map(|source| source.published());
    let moments = reports.filter_map(|(value, _)| {
        let moment = times::utc(value).or_else(|| times::parts(value).compact().map(|day| day + "000000"))?;
        let (day, clock) = moment.split_at_checked(8)?;
        Some(format!("{day}T{clock}Z"))
    });
    moments.max()
}

/// Who takes part, and the words of each report.
fn description(pile: &Pile<'_>, event: &StoryEvent) -> String {
    let names: Vec<&str> = event.participants.iter().filter_map(|one| pile.name(one.entity)).collect();
    let mut lines: Vec<String> = Vec::new();
    if !names.is_empty() {
        lines.push(names.join("; "));
    }
    for account in &event.accounts {
        let source = pile.source(&account.evidence.report);
        let outlet = source.and_then(|source| source.outlet()).map(|(name, _)| name);
        lines.push(format!("{}: {}", outlet.unwrap_or(&account.evidence.report.0), account.evidence.quote));
    }
    lines.join("\n")
}

/// Text of a property.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters.
fn line(name: &str, value: &str) -> String {
    let mut out = String::new();
    let mut octets = 0;
    for c in format!("{name}:{value}").chars() {
        if octets + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let words = "é€𐍈x".repeat(40);
        let folded = line("SUMMARY", &words);
        assert!(folded.ends_with("\r\n"));
        let lines: Vec<&str> = folded.trim_end().split("\r\n").collect();
        assert!(lines.len() > 5, "{folded}");
        for one in &lines {
            assert!(one.len() <= 75 && one.len() > 70 || one == lines.last().unwrap(), "{} octets", one.len());
        }
        assert_eq!(folded.replace("\r\n ", "").trim_end(), format!("SUMMARY:{words}"));
        assert_eq!(line("A", &"b".repeat(73)), format!("A:{}\r\n", "b".repeat(73)));
        assert_eq!(line("A", &"b".repeat(74)), format!("A:{}\r\n b\r\n", "b".repeat(73)));
    }

    #[test]
    fn marks_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne\nf\u{7}g:h"), "a\\,b\\;c\\\\d\\ne\\nf g:h");
    }
}
