//! A question's facts as an Atom feed (RFC 4287).

use super::page::facts_of;
use crate::questions::Question;
use crate::signing::digest;
use crate::state::Found;
use jiff::Timestamp;

/// The feed of a question's facts, the last first; `now` stands for its time where it has none yet.
pub fn feed(question: &Question, facts: &[Found], now: Timestamp) -> String {
    let updated = facts.iter().map(|found| found.found.as_str()).max();
    let updated = updated.map_or_else(|| now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(), str::to_owned);
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    out += &format!("  <title>{}</title>\n", escaped(&question.name));
    out += &format!("  <id>urn:rapporteur:question:{}</id>\n", digest(question.name.as_bytes()));
    out += &format!("  <updated>{updated}</updated>\n  <author><name>rapporteur</name></author>\n");
    for found in facts {
        let title = format!("{}: {}", found.fact.kind.words(), found.fact.what);
        let name = found.fact.keys.first().map_or_else(|| title.clone(), Clone::clone);
        let content = facts_of(std::slice::from_ref(found)).into_string();
        out += &format!(
            "  <entry>\n    <title>{}</title>\n    <id>urn:rapporteur:fact:{}</id>\n    <updated>{}</updated>\n    \
             <category term=\"{}\"/>\n    <content type=\"html\">{}</content>\n  </entry>\n",
            escaped(&title),
            digest(name.as_bytes()),
            found.found,
            found.fact.kind.name(),
            escaped(&content)
        );
    }
    out + "</feed>\n"
}

/// Text of XML; characters that XML has no place for are left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
