//! Reports that are easily mistaken: derived ones that hide it, and independent ones that share words.

use super::draft::{Draft, Kind};
use super::random::Random;
use super::stories::{Facts, Frame, edit, lines};
use super::vocabulary::{Vocabulary, name};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SYNONYMS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    lines(include_str!("../../../data/synonyms.tsv")).filter_map(|row| row.split_once('\t')).collect()
});

/// Ways of citing `{o}` for `{f}`, a sentence without its stop and first capital.
const CITING: [&str; 8] = [
    "{f}, {o} reported.",
    "According to {o}, {f}.",
    "As first reported by {o}, {f}.",
    "In a report by {o} it was put like this: {f}.",
    "People in the hall told {o} that {f}.",
    "The town's evening paper, citing {o}, has it that {f}.",
    "{o} has learned that {f}.",
    "In an interview with the newspaper {o} somebody present recalled that {f}.",
];

/// One or two of each hard kind, for a story whose first three drafts are independent, the agency's first.
pub fn reports(
    story: &[Draft],
    frame: &Frame,
    facts: &Facts,
    vocabulary: &Vocabulary,
    number: usize,
    random: &mut Random,
) -> Vec<Draft> {
    let sources: Vec<&Draft> = story.iter().filter(|draft| draft.kind == Kind::Independent).collect();
    let house = format!("{} Courier", name(random));
    let mut reports = Vec::new();
    for kind in Kind::HARD {
        // Of what is paraphrased once only: two that use one list of synonyms would be likest to each other.
        let once = matches!(kind, Kind::Paraphrase | Kind::QuotesKept | Kind::Retold);
        for copy in 0..if once { 1 } else { 2 } {
            let at = match kind {
                Kind::QuotesKept | Kind::Retold => 0,
                Kind::Paraphrase => 1 + random.below(sources.len().saturating_sub(1)),
                _ => random.below(sources.len()),
            };
            let (Some(source), Some(other)) = (sources.get(at), sources.get((at + 1) % sources.len().max(1))) else {
                continue;
            };
            let mut draft = source.retold(format!("{number}-{kind:?}-{copy}"), kind, random);
            make(&mut draft, source, other, frame, facts, vocabulary, random);
            if kind == Kind::HouseLines {
                draft.outlet = house.clone();
                let set = lines(include_str!("../../../data/house-lines.txt"));
                draft.sentences.extend(set.map(|words| words.replace("{o}", &house)));
            }
            reports.push(draft);
        }
    }
    reports
}

fn make(
    draft: &mut Draft,
    source: &Draft,
    other: &Draft,
    frame: &Frame,
    facts: &Facts,
    vocabulary: &Vocabulary,
    random: &mut Random,
) {
    match draft.kind {
        Kind::Paraphrase | Kind::QuotesKept => {
            let part = if draft.kind == Kind::Paraphrase { 1.0 / 3.0 } else { 0.5 };
            draft.sentences.iter_mut().for_each(|sentence| *sentence = paraphrase(sentence, part, random));
        }
        Kind::Merged => {
            draft.from.push(other.id.clone());
            let most = source.sentences.len() * 2 / 3;
            draft.sentences.truncate(most);
            draft.sentences.extend(other.sentences.iter().rev().take(other.sentences.len() / 2).cloned());
            draft.sentences.iter_mut().for_each(|sentence| *sentence = edit(sentence, 0.1, random));
        }
        Kind::Retold => {
            draft.sentences.iter_mut().for_each(|sentence| *sentence = frame.retell(sentence, facts));
        }
        Kind::SameBriefing => {
            draft.from.clear();
            draft.sentences = vocabulary.sentences(8, random);
            for quote in &frame.briefing {
                let at = 1 + random.below(draft.sentences.len());
                draft.sentences.insert(at, facts.fill(&format!("\"{quote}\" {{x}} said.")));
            }
        }
        Kind::HouseLines => {
            draft.from.clear();
            draft.sentences = vocabulary.sentences(9, random);
        }
        Kind::CitingFreely => {
            let told: Vec<&String> = source.sentences.iter().filter(|words| !words.contains('"')).collect();
            let fact = random.pick(&told).map_or(String::new(), |fact| frame.retell(fact, facts));
            let fact = fact.trim_end_matches('.');
            let citing = random.pick(&CITING).copied().unwrap_or("{f}");
            let sentence = citing.replace("{f}", fact).replace("{o}", &source.outlet);
            draft.sentences = vocabulary.sentences(9, random);
            draft.sentences.insert(1, sentence);
        }
        _ => {}
    }
}

/// So many of all words replaced by others that mean the same, and the clauses turned round where there are two.
pub fn paraphrase(sentence: &str, part: f64, random: &mut Random) -> String {
    if sentence.starts_with('"') {
        return sentence.to_owned();
    }
    let words: Vec<&str> = sentence.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut places: Vec<usize> = (0..words.len()).filter(|&i| SYNONYMS.contains_key(bare(words[i]).as_str())).collect();
    random.shuffle(&mut places);
    places.truncate((part * words.len() as f64).round() as usize);
    let changed = words.iter().enumerate().map(|(i, word)| {
        let synonym = SYNONYMS.get(bare(word).as_str()).filter(|_| places.contains(&i));
        let signs = word.trim_start_matches(char::is_alphanumeric);
        synonym.map_or((*word).to_owned(), |synonym| format!("{synonym}{signs}"))
    });
    turn(&changed.collect::<Vec<_>>().join(" "))
}

/// "A, B." becomes "B, A."; what has no two clauses of three words stays.
fn turn(sentence: &str) -> String {
    let whole = sentence.trim_end_matches('.');
    let Some((first, second)) = whole.split_once(", ") else { return sentence.to_owned() };
    let long = |clause: &str| clause.split(' ').count() >= 3;
    if long(first) && long(second) { format!("{second}, {first}.") } else { sentence.to_owned() }
}
