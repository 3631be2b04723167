//! What several accounts give for one thing, and how they stand to each other.

use crate::lineage::Lineage;
use record::Evidence;
use record::story::{Agreement, Attribute, AttributeAccount, DiscrepancyAccount, DiscrepancyKind};
use std::collections::BTreeSet;

/// More different values than this are not compared with each other.
const MOST_VALUES: usize = 24;

/// What one account says.
#[derive(Clone, Debug)]
pub(crate) struct Claim<T> {
    /// As it is printed.
    pub value: String,
    /// As it is compared.
    pub meaning: T,
    /// Index of the report in the pile.
    pub report: usize,
    pub evidence: Evidence,
    /// The more precise, the higher.
    pub precision: i32,
}

/// How two values stand to each other, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// The same.
    Same,
    /// One is less precise or tells another aspect.
    Compatible,
    /// Not said alike, though both can be true.
    Detail,
    /// Not both can be true.
    Conflict,
}

/// The accounts put together.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub attribute: Attribute,
    /// The sides of a difference, where there is one.
    pub difference: Option<(DiscrepancyKind, Vec<DiscrepancyAccount>)>,
}

/// Puts claims together. They count for the line of reporting that their words belong to: what a report says on another's
/// word is no second source. `None` without claims.
pub(crate) fn settle<T>(
    claims: Vec<Claim<T>>,
    lineage: &Lineage,
    relate: impl Fn(&T, &T) -> Relation,
) -> Option<Settled> {
    let mut groups: Vec<Vec<&Claim<T>>> = Vec::new();
    for claim in &claims {
        let found = groups.iter().position(|group| relate(&group[0].meaning, &claim.meaning) == Relation::Same);
        match found {
            Some(at) => groups[at].push(claim),
            None if groups.len() < MOST_VALUES => groups.push(vec![claim]),
            None => {}
        }
    }
    let place = |claim: &Claim<T>| (claim.report, claim.evidence.span.cover().unwrap_or_default());
    let lines_of = |group: &[&Claim<T>]| lineage.independent(group.iter().map(|claim| place(claim)));
    let reports_of = |group: &[&Claim<T>]| -> BTreeSet<usize> { group.iter().map(|claim| claim.report).collect() };
    let best = groups.iter().enumerate().max_by_key(|(at, group)| {
        let precise = group.iter().map(|claim| claim.precision).max().unwrap_or(0);
        (lines_of(group), precise, std::cmp::Reverse(*at))
    });
    let (_, best) = best?;
    let value = best.iter().max_by_key(|claim| (claim.precision, std::cmp::Reverse(claim.report)))?.value.clone();
    let mut worst = Relation::Same;
    let mut differing: BTreeSet<usize> = BTreeSet::new();
    for (i, a) in groups.iter().enumerate() {
        for (j, b) in groups.iter().enumerate().skip(i + 1) {
            let relation = relate(&a[0].meaning, &b[0].meaning);
            // One report that gives two values has its reasons: it is no disagreement between accounts.
            let apart = reports_of(a).union(&reports_of(b)).count() > 1 && reports_of(a) != reports_of(b);
            if relation >= Relation::Detail && apart {
                differing.extend([i, j]);
                worst = worst.max(relation);
            }
        }
    }
    let all_lines = lineage.independent(groups.iter().flatten().map(|claim| place(claim)));
    let agreement = match (worst, all_lines, groups.len()) {
        (Relation::Conflict, ..) => Agreement::Conflict,
        (_, ..=1, _) => Agreement::Single,
        (_, _, 1) => Agreement::Agreed,
        _ => Agreement::Compatible,
    };
    let difference = (worst >= Relation::Detail).then(|| {
        let kind = if worst == Relation::Conflict { DiscrepancyKind::Conflict } else { DiscrepancyKind::Detail };
        (kind, differing.iter().map(|&at| side(&groups[at])).collect())
    });
    let mut seen = BTreeSet::new();
    let accounts = claims.iter().filter(|claim| seen.insert((claim.report, claim.value.as_str())));
    let accounts =
        accounts.map(|claim| AttributeAccount { value: claim.value.clone(), evidence: claim.evidence.clone() });
    Some(Settled { attribute: Attribute { value, agreement, accounts: accounts.collect() }, difference })
}

fn side<T>(group: &[&Claim<T>]) -> DiscrepancyAccount {
    let mut reports = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for claim in group {
        if !reports.contains(&claim.evidence.report) {
            reports.push(claim.evidence.report.clone());
        }
        if !evidence.contains(&claim.evidence) {
            evidence.push(claim.evidence.clone());
        }
    }
    let value = group.iter().max_by_key(|claim| (claim.precision, std::cmp::Reverse(claim.report)));
    DiscrepancyAccount { value: value.map_or_else(String::new, |claim| claim.value.clone()), reports, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{ReportId, Span};

    fn claim(report: usize, value: i32) -> Claim<i32> {
        let span = Span::new(10, 20).into();
        let evidence = Evidence { report: ReportId(format!("r{report}")), span, quote: String::new() };
        Claim { value: value.to_string(), meaning: value, report, evidence, precision: 0 }
    }

    fn agreement(values: &[i32], lines: &[usize]) -> Agreement {
        agreed(values, &Lineage::by_lines(lines))
    }

    fn agreed(values: &[i32], lineage: &Lineage) -> Agreement {
        let claims = values.iter().enumerate().map(|(report, value)| claim(report, *value)).collect();
        let far = |a: &i32, b: &i32| match (a - b).abs() {
            0 => Relation::Same,
            1 => Relation::Compatible,
            _ => Relation::Conflict,
        };
        settle(claims, lineage, far).unwrap().attribute.agreement
    }

    #[test]
    fn copies_do_not_make_agreement() {
        assert_eq!(agreement(&[3, 3, 3], &[0, 0, 0]), Agreement::Single);
        assert_eq!(agreement(&[3, 3, 3], &[0, 0, 1]), Agreement::Agreed);
        assert_eq!(agreement(&[3, 4], &[0, 1]), Agreement::Compatible);
        assert_eq!(agreement(&[3, 5], &[0, 1]), Agreement::Conflict);
    }

    #[test]
    fn what_is_said_on_anothers_word_is_no_second_source() {
        // The second report has a line of its own, but these words from the first.
        let mut lineage = Lineage::by_lines(&[0, 1, 2]);
        lineage.take_from_line(1, Span::new(0, 30), 0);
        assert_eq!(agreed(&[3, 3], &lineage), Agreement::Single);
        assert_eq!(agreed(&[3, 3, 3], &lineage), Agreement::Agreed);
    }

    #[test]
    fn the_value_of_most_lines_is_taken() {
        let claims = vec![claim(0, 1), claim(1, 1), claim(2, 7), claim(3, 7)];
        let same = |a: &i32, b: &i32| if a == b { Relation::Same } else { Relation::Conflict };
        let settled = settle(claims, &Lineage::by_lines(&[0, 0, 1, 2]), same).unwrap();
        assert_eq!(settled.attribute.value, "7");
        let (kind, sides) = settled.difference.unwrap();
        assert_eq!((kind, sides.len(), sides[0].reports.len()), (DiscrepancyKind::Conflict, 2, 2));
    }
}
