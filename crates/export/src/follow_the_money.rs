//! FollowTheMoney 4: entities as JSON lines: an `Article` for each report, a `Person` or `Organization` for each that is named, an
//! `Event` for each happening told as done or planned.
//!
//! Lost: the words (in the table of evidence, by line), who said what, roles and disputes; countries, states and towns are no
//! entities there, but stand in `summary` by the event's sentence. Ids are made of the report's id or the words that an entity
//! was read from, so that they stay the same in every run; ids of entities change when reports are added.

use crate::article::{body, known};
use crate::deeds::{date, happening, value};
use crate::pile::{Source, number};
use crate::{Format, Pile, Shape, Sink};
use record::reading::{Factuality, Polarity};
use record::story::{StoryEntity, StoryEvent};
use record::{Evidence, NameType};
use serde_json::{Value, json};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "followthemoney",
    what: "FollowTheMoney entities (Article, Person, Organization, Event), one a line",
    lost: "who said what, roles in a happening, denials, disputes, countries and towns as entities",
    shape: Shape::File,
    has_spans: false,
    write,
};

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut row = 0;
    for source in &pile.sources {
        sink.json(&article(source))?;
        row += 1;
        if let Some(title) = &source.report.title {
            sink.cite(row, "title", &source.stated(title).1)?;
        }
        if let Some((_, words)) = source.published() {
            sink.cite(row, "publishedAt", &words)?;
        }
    }
    for entity in &pile.story.entities {
        let Some(schema) = schema(entity) else { continue };
        sink.json(&party(entity, schema))?;
        row += 1;
        sink.cite(row, "name", &entity.mentions)?;
        for role in entity.roles.iter().filter(|_| schema == "Person") {
            sink.cite(row, "position", &role.evidence)?;
        }
    }
    let told = |event: &&StoryEvent| {
        let real = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed | Factuality::Planned);
        real && event.polarity == Polarity::Positive
    };
    for event in pile.story.events.iter().filter(told) {
        sink.json(&event_entity(pile, event))?;
        row += 1;
        let words: Vec<Evidence> = event.accounts.iter().map(|account| account.evidence.clone()).collect();
        sink.cite(row, "name", &words)?;
        sink.cite(row, "date", &date(event).1)?;
        if let Some(place) = &event.place {
            sink.cite(row, "location", &value(place).1)?;
        }
    }
    Ok(())
}

fn entity(id: String, schema: &str, properties: Value) -> Value {
    // Every value is a list of strings.
    let lists = match known(properties) {
        Value::Object(properties) => Value::Object(
            properties
                .into_iter()
                .map(|(name, value)| (name, if value.is_array() { value } else { json!([value]) }))
                .collect(),
        ),
        other => other,
    };
    json!({"id": id, "schema": schema, "properties": lists})
}

fn report_id(id: &record::ReportId) -> String {
    format!("rapporteur-report-{id}")
}

fn article(source: &Source<'_>) -> Value {
    let report = source.report;
    let name = std::path::Path::new(&report.path).file_name().map(|name| name.to_string_lossy());
    entity(
        report_id(&report.id),
        "Article",
        json!({
            "fileName": name.as_deref().unwrap_or(&report.path),
            "title": report.title.as_ref().map(|title| &title.value),
            "author": report.byline.as_ref().map(|byline| &byline.value),
            "publisher": source.outlet().map(|(name, _)| name),
            "publishedAt": source.published().map(|(value, _)| value),
            "bodyText": Some(body(source)).filter(|words| !words.is_empty()),
            "sourceUrl": report.url,
            "keywords": report.tags,
        }),
    )
}

/// The schema of an entity with a name; `None` for those that are no party.
fn schema(entity: &StoryEntity) -> Option<&'static str> {
    let schema = match entity.kind {
        NameType::Per => "Person",
        NameType::Org => "Organization",
        _ => return None,
    };
    (!entity.name.is_empty()).then_some(schema)
}

fn party_id(entity: &StoryEntity) -> String {
    let mut words: Vec<String> = entity.mentions.iter().map(|one| format!("{} {:?}", one.report, one.span)).collect();
    words.sort();
    format!("rapporteur-entity-{:x}", number(words.iter().map(String::as_str)))
}

fn party(one: &StoryEntity, schema: &str) -> Value {
    let aliases: Vec<&str> =
        one.aliases.iter().map(|alias| alias.value.as_str()).filter(|alias| *alias != one.name).collect();
    let roles: Vec<&str> = one.roles.iter().map(|role| role.value.as_str()).collect();
    let position = (schema == "Person").then_some(roles);
    let mut reports: Vec<String> = one.mentions.iter().map(|mention| report_id(&mention.report)).collect();
    reports.sort();
    reports.dedup();
    entity(party_id(one), schema, json!({"name": one.name, "alias": aliases, "position": position, "proof": reports}))
}

fn event_entity(pile: &Pile<'_>, event: &StoryEvent) -> Value {
    let involved =
        event.participants.iter().filter_map(|one| pile.entity(one.entity)).filter(|one| schema(one).is_some());
    let involved: Vec<String> = involved.map(party_id).collect();
    let (parts, _) = date(event);
    let day = parts.dashed().or_else(|| match (parts.year, parts.month) {
        (Some(year), Some(month)) => Some(format!("{year:04}-{month:02}")),
        (Some(year), None) => Some(format!("{year:04}")),
        _ => None,
    });
    let proof: Vec<String> = event.reports.iter().map(report_id).collect();
    let planned = (event.factuality == Factuality::Planned).then_some("planned");
    entity(
        format!("rapporteur-event-{:x}", happening(event)),
        "Event",
        json!({
            "name": event.headline,
            "date": day,
            "location": event.place.as_ref().map(|place| &place.value),
            "involved": involved,
            "proof": proof,
            "notes": planned,
        }),
    )
}
