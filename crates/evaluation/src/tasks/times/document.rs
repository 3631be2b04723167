//! TimeML: the text with its times and events, and the links between them.

use record::Span;
use std::collections::BTreeMap;

/// A TimeML document.
#[derive(Debug, Default, PartialEq)]
pub struct Document {
    /// Of the file.
    pub name: String,
    /// What `TEXT` holds.
    pub text: String,
    /// The creation time.
    pub created: Option<String>,
    /// In text order.
    pub times: Vec<Gold>,
    /// In text order.
    pub events: Vec<GoldEvent>,
}

/// A time as annotated.
#[derive(Debug, Default, PartialEq)]
pub struct Gold {
    /// Its bytes.
    pub span: Span,
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
}

/// An event as annotated, with what it is linked to.
#[derive(Debug, Default, PartialEq)]
pub struct GoldEvent {
    /// Its bytes.
    pub span: Span,
    /// `OCCURRENCE`, `REPORTING`, ….
    pub class: String,
    /// Negated; `None` where no instance says.
    pub negative: Option<bool>,
    /// Against the creation time.
    pub created: Option<Relation>,
    /// Against times of the text, by their index.
    pub times: Vec<(usize, Relation)>,
}

/// TimeML's fourteen relations in three groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `BEFORE`, `IBEFORE`.
    Before,
    /// All that share a moment.
    Overlap,
    /// `AFTER`, `IAFTER`.
    After,
}

impl Relation {
    fn new(name: &str) -> Self {
        match name {
            "BEFORE" | "IBEFORE" => Self::Before,
            "AFTER" | "IAFTER" => Self::After,
            _ => Self::Overlap,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
            Self::Overlap => Self::Overlap,
        }
    }
}

/// What an id of the file stands for.
#[derive(Clone, Copy)]
enum Node {
    Created,
    Time(usize),
    Event(usize),
}

impl Document {
    /// Reads a file's text.
    ///
    /// # Errors
    /// A message when it is no XML, or holds no `TEXT`.
    pub fn parse(name: &str, xml: &str) -> Result<Self, String> {
        let options = roxmltree::ParsingOptions { allow_dtd: false, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(xml, options).map_err(|error| error.to_string())?;
        let node = |name| tree.descendants().find(|node| node.has_tag_name(name));
        let created = node("DCT").and_then(|dct| dct.descendants().find(|node| node.has_tag_name("TIMEX3")));
        let mut document = Self {
            name: name.to_owned(),
            created: created.and_then(|timex| timex.attribute("value")).map(str::to_owned),
            ..Self::default()
        };
        let mut ids = BTreeMap::new();
        if let Some(id) = created.and_then(|timex| timex.attribute("tid")) {
            ids.insert(id.to_owned(), Node::Created);
        }
        document.walk(node("TEXT").ok_or("there is no TEXT")?, &mut ids);
        for instance in tree.descendants().filter(|node| node.has_tag_name("MAKEINSTANCE")) {
            let event = instance.attribute("eventID").and_then(|id| ids.get(id)).copied();
            if let (Some(id), Some(event)) = (instance.attribute("eiid"), event) {
                ids.insert(id.to_owned(), event);
                if let (Node::Event(at), Some(polarity)) = (event, instance.attribute("polarity")) {
                    document.events[at].negative.get_or_insert(polarity == "NEG");
                }
            }
        }
        for link in tree.descendants().filter(|node| node.has_tag_name("TLINK")) {
            let end = |names: [&str; 2]| names.iter().find_map(|name| ids.get(link.attribute(*name)?).copied());
            let ends = (end(["eventInstanceID", "timeID"]), end(["relatedToEventInstance", "relatedToTime"]));
            let relation = Relation::new(link.attribute("relType").unwrap_or(""));
            match ends {
                (Some(Node::Event(event)), Some(other)) => document.link(event, other, relation),
                (Some(other), Some(Node::Event(event))) => document.link(event, other, relation.turned()),
                _ => {}
            }
        }
        Ok(document)
    }

    /// TimeML nests two or three deep; roxmltree has bounded the depth before.
    fn walk(&mut self, node: roxmltree::Node<'_, '_>, ids: &mut BTreeMap<String, Node>) {
        for child in node.children() {
            if child.is_text() {
                self.text.push_str(child.text().unwrap_or(""));
                continue;
            }
            let start = self.text.len();
            let attribute = |name| child.attribute(name).unwrap_or("").to_owned();
            let (time, event) = (self.times.len(), self.events.len());
            let (is_time, is_event) = (child.has_tag_name("TIMEX3"), child.has_tag_name("EVENT"));
            if is_time {
                ids.insert(attribute("tid"), Node::Time(time));
                self.times.push(Gold { kind: attribute("type"), value: attribute("value"), ..Gold::default() });
            } else if is_event {
                ids.insert(attribute("eid"), Node::Event(event));
                self.events.push(GoldEvent { class: attribute("class"), ..GoldEvent::default() });
            }
            self.walk(child, ids);
            let span = Span::new(start, self.text.len());
            if let Some(time) = self.times.get_mut(time).filter(|_| is_time) {
                time.span = span;
            } else if let Some(event) = self.events.get_mut(event).filter(|_| is_event) {
                event.span = span;
            }
        }
    }

    /// The first link to the creation time counts.
    fn link(&mut self, event: usize, other: Node, relation: Relation) {
        let Some(event) = self.events.get_mut(event) else { return };
        match other {
            Node::Created => event.created = event.created.or(Some(relation)),
            Node::Time(time) => event.times.push((time, relation)),
            Node::Event(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<TimeML><DCT><TIMEX3 tid=\"t0\" value=\"2031-03-05\">x</TIMEX3></DCT><TEXT>They <EVENT \
        eid=\"e1\">met</EVENT> on <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2031-03-04\">Tuesday</TIMEX3> for <TIMEX3 \
        tid=\"t2\" type=\"DURATION\" value=\"PT3H\">three hours</TIMEX3>.</TEXT><MAKEINSTANCE eiid=\"ei1\" \
        eventID=\"e1\"/><TLINK eventInstanceID=\"ei1\" relatedToTime=\"t1\" relType=\"IS_INCLUDED\"/><TLINK \
        timeID=\"t0\" relatedToEventInstance=\"ei1\" relType=\"AFTER\"/></TimeML>";

    #[test]
    fn times_and_events_have_their_bytes_and_links() {
        let document = Document::parse("f", FILE).unwrap();
        assert_eq!(document.created.as_deref(), Some("2031-03-05"));
        let words: Vec<&str> = document.times.iter().map(|time| time.span.of(&document.text)).collect();
        assert_eq!(words, ["Tuesday", "three hours"]);
        let event = &document.events[0];
        assert_eq!(event.span.of(&document.text), "met");
        assert_eq!(event.created, Some(Relation::Before));
        assert_eq!(event.times, [(0, Relation::Overlap)]);
    }

    #[test]
    fn what_is_no_timeml_says_so() {
        assert!(Document::parse("f", "<TimeML").is_err());
        assert!(Document::parse("f", "<TimeML/>").is_err());
    }
}
