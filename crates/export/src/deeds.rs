//! Rows of the coded data sets: who did what to whom, each pair as one clause of a report has it.
//!
//! These data sets have no column that says whether a deed was done. So only what reports tell as done, in their own voice
//! or somebody's, is a row; plans, denials and conditions are none. A row takes its two sides from one clause: of a
//! merged happening's parties no pair is made that no report has. What nobody is said to have done is no row.

use crate::cameo::{self, ActorCode};
use crate::pile::{Pile, Source, number};
use crate::times::{Parts, parts};
use record::reading::{Event, Factuality, Participant, ParticipantRole, Polarity};
use record::story::{Account, Attribute, StoryEvent};
use record::{EntityId, Evidence};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One side of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Party {
    /// An entity of the story.
    Known(EntityId),
    /// Words that stand for nobody whom the story knows.
    Words(String),
    /// The clause names nobody.
    Nobody,
}

/// A row.
pub(crate) struct Deed<'a> {
    pub event: &'a StoryEvent,
    pub source: Side<'a>,
    pub target: Side<'a>,
    pub tellings: Vec<Telling<'a>>,
}

/// One clause that has it.
#[derive(Clone)]
pub(crate) struct Telling<'a> {
    pub of: Source<'a>,
    pub event: &'a Event,
    pub account: &'a Account,
    pub source: Option<&'a Participant>,
    pub target: Option<&'a Participant>,
}

/// Who stands at one side, with all that is known for the columns.
#[derive(Clone, Debug)]
pub(crate) struct Side<'a> {
    pub party: Party,
    pub name: Option<&'a str>,
    /// The words of each clause.
    pub mentions: Vec<Evidence>,
    pub code: Option<&'a str>,
    pub parts: ActorCode,
    pub title: Option<(&'a str, Vec<Evidence>)>,
    /// The name of the country it acts for.
    pub country: Option<&'a str>,
}

/// All rows, in the order of the happenings, then of the parties.
pub(crate) fn deeds<'a>(pile: &'a Pile<'a>) -> impl Iterator<Item = Deed<'a>> {
    pile.story.events.iter().filter(|event| done(event)).flat_map(|event| of_event(pile, event))
}

/// A row as one report has it.
pub(crate) struct Reported<'a> {
    pub deed: Rc<Deed<'a>>,
    /// The report.
    pub of: Source<'a>,
    /// Its clauses; at least one.
    pub told: Vec<Telling<'a>>,
}

/// All rows, each once for every report that has it: for the data sets that code reports one by one.
pub(crate) fn by_report<'a>(pile: &'a Pile<'a>) -> impl Iterator<Item = Reported<'a>> {
    deeds(pile).flat_map(|deed| {
        let deed = Rc::new(deed);
        let mut groups: Vec<Reported<'a>> = Vec::new();
        for telling in &deed.tellings {
            match groups.iter_mut().find(|group| group.of.report.id == telling.of.report.id) {
                Some(group) => group.told.push(telling.clone()),
                None => groups.push(Reported { deed: deed.clone(), of: telling.of, told: vec![telling.clone()] }),
            }
        }
        groups
    })
}

impl<'a> Reported<'a> {
    /// The words that say it.
    pub fn triggers(&self) -> Vec<Evidence> {
        self.told.iter().map(|told| told.account.trigger.clone()).collect()
    }

    /// The words of one side.
    pub fn mentions(&self, of: impl Fn(&Telling<'a>) -> Option<&'a Participant>) -> Vec<Evidence> {
        self.told.iter().filter_map(|told| told.of.mention(of(told)?)).collect()
    }

    /// The number of the first sentence that says it, from 1.
    pub fn sentence(&self) -> Option<usize> {
        self.told.first().and_then(|told| told.of.sentence(told.event.trigger.start))
    }
}

fn done(event: &StoryEvent) -> bool {
    event.polarity == Polarity::Positive && matches!(event.factuality, Factuality::Asserted | Factuality::Attributed)
}

fn of_event<'a>(pile: &'a Pile<'a>, event: &'a StoryEvent) -> Vec<Deed<'a>> {
    let mut rows: BTreeMap<(Party, Party), Vec<Telling<'a>>> = BTreeMap::new();
    for account in &event.accounts {
        let Some(of) = pile.source(&account.evidence.report).copied() else { continue };
        let Some(told) = of.reading.events.get(account.event.0) else { continue };
        for (source, target) in pairs(told, event.cameo.as_deref()) {
            let key = (party(pile, &of, source), party(pile, &of, target));
            rows.entry(key).or_default().push(Telling { of, event: told, account, source, target });
        }
    }
    // A row that lacks a side is told by the row that has it.
    let whole: Vec<(Party, Party)> = rows.keys().cloned().collect();
    let covered = |(source, target): &(Party, Party)| {
        let like = |one: &Party, other: &Party| *one == Party::Nobody || one == other;
        whole.iter().any(|(a, b)| (a, b) != (source, target) && like(source, a) && like(target, b))
    };
    let nobody = (Party::Nobody, Party::Nobody);
    let rows = rows.into_iter().filter(|(key, _)| *key != nobody && !covered(key));
    rows.map(|((source, target), tellings)| Deed {
        event,
        source: side(pile, source, tellings.iter().map(|one| (one.of, one.source))),
        target: side(pile, target, tellings.iter().map(|one| (one.of, one.target))),
        tellings,
    })
    .collect()
}

type Pair<'a> = (Option<&'a Participant>, Option<&'a Participant>);

/// The pairs of one clause.
fn pairs<'a>(told: &'a Event, cameo: Option<&str>) -> Vec<Pair<'a>> {
    let there = |some: &'a [Participant]| -> Vec<&'a Participant> {
        some.iter().filter(|one| one.role != Some(ParticipantRole::Absent)).collect()
    };
    let (actors, recipients) = (there(&told.actors), there(&told.recipients));
    let mutual = cameo.is_some_and(cameo::is_mutual);
    if mutual && recipients.is_empty() && actors.len() > 1 {
        let each = (0..actors.len()).flat_map(|i| (0..actors.len()).map(move |j| (i, j)));
        return each.filter(|(i, j)| i != j).map(|(i, j)| (Some(actors[i]), Some(actors[j]))).collect();
    }
    let sides = |some: Vec<&'a Participant>| -> Vec<Option<&'a Participant>> {
        if some.is_empty() { vec![None] } else { some.into_iter().map(Some).collect() }
    };
    let (sources, targets) = (sides(actors), sides(recipients));
    let mut all: Vec<Pair<'a>> =
        sources.iter().flat_map(|source| targets.iter().map(move |target| (*source, *target))).collect();
    if mutual {
        all.extend(all.clone().into_iter().filter(|(_, target)| target.is_some()).map(|(a, b)| (b, a)));
    }
    all
}

fn party(pile: &Pile<'_>, of: &Source<'_>, participant: Option<&Participant>) -> Party {
    let Some(participant) = participant else { return Party::Nobody };
    pile.participant(of, participant)
        .map_or_else(|| of.mention(participant).map_or(Party::Nobody, |words| Party::Words(words.quote)), Party::Known)
}

fn side<'a>(
    pile: &'a Pile<'a>,
    party: Party,
    told: impl Iterator<Item = (Source<'a>, Option<&'a Participant>)> + Clone,
) -> Side<'a> {
    let known = match &party {
        Party::Known(id) => pile.entity(*id),
        _ => None,
    };
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for code in told.clone().filter_map(|(_, one)| one.and_then(|one| one.code.as_deref())) {
        *codes.entry(code).or_default() += 1;
    }
    // What most clauses have; of as many, the one that says more, and then the first in order.
    let code = codes.iter().max_by_key(|(code, count)| (**count, code.len(), std::cmp::Reverse(**code)));
    let code = code.map(|(code, _)| *code);
    let mentions = told.filter_map(|(of, one)| one.and_then(|one| of.mention(one))).collect();
    let title = known.and_then(|entity| entity.roles.first()).map(|role| (role.value.as_str(), role.evidence.clone()));
    let country = known.and_then(|entity| entity.side).and_then(|id| pile.entity(id));
    let country = country.filter(|side| side.kind == record::NameType::Gpe).map(|side| side.name.as_str());
    Side {
        name: known.map(|entity| entity.name.as_str()),
        party,
        mentions,
        parts: code.map(cameo::actor).unwrap_or_default(),
        code,
        title,
        country,
    }
}

impl Side<'_> {
    /// The name, or the words of one without.
    pub fn name_or_words(&self) -> Option<String> {
        match &self.party {
            Party::Known(_) => self.name.map(str::to_owned),
            Party::Words(words) => Some(words.clone()),
            Party::Nobody => None,
        }
    }

    /// What tells it from others.
    fn key(&self) -> String {
        self.name_or_words().unwrap_or_default()
    }
}

impl Deed<'_> {
    /// A number that is the same in all formats, on every machine and in every order of the reports.
    pub fn number(&self) -> u64 {
        let (source, target) = (self.source.key(), self.target.key());
        let happening = happening(self.event).to_string();
        number([happening.as_str(), source.as_str(), target.as_str()])
    }

    /// The words that say it.
    pub fn triggers(&self) -> Vec<Evidence> {
        self.tellings.iter().map(|telling| telling.account.trigger.clone()).collect()
    }

    /// When it was, as far as that is known.
    pub fn date(&self) -> (Parts, Vec<Evidence>) {
        date(self.event)
    }

    /// Where it was, by the words.
    pub fn place(&self) -> Option<(&str, Vec<Evidence>)> {
        self.event.place.as_ref().map(value)
    }
}

/// A number for a happening by the words that tell it.
pub(crate) fn happening(event: &StoryEvent) -> u64 {
    let mut words: Vec<String> =
        event.accounts.iter().map(|one| format!("{} {:?}", one.trigger.report, one.trigger.span)).collect();
    words.sort();
    number(words.iter().map(String::as_str))
}

/// When a happening was, as far as that is known.
pub(crate) fn date(event: &StoryEvent) -> (Parts, Vec<Evidence>) {
    event.time.as_ref().map_or_else(Default::default, |time| (parts(&time.value), value(time).1))
}

/// What is best supported, with the words of those who say so.
pub(crate) fn value(attribute: &Attribute) -> (&str, Vec<Evidence>) {
    let said = attribute.accounts.iter().filter(|one| one.value == attribute.value);
    (&attribute.value, said.map(|one| one.evidence.clone()).collect())
}
