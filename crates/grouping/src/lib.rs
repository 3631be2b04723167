//! Which reports of a pile tell of one story.
//!
//! ```text
//! Telling → Profile → pairs worth comparing → how likely both are one story → groups → settled groups
//! ```
//! A [`Profile`] holds what a report is compared by, so that its words need not be kept. [`group`] puts profiles
//! together, [`stories`] says of the groups what is printed: the order in which reports are given does not matter, and
//! nothing is done for every pair of the pile. A [`Placer`] puts one report after the other into the stories of a library.

mod apart;
mod blocking;
mod features;
mod index;
mod joining;
mod placing;
mod profile;
mod rarity;
mod scorer;
mod stories;
mod words;

pub use blocking::block_keys;
pub use features::FEATURES;
pub use placing::{Placed, Placer, Shelf};
pub use profile::Profile;

use features::{Weighed, features};
use index::Index;
use joining::Links;
use rarity::Rarity;
use record::grouped::GroupedStory;

/// How likely two groups have to be one story to become one: even.
const EVEN: f32 = 0.0;
/// The same for those who would rather have one story than several.
const READILY: f32 = -2.0;

/// The stories of a pile, by places in the list: those of a story, and the stories, in order of publication.
pub fn group(profiles: &[Profile]) -> Vec<Vec<usize>> {
    grouped(profiles, EVEN)
}

/// How many stories a pile holds, where it plainly holds several: where even those that might be one are put together,
/// more than one is left.
pub fn plainly_several(profiles: &[Profile]) -> Option<usize> {
    let several = grouped(profiles, READILY).len() > 1;
    several.then(|| group(profiles).len())
}

/// The stories of a pile as they are printed. `lines` is told the places of a story's reports, and says how many
/// independent lines of reporting they are.
pub fn stories(profiles: &[Profile], lines: impl Fn(&[usize]) -> usize) -> Vec<GroupedStory> {
    let order = order(profiles);
    let places = |group: &[usize]| -> Vec<usize> { group.iter().map(|&at| order[at]).collect() };
    let sorted: Vec<&Profile> = order.iter().map(|&at| &profiles[at]).collect();
    compare(&sorted, |links| {
        let groups = joining::groups(links, EVEN);
        stories::stories(&sorted, links, &groups, |group| lines(&places(group)))
    })
}

/// What a story of these reports is called: the headline of the report that has most in common with the others.
pub fn title(profiles: &[Profile]) -> String {
    let order = order(profiles);
    let sorted: Vec<&Profile> = order.iter().map(|&at| &profiles[at]).collect();
    let all: Vec<usize> = (0..sorted.len()).collect();
    let centre = compare(&sorted, |links| stories::centre(links, &all));
    sorted.get(centre).map(|profile| profile.headline.clone()).unwrap_or_default()
}

/// Every pair that [`group`] would compare, by places in the list, with its numbers: what the scorer is trained on.
pub fn compared(profiles: &[Profile]) -> Vec<(usize, usize, Vec<f32>)> {
    let order = order(profiles);
    let sorted: Vec<&Profile> = order.iter().map(|&at| &profiles[at]).collect();
    let rarity = Rarity::new(&sorted);
    let weighed: Vec<Weighed<&Profile>> = sorted.iter().map(|&profile| Weighed::new(profile, &rarity)).collect();
    let pairs = Index::new(&weighed, &rarity).pairs();
    pairs.into_iter().map(|(a, b)| (order[a], order[b], features(&weighed[a], &weighed[b], &rarity).to_vec())).collect()
}

fn grouped(profiles: &[Profile], least: f32) -> Vec<Vec<usize>> {
    let order = order(profiles);
    let sorted: Vec<&Profile> = order.iter().map(|&at| &profiles[at]).collect();
    let groups = compare(&sorted, |links| joining::groups(links, least));
    groups.into_iter().map(|group| group.into_iter().map(|at| order[at]).collect()).collect()
}

/// Compares the sorted reports and hands on what was found of their pairs.
fn compare<T>(sorted: &[&Profile], then: impl FnOnce(&Links<'_>) -> T) -> T {
    let rarity = Rarity::new(sorted);
    let weighed: Vec<Weighed<&Profile>> = sorted.iter().map(|&profile| Weighed::new(profile, &rarity)).collect();
    let pairs = Index::new(&weighed, &rarity).pairs();
    then(&Links::new(&weighed, &rarity, &pairs))
}

/// Places in the order of publication, then by id and path; those without a date last.
fn order(profiles: &[Profile]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    let key = |at: usize| {
        let profile = &profiles[at];
        (profile.days.is_none(), profile.days, profile.published.as_deref(), profile.id.as_str(), profile.path.as_str())
    };
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    order
}
