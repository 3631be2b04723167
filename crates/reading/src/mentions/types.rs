//! Types of names that the report itself puts right.

use super::draft::{Draft, Gender, Number};
use super::persons::PersonName;
use crate::gazetteer::{Reference, look_up};
use record::NameType;
use std::collections::BTreeSet;

/// A word that is the surname of a person with given name or title is that person's name, whatever the model took it
/// for, unless it is a country's; and a single word that is a country's or capital's and nobody's surname is neither a
/// person's nor an organisation's.
pub(super) fn correct_types(drafts: &mut [Draft]) {
    let bearers = |fits: fn(&Draft, &PersonName) -> bool| -> BTreeSet<String> {
        let persons = drafts.iter().filter_map(|draft| draft.person.as_ref().map(|person| (draft, person)));
        persons.filter(|(draft, person)| fits(draft, person)).map(|(_, person)| person.surname().to_owned()).collect()
    };
    let full = bearers(|_, person| person.is_full());
    // "President Brandt" alone tells that the Brandt of "the Brandt government" is a person.
    let titled = bearers(|draft, person| !person.is_full() && (draft.role.is_some() || person.titled));
    for draft in drafts.iter_mut().filter(|draft| draft.is_name() && draft.kind != Some(NameType::Per)) {
        let single = !draft.key.contains(' ') && look_up(&draft.key).is_none();
        if single && (full.contains(&draft.key) && !draft.modifies || titled.contains(&draft.key)) {
            draft.kind = Some(NameType::Per);
            draft.number = Number::Singular;
            draft.person = Some(PersonName::new(&draft.key));
            draft.role = None;
        }
    }
    for draft in drafts.iter_mut().filter(|draft| matches!(draft.kind, Some(NameType::Per | NameType::Org))) {
        let country = look_up(&draft.key).map(|(_, reference)| reference);
        let alone = draft.words.len() == 1 && !full.contains(&draft.key) && !titled.contains(&draft.key);
        // A club may be called "Norwegian"; nothing else is called Oslo.
        let place = matches!(country, Some(Reference::Name | Reference::Capital));
        // "The *Norwegian* envoy" is none of a club.
        let adjective = draft.kind == Some(NameType::Per) || draft.modifies;
        if let Some(reference) = country.filter(|_| alone && (place || adjective)) {
            let people = matches!(reference, Reference::Adjective | Reference::People);
            draft.kind = Some(if people { NameType::Norp } else { NameType::Gpe });
            draft.person = None;
            draft.gender = Gender::Unknown;
        }
    }
}
