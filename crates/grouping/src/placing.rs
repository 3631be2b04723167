//! One report after the other into the stories of a library.
//!
//! What [`group`](crate::group) does with a whole pile at once is done here with what a [`Shelf`] finds: the work on one
//! report is bounded, but for the look-ups themselves.

use crate::apart::why;
use crate::features::Weighed;
use crate::joining::{ASKED, BEST, scored};
use crate::profile::Profile;
use crate::rarity::Rarity;
use crate::stories::{ALIKE, SHOWN};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Shared keys that a report is looked up by, the rarest.
const LOOKED_UP: usize = 64;
/// Keys that nothing else has yet, which later reports may find it by.
const OWN: usize = 40;
/// Holders of a key that are looked at on either side of the report's day.
const NEAREST: usize = 12;
/// Reports that one report is compared with.
const CANDIDATES: usize = 24;
/// Stories that a report is held against, those of the likeliest candidates.
const STORIES: usize = 6;
/// Reports that are kept ready for comparing: some ten megabytes.
const READY: usize = 2_048;
/// Words whose counts are kept in memory.
const COUNTS: usize = 2_000_000;
/// How likely a report has to be of a story to join it: even.
const EVEN: f32 = 0.0;

/// Where a library keeps what its reports are found by. Reports and stories go by numbers.
pub trait Shelf {
    /// Why something could not be found.
    type Problem;

    /// How many reports there are.
    ///
    /// # Errors
    /// When the library cannot be read.
    fn reports(&mut self) -> Result<usize, Self::Problem>;

    /// In how many reports each key stands.
    ///
    /// # Errors
    /// As [`reports`](Self::reports).
    fn counts(&mut self, keys: &[u64]) -> Result<Vec<usize>, Self::Problem>;

    /// Reports that were stored under a key: so many of the last up to a day, and of the first after it.
    ///
    /// # Errors
    /// As [`reports`](Self::reports).
    fn holders(&mut self, key: u64, day: Option<i32>, most: usize) -> Result<Vec<i64>, Self::Problem>;

    /// What a report is compared by, and its story; `None` where it has none yet.
    ///
    /// # Errors
    /// As [`reports`](Self::reports).
    fn profile(&mut self, report: i64) -> Result<Option<(Profile, i64)>, Self::Problem>;

    /// The reports of a story that are nearest to a day.
    ///
    /// # Errors
    /// As [`reports`](Self::reports).
    fn members(&mut self, story: i64, day: Option<i32>, most: usize) -> Result<Vec<i64>, Self::Problem>;
}

/// Where a report goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// The story that it joins; `None` for a new one.
    pub story: Option<i64>,
    /// What it is to be stored under.
    pub keys: Vec<u64>,
    /// Stories that are like it and yet others, the likest first; why from its side, and from theirs.
    pub apart: Vec<(i64, String, String)>,
}

/// Words and names as numbers, with how much they say.
type Keys = Vec<(u64, f32)>;

/// A report that is ready to be compared, with its story.
type Ready = Arc<(Weighed<Box<Profile>>, i64)>;

/// Places reports. It remembers counts and reports, so one that goes on from report to report is quicker than a new one;
/// it must be made anew when others changed the library.
#[derive(Default)]
pub struct Placer {
    rarity: Rarity,
    ready: HashMap<i64, Ready>,
    /// Counts that the shelf does not have yet.
    fresh: BTreeMap<u64, i64>,
}

impl Placer {
    /// Where a report goes.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    pub fn place<S: Shelf>(&mut self, shelf: &mut S, profile: &Profile) -> Result<Placed, S::Problem> {
        if self.rarity.size() > COUNTS {
            self.rarity = Rarity::default();
        }
        self.rarity.of_reports(shelf.reports()?);
        self.learn(shelf, profile)?;
        let new = Weighed::new(Box::new(profile.clone()), &self.rarity);
        let (shared, own) = self.keys(&new);
        let near = self.candidates(shelf, &shared, profile.days.map(|(day, _)| day))?;
        let mut best: Vec<(i64, f32)> = Vec::new();
        for report in near {
            let Some(other) = self.ready(shelf, report)? else { continue };
            let likely = scored(&new, &other.0, &self.rarity);
            match best.iter_mut().find(|(story, _)| *story == other.1) {
                Some(known) => known.1 = known.1.max(likely),
                None => best.push((other.1, likely)),
            }
        }
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut joined: Option<(i64, f32)> = None;
        for &(story, _) in best.iter().take(STORIES).take_while(|(_, likely)| *likely > EVEN - 0.5) {
            let fit = self.fit(shelf, &new, story)?;
            if fit > joined.map_or(EVEN, |(_, fit)| fit) {
                joined = Some((story, fit));
            }
        }
        let story = joined.map(|(story, _)| story);
        let mut apart = Vec::new();
        for &(other, _) in best.iter().filter(|(other, likely)| Some(*other) != story && *likely >= ALIKE).take(SHOWN) {
            let members = self.members(shelf, other, profile)?;
            let members: Vec<&Profile> = members.iter().map(|ready| &*ready.0.profile).collect();
            apart.push((other, why(&[profile], &members), why(&members, &[profile])));
        }
        Ok(Placed { story, keys: shared.iter().chain(&own).map(|(key, _)| *key).collect(), apart })
    }

    /// Counts a report that was placed.
    pub fn add(&mut self, profile: &Profile) {
        for key in profile.keys() {
            *self.fresh.entry(key).or_default() += 1;
        }
        self.rarity.add(profile);
    }

    /// Counts a report that was taken out, or whose words are no longer those.
    pub fn take_out(&mut self, report: i64, profile: &Profile) {
        self.ready.remove(&report);
        for key in profile.keys() {
            *self.fresh.entry(key).or_default() -= 1;
        }
        self.rarity = Rarity::default();
    }

    /// What has to be added to the counts of the shelf, in the order of keys.
    pub fn fresh(&mut self) -> Vec<(u64, i64)> {
        std::mem::take(&mut self.fresh).into_iter().collect()
    }

    /// Learns the counts of a report's keys.
    fn learn<S: Shelf>(&mut self, shelf: &mut S, profile: &Profile) -> Result<(), S::Problem> {
        let mut asked = HashSet::new();
        let unknown: Vec<u64> = profile.keys().filter(|key| !self.rarity.knows(*key) && asked.insert(*key)).collect();
        for (key, count) in unknown.iter().zip(shelf.counts(&unknown)?) {
            let fresh = self.fresh.get(key).copied().unwrap_or(0);
            self.rarity.learn(*key, usize::try_from(fresh).unwrap_or(0) + count);
        }
        Ok(())
    }

    /// The keys of a report: those that others have too, and those that none has, the rarest first.
    fn keys(&self, report: &Weighed<Box<Profile>>) -> (Keys, Keys) {
        let mut keys: Vec<(u64, f32)> = report.keys().collect();
        keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut seen = HashSet::new();
        keys.retain(|(key, _)| seen.insert(*key));
        let (mut shared, mut own): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|(key, _)| self.rarity.count(*key) > 0);
        shared.truncate(LOOKED_UP);
        own.truncate(OWN);
        (shared, own)
    }

    /// Reports that it should be compared with, the likeliest first.
    fn candidates<S: Shelf>(
        &self,
        shelf: &mut S,
        keys: &[(u64, f32)],
        day: Option<i32>,
    ) -> Result<Vec<i64>, S::Problem> {
        let mut sums: HashMap<i64, f32> = HashMap::new();
        for &(key, weight) in keys {
            for report in shelf.holders(key, day, NEAREST)? {
                *sums.entry(report).or_insert(0.0) += weight * weight;
            }
        }
        let mut found: Vec<(i64, f32)> = sums.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(CANDIDATES);
        Ok(found.into_iter().map(|(report, _)| report).collect())
    }

    fn ready<S: Shelf>(&mut self, shelf: &mut S, report: i64) -> Result<Option<Ready>, S::Problem> {
        if let Some(known) = self.ready.get(&report) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some((profile, story)) = shelf.profile(report)? else { return Ok(None) };
        self.learn(shelf, &profile)?;
        let ready = Arc::new((Weighed::new(Box::new(profile), &self.rarity), story));
        if self.ready.len() >= READY {
            self.ready.clear();
        }
        self.ready.insert(report, Arc::clone(&ready));
        Ok(Some(ready))
    }

    fn members<S: Shelf>(&mut self, shelf: &mut S, story: i64, near: &Profile) -> Result<Vec<Ready>, S::Problem> {
        let members = shelf.members(story, near.days.map(|(day, _)| day), ASKED)?;
        let ready: Result<Vec<Option<Ready>>, _> =
            members.into_iter().map(|member| self.ready(shelf, member)).collect();
        Ok(ready?.into_iter().flatten().collect())
    }

    /// How well a report goes with a story: by its best links to the members nearest in time, and by all of them.
    fn fit<S: Shelf>(&mut self, shelf: &mut S, new: &Weighed<Box<Profile>>, story: i64) -> Result<f32, S::Problem> {
        let members = self.members(shelf, story, &new.profile)?;
        let mut links: Vec<f32> = members.iter().map(|member| scored(new, &member.0, &self.rarity)).collect();
        links.sort_by(|a, b| b.total_cmp(a));
        let mean = |links: &[f32]| links.iter().sum::<f32>() / links.len().max(1) as f32;
        let all = mean(&links);
        links.truncate(BEST);
        Ok(if links.is_empty() || all < EVEN { f32::MIN } else { mean(&links) })
    }
}
