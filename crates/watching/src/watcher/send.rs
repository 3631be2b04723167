//! Alerts go out.

use super::{Pass, Watcher};
use crate::out::{Hooks, Refused};
use crate::questions::Receiver;
use crate::state::{Result, Sending};
use record::Diagnostic;

impl Watcher<'_> {
    pub(super) fn send_alerts(&mut self, hooks: &Hooks, pass: &mut Pass) -> Result<()> {
        while !(self.ended)() {
            let Some(sending) = self.state.take_alert(self.clock.now())? else { return Ok(()) };
            match self.send(hooks, &sending) {
                Ok(()) => {
                    self.state.alert_sent(&sending, self.clock.now())?;
                    pass.sent += 1;
                }
                Err(Refused { why, passing, wait }) => {
                    self.state.alert_failed(&sending, &why, passing, wait, self.clock.now())?;
                    pass.unsent += 1;
                    let message = format!("the alert {} was not received: {why}", sending.alert.key);
                    pass.messages.push(Diagnostic::warning("watch/unsent", message).at(sending.receiver.name()));
                }
            }
        }
        Ok(())
    }

    fn send(&self, hooks: &Hooks, sending: &Sending) -> std::result::Result<(), Refused> {
        match (&sending.receiver, &self.mailer) {
            (Receiver::Mail(to), Some(mailer)) => mailer.send(&sending.alert, to),
            (Receiver::Mail(_), None) => {
                Err(Refused { why: "no way for mail was given (--mail)".to_owned(), passing: true, wait: None })
            }
            (Receiver::Webhook { url, secret, allow_private }, _) => {
                hooks.send(&sending.alert, url, secret, *allow_private, self.clock.now())
            }
        }
    }
}
