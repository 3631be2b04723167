//! The flat arrays that the trainer reads, in a safetensors file.
//!
//! `pieces`, `shapes`, `gaps` run over the word pieces of all documents; `atom_piece`,
//! `block_atom`, `doc_block` and `sent_word` hold where each atom, block, document and sentence
//! begins in the level below, and one more entry for the end; `doc_names_read` is 1 for documents whose
//! names were read one by one. -1 is an unknown label.

use std::collections::HashMap;

use language::atoms::{Gap, Shape, Splits, atoms};
use language::pieces::Vocabulary;
use safetensors::tensor::{Dtype, TensorView};

use crate::document::{Block, Document, Happening, Item, Sentence};
use crate::labels::Labels;

/// Starts a sentence, starts a word, joins the word before: the classes of the boundary head.
const SENTENCE: i8 = 2;
const WORD: i8 = 1;
const JOIN: i8 = 0;

/// Name of a column, and where a word has its label.
type Column = (&'static str, fn(&Item) -> &Option<String>);

/// The labels of a word that are kept as a class each.
const COLUMNS: [Column; 6] = [
    ("upos", |i| &i.upos),
    ("xpos", |i| &i.xpos),
    ("feats", |i| &i.feats),
    ("lemma", |i| &i.lemma),
    ("rel", |i| &i.rel),
    ("names", |i| &i.name),
];

/// The arrays of a data set.
#[derive(Debug, Default)]
pub struct Arrays {
    pieces: Vec<i32>,
    shapes: Vec<u8>,
    gaps: Vec<u8>,
    atom_piece: Vec<i32>,
    atom_chars: Vec<u8>,
    boundary: Vec<i8>,
    block_atom: Vec<i32>,
    doc_block: Vec<i32>,
    doc_names_read: Vec<u8>,
    word_first: Vec<i32>,
    word_last: Vec<i32>,
    head: Vec<i16>,
    columns: [Vec<i16>; 6],
    attribution: Vec<i8>,
    /// Classes, reality, weight, political type, placement, and whether it is the last word of a time
    happening: Vec<i8>,
    /// The number in this data set of the last word of its time; -1 for none, -2 where it is not known
    time: Vec<i32>,
    /// Which happening of its story a word tells; -1 where that is not known.
    chain: Vec<i32>,
    sent_word: Vec<i32>,
    sent_block: Vec<i32>,
    /// Sentences whose words do not begin and end with atoms
    pub misfits: usize,
    /// Sentences
    pub sentences: usize,
}

impl Arrays {
    /// Makes the arrays of documents. `sentences` says whether sentence boundaries are known.
    #[must_use]
    pub fn new(
        documents: &[Document],
        labels: &Labels,
        splits: &Splits,
        vocabulary: &Vocabulary,
        sentences: bool,
    ) -> Self {
        let indices = COLUMNS.map(|(name, _)| labels.index(name));
        let mut arrays = Self::default();
        for document in documents {
            arrays.doc_block.push(size(arrays.block_atom.len()));
            arrays.doc_names_read.push(u8::from(document.names_read));
            let first = arrays.word_first.len();
            for block in &document.blocks {
                arrays.block(block, &indices, splits, vocabulary, sentences);
            }
            for time in arrays.time.iter_mut().skip(first).filter(|time| **time >= 0) {
                *time += size(first);
            }
        }
        arrays.doc_block.push(size(arrays.block_atom.len()));
        arrays.block_atom.push(size(arrays.atom_piece.len()));
        arrays.atom_piece.push(size(arrays.pieces.len()));
        arrays.sent_word.push(size(arrays.word_first.len()));
        arrays
    }

    fn block(
        &mut self,
        block: &Block,
        indices: &[HashMap<&str, i16>; 6],
        splits: &Splits,
        vocabulary: &Vocabulary,
        sentences: bool,
    ) {
        let base = self.atom_piece.len();
        let number = self.block_atom.len();
        self.block_atom.push(size(base));
        let atoms = atoms(&block.text, splits);
        let mut starts = HashMap::new();
        let mut ends = HashMap::new();
        let mut ids = Vec::new();
        for (i, atom) in atoms.iter().enumerate() {
            let text = block.text.get(atom.start..atom.end).unwrap_or_default();
            ids.clear();
            vocabulary.pieces(text, atom.shape, &mut ids);
            self.atom_piece.push(size(self.pieces.len()));
            self.atom_chars.push(u8::try_from(text.chars().count()).unwrap_or(u8::MAX));
            self.boundary.push(-1);
            self.piece_features(&ids, atom.shape, atom.gap);
            starts.insert(atom.start, base + i);
            ends.insert(atom.end, base + i);
        }
        for sentence in &block.sentences {
            self.sentences += 1;
            let place = |item: &Item| Some((*starts.get(&item.span.start)?, *ends.get(&item.span.end)?));
            let places: Option<Vec<_>> = sentence.items.iter().map(place).collect();
            let Some(places) = places.filter(|_| sentence.placed) else {
                self.misfits += 1;
                continue;
            };
            if sentences {
                self.boundaries(&places);
            }
            self.words(sentence, &places, indices);
            self.sent_block.push(size(number));
        }
    }

    fn piece_features(&mut self, ids: &[u32], shape: Shape, gap: Gap) {
        for (i, &id) in ids.iter().enumerate() {
            self.pieces.push(i32::try_from(id).unwrap_or_default());
            self.shapes.push(shape as u8);
            self.gaps.push(if i == 0 { gap } else { Gap::None } as u8);
        }
    }

    fn boundaries(&mut self, places: &[(usize, usize)]) {
        for (i, &(first, last)) in places.iter().enumerate() {
            for atom in first..=last {
                let class = match (i, atom == first) {
                    (0, true) => SENTENCE,
                    (_, true) => WORD,
                    _ => JOIN,
                };
                if let Some(label) = self.boundary.get_mut(atom) {
                    *label = class;
                }
            }
        }
    }

    fn words(&mut self, sentence: &Sentence, places: &[(usize, usize)], indices: &[HashMap<&str, i16>; 6]) {
        self.sent_word.push(size(self.word_first.len()));
        for (item, &(first, last)) in sentence.items.iter().zip(places) {
            self.word_first.push(size(first));
            self.word_last.push(size(last));
            self.head.push(item.head.and_then(|h| i16::try_from(h).ok()).unwrap_or(-1));
            for ((column, (_, get)), index) in self.columns.iter_mut().zip(COLUMNS).zip(indices) {
                let label = get(item).as_deref().and_then(|l| index.get(l).copied());
                column.push(label.unwrap_or(-1));
            }
            self.attribution.extend(item.attribution.unwrap_or([-1; 3]));
            let happening = item.happening.clone().unwrap_or_default();
            let classes = i8::from_le_bytes([happening.classes]);
            let Happening { reality, weight, kind, placement, time, is_time, chain, .. } = happening;
            self.happening.extend([classes, reality, weight, kind, placement, i8::from(is_time)]);
            self.time.push(time);
            self.chain.push(chain);
        }
    }

    /// Words written.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.word_first.len()
    }

    /// Pieces written.
    #[must_use]
    pub fn piece_count(&self) -> usize {
        self.pieces.len()
    }

    /// The safetensors file.
    ///
    /// # Errors
    /// As the safetensors crate has them.
    pub fn serialize(&self) -> Result<Vec<u8>, safetensors::SafeTensorError> {
        let i32s = |v: &[i32]| (Dtype::I32, v.iter().flat_map(|x| x.to_le_bytes()).collect());
        let i16s = |v: &[i16]| (Dtype::I16, v.iter().flat_map(|x| x.to_le_bytes()).collect());
        let i8s = |v: &[i8]| (Dtype::I8, v.iter().flat_map(|x| x.to_le_bytes()).collect());
        let mut tensors: Vec<(&str, (Dtype, Vec<u8>))> = vec![
            ("pieces", i32s(&self.pieces)),
            ("shapes", (Dtype::U8, self.shapes.clone())),
            ("gaps", (Dtype::U8, self.gaps.clone())),
            ("atom_piece", i32s(&self.atom_piece)),
            ("atom_chars", (Dtype::U8, self.atom_chars.clone())),
            ("boundary", i8s(&self.boundary)),
            ("block_atom", i32s(&self.block_atom)),
            ("doc_block", i32s(&self.doc_block)),
            ("doc_names_read", (Dtype::U8, self.doc_names_read.clone())),
            ("word_first", i32s(&self.word_first)),
            ("word_last", i32s(&self.word_last)),
            ("head", i16s(&self.head)),
            ("attribution", i8s(&self.attribution)),
            ("happening", i8s(&self.happening)),
            ("time", i32s(&self.time)),
            ("chain", i32s(&self.chain)),
            ("sent_word", i32s(&self.sent_word)),
            ("sent_block", i32s(&self.sent_block)),
        ];
        for (column, (name, _)) in self.columns.iter().zip(COLUMNS) {
            tensors.push((name, i16s(column)));
        }
        let mut views = Vec::new();
        for (name, (dtype, bytes)) in &tensors {
            let width = match dtype {
                Dtype::I32 => 4,
                Dtype::I16 => 2,
                _ => 1,
            };
            views.push((*name, TensorView::new(*dtype, vec![bytes.len() / width], bytes)?));
        }
        safetensors::serialize(views, None)
    }
}

/// An offset as the arrays store it. The data sets are far smaller than the limit.
fn size(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn words_are_placed_on_atoms() {
        let vocabulary = Vocabulary::new("[PAD]\n[UNK]\n[CLS]\n[SEP]\nab\n##c\n.").unwrap();
        let documents = conllu::read(
            "# newdoc id = d\n1\tAbc.\tAbc.\tNOUN\tNN\t_\t2\tdep\t_\t_\n\
             2\tab\tab\tNOUN\tNN\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tX\t.\t_\t2\tdep\t_\t_\n",
        );
        let labels = Labels::collect(&documents);
        let arrays = Arrays::new(&documents, &labels, &Splits::default(), &vocabulary, true);
        assert_eq!(arrays.pieces, [4, 5, 6, 4, 6]);
        assert_eq!(arrays.atom_piece, [0, 2, 3, 4, 5]);
        assert_eq!(arrays.boundary, [SENTENCE, JOIN, WORD, WORD]);
        assert_eq!(arrays.word_first, [0, 2, 3]);
        assert_eq!(arrays.word_last, [1, 2, 3]);
        assert_eq!(arrays.head, [2, 0, 2]);
        assert_eq!(arrays.misfits, 0);
        assert!(arrays.serialize().is_ok());
    }
}
