//! What the tests share: a server that answers by script, and a clock that is set by hand.
#![allow(dead_code, reason = "every test file uses a part of it")]

pub mod desk;
pub mod http;
pub mod smtp;
pub mod stream;

use jiff::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use watching::clock::Clock;

/// A clock that stands until it is moved; a wait moves it.
pub struct SetClock(Mutex<Timestamp>);

impl SetClock {
    pub fn at(moment: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(moment.parse().unwrap())))
    }

    pub fn set(&self, moment: Timestamp) {
        *self.0.lock().unwrap() = moment;
    }

    pub fn pass(&self, time: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(time).unwrap();
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn wait(&self, time: Duration) {
        self.pass(time);
    }
}
