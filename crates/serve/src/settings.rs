//! What serving depends on.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use store::Location;

/// What to serve, where, to whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The library.
    pub library: Location,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Who may come in; without it only this machine is listened to.
    pub tokens: Option<PathBuf>,
    /// A language model instead of the built-in one.
    pub model: Option<PathBuf>,
    /// Bounds.
    pub limits: Limits,
}

/// Bounds on what visitors can make the server do.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Threads that read the library; each keeps it open.
    pub readers: usize,
    /// Reads that may wait for a thread, and reports that may wait to be added.
    pub waiting: usize,
    /// Connections in all.
    pub connections: usize,
    /// Connections from one address.
    pub connections_each: usize,
    /// Requests that are worked on at a time.
    pub requests: usize,
    /// Requests that one address may make a second, over ten seconds or so.
    pub rate: f64,
    /// How long a client may take to send the head of a request.
    pub head: Duration,
    /// How long a request may take, its body included.
    pub request: Duration,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Files of one upload, and reports of one request.
    pub files: usize,
    /// Bytes of finished pages that are kept.
    pub cache_bytes: usize,
    /// Streams of changes that may be open.
    pub streams: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            readers: std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16),
            waiting: 256,
            connections: 1024,
            connections_each: 256,
            requests: 256,
            rate: 100.0,
            head: Duration::from_secs(10),
            request: Duration::from_secs(60),
            body_bytes: 16 << 20,
            files: 100,
            cache_bytes: 64 << 20,
            streams: 32,
        }
    }
}
