//! What the resolver works on: sentences, drafts, and who is thought to be who.

use super::draft::{Draft, Gender, Number};
use super::lexicon::Role;
use super::sides::Side;
use super::tree::Tree;
use record::{BlockKind, NameType, Report};
use std::collections::BTreeMap;

/// Everything that the sieves see and change.
pub(super) struct Scene<'a> {
    /// The report.
    pub report: &'a Report,
    /// Sentences of reporting blocks, in text order.
    pub trees: Vec<Tree<'a>>,
    /// In text order; coordinations behind the others.
    pub drafts: Vec<Draft>,
    /// Who is who so far.
    pub clusters: Clusters,
    /// The rule that decided each draft, for looking into a run.
    pub rules: Vec<&'static str>,
    /// Drafts whose candidates nothing decides between.
    pub undecided: Vec<bool>,
    /// A draft of each group, by its members.
    pub groups: BTreeMap<Vec<usize>, usize>,
}

impl Scene<'_> {
    /// Joins the clusters of two drafts by a rule, unless they can't be one.
    pub fn join(&mut self, draft: usize, other: usize, rule: &'static str) -> bool {
        if !self.clusters.can_join(draft, other) {
            return false;
        }
        self.clusters.join(draft, other);
        self.rules[draft] = rule;
        true
    }

    /// The cluster of a draft.
    pub fn cluster(&self, draft: usize) -> &Cluster {
        self.clusters.of(draft)
    }

    /// Kind of the block that a tree stands in.
    pub fn block_kind(&self, tree: usize) -> BlockKind {
        let block = self.trees.get(tree).and_then(|tree| self.report.blocks.get(tree.sentence.block));
        block.map_or(BlockKind::Body, |block| block.kind)
    }

    /// Index of the block that a tree stands in.
    pub fn block(&self, tree: usize) -> usize {
        self.trees.get(tree).map_or(0, |tree| tree.sentence.block)
    }

    /// The words of a draft folded.
    pub fn folded(&self, draft: usize) -> String {
        crate::gazetteer::fold(self.report.words(self.drafts[draft].span))
    }
}

/// What is known of somebody or something.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Its drafts, in text order.
    pub drafts: Vec<usize>,
    /// What all its words tell of the gender.
    pub gender: Gender,
    /// Offices and descriptions.
    pub roles: Vec<&'static Role>,
    /// Sides that its words name.
    pub sides: Vec<Side>,
    /// Whether a name is among its drafts.
    pub named: bool,
    /// For several together: a draft of each, where known.
    pub members: Vec<usize>,
    /// Type and number of its first draft that has them.
    kind: Option<NameType>,
    number: Option<Number>,
}

/// Most roles and sides that are kept of one cluster.
const MOST_FACTS: usize = 24;

impl Cluster {
    fn of(index: usize, draft: &Draft) -> Self {
        let facts = draft.pronoun.is_none();
        Self {
            drafts: vec![index],
            gender: draft.gender,
            roles: draft.role.iter().map(|(role, _)| *role).collect(),
            sides: draft.sides.clone(),
            named: draft.is_name(),
            members: Vec::new(),
            kind: draft.kind.filter(|_| facts),
            number: Some(draft.number).filter(|_| facts),
        }
    }

    /// What it is.
    pub fn kind(&self) -> Option<NameType> {
        self.kind
    }

    /// One or several.
    pub fn number(&self) -> Number {
        self.number.unwrap_or(Number::Singular)
    }

    /// Whether nothing known of its side speaks against these sides.
    pub fn fits_sides(&self, sides: &[Side]) -> bool {
        self.sides.is_empty() || sides.iter().all(|side| self.sides.iter().any(|known| known.is(side)))
    }

    /// Whether one of these sides is known to be its own.
    pub fn has_side(&self, sides: &[Side]) -> bool {
        sides.iter().any(|side| self.sides.iter().any(|known| known.is(side)))
    }
}

/// Drafts joined into clusters.
pub(super) struct Clusters {
    parent: Vec<usize>,
    list: Vec<Cluster>,
}

impl Clusters {
    /// Each draft alone.
    pub fn new(drafts: &[Draft]) -> Self {
        let list = drafts.iter().enumerate().map(|(index, draft)| Cluster::of(index, draft)).collect();
        Self { parent: (0..drafts.len()).collect(), list }
    }

    /// The draft that stands for the cluster of `draft`.
    pub fn root(&self, draft: usize) -> usize {
        let mut at = draft;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// The cluster of a draft.
    pub fn of(&self, draft: usize) -> &Cluster {
        &self.list[self.root(draft)]
    }

    /// The cluster of a draft, to add to what is known.
    pub fn of_mut(&mut self, draft: usize) -> &mut Cluster {
        let root = self.root(draft);
        &mut self.list[root]
    }

    /// Whether two drafts are one already.
    pub fn same(&self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    /// Whether nothing known speaks against the two being one.
    pub fn can_join(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        a.gender.agrees(b.gender)
    }

    /// Makes the clusters of two drafts one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        // The larger takes in the smaller, so that all joins together cost n log n.
        let (big, small) = if self.list[a].drafts.len() >= self.list[b].drafts.len() { (a, b) } else { (b, a) };
        let taken = std::mem::take(&mut self.list[small]);
        self.parent[small] = big;
        let cluster = &mut self.list[big];
        let takes_kind = taken.named && !cluster.named || cluster.kind.is_none();
        cluster.drafts.extend(taken.drafts);
        cluster.gender = cluster.gender.or(taken.gender);
        cluster.named |= taken.named;
        if takes_kind && taken.kind.is_some() {
            cluster.kind = taken.kind;
            cluster.number = taken.number.or(cluster.number);
        }
        for role in taken.roles {
            if cluster.roles.len() < MOST_FACTS && !cluster.roles.iter().any(|known| known.words == role.words) {
                cluster.roles.push(role);
            }
        }
        for side in taken.sides {
            if cluster.sides.len() < MOST_FACTS && !cluster.sides.iter().any(|known| known.key == side.key) {
                cluster.sides.push(side);
            }
        }
        if cluster.members.is_empty() {
            cluster.members = taken.members;
        }
    }
}
