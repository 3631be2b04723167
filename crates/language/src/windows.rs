//! What the encoder reads at once: a few short blocks, or a part of a long one.

use crate::blocks::{Cut, Cuts, Cutter};
use crate::network::encoder::Piece;

/// The special pieces around the blocks.
#[derive(Debug, Clone, Copy)]
pub struct Specials {
    /// Opens a window.
    pub cls: u32,
    /// Closes a block.
    pub sep: u32,
}

/// Pieces to encode, and the atoms among them.
#[derive(Debug, Default)]
pub struct Window {
    /// All pieces, the special ones included.
    pub pieces: Vec<Piece>,
    /// The atoms; their pieces are counted in `pieces`.
    pub atoms: Vec<Cut>,
    /// The index of each block, and one past the last of its atoms.
    pub blocks: Vec<(usize, usize)>,
}

impl Window {
    /// A window with nothing but its first piece.
    pub fn new(specials: Specials) -> Self {
        Self { pieces: vec![special(specials.cls)], ..Self::default() }
    }

    /// Appends the first `count` atoms of a block.
    pub fn push(&mut self, block: usize, cuts: &Cuts, count: usize, specials: Specials) {
        let atoms = &cuts.atoms[..count.min(cuts.atoms.len())];
        let offset = self.pieces.len();
        let pieces = atoms.last().map_or(0, |atom| atom.to);
        self.pieces.extend_from_slice(&cuts.pieces[..pieces]);
        self.pieces.push(special(specials.sep));
        self.atoms.extend(atoms.iter().map(|atom| Cut { from: atom.from + offset, to: atom.to + offset, ..*atom }));
        self.blocks.push((block, self.atoms.len()));
    }

    /// The index of the block that an atom is of.
    pub fn block_of(&self, atom: usize) -> usize {
        let place = self.blocks.partition_point(|&(_, end)| end <= atom);
        self.blocks.get(place).map_or(0, |&(block, _)| block)
    }
}

fn special(id: u32) -> Piece {
    Piece { id, shape: 0, gap: 0 }
}

/// Work for one thread.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Blocks that fit into one window together.
    Packed(Vec<usize>),
    /// A block that needs several windows, one after the other.
    Long(usize),
}

/// Deals out blocks, in text order, given how many pieces each has (`None`: more than a window).
///
/// A window is filled until the next block does not fit, so which blocks are read together depends
/// on the text alone.
pub fn tasks(sizes: impl IntoIterator<Item = Option<usize>>, window: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut used = 1;
    let close = |open: &mut Vec<usize>, tasks: &mut Vec<Task>| {
        if !open.is_empty() {
            tasks.push(Task::Packed(std::mem::take(open)));
        }
    };
    for (block, size) in sizes.into_iter().enumerate() {
        match size {
            Some(0) => {}
            Some(size) if size + 2 <= window => {
                if used + size + 1 > window {
                    close(&mut open, &mut tasks);
                    used = 1;
                }
                open.push(block);
                used += size + 1;
            }
            _ => {
                close(&mut open, &mut tasks);
                used = 1;
                tasks.push(Task::Long(block));
            }
        }
    }
    close(&mut open, &mut tasks);
    tasks
}

/// A long block, a window at a time.
pub struct Reel<'a> {
    cutter: Cutter<'a>,
    cuts: Cuts,
    block: usize,
}

impl<'a> Reel<'a> {
    /// Starts at the beginning of a block.
    pub fn new(cutter: Cutter<'a>, block: usize) -> Self {
        Self { cutter, cuts: Cuts::default(), block }
    }

    /// The next window, and whether the block goes on after it; `None` at the end.
    pub fn window(&mut self, size: usize, specials: Specials) -> Option<(Window, bool)> {
        let room = size.saturating_sub(2);
        while self.cuts.pieces.len() <= room && !self.cutter.is_done() {
            self.cutter.cut_chunk(&mut self.cuts);
        }
        if self.cuts.atoms.is_empty() {
            return None;
        }
        let count = self.cuts.atoms.partition_point(|atom| atom.to <= room).max(1);
        let goes_on = count < self.cuts.atoms.len() || !self.cutter.is_done();
        let mut window = Window::new(specials);
        window.push(self.block, &self.cuts, count, specials);
        Some((window, goes_on))
    }

    /// Says that the first `count` atoms have been read.
    pub fn advance(&mut self, count: usize) {
        self.cuts.drop_front(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_packed_in_order() {
        let sizes = [Some(10), Some(0), Some(10), None, Some(30), Some(5), Some(31), Some(30)];
        let expected = [
            Task::Packed(vec![0, 2]),
            Task::Long(3),
            Task::Packed(vec![4]),
            Task::Packed(vec![5]),
            Task::Long(6),
            Task::Packed(vec![7]),
        ];
        assert_eq!(tasks(sizes, 32), expected);
        assert!(tasks([Some(0), Some(0)], 32).is_empty());
    }
}
