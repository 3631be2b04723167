//! What a record of a crawl archive says of itself.

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An answer of a server, with its headers.
    Response,
    /// A page alone.
    Page,
    /// Plain text made of a page.
    Text,
    /// Nothing that is read here: requests, metadata, pictures.
    Other,
}

/// What is used of a record's header.
#[derive(Default)]
pub struct Header {
    kind: String,
    content: String,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// Bytes of the content.
    pub length: Option<u64>,
    /// Whether the crawler says that it cut the content off.
    pub cut: bool,
}

impl Header {
    /// Takes in a line of the header.
    pub fn add(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "content-type" => self.content = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            "warc-truncated" => self.cut = true,
            // Early versions of the format put addresses in angle brackets.
            "warc-target-uri" => {
                let url = value.trim_matches(['<', '>']);
                self.url = (!url.is_empty()).then(|| url.to_owned());
            }
            _ => {}
        }
    }

    /// What the record holds.
    pub fn kind(&self) -> Kind {
        let page = self.content.starts_with("text/html") || self.content.starts_with("application/xhtml");
        match self.kind.as_str() {
            "response" if self.content.starts_with("application/http") => Kind::Response,
            "resource" | "response" if page => Kind::Page,
            "conversion" if self.content.starts_with("text/plain") => Kind::Text,
            _ => Kind::Other,
        }
    }
}
