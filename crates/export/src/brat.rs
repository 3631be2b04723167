//! brat standoff: for each report its text (`.txt`) and the annotations (`.ann`), and one `annotation.conf` for the folder.
//!
//! Names and descriptions of people and things, times, happenings with their parties, place and time, and attributions with source,
//! cue and content. Lost: whom a pronoun stands for (but the entity is a note), details of happenings, codes of actors, all that
//! reports say together. Offsets count characters, as brat does; words over several lines are marked in pieces, as brat demands.

use crate::pile::{Source, characters};
use crate::sink::flat;
use crate::{Format, Pile, Shape, Sink, stem};
use record::reading::{Attribution, Event, Polarity};
use record::{Span, Spans};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "brat",
    what: "brat standoff, two files for each report",
    lost: "chains of pronouns, details of happenings, codes of actors, all that reports say together",
    shape: Shape::Folder,
    has_spans: true,
    write,
};

/// What brat has to know to show the annotations.
const CONFIGURATION: &str = "\
[entities]
PER
ORG
GPE
LOC
FAC
NORP
EVENT
WORK
Time
Place
Source
Content
[relations]
Says\tArg1:Source, Arg2:Content
[events]
Happening\tActor*:<ENTITY>, Recipient*:<ENTITY>, Place?:<ENTITY>, When?:Time
Cue\tBy?:Source, What?:Content
[attributes]
Negated\tArg:Happening
Factuality\tArg:Happening, Value:asserted|attributed|planned|conditional|possible|denied
Class\tArg:Happening, Value:occurrence|announcement|speech|plan|state|perception|aspect
";

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    sink.begin("annotation.conf")?;
    sink.write(CONFIGURATION)?;
    for (index, source) in pile.sources.iter().enumerate() {
        let stem = stem(index, source.report);
        sink.begin(&format!("{stem}.txt"))?;
        sink.write(&source.report.text)?;
        sink.begin(&format!("{stem}.ann"))?;
        sink.write(&Annotations::of(source).out)?;
    }
    Ok(())
}

/// The lines of a report's annotations in the making.
struct Annotations<'a> {
    source: &'a Source<'a>,
    out: String,
    spans: usize,
    others: usize,
    mentions: BTreeMap<usize, String>,
    times: BTreeMap<usize, String>,
}

impl<'a> Annotations<'a> {
    fn of(source: &'a Source<'a>) -> Self {
        let mut all =
            Self { source, out: String::new(), spans: 0, others: 0, mentions: BTreeMap::new(), times: BTreeMap::new() };
        let reading = source.reading;
        for mention in &reading.mentions {
            let Some(id) = all.span(mention.kind.label(), &mention.span.into()) else { continue };
            let entity = mention.entity.and_then(|entity| reading.entities.get(entity.0));
            if let Some(entity) = entity {
                all.note(&id, &format!("{} {}", entity.id, entity.name));
            }
            all.mentions.insert(mention.id.0, id);
        }
        for time in &reading.times {
            let Some(id) = all.span("Time", &time.span.into()) else { continue };
            all.note(&id, &time.value);
            all.times.insert(time.id.0, id);
        }
        reading.events.iter().for_each(|event| all.event(event));
        reading.attributions.iter().for_each(|one| all.attribution(one));
        all
    }

    /// Marks words; `None` where there are none.
    fn span(&mut self, kind: &str, spans: &Spans) -> Option<String> {
        let text = &self.source.report.text;
        let lines: Vec<Span> = spans.ranges().iter().flat_map(|&range| lines(text, range)).collect();
        if lines.is_empty() {
            return None;
        }
        self.spans += 1;
        let places: Vec<String> = lines
            .iter()
            .map(|line| format!("{} {}", characters(text, line.start), characters(text, line.end)))
            .collect();
        let words: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
        let _ = writeln!(self.out, "T{}\t{kind} {}\t{}", self.spans, places.join(";"), words.join(" "));
        Some(format!("T{}", self.spans))
    }

    fn other(&mut self) -> usize {
        self.others += 1;
        self.others
    }

    fn note(&mut self, of: &str, words: &str) {
        let number = self.other();
        let _ = writeln!(self.out, "#{number}\tAnnotatorNotes {of}\t{}", flat(words));
    }

    fn event(&mut self, event: &Event) {
        let Some(trigger) = self.span("Happening", &event.trigger.into()) else { return };
        let mut arguments = String::new();
        for (role, some) in [("Actor", &event.actors), ("Recipient", &event.recipients)] {
            let known = some.iter().filter_map(|one| self.mentions.get(&one.mention.0));
            for (index, mention) in known.enumerate() {
                let number = if index == 0 { String::new() } else { (index + 1).to_string() };
                let _ = write!(arguments, " {role}{number}:{mention}");
            }
        }
        if let Some(place) = event.place.as_ref().and_then(|place| self.place(place.span)) {
            let _ = write!(arguments, " Place:{place}");
        }
        if let Some(time) = event.time.as_ref().and_then(|time| time.timex).and_then(|id| self.times.get(&id.0)) {
            let _ = write!(arguments, " When:{time}");
        }
        let id = format!("E{}", self.other());
        let _ = writeln!(self.out, "{id}\tHappening:{trigger}{arguments}");
        if event.polarity == Polarity::Negative {
            let number = self.other();
            let _ = writeln!(self.out, "A{number}\tNegated {id}");
        }
        let factuality = serde_json::to_value(event.factuality).ok();
        for (attribute, value) in [
            ("Factuality", factuality.as_ref().and_then(serde_json::Value::as_str)),
            ("Class", Some(event.class.label())),
        ] {
            if let Some(value) = value {
                let number = self.other();
                let _ = writeln!(self.out, "A{number}\t{attribute} {id} {value}");
            }
        }
        let codes: Vec<&str> =
            [&event.kind, &event.mode, &event.cameo].into_iter().flatten().map(String::as_str).collect();
        if !codes.is_empty() {
            self.note(&id, &codes.join(" "));
        }
    }

    /// The mention that a place is, or its words marked.
    fn place(&mut self, span: Span) -> Option<String> {
        let mention = self.source.reading.mentions.iter().find(|mention| mention.span == span);
        let known = mention.and_then(|mention| self.mentions.get(&mention.id.0)).cloned();
        known.or_else(|| self.span("Place", &span.into()))
    }

    fn attribution(&mut self, one: &Attribution) {
        let source = self.span("Source", &one.source);
        let content = self.span("Content", &one.content);
        let Some(cue) = self.span("Cue", &one.cue) else {
            if let (Some(source), Some(content)) = (source, content) {
                let number = self.other();
                let _ = writeln!(self.out, "R{number}\tSays Arg1:{source} Arg2:{content}");
            }
            return;
        };
        let by = source.map(|source| format!(" By:{source}")).unwrap_or_default();
        let what = content.map(|content| format!(" What:{content}")).unwrap_or_default();
        let number = self.other();
        let _ = writeln!(self.out, "E{number}\tCue:{cue}{by}{what}");
    }
}

/// A range without its line ends.
fn lines(text: &str, range: Span) -> Vec<Span> {
    let mut at = range.start;
    let mut all = Vec::new();
    for line in range.of(text).split(['\n', '\r']) {
        if !line.trim().is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            all.push(Span::new(start, start + line.trim().len()));
        }
        at += line.len() + 1;
    }
    all
}
