//! Names that stand for one, or for two.

use record::story::StoryEntity;
use record::{EntityId, Evidence, Story};

fn named(story: &Story, name: &str) -> Option<usize> {
    let folded = text::fold(name);
    let is = |entity: &StoryEntity| {
        text::fold(&entity.name) == folded || entity.aliases.iter().any(|alias| text::fold(&alias.value) == folded)
    };
    // Whose main name it is comes before who is also called so.
    let main = story.entities.iter().position(|entity| text::fold(&entity.name) == folded);
    main.or_else(|| story.entities.iter().position(is))
}

/// Makes two entities one; ids of those that changed.
pub(crate) fn same(story: &mut Story, name: &str, other: &str) -> Option<Vec<String>> {
    let (kept, gone) = (named(story, name)?, named(story, other)?);
    if kept == gone {
        return None;
    }
    let merged = story.entities.remove(gone);
    let kept = if gone < kept { kept - 1 } else { kept };
    remap(story, |id| match id {
        id if id == gone => kept,
        id if id > gone => id - 1,
        id => id,
    });
    let entity = story.entities.get_mut(kept)?;
    for (mine, theirs) in [(&mut entity.aliases, merged.aliases), (&mut entity.roles, merged.roles)] {
        for cited in theirs {
            match mine.iter_mut().find(|known| known.value == cited.value) {
                Some(known) => known.evidence.extend(cited.evidence),
                None => mine.push(cited),
            }
        }
    }
    entity.mentions.extend(merged.mentions);
    entity.mentions.sort();
    entity.mentions.dedup();
    entity.side = entity.side.or(merged.side).filter(|side| side.0 != kept);
    for event in &mut story.events {
        dedup(&mut event.actors);
        dedup(&mut event.recipients);
        let mut seen = Vec::new();
        event.participants.retain(|one| {
            let new = !seen.contains(&one.entity);
            seen.push(one.entity);
            new
        });
    }
    Some(vec![EntityId(kept).to_string()])
}

/// Takes a name away from an entity: it stands for somebody else. Ids of both.
pub(crate) fn other(story: &mut Story, name: &str, than: &str) -> Option<Vec<String>> {
    let of = named(story, than)?;
    let folded = text::fold(name);
    let is = |words: &str| text::fold(words) == folded;
    let new = EntityId(story.entities.len());
    let entity = story.entities.get_mut(of)?;
    let at = entity.aliases.iter().position(|alias| is(&alias.value))?;
    if entity.aliases.len() < 2 {
        return None;
    }
    let alias = entity.aliases.remove(at);
    let (mentions, rest): (Vec<Evidence>, Vec<Evidence>) = entity.mentions.drain(..).partition(|one| is(&one.quote));
    entity.mentions = rest;
    if is(&entity.name) {
        entity.name.clone_from(&entity.aliases[0].value);
    }
    let parted = StoryEntity {
        id: new,
        name: alias.value.clone(),
        kind: entity.kind,
        aliases: vec![alias],
        roles: Vec::new(),
        side: None,
        mentions,
    };
    let old = EntityId(of);
    let (mine, theirs) = (parted.mentions.clone(), entity.mentions.clone());
    story.entities.push(parted);
    // What is told in words that name the one and not the other is of the one.
    let has = |names: &[Evidence], told: &Evidence| {
        names
            .iter()
            .any(|name| name.report == told.report && name.span.ranges().iter().any(|span| told.span.overlaps(*span)))
    };
    for event in &mut story.events {
        let told = |names: &[Evidence]| event.accounts.iter().any(|account| has(names, &account.evidence));
        if told(&mine) && !told(&theirs) {
            let parts = event.participants.iter_mut().map(|one| &mut one.entity);
            event.actors.iter_mut().chain(&mut event.recipients).chain(parts).for_each(|id| {
                if *id == old {
                    *id = new;
                }
            });
        }
    }
    for statement in &mut story.statements {
        let source = statement.source.as_deref().map(text::fold).unwrap_or_default();
        if statement.speaker == Some(old) && source == folded {
            statement.speaker = Some(new);
        }
    }
    Some(vec![old.to_string(), new.to_string()])
}

/// Gives every entity of a story the id that its place has.
fn remap(story: &mut Story, to: impl Fn(usize) -> usize) {
    let set = |id: &mut EntityId| id.0 = to(id.0);
    let maybe = |id: &mut Option<EntityId>| id.iter_mut().for_each(set);
    for (at, entity) in story.entities.iter_mut().enumerate() {
        entity.id = EntityId(at);
        maybe(&mut entity.side);
    }
    for event in &mut story.events {
        event.actors.iter_mut().chain(&mut event.recipients).for_each(set);
        event.participants.iter_mut().for_each(|one| set(&mut one.entity));
    }
    story.statements.iter_mut().for_each(|statement| maybe(&mut statement.speaker));
    for proposal in &mut story.proposals {
        maybe(&mut proposal.by);
        maybe(&mut proposal.to);
        proposal.history.iter_mut().for_each(|step| maybe(&mut step.by));
    }
    for allegation in &mut story.allegations {
        maybe(&mut allegation.by);
        maybe(&mut allegation.against);
        allegation.responses.iter_mut().for_each(|response| maybe(&mut response.by));
    }
}

fn dedup(ids: &mut Vec<EntityId>) {
    let mut seen = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
}
