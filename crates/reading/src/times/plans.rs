//! Days that a plan names: "is set to resume Monday", "a hearing for Friday", "put off until Tuesday".

use super::direction::Direction;
use super::tokens::Words;
use record::Sentence;

/// How many words before an expression "set to" may stand.
const PLAN_REACH: usize = 10;
/// Words that begin another clause, beyond which "set to" is not looked for.
const CLAUSES: [&str; 9] = ["that", "which", "who", "whom", "when", "after", "before", "since", "but"];
/// Verbs whose object is yet to come, whatever their own tense: "scheduled a rally Thursday".
const PLANS: [&str; 4] = ["schedule", "plan", "expect", "await"];
/// Verbs that with "for" name a day to come: "called a meeting for Friday", "set for Monday".
const PLANS_FOR: [&str; 13] = [
    "schedule",
    "plan",
    "set",
    "call",
    "slate",
    "arrange",
    "announce",
    "organise",
    "organize",
    "book",
    "fix",
    "propose",
    "reschedule",
];
/// Verbs that with "until" name a day to come: "put off until Friday", "had until Monday to answer".
const PLANS_UNTIL: [&str; 12] =
    ["have", "give", "adjourn", "postpone", "delay", "defer", "put", "extend", "suspend", "recess", "close", "wait"];
/// Verbs that with "by" name a day to come: "promised an answer by Friday".
const PLANS_BY: [&str; 6] = ["promise", "pledge", "demand", "want", "need", "vow"];
/// Verbs and prepositions of what is yet to come.
const ASKS: [(&str, &str); 4] = [("call", "for"), ("appeal", "for"), ("agree", "to"), ("invite", "to")];
/// How many verbs above one are asked.
const CLIMB: usize = 24;

/// "set to resume Monday", "is scheduled to meet in Port Alder on Tuesday"; "had been due to expire Friday" looks
/// back on what was to come.
pub fn planned(w: &Words, start: usize, over: impl Fn(usize) -> bool) -> Option<Direction> {
    let planning = [
        "set",
        "scheduled",
        "expected",
        "due",
        "slated",
        "supposed",
        "planned",
        "planning",
        "likely",
        "ready",
        "about",
        "is",
        "are",
        "was",
        "were",
    ];
    let goes_on = |at: &usize| !w.mark(*at, &[',']) && !w.is(*at, &CLAUSES) && !over(*at);
    (start.saturating_sub(PLAN_REACH)..start)
        .rev()
        .take_while(goes_on)
        .find(|&at| w.is(at, &["to"]) && w.is(at.wrapping_sub(1), &planning) && !because(w, at))
        .map(|at| {
            let back = w.is(at.wrapping_sub(2), &["been"]) && (3..=5).any(|back| w.is(at.wrapping_sub(back), &["had"]));
            // "was supposed to be home Saturday", "was to have met Saturday": it did not come about.
            let failed =
                w.is(at + 1, &["have"]) || w.is(at - 1, &["supposed"]) && w.is(at.wrapping_sub(2), &["was", "were"]);
            if back || failed { Direction::Past } else { Direction::Future }
        })
}

/// Whether the "to" at `at` is that of "due to its loss" or "is to the north", which plan nothing.
fn because(w: &Words, at: usize) -> bool {
    let nominal = ["the", "a", "an", "its", "their", "his", "her", "our", "this", "these", "those"];
    let before = ["due", "is", "are", "was", "were", "about"];
    w.is(at.wrapping_sub(1), &before) && w.is(at + 1, &nominal)
}

/// Whether the verb at `at` names a day to come, which stands at `day` with the preposition `case` before it.
pub fn names_a_day(sentence: &Sentence, at: usize, case: &str, day: usize) -> bool {
    let Some(lemma) = sentence.tokens.get(at).map(|token| &*token.lemma) else { return false };
    PLANS.contains(&lemma)
        || case == "for" && PLANS_FOR.contains(&lemma)
        || matches!(case, "until" | "till") && PLANS_UNTIL.contains(&lemma)
        || case == "by" && PLANS_BY.contains(&lemma)
        || ASKS.iter().any(|(verb, preposition)| *verb == lemma && asks(sentence, at, preposition, day))
}

/// "called for a strike on Friday", "agreed to a meeting on Friday": what is asked for stands before the day.
fn asks(sentence: &Sentence, at: usize, preposition: &str, day: usize) -> bool {
    let led =
        |noun: usize| sentence.child(noun, "case").is_some_and(|case| &*sentence.tokens[case].lemma == preposition);
    sentence.children(at).any(|child| child < day && sentence.tokens[child].relation() == "obl" && led(child))
}

/// Whether a verb above the one at `at` stands with "will".
pub fn awaited(sentence: &Sentence, at: usize) -> bool {
    let above = |at: usize| sentence.tokens.get(at)?.head;
    std::iter::successors(above(at), |&at| above(at))
        .take(CLIMB)
        .any(|at| sentence.children(at).any(|child| &*sentence.tokens[child].lemma == "will"))
}
