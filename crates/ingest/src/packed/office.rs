//! Text documents of office programs (`.docx`, `.odt`): zip archives with one part of XML that holds the words.

use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
use quick_xml::Reader;
use quick_xml::events::Event;
use record::{Diagnostic, Report};

/// The parts that hold the words.
pub const PARTS: [&str; 2] = ["word/document.xml", "content.xml"];

/// The report in such a part.
///
/// # Errors
/// When there is no text in it, or it is over a limit.
pub fn report(path: &str, xml: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    let text = paragraphs(xml).join("\n\n");
    problem::refuse_size(path, text.len(), limits.report_bytes)?;
    plain::report(path, text, &Given::default(), Trust::Dump)
}

/// The words of each paragraph. What is not well formed ends them.
fn paragraphs(xml: &[u8]) -> Vec<String> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    let mut open = String::new();
    // Word marks its text; in an OpenDocument all text below the body is words.
    let (mut inside, mut deleted) = (0_usize, 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => match tag.name().as_ref() {
                "w:t" | "text:p" | "text:h" => inside += 1,
                "office:annotation" | "text:tracked-changes" | "w:del" => deleted += 1,
                _ => {}
            },
            Ok(Event::Empty(tag)) => match tag.name().as_ref() {
                "w:br" | "w:cr" | "text:line-break" => open.push('\n'),
                "w:tab" | "text:tab" | "text:s" => open.push(' '),
                _ => {}
            },
            Ok(Event::Text(words)) if inside > 0 && deleted == 0 => open.push_str(&words),
            Ok(Event::GeneralRef(name)) if inside > 0 && deleted == 0 => {
                open.push_str(&crate::html::unescape(&format!("&{};", &*name)));
            }
            Ok(Event::End(tag)) => match tag.name().as_ref() {
                "w:t" => inside = inside.saturating_sub(1),
                "text:p" | "text:h" => {
                    inside = inside.saturating_sub(1);
                    found.push(std::mem::take(&mut open));
                }
                "w:p" => found.push(std::mem::take(&mut open)),
                "office:annotation" | "text:tracked-changes" | "w:del" => deleted = deleted.saturating_sub(1),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.push(open);
    found.retain(|paragraph| !paragraph.trim().is_empty());
    found.iter().map(|paragraph| paragraph.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_both_kinds() {
        let word =
            "<w:document><w:body><w:p><w:r><w:t>Ferry stays</w:t></w:r></w:p><w:p><w:r><w:t>Ove &amp; Pia </w:t></w:r>
            <w:del><w:r><w:t>never</w:t></w:r></w:del><w:r><w:t>said so.</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(paragraphs(word.as_bytes()), ["Ferry stays", "Ove & Pia said so."]);
        let open = "<office:text><text:h>Ferry stays</text:h><text:p>Ove <text:span>said</text:span> so.</text:p></office:text>";
        assert_eq!(paragraphs(open.as_bytes()), ["Ferry stays", "Ove said so."]);
    }
}
