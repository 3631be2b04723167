//! From the names of a report to places.

mod behind;
mod candidates;
mod company;
mod home;
mod named;
mod scores;

use crate::fold::fold;
use crate::place::Place;
use crate::table::{Row, table};
use candidates::{Asked, Candidate};
use std::collections::BTreeMap;
use text::Span;

pub use home::home;
pub use scores::{FEATURES, Features};

/// A name of a place in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// As it is written: `London`.
    pub name: &'a str,
    /// Where.
    pub span: Span,
    /// The text before it.
    pub before: &'a str,
    /// The text behind it: `, Ontario, on Monday`.
    pub after: &'a str,
}

impl<'a> Mention<'a> {
    /// The name at `span` of a report's text; nothing when the span does not fit the text.
    pub fn of(text: &'a str, span: Span) -> Option<Self> {
        let name = text.get(span.start..span.end)?;
        Some(Self { name, span, before: text.get(..span.start)?, after: text.get(span.end..)? })
    }
}

/// What a name turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A place.
    Place(Place),
    /// Several places may be meant, or one that the table does not hold: what is likely, the likeliest first.
    Ambiguous(Vec<Place>),
    /// The table holds no such name.
    Unknown,
}

impl Resolution {
    /// The place, where it is decided.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Place(place) => Some(*place),
            Self::Ambiguous(_) | Self::Unknown => None,
        }
    }

    /// The place, or the likeliest candidate.
    pub fn best(&self) -> Option<Place> {
        match self {
            Self::Place(place) => Some(*place),
            Self::Ambiguous(places) => places.first().copied(),
            Self::Unknown => None,
        }
    }
}

/// What a place must have of the probability to be taken: below, it is likelier that it is not meant.
const DECIDED: f64 = 0.5;
/// Two places of one name so near each other are one for a reader: a town and its county. Kilometres.
const SAME: f64 = 50.0;
/// At most so many candidates are told.
const CANDIDATES: usize = 5;
/// How often the company of a name is weighed anew.
const ROUNDS: usize = 3;

/// What each of a report's names means, given all of them in the order of the text.
///
/// `home` is where the report comes from, if known: the place of its dateline or of its outlet ([`home()`]).
/// The same arguments give the same answer.
///
/// What is looked at: what stands behind a name ("London, Ontario"), what kind of area it is said to be ("Clay and
/// Douglas counties"), inhabitants, whether the name is the usual one, home, and the company of the other names, near or
/// around it. How much each counts was fitted ([`FEATURES`]).
///
/// ```
/// use gazetteer::{Mention, resolve};
/// use text::Span;
/// let text = "The mayor of London, Ontario, went to Windsor.";
/// let mentions: Vec<Mention> =
///     [(13, 19), (21, 28), (38, 45)].iter().filter_map(|(s, e)| Mention::of(text, Span::new(*s, *e))).collect();
/// let places: Vec<_> = resolve(&mentions, None).iter().filter_map(|found| found.place()).collect();
/// assert!(places.len() == 3 && places.iter().all(|place| place.alpha3() == Some("CAN")));
/// ```
pub fn resolve(mentions: &[Mention<'_>], home: Option<Place>) -> Vec<Resolution> {
    let read = Names::read(mentions);
    let shares = read.weigh(home);
    let decided: Vec<Resolution> =
        read.asked.iter().zip(&shares).map(|(asked, shares)| decide(&asked.candidates, shares)).collect();
    read.of.iter().map(|at| decided[*at].clone()).collect()
}

/// What the candidates of each mention are, with their features: what [`FEATURES`] is fitted on.
///
/// The last of a mention's rows has no place: it stands for "none of these".
pub fn features(mentions: &[Mention<'_>], home: Option<Place>) -> Vec<Vec<(Option<Place>, Features)>> {
    let read = Names::read(mentions);
    let features = read.features(home, &read.weigh(home));
    let row = |asked: &Asked, features: &[Features]| {
        let places = asked.candidates.iter().map(|candidate| Some(Place(candidate.row))).chain([None]);
        places.zip(features.iter().copied()).collect::<Vec<_>>()
    };
    read.of.iter().map(|at| row(&read.asked[*at], &features[*at])).collect()
}

/// The different names of a report.
struct Names {
    asked: Vec<Asked>,
    /// Which of them each mention is.
    of: Vec<usize>,
}

impl Names {
    fn read(mentions: &[Mention<'_>]) -> Self {
        // What earlier names have settled for the areas that stand behind them, by where these start.
        let mut given: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
        let mut asked: Vec<Asked> = Vec::new();
        // For each name the senses that it has so far, the last one last.
        let mut senses: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut of = Vec::with_capacity(mentions.len());
        for mention in mentions {
            let mut this = Asked::read(mention);
            if let Some(areas) = given.get(&mention.span.start) {
                this.candidates = areas.iter().map(|&row| Candidate { row, other: false, trimmed: false }).collect();
                this.told = true;
            }
            for (start, areas) in std::mem::take(&mut this.areas) {
                given.insert(mention.span.end + start, areas);
            }
            let known = senses.entry(this.key.clone()).or_default();
            let same = known.iter().copied().rfind(|&at| asked[at].told == this.told && asked[at] == this);
            // A name without more said means what it was last said to mean.
            let told = known.iter().copied().rfind(|&at| asked[at].told && !this.told && !this.narrowed);
            let at = told.or(same).unwrap_or_else(|| {
                asked.push(this);
                known.push(asked.len() - 1);
                asked.len() - 1
            });
            of.push(at);
        }
        // A name of a headline means what the first sentence says it does.
        for at in &mut of {
            let this = &asked[*at];
            let told = senses[&this.key].iter().find(|at| asked[**at].told);
            if let (Some(told), false) = (told, this.told || this.narrowed) {
                *at = *told;
            }
        }
        Self { asked, of }
    }

    /// How likely each candidate of each name is; the last share is that of "none of these".
    fn weigh(&self, home: Option<Place>) -> Vec<Vec<f64>> {
        let alone = vec![Vec::new(); self.asked.len()];
        let mut shares = scores::shares(&self.features(home, &alone));
        for _ in 1..ROUNDS {
            shares = scores::shares(&self.features(home, &shares));
        }
        shares
    }

    fn features(&self, home: Option<Place>, shares: &[Vec<f64>]) -> Vec<Vec<Features>> {
        let company = company::Company::of(&self.asked, shares);
        self.asked.iter().enumerate().map(|(at, asked)| scores::features(asked, home, &company, at)).collect()
    }
}

/// Takes a place that has most of the probability.
fn decide(candidates: &[Candidate], shares: &[f64]) -> Resolution {
    let mut ranked: Vec<(f64, Place)> =
        candidates.iter().zip(shares).map(|(candidate, share)| (*share, Place(candidate.row))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let Some(&(_, best)) = ranked.first() else { return Resolution::Unknown };
    let together: f64 = ranked.iter().filter(|(_, place)| place.distance(best) < SAME).map(|(share, _)| share).sum();
    if together >= DECIDED {
        return Resolution::Place(best);
    }
    Resolution::Ambiguous(ranked.into_iter().take(CANDIDATES).map(|(_, place)| place).collect())
}

/// The folded name, for those who compare names as the resolver does.
fn key(name: &str) -> String {
    fold(name)
}

/// The kind of a row.
fn kind(row: Row) -> crate::place::Kind {
    table().entry(row).kind
}
