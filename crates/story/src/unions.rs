//! Groups that grow by joining.

/// A union-find over the numbers `0..n`; the smallest member of a group stands for it.
#[derive(Clone, Debug)]
pub(crate) struct Unions {
    parent: Vec<usize>,
}

impl Unions {
    pub(crate) fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The member that stands for the group of `i`.
    pub(crate) fn find(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Joins the groups of `a` and `b`; the standing member of the whole.
    pub(crate) fn join(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
        low
    }

    /// All groups, each in order, in order of their first members.
    pub(crate) fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for i in 0..self.parent.len() {
            let root = self.find(i);
            groups[root].push(i);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_is_transitive() {
        let mut unions = Unions::new(5);
        unions.join(4, 2);
        unions.join(2, 0);
        assert_eq!(unions.groups(), [vec![0, 2, 4], vec![1], vec![3]]);
    }
}
