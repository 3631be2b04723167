//! Invented stories: independent reports of the same facts, and what others make of them.

use super::draft::{Draft, Kind};
use super::random::Random;
use super::vocabulary::{Vocabulary, name};
use std::collections::BTreeMap;

/// Wordings of one fact by reporters; a further one is kept for what is retold.
const WORDINGS: usize = 4;

/// The sentences of one kind of story by fact, in the order of the file.
#[derive(Debug)]
pub struct Frame {
    facts: Vec<Vec<&'static str>>,
    quotes: Vec<&'static str>,
    /// What {x} says at length before everybody.
    pub(super) briefing: Vec<&'static str>,
}

pub(super) fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Frame {
    /// A sentence as somebody might tell it who has it from another language; itself where it is none of the frame's.
    pub(super) fn retell(&self, sentence: &str, facts: &Facts) -> String {
        let of = |wordings: &&Vec<&'static str>| wordings.iter().any(|words| facts.fill(words) == sentence);
        let told = self.facts.iter().find(of).and_then(|wordings| wordings.get(WORDINGS));
        told.map_or_else(|| sentence.to_owned(), |words| facts.fill(words))
    }
}

/// The kind of story `name`.
pub fn frame(name: &str) -> Frame {
    let mut frame = Frame { facts: Vec::new(), quotes: Vec::new(), briefing: Vec::new() };
    let mut last = "";
    for line in lines(include_str!("../../../data/wordings.tsv")) {
        let mut columns = line.split('\t');
        let (Some(story), Some(fact), Some(words)) = (columns.next(), columns.next(), columns.next()) else { continue };
        if story != name {
            continue;
        }
        let list = match fact {
            "quote" => Some(&mut frame.quotes),
            "briefing" => Some(&mut frame.briefing),
            _ => None,
        };
        if let Some(list) = list {
            list.push(words);
            continue;
        }
        if fact != last {
            frame.facts.push(Vec::new());
            last = fact;
        }
        frame.facts.last_mut().unwrap_or(&mut Vec::new()).push(words);
    }
    frame
}

/// One story with all its reports, in the order in which they were made.
pub fn story(frame: &Frame, facts: &Facts, vocabulary: &Vocabulary, number: usize, random: &mut Random) -> Vec<Draft> {
    let set_phrases: Vec<&str> = lines(include_str!("../../../data/set-phrases.txt")).collect();
    let mut reports: Vec<Draft> = Vec::new();
    // Each reporter has one wording of every fact, no other reporter's; the last one writes what cites another.
    let mut turns: Vec<Vec<usize>> = frame.facts.iter().map(|_| (0..WORDINGS).collect()).collect();
    turns.iter_mut().for_each(|turn| random.shuffle(turn));
    let mut own: Vec<Vec<String>> = Vec::new();
    for reporter in 0..WORDINGS {
        let mut sentences: Vec<String> = Vec::new();
        for (wordings, turn) in frame.facts.iter().zip(&turns) {
            let wording = turn.get(reporter).and_then(|&at| wordings.get(at));
            sentences.extend(wording.map(|words| facts.fill(words)));
        }
        // The first sentence leads; the others come as each reporter likes.
        if let Some((_, rest)) = sentences.split_first_mut() {
            random.shuffle(rest);
        }
        for quote in &frame.quotes {
            let cue = random.pick(&["said {x}.", "{x} said afterwards.", "{x} told reporters.", "was how {x} put it."]);
            sentences
                .insert(1 + random.below(sentences.len()), facts.fill(&format!("\"{quote}\" {}", cue.unwrap_or(&""))));
        }
        if random.chance(0.6) {
            let phrase = random.pick(&set_phrases).copied().unwrap_or("");
            sentences.insert(1 + random.below(sentences.len()), phrase.to_owned());
        }
        own.push(sentences);
    }
    let agency = format!("{} Wire", name(random));
    for (reporter, sentences) in own.iter().take(WORDINGS - 1).enumerate() {
        let outlet = if reporter == 0 { agency.clone() } else { format!("{} Post", name(random)) };
        reports.push(Draft {
            id: format!("{number}-{reporter}"),
            kind: Kind::Independent,
            from: Vec::new(),
            outlet,
            credit: None,
            cites: None,
            published: format!("2031-03-04T{:02}:00", 6 + reporter),
            sentences: sentences.clone(),
            paragraph: 1 + random.below(3),
        });
    }
    let spare = own.pop().unwrap_or_default();
    let sources = reports.clone();
    for kind in Kind::PLAIN {
        for copy in 0..2 {
            let source = if kind == Kind::Credited { sources.first() } else { random.pick(&sources) };
            let Some(source) = source else { continue };
            let mut draft = source.retold(format!("{number}-{kind:?}-{copy}"), kind, random);
            draft.credit = (kind == Kind::Credited).then(|| source.outlet.clone());
            // The first that cites tells the same facts in words of its own, the second tells of other things.
            let told = if copy == 0 { spare.clone() } else { vocabulary.sentences(10, random) };
            derive(&mut draft, &source.outlet, told, vocabulary, random);
            reports.push(draft);
        }
    }
    reports
}

/// Makes of the source's sentences what the kind says; `told` is what a citing report says beside.
pub fn derive(draft: &mut Draft, outlet: &str, told: Vec<String>, vocabulary: &Vocabulary, random: &mut Random) {
    let all = draft.sentences.len();
    let drop = |sentences: &mut Vec<String>, count: usize, random: &mut Random| {
        for _ in 0..count.min(sentences.len()) {
            sentences.remove(random.below(sentences.len()));
        }
    };
    match draft.kind {
        Kind::Independent | Kind::Copy => {}
        Kind::Cut => drop(&mut draft.sentences, all * (3 + random.below(5)) / 10, random),
        Kind::Reordered => {
            drop(&mut draft.sentences, 1, random);
            random.shuffle(&mut draft.sentences);
        }
        Kind::Rewrite | Kind::HeavyRewrite | Kind::Credited => {
            let part = if draft.kind == Kind::HeavyRewrite { 0.2 } else { 0.1 };
            draft.sentences.iter_mut().for_each(|sentence| *sentence = edit(sentence, part, random));
            drop(&mut draft.sentences, if draft.kind == Kind::Credited { all / 2 } else { 1 }, random);
            draft.sentences.push(vocabulary.sentence(random));
        }
        Kind::Mixed => {
            drop(&mut draft.sentences, all - all * (33 + random.below(18)) / 100, random);
            let mut own = vocabulary.sentences(all * 6 / 10, random);
            own.append(&mut draft.sentences);
            random.shuffle(&mut own);
            draft.sentences = own;
        }
        Kind::Citing => {
            let facts: Vec<String> = draft.sentences.iter().filter(|words| !words.contains('"')).cloned().collect();
            let fact = random.pick(&facts).map_or("", String::as_str).trim_end_matches('.');
            let fact = edit(fact, 0.15, random);
            let sentence = format!("As {outlet} reported earlier in the day, {fact}.");
            draft.sentences = told;
            let at = 1.min(draft.sentences.len());
            draft.sentences.insert(at, sentence);
            draft.cites = Some((outlet.to_owned(), at));
        }
        // Made from more than one source's sentences: see `hard`.
        _ => {}
    }
}

/// Replaces, puts in or takes out words outside quotations, so many of all.
pub(super) fn edit(sentence: &str, part: f64, random: &mut Random) -> String {
    const FILLERS: [&str; 12] = [
        "meanwhile",
        "further",
        "recent",
        "clearly",
        "several",
        "again",
        "nearly",
        "certain",
        "largely",
        "new",
        "also",
        "main",
    ];
    if sentence.starts_with('"') {
        return sentence.to_owned();
    }
    let mut out: Vec<&str> = Vec::new();
    for word in sentence.split(' ') {
        let filler = random.pick(&FILLERS).copied().unwrap_or("");
        match random.chance(part).then(|| random.below(3)) {
            None => out.push(word),
            Some(0) => out.push(filler),
            Some(1) => out.extend([filler, word]),
            Some(_) => {}
        }
    }
    out.join(" ")
}

/// What the slots of a story hold.
#[derive(Clone, Debug)]
pub(super) struct Facts(BTreeMap<&'static str, String>);

impl Facts {
    /// Drawn at random.
    pub(super) fn new(random: &mut Random) -> Self {
        const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
        let mut slots: BTreeMap<&str, String> = ["{a}", "{b}", "{city}"].map(|slot| (slot, name(random))).into();
        slots.extend(["{x}", "{y}", "{z}"].map(|slot| (slot, format!("{} {}", name(random), name(random)))));
        slots.extend(["{d}", "{e}"].map(|slot| (slot, random.pick(&DAYS).copied().unwrap_or("").to_owned())));
        slots.insert("{n}", (3 + random.below(12)).to_string());
        slots.insert("{m}", (1000 + random.below(9000)).to_string());
        Self(slots)
    }

    pub(super) fn fill(&self, words: &str) -> String {
        self.0.iter().fold(words.to_owned(), |words, (slot, value)| words.replace(slot, value))
    }
}
