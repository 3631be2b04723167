//! A large pile of generated reports, to take the time with.

use super::draft::{Draft, Kind};
use super::random::Random;
use super::stories::derive;
use super::vocabulary::{Vocabulary, name};

/// Sentences of an independent report: about 400 words.
const SENTENCES: usize = 18;

/// Reports of one story; three in ten of them are independent.
const STORY: usize = 20;

/// Days over which the stories are spread, at every size: a bigger pile is a denser one.
const DAYS: usize = 28;

/// `count` reports of about 400 words.
pub fn pile(count: usize, random: &mut Random) -> Vec<Draft> {
    const OUTLETS: usize = 400;
    const AGENCIES: usize = 5;
    let vocabulary = Vocabulary::new(15, random);
    let outlets: Vec<String> = (0..OUTLETS).map(|_| format!("{} {}", name(random), name(random))).collect();
    let phrases = vocabulary.sentences(200, random);
    let mut pile: Vec<Draft> = Vec::with_capacity(count);
    while pile.len() < count {
        let day = 1 + random.below(DAYS - 1);
        let first = pile.len();
        for i in 0..STORY.min(count - first) {
            let outlet = random.pick(&outlets).cloned().unwrap_or_default();
            let mut draft = Draft {
                id: format!("{}", first + i),
                kind: Kind::Independent,
                from: Vec::new(),
                outlet,
                credit: None,
                cites: None,
                published: format!("2031-03-{day:02}T{:02}:00", i.min(23)),
                sentences: Vec::new(),
                paragraph: 1 + random.below(3),
            };
            // A third of the stories come from an agency, whose report is their first.
            if i == 0 && random.chance(0.33) {
                draft.outlet = outlets.get(random.below(AGENCIES)).cloned().unwrap_or_default();
            }
            let independent = i < 3 || random.chance(0.18);
            let source = if independent { None } else { pile.get(first + random.below(3)).cloned() };
            if let Some(source) = source {
                let kind = random.pick(&Kind::PLAIN).copied().unwrap_or(Kind::Copy);
                let told = vocabulary.sentences(SENTENCES, random);
                draft = Draft {
                    kind,
                    from: vec![source.id.clone()],
                    credit: (kind == Kind::Credited).then(|| source.outlet.clone()),
                    sentences: source.sentences.clone(),
                    ..draft
                };
                derive(&mut draft, &source.outlet, told, &vocabulary, random);
            } else {
                draft.sentences = vocabulary.sentences(SENTENCES, random);
                let phrase = random.pick(&phrases).cloned();
                draft.sentences.extend(phrase);
            }
            pile.push(draft);
        }
    }
    pile
}
