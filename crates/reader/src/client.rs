//! Chat completions over HTTP, with nothing taken on trust: bounded in time and size, no redirects, few tries.

use crate::Options;
use crate::address::Address;
use crate::prompts::{Prompt, marked};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use ureq::Agent;

/// An answer of more bytes than this is none.
const LARGEST: u64 = 1 << 20;
/// So often is one question asked.
const TRIES: u32 = 4;
/// No server is waited for longer than this, whatever it asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long it may take to be connected.
const CONNECTING: Duration = Duration::from_secs(10);

/// Asks one server.
pub struct Client {
    agent: Agent,
    url: String,
    model: String,
    key: Option<String>,
    pause: Duration,
    /// Which of the ways to ask for JSON the server understands: an index of [`SHAPES`].
    shape: AtomicUsize,
}

/// The ways in which servers are told the schema, the standard's first.
const SHAPES: [fn(&Prompt) -> Option<Value>; 3] = [
    |prompt| {
        Some(json!({
            "type": "json_schema",
            "json_schema": { "name": prompt.name, "strict": true, "schema": &*prompt.schema },
        }))
    },
    |prompt| Some(json!({ "type": "json_object", "schema": &*prompt.schema })),
    |_| None,
];

/// What a model said.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its words.
    pub words: String,
    /// How many tokens it cost, as far as the server says.
    pub tokens: Option<u64>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody answered, or not in time.
    Unreachable(String),
    /// Somebody answered, but not with a chat completion.
    Unusable(String),
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: Option<u64>,
}

/// One try.
enum Try {
    Done(Reply),
    /// Come again, perhaps after so long.
    Later(Failure, Option<Duration>),
    /// The server does not understand the way it was asked for JSON.
    OtherShape(Failure),
    Never(Failure),
}

impl Client {
    /// Asks the server at `address`.
    pub fn new(options: &Options, address: &Address) -> Self {
        let mut config = Agent::config_builder()
            .timeout_global(Some(options.limit))
            .timeout_connect(Some(CONNECTING.min(options.limit)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("rapporteur/", env!("CARGO_PKG_VERSION")));
        if address.local {
            // What is for this machine does not go round by another.
            config = config.proxy(None);
        }
        Self {
            agent: config.build().new_agent(),
            url: address.url.clone(),
            model: options.model.clone(),
            key: options.key.clone(),
            pause: options.pause,
            shape: AtomicUsize::new(0),
        }
    }

    /// Asks about one text.
    pub fn ask(&self, prompt: &Prompt, text: &str) -> Result<Reply, Failure> {
        let mut tries = 0;
        loop {
            let shape = self.shape.load(Ordering::Relaxed);
            match self.try_once(prompt, text, shape) {
                Try::Done(reply) => return Ok(reply),
                Try::OtherShape(_) if shape + 1 < SHAPES.len() => {
                    // Another thread may have moved on already.
                    let _ = self.shape.compare_exchange(shape, shape + 1, Ordering::Relaxed, Ordering::Relaxed);
                }
                Try::OtherShape(failure) | Try::Never(failure) => return Err(failure),
                Try::Later(failure, after) => {
                    tries += 1;
                    if tries >= TRIES {
                        return Err(failure);
                    }
                    let pause = self.pause.saturating_mul(1 << (tries - 1));
                    std::thread::sleep(after.unwrap_or(pause).max(pause).min(LONGEST_PAUSE));
                }
            }
        }
    }

    fn try_once(&self, prompt: &Prompt, text: &str, shape: usize) -> Try {
        let mut request = self.agent.post(&self.url).header("content-type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut response = match request.send(self.body(prompt, text, shape)) {
            Ok(response) => response,
            Err(error) => return Self::failed(&error),
        };
        let status = response.status();
        let retry = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let answered = Failure::Unusable(format!("the server answered {status}"));
        match status.as_u16() {
            200 => {}
            300..=399 => {
                return Try::Never(Failure::Unusable(format!(
                    "the server sends elsewhere ({status}), which is not followed"
                )));
            }
            400 | 422 => return Try::OtherShape(answered),
            500 if speaks_of_shape(&mut response) => return Try::OtherShape(answered),
            429 | 500..=599 => return Try::Later(answered, retry.map(Duration::from_secs)),
            _ => return Try::Never(answered),
        }
        match response.body_mut().with_config().limit(LARGEST).read_to_string() {
            Ok(body) => Self::completion(&body),
            Err(error) => Self::failed(&error),
        }
    }

    fn body(&self, prompt: &Prompt, text: &str, shape: usize) -> String {
        let mut body = json!({
            "model": self.model,
            "messages": [
                { "role": "system", "content": prompt.system },
                { "role": "user", "content": marked(text) },
            ],
            "temperature": 0,
            "seed": 1,
            "max_tokens": prompt.answer,
            "stream": false,
        });
        if let Some(format) = SHAPES.get(shape).and_then(|shape| shape(prompt)) {
            body["response_format"] = format;
        }
        body.to_string()
    }

    fn completion(body: &str) -> Try {
        let Ok(completion) = serde_json::from_str::<Completion>(body) else {
            return Try::Never(Failure::Unusable("the server's answer is no chat completion".to_owned()));
        };
        let tokens = completion.usage.and_then(|usage| usage.total_tokens);
        match completion.choices.into_iter().next().and_then(|choice| choice.message.content) {
            Some(words) => Try::Done(Reply { words, tokens }),
            None => Try::Never(Failure::Unusable("the server's answer has no words".to_owned())),
        }
    }

    fn failed(error: &ureq::Error) -> Try {
        match error {
            ureq::Error::BodyExceedsLimit(_) => {
                Try::Never(Failure::Unusable(format!("the server's answer has more than {LARGEST} bytes")))
            }
            ureq::Error::Timeout(_) => Try::Never(Failure::Unreachable("the server took too long".to_owned())),
            ureq::Error::HostNotFound => Try::Never(Failure::Unreachable("there is no such host".to_owned())),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => {
                Try::Never(Failure::Unreachable(format!("the connection cannot be trusted: {error}")))
            }
            ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::InvalidData => {
                Try::Never(Failure::Unreachable(format!("the connection cannot be trusted: {error}")))
            }
            _ => Try::Later(Failure::Unreachable(error.to_string()), None),
        }
    }
}

/// Whether a server that failed says that it was over the way it was asked for JSON: some call that an error of their own.
fn speaks_of_shape(response: &mut ureq::http::Response<ureq::Body>) -> bool {
    const ENOUGH: u64 = 1 << 16;
    let body = response.body_mut().with_config().limit(ENOUGH).read_to_string();
    body.is_ok_and(|body| body.contains("response_format"))
}
