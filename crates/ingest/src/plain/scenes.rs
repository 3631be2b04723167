//! Captions that carry no mark: one sentence on what is seen, in the present tense or without a verb.
//!
//! Reports tell in the past and pictures show in the present, so that in a report whose paragraphs tell in the past, a
//! single sentence such as "Workers rake salt into heaps" belongs to a picture. Words are told apart by short tables
//! (`data/scenes.tsv`) and by their neighbours: there is no syntax yet where lines are sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words of the longest such caption; agencies' longer ones carry marks.
const LONGEST: usize = 32;
/// Words of a unit that are looked at.
const LOOKED_AT: usize = 2 * LONGEST;
/// Words of the shortest.
const SHORTEST: usize = 4;
/// Words from which a line without a stop is a caption for naming no act; shorter ones are headings.
const HEADING: usize = 7;
/// Letters of the longest word that a stop shortens.
const ABBREVIATED: usize = 4;
/// Words within which the verb or the first preposition stands.
const EARLY: usize = 14;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What is seen in pictures, for one or for several.
    Scene {
        plural: bool,
        /// Many other things do it as well, so that only persons are believed.
        named: bool,
    },
    Past,
    Tells,
}

static TABLE: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(|| {
    let mut table = BTreeMap::new();
    let rows = include_str!("../../data/scenes.tsv").lines().filter(|row| !row.starts_with('#'));
    for (kind, word) in rows.filter_map(|row| row.split_once('\t')) {
        match kind {
            "scene" | "named" => {
                let named = kind == "named";
                table.insert(singular(word), Kind::Scene { plural: false, named });
                table.insert(word.to_owned(), Kind::Scene { plural: true, named });
            }
            "past" => drop(table.insert(word.to_owned(), Kind::Past)),
            _ => drop(table.insert(word.to_owned(), Kind::Tells)),
        }
    }
    table
});

static PLACES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "with at in on during outside inside near aboard behind beside of after before under over above below from"
        .split(' ')
        .collect()
});
/// They open a noun phrase, so that no verb follows them.
static OPENERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "and a an the his her its their our my your this that these those some no each every to will would can could may might must should not"
        .split(' ')
        .collect()
});
/// They open what goes on with a text.
static GOING_ON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "he she it they we i you this that these those there here but and or so if when while as after before for in on at by with what who how why where because since although though yet nobody nothing about nearly almost most more many then without despite among amid last watch read see click follow visit".split(' ').collect()
});
/// They open clauses, in which any tense may stand.
static CLAUSES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "who whom whose which that where when what while as after before since because until".split(' ').collect()
});

/// The form for one: "carries", "pushes", "stands".
fn singular(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh") => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}

/// A word in small letters with what the marks around it tell.
struct Word<'a> {
    small: String,
    /// Whether it is written with a capital.
    capital: bool,
    raw: &'a str,
}

/// The first words of a text, with which a paragraph is told from a caption.
fn words(text: &str) -> Vec<Word<'_>> {
    let word = |raw: &'_ str| raw.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let bare = text.split_whitespace().map(|raw| (raw, word(raw))).filter(|(_, word)| !word.is_empty());
    let bare = bare.take(LOOKED_AT);
    bare.map(|(raw, word)| Word {
        capital: word.starts_with(char::is_uppercase),
        small: word.to_lowercase().replace('’', "'"),
        raw,
    })
    .collect()
}

/// Whether the words of a paragraph tell in the past.
pub fn tells_past(text: &str) -> bool {
    words(text).iter().any(is_past)
}

fn is_past(word: &Word<'_>) -> bool {
    !word.capital && (TABLE.get(&word.small) == Some(&Kind::Past) || is_regular_past(word))
}

fn is_regular_past(word: &Word<'_>) -> bool {
    const SHORTEST: usize = 5;
    !word.capital && word.small.len() >= SHORTEST && word.small.ends_with("ed") && !word.small.ends_with("eed")
}

/// Whether it may be a caption beside a picture's credit: short, nobody speaks, and no paragraph that tells in the past.
pub fn may_be_caption(text: &str, stops: bool) -> bool {
    let all = words(text);
    is_short(text, &all)
        && (!stops || !all.iter().any(|word| is_past(word) || TABLE.get(&word.small) == Some(&Kind::Tells)))
}

/// Whether `text` shows a scene; `stops` tells whether it ends as a sentence does.
pub fn is_scene(text: &str, stops: bool) -> bool {
    let all = words(text);
    let Some(first) = all.first().filter(|first| first.capital && !goes_on(first)) else {
        return false;
    };
    if !is_short(text, &all) || TABLE.get(&first.small) == Some(&Kind::Tells) {
        return false;
    }
    // What is said in a clause may have any tense.
    let clause =
        all.iter().skip(1).position(|word| CLAUSES.contains(word.small.as_str())).map_or(all.len(), |at| at + 1);
    let main = all.get(..clause).unwrap_or_default();
    let verb = (1..main.len().min(EARLY)).find(|at| is_act(main, *at));
    match verb {
        Some(at) => {
            let before = main.get(..at).unwrap_or_default();
            let next = all.get(at + 1).is_some_and(|next| is_past(next) || CLAUSES.contains(next.small.as_str()));
            let tells = main.iter().any(|word| {
                matches!(TABLE.get(&word.small), Some(Kind::Past | Kind::Tells))
                    && !word.capital
                    && !is_participle(word)
            });
            let set = main
                .iter()
                .any(|word| matches!(word.small.as_str(), "a" | "an" | "the" | "his" | "her" | "its" | "their"));
            !next && !tells && !before.iter().any(is_regular_past) && set
        }
        None => is_named_place(&all, main, stops),
    }
}

/// Whether a word in front continues a text, or opens no name of what is seen.
fn goes_on(first: &Word<'_>) -> bool {
    let plain = first.small.split('\'').next().unwrap_or_default();
    GOING_ON.contains(plain) || first.small.ends_with("ing")
}

/// Whether a text is one sentence without quotation and not too long. `all` are its first words.
fn is_short(text: &str, all: &[Word<'_>]) -> bool {
    let one = !text.trim_end_matches(|c: char| !c.is_alphanumeric()).contains(['“', '”', '‘', '"', '?', '!', ':', ';'])
        && !text.ends_with(['?', '!']);
    // A stop inside ends a sentence, unless the word is as short as "Mr." or "Jan.".
    let sentences = all.windows(2).any(|pair| {
        let [word, next] = pair else { return false };
        next.capital && word.raw.ends_with('.') && word.small.chars().count() > ABBREVIATED
    });
    one && !sentences && (SHORTEST..=LONGEST).contains(&all.len())
}

/// Past forms that follow a noun without telling: "the boats left at the quay".
fn is_participle(word: &Word<'_>) -> bool {
    matches!(
        word.small.as_str(),
        "built" | "burnt" | "caught" | "found" | "held" | "hung" | "left" | "lost" | "made" | "set" | "taken"
    )
}

/// Whether the word `at` is the act that a picture shows: it agrees with the noun before it.
fn is_act(main: &[Word<'_>], at: usize) -> bool {
    let (Some(word), Some(before)) = (main.get(at), at.checked_sub(1).and_then(|at| main.get(at))) else {
        return false;
    };
    let Some(Kind::Scene { plural, named }) = TABLE.get(&word.small) else { return false };
    let opener = OPENERS.contains(before.small.as_str()) || PLACES.contains(before.small.as_str());
    let article = main.first().is_some_and(|first| matches!(first.small.as_str(), "the" | "a" | "an"));
    if word.capital || opener || before.small.ends_with("'s") || *named && article {
        return false;
    }
    // Several may be named one by one: "Ada and Brom look".
    let several = before.small.ends_with('s')
        || before.capital
        || matches!(before.small.as_str(), "people" | "police" | "men" | "women" | "children" | "crew" | "firemen")
        || main.iter().take(at).any(|word| word.small == "and");
    if *plural {
        several
    } else {
        !before.small.ends_with('s')
            || before.capital
            || main.iter().take(at).any(|word| PLACES.contains(word.small.as_str()))
    }
}

/// Whether it names someone or something and a place, and no act: "Ilse Brandt at her desk in March."
fn is_named_place(all: &[Word<'_>], main: &[Word<'_>], stops: bool) -> bool {
    let comma = all.iter().position(|word| word.raw.ends_with(',')).map_or(all.len(), |at| at + 1);
    let head = main.get(..comma.min(main.len())).unwrap_or_default();
    if !head.iter().skip(1).take(EARLY / 2).any(|word| PLACES.contains(word.small.as_str())) {
        return false;
    }
    let told = |word: &Word<'_>| {
        !word.capital && (TABLE.get(&word.small) == Some(&Kind::Tells) || word.small.ends_with("n't"))
    };
    let acts = head.iter().any(is_past) || main.iter().any(told);
    // The clause goes on behind what stands between commas: "One of them, a teacher, said".
    let goes_on = all.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        let finite = matches!(TABLE.get(&next.small), Some(Kind::Past | Kind::Tells)) && !is_participle(next);
        one.raw.ends_with(',') && !next.capital && finite
    });
    // A word in small letters before an article, or behind a name, is a verb that no table knows.
    let opens = |word: &Word<'_>| OPENERS.contains(word.small.as_str());
    let links = |word: &Word<'_>| PLACES.contains(word.small.as_str()) || opens(word);
    let hidden = head.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        !links(one) && !one.capital && opens(next) || one.capital && !links(one) && !next.capital && !links(next)
    });
    let article = head.first().is_some_and(|first| matches!(first.small.as_str(), "the" | "a" | "an"));
    let named = article || head.get(1).is_some_and(|second| second.capital || second.small == "with");
    // A clause that no comma parts off is about what is named, and the verb comes behind it.
    let open = main.len() < all.len() && !main.last().is_some_and(|last| last.raw.ends_with(','));
    let placed = stops || all.len() >= HEADING && (comma < all.len() || !article);
    !goes_on && !open && !acts && !hidden && named && placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pictures_show() {
        for caption in [
            "Fishermen mend their nets on the quay of Port Alder.",
            "Ilse Brandt carries a crate of apples through the customs house",
            "A crane lifts the broken gate out of the water on Tuesday.",
            "Envoy Tomas Reyl at the window of the hall, where he has worked since May.",
            "The weir in April.",
            "Greta Lund with her dog Moss, who found the letter",
        ] {
            assert!(is_scene(caption, caption.ends_with('.')), "{caption}");
        }
        for prose in [
            "He stands on the quay.",
            "There's a gate in the wall.",
            "Standing on the quay, the envoy waited for a boat.",
            "The results of the vote that stands in the way can be seen.",
            "Figures show that the envoys carry the cost.",
            "Tomas Reyl carries day in Port Alder vote.",
            "The party of Ilse Brandt, Greta Lund and Tomas Reyl is the party of the river.",
            "Envoy Brandt still walks with a stick. On Monday she came to the quay.",
            "Ilse Brandt wins the vote in Port Alder.",
            "Fishermen mended their nets on the quay.",
            "The police guard said he had seen nobody.",
            "Officials in Port Alder refuse to speak.",
            "People on the island want a bridge.",
            "The treaty of the river runs out in June, and neither government has said what follows.",
            "The village says it stands by its mayor.",
            "Man builds raft from old doors",
            "Trouble at the weir",
            "The vote leaves the council with a boat and no crew.",
            "One of them, a bargeman of 34, said that he had seen nobody.",
            "The march through Port Alder ended at noon.",
            "“I carry the crates,” she said.",
        ] {
            assert!(!is_scene(prose, prose.ends_with('.')), "{prose}");
        }
    }

    #[test]
    fn the_table_holds_kinds_that_are_known() {
        for row in include_str!("../../data/scenes.tsv").lines().filter(|row| !row.starts_with('#')) {
            let (kind, word) = row.split_once('\t').unwrap();
            assert!(["scene", "named", "past", "tells"].contains(&kind), "{row}");
            assert!(word.chars().all(char::is_lowercase), "{row}");
        }
        assert_eq!(["carry", "push", "stay"].map(singular), ["carries", "pushes", "stays"]);
    }
}
