//! The measures of the CoNLL 2018 shared task on parsing from raw text to Universal Dependencies
//! (Zeman et al. 2018, "CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal
//! Dependencies").
//!
//! Words are matched by their bytes in the text. The task's own scorer matches words inside multiword tokens by
//! their forms, since in many languages these do not stand in the text; in English they do.

use crate::scores::Counts;
use record::{Analysis, Sentence, Span, Token};
use std::collections::BTreeMap;

/// Names of the measures, in the order of [`score`].
pub const MEASURES: [&str; 11] =
    ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS", "MLAS"];

/// Features that the shared task compares.
const UNIVERSAL_FEATURES: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
    "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
];

/// Relations of content words.
const CONTENT_RELATIONS: [&str; 24] = [
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
];
/// The rest of them; two arrays, since they are told apart by no rule.
const MORE_CONTENT_RELATIONS: [&str; 5] = ["orphan", "goeswith", "reparandum", "root", "dep"];
/// Relations of function words, whose features and tags MLAS compares with their head.
const FUNCTIONAL_RELATIONS: [&str; 7] = ["aux", "cop", "mark", "det", "clf", "case", "cc"];

/// One document's counts for each of [`MEASURES`].
pub fn score(gold: &Analysis, system: &Analysis) -> [Counts; 11] {
    let gold_words = words(gold);
    let system_words = words(system);
    let matched = system_words.values().filter_map(|word| Some((*gold_words.get(&word.token.span)?, *word)));
    let pairs: Vec<(Word<'_>, Word<'_>)> = matched.collect();
    let count = |right: &dyn Fn(&Word<'_>, &Word<'_>) -> bool| Counts {
        gold: gold_words.len(),
        system: system_words.len(),
        correct: pairs.iter().filter(|(gold, system)| right(gold, system)).count(),
    };
    // A head is right when the word that it is was matched: spans stand for words.
    let head = |gold: &Word<'_>, system: &Word<'_>| gold.head() == system.head();
    let labelled =
        |gold: &Word<'_>, system: &Word<'_>| head(gold, system) && gold.token.relation() == system.token.relation();
    let content = |measure: &dyn Fn(&Word<'_>, &Word<'_>) -> bool| Counts {
        gold: gold_words.values().filter(|word| word.is_content()).count(),
        system: system_words.values().filter(|word| word.is_content()).count(),
        correct: pairs
            .iter()
            .filter(|(gold, system)| gold.is_content() && labelled(gold, system) && measure(gold, system))
            .count(),
    };
    let sentences = |analysis: &Analysis| analysis.sentences.iter().map(|sentence| sentence.span).collect();
    [
        Counts::of_bags(tokens(gold), tokens(system)),
        Counts::of_bags(sentences(gold), sentences(system)),
        count(&|_, _| true),
        count(&|gold, system| gold.token.upos == system.token.upos),
        count(&|gold, system| gold.token.xpos == system.token.xpos),
        count(&|gold, system| features(gold.token) == features(system.token)),
        count(&|gold, system| &*gold.token.lemma == "_" || gold.token.lemma == system.token.lemma),
        count(&head),
        count(&labelled),
        content(&|_, _| true),
        content(&|gold, system| gold.morphology() == system.morphology()),
    ]
}

#[derive(Clone, Copy)]
struct Word<'a> {
    sentence: &'a Sentence,
    index: usize,
    token: &'a Token,
}

impl Word<'_> {
    /// The bytes of its head; `None` for a root.
    fn head(&self) -> Option<Span> {
        self.token.head.and_then(|head| self.sentence.tokens.get(head)).map(|head| head.span)
    }

    fn is_content(&self) -> bool {
        CONTENT_RELATIONS.contains(&self.token.relation()) || MORE_CONTENT_RELATIONS.contains(&self.token.relation())
    }

    /// Tag and features of the word, and relation, tag and features of its function words.
    fn morphology(&self) -> Vec<Morphology<'_>> {
        let mut all = vec![(None, self.token.upos.label(), features(self.token))];
        for child in self.sentence.children(self.index).filter_map(|child| self.sentence.tokens.get(child)) {
            if FUNCTIONAL_RELATIONS.contains(&child.relation()) {
                all.push((Some((child.span, child.relation())), child.upos.label(), features(child)));
            }
        }
        all
    }
}

/// Place and relation of a function word (`None` for the content word itself), its tag, its features.
type Morphology<'a> = (Option<(Span, &'a str)>, &'a str, Vec<&'a str>);

fn words(analysis: &Analysis) -> BTreeMap<Span, Word<'_>> {
    let mut words = BTreeMap::new();
    for sentence in &analysis.sentences {
        for (index, token) in sentence.tokens.iter().enumerate() {
            words.insert(token.span, Word { sentence, index, token });
        }
    }
    words
}

/// Surface tokens: a multiword token counts once.
fn tokens(analysis: &Analysis) -> Vec<Span> {
    let all = analysis.sentences.iter().flat_map(|sentence| &sentence.tokens);
    let mut spans: Vec<Span> = all.map(|token| token.multiword.unwrap_or(token.span)).collect();
    spans.dedup();
    spans
}

fn features(token: &Token) -> Vec<&str> {
    let universal = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| UNIVERSAL_FEATURES.contains(&name));
    let mut features: Vec<&str> = token.feats.split('|').filter(universal).collect();
    features.sort_unstable();
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::conllu;

    const GOLD: &str = "# newpar\n\
        1\tEnvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n\
        2\tmet\tmeet\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n\
        3\tagain\tagain\tADV\tRB\t_\t2\tadvmod\t_\tSpaceAfter=No\n\
        4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    fn analysis(text: &str) -> Analysis {
        conllu::parse(text).unwrap().analysis
    }

    #[test]
    fn perfect_output_is_all_right() {
        let gold = analysis(GOLD);
        for (measure, counts) in MEASURES.iter().zip(score(&gold, &gold)) {
            assert!((counts.f1() - 1.0).abs() < 1e-12, "{measure}");
        }
    }

    #[test]
    fn empty_output_is_all_wrong() {
        for counts in score(&analysis(GOLD), &Analysis::default()) {
            assert_eq!((counts.system, counts.correct), (0, 0));
            assert!(counts.gold > 0);
        }
    }

    #[test]
    fn one_wrong_label_one_wrong_head_one_wrong_tag() {
        // The subject's label, the adverb's head and the verb's features are wrong.
        let wrong =
            GOLD.replace("2\tnsubj", "2\tobj").replace("2\tadvmod", "1\tadvmod").replace("Tense=Past", "Tense=Pres");
        let scores = score(&analysis(GOLD), &analysis(&wrong));
        let correct: Vec<usize> = scores.iter().map(|counts| counts.correct).collect();
        // Tokens, sentences, words, UPOS, XPOS, UFeats, lemmas, UAS, LAS, CLAS, MLAS.
        assert_eq!(correct, [4, 1, 4, 4, 4, 3, 4, 3, 2, 1, 0]);
        assert_eq!(scores[9].gold, 3);
    }

    #[test]
    fn a_subtype_does_not_count() {
        let scores = score(&analysis(GOLD), &analysis(&GOLD.replace("2\tnsubj", "2\tnsubj:pass")));
        assert_eq!(scores[8].correct, 4);
    }

    #[test]
    fn a_split_sentence_leaves_the_words() {
        let split = GOLD
            .replace("\t2\tadvmod", "\t0\troot")
            .replace("3\tagain", "\n1\tagain")
            .replace("4\t.\t.\tPUNCT\t.\t_\t2", "2\t.\t.\tPUNCT\t.\t_\t1");
        let scores = score(&analysis(GOLD), &analysis(&split));
        assert_eq!(scores[1], Counts { gold: 1, system: 2, correct: 0 });
        assert_eq!(scores[2].correct, 4);
        assert_eq!(scores[7].correct, 2);
    }
}
