//! Mails inside of mails: what was forwarded or quoted, with the header that stands over it.

use crate::head::{collapse, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Lines of the header of a forwarded mail.
const HEADER: usize = 14;
/// The share of a mail's words from which what it quotes is the report, and not what it says itself.
const QUOTED: usize = 2;

/// The line over a forwarded mail.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[>\s]*(?:[-_*=]{2,}\s*(?i:forwarded message|original message|forwarded by .{0,60}|urspr[üu]ngliche nachricht|weitergeleitete nachricht|message transf[ée]r[ée]|mensaje reenviado)\s*[-_*=]*",
        r"|(?i:begin forwarded message):)\s*$",
    ))
});
/// A line of its header.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[>\s*]*(?i:(from|von|de)|(date|sent|datum|gesendet|fecha|envoy[ée])|(subject|betreff|objet|asunto)|(?:to|cc|reply-to|an|para|à|importance|organi[sz]ation))\s*:\*?\s*(.*)$",
    )
});
/// The line over a quoted mail: "On Tue, 4 March 2031 at 10:00, Ilse Brandt <ib@post.example> wrote:".
static WROTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:On|Am|Le|El) (.{6,80}?),? (?:at \d{1,2}:\d{2},? )?([^<>,]{2,60}?)(?: <[^<>]*>)? (?:wrote|schrieb|a écrit|escribió)\s?:$",
    )
});

/// A mail in the text of another.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inner {
    /// Who wrote it, without the address.
    pub from: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its words.
    pub text: String,
}

/// The mail that a text passes on: the innermost that is forwarded, else the one that is quoted, where that is most of
/// the text.
pub fn inner(text: &str) -> Option<Inner> {
    let mut found: Option<Inner> = None;
    while let Some(next) = forwarded(found.as_ref().map_or(text, |inner| inner.text.as_str())) {
        found = Some(next);
    }
    found.or_else(|| quoted(text))
}

fn forwarded(text: &str) -> Option<Inner> {
    let lines: Vec<&str> = text.lines().collect();
    let mark = lines.iter().position(|line| MARK.is_match(line))?;
    let mut inner = Inner::default();
    let mut at = mark + 1;
    let mut fields = 0;
    for line in lines.get(at..)?.iter().take(HEADER) {
        let Some(field) = FIELD.captures(line) else {
            if line.trim_matches(['>', ' ']).is_empty() && fields == 0 {
                at += 1;
                continue;
            }
            break;
        };
        at += 1;
        fields += 1;
        let value = field.get(4).map(|value| collapse(value.as_str())).filter(|value| !value.is_empty());
        for (group, slot) in [(1, &mut inner.from), (2, &mut inner.date), (3, &mut inner.subject)] {
            if field.get(group).is_some() && slot.is_none() {
                slot.clone_from(&value);
            }
        }
    }
    if fields < 2 {
        return None;
    }
    inner.from = inner.from.and_then(|from| sender(&from));
    inner.text = unquoted(lines.get(at..)?);
    (!inner.text.trim().is_empty()).then_some(inner)
}

fn quoted(text: &str) -> Option<Inner> {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| WROTE.is_match(line))?;
    let captures = WROTE.captures(lines.get(at)?)?;
    let below: Vec<&str> = lines.get(at + 1..)?.iter().copied().filter(|line| line.starts_with('>')).collect();
    let words = |lines: &[&str]| lines.iter().map(|line| line.split_whitespace().count()).sum::<usize>();
    let own = words(lines.get(..at)?);
    let text = unquoted(&below);
    (words(&below) > own * QUOTED && !text.trim().is_empty()).then(|| Inner {
        from: captures.get(2).and_then(|name| sender(name.as_str())),
        date: captures.get(1).map(|date| collapse(date.as_str())),
        subject: None,
        text,
    })
}

/// A sender's name without address and quotation marks; none where there is only the address.
fn sender(from: &str) -> Option<String> {
    let name = from.split(['<', '[', '(']).next().unwrap_or_default();
    let name = collapse(name.trim_matches(|c: char| matches!(c, '"' | '\'' | '*') || c.is_whitespace()));
    (!name.is_empty() && !name.contains('@')).then_some(name)
}

/// Lines without the marks of quotation that all of them have.
fn unquoted(lines: &[&str]) -> String {
    let full = || lines.iter().filter(|line| !line.trim().is_empty());
    let quoted = full().count() > 0 && full().all(|line| line.starts_with('>'));
    let bare =
        |line: &&str| if quoted { line.trim_start_matches('>').trim_start().to_owned() } else { (*line).to_owned() };
    lines.iter().map(bare).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_mails() {
        for text in [
            "For your file.\n\n---------- Forwarded message ---------\nFrom: Pia Stein <ps@post.example>\nDate: Tue, 4 Mar 2031 at 10:30\nSubject: Ferry stays\nTo: desk@post.example\n\nThe ferry stays in port.\n",
            "-----Original Message-----\nFrom: Pia Stein [mailto:ps@post.example]\nSent: Tue, 4 Mar 2031 at 10:30\nTo: desk\nSubject: Ferry stays\n\nThe ferry stays in port.\n",
            "Begin forwarded message:\n\n> From: \"Pia Stein\" <ps@post.example>\n> Subject: Ferry stays\n> Date: Tue, 4 Mar 2031 at 10:30\n>\n> The ferry stays in port.\n",
        ] {
            let found = inner(text).unwrap();
            assert_eq!(found.from.as_deref(), Some("Pia Stein"), "{text}");
            assert_eq!(found.subject.as_deref(), Some("Ferry stays"));
            assert_eq!(found.date.as_deref(), Some("Tue, 4 Mar 2031 at 10:30"));
            assert_eq!(found.text.trim(), "The ferry stays in port.");
        }
    }

    #[test]
    fn quoted_mails_are_the_report_where_they_are_most_of_it() {
        let text = "See below.\n\nOn Tue, 4 Mar 2031 at 10:30, Pia Stein <ps@post.example> wrote:\n> The ferry stays in port.\n> Nobody knows why.\n";
        let found = inner(text).unwrap();
        assert_eq!(
            (found.from.as_deref(), found.text.as_str()),
            (Some("Pia Stein"), "The ferry stays in port.\nNobody knows why.")
        );
        assert_eq!(inner("The ferry stays in port.\n\nFrom: here on nothing moves.\n"), None);
        assert_eq!(
            inner(
                "The minister, who was tired of letters, did not answer at all.\nOn Tue, 4 Mar 2031, Pia Stein wrote:\n> When?\n"
            ),
            None
        );
    }
}
