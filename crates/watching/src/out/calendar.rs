//! A question's announced happenings as an iCalendar.

use crate::questions::Question;
use export::{Format, Memory, Pile, Sink, Source};
use record::Diagnostic;
use std::collections::BTreeSet;
use store::Kept;

/// The calendar of what is announced in some stories, as far as a question asks about it.
///
/// # Errors
/// When it cannot be written, which a string can.
pub fn calendar(question: &Question, stories: &[Kept]) -> Result<String, Diagnostic> {
    let failed = |error: std::io::Error| Diagnostic::error("watch/calendar", format!("no calendar: {error}"));
    let format = Format::named("icalendar").ok_or_else(|| failed(std::io::Error::other("no such format")))?;
    let mut head = String::new();
    let mut known = BTreeSet::new();
    let mut events = Vec::new();
    for kept in stories {
        let mut story = kept.story.clone();
        let names = |event: &record::story::StoryEvent| -> Vec<String> {
            let of = event.participants.iter().filter_map(|one| story.entities.get(one.entity.0));
            of.flat_map(|entity| {
                std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.value)).cloned()
            })
            .collect()
        };
        let asked: Vec<bool> = story
            .events
            .iter()
            .map(|event| question.asks_about(&kept.id, &kept.title, &event.headline, &names(event)))
            .collect();
        let mut asked = asked.into_iter();
        story.events.retain(|_| asked.next().unwrap_or(false));
        let sources = kept.entries.iter().map(|entry| Source {
            report: &entry.report,
            analysis: &entry.analysis,
            reading: &entry.reading,
        });
        let mut memory = Memory::default();
        let mut sink = Sink::new(&mut memory, None).map_err(failed)?;
        format.write(&Pile::new(sources.collect(), &story), &mut sink).map_err(failed)?;
        let text = memory.files.remove("").unwrap_or_default();
        let (first, rest) =
            text.split_once("BEGIN:VEVENT\r\n").unwrap_or((text.trim_end_matches("END:VCALENDAR\r\n"), ""));
        first.clone_into(&mut head);
        for event in
            rest.trim_end_matches("END:VCALENDAR\r\n").split("BEGIN:VEVENT\r\n").filter(|event| !event.is_empty())
        {
            let name = event.lines().next().unwrap_or_default().to_owned();
            if known.insert(name) {
                events.push(format!("BEGIN:VEVENT\r\n{event}"));
            }
        }
    }
    if head.is_empty() {
        // Of no story at all there is a calendar too: it has no events.
        let story = record::Story::default();
        let mut memory = Memory::default();
        let mut sink = Sink::new(&mut memory, None).map_err(failed)?;
        format.write(&Pile::new(Vec::new(), &story), &mut sink).map_err(failed)?;
        return Ok(memory.files.remove("").unwrap_or_default());
    }
    Ok(format!("{head}{}END:VCALENDAR\r\n", events.concat()))
}
