//! Places: the Local-Global Lexicon, articles of local papers with the place that each name means.
//!
//! The names are given, in the whole text, and geocoded: how many are put within 161 km (100 miles) of their place, as is
//! usual (Gritta et al. 2020), and in its country. Precision is of the names for which the resolver decides, recall of
//! all; "likeliest" takes its first candidate also where it does not decide (the median is of names that have any). Names
//! of peoples ("Norwegian"), which the set marks too, are given to it as their country, which `reading::gazetteer` tells.

mod gold;

use super::{Failed, load, report, times::is_held};
use crate::scores::{Counts, Score};
use engine::Engine;
use gazetteer::{Kind, Mention, Place, Resolution, home, kilometres, resolve};
use gold::{Article, Name};
use rayon::prelude::*;
use reading::gazetteer::{Reference, look_up};
use record::{NameType, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// A hundred miles: what is within is right. Kilometres.
const NEAR: f64 = 161.0;

/// Scores a file of the set: given the names, half by half.
///
/// # Errors
/// When it cannot be read.
pub fn run(path: &Path) -> Result<Vec<Score>, Failed> {
    let mut scores = Vec::new();
    for (half, articles) in halves(path)? {
        let mentions: Vec<Vec<Mention<'_>>> = articles.iter().map(mentions).collect();
        let homes = homes(&articles, &mentions);
        let none = BTreeMap::new();
        for (way, homes) in [("home unknown", &none), ("home told by the outlet's articles", &homes)] {
            let mut tally = Tally::default();
            for (article, mentions) in articles.iter().zip(&mentions) {
                let home = homes.get(article.outlet.as_str()).copied();
                let found = resolve(mentions, home);
                article.names.iter().zip(&found).for_each(|(name, found)| tally.count(name, found));
            }
            scores.extend(tally.scores(&format!("LGL, {half}, {way}")));
        }
        let mut tally = Tally::default();
        for (article, mentions) in articles.iter().zip(&mentions) {
            for (name, mention) in article.names.iter().zip(mentions) {
                let largest = Place::named(mention.name).first().copied();
                tally.count(name, &largest.map_or(Resolution::Unknown, Resolution::Place));
            }
        }
        scores.extend(tally.scores(&format!("LGL, {half}, always the most populous")));
    }
    Ok(scores)
}

/// Scores a file of the set with the names that the program finds itself; homes are told by the same.
///
/// # Errors
/// As [`run`].
pub fn found(engine: &Engine, path: &Path) -> Result<Vec<Score>, Failed> {
    let mut scores = Vec::new();
    for (half, articles) in halves(path)? {
        let names: Vec<Vec<Span>> = articles.par_iter().map(|article| names(engine, article)).collect();
        let mentions: Vec<Vec<Mention<'_>>> = articles
            .iter()
            .zip(&names)
            .map(|(article, names)| names.iter().filter_map(|span| mention(&article.text, *span)).collect())
            .collect();
        let homes = homes(&articles, &mentions);
        let (mut marked, mut places) = (Counts::default(), Counts::default());
        for (article, mentions) in articles.iter().zip(&mentions) {
            let found = resolve(mentions, homes.get(article.outlet.as_str()).copied());
            let all = Counts { gold: article.names.len(), ..Counts::default() };
            marked += all;
            places += all;
            for name in &article.names {
                let Some(at) = mentions.iter().position(|mention| mention.span.overlaps(name.span)) else { continue };
                marked.system += 1;
                marked.correct += 1;
                let place = found[at].place();
                places.system += usize::from(place.is_some());
                places.correct += usize::from(place.is_some_and(|place| distance(name, place) <= NEAR));
            }
        }
        let set = format!("LGL, {half}, names as the program finds them");
        scores.push(Score::single(&set, "of the names with a place, found", marked.recall()));
        scores.push(Score::counts(&set, "of these, within 161 km", places));
    }
    Ok(scores)
}

/// The articles of each half, told apart by a hash of their numbers.
fn halves(path: &Path) -> Result<[(&'static str, Vec<Article>); 2], Failed> {
    let articles = gold::parse(&load(path)?).map_err(|error| Failed(format!("{}: {error}", path.display())))?;
    let (held, seen) = articles.into_iter().partition(|article| is_held(&article.id));
    Ok([("half never looked at", held), ("half looked at", seen)])
}

fn mentions(article: &Article) -> Vec<Mention<'_>> {
    article.names.iter().filter_map(|name| mention(&article.text, name.span)).collect()
}

/// A name; that of a people or an adjective becomes its country's.
fn mention(text: &str, span: Span) -> Option<Mention<'_>> {
    let mention = Mention::of(text, span)?;
    match look_up(mention.name) {
        Some((country, Reference::Adjective | Reference::People)) => Some(Mention { name: country.name, ..mention }),
        _ => Some(mention),
    }
}

/// Names of places, peoples too, that the program finds in an article.
fn names(engine: &Engine, article: &Article) -> Vec<Span> {
    let report = report(&article.id, &article.text, None);
    let blocks: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
    let place = |kind| matches!(kind, NameType::Gpe | NameType::Loc | NameType::Norp);
    let analysis = engine.analyser().analyse(&report.text, &blocks);
    analysis.names.iter().filter(|name| place(name.kind)).map(|name| name.span).collect()
}

/// Where each outlet of some articles is at home.
fn homes<'a>(articles: &'a [Article], mentions: &[Vec<Mention<'_>>]) -> BTreeMap<&'a str, Place> {
    let mut outlets: BTreeMap<&str, Vec<Vec<Mention<'_>>>> = BTreeMap::new();
    for (article, mentions) in articles.iter().zip(mentions) {
        outlets.entry(&article.outlet).or_default().push(mentions.clone());
    }
    outlets.into_iter().filter_map(|(outlet, reports)| Some((outlet, home(&reports)?))).collect()
}

fn distance(name: &Name, place: Place) -> f64 {
    kilometres(name.point, (place.latitude(), place.longitude()))
}

/// What is counted of a half.
#[derive(Default)]
struct Tally {
    near: Counts,
    same: Counts,
    country: Counts,
    /// Towns and counties alone: the point of a state or country is a matter of convention.
    small: Counts,
    likeliest: usize,
    distances: Vec<f64>,
}

impl Tally {
    fn count(&mut self, name: &Name, found: &Resolution) {
        let decided = |right: bool| Counts {
            gold: 1,
            system: usize::from(found.place().is_some()),
            correct: usize::from(found.place().is_some() && right),
        };
        let best = found.best();
        let near = best.is_some_and(|place| distance(name, place) <= NEAR);
        self.near += decided(near);
        self.same += decided(best.is_some_and(|place| place.id() == name.id));
        if let Some(country) = name.country {
            let right = best.and_then(Place::country).is_some_and(|place| place.id() == country);
            self.country += decided(right);
        }
        let known = Place::of_id(name.id).map(Place::kind);
        if !matches!(known, Some(Kind::Continent | Kind::Country | Kind::State)) {
            self.small += decided(near);
        }
        self.likeliest += usize::from(near);
        self.distances.extend(best.map(|place| distance(name, place)));
    }

    fn scores(mut self, set: &str) -> Vec<Score> {
        self.distances.sort_by(f64::total_cmp);
        let median = self.distances.get(self.distances.len() / 2).copied().unwrap_or_default();
        vec![
            Score::counts(set, "within 161 km", self.near),
            Score::counts(set, "within 161 km, but countries and states", self.small),
            Score::counts(set, "the same GeoNames id", self.same),
            Score::counts(set, "country right", self.country),
            Score::single(set, "likeliest within 161 km", self.likeliest as f64 / self.near.gold.max(1) as f64),
            Score::amount(set, "likeliest: median error, km", median),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_or_in_the_country_counts() {
        let toronto = Place::of_id(6_167_865).unwrap();
        let point = (toronto.latitude(), toronto.longitude());
        let name = Name { span: Span::new(0, 7), id: 6_167_865, point, country: toronto.country().map(Place::id) };
        let mut tally = Tally::default();
        tally.count(&name, &Resolution::Place(toronto));
        tally.count(&name, &Resolution::Ambiguous(vec![toronto]));
        tally.count(&name, &Resolution::Unknown);
        // Vancouver: the country alone is right.
        tally.count(&name, &Resolution::Place(Place::of_id(6_173_331).unwrap()));
        assert_eq!(tally.near, Counts { gold: 4, system: 2, correct: 1 });
        assert_eq!(tally.country, Counts { gold: 4, system: 2, correct: 2 });
        assert_eq!((tally.likeliest, tally.distances.len()), (2, 3));
    }
}
