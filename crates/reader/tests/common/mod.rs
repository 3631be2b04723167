//! A server that answers as a test tells it, on this machine and for a few connections.
#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What the server does with a question.
pub enum Reply {
    /// Answers as a model does, with these words.
    Words(String),
    /// Answers with a status, further headers (each ended by `\r\n`) and a body.
    Status(u16, &'static str, String),
    /// Sends these bytes, whatever they are, and hangs up.
    Bytes(Vec<u8>),
    /// Sends these bytes one at a time, so many milliseconds apart.
    Slowly(Vec<u8>, u64),
    /// Sends a head, and then more than anybody wants, until nobody listens.
    Flood,
}

/// A question as the server got it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The lines before the body.
    pub head: String,
    /// The body.
    pub body: Value,
}

impl Asked {
    /// The text between the marks.
    pub fn text(&self) -> &str {
        let words = self.body["messages"][1]["content"].as_str().unwrap_or_default();
        let inner = words.split_once('\n').map_or("", |(_, rest)| rest);
        inner.rsplit_once('\n').map_or("", |(text, _)| text)
    }

    /// Whether it is about two sentences.
    pub fn is_pair(&self) -> bool {
        self.text().starts_with("A: ") && self.text().contains("\n\nB: ")
    }
}

/// A server on this machine.
pub struct Server {
    /// Its address, as `--reader` takes it.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    over: Arc<AtomicBool>,
    port: u16,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A server; `script` gets the number of the question, from 0, and the question.
    pub fn new(script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (asked, over) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let script = Arc::new(script);
        let (list, end) = (Arc::clone(&asked), Arc::clone(&over));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                let (list, script) = (Arc::clone(&list), Arc::clone(&script));
                std::thread::spawn(move || serve(stream, &list, &*script));
            }
        });
        Self { url: format!("http://127.0.0.1:{port}/v1"), asked, over, port, thread: Some(thread) }
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no thread failed").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        self.thread.take().map(JoinHandle::join);
    }
}

fn serve(mut stream: TcpStream, list: &Mutex<Vec<Asked>>, script: &(dyn Fn(usize, &Asked) -> Reply + Send + Sync)) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let Some(asked) = request(&mut stream) else { return };
    let number = {
        let mut list = list.lock().expect("no thread failed");
        list.push(asked.clone());
        list.len() - 1
    };
    // Whoever asked may have gone.
    let _ = match script(number, &asked) {
        Reply::Words(words) => stream.write_all(&completion(&words)),
        Reply::Status(status, headers, body) => stream.write_all(&response(status, headers, &body)),
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Slowly(bytes, pause) => bytes.iter().try_for_each(|byte| {
            std::thread::sleep(Duration::from_millis(pause));
            stream.write_all(&[*byte])
        }),
        Reply::Flood => {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"choices\":[\"";
            let more = vec![b'x'; 1 << 16];
            stream.write_all(head.as_bytes()).and_then(|()| (0..400).try_for_each(|_| stream.write_all(&more)))
        }
    };
}

/// A model's answer on the wire.
pub fn completion(words: &str) -> Vec<u8> {
    let body = json!({
        "object": "chat.completion",
        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": words } }],
        "usage": { "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120 },
    });
    response(200, "", &body.to_string())
}

fn response(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

fn request(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let got = stream.read(&mut buffer).ok()?;
        bytes.extend(buffer.get(..got)?);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                let body = serde_json::from_slice(&bytes[end + 4..]).unwrap_or(Value::Null);
                return Some(Asked { head: String::from_utf8_lossy(&bytes[..end]).into_owned(), body });
            }
        }
        if got == 0 {
            return None;
        }
    }
}
