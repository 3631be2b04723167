//! Whether two renderings of what one speaker said say the same, or differ in who, when, how many, yes or no.
//!
//! Only what stands there is compared, word by word: that two different verbs mean the same nobody here knows.

use crate::words::{content, is_function_word, stem, words};
use record::numbers::whole;
use record::story::DiscrepancyKind;
use std::collections::BTreeSet;

/// How two contents stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contrast {
    /// Nothing says that they are two.
    None,
    /// They are two, and of one matter: not both can be true, or not both words were said.
    Of(DiscrepancyKind),
    /// They are two.
    Apart,
}

/// What a statement says, as it is compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sense {
    /// Stems of the words that carry meaning, but for those below.
    plain: BTreeSet<String>,
    /// Words with a capital inside the sentence: names.
    names: BTreeSet<String>,
    /// Days and months by their names.
    days: BTreeSet<String>,
    numbers: BTreeSet<u64>,
    /// An odd number of negations, a cue that denies among them.
    negative: bool,
}

const DAYS: [&str; 19] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "tomorrow",
];
const NEGATIONS: [&str; 10] =
    ["not", "no", "never", "nobody", "none", "nothing", "neither", "without", "cannot", "nor"];

/// Fewer shared words than this prove nothing; of what differs in a name, a day or a number alone fewer will do.
const SHARED: usize = 3;
const SHARED_BESIDE: usize = 2;

impl Sense {
    /// Of a content and the words that say that it was said.
    pub(crate) fn new(text: &str, cue: Option<&str>) -> Self {
        let mut sense = Self { negative: cue.is_some_and(denies), ..Self::default() };
        for (at, word) in text.split_whitespace().enumerate() {
            let capital =
                at > 0 && word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
            for word in words(word) {
                let contracted = word.ends_with("nt")
                    && matches!(
                        word.as_str(),
                        "dont"
                            | "wont"
                            | "isnt"
                            | "arent"
                            | "wasnt"
                            | "werent"
                            | "didnt"
                            | "doesnt"
                            | "cant"
                            | "couldnt"
                            | "wouldnt"
                            | "shouldnt"
                            | "hasnt"
                            | "havent"
                            | "hadnt"
                    );
                if contracted || NEGATIONS.contains(&word.as_str()) {
                    sense.negative = !sense.negative;
                } else if let Some(number) = whole(&word).filter(|number| *number > 1) {
                    sense.numbers.insert(number);
                } else if DAYS.contains(&word.as_str()) {
                    sense.days.insert(word);
                } else if capital && !is_function_word(&word) {
                    sense.names.insert(stem(&word));
                } else if !is_function_word(&word) {
                    sense.plain.insert(stem(&word));
                }
            }
        }
        // What begins the one in capitals may stand inside the other.
        sense.plain.retain(|word| !sense.names.contains(word));
        sense
    }

    /// How it stands to another of the same speaker.
    pub(crate) fn against(&self, other: &Self, quoted: bool) -> Contrast {
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_subset(b) && !b.is_subset(a);
        let all = |sense: &Self| -> BTreeSet<String> { sense.plain.union(&sense.names).cloned().collect() };
        let (a, b) = (all(self), all(other));
        let counted = self.numbers.intersection(&other.numbers).count() + self.days.intersection(&other.days).count();
        let shared = a.intersection(&b).count() + counted;
        let (mine, others) = (a.difference(&b).count(), b.difference(&a).count());
        let numbers = !self.numbers.is_subset(&other.numbers) && !other.numbers.is_subset(&self.numbers);
        let closed = apart(&self.days, &other.days) || numbers;
        let names = apart(&self.names, &other.names) && mine <= 2 && others <= 2;
        let conflict = |enough: usize| {
            if shared >= enough && mine <= 2 && others <= 2 {
                Contrast::Of(DiscrepancyKind::Conflict)
            } else {
                Contrast::Apart
            }
        };
        if self.negative != other.negative {
            // A longer rendering may deny something else on the way.
            return if mine + others <= 1 { conflict(SHARED) } else { Contrast::Apart };
        }
        if closed {
            return conflict(if mine + others > 0 { SHARED } else { SHARED_BESIDE });
        }
        if names {
            return conflict(SHARED_BESIDE);
        }
        // One word for another: who did it, or a word of a quotation.
        if mine == 1 && others == 1 && shared >= SHARED_BESIDE {
            return if quoted || shared >= SHARED { Contrast::Of(DiscrepancyKind::Detail) } else { Contrast::Apart };
        }
        Contrast::None
    }

    /// Whether so much of it is in the other that both may be of one matter.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        let shared = self.plain.intersection(&other.plain).count();
        let smaller = self.plain.len().min(other.plain.len());
        smaller > 0 && shared >= SHARED_BESIDE.min(smaller) && shared * 3 >= self.plain.union(&other.plain).count() * 2
    }
}

/// Whether a cue says that what follows is not so.
fn denies(cue: &str) -> bool {
    let stems = content(cue);
    ["denied", "denies", "deny", "denying"].iter().any(|word| stems.contains(&stem(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: &str, b: &str) -> Contrast {
        Sense::new(a, None).against(&Sense::new(b, None), false)
    }

    const CONFLICT: Contrast = Contrast::Of(DiscrepancyKind::Conflict);

    #[test]
    fn who_when_how_many_yes_or_no() {
        assert_eq!(
            contrast("that Norland had shut the sluice of the lake", "that Suderia had shut the sluice of the lake"),
            CONFLICT
        );
        assert_eq!(contrast("boats would sail again on Friday", "boats would sail again on Monday"), CONFLICT);
        assert_eq!(contrast("the flood took nine barns away", "the flood took two barns away"), CONFLICT);
        assert_eq!(contrast("the bridge will open in May", "the bridge will not open in May"), Contrast::Apart);
        assert_eq!(contrast("the old bridge will open soon", "the old bridge will not open soon"), CONFLICT);
        assert_eq!(
            contrast("the guards had burned four barns", "the rebels had burned four barns"),
            Contrast::Of(DiscrepancyKind::Detail)
        );
        let denied = Sense::new("that the guards had burned the barns", Some("denied"));
        assert_eq!(denied.against(&Sense::new("that the guards had burned the barns", Some("said")), false), CONFLICT);
    }

    #[test]
    fn what_is_only_shorter_or_of_other_words_is_no_contrast() {
        assert_eq!(contrast("the lake has risen", "the lake has risen by a foot since Friday"), Contrast::None);
        assert_eq!(contrast("the talks were long and hard", "the talks were long and hard"), Contrast::None);
        // What the longer one denies is something else.
        let longer = "it got hard, she said, and no quarrel was behind it when the two towns parted";
        assert_eq!(contrast("it got hard when the two towns parted", longer), Contrast::Apart);
        let quoted = Sense::new("a useful day for the whole valley", None);
        let other = Sense::new("a useless day for the whole valley", None);
        assert_eq!(quoted.against(&other, true), Contrast::Of(DiscrepancyKind::Detail));
    }
}
