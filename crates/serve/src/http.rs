//! Connections: few enough, quick enough.

use crate::app::{App, app};
use crate::limits::network;
use crate::settings::{Limits, Settings};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use record::Diagnostic;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Serves until it is interrupted; `ready` is told where.
///
/// # Errors
/// When the library cannot be opened, the tokens cannot be read, or nobody can be listened to there.
pub fn serve(settings: Settings, ready: impl FnOnce(SocketAddr)) -> crate::Result<()> {
    if settings.tokens.is_none() && !settings.listen.ip().is_loopback() {
        let message = format!(
            "{} can be reached from other machines, and anybody could read and change the library",
            settings.listen
        );
        return Err(Diagnostic::error("server/open", message)
            .hint("name a file of tokens with --token-file, or listen on 127.0.0.1"));
    }
    let limits = settings.limits.clone();
    let listen = settings.listen;
    let app = app(App::open(settings)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Diagnostic::error("server/threads", format!("cannot start: {error}")))?;
    runtime.block_on(async {
        let failed = |error| {
            Diagnostic::error("server/listen", format!("cannot listen on {listen}: {error}"))
                .hint("name another address with --listen")
        };
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        tokio::select! {
            () = accept(&listener, &app, &limits) => {}
            () = interrupted() => {}
        }
        Ok(())
    })
}

/// Until somebody stops the program.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn accept(listener: &TcpListener, app: &Router, limits: &Limits) {
    let all = Arc::new(Semaphore::new(limits.connections));
    let each = Arc::new(Mutex::new(HashMap::new()));
    loop {
        // Where there are too many, the next wait in the system's queue.
        let Ok(place) = Arc::clone(&all).acquire_owned().await else { return };
        let Ok((stream, from)) = listener.accept().await else {
            // Mostly that no file can be opened: wait for some to be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(counted) = Counted::new(&each, network(from.ip()), limits.connections_each) else { continue };
        let (app, head) = (app.clone(), limits.head);
        tokio::spawn(async move {
            converse(stream, from, app, head).await;
            drop((place, counted));
        });
    }
}

async fn converse(stream: TcpStream, from: SocketAddr, app: Router, head: Duration) {
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(app.layer(axum::Extension(ConnectInfo(from))));
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(64 << 10).keep_alive(true);
    // What goes wrong on the way is the client's matter.
    let _ = builder.serve_connection(TokioIo::new(stream), service).await;
}

/// One of the connections of an address.
struct Counted {
    of: Arc<Mutex<HashMap<IpAddr, usize>>>,
    from: IpAddr,
}

impl Counted {
    fn new(of: &Arc<Mutex<HashMap<IpAddr, usize>>>, from: IpAddr, most: usize) -> Option<Self> {
        let mut counts = of.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(from).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Self { of: Arc::clone(of), from })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.from);
            }
        }
    }
}
