//! Piles of reports of many stories.

use crate::Read;
use grouping::Profile;
use record::grouped::GroupedStory;
use record::{Analysis, Diagnostic, Reading, Report};
use std::num::NonZeroUsize;
use story::Telling;

/// What is kept of a report of a pile: the words and trees that it was read from are not.
#[derive(Clone, Debug)]
pub struct Piled {
    report: Report,
    reading: Reading,
    profile: Profile,
}

impl From<Read> for Piled {
    fn from(read: Read) -> Self {
        let profile = profile(&read);
        let Read { report, mut reading, .. } = read;
        for event in &mut reading.events {
            event.vector = Vec::new();
        }
        Self { report, reading, profile }
    }
}

fn profile(read: &Read) -> Profile {
    Profile::new(&Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading })
}

/// The stories that the reports of a pile tell of.
pub fn stories(pile: &[Piled]) -> Vec<GroupedStory> {
    let profiles: Vec<Profile> = pile.iter().map(|piled| piled.profile.clone()).collect();
    let threads = NonZeroUsize::new(rayon::current_num_threads()).unwrap_or(NonZeroUsize::MIN);
    let none = Analysis::default();
    let lines = |places: &[usize]| {
        if places.len() == 1 {
            return 1;
        }
        let piled = places.iter().filter_map(|&at| pile.get(at));
        let tellings: Vec<Telling<'_>> =
            piled.map(|one| Telling { report: &one.report, analysis: &none, reading: &one.reading }).collect();
        story::lineage::trace(&tellings, threads).lines.len()
    };
    grouping::stories(&profiles, lines)
}

/// A warning for reports that are to be one story and plainly are several.
pub fn several_stories(reads: &[Read]) -> Option<Diagnostic> {
    let profiles: Vec<Profile> = reads.iter().map(profile).collect();
    let stories = grouping::plainly_several(&profiles)?;
    let message = format!("these reports tell of {stories} stories, and are put together as one");
    Some(Diagnostic::warning("pile/several-stories", message).hint("`rapporteur stories` lists them"))
}
