//! Our annotations of names: types given to stretches of the treebanks and of the news articles.
//!
//! `names.tsv` has sentence id, first and last word, type; `news-names.tsv` and `news-read.tsv`
//! article id, first and last byte (exclusive), type. None holds any text. The type `O` says that it
//! is no name, `?` that it is not known. What is not mentioned is no name in the treebanks and in the
//! articles of `news-read.tsv`; in other news articles it is what the automatic annotation says.

use std::collections::BTreeMap;

use crate::document::Document;

/// Stretches with their types, by sentence or article.
#[derive(Debug, Default)]
pub struct Annotations(BTreeMap<String, Vec<(usize, usize, String)>>);

impl Annotations {
    /// Reads one of the two files.
    ///
    /// # Errors
    /// A line that has not four fields, or whose numbers are none.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let mut fields = line.split('\t');
            let mut field = || fields.next().ok_or(format!("line {number}: a field is missing"));
            let id = field()?.to_owned();
            let first = field()?.parse().map_err(|e| format!("line {number}: {e}"))?;
            let last = field()?.parse().map_err(|e| format!("line {number}: {e}"))?;
            found.entry(id).or_default().push((first, last, field()?.to_owned()));
        }
        Ok(Self(found))
    }

    /// The stretches of one sentence or article.
    #[must_use]
    pub fn of(&self, id: &str) -> &[(usize, usize, String)] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is said of the sentence or article.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Writes the names into treebank documents.
    pub fn apply(&self, documents: &mut [Document]) {
        for document in &mut *documents {
            document.names_read = true;
        }
        let blocks = documents.iter_mut().flat_map(|d| &mut d.blocks);
        for sentence in blocks.flat_map(|b| &mut b.sentences) {
            for item in &mut sentence.items {
                item.name = Some("O".to_owned());
            }
            for (first, last, kind) in self.of(&sentence.id) {
                for number in *first..=*last {
                    let Some(item) = sentence.items.get_mut(number.wrapping_sub(1)) else {
                        continue;
                    };
                    item.name = label(kind, number == *first);
                }
            }
        }
    }
}

/// The label of a word in a stretch of this type; `None` where it is not known.
#[must_use]
pub fn label(kind: &str, first: bool) -> Option<String> {
    match kind {
        "?" => None,
        "O" => Some("O".to_owned()),
        kind if first => Some(format!("B-{kind}")),
        kind => Some(format!("I-{kind}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_refuses() {
        let read = Annotations::read("# id\na\t1\t2\tPER\n").unwrap();
        assert_eq!(read.of("a"), [(1, 2, "PER".to_owned())]);
        assert!(read.has("a"));
        assert!(read.of("b").is_empty() && !read.has("b"));
        assert!(Annotations::read("a\t1\tPER").is_err());
    }
}
