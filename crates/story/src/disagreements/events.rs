//! An event of the story out of the accounts that tell of it.

use super::agreement::{Claim, Settled, settle};
use super::headline::headline;
use super::moments;
use super::places::{self, Geography};
use super::values::{self, Length, Part, Since, part_name};
use crate::dates::{Interval, Precision};
use crate::figures::People;
use crate::lineage::Lineage;
use crate::linking::Linked;
use crate::merging::{Cluster, Fact, who};
use crate::pile::Pile;
use crate::titles;
use crate::words::{collapse, content};
use record::numbers::whole;
use record::reading::{Detail, DetailKind, Event, Factuality, ParticipantRole, Polarity};
use record::story::{Account, Attribute, Discrepancy, NamedAttribute, StoryEvent, StoryParticipant};
use record::{EntityId, EventId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What every account is described with.
pub(crate) struct Scene<'s, 'a> {
    pub pile: &'s Pile<'a>,
    pub linked: &'s Linked,
    pub facts: &'s [Fact],
    pub geography: &'s Geography,
    /// Which words of a report are from elsewhere.
    pub lineage: &'s Lineage,
}

/// The event and the differences between its accounts; ids are for the caller to fill.
pub(crate) fn describe(scene: &Scene<'_, '_>, cluster: &Cluster) -> (StoryEvent, Vec<Discrepancy>) {
    let told: Vec<(&Fact, &Event)> = cluster.facts.iter().map(|&i| scene.told(i)).collect();
    let mut found = Differences::default();
    let voted = moments::voted(&told, scene.lineage.line_of());
    let time = voted.and_then(|days| {
        let settled = settle(near(scene.times(&told, days), days), scene.lineage, values::times)?;
        Some(Settled { attribute: moments::as_voted(settled.attribute, days), ..settled })
    });
    let time = found.keep("time", time);
    let relate_places = |a: &places::Place, b: &places::Place| scene.geography.relate(a, b, scene.linked);
    let place = found.keep("place", settle(scene.places(&told), scene.lineage, relate_places));
    let rounds = found.keep("round", settle(scene.rounds(&told), scene.lineage, same));
    let participants = participants(scene, &told, &mut found);
    let attributes = attributes(scene, &told, cluster, &mut found);
    let reports: BTreeSet<usize> = told.iter().map(|(fact, _)| fact.report).collect();
    let main = main_event(&told);
    let mut event = StoryEvent {
        id: EventId(0),
        kind: cluster.kind.clone(),
        mode: main.and_then(|event| event.mode.clone()),
        cameo: main.and_then(|event| event.cameo.clone()),
        class: main.map(|event| event.class).unwrap_or_default(),
        headline: String::new(),
        time,
        place,
        actors: cluster.actors.iter().map(|&id| EntityId(id)).collect(),
        recipients: cluster.recipients.difference(&cluster.actors).map(|&id| EntityId(id)).collect(),
        participants,
        attributes,
        factuality: told.iter().map(|(_, event)| event.factuality).min().unwrap_or(Factuality::Asserted),
        polarity: polarity(&told),
        accounts: told.iter().map(|(fact, event)| scene.account(fact, event)).collect(),
        reports: reports.iter().map(|&report| scene.pile.tellings[report].report.id.clone()).collect(),
        independent_sources: scene.lineage.independent(told.iter().map(|(fact, event)| (fact.report, event.trigger))),
        rounds,
    };
    let accounts: Vec<&Event> = told.iter().map(|(_, event)| *event).collect();
    event.headline = titles::best(&accounts);
    if event.headline.is_empty() {
        event.headline = headline(scene, cluster, &event, &told);
    }
    (event, found.list)
}

/// Whether the reports that know how it came out say that it did not happen.
fn polarity(told: &[(&Fact, &Event)]) -> Polarity {
    let negative = |event: &Event| event.polarity == Polarity::Negative;
    let happened = |event: &Event| matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
    let put_off = told.iter().any(|(_, event)| negative(event));
    let held = told.iter().any(|(_, event)| !negative(event) && happened(event));
    if put_off && !held { Polarity::Negative } else { Polarity::Positive }
}

/// The event whose codes stand for all: what most accounts have, the first of them.
fn main_event<'a>(told: &[(&Fact, &'a Event)]) -> Option<&'a Event> {
    let mut votes: BTreeMap<(&Option<String>, &Option<String>), usize> = BTreeMap::new();
    for (_, event) in told {
        *votes.entry((&event.cameo, &event.mode)).or_default() += 1;
    }
    let weight = |event: &Event| (event.cameo.is_some(), votes.get(&(&event.cameo, &event.mode)).copied());
    told.iter().rev().map(|(_, event)| *event).max_by_key(|event| weight(event))
}

fn same<T: PartialEq>(a: &T, b: &T) -> super::agreement::Relation {
    if a == b { super::agreement::Relation::Same } else { super::agreement::Relation::Conflict }
}

#[derive(Default)]
struct Differences {
    list: Vec<Discrepancy>,
}

impl Differences {
    fn keep(&mut self, attribute: &str, settled: Option<Settled>) -> Option<Attribute> {
        let settled = settled?;
        if let Some((kind, accounts)) = settled.difference {
            let (id, about) = (String::new(), None);
            self.list.push(Discrepancy { id, about, attribute: attribute.to_owned(), accounts, kind, by: None });
        }
        Some(settled.attribute)
    }
}

impl<'a> Scene<'_, 'a> {
    fn told(&self, index: usize) -> (&Fact, &'a Event) {
        let fact = &self.facts[index];
        (fact, &self.pile.tellings[fact.report].reading.events[fact.event])
    }

    fn account(&self, fact: &Fact, event: &Event) -> Account {
        let telling = &self.pile.tellings[fact.report];
        let attribution = event.attribution.and_then(|id| telling.reading.attributions.get(id.0));
        let word = attribution.and_then(|attribution| {
            let speaker = attribution.speaker.and_then(|id| self.linked.entity(fact.report, id));
            let named = speaker.filter(|&id| self.linked.is_named(id)).map(|id| self.linked.name(id).to_owned());
            named.or_else(|| Some(collapse(&attribution.source.quote(&telling.report.text))).filter(|s| !s.is_empty()))
        });
        Account {
            evidence: self.pile.evidence(fact.report, telling.sentence(event.trigger)),
            trigger: self.pile.evidence(fact.report, event.trigger),
            factuality: event.factuality,
            on_word_of: word,
            event: event.id,
            by: event.by.clone(),
        }
    }

    fn times(&self, told: &[(&Fact, &Event)], voted: Interval) -> Vec<Claim<Interval>> {
        let claims = told.iter().filter_map(|(fact, event)| {
            let time = event.time.as_ref()?;
            let meaning = fact.when?;
            // What the reading is not sure of contradicts nobody.
            let is_voted = (meaning.from, meaning.to) == (voted.from, voted.to);
            if !is_voted && time.likely.is_some_and(|likely| likely < SURE) {
                return None;
            }
            let value = match meaning.precision {
                Precision::Day => meaning.from.to_string(),
                _ => time.value.clone()?,
            };
            // What stands in the clause itself is surer than what stands before; a day says more than a month.
            // The hour is when it began, or when one thing in it happened: the day is what all can agree on.
            let hour = i32::from(meaning.precision == Precision::Time);
            let coarse = meaning.precision.max(Precision::Day) as i32;
            let precision = i32::from(fact.when_stated) * 2 - coarse * 8 - hour * 4;
            let evidence = self.pile.evidence(fact.report, time.span?);
            Some(Claim { value, meaning, report: fact.report, evidence, precision })
        });
        claims.collect()
    }

    fn places(&self, told: &[(&Fact, &Event)]) -> Vec<Claim<places::Place>> {
        let claims = told.iter().filter_map(|(fact, event)| {
            let place = event.place.as_ref()?;
            Some(self.geography.claim(fact.report, place, event.trigger, self.pile, self.linked))
        });
        claims.collect()
    }

    fn rounds(&self, told: &[(&Fact, &Event)]) -> Vec<Claim<u32>> {
        let claims = told.iter().filter_map(|(fact, event)| {
            let round = fact.round?;
            let detail = event.details.iter().find(|detail| detail.kind == DetailKind::Round);
            let span = detail.map_or(event.trigger, |detail| detail.span);
            let evidence = self.pile.evidence(fact.report, span);
            Some(Claim { value: round.to_string(), meaning: round, report: fact.report, evidence, precision: 0 })
        });
        claims.collect()
    }

    fn details(&self, told: &[(&Fact, &'a Event)], kind: DetailKind) -> Vec<(usize, &'a Detail)> {
        let details =
            told.iter().flat_map(|(fact, event)| event.details.iter().map(move |detail| (fact.report, detail)));
        details.filter(|(_, detail)| detail.kind == kind).collect()
    }

    /// How many people, apart by what happened to them.
    fn figures(&self, told: &[(&Fact, &Event)]) -> BTreeMap<&'static str, Vec<Claim<People>>> {
        let mut figures: BTreeMap<&'static str, Vec<Claim<People>>> = BTreeMap::new();
        for (fact, event) in told {
            let Some((value, meaning, span)) = self.pile.tellings[fact.report].people(event) else { continue };
            let (report, evidence) = (fact.report, self.pile.evidence(fact.report, span));
            let claim = Claim { value, meaning, report, evidence, precision: 0 };
            figures.entry(fact.toll.unwrap_or("count")).or_default().push(claim);
        }
        figures
    }

    fn detail_claim<T>(&self, report: usize, detail: &Detail, value: String, meaning: T) -> Claim<T> {
        let precision = 0;
        Claim { value, meaning, report, evidence: self.pile.evidence(report, detail.span), precision }
    }
}

/// How sure a reading has to be of a time to be heard.
const SURE: f32 = 0.6;

/// The times without those that lie so far from the one that most speaks for that they can only be another happening's:
/// "their first title since" some year is no account of when the title was won.
fn near(claims: Vec<Claim<Interval>>, days: Interval) -> Vec<Claim<Interval>> {
    let Interval { from, to, .. } = days;
    let near = |claim: &Claim<Interval>| {
        let gap = (claim.meaning.from - to).get_days().max((from - claim.meaning.to).get_days());
        gap <= match claim.meaning.precision {
            Precision::Time | Precision::Day => 7,
            Precision::Week => 14,
            Precision::Month => 62,
            Precision::Season | Precision::Year | Precision::Longer => 800,
        }
    };
    claims.into_iter().filter(near).collect()
}

/// Everybody in the event with the part that each had; those with most accounts first.
fn participants(scene: &Scene<'_, '_>, told: &[(&Fact, &Event)], found: &mut Differences) -> Vec<StoryParticipant> {
    let mut claims: BTreeMap<usize, Vec<Claim<Part>>> = BTreeMap::new();
    for (fact, event) in told {
        let telling = &scene.pile.tellings[fact.report];
        for (actor, participant) in
            event.actors.iter().map(|p| (true, p)).chain(event.recipients.iter().map(|p| (false, p)))
        {
            let span =
                telling.reading.mentions.get(participant.mention.0).map_or(event.trigger, |mention| mention.span);
            // "Holt greeted the envoys": the verb is her part, and no more than attendance for the others.
            let stated = participant.role.or(fact.part.filter(|_| actor));
            let role = stated.unwrap_or(ParticipantRole::Attended);
            let meaning = (role, stated.is_some());
            // The words that say the part, not the name alone.
            let span = if meaning.1 { telling.sentence(span) } else { span };
            for id in who(fact.report, participant.entity, participant.mention, telling, scene.linked) {
                claims.entry(id).or_default().push(Claim {
                    value: part_name(role).to_owned(),
                    meaning,
                    report: fact.report,
                    evidence: scene.pile.evidence(fact.report, span),
                    precision: i32::from(meaning.1),
                });
            }
        }
    }
    let mut all = Vec::new();
    for (id, mut list) in unnamed_together(scene.linked, claims) {
        // A report that states the part is not heard again with "they met".
        let stated: BTreeSet<usize> = list.iter().filter(|claim| claim.meaning.1).map(|claim| claim.report).collect();
        list.retain(|claim| claim.meaning.1 || !stated.contains(&claim.report));
        let said: BTreeSet<usize> = list.iter().map(|claim| claim.report).collect();
        let settled = settle(list, scene.lineage, values::parts);
        let label = format!("role of {}", scene.linked.name(id));
        if let Some(role) = found.keep(&label, settled) {
            all.push((scene.linked.is_person(id), said.len(), StoryParticipant { entity: EntityId(id), role }));
        }
    }
    all.sort_by_key(|(person, reports, participant)| (!person, std::cmp::Reverse(*reports), participant.entity));
    all.into_iter().map(|(_, _, participant)| participant).collect()
}

/// "the aid workers" of one report are "aid workers" of another, when both are said of one event.
fn unnamed_together<T>(linked: &Linked, claims: BTreeMap<usize, Vec<T>>) -> BTreeMap<usize, Vec<T>> {
    let mut first: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
    let mut together: BTreeMap<usize, Vec<T>> = BTreeMap::new();
    for (id, list) in claims {
        // "eleven civilians" are "11 civilians".
        let name = crate::words::words(linked.name(id)).into_iter();
        let name: Vec<String> = name.map(|word| whole(&word).map_or(word, |n| n.to_string())).collect();
        let words = content(&name.join(" "));
        let known = if linked.is_named(id) || words.is_empty() { id } else { *first.entry(words).or_insert(id) };
        together.entry(known).or_default().extend(list);
    }
    together
}

/// Duration, format, counts, issues, judgements, precedents.
fn attributes(
    scene: &Scene<'_, '_>,
    told: &[(&Fact, &Event)],
    cluster: &Cluster,
    found: &mut Differences,
) -> Vec<NamedAttribute> {
    let mut all = Vec::new();
    let mut push = |name: &str, attribute: Option<Attribute>| {
        all.extend(attribute.map(|attribute| NamedAttribute { name: name.to_owned(), attribute }));
    };
    let text = |report: usize, span: Span| scene.pile.tellings[report].words(span);
    let lengths = scene.details(told, DetailKind::Duration).into_iter().filter_map(|(report, detail)| {
        let before = scene.pile.tellings[report].before(detail.span.start);
        let length = Length::parse(&detail.value, before, text(report, detail.span))?;
        Some(scene.detail_claim(report, detail, detail.value.clone(), length))
    });
    push("duration", found.keep("duration", settle(lengths.collect(), scene.lineage, Length::relate)));
    for (toll, figures) in scene.figures(told) {
        push(toll, found.keep(toll, settle(figures, scene.lineage, People::relate)));
    }
    let now = cluster.when.map(|when| when.from.year());
    let precedents = scene.details(told, DetailKind::Precedent).into_iter();
    let precedents = precedents.map(|(report, detail)| {
        let value = collapse(text(report, detail.span));
        let meaning = Since::parse(&value, now);
        scene.detail_claim(report, detail, value, meaning)
    });
    push("precedent", found.keep("precedent", settle(precedents.collect(), scene.lineage, Since::relate)));
    for (name, kind) in [
        ("format", DetailKind::Format),
        ("issue", DetailKind::Issue),
        ("issue-excluded", DetailKind::IssueExcluded),
        ("assessment", DetailKind::Assessment),
    ] {
        // Each different issue is an attribute of its own: they add up, they do not compete.
        let mut groups: Vec<(BTreeSet<String>, Vec<Claim<()>>)> = Vec::new();
        for (report, detail) in scene.details(told, kind) {
            let value = collapse(if kind == DetailKind::Format { &detail.value } else { text(report, detail.span) });
            let meaning = content(&value);
            let claim = scene.detail_claim(report, detail, value, ());
            match groups
                .iter_mut()
                .find(|(words, _)| values::descriptions(words, &meaning) == super::agreement::Relation::Same)
            {
                Some((_, claims)) => claims.push(claim),
                None => groups.push((meaning, vec![claim])),
            }
        }
        for (_, claims) in groups {
            push(
                name,
                settle(claims, scene.lineage, |(), ()| super::agreement::Relation::Same)
                    .map(|settled| settled.attribute),
            );
        }
    }
    all
}
