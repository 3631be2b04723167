//! A library for assistants: the Model Context Protocol on standard input and output.
//!
//! ```text
//! request ─server→ tool's arguments ─tools (over the library's rows)→ Answer ─→ structured content, text
//! ```
//! Every tool only reads. Nothing but messages of the protocol goes to standard output.

mod answer;
mod server;
mod text;
mod tools;

pub use answer::{Answer, Citation, Row, Side};
pub use server::Server;

use record::Diagnostic;
use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::transport::stdio;
use store::{Location, Result};

/// Bytes of one message: longer ones are dropped.
const MESSAGE: usize = 1 << 20;

/// Answers on standard input and output until the other side closes it.
///
/// # Errors
/// When the library cannot be opened, or what comes in is not the protocol.
pub fn serve(location: &Location) -> Result<()> {
    let server = Server::open(location)?;
    let failed = |error: String| {
        Diagnostic::error("mcp/protocol", format!("the other side does not speak the protocol: {error}"))
            .hint("an assistant starts this command; the README tells how it is set up")
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Diagnostic::error("mcp/runtime", format!("no runtime could be started: {error}")))?;
    let ended = runtime.block_on(async {
        let (input, output) = stdio();
        let running =
            match server.serve(AsyncRwTransport::new_server(input, output).with_max_line_length(MESSAGE)).await {
                Ok(running) => running,
                // Closed before anything was asked: that is an end like any other.
                Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
                Err(error) => return Err(failed(error.to_string())),
            };
        running.waiting().await.map(drop).map_err(|error| failed(error.to_string()))
    });
    runtime.shutdown_background();
    ended
}
