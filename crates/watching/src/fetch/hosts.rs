//! What is remembered of each host: when it may be asked again, and what its robots.txt said.

use super::robots::Rules;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A host as it is kept between runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// Not to be asked before.
    pub not_before: Option<Timestamp>,
    /// Failures in a row of the kind that asks for patience.
    #[serde(default)]
    pub refusals: u32,
    /// Its robots.txt.
    pub robots: Option<Robots>,
}

/// A robots.txt as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robots {
    /// When.
    pub at: Timestamp,
    /// Its text; empty where there is none, `None` where the host could not be reached.
    pub text: Option<String>,
}

impl Robots {
    /// The rules in it for a program.
    pub fn rules(&self, token: &str) -> Rules {
        self.text.as_deref().map_or_else(Rules::closed, |text| Rules::parse(text, token))
    }
}

/// All hosts that were asked, by scheme, name and port.
#[derive(Debug, Default)]
pub struct Hosts(Mutex<BTreeMap<String, Host>>);

impl Hosts {
    /// With what was kept.
    pub fn new(known: BTreeMap<String, Host>) -> Self {
        Self(Mutex::new(known))
    }

    /// What to keep.
    pub fn known(&self) -> BTreeMap<String, Host> {
        self.lock().clone()
    }

    /// What is known of one.
    pub fn get(&self, host: &str) -> Host {
        self.lock().get(host).cloned().unwrap_or_default()
    }

    /// Changes what is known of one.
    pub fn change<T>(&self, host: &str, change: impl FnOnce(&mut Host) -> T) -> T {
        change(self.lock().entry(host.to_owned()).or_default())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Host>> {
        // What a thread that failed left behind is whole: each change is one assignment.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
