//! Reading CoNLL-U: the treebanks, with the raw text rebuilt from tokens and `SpaceAfter`.

use std::ops::Range;

use crate::document::{Block, Document, Item, Sentence};

/// One syntactic word while its token's text is being placed.
struct Row<'a> {
    columns: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn column(&self, i: usize) -> &'a str {
        self.columns.get(i).copied().unwrap_or("_")
    }

    fn spaced(&self) -> bool {
        !self.column(9).split('|').any(|field| field == "SpaceAfter=No")
    }
}

/// Reads a CoNLL-U file. A line that opens a document starts one, one that opens a paragraph
/// starts a block.
#[must_use]
pub fn read(text: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut new_block = true;
    let mut sentence_id = "";
    let mut rows: Vec<Row<'_>> = Vec::new();
    for line in text.lines().chain([""]) {
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if comment.starts_with("newdoc id") {
                documents.push(Document::default());
                new_block = true;
            } else if comment == "newpar" || comment.starts_with("newpar id") {
                new_block = true;
            } else if let Some(id) = comment.strip_prefix("sent_id = ") {
                sentence_id = id;
            }
        } else if line.is_empty() {
            if let (false, Some(document)) = (rows.is_empty(), documents.last_mut()) {
                if new_block || document.blocks.is_empty() {
                    document.blocks.push(Block::default());
                    new_block = false;
                }
                if let Some(block) = document.blocks.last_mut() {
                    append(block, sentence_id, &rows);
                }
            }
            rows.clear();
        } else {
            rows.push(Row { columns: line.split('\t').collect() });
        }
    }
    documents
}

/// Appends a sentence to a block: its text, and its words where the text allows to place them.
fn append(block: &mut Block, id: &str, rows: &[Row<'_>]) {
    let mut items = Vec::new();
    let mut placed = true;
    let mut rows = rows.iter().filter(|row| !row.column(0).contains('.')).peekable();
    while let Some(row) = rows.next() {
        let from = block.text.len();
        block.text.push_str(row.column(1));
        if let Some((first, last)) = range(row.column(0)) {
            let mut at = from;
            for _ in first..=last {
                let Some(word) = rows.next() else { break };
                let to = at + word.column(1).len();
                // The words of a multiword token must spell it, or they can't be placed.
                placed &= block.text.get(at..to) == Some(word.column(1));
                items.push(item(word, at..to));
                at = to;
            }
            placed &= at == block.text.len();
        } else {
            items.push(item(row, from..block.text.len()));
        }
        if row.spaced() {
            block.text.push(' ');
        }
    }
    block.sentences.push(Sentence { id: id.to_owned(), items, placed });
}

/// `3-4`, the id of a multiword token.
fn range(id: &str) -> Option<(usize, usize)> {
    let (first, last) = id.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

fn item(row: &Row<'_>, span: Range<usize>) -> Item {
    Item {
        span,
        upos: Some(row.column(3).to_owned()),
        xpos: Some(row.column(4).to_owned()),
        feats: Some(row.column(5).to_owned()),
        lemma: Some(language::lemmas::derive(row.column(1), row.column(2))),
        head: row.column(6).parse().ok(),
        rel: Some(row.column(7).to_owned()),
        name: None,
        attribution: None,
        happening: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc id = d\n# sent_id = d-1\n# newpar id = p\n\
        1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n\
        2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n\
        3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        3.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\n\
        4\t!\t!\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n\
        # sent_id = d-2\n1\tNow\tnow\tADV\tRB\t_\t0\troot\t_\t_\n\n\
        # newpar\n# sent_id = d-3\n1\tLater\tlate\tADV\tRB\t_\t0\troot\t_\t_\n";

    #[test]
    fn text_and_words_are_rebuilt() {
        let documents = read(SAMPLE);
        assert_eq!(documents.len(), 1);
        let blocks = &documents[0].blocks;
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].text, "don't go! Now ");
        let sentence = &blocks[0].sentences[0];
        let words: Vec<&str> = sentence.items.iter().map(|i| &blocks[0].text[i.span.clone()]).collect();
        assert_eq!(words, ["do", "n't", "go", "!"]);
        assert!(sentence.placed);
        assert_eq!(sentence.items[1].head, Some(3));
    }
}
