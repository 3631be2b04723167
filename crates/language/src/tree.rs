//! The best tree over a sentence: a maximum spanning arborescence with exactly one root.
//!
//! Chu-Liu/Edmonds by growing a path (Tarjan): the path is extended by each component's best
//! incoming arc; when it meets itself, the components between are merged into one. Picking an arc
//! looks at one row, merging looks at one row for each component merged, so all of it is O(n²).
//! Arcs from the root get a penalty larger than all other differences together, so that the best
//! tree has as few of them as possible: one.

/// The place of the root among the governors.
const ROOT: usize = 0;

/// Stands in for scores that are no numbers, which only a damaged model gives.
const WORST: f64 = -1e6;

/// For each word the index of its governor: 0 for the root, `i + 1` for word `i`.
///
/// `scores` has a row for each word, with `words + 1` columns: how good the root and each of the
/// words is as its governor. Missing scores count as the worst.
pub fn heads(scores: &[f32], words: usize) -> Vec<usize> {
    if words == 0 {
        return Vec::new();
    }
    let mut components = Components::new(scores, words);
    components.contract();
    components.expand()
}

/// The graph while it is contracted. Node 0 is the root, 1 to n the words, the rest are merged ones.
struct Components {
    /// Nodes of the graph as given.
    size: usize,
    /// Slot by slot: what an arc from the column's component to the row's component adds.
    gain: Vec<f64>,
    /// And the words that it runs between, governor first.
    ends: Vec<(u16, u16)>,
    /// The node that lives in a slot; `None` once it was merged into another.
    node: Vec<Option<usize>>,
    /// The chosen arc into each node.
    arc: Vec<(u16, u16)>,
    /// The node that each node was merged into.
    parent: Vec<Option<usize>>,
}

impl Components {
    fn new(scores: &[f32], words: usize) -> Self {
        let size = words + 1;
        let score = |word: usize, head: usize| {
            let score = scores.get(word * size + head).copied().map_or(WORST, f64::from);
            if score.is_finite() { score } else { WORST }
        };
        let all = (0..words).flat_map(|word| (0..size).map(move |head| score(word, head)));
        let (least, most) = all.fold((0.0_f64, 0.0_f64), |(a, b), x| (a.min(x), b.max(x)));
        let penalty = (most - least + 1.0) * size as f64;
        let mut gain = vec![WORST; size * size];
        let mut ends = vec![(0, 0); size * size];
        for word in 1..size {
            for head in 0..size {
                let cost = if head == ROOT { penalty } else { 0.0 };
                gain[word * size + head] = score(word - 1, head) - cost;
                ends[word * size + head] = (head as u16, word as u16);
            }
        }
        Self {
            size,
            gain,
            ends,
            node: (0..size).map(Some).collect(),
            arc: vec![(0, 0); size],
            parent: vec![None; size],
        }
    }

    /// Merges cycles until every component's chosen arc leads, arc by arc, to the root.
    fn contract(&mut self) {
        let mut settled = vec![false; self.size];
        let mut on_path = vec![false; self.size];
        settled[ROOT] = true;
        for start in 1..self.size {
            if self.node[start].is_none() || settled[start] {
                continue;
            }
            let mut path = vec![start];
            on_path[start] = true;
            while let Some(&last) = path.last() {
                let from = self.best_into(last);
                if settled[from] {
                    break;
                }
                if on_path[from] {
                    self.merge(&mut path, &mut on_path, from);
                } else {
                    on_path[from] = true;
                    path.push(from);
                }
            }
            for slot in path {
                on_path[slot] = false;
                settled[slot] = true;
            }
        }
    }

    /// Chooses the best arc into the component of `slot`; the slot that it comes from.
    fn best_into(&mut self, slot: usize) -> usize {
        let row = &self.gain[slot * self.size..(slot + 1) * self.size];
        let mut best = ROOT;
        for (from, gain) in row.iter().enumerate() {
            if from != slot && self.node[from].is_some() && *gain > row[best] {
                best = from;
            }
        }
        if let Some(node) = self.node[slot] {
            self.arc[node] = self.ends[slot * self.size + best];
        }
        best
    }

    /// Merges the end of the path, from the slot `first` on, into one component that lives in `first`.
    fn merge(&mut self, path: &mut Vec<usize>, on_path: &mut [bool], first: usize) {
        let at = path.iter().position(|&slot| slot == first).unwrap_or(0);
        let cycle = path.split_off(at);
        let size = self.size;
        let merged = self.arc.len();
        // An arc into a member takes the place of the one chosen for it.
        let chosen: Vec<f64> =
            (0..cycle.len()).map(|i| self.gain[cycle[i] * size + cycle[(i + 1) % cycle.len()]]).collect();
        for other in 0..size {
            if self.node[other].is_none() || cycle.contains(&other) {
                continue;
            }
            let mut into = (f64::NEG_INFINITY, (0, 0));
            let mut out = (f64::NEG_INFINITY, (0, 0));
            for (&slot, chosen) in cycle.iter().zip(&chosen) {
                let gain = self.gain[slot * size + other] - chosen;
                if gain > into.0 {
                    into = (gain, self.ends[slot * size + other]);
                }
                let gain = self.gain[other * size + slot];
                if gain > out.0 {
                    out = (gain, self.ends[other * size + slot]);
                }
            }
            (self.gain[first * size + other], self.ends[first * size + other]) = into;
            if other != ROOT {
                (self.gain[other * size + first], self.ends[other * size + first]) = out;
            }
        }
        for &slot in &cycle {
            on_path[slot] = false;
            if let Some(node) = self.node[slot].take() {
                self.parent[node] = Some(merged);
            }
        }
        self.node[first] = Some(merged);
        self.arc.push((0, 0));
        self.parent.push(None);
        on_path[first] = true;
        path.push(first);
    }

    /// Takes the merged components apart, the last first: the arc into one goes to the member that it
    /// ends in, the other members keep theirs.
    fn expand(mut self) -> Vec<usize> {
        for merged in (self.size..self.arc.len()).rev() {
            let arc = self.arc[merged];
            let mut member = usize::from(arc.1);
            while let Some(parent) = self.parent[member] {
                if parent == merged {
                    break;
                }
                member = parent;
            }
            self.arc[member] = arc;
        }
        self.arc[1..self.size].iter().map(|arc| usize::from(arc.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator: the same numbers on every run.
    struct Noise(u64);

    impl Noise {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
    }

    fn is_tree(heads: &[usize]) -> bool {
        let roots = heads.iter().filter(|&&head| head == ROOT).count();
        let reaches = |mut word: usize| {
            for _ in 0..=heads.len() {
                match heads[word] {
                    ROOT => return true,
                    head => word = head - 1,
                }
            }
            false
        };
        roots == 1 && (0..heads.len()).all(reaches)
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    /// The best total over every assignment of governors that is a tree.
    fn brute_force(scores: &[f32], words: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..(words + 1).pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|i| code / (words + 1).pow(i as u32) % (words + 1)).collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    #[test]
    fn as_good_as_trying_all_trees() {
        let mut noise = Noise(7);
        for round in 0..120 {
            let words = 1 + round % 6;
            // Few different scores make for many ties and cycles.
            let range = if round % 2 == 0 { 5 } else { 1000 };
            let scores: Vec<f32> =
                (0..words * (words + 1)).map(|_| (noise.next() % range) as f32 - range as f32 / 2.0).collect();
            let found = heads(&scores, words);
            assert!(is_tree(&found), "{found:?}");
            let best = brute_force(&scores, words);
            assert!((total(&scores, &found) - best).abs() < 1e-3, "{scores:?} {found:?} {best}");
        }
    }

    #[test]
    fn trees_of_long_sentences() {
        let mut noise = Noise(11);
        for words in [50, 254] {
            let scores: Vec<f32> = (0..words * (words + 1)).map(|_| (noise.next() % 100) as f32).collect();
            assert!(is_tree(&heads(&scores, words)));
        }
    }

    #[test]
    fn a_tree_even_of_nonsense() {
        assert!(heads(&[], 0).is_empty());
        assert!(is_tree(&heads(&[], 5)));
        assert!(is_tree(&heads(&[f32::NAN; 12], 3)));
        assert!(is_tree(&heads(&[f32::INFINITY; 12], 3)));
        assert!(is_tree(&heads(&[f32::MAX; 12], 3)));
    }
}
