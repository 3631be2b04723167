//! What one input may cost, so that a hostile one harms neither the machine nor its neighbours.

/// Bounds on what is read. The defaults suit a laptop; every one has a name, a unit and a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one report, after unpacking. A book is 1 MiB and a long live blog 5 MiB of text, so 64 MiB
    /// refuses nothing that anyone wrote.
    pub report_bytes: usize,
    /// Bytes of one HTML page. Building a document tree takes about 20 times the page's size in memory; the
    /// largest pages seen in the wild are near 10 MiB.
    pub page_bytes: usize,
    /// How deep the tags of a page may nest; deeper ones are left out and their text kept, as browsers do at
    /// the same depth. Tree builders walk up the open tags for each new one, so depth costs its square.
    pub page_depth: usize,
    /// Tags of one page. Extraction compares neighbouring elements, which is more than linear on pages of
    /// nothing but tags; a page above this is read as plain lines instead.
    pub page_tags: usize,
    /// How deep folders are walked. Deeper trees are made by programs, mostly by mistake.
    pub folder_depth: usize,
    /// Files of one run.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            report_bytes: 64 << 20,
            page_bytes: 16 << 20,
            page_depth: 128,
            page_tags: 25_000,
            folder_depth: 64,
            files: 5_000_000,
        }
    }
}
