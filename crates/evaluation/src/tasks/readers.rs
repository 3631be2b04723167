//! Where the program and a second reader read the same words differently, from the lines that `rapporteur read --reader` printed.

use super::{Failed, load};
use record::reading::{Attribution, Event};
use record::{EntityId, Span, reading::Entity};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::Path;

/// What is looked at of a line.
#[derive(Deserialize)]
struct Line {
    path: String,
    text: String,
    entities: Vec<Entity>,
    events: Vec<Event>,
    attributions: Vec<Attribution>,
}

/// A list of what is read differently, and counts.
///
/// # Errors
/// When the file cannot be read or holds other lines.
pub fn run(path: &Path) -> Result<String, Failed> {
    let wrong = |at: usize, error| Failed(format!("{}, line {}: {error}", path.display(), at + 1));
    let file = load(path)?;
    let mut list = String::new();
    let (mut alike, mut different, mut alone) = (0, 0, 0);
    for (at, line) in file.lines().enumerate() {
        let line: Line = serde_json::from_str(line).map_err(|error| wrong(at, error))?;
        alike += line.events.iter().filter(|event| event.also_by.is_some()).count();
        alike += line.attributions.iter().filter(|one| one.also_by.is_some()).count();
        for (known, new) in line.twice() {
            different += 1;
            // Writing to a string cannot fail.
            let _ = writeln!(
                list,
                "{}: {:?}\n  program: {}\n  reader:  {}",
                line.path,
                known.trigger.of(&line.text),
                line.told(known),
                line.told(new)
            );
        }
        let proposed = line.events.iter().filter(|event| event.by.is_some()).count();
        alone += proposed - line.twice().len() + line.attributions.iter().filter(|one| one.by.is_some()).count();
    }
    let _ = writeln!(list, "{alike} read alike, {different} read differently, {alone} read by the reader alone");
    Ok(list)
}

impl Line {
    /// Happenings of one word that both read, the program's first.
    fn twice(&self) -> Vec<(&Event, &Event)> {
        let proposed = self.events.iter().filter(|event| event.by.is_some());
        let own = |span: Span| self.events.iter().find(|event| event.by.is_none() && event.trigger.overlaps(span));
        proposed.filter_map(|new| Some((own(new.trigger)?, new))).collect()
    }

    fn told(&self, event: &Event) -> String {
        let name = |id: Option<EntityId>| id.and_then(|id| self.entities.get(id.0)).map_or("?", |entity| &entity.name);
        let parties: Vec<&str> = event.actors.iter().chain(&event.recipients).map(|one| name(one.entity)).collect();
        let time = event.time.as_ref().and_then(|time| time.value.as_deref()).unwrap_or("no time");
        let place = event.place.as_ref().map_or("no place", |place| &place.name);
        let weight = event.weight.unwrap_or_default();
        format!("{:?}, {time}, {place}, {}, weight {weight:.1}", event.factuality, parties.join(" + "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn what_both_read_of_one_word_is_held_against_each_other() {
        let event = |by: &str, factuality: &str| {
            format!(
                r#"{{"id":"e0","type":null,"mode":null,"context":[],"cameo":null,"trigger":[[4,7]],"actors":[],"recipients":[],
                "place":null,"time":null,"factuality":"{factuality}","polarity":"positive","tense":"past","attribution":null,"details":[]{by}}}"#
            )
        };
        let (own, new) = (event("", "asserted"), event(r#","by":"m; prompts 1""#, "planned"));
        let line = format!(
            r#"{{"path":"a.txt","text":"She met him.","entities":[],"attributions":[],"events":[{own},{new}]}}"#
        );
        let path = std::env::temp_dir().join(format!("readers-{}.jsonl", std::process::id()));
        writeln!(std::fs::File::create(&path).unwrap(), "{}", line.replace('\n', " ")).unwrap();
        let list = run(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(list.contains("program: Asserted") && list.contains("reader:  Planned"), "{list}");
        assert!(list.ends_with("0 read alike, 1 read differently, 0 read by the reader alone\n"), "{list}");
    }
}
