//! Trees mended where reading depends on them and the words decide what the parser could not know.
//!
//! The analysis that is printed stays as the parser made it; only the readers of this crate see the mended one.

use crate::gazetteer::fold;
use crate::mentions::lexicon;
use record::{Analysis, NameType, Sentence, Upos};
use std::borrow::Cow;

/// From a name up to the noun for the person's office, at most so many words: "ambassador to the Republic of Norland".
const LONGEST_OFFICE: usize = 12;

/// A word, the word that it should hang on, and how.
struct Mend {
    word: usize,
    head: usize,
    deprel: Option<&'static str>,
}

/// The analysis with its trees mended.
pub(crate) fn mended(analysis: &Analysis) -> Cow<'_, Analysis> {
    let mut mends: Vec<(usize, Mend)> = Vec::new();
    for name in analysis.names.iter().filter(|name| name.kind == NameType::Per) {
        if let Some(sentence) = analysis.sentences.get(name.sentence) {
            mends.extend(named_officer(sentence, &name.tokens).into_iter().map(|mend| (name.sentence, mend)));
        }
    }
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        mends.extend(said_then(sentence).into_iter().chain(before_its_head(sentence)).map(|mend| (index, mend)));
    }
    if mends.is_empty() {
        return Cow::Borrowed(analysis);
    }
    let mut mended = analysis.clone();
    for (sentence, Mend { word, head, deprel }) in mends {
        let token = &mut mended.sentences[sentence].tokens[word];
        token.head = Some(head);
        if let Some(deprel) = deprel {
            token.deprel = deprel.into();
        }
    }
    Cow::Owned(mended)
}

/// "Holt brought *Brandt* together with her counterpart": an apposition follows what it explains, so that a word that a
/// parser hangs on a later noun as one is the object of the verb that the noun hangs on.
fn before_its_head(sentence: &Sentence) -> Vec<Mend> {
    let tokens = &sentence.tokens;
    let mut mends = Vec::new();
    for (word, token) in tokens.iter().enumerate().filter(|(_, token)| token.relation() == "appos") {
        let Some(noun) = token.head.filter(|&head| word < head && tokens[head].relation() == "obl") else { continue };
        let Some(verb) = tokens[noun].head.filter(|&verb| verb < word && tokens[verb].upos == Upos::Verb) else {
            continue;
        };
        mends.push(Mend { word, head: verb, deprel: Some("obj") });
    }
    mends
}

/// "The bridge will open, Brandt said *on Friday* after she *met* Reyl": what stands behind the verb of saying is said of
/// it, not of the content before it, which a parser may hang it on.
fn said_then(sentence: &Sentence) -> Vec<Mend> {
    let tokens = &sentence.tokens;
    let mut mends = Vec::new();
    for (word, token) in tokens.iter().enumerate() {
        let Some(content) = token.head.filter(|&head| head < word) else { continue };
        let Some(saying) = tokens[content].head.filter(|&saying| content < saying && saying < word) else { continue };
        let adverbial = matches!(token.relation(), "advcl" | "obl" | "advmod");
        if adverbial && tokens[content].relation() == "ccomp" && tokens[saying].upos == Upos::Verb {
            mends.push(Mend { word, head: saying, deprel: None });
        }
    }
    mends
}

/// "Between *Norland's envoy to Suderia, Ilse Brandt*, and the Suderian envoy, Tomas Reyl": a parser may take the name
/// for the next of a list. It is the officer's who stands before it where commas, and no "and", part it from both
/// sides and the office is one person's.
fn named_officer(sentence: &Sentence, name: &std::ops::Range<usize>) -> Vec<Mend> {
    officer(sentence, name).map_or_else(Vec::new, |(head, office)| {
        let others = sentence.children(head).filter(|&child| sentence.tokens[child].relation() == "conj");
        let others = others.map(|word| Mend { word, head: office, deprel: None });
        others.chain([Mend { word: head, head: office, deprel: Some("appos") }]).collect()
    })
}

/// The head of the name and the noun of its office.
fn officer(sentence: &Sentence, name: &std::ops::Range<usize>) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let lemma = |at: usize| tokens.get(at).map(|token| &*token.lemma);
    let head = name.clone().find(|&at| tokens.get(at).is_some_and(|token| token.relation() == "conj"))?;
    let comma = name.start.checked_sub(1).filter(|&at| lemma(at) == Some(","))?;
    let closed = tokens.get(name.end).is_none_or(|token| token.upos == Upos::Punct);
    if !closed || sentence.children(head).any(|child| child < head && tokens[child].relation() == "cc") {
        return None;
    }
    // Up from the name to the office: the name hangs on it or on a place that it is for.
    let mut office = tokens[head].head?;
    for _ in 0..LONGEST_OFFICE {
        if office >= comma || comma - office > LONGEST_OFFICE {
            return None;
        }
        if is_one_office(sentence, office) {
            let parted = (office..comma).any(|at| tokens[at].upos == Upos::Punct || tokens[at].upos == Upos::Cconj);
            return (!parted).then_some((head, office));
        }
        office = tokens[office].head.filter(|_| matches!(tokens[office].relation(), "nmod" | "conj"))?;
    }
    None
}

/// Whether the word is a noun for somebody's office, in the singular, and said of a certain person: "the envoy",
/// "Norland's envoy".
fn is_one_office(sentence: &Sentence, word: usize) -> bool {
    let token = &sentence.tokens[word];
    let certain = sentence.children(word).any(|child| {
        let child = &sentence.tokens[child];
        &*child.deprel == "nmod:poss" || child.relation() == "det" && &*child.lemma == "the"
    });
    token.upos == Upos::Noun
        && token.feature("Number") == Some("Sing")
        && certain
        && lexicon::is_one_person(&fold(&token.lemma))
}
