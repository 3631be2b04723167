//! From words of the tree to the mentions and entities that they stand for.

use super::Found;
use super::codes;
use super::lexicon::LEXICON;
use super::tree::Tree;
use record::NameType;
use record::reading::{Form, Mention, Participant, ParticipantRole};

/// The mentions of one sentence, by the words that they cover.
pub struct People<'a> {
    found: Found<'a>,
    /// For every word the mentions that cover it, narrowest first.
    covering: Vec<Vec<usize>>,
}

/// How many nested mentions a word may have before the rest is passed over.
const NESTED: usize = 8;

impl<'a> People<'a> {
    /// Lays the mentions that begin in the sentence over its words.
    pub fn new(tree: &Tree<'_>, found: Found<'a>) -> Self {
        let mut covering: Vec<Vec<usize>> = vec![Vec::new(); tree.len()];
        let sentence = tree.sentence;
        let first = found.mentions.partition_point(|mention| mention.span.start < sentence.span.start);
        let inside = found.mentions[first..].iter().take_while(|mention| mention.span.start < sentence.span.end);
        let mut order: Vec<(usize, &Mention)> = inside.enumerate().map(|(n, mention)| (first + n, mention)).collect();
        order.sort_by_key(|(n, mention)| (mention.span.len(), *n));
        for (n, mention) in order {
            for list in covering.get_mut(sentence.tokens_in(mention.span)).into_iter().flatten() {
                if list.len() < NESTED {
                    list.push(n);
                }
            }
        }
        Self { found, covering }
    }

    fn mention(&self, n: usize) -> &'a Mention {
        &self.found.mentions[n]
    }

    /// The mention that a phrase with the head `word` is.
    pub fn of(&self, tree: &Tree<'_>, word: usize) -> Option<&'a Mention> {
        let span = tree.token(word).span;
        let headed = self.covering[word].iter().copied().find(|&n| self.mention(n).head.overlaps(span));
        if let Some(headed) = headed {
            return Some(self.mention(headed));
        }
        // "foreign minister Ilse Brandt": the name hangs on the noun, or the noun on the name.
        let beside = tree.children(word).iter().copied().filter(|&child| {
            let relation = tree.token(child).relation();
            matches!(relation, "flat" | "appos") || (relation == "compound" && child + 1 == word)
        });
        for child in beside {
            let span = tree.token(child).span;
            let named = self.covering[child].iter().copied().find(|&n| {
                let mention = self.mention(n);
                mention.head.overlaps(span) && mention.kind == NameType::Per && mention.form == Form::Name
            });
            if let Some(named) = named {
                return Some(self.mention(named));
            }
        }
        // A mention whose own head could not be told apart, but whose phrase this word heads.
        let covers = |n: &usize| {
            let tokens = tree.sentence.tokens_in(self.mention(*n).span);
            !tokens.clone().any(|i| i != word && tree.head(word) == Some(i))
        };
        self.covering[word].iter().copied().find(covers).map(|n| self.mention(n))
    }

    /// The participant that a phrase stands for; a body or country before a plain noun stands for it where the
    /// phrase itself was not found to be anybody ("Norland officials").
    pub fn participant(&self, tree: &Tree<'_>, word: usize, role: Option<ParticipantRole>) -> Vec<Participant> {
        let direct = self.of(tree, word).filter(|mention| can_act(mention.kind));
        if let Some(mention) = direct {
            // "you", "one": nobody in particular.
            if mention.form == Form::Pronoun && mention.entity.is_none() {
                return Vec::new();
            }
            return vec![self.as_participant(mention, role)];
        }
        // "thousands of protesters": the crowd, not the number.
        if LEXICON.is("quantity", tree.lemma(word)) {
            let counted = tree.with_preposition(word, "of").into_iter().filter_map(|one| self.of(tree, one));
            let counted: Vec<Participant> = counted
                .filter(|mention| can_act(mention.kind))
                .map(|mention| self.as_participant(mention, role))
                .collect();
            if !counted.is_empty() {
                return counted;
            }
        }
        let modifiers = tree.children(word).iter().copied().filter(|&child| {
            matches!(tree.token(child).relation(), "amod" | "compound")
                || tree.is(child, "nmod:poss")
                || tree.is(child, "nmod:desc")
        });
        let mut found = Vec::new();
        if !stands_for_its_owner(tree.lemma(word)) {
            return found;
        }
        for modifier in modifiers.flat_map(|modifier| tree.with_conjuncts_of_any(modifier)) {
            let mention =
                self.of(tree, modifier).filter(|m| matches!(m.kind, NameType::Gpe | NameType::Norp | NameType::Org));
            found.extend(mention.map(|mention| self.as_participant(mention, role)));
        }
        found
    }

    fn as_participant(&self, mention: &Mention, role: Option<ParticipantRole>) -> Participant {
        let entity = mention.entity.and_then(|id| self.found.entities.get(id.0));
        Participant { entity: mention.entity, mention: mention.id, code: entity.and_then(codes::code), role }
    }

    /// A mention of the type asked for that covers the word.
    pub fn covering(&self, word: usize, kinds: &[NameType]) -> Option<&'a Mention> {
        self.covering[word].iter().map(|&n| self.mention(n)).find(|mention| kinds.contains(&mention.kind))
    }

    /// Whether the word is in the name of somebody or something that can act.
    pub fn is_name(&self, word: usize) -> bool {
        self.covering[word].iter().any(|&n| {
            let mention = self.mention(n);
            mention.form == Form::Name && can_act(mention.kind)
        })
    }
}

/// Names of these types act.
pub fn can_act(kind: NameType) -> bool {
    matches!(kind, NameType::Per | NameType::Org | NameType::Gpe | NameType::Norp)
}

/// A noun whose owner or origin acts through it: "Norland's delegation", "Suderian jets".
fn stands_for_its_owner(lemma: &str) -> bool {
    LEXICON.is("representing", lemma)
}
