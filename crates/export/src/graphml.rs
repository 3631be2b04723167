//! GraphML: who met or consulted whom, and which report quotes whom.
//!
//! Nodes are the entities that take part and the reports; edges bear the happening or the number of statements. PLOVER's
//! `CONSULT` holds meetings, visits and calls: an edge says which where the happening has a mode. All edges are directed, since common readers take no mixed
//! graphs; a meeting's says that it is `symmetric`. Lost: words, all happenings
//! but consultations told as done, chains of sources.

use crate::deeds::value;
use crate::xml::{empty, escaped, open};
use crate::{Format, Pile, Shape, Sink};
use record::reading::{Factuality, ParticipantRole, Polarity};
use record::story::{StoryEvent, StoryParticipant};
use record::{EntityId, Evidence, ReportId};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "graphml",
    what: "GraphML, who met or consulted whom and which report quotes whom",
    lost: "words, all happenings but consultations told as done, who said what",
    shape: Shape::File,
    has_spans: false,
    write,
};

/// The data of nodes and edges: id, of what, name, type.
const KEYS: [(&str, &str, &str, &str); 10] = [
    ("label", "node", "label", "string"),
    ("kind", "node", "kind", "string"),
    ("type", "edge", "type", "string"),
    ("symmetric", "edge", "symmetric", "boolean"),
    ("mode", "edge", "mode", "string"),
    ("event", "edge", "event", "string"),
    ("sentence", "edge", "sentence", "string"),
    ("date", "edge", "date", "string"),
    ("lines", "edge", "lines", "int"),
    ("statements", "edge", "statements", "int"),
];

/// An edge with its data and the words that it was read from.
struct Edge {
    from: String,
    to: String,
    data: Vec<(&'static str, String)>,
    words: Vec<Evidence>,
}

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let meetings: Vec<&StoryEvent> = pile.story.events.iter().filter(|event| is_meeting(event)).collect();
    let quotes = quotes(pile);
    let mut nodes: BTreeSet<EntityId> = quotes.keys().map(|(_, entity)| *entity).collect();
    let mut edges: Vec<Edge> = Vec::new();
    for event in meetings {
        let there: Vec<&StoryParticipant> = event.participants.iter().filter(|one| was_there(one)).collect();
        for (index, one) in there.iter().enumerate() {
            for other in there.iter().skip(index + 1).filter(|other| other.entity != one.entity) {
                nodes.extend([one.entity, other.entity]);
                edges.push(meeting(event, one, other));
            }
        }
    }
    edges.extend(quotes.into_iter().map(|((report, entity), words)| Edge {
        from: report_node(pile, report),
        to: entity.to_string(),
        data: vec![("type", "quotes".into()), ("symmetric", "false".into()), ("statements", words.len().to_string())],
        words,
    }));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out += &(open("graphml", &[("xmlns", Some("http://graphml.graphdrawing.org/xmlns"))]) + "\n");
    for (id, of, name, kind) in KEYS {
        let attributes = [("id", Some(id)), ("for", Some(of)), ("attr.name", Some(name)), ("attr.type", Some(kind))];
        out += &(empty("key", &attributes) + "\n");
    }
    out += &(open("graph", &[("id", Some("story")), ("edgedefault", Some("directed"))]) + "\n");
    sink.write(&out)?;
    for entity in nodes.iter().filter_map(|id| pile.entity(*id)) {
        sink.write(&node(&entity.id.to_string(), &entity.name, entity.kind.label()))?;
        sink.cite(entity.id, "label", &entity.mentions)?;
    }
    for source in &pile.sources {
        let title = source.report.title.as_ref().map(|title| title.value.as_str());
        let label = source.outlet().map(|(name, _)| name).or(title).unwrap_or(&source.report.path);
        sink.write(&node(&report_node(pile, &source.report.id), label, "report"))?;
    }
    for (index, edge) in edges.iter().enumerate() {
        let id = format!("edge{index}");
        let attributes =
            [("id", Some(id.as_str())), ("source", Some(edge.from.as_str())), ("target", Some(edge.to.as_str()))];
        sink.write(&format!("{}{}</edge>\n", open("edge", &attributes), data(&edge.data)))?;
        sink.cite(&id, "type", &edge.words)?;
    }
    sink.write("</graph>\n</graphml>\n")
}

/// Whether it is a consultation that took place.
fn is_meeting(event: &StoryEvent) -> bool {
    let told = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    told && event.polarity == Polarity::Positive && event.kind.as_deref() == Some("CONSULT")
}

fn was_there(one: &StoryParticipant) -> bool {
    one.role.participant_role() != Some(ParticipantRole::Absent)
}

fn meeting(event: &StoryEvent, one: &StoryParticipant, other: &StoryParticipant) -> Edge {
    let mut edge_data = vec![
        ("type", "consulted".to_owned()),
        ("symmetric", "true".to_owned()),
        ("event", event.id.to_string()),
        ("sentence", event.headline.clone()),
        ("lines", event.independent_sources.to_string()),
    ];
    if let Some(mode) = &event.mode {
        edge_data.push(("mode", mode.clone()));
    }
    if let Some(time) = &event.time {
        edge_data.push(("date", value(time).0.to_owned()));
    }
    let words = [one, other].into_iter().flat_map(|one| &one.role.accounts).map(|account| account.evidence.clone());
    Edge { from: one.entity.to_string(), to: other.entity.to_string(), data: edge_data, words: words.collect() }
}

/// For each report and speaker, the words of the statements.
fn quotes<'a>(pile: &'a Pile<'_>) -> BTreeMap<(&'a ReportId, EntityId), Vec<Evidence>> {
    let mut all: BTreeMap<(&ReportId, EntityId), Vec<Evidence>> = BTreeMap::new();
    for statement in &pile.story.statements {
        let Some(speaker) = statement.speaker else { continue };
        for words in &statement.evidence {
            all.entry((&words.report, speaker)).or_default().push(words.clone());
        }
    }
    all
}

/// A node's name for a report: its place in the story, since an id may hold what XML does not allow there.
fn report_node(pile: &Pile<'_>, id: &ReportId) -> String {
    let place = pile.sources.iter().position(|source| source.report.id == *id);
    place.map_or_else(|| "r".to_owned(), |place| format!("r{}", place + 1))
}

fn node(id: &str, label: &str, kind: &str) -> String {
    let attributes = [("id", Some(id))];
    format!("{}{}</node>\n", open("node", &attributes), data(&[("label", label.to_owned()), ("kind", kind.to_owned())]))
}

fn data(all: &[(&str, String)]) -> String {
    all.iter().map(|(key, value)| format!("{}{}</data>", open("data", &[("key", Some(key))]), escaped(value))).collect()
}
