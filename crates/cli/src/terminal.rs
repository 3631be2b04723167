//! Standard error and the terminal's width.

use engine::Progress;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use record::{Diagnostic, Severity};
use std::io::Write as _;

/// Columns where there is no terminal to ask.
const WIDTH_IN_A_PIPE: usize = 100;

/// Says a diagnostic on standard error, coloured in a terminal.
pub fn say(diagnostic: &Diagnostic) {
    let colour = match diagnostic.severity {
        Severity::Warning => "\u{1b}[33m",
        Severity::Error => "\u{1b}[31m",
    };
    let printed = render::clean(&diagnostic.to_string());
    let (head, rest) = printed.split_once(':').unwrap_or((&printed, ""));
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{colour}{head}\u{1b}[0m:{rest}");
}

/// Says a plain line on standard error.
pub fn note(words: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", render::clean(words));
}

/// The width of the terminal on standard output.
pub fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout()).map_or(WIDTH_IN_A_PIPE, |(width, _)| usize::from(width.0))
}

/// A bar on standard error, if that is a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// Not shown before work begins.
    pub fn new(quiet: bool) -> Self {
        /// Reports after which the time left is estimated; before, there is nothing to tell it by.
        const ENOUGH: u64 = 3;
        let left = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // Nothing is lost where it cannot be drawn.
            let _ = match state.pos() {
                pos if pos < ENOUGH => Ok(()),
                _ => write!(out, ", {} left", HumanDuration(state.eta())),
            };
        };
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} reports{left}")
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("left", left);
        // Indicatif draws nothing where standard error is not a terminal.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self(ProgressBar::with_draw_target(None, target).with_style(style))
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, reports: usize) {
        self.0.set_length(reports as u64);
    }

    fn advance(&self) {
        self.0.inc(1);
    }
}
