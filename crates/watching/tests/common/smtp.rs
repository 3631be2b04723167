//! A small SMTP server on the loopback: takes mails, and refuses by script.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server that keeps what it took.
pub struct Sink {
    pub port: u16,
    pub mails: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    /// Answers the end of each mail, counted from 0, with what `answer` says: `250 ok`, `451 later`, `550 never`.
    pub fn start(answer: impl Fn(usize) -> &'static str + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = mails.clone();
        std::thread::spawn(move || {
            let mut count = 0;
            for stream in listener.incoming().flatten() {
                let _ = serve(stream, &kept, &mut count, &answer);
            }
        });
        Self { port, mails }
    }
}

fn serve(
    stream: TcpStream,
    kept: &Mutex<Vec<String>>,
    count: &mut usize,
    answer: &dyn Fn(usize) -> &'static str,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let say = |words: &str| (&stream).write_all(format!("{words}\r\n").as_bytes());
    say("220 sink ready")?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let verb = line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => say("250-sink\r\n250 8BITMIME")?,
            "DATA" => {
                say("354 go on")?;
                let mut mail = String::new();
                loop {
                    line.clear();
                    reader.read_line(&mut line)?;
                    if line == ".\r\n" {
                        break;
                    }
                    mail += line.strip_prefix('.').unwrap_or(&line);
                }
                let words = answer(*count);
                *count += 1;
                if words.starts_with('2') {
                    kept.lock().unwrap().push(mail);
                }
                say(words)?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
        line.clear();
    }
    Ok(())
}
