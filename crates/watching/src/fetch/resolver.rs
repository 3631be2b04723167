//! From names to addresses that may be connected to.
//!
//! The check is made on the very addresses that the connection is then opened to, so that a name which answers
//! differently when asked twice (DNS rebinding) gains nothing.

use super::addresses::is_public;
use std::net::SocketAddr;
use std::sync::Arc;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks a name up: all its addresses.
pub(super) trait Lookup: Send + Sync + 'static {
    fn addresses(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error>;
}

/// By the system.
pub(super) struct System;

impl Lookup for System {
    fn addresses(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error> {
        Ok(DefaultResolver::default().resolve(uri, config, timeout)?.iter().copied().collect())
    }
}

/// A resolver that gives public addresses alone, unless told otherwise.
pub(super) struct Guarded {
    pub lookup: Arc<dyn Lookup>,
    pub private_too: bool,
}

impl std::fmt::Debug for Guarded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guarded").field("private_too", &self.private_too).finish_non_exhaustive()
    }
}

/// Why a name was not connected to.
#[derive(Debug)]
pub(super) struct NotPublic(pub String);

impl std::fmt::Display for NotPublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not an address of the public internet", self.0)
    }
}

impl std::error::Error for NotPublic {}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.lookup.addresses(uri, config, timeout)?;
        let mut kept = self.empty();
        let mut refused = None;
        for address in found.into_iter().take(kept.capacity_left()) {
            if self.private_too || is_public(address.ip()) {
                kept.push(address);
            } else {
                refused = Some(address.ip().to_string());
            }
        }
        match refused {
            _ if !kept.is_empty() => Ok(kept),
            Some(address) => Err(ureq::Error::Other(Box::new(NotPublic(address)))),
            None => Err(ureq::Error::HostNotFound),
        }
    }
}

/// How many addresses still fit.
trait Room {
    fn capacity_left(&self) -> usize;
}

impl Room for ResolvedSocketAddrs {
    fn capacity_left(&self) -> usize {
        // The list of ureq holds so many, and pushing more would panic.
        const MOST: usize = 16;
        MOST - self.len()
    }
}
