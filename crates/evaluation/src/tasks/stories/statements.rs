//! Whether what was said is read as said, and by whom.

use super::gold::{Gold, Statement};
use super::tally::{Measure, Tally};
use super::words::fold;
use engine::Read;
use record::reading::Attribution;
use record::{Span, Spans};
use std::collections::BTreeMap;

/// The share of a statement's bytes that an attribution's content must cover.
const COVERED: f64 = 0.6;

/// Counts the statements of a story against the readings of its reports, by their files.
pub fn count(gold: &Gold, reads: &BTreeMap<&str, &Read>, tally: &mut Tally) {
    for statement in &gold.statements {
        let span = Span::new(statement.at.0, statement.at.1.max(statement.at.0));
        let (covered, names) = reads.get(&*statement.report).map_or_else(Default::default, |read| best(read, span));
        let inside = tally.check(Measure::Content, covered as f64 >= COVERED * span.len() as f64);
        let names_one = statement.speaker.split('|').any(|speaker| names.contains(&fold(speaker)));
        if !tally.check(Measure::Speaker, inside && names_one) {
            let Statement { kind, report, speaker, .. } = statement;
            let words = reads.get(&**report).map_or("", |read| span.of(&read.report.text));
            let got: String = names.chars().take(60).collect();
            tally.notes.push(format!("miss  {kind} {report} {words:?}, want {speaker}, got {got:?}"));
        }
    }
}

/// The most bytes of the span that an attribution's content covers, and the folded names of those who say so.
fn best(read: &Read, span: Span) -> (usize, String) {
    let (mut best, mut names) = (0, Vec::new());
    for attribution in &read.reading.attributions {
        let covered = overlap(&attribution.content, span);
        if covered > best {
            (best, names) = (covered, Vec::new());
        }
        if covered > 0 && covered == best {
            names.push(speaker(read, attribution));
        }
    }
    (best, names.join(" | "))
}

fn overlap(spans: &Spans, with: Span) -> usize {
    let shared = |span: &Span| with.end.min(span.end).saturating_sub(with.start.max(span.start));
    spans.ranges().iter().map(shared).sum()
}

/// The names of the speaker's entity and the words of the source.
fn speaker(read: &Read, attribution: &Attribution) -> String {
    let entity = attribution.speaker.and_then(|id| read.reading.entities.get(id.0));
    let names = entity
        .into_iter()
        .flat_map(|entity| std::iter::once(&*entity.name).chain(entity.aliases.iter().map(|alias| &*alias.value)));
    let source = attribution.source.ranges().iter().map(|span| span.of(&read.report.text));
    fold(&names.chain(source).collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::reading::{AttributionKind, Entity, Quoted, SourceClass};
    use record::{Analysis, AttributionId, EntityId, NameType, Reading};

    const TEXT: &str = "The port is closed, the envoy said. It is calm.";

    fn read() -> Read {
        let mut said =
            Attribution::bare(AttributionId(0), Span::new(20, 29), AttributionKind::Indirect, SourceClass::Named);
        said.content = Span::new(0, 18).into();
        said.speaker = Some(EntityId(0));
        let holt = Entity {
            id: EntityId(0),
            name: "Anna Holt".to_owned(),
            kind: NameType::Per,
            aliases: vec![Quoted { value: "Holt".to_owned(), span: Span::new(0, 4) }],
            roles: Vec::new(),
            affiliations: Vec::new(),
            members: Vec::new(),
        };
        let reading = Reading { attributions: vec![said], entities: vec![holt], ..Reading::default() };
        Read { report: crate::tasks::report("a", TEXT, None), analysis: Analysis::default(), reading }
    }

    fn scored(speaker: &str, at: (usize, usize)) -> [(usize, usize); 2] {
        let read = read();
        let statement =
            Statement { speaker: speaker.to_owned(), report: "a.jsonl".to_owned(), at, ..Statement::default() };
        let gold = Gold { statements: vec![statement], ..Gold::default() };
        let mut tally = Tally::default();
        count(&gold, &BTreeMap::from([("a.jsonl", &read)]), &mut tally);
        [Measure::Content, Measure::Speaker].map(|measure| tally.share(measure))
    }

    #[test]
    fn the_speaker_is_known_by_name_or_by_the_words() {
        assert_eq!(scored("Holt", (4, 18)), [(1, 1), (1, 1)]);
        assert_eq!(scored("minister|envoy", (4, 18)), [(1, 1), (1, 1)]);
        assert_eq!(scored("minister", (4, 18)), [(1, 1), (0, 1)]);
    }

    #[test]
    fn three_fifths_of_the_words_are_enough() {
        assert_eq!(scored("Holt", (12, 22)), [(1, 1), (1, 1)]);
        assert_eq!(scored("Holt", (13, 22)), [(0, 1), (0, 1)]);
        assert_eq!(scored("Holt", (36, 46)), [(0, 1), (0, 1)]);
    }
}
