//! Which questions are asked, some at a time, and what is said when the answers cannot be had.

use crate::Reader;
use crate::budget::tokens;
use crate::cache::Key;
use crate::client::Failure;
use crate::prompts::{Prompt, VERSION, marked};
use record::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// After so many questions in a row that nobody answers, no more are asked.
const SILENT: usize = 3;

/// A question.
pub struct Asked {
    /// Its fixed part.
    pub prompt: &'static Prompt,
    /// What it is about.
    pub text: String,
    /// Which reports that is from.
    pub of: Vec<usize>,
}

/// A question that no answer is kept for.
struct Open {
    prompt: &'static Prompt,
    text: String,
    key: Key,
    tokens: u64,
}

impl Reader {
    /// The answer that is kept for a text.
    pub(crate) fn answer(&self, prompt: &Prompt, text: &str) -> Option<String> {
        self.cache.get(&self.key(prompt, text))
    }

    fn key(&self, prompt: &Prompt, text: &str) -> Key {
        Key::new(prompt.name, VERSION, &self.options.model, text)
    }

    /// Gets the answers that are not kept yet. What two reports share is asked once.
    pub(crate) fn fetch(&self, asked: Vec<Asked>) {
        let (open, reports) = self.open(asked);
        if open.is_empty() {
            return;
        }
        let within = self.within(open);
        self.tell_what_leaves(&within, reports);
        let state = State::default();
        let threads = self.options.parallel.clamp(1, within.len().max(1));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(question) = within.get(state.next.fetch_add(1, Ordering::Relaxed)) {
                        self.one(question, &state);
                    }
                });
            }
        });
        self.tell(state, within.len());
    }

    /// The questions that no answer is kept for, each once, in the order in which they come up, and how many reports they
    /// are from.
    fn open(&self, asked: Vec<Asked>) -> (Vec<Open>, usize) {
        let mut open: Vec<Open> = Vec::new();
        let mut known = BTreeSet::new();
        let mut reports = BTreeSet::new();
        for Asked { prompt, text, of } in asked {
            let key = self.key(prompt, &text);
            if known.contains(&key) {
                reports.extend(of);
            } else if self.cache.get(&key).is_none() {
                reports.extend(of);
                known.insert(key.clone());
                let fixed = prompt.system.len() + prompt.schema.to_string().len();
                let tokens = tokens(fixed + marked(&text).len()) + prompt.answer;
                open.push(Open { prompt, text, key, tokens });
            }
        }
        (open, reports.len())
    }

    /// Those that the budget allows, the first first.
    fn within(&self, open: Vec<Open>) -> Vec<Open> {
        let all = open.len();
        let within: Vec<Open> = open.into_iter().take_while(|question| self.budget.reserve(question.tokens)).collect();
        if within.len() < all {
            let message =
                format!("{} of {all} questions would exceed --reader-budget and are not asked", all - within.len());
            (self.say)(
                Diagnostic::warning("reader/budget", message)
                    .hint("a later run with the same --reader-cache goes on from here"),
            );
        }
        within
    }

    fn tell_what_leaves(&self, within: &[Open], reports: usize) {
        if !self.options.remote || within.is_empty() {
            return;
        }
        let sent: u64 = within.iter().map(|question| question.tokens - question.prompt.answer).sum();
        let message = format!(
            "words of {reports} reports leave this machine, about {sent} tokens in {} questions to {}",
            within.len(),
            self.options.url
        );
        (self.say)(Diagnostic::warning("reader/leaves", message));
    }

    fn one(&self, question: &Open, state: &State) {
        if state.silent.load(Ordering::Relaxed) >= SILENT {
            self.budget.settle(question.tokens, 0);
            state.skipped.fetch_add(1, Ordering::Relaxed);
            return;
        }
        match self.client.ask(question.prompt, &question.text) {
            Ok(reply) => {
                state.silent.store(0, Ordering::Relaxed);
                self.budget.settle(question.tokens, reply.tokens.unwrap_or(question.tokens));
                if let Err(error) = self.cache.put(&question.key, &reply.words) {
                    state.note(format!("an answer could not be kept: {error}"), "reader/cache");
                }
            }
            Err(Failure::Unreachable(why)) => {
                state.silent.fetch_add(1, Ordering::Relaxed);
                state.note(why, "reader/unreachable");
            }
            Err(Failure::Unusable(why)) => state.note(why, "reader/unusable"),
        }
    }

    /// One message for each thing that went wrong, however often.
    fn tell(&self, state: State, asked: usize) {
        let State { notes, skipped, .. } = state;
        let skipped = skipped.into_inner();
        for ((code, why), count) in notes.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let message = format!("{count} of {asked} questions: {why}");
            let hint = "what the program itself read stands";
            (self.say)(Diagnostic::warning(code, message).at(self.options.url.clone()).hint(hint));
        }
        if skipped > 0 {
            let message = format!("{skipped} of {asked} questions were not asked, since nobody answered");
            (self.say)(Diagnostic::warning("reader/unreachable", message).at(self.options.url.clone()));
        }
    }
}

/// What goes on while questions are asked.
#[derive(Default)]
struct State {
    next: AtomicUsize,
    /// How many questions in a row nobody answered.
    silent: AtomicUsize,
    skipped: AtomicUsize,
    /// What went wrong, with how often.
    notes: Mutex<BTreeMap<(&'static str, String), usize>>,
}

impl State {
    fn note(&self, why: String, code: &'static str) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        *notes.entry((code, why)).or_default() += 1;
    }
}
