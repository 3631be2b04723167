//! Captions without a mark, and the photographers' names beside captions.

use super::Draft;
use crate::head::{byline, credits};
use crate::plain::{Trust, captions, scenes};
use record::BlockKind;
use record::report::CreditKind;
use std::ops::Range;

/// Percent of the report's paragraphs that must tell in the past for a sentence in the present to be a picture's.
const PAST_PERCENT: usize = 60;
/// Paragraphs from which that can be told.
const PARAGRAPHS: usize = 3;
/// Words of the longest line of a photographer with the house: "Ilse Brandt for The Alder Review".
const SIGNED: usize = 8;
/// Words of the longest sentence in which most may have capitals, where one is a name: "The Alder in March."
const NAMED: usize = 4;
/// Units below the report that may still be its pictures.
const BELOW: usize = 4;

impl Draft<'_> {
    /// Marks captions among the units of `range`, and names of photographers beside them, in a report that tells in
    /// the past or not.
    pub(super) fn pictures(&mut self, range: Range<usize>, past: bool) {
        if self.trust == Trust::Article {
            return;
        }
        for at in range {
            if !self.is_open(at) {
                continue;
            }
            if self.is_caption(at, past) {
                self.kinds[at] = Some(BlockKind::Caption);
            } else if at > 0 && self.kinds[at - 1] == Some(BlockKind::Caption) && self.is_signed(at) {
                self.kinds[at] = Some(BlockKind::Credit);
            }
        }
    }

    /// Whether "Image caption" stands on the line above a unit, which is one then.
    pub(super) fn under_label(&mut self, at: usize) -> bool {
        let label = at.checked_sub(1).filter(|before| captions::is_label(self.looks[*before].words));
        if let Some(label) = label {
            self.kinds[label] = Some(BlockKind::Boilerplate);
            self.kinds[at] = Some(BlockKind::Caption);
        }
        label.is_some()
    }

    /// The units right below the report that are pictures of it still: captions with their credits.
    pub(super) fn pictures_below(&mut self, end: usize, past: bool) {
        let last = (end + BELOW).min(self.looks.len());
        let run = (end..last).take_while(|at| self.is_open(*at) || self.is_photo_credit(*at, true)).count();
        if (end..end + run).any(|at| self.is_photo_credit(at, true)) {
            self.pictures(end..end + run, past);
        }
    }

    /// Whether the paragraphs of a range tell in the past, most of them.
    pub(super) fn tells_past(&self, range: &Range<usize>) -> bool {
        let prose = range.clone().filter(|at| self.is_open(*at) && self.looks[*at].features.is_prose());
        let told = prose.map(|at| self.looks[at].words).filter(|words| !scenes::is_scene(words, true));
        let told: Vec<bool> = told.map(scenes::tells_past).collect();
        let past = told.iter().filter(|past| **past).count();
        told.len() >= PARAGRAPHS && past * 100 >= told.len() * PAST_PERCENT
    }

    fn is_caption(&self, at: usize, past: bool) -> bool {
        let look = &self.looks[at];
        let stops = look.features.stops;
        let credited = at.checked_sub(1).into_iter().chain([at + 1]).any(|at| self.is_photo_credit(at, stops));
        let scene = (past || credited) && scenes::is_scene(look.words, stops);
        let caption = scene || credited && scenes::may_be_caption(look.words, stops);
        caption && (look.features.small || stops && look.features.words <= NAMED)
    }

    /// Whether a unit names who gave a picture. An agency's name alone may be the credit of the report as well, which
    /// no line without a stop stands beside.
    fn is_photo_credit(&self, at: usize, stops: bool) -> bool {
        let gives = |kind| kind == CreditKind::Photo || kind == CreditKind::Wire && !stops;
        self.kinds.get(at) == Some(&Some(BlockKind::Credit))
            && credits::credits(self.looks[at].words, 0).iter().any(|credit| gives(credit.kind))
    }

    /// Whether a unit below a caption is the photographer's name, alone or with a house.
    fn is_signed(&self, at: usize) -> bool {
        let look = &self.looks[at];
        let name = look.words.split_once(" for ").map_or(look.words, |(name, _)| name);
        look.features.words <= SIGNED && !look.features.stops && byline::is_person(name)
    }
}
