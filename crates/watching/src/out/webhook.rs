//! Alerts as signed JSON to an address.
//!
//! The body is the same on every try, and so is `Idempotency-Key`: a receiver that has seen the key has the alert.
//! `Rapporteur-Signature: t=SECONDS,v1=HEX` signs `SECONDS.BODY` with HMAC-SHA256, so that an old request cannot be sent
//! again by another.

use super::Refused;
use crate::alert::Alert;
use crate::fetch::{Manners, agent};
use crate::signing::sign;
use jiff::Timestamp;
use serde::Serialize;
use std::time::Duration;
use ureq::Agent;

/// Sends to webhooks.
pub struct Hooks {
    public: Agent,
    private: Agent,
}

/// What is sent.
#[derive(Serialize)]
struct Body<'a> {
    /// Of this shape.
    version: u32,
    #[serde(flatten)]
    alert: &'a Alert,
}

impl Hooks {
    /// With the manners of fetching.
    pub fn new(manners: &Manners) -> Self {
        Self { public: agent(manners, false), private: agent(manners, true) }
    }

    /// Sends an alert.
    ///
    /// # Errors
    /// When it was not taken.
    pub fn send(&self, alert: &Alert, url: &str, secret: &str, private: bool, now: Timestamp) -> Result<(), Refused> {
        let body =
            serde_json::to_string(&Body { version: 1, alert }).map_err(|error| Refused::lasting(error.to_string()))?;
        let seconds = now.as_second();
        let signature = sign(secret, format!("{seconds}.{body}").as_bytes());
        let agent = if private { &self.private } else { &self.public };
        let sent = agent
            .post(url)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", &alert.key)
            .header("Rapporteur-Signature", format!("t={seconds},v1={signature}"))
            .send(body.as_str());
        let response = sent.map_err(|error| Refused::passing(format!("not reached: {error}")))?;
        let status = response.status();
        let refused = |passing| {
            let seconds = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
            Err(Refused { why: format!("answered {status}"), passing, wait: seconds.map(Duration::from_secs) })
        };
        match status.as_u16() {
            200..=299 => Ok(()),
            // What a later try may change; every other answer of this kind means that the request is not wanted.
            408 | 409 | 421 | 425 | 429 => refused(true),
            400..=499 => refused(false),
            _ => refused(true),
        }
    }
}
