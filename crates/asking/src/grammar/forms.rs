//! The forms of questions. Each function reads one, or says that the words are none of its.

use super::folded;
use crate::question::{Act, Question, Toll, Within};
use crate::words::{Word, phrase};

/// A form is read from the words and what was taken out of them before.
type Form = fn(&[Word], &Within) -> Option<Question>;

/// What the words ask.
pub(super) fn read(words: &[Word], within: &Within) -> Option<Question> {
    const FORMS: [Form; 9] = [first, met, counted, differ, open, changed, happened, acted, said];
    FORMS.iter().find_map(|form| form(words, within))
}

/// Where the words are parted, at the first of each of some words that come after others.
struct Parts<'w> {
    /// What stands before the first of them.
    lead: &'w [Word],
    parts: Vec<(&'w str, &'w [Word])>,
}

impl<'w> Parts<'w> {
    /// Parts the words at `heads`; a head that was there already belongs to the phrase that it stands in.
    fn new(words: &'w [Word], heads: &[&str]) -> Self {
        let mut starts: Vec<usize> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let seen = starts.iter().any(|&start| words[start].folded == word.folded);
            // A head with nothing behind it, or right behind another, is none.
            if heads.contains(&word.folded.as_str()) && !seen && at + 1 < words.len() {
                starts.push(at);
            }
        }
        let end = |n: usize| starts.get(n + 1).copied().unwrap_or(words.len());
        let part = |(n, &start): (usize, &usize)| (words[start].folded.as_str(), &words[start + 1..end(n)]);
        let lead = &words[..starts.first().copied().unwrap_or(words.len())];
        Self { lead, parts: starts.iter().enumerate().map(part).collect() }
    }

    /// The phrase behind the first of some heads.
    fn take(&self, heads: &[&str]) -> Option<String> {
        let (_, words) = self.parts.iter().find(|(head, _)| heads.contains(head))?;
        phrase(words)
    }

    fn lead(&self) -> Option<String> {
        phrase(self.lead)
    }
}

/// The place of the first of some words at or behind `from`.
fn place(folded: &[&str], from: usize, words: &[&str]) -> Option<usize> {
    (from..folded.len()).find(|&at| words.contains(&folded[at]))
}

/// Words without "that", "the news that", "with" and the like before them.
fn without<'w>(mut words: &'w [Word], before: &[&str]) -> &'w [Word] {
    while words.first().is_some_and(|word| before.contains(&word.folded.as_str())) {
        words = &words[1..];
    }
    words
}

const PLACES: [&str; 3] = ["in", "at", "near"];
const ABOUT: [&str; 4] = ["about", "on", "regarding", "concerning"];

fn met(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let verb = place(&folded, 1, &["met", "meet", "meets"])?;
    let rest = Parts::new(without(&words[verb + 1..], &["with"]), &PLACES);
    let place = rest.take(&PLACES);
    let helped = place_of_helper(&folded, verb);
    let (who, with) = match (folded[0], helped) {
        ("who", None) if verb == 1 => (rest.lead()?, None),
        // "who has Reyl met", "with whom did Reyl meet".
        ("who" | "whom" | "with", Some(helper)) if rest.lead.is_empty() => (phrase(&words[helper + 1..verb])?, None),
        ("who", Some(_)) => return None,
        ("when" | "where" | "did" | "has" | "have" | "how", Some(helper)) => {
            let before = &words[helper + 1..verb];
            match rest.lead() {
                Some(with) => (phrase(before)?, Some(with)),
                None => {
                    let and = before.iter().position(|word| word.folded == "and")?;
                    (phrase(&before[..and])?, Some(phrase(&before[and + 1..])?))
                }
            }
        }
        _ => return None,
    };
    Some(Question::Met { who, with, place, within: within.clone() })
}

fn place_of_helper(folded: &[&str], verb: usize) -> Option<usize> {
    folded[..verb].iter().position(|word| matches!(*word, "did" | "has" | "have" | "had" | "does" | "do"))
}

fn said(words: &[Word], within: &Within) -> Option<Question> {
    const SAY: [&str; 12] =
        ["say", "says", "said", "tell", "tells", "told", "claim", "claims", "claimed", "comment", "commented", "state"];
    let folded = folded(words);
    let heads: Vec<&str> = ABOUT.into_iter().chain(["to", "by"]).collect();
    let (by, rest) = match *folded {
        ["what", "was" | "is" | "has", "said", ..] => (None, &words[3..]),
        ["what", "did" | "has" | "have" | "had" | "does" | "do", ..] => {
            let verb = place(&folded, 2, &SAY)?;
            (Some(phrase(&words[2..verb])?), &words[verb + 1..])
        }
        ["who", verb, ..] if SAY.contains(&verb) => (None, without(&words[2..], &["what", "something", "anything"])),
        _ => return None,
    };
    let rest = without(rest, &["that"]);
    let parts = Parts::new(rest, &heads);
    let (mut about, mut to) = (parts.take(&ABOUT), parts.take(&["to"]));
    // "tell reporters about the dam"; "who said the dam leaks".
    let told = matches!(folded.iter().find(|word| SAY.contains(word)), Some(&("tell" | "tells" | "told")));
    match parts.lead() {
        Some(lead) if told && to.is_none() => to = Some(lead),
        Some(_) if folded[0] == "who" => about = phrase(rest),
        Some(_) => return None,
        None => {}
    }
    if about.is_some() && folded[0] == "who" && parts.lead().is_some() {
        to = None;
    }
    let by = by.or_else(|| parts.take(&["by"]).filter(|_| folded[0] == "what"));
    (folded[0] == "what" || about.is_some() || to.is_some() || rest.is_empty()).then(|| Question::Said {
        by,
        about,
        to,
        within: within.clone(),
    })
}

fn happened(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let rest = match *folded {
        ["what", "happened" | "happens", ..] => &words[2..],
        ["what", "has" | "have" | "had", "happened", ..] => &words[3..],
        ["what", "did", .., "do"] => {
            let who = Some(phrase(&words[2..words.len() - 1])?);
            return Some(Question::Happened { who, with: None, place: None, within: within.clone() });
        }
        _ => return None,
    };
    if let ["between", ..] = folded[folded.len() - rest.len()..] {
        let and = rest.iter().position(|word| word.folded == "and").filter(|&and| and > 1)?;
        let parts = Parts::new(&rest[and + 1..], &PLACES);
        let (who, with, place) = (phrase(&rest[1..and]), Some(parts.lead()?), parts.take(&PLACES));
        return Some(Question::Happened { who, with, place, within: within.clone() });
    }
    let parts = Parts::new(rest, &["to", "with", "in", "at", "near"]);
    let (who, with, place) = (parts.take(&["to"]), parts.take(&["with"]), parts.take(&PLACES));
    let (who, with) = if who.is_none() { (with, None) } else { (who, with) };
    parts.lead.is_empty().then(|| Question::Happened { who, with, place, within: within.clone() })
}

fn acted(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let (act, by, rest) = match *folded {
        ["what", "is" | "was" | "has", .., verb, "of"] if Act::named(verb) == Some(Act::Accused) => {
            let end = words.len() - 2 - usize::from(folded[words.len() - 3] == "been");
            let to = Some(phrase(words.get(2..end)?)?);
            return Some(Question::Acted { act: Act::Accused, by: None, to, about: None, within: within.clone() });
        }
        ["who" | "whom" | "what", "did" | "has" | "have" | "had" | "does", ..] => {
            let verb = (3..folded.len()).find(|&at| Act::named(folded[at]).is_some())?;
            (Act::named(folded[verb])?, Some(phrase(&words[2..verb])?), &words[verb + 1..])
        }
        ["who", verb, ..] => (Act::named(verb)?, None, &words[2..]),
        _ => return None,
    };
    let heads = match act {
        Act::Accused | Act::Demanded => &["about", "of", "to", "by"][..],
        _ => &["about", "to", "by"],
    };
    let parts = Parts::new(rest, heads);
    let by = by.or_else(|| parts.take(&["by"]));
    let (mut about, mut to) = match act {
        Act::Demanded => (parts.take(&["about"]), parts.take(&["to", "of"])),
        _ => (parts.take(&["about", "of"]), parts.take(&["to"])),
    };
    let lead = without(parts.lead, &["that"]);
    let open =
        |words: &[Word]| matches!(self::folded(words)[..], [] | ["what" | "whom" | "who" | "anything" | "something"]);
    about = about.filter(|about| !matches!(about.as_str(), "what" | "whom" | "doing what"));
    to = to.filter(|to| !matches!(to.as_str(), "whom" | "who"));
    let personal = matches!(act, Act::Accused | Act::Invited);
    match phrase(lead).filter(|_| !open(lead)) {
        None => {}
        Some(lead) if personal && to.is_none() => to = Some(lead),
        // "who invited Reyl to Norwick".
        Some(lead) if personal => (about, to) = (to, Some(lead)),
        // "who offered Estavia what".
        Some(_) if self::folded(lead).last() == Some(&"what") => to = phrase(&lead[..lead.len() - 1]),
        // "to" belongs to what was offered or denied, unless it is what the asker wants told apart: "offered what to X".
        Some(lead) if about.is_none() => about = Some(lead),
        Some(_) => return None,
    }
    Some(Question::Acted { act, by, to, about, within: within.clone() })
}

fn counted(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let start = match *folded {
        ["how", "many", ..] => 2,
        ["what", "is" | "was", "the", "death", "toll" | "count", ..] => 4,
        ["by", "whose", "count", "were" | "was", ..] => 4,
        _ => return None,
    };
    let toll = if folded[0] == "what" {
        Toll::Killed
    } else {
        (start..folded.len()).find_map(|at| Toll::named(folded[at]))?
    };
    let verb = (start..folded.len()).rfind(|&at| Toll::named(folded[at]).is_some() || folded[at] == "toll");
    let rest = &words[verb.map_or(start, |verb| verb + 1)..];
    let asked = ["whose count", "whom", "whose"];
    let parts = Parts::new(rest, &["in", "at", "on", "by", "from", "during", "of", "according", "near"]);
    let about = parts.take(&["in", "at", "on", "during", "near", "of", "from"]).or_else(|| parts.take(&["by"]));
    let about = about.filter(|about| !asked.contains(&about.as_str()));
    Some(Question::Counted { toll, about, within: within.clone() })
}

fn differ(words: &[Word], within: &Within) -> Option<Question> {
    const DIFFER: [&str; 6] = ["differ", "disagree", "conflict", "contradict", "diverge", "differed"];
    let folded = folded(words);
    if !matches!(*folded.first()?, "where" | "how" | "what" | "on") {
        return None;
    }
    let verb = place(&folded, 1, &DIFFER)?;
    let subject = |word: &&str| matches!(*word, "reports" | "accounts" | "outlets" | "sources" | "they" | "papers");
    if !folded[..verb].iter().any(subject) {
        return None;
    }
    let rest =
        without(&words[verb + 1..], &["each", "other", "one", "another", "about", "on", "over", "in", "concerning"]);
    Some(Question::Differ { about: phrase(rest), within: within.clone() })
}

fn first(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let verb = place(&folded, 1, &["reported", "broke", "report"])?;
    let asks = matches!(folded[0], "who" | "which" | "what");
    let last = words.len() - 1;
    let (before, behind) = (folded[..verb].contains(&"first"), folded[last] == "first" && verb < last);
    if !asks || !(before || behind || folded[verb] == "broke") {
        return None;
    }
    let end = if behind { last } else { words.len() };
    let about = phrase(without(&words[verb + 1..end], &["that", "on", "about", "news", "of"]))?;
    Some(Question::First { about, within: within.clone() })
}

fn changed(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let rest = match *folded {
        ["what", "changed" | "changes", ..] => &words[2..],
        ["what", "has" | "have" | "is", "changed" | "new", ..] => &words[3..],
        _ => return None,
    };
    within.since.as_ref()?;
    let about = phrase(without(rest, &["in", "about", "with", "on", "for"]));
    Some(Question::Changed { about, within: within.clone() })
}

fn open(words: &[Word], within: &Within) -> Option<Question> {
    let folded = folded(words);
    let rest = match *folded {
        ["what", "is" | "remains" | "are", "still", "open" | "unanswered" | "unresolved" | "pending", ..] => {
            &words[4..]
        }
        ["what", "is" | "remains" | "are", "open" | "unanswered" | "unresolved" | "pending", ..]
        | ["what", "still", "remains", "open" | "unanswered" | "unresolved" | "pending", ..] => {
            &words[if folded[1] == "still" { 4 } else { 3 }..]
        }
        _ => return None,
    };
    let about = phrase(without(rest, &["in", "about", "with", "on", "for", "between"]));
    Some(Question::Open { about, within: within.clone() })
}
