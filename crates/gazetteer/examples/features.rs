//! Prints what `tools/fit.py` fits the resolver's weights on. Reads lines on standard input:
//!
//! ```text
//! report<TAB>outlet<TAB>text without tabs and line ends
//! name<TAB>start<TAB>end<TAB>name, or that of the country for a people<TAB>GeoNames id<TAB>latitude<TAB>longitude
//! ```
//! and prints, for every name with and without its outlet's home, a line for each candidate: number of the name, 1 if
//! it is the right one, features. With `--names` it prints the features' names and weights instead.

use gazetteer::{FEATURES, Mention, Place, features, home, kilometres};
use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write};
use text::Span;

/// Two of one name so near each other are the same place under two ids. Kilometres.
const SAME: f64 = 10.0;

struct Gold<'a> {
    name: &'a str,
    span: Span,
    id: u32,
    point: (f64, f64),
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if std::env::args().any(|argument| argument == "--names") {
        for (name, weight) in FEATURES {
            writeln!(out, "{weight}\t{name}")?;
        }
        return Ok(());
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut reports: Vec<(&str, &str, Vec<Gold<'_>>)> = Vec::new();
    for line in input.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["report", outlet, text] => reports.push((outlet, text, Vec::new())),
            ["name", start, end, name, id, latitude, longitude] => {
                let (_, _, names) = reports.last_mut().ok_or("a name stands before the first report")?;
                let point = (latitude.parse()?, longitude.parse()?);
                names.push(Gold { name, span: Span::new(start.parse()?, end.parse()?), id: id.parse()?, point });
            }
            _ => return Err(format!("neither a report nor a name: {line}").into()),
        }
    }
    let mentions: Vec<Vec<Mention<'_>>> = reports
        .iter()
        .map(|(_, text, names)| {
            names.iter().filter_map(|gold| Some(Mention { name: gold.name, ..Mention::of(text, gold.span)? })).collect()
        })
        .collect();
    let mut outlets: BTreeMap<&str, Vec<Vec<Mention<'_>>>> = BTreeMap::new();
    for ((outlet, ..), mentions) in reports.iter().zip(&mentions) {
        outlets.entry(outlet).or_default().push(mentions.clone());
    }
    let homes: BTreeMap<&str, Option<Place>> =
        outlets.iter().map(|(outlet, reports)| (*outlet, home(reports))).collect();
    let mut number = 0;
    for ((outlet, _, names), mentions) in reports.iter().zip(&mentions) {
        for home in [None, homes[outlet]] {
            for (gold, rows) in names.iter().zip(features(mentions, home)) {
                let right = right(gold, &rows.iter().filter_map(|(place, _)| *place).collect::<Vec<_>>());
                for (place, features) in rows {
                    write!(out, "{number}\t{}", u8::from(place == right))?;
                    features.iter().try_for_each(|value| write!(out, "\t{value:.4}"))?;
                    writeln!(out)?;
                }
                number += 1;
            }
        }
    }
    Ok(())
}

/// The candidate that is meant; nothing when none is.
fn right(gold: &Gold<'_>, places: &[Place]) -> Option<Place> {
    let distance = |place: &Place| kilometres(gold.point, (place.latitude(), place.longitude()));
    let near = || places.iter().copied().filter(|place| distance(place) < SAME);
    places
        .iter()
        .copied()
        .find(|place| place.id() == gold.id)
        .or_else(|| near().min_by(|a, b| distance(a).total_cmp(&distance(b))))
}
