//! Which persons of different reports are one.
//!
//! Full names join first, by spelling; then a surname alone joins the one person it can stand for; then a
//! description joins the one holder of the office. Two given names that clearly differ keep apart whatever
//! else speaks for joining.

use super::names::{Likeness, PersonName, block_key};
use super::nodes::Node;
use super::offices::is_unique;
use crate::unions::Unions;
use record::analysis::NameType;
use std::collections::{BTreeMap, BTreeSet};

/// The most different persons compared with one another under one key; beyond it only equal names join.
const MOST_ALIKE: usize = 64;

/// What is known of a group of nodes.
#[derive(Clone, Debug, Default)]
struct Known {
    full: BTreeSet<PersonName>,
    single: BTreeSet<PersonName>,
    countries: BTreeSet<String>,
    offices: BTreeSet<BTreeSet<String>>,
    reports: BTreeSet<usize>,
}

impl Known {
    fn of(node: &Node) -> Self {
        let (full, single) = node.names.iter().cloned().partition(|name| name.parts.len() > 1);
        let reports = BTreeSet::from([node.report]);
        Self { full, single, countries: node.countries.clone(), offices: node.offices.clone(), reports }
    }

    fn absorb(&mut self, other: Self) {
        self.full.extend(other.full);
        self.single.extend(other.single);
        self.countries.extend(other.countries);
        self.offices.extend(other.offices);
        self.reports.extend(other.reports);
    }

    /// No given names that differ under one surname.
    fn no_clash(&self, other: &Self) -> bool {
        !self.full.iter().any(|a| other.full.iter().any(|b| a.compare(b) == Likeness::Clash))
    }

    fn same_country(&self, other: &Self) -> Option<bool> {
        let known = !self.countries.is_empty() && !other.countries.is_empty();
        known.then(|| !self.countries.is_disjoint(&other.countries))
    }

    fn same_office(&self, other: &Self) -> Option<bool> {
        let known = !self.offices.is_empty() && !other.offices.is_empty();
        let alike = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.is_subset(b) || b.is_subset(a);
        known.then(|| self.offices.iter().any(|a| other.offices.iter().any(|b| alike(a, b))))
    }

    /// The best likeness of any two full names.
    fn likeness(&self, other: &Self) -> Likeness {
        let pairs = self.full.iter().flat_map(|a| other.full.iter().map(move |b| a.compare(b)));
        pairs.max().unwrap_or(Likeness::None)
    }

    /// Whether one of its single names is part of a full name of `other`.
    fn part_of(&self, other: &Self) -> bool {
        self.single.iter().any(|a| other.full.iter().any(|b| a.compare(b) == Likeness::Part))
    }
}

/// Joins what is one person.
pub(crate) fn link(nodes: &[Node], unions: &mut Unions) {
    let mut known: Vec<Known> = nodes.iter().map(Known::of).collect();
    let persons: Vec<usize> = (0..nodes.len()).filter(|&i| nodes[i].kind == NameType::Per && !nodes[i].group).collect();
    let named: Vec<usize> = persons.iter().copied().filter(|&i| !nodes[i].names.is_empty()).collect();
    equal_names(&named, nodes, unions, &mut known);
    spellings(&named, unions, &mut known);
    surnames(&named, nodes, unions, &mut known);
    lone_surnames(&named, unions, &mut known);
    let described: Vec<usize> = persons.iter().copied().filter(|&i| nodes[i].names.is_empty()).collect();
    offices(&described, &named, unions, &mut known);
    here(&described, &named, nodes, unions, &mut known);
}

fn join(unions: &mut Unions, known: &mut [Known], a: usize, b: usize) {
    let (a, b) = (unions.find(a), unions.find(b));
    if a == b {
        return;
    }
    let root = unions.join(a, b);
    let other = if root == a { b } else { a };
    let moved = std::mem::take(&mut known[other]);
    known[root].absorb(moved);
}

/// The same full name in two reports is one person, as long as no other of their names clash.
fn equal_names(named: &[usize], nodes: &[Node], unions: &mut Unions, known: &mut [Known]) {
    let mut first: BTreeMap<&PersonName, usize> = BTreeMap::new();
    for &i in named {
        for name in nodes[i].names.iter().filter(|name| name.parts.len() > 1) {
            let other = *first.entry(name).or_insert(i);
            let (a, b) = (unions.find(i), unions.find(other));
            if a != b && known[a].no_clash(&known[b]) {
                join(unions, known, a, b);
            }
        }
    }
}

/// Groups under each key, in order, no more than [`MOST_ALIKE`] of them.
fn blocks(named: &[usize], unions: &mut Unions, known: &[Known]) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let roots: BTreeSet<usize> = named.iter().map(|&i| unions.find(i)).collect();
    for root in roots {
        let names = known[root].full.iter().chain(&known[root].single);
        for key in names.flat_map(PersonName::keys) {
            let block = blocks.entry(key).or_default();
            if block.len() < MOST_ALIKE {
                block.insert(root);
            }
        }
    }
    blocks.into_values().map(|block| block.into_iter().collect()).collect()
}

/// Spelling variants of full names, unless countries speak against it.
fn spellings(named: &[usize], unions: &mut Unions, known: &mut [Known]) {
    for block in blocks(named, unions, known) {
        for (at, &a) in block.iter().enumerate() {
            for &b in &block[at + 1..] {
                let (a, b) = (unions.find(a), unions.find(b));
                if a != b
                    && known[a].likeness(&known[b]) == Likeness::Full
                    && known[a].no_clash(&known[b])
                    && known[a].same_country(&known[b]) != Some(false)
                {
                    join(unions, known, a, b);
                }
            }
        }
    }
}

/// A surname alone joins the person with that surname: the only one, or the only one with its office or country.
fn surnames(named: &[usize], nodes: &[Node], unions: &mut Unions, known: &mut [Known]) {
    let mut by_part: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for &i in named {
        let root = unions.find(i);
        let parts = known[root].full.iter().flat_map(|name| name.parts.iter().skip(1));
        for key in parts.map(|part| block_key(part)).collect::<BTreeSet<_>>() {
            let block = by_part.entry(key).or_default();
            if block.len() < MOST_ALIKE {
                block.insert(root);
            }
        }
    }
    let none = BTreeSet::new();
    for &i in named {
        let root = unions.find(i);
        if !known[root].full.is_empty() || known[root].single.is_empty() {
            continue;
        }
        let keys: BTreeSet<String> = known[root].single.iter().map(|name| block_key(name.surname())).collect();
        let found: BTreeSet<usize> = keys
            .iter()
            .flat_map(|key| by_part.get(key).unwrap_or(&none))
            .map(|&other| unions.find(other))
            .filter(|&other| known[root].part_of(&known[other]))
            .collect();
        // One holder of the name in the same report goes before all others.
        let here: BTreeSet<usize> =
            found.iter().copied().filter(|&other| known[other].reports.contains(&nodes[i].report)).collect();
        let pool = if here.len() == 1 { here } else { found };
        let fits = |other: &usize| {
            known[root].same_country(&known[*other]) != Some(false)
                && known[root].same_office(&known[*other]) != Some(false)
        };
        let favoured = |other: &usize| {
            known[root].same_country(&known[*other]) == Some(true)
                || known[root].same_office(&known[*other]) == Some(true)
        };
        let favoured: Vec<usize> = pool.iter().copied().filter(favoured).collect();
        let fitting: Vec<usize> = pool.iter().copied().filter(fits).collect();
        let choice = match (pool.len(), favoured.as_slice(), fitting.as_slice()) {
            (1, [one], _) | (_, [one], _) | (_, [], [one]) => Some(*one),
            (_, [], several) => best_known(several, known),
            _ => None,
        };
        if let Some(other) = choice {
            join(unions, known, root, other);
        }
    }
}

/// Of several with one surname the one of whom the reports tell: a namesake is told apart by his given name.
fn best_known(several: &[usize], known: &[Known]) -> Option<usize> {
    /// In so many times as many reports as any other.
    const TIMES: usize = 3;
    let reports = |&person: &usize| known[person].reports.len();
    let best = several.iter().copied().max_by_key(|person| reports(person))?;
    let others = several.iter().filter(|person| **person != best).map(reports).max()?;
    (reports(&best) >= TIMES * others).then_some(best)
}

/// Surnames that no report gives in full join when spelt alike and nothing speaks against it.
fn lone_surnames(named: &[usize], unions: &mut Unions, known: &mut [Known]) {
    for block in blocks(named, unions, known) {
        for (at, &a) in block.iter().enumerate() {
            for &b in &block[at + 1..] {
                let (a, b) = (unions.find(a), unions.find(b));
                if a == b || !known[a].full.is_empty() || !known[b].full.is_empty() {
                    continue;
                }
                let equal = !known[a].single.is_disjoint(&known[b].single);
                let alike =
                    known[a].single.iter().any(|x| known[b].single.iter().any(|y| x.compare(y) == Likeness::Full));
                let for_it =
                    known[a].same_office(&known[b]) == Some(true) || known[a].same_country(&known[b]) == Some(true);
                let against =
                    known[a].same_country(&known[b]) == Some(false) || known[a].same_office(&known[b]) == Some(false);
                if !against && (equal || (alike && for_it)) {
                    join(unions, known, a, b);
                }
            }
        }
    }
}

/// "the Norland envoy" joins the one person whom the reports call so.
fn offices(described: &[usize], named: &[usize], unions: &mut Unions, known: &mut [Known]) {
    let mut holders: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    for &i in named {
        let root = unions.find(i);
        for office in known[root].offices.iter().filter(|office| is_unique(office)) {
            for country in &known[root].countries {
                holders.entry((country.clone(), joined(office))).or_default().insert(root);
            }
        }
    }
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    for &i in described {
        let own = &known[unions.find(i)];
        let mut countries = own.countries.iter();
        let (Some(country), None) = (countries.next().cloned(), countries.next()) else { continue };
        let offices: Vec<String> = own.offices.iter().filter(|office| is_unique(office)).map(joined).collect();
        for office in offices {
            let key = (country.clone(), office);
            let Some(people) = holders.get(&key) else {
                // Nobody named holds it: descriptions of the same office still are one person.
                let other = *first.entry(key).or_insert(i);
                join(unions, known, i, other);
                continue;
            };
            let people: BTreeSet<usize> = people.iter().map(|&person| unions.find(person)).collect();
            if let [person] = people.into_iter().collect::<Vec<_>>()[..] {
                join(unions, known, i, person);
                break;
            }
        }
    }
}

/// "The prime minister", of no country, is the only one named in the same report whom any report calls so.
fn here(described: &[usize], named: &[usize], nodes: &[Node], unions: &mut Unions, known: &mut [Known]) {
    let mut holders: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
    for &i in named {
        let root = unions.find(i);
        for office in known[root].offices.iter().filter(|office| is_unique(office)) {
            holders.entry((nodes[i].report, joined(office))).or_default().insert(root);
        }
    }
    for &i in described {
        let own = &known[unions.find(i)];
        if !nodes[i].definite || !own.countries.is_empty() || own.reports.len() != 1 {
            continue;
        }
        let offices: Vec<String> = own.offices.iter().filter(|office| is_unique(office)).map(joined).collect();
        let people = offices.into_iter().filter_map(|office| holders.get(&(nodes[i].report, office))).flatten();
        let people: BTreeSet<usize> = people.take(MOST_ALIKE).map(|&person| unions.find(person)).collect();
        if let [person] = people.into_iter().collect::<Vec<_>>()[..] {
            join(unions, known, i, person);
        }
    }
}

fn joined(office: &BTreeSet<String>) -> String {
    office.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}
