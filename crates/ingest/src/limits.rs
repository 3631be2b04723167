//! What one input may cost, so that a hostile one harms neither the machine nor its neighbours.
//!
//! Memory beyond the reports themselves is bounded for each input that is read at a time (one a thread): by 64 MiB
//! and its copies for a text, a feed or a mail, by about 20 times `page_bytes` for a page, by about 20 times
//! `record_bytes` for a record of JSON, and by [`Limits::batch_bytes`] with the pages in work for a crawl archive,
//! whatever the archive's size.

/// Bounds on what is read. The defaults suit a laptop; every one has a name, a unit and a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one report, after unpacking. A book is 1 MiB and a long live blog 5 MiB of text, so 64 MiB
    /// refuses nothing that anyone wrote. Feeds and mails, which hold several, have the same bound.
    pub report_bytes: usize,
    /// Bytes of one HTML page. Building a document tree takes about 20 times the page's size in memory; the
    /// largest pages seen in the wild are near 10 MiB.
    pub page_bytes: usize,
    /// Bytes of one record of JSON: a line, or a value of a list. A tree of JSON values takes up to 20 times as
    /// much memory as its text.
    pub record_bytes: usize,
    /// How deep the tags of a page may nest; deeper ones are left out and their text kept, as browsers do at
    /// the same depth. Tree builders walk up the open tags for each new one, so depth costs its square. Pages of more
    /// than 64 KiB of text may nest less deep, the longest 32 levels: extraction reads text once a level.
    pub page_depth: usize,
    /// Tags of one page, after those that only style words were left out. Extraction compares neighbouring
    /// elements, which is more than linear on pages of nothing but tags; a page above this is read as plain lines
    /// instead.
    pub page_tags: usize,
    /// How many archives may lie inside one another: a gzip file in a zip archive is common, more is a mistake or
    /// an attack.
    pub archive_depth: usize,
    /// Entries of one zip archive. Its directory is held in memory, at some 300 bytes an entry.
    pub archive_entries: usize,
    /// Unpacked bytes for each packed byte of an archive. Text packs to a quarter and markup to a tenth; the most
    /// that the method can do is 1032.
    pub unpacked_ratio: u64,
    /// Unpacked bytes of an archive that are free of the ratio: small files of one letter are no attack.
    pub unpacked_free: u64,
    /// Bytes of pages of a crawl archive that are read before they are worked on, side by side.
    pub batch_bytes: usize,
    /// How deep folders are walked. Deeper trees are made by programs, mostly by mistake.
    pub folder_depth: usize,
    /// Files of one run.
    pub files: usize,
    /// Whether links in a folder that lead out of it are followed. In a folder of somebody else's they may lead to
    /// anything on the machine.
    pub links_out: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            report_bytes: 64 << 20,
            page_bytes: 16 << 20,
            record_bytes: 16 << 20,
            page_depth: 128,
            page_tags: 25_000,
            archive_depth: 2,
            archive_entries: 200_000,
            unpacked_ratio: 200,
            unpacked_free: 64 << 20,
            batch_bytes: 32 << 20,
            folder_depth: 64,
            files: 5_000_000,
            links_out: false,
        }
    }
}
