//! What is a page's own by the words it has: notes, links, adverts, the labels of press archives.

use super::{Draft, FURNITURE_WORDS};
use crate::head::{credits, pattern};
use crate::plain::look::Look;
use crate::plain::phrases::Furniture;
use record::BlockKind;
use regex::Regex;
use std::sync::LazyLock;

/// Words of the longest line that is furniture for a phrase inside it.
const LINE_WORDS: usize = 16;

/// The publisher about the page: "This article is from our archive …".
static SELF_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\W*editor['’]?s?['’]? note\s*[:–—-]\s*)?(?:this|the following) (?:article|story|report|post|page|piece|content|transcript|version)\b.{0,80}?\b(?:archived?|archives|originally|first published|first appeared|republished|syndicated|sponsored|was updated|been updated|been corrected|was corrected|been edited|paywall|subscribers|automatically|machine[- ]translated)\b",
    )
});

/// The number of a printed page, where its text was scanned.
static PAGE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:(?i:page|p\.)\s?\d{1,4}(?: of \d{1,4})?|[–—-]\s?\d{1,4}\s?[–—-])$"));

/// What a press archive says of a report, each on a line with its label.
static CLIPPING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:SECTION|LENGTH|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|JOURNAL-CODE|WORD COUNT|DISTRIBUTION|GRAPHIC|BODY|FULL TEXT|TEXT)\s?:",
    )
});

/// What stands in brackets for something that the text of a page cannot show: `[Map: The weir]`, `[Video]`.
static STANDS_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\[(?i:map|chart|graphic|infographic|video|audio|gallery|slideshow|embed|embedded|tweet|post|advert|advertisement|ad|quiz|poll|podcast|listen|watch|related|read more)\b[^\[\]]*\]$",
    )
});

/// A link to another report with its label before it, on one line: `Related Envoys meet`, `READ MORE  Envoys meet`.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Related|RELATED|READ MORE|Read more|READ ALSO|See also|SEE ALSO|More)(?:\s*[|>»]\s*|\s{2,}|\s)[\p{Lu}“‘\x22']",
    )
});

/// What a link among others leads to.
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:letters?|opinion|comment|analysis|video|watch|listen|gallery|in pictures|podcast|profile|explained|quiz)\s?[:|]\s\S",
    )
});

/// The word above an advert.
static ADVERT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W*(?i:advertisements?|advert|sponsored|paid (?:content|post)|promotion)\W*$"));

/// The publisher asking for something: to be followed, subscribed to, written to.
static PROMOTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?i:follow (?:us|me|\S.{1,60}?) on (?:twitter|facebook|instagram|x|linkedin|whatsapp|telegram|youtube|threads|bluesky|tiktok)\b",
        r"|(?:subscribe|sign up) (?:now|today|here|to our)\b|submit your (?:letter|photo|story)",
        r"|for the latest (?:news|stories|updates)\b.{0,80}\b(?:apps?|download|follow|subscribe|sign up)\b",
        r"|download (?:our|the) .{0,40}\bapps?\b|(?:be part of|join) the conversation\b)",
    ))
});

impl Draft<'_> {
    /// What a page puts into and below its reports: the words of an advert under the word for it, links with a label.
    pub(super) fn breaks(&mut self, start: usize) {
        for at in start..self.looks.len() {
            let look = &self.looks[at];
            let label = at.checked_sub(1).map(|before| (self.furniture[before], &self.looks[before]));
            let under = label.is_some_and(|(class, label)| {
                class == Some(Furniture::Break) && label.gap > 0 && ADVERT.is_match(label.words)
            });
            let last = self.looks.get(at + 1).is_none_or(|next| next.gap > 0);
            let advert = under && look.gap == 0 && last && look.features.words <= FURNITURE_WORDS;
            let link = !look.features.is_prose()
                && !look.words.ends_with('.')
                && LINK.is_match(look.words)
                && look.features.words <= FURNITURE_WORDS;
            // A letter or a film among links is one more; elsewhere it may be a heading.
            let among = label.is_some_and(|(class, _)| matches!(class, Some(Furniture::Break | Furniture::Related)));
            let link = link || among && !look.features.is_prose() && KIND.is_match(look.words);
            if self.is_open(at) && (advert || link) {
                self.furniture[at] = Some(Furniture::Break);
                self.kinds[at] = Some(BlockKind::Boilerplate);
            }
        }
    }

    /// The first paragraph of prose that is still open; the number of units where there is none.
    pub(super) fn first_prose(&self) -> usize {
        let prose = |at: &usize| self.is_open(*at) && self.looks[*at].features.is_prose();
        (0..self.looks.len()).find(prose).unwrap_or(self.looks.len())
    }
}

/// What furniture of a page a unit is, by its words alone.
pub(super) fn of(look: &Look) -> Option<Furniture> {
    let (shown, features) = (look.shown, look.features);
    if [&SELF_NOTE, &PAGE_NUMBER, &PROMOTION, &CLIPPING].iter().any(|pattern| pattern.is_match(look.words)) {
        return Some(Furniture::Note);
    }
    if STANDS_IN.is_match(look.words) {
        return Some(Furniture::Break);
    }
    if !features.is_prose() {
        let by_inside = features.words <= LINE_WORDS && credits::photo_at_end(look.words, 0).is_none();
        return shown.whole.or(shown.opening).or(if by_inside { shown.class() } else { None });
    }
    match shown.opening {
        Some(class @ (Furniture::Note | Furniture::Legal)) => return Some(class),
        Some(class @ (Furniture::Nav | Furniture::Break | Furniture::Reply)) if features.words <= FURNITURE_WORDS => {
            return Some(class);
        }
        _ => {}
    }
    // Reporting on such matters uses one of the phrases, a footer several.
    match shown.inside {
        2.. => Some(if shown.legal > 0 { Furniture::Legal } else { Furniture::Nav }),
        _ => None,
    }
}
