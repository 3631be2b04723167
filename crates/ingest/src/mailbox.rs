//! Mailboxes (`.mbox`): many mails in one file, each behind a line that begins with `From ` and stands first or below
//! an empty line. One report a mail; only one mail is held in memory at a time.

use crate::files::Input;
use crate::limits::Limits;
use crate::{mail, problem};
use record::{Diagnostic, Report};
use std::io::{self, BufRead, Read};

/// What opens a mail.
const OPENING: &[u8] = b"From ";

/// The reports of a mailbox, as `path#1` and so on. After a failure to read on, what was read stands.
pub fn reports(input: &Input<'_>, mut reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let mut found = Vec::new();
    let mut mail = Mail::default();
    let mut n = 0;
    let mut after_empty = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        let failure = match reader.by_ref().take(LINE as u64).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => {
                if after_empty && opens(&line) {
                    found.extend(mail.finish(input, n, limits));
                    n += 1;
                } else if n > 0 {
                    mail.add(&line, limits.report_bytes);
                }
                after_empty = line.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
                continue;
            }
            Err(error) => Some(error),
        };
        found.extend(mail.finish(input, n, limits));
        found.extend(failure.map(|error: io::Error| Err(input.failed(&error))));
        break;
    }
    if found.is_empty() {
        found.push(Err(problem::empty(input.path)));
    }
    found
}

/// Whether a line opens a mail: it names the sender and a time. A sentence may begin with "From", too.
fn opens(line: &[u8]) -> bool {
    let clock = |four: &[u8]| matches!(four, [a, b':', b, c] if [a, b, c].iter().all(|byte| byte.is_ascii_digit()));
    line.starts_with(OPENING) && line.windows(4).any(clock)
}

/// Bytes of a line that are read at once; lines of mails are far shorter, and a longer one is read in pieces.
const LINE: usize = 1 << 16;

/// The mail that is being read.
#[derive(Default)]
struct Mail {
    bytes: Vec<u8>,
    too_large: bool,
}

impl Mail {
    fn add(&mut self, line: &[u8], limit: usize) {
        // Mailboxes put a mark before lines of a mail that look like the opening of the next.
        let quoted = line.first() == Some(&b'>')
            && line.iter().position(|byte| *byte != b'>').is_some_and(|at| line[at..].starts_with(OPENING));
        let line = if quoted { &line[1..] } else { line };
        self.too_large |= self.bytes.len() + line.len() > limit;
        if !self.too_large {
            self.bytes.extend_from_slice(line);
        }
    }

    /// The reports of what was read; nothing before the first mail.
    fn finish(&mut self, input: &Input<'_>, n: usize, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
        let Self { bytes, too_large } = std::mem::take(self);
        let path = format!("{}#{n}", input.path);
        match n {
            0 => Vec::new(),
            _ if too_large => vec![Err(problem::too_large(&path, limits.report_bytes))],
            _ => mail::reports(&path, &bytes, limits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
        let input = Input { path: "a.mbox", name: "a.mbox", depth: 0, packed: false, in_gzip: false };
        reports(&input, bytes, limits)
    }

    fn mail(subject: &str, body: &str) -> String {
        format!(
            "From desk@post.example Tue Mar  4 10:30:00 2031\nFrom: Desk <desk@post.example>\nSubject: {subject}\n\n{body}\n\n"
        )
    }

    #[test]
    fn every_mail_is_a_report() {
        let marked = "The envoys met on Tuesday.\n\n>From here on nobody spoke.\n\nFrom there they went home.";
        let found =
            read((mail("Envoys meet", marked) + &mail("Talks end", "It is over.")).as_bytes(), &Limits::default());
        let reports: Vec<&Report> = found.iter().flatten().collect();
        assert_eq!(reports.iter().map(|report| report.path.as_str()).collect::<Vec<_>>(), ["a.mbox#1", "a.mbox#2"]);
        assert_eq!(reports[1].title.as_ref().unwrap().value, "Talks end");
        assert!(reports[0].text.contains("\nFrom here on nobody spoke.\n\nFrom there"), "{}", reports[0].text);
    }

    #[test]
    fn a_mail_that_is_too_large_costs_no_other() {
        let long = "The gates stay shut. ".repeat(10_000);
        let limits = Limits { report_bytes: 10_000, ..Limits::default() };
        let found = read((mail("Long", &long) + &mail("Short", "It is over.")).as_bytes(), &limits);
        assert_eq!(found[0].as_ref().unwrap_err().code, "input/too-large");
        assert_eq!(found[1].as_ref().unwrap().path, "a.mbox#2");
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        let whole = mail("Envoys meet", "The envoys met on Tuesday.") + &mail("Talks end", "It is over.");
        for end in 0..whole.len() {
            assert!(!read(&whole.as_bytes()[..end], &Limits::default()).is_empty(), "{end}");
        }
        assert_eq!(read(b"", &Limits::default())[0].as_ref().unwrap_err().code, "input/empty");
    }
}
