//! Whether each person is one entity, with a role.

use super::gold::Gold;
use super::tally::{Measure, Tally};
use super::words::{fold, split};
use record::NameType;
use record::story::{Story, StoryEntity};
use std::collections::BTreeSet;

/// Words before a name that are no part of it.
const TITLES: [&str; 11] = ["mr", "mrs", "ms", "dr", "sir", "president", "prime", "minister", "prof", "general", "gen"];

/// Counts the people of a story.
pub fn count(gold: &Gold, story: &Story, tally: &mut Tally) {
    for person in &gold.people {
        let others = gold.people.iter().map(|other| &*other.name).filter(|name| *name != person.name);
        let found = entities(story, &person.name, &others.collect::<Vec<_>>());
        let roles = found.iter().flat_map(|entity| &entity.roles).map(|role| &*role.value);
        let roles = fold(&roles.collect::<Vec<_>>().join(" | "));
        let one = tally.check(Measure::Persons, found.len() == 1);
        if !tally.check(Measure::Roles, one && person.roles.iter().any(|word| roles.contains(&**word))) {
            let got: Vec<&str> = found.iter().map(|entity| &*entity.name).take(4).collect();
            tally.notes.push(format!("miss  {} {:?}, got {got:?}: {roles}", person.name, person.roles));
        }
    }
}

/// The persons of the brief that can be this one: of all the names given, or of part of them that begins or ends
/// one and is not another's.
fn entities<'a>(story: &'a Story, names: &str, others: &[&str]) -> Vec<&'a StoryEntity> {
    let mut found: Vec<&StoryEntity> = Vec::new();
    for name in names.split('|') {
        let wanted = parts(name);
        let ends = split(name);
        let ends = [ends.first(), ends.last()];
        let shared = |word: &String| others.iter().any(|other| parts(other).contains(word));
        let can_be = |entity: &StoryEntity| {
            let full = fullest(entity);
            let is_end = full.iter().any(|word| ends.contains(&Some(word)));
            let of_another = full.len() == 1 && full.iter().all(shared);
            let short = full.is_subset(&wanted) && is_end && !of_another;
            short || wanted.is_subset(&full) && full.len() <= wanted.len() + 1
        };
        for entity in story.entities.iter().filter(|entity| entity.kind == NameType::Per) {
            if !found.iter().any(|other| other.id == entity.id) && can_be(entity) {
                found.push(entity);
            }
        }
    }
    found
}

/// The words of the first of an entity's longest names.
fn fullest(entity: &StoryEntity) -> BTreeSet<String> {
    let mut fullest = parts(&entity.name);
    for alias in &entity.aliases {
        let more = parts(&alias.value);
        if more.len() > fullest.len() {
            fullest = more;
        }
    }
    fullest
}

/// The words of a name but for titles.
fn parts(name: &str) -> BTreeSet<String> {
    split(name).into_iter().filter(|word| !TITLES.contains(&&**word)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::gold::Person;
    use super::super::sample;
    use super::*;

    fn scored(people: &[(&str, &str)], entities: &[(&str, &[&str], &str)]) -> [(usize, usize); 2] {
        let mut story = sample::story();
        story.entities = entities
            .iter()
            .enumerate()
            .map(|(id, (name, aliases, role))| sample::person(id, name, aliases, role))
            .collect();
        let person = |(name, role): &(&str, &str)| Person { name: (*name).to_owned(), roles: vec![(*role).to_owned()] };
        let gold = Gold { people: people.iter().map(person).collect(), ..Gold::default() };
        let mut tally = Tally::default();
        count(&gold, &story, &mut tally);
        [Measure::Persons, Measure::Roles].map(|measure| tally.share(measure))
    }

    #[test]
    fn one_entity_with_a_role() {
        let holt = [("Anna Holt", "envoy")];
        assert_eq!(scored(&holt, &[("Anna Holt", &["Holt"], "the Norland envoy")]), [(1, 1), (1, 1)]);
        assert_eq!(scored(&holt, &[("Ms Holt", &[], "singer")]), [(1, 1), (0, 1)]);
        assert_eq!(scored(&holt, &[]), [(0, 1), (0, 1)]);
    }

    #[test]
    fn two_entities_for_one_person_are_wrong() {
        let split: [(&str, &[&str], &str); 2] = [("Anna Holt", &[], "envoy"), ("Holt", &[], "envoy")];
        assert_eq!(scored(&[("Anna Holt", "envoy")], &split), [(0, 1), (0, 1)]);
    }

    #[test]
    fn a_name_that_two_share_is_neither_s() {
        let two = [("Anna Holt", "envoy"), ("Per Holt", "envoy")];
        let entities: [(&str, &[&str], &str); 2] = [("Anna Holt", &[], "envoy"), ("Holt", &[], "envoy")];
        assert_eq!(scored(&two, &entities), [(1, 2), (1, 2)]);
    }

    #[test]
    fn a_longer_name_may_have_one_word_more() {
        assert_eq!(scored(&[("Anna Holt", "envoy")], &[("Anna Maria Holt", &[], "envoy")])[0], (1, 1));
        assert_eq!(scored(&[("Anna Holt", "envoy")], &[("Anna Maria Brandt Holt", &[], "envoy")])[0], (0, 1));
        assert_eq!(scored(&[("Zoya Lem|Zoja Lem", "envoy")], &[("Zoja Lem", &[], "envoy")])[0], (1, 1));
    }
}
