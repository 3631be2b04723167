//! PDF documents with a text layer.
//!
//! Lines come in the order in which the document draws them, which is the order of reading in what newspapers, agencies
//! and offices write. Scanned pages are pictures: no text is made up for them.

use crate::guard::quietly;
use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
use record::{Diagnostic, Report};

/// Letters a page below which a document is pictures with a stamp or a page number on them.
const LETTERS: usize = 40;

/// The report in a document.
///
/// # Errors
/// When it holds no text that can be read, or is encrypted or damaged.
pub fn report(path: &str, bytes: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, bytes.len(), limits.page_bytes)?;
    // The reader is not ours, and documents are hostile.
    let pages = match quietly(|| pdf_extract::extract_text_from_mem_by_pages(bytes)) {
        Ok(Ok(pages)) => pages,
        Ok(Err(error)) => {
            let message = format!("the PDF document cannot be read: {error}");
            return Err(Diagnostic::error("input/corrupt", message)
                .at(path)
                .hint("print it to PDF again, or convert it to text first"));
        }
        Err(_) => return Err(problem::broke(path)),
    };
    let letters = pages.iter().map(|page| page.chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>();
    if letters < LETTERS * pages.len().max(1) {
        let message = "the PDF document has pictures of pages and no text layer";
        return Err(Diagnostic::error("input/only-pictures", message)
            .at(path)
            .hint("run text recognition (OCR) on it first"));
    }
    let text: Vec<String> = pages.iter().map(|page| joined(page)).collect();
    let text = text.join("\n\n");
    problem::refuse_size(path, text.len(), limits.report_bytes)?;
    plain::report(path, text, &Given::default(), Trust::Dump)
}

/// The lines of a page: white space at their ends goes, and words that a line end cuts are put together.
fn joined(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut blank = 0;
    for line in page.lines().map(str::trim) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let cut = blank == 0 && text.ends_with('-') && line.starts_with(char::is_lowercase);
        let word = text.trim_end_matches('-').ends_with(char::is_lowercase);
        if cut && word {
            text.pop();
        } else if !text.is_empty() {
            text.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page() {
        assert_eq!(
            joined("\n The fer- \nry stays.\n\n\nIt is a well-\nKnown one.  \n"),
            "The ferry stays.\n\nIt is a well-\nKnown one."
        );
    }

    #[test]
    fn what_is_no_document_is_said() {
        assert_eq!(report("a.pdf", b"%PDF-1.7 nonsense", &Limits::default()).unwrap_err().code, "input/corrupt");
    }
}
