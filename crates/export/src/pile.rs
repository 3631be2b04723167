//! The reports of a story with what was read in them, and ways through them.

use record::reading::Participant;
use record::report::Published;
use record::{Analysis, BlockKind, EntityId, Evidence, Reading, Report, ReportId, Span, Story};
use std::collections::HashMap;

/// One report with all that was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// As it came in.
    pub report: &'a Report,
    /// Its sentences, words and names.
    pub analysis: &'a Analysis,
    /// What it says.
    pub reading: &'a Reading,
}

/// Reports and what they say together.
#[derive(Debug)]
pub struct Pile<'a> {
    /// In the order of the story.
    pub sources: Vec<Source<'a>>,
    /// What they say together.
    pub story: &'a Story,
    places: HashMap<&'a ReportId, usize>,
    entities: HashMap<(&'a ReportId, &'a [Span]), EntityId>,
}

impl<'a> Pile<'a> {
    /// Puts the sources of a story beside it.
    pub fn new(sources: Vec<Source<'a>>, story: &'a Story) -> Self {
        let places = sources.iter().enumerate().map(|(index, source)| (&source.report.id, index)).collect();
        let mentions = |entity: &'a record::story::StoryEntity| {
            entity.mentions.iter().map(|mention| ((&mention.report, mention.span.ranges()), entity.id))
        };
        let entities = story.entities.iter().flat_map(mentions).collect();
        Self { sources, story, places, entities }
    }

    pub(crate) fn source(&self, id: &ReportId) -> Option<&Source<'a>> {
        self.sources.get(*self.places.get(id)?)
    }

    pub(crate) fn entity(&self, id: EntityId) -> Option<&'a record::story::StoryEntity> {
        self.story.entities.get(id.0)
    }

    pub(crate) fn name(&self, id: EntityId) -> Option<&'a str> {
        self.entity(id).map(|entity| entity.name.as_str())
    }

    /// The entity of the story that a participant of a report's event is.
    pub(crate) fn participant(&self, source: &Source<'_>, participant: &Participant) -> Option<EntityId> {
        let at = |span: Span| self.entities.get(&(&source.report.id, [span].as_slice())).copied();
        let mentions = &source.reading.mentions;
        let own = mentions.get(participant.mention.0).and_then(|mention| at(mention.span));
        let named = || {
            let of_entity = mentions.iter().filter(|one| one.entity.is_some() && one.entity == participant.entity);
            of_entity.filter_map(|one| at(one.span)).next()
        };
        own.or_else(named)
    }
}

impl Source<'_> {
    /// The words of a participant.
    pub(crate) fn mention(&self, participant: &Participant) -> Option<Evidence> {
        self.reading.mentions.get(participant.mention.0).map(|mention| self.report.evidence(mention.span))
    }

    /// The number of the sentence that holds a byte, from 1.
    pub(crate) fn sentence(&self, offset: usize) -> Option<usize> {
        self.analysis.sentence_at(offset).map(|index| index + 1)
    }

    /// Whether a byte lies in the first paragraph of reporting.
    pub(crate) fn leads(&self, offset: usize) -> bool {
        let lead = self.report.blocks.iter().find(|block| block.kind == BlockKind::Body);
        lead.is_some_and(|block| block.span.start <= offset && offset < block.span.end)
    }

    /// When it was published, with the words that say so.
    pub(crate) fn published(&self) -> Option<(&str, Vec<Evidence>)> {
        self.report.published.as_ref().map(|published| (published.value.as_str(), self.words_of(published)))
    }

    fn words_of(&self, published: &Published) -> Vec<Evidence> {
        let own = published.span.map(|span| self.report.evidence(span));
        own.into_iter().chain(published.evidence.iter().cloned()).collect()
    }

    /// The outlet, with the words that say so.
    pub(crate) fn outlet(&self) -> Option<(&str, Vec<Evidence>)> {
        self.report.outlet.as_ref().map(|outlet| self.stated(outlet))
    }

    /// A value of the head, with its words where it was read in the text.
    pub(crate) fn stated<'b>(&self, value: &'b record::evidence::Stated) -> (&'b str, Vec<Evidence>) {
        (&value.value, value.span.map(|span| self.report.evidence(span)).into_iter().collect())
    }

    /// The address of its page, or a name for a report without one.
    pub(crate) fn uri(&self) -> String {
        self.report.url.clone().unwrap_or_else(|| format!("urn:rapporteur:report:{}", urn(&self.report.id.0)))
    }
}

/// Characters that a URN may hold as they are; the rest as their bytes in hexadecimal digits.
pub(crate) fn urn(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// A name of 53 bits for what the parts say, the same on every machine and whole in a number of JavaScript or R.
pub(crate) fn number<'b>(parts: impl IntoIterator<Item = &'b str>) -> u64 {
    // FNV-1a; the byte after each part is none of UTF-8's, so that no part runs into the next.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (hash ^ (hash >> 53)) & ((1 << 53) - 1)
}

/// Characters of `text` before a byte.
pub(crate) fn characters(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_hosts() {
        assert_eq!(host("https://www.courier.example:8080/a?b"), Some("courier.example"));
        assert_eq!(host("http://me@courier.example"), Some("courier.example"));
        assert_eq!([host("courier.example"), host("file:///a/b")], [None, None]);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(number(["ab", "c"]), number(["a", "bc"]));
        assert_eq!(number(["ab"]), number(["ab"]));
        assert!(number(["x"]) < 1 << 53);
    }

    #[test]
    fn characters_are_no_bytes() {
        assert_eq!(
            [characters("é a", 0), characters("é a", 2), characters("é a", 3), characters("é", 9)],
            [0, 1, 2, 1]
        );
        assert_eq!(urn("a é"), "a%20%C3%A9");
    }
}
