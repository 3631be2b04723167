//! Does the network compute what the trainer computes? Compared on one window that the trainer wrote.

use std::ops::Range;

use safetensors::tensor::SafeTensors;

use crate::model::Model;
use crate::network::encoder::{Piece, Scratch};
use crate::network::heads::{HeadScratch, TAGS};
use crate::network::linear::Kernels;

/// The rounding of activations differs in the last place, which later layers amplify; the vectors
/// themselves have a spread of about 0.5.
const TOLERANCE: f32 = 0.02;

fn floats(file: &SafeTensors<'_>, name: &str) -> Vec<f32> {
    let data = file.tensor(name).expect(name).data();
    data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

fn whole(file: &SafeTensors<'_>, name: &str) -> Vec<usize> {
    let data = file.tensor(name).expect(name).data();
    data.as_chunks().0.iter().map(|bytes| i32::from_le_bytes(*bytes) as usize).collect()
}

/// Mean difference, and the share of rows whose best column is the same.
fn compare(name: &str, found: &[f32], expected: &[f32], width: usize) -> (f32, f32) {
    assert_eq!(found.len(), expected.len(), "{name}");
    let difference = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).sum::<f32>() / found.len() as f32;
    let best = crate::network::heads::best;
    let rows = found.chunks(width).zip(expected.chunks(width));
    let same = rows.filter(|(a, b)| best(a) == best(b)).count() as f32 * width as f32 / found.len() as f32;
    println!("{name}: mean difference {difference:.5}, same best {:.2} %", same * 100.0);
    (difference, same)
}

#[test]
#[ignore = "needs LANGUAGE_MODEL and LANGUAGE_REFERENCE, as `training/export.py --reference` writes them"]
fn the_network_computes_what_the_trainer_computes() {
    let read = |name: &str| std::fs::read(std::env::var(name).expect(name)).expect("a file");
    let model = Model::load(&read("LANGUAGE_MODEL")).expect("a sound model");
    let bytes = read("LANGUAGE_REFERENCE");
    let file = SafeTensors::deserialize(&bytes).expect("a safetensors file");
    let inputs = [whole(&file, "ids"), whole(&file, "shapes"), whole(&file, "gaps")];
    let pieces: Vec<Piece> = (0..inputs[0].len())
        .map(|i| Piece { id: inputs[0][i] as u32, shape: inputs[1][i] as u8, gap: inputs[2][i] as u8 })
        .collect();
    let (kernels, mut scratch, mut room) = (Kernels::default(), Scratch::default(), HeadScratch::default());
    let hidden = model.encoder.hidden;
    let vectors = model.encoder.encode(&kernels, &pieces, &mut scratch).to_vec();
    let (difference, _) = compare("hidden", &vectors, &floats(&file, "hidden.int8"), hidden);
    assert!(difference < TOLERANCE);
    compare("hidden, against floats", &vectors, &floats(&file, "hidden.float"), hidden);

    // The heads are compared on the trainer's vectors, so that only their own arithmetic differs.
    let vectors = floats(&file, "hidden.int8");
    let firsts = whole(&file, "atom_first");
    let boundaries: Vec<f32> =
        model.heads.boundaries(&kernels, &vectors, hidden, firsts.into_iter(), &mut room).flatten().collect();
    let (difference, _) = compare("boundary", &boundaries, &floats(&file, "boundary.int8"), 3);
    assert!(difference < TOLERANCE);
    let words: Vec<(usize, usize)> = whole(&file, "word_first").into_iter().zip(whole(&file, "word_last")).collect();
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for length in whole(&file, "lengths") {
        let start = sentences.last().map_or(0, |sentence| sentence.end);
        sentences.push(start..start + length);
    }
    let (scores, trees) = model.heads.words(&kernels, &vectors, hidden, &words, &sentences, &mut room);
    for (head, name) in TAGS.into_iter().enumerate() {
        let found: Vec<f32> = (0..words.len()).flat_map(|word| scores.of(word, head)).copied().collect();
        let expected = floats(&file, &format!("{name}.int8"));
        let (difference, same) = compare(name, &found, &expected, expected.len() / words.len());
        assert!(difference < TOLERANCE && same > 0.99);
    }
    let greedy = whole(&file, "arc_best.int8");
    let heads: Vec<usize> = trees.iter().map(|word| word.head.map_or(0, |head| head + 1)).collect();
    let same = heads.iter().zip(&greedy).filter(|(a, b)| a == b).count();
    println!("arcs: {same} of {} as chosen greedily by the trainer", heads.len());
    let relations = floats(&file, "rel.int8");
    let width = relations.len() / words.len();
    let agree = trees
        .iter()
        .zip(&greedy)
        .enumerate()
        .filter(|(_, (word, greedy))| word.head.map_or(0, |head| head + 1) == **greedy && word.head.is_some());
    let (mut all, mut wrong) = (0, 0);
    for (i, (word, _)) in agree {
        let mut row = relations[i * width..(i + 1) * width].to_vec();
        row[model.heads.parser.root_label] = f32::NEG_INFINITY;
        all += 1;
        wrong += usize::from(crate::network::heads::best(&row) != word.relation);
    }
    println!("relations: {wrong} of {all} differ");
    assert!(wrong * 100 <= all);
}
