//! What speaks for and against a time being that of a happening, as numbers.

use super::{Candidate, Choice, Dating, site};
use crate::events::moments;
use crate::events::setting::Times;
use crate::events::tree::Tree;
use crate::happenings::{cosine, flag};
use record::analysis::{Reality, Trigger};
use record::reading::{Placement, Timex};
use record::timex::{Interval, Precision, interval, precision};
use record::{Analysis, Basis, BlockKind, HappeningClass, Report, TimexId};

/// What the numbers are, for those who look at the fitted network.
pub const NAMES: [&str; COUNT] = [
    "news",
    "untold",
    "timex",
    "dated report",
    "pointer",
    "pointer, cut off",
    "no pointer",
    "best pointer",
    "pointer less best",
    "own",
    "above",
    "other own",
    "other above",
    "none in tree",
    "same sentence",
    "sentences before",
    "sentences after",
    "words between",
    "adjacent",
    "happenings between",
    "expression first",
    "nearest before",
    "nearest",
    "steps of expression",
    "steps of happening",
    "crossed clauses",
    "happenings on the way",
    "since",
    "until",
    "before or after",
    "on",
    "in",
    "at",
    "of",
    "no preposition",
    "other preposition",
    "time of day",
    "day",
    "week",
    "month",
    "season",
    "year",
    "longer",
    "gaps",
    "in title",
    "in lead",
    "at head",
    "of the report's day",
    "days before",
    "days after",
    "holds the report's day",
    "placement agrees",
    "words agree",
    "words disagree",
    "placed before",
    "placed on",
    "placed after",
    "likest dated so",
    "same word dated so",
    "dates how many",
    "likest dated",
    "dates others only",
    "listed",
    "main",
    "said",
    "announced",
    "planned class",
    "state",
    "noun",
    "real",
    "to come",
    "possible",
    "denied",
    "general",
    "had",
    "happening in title",
    "happening in lead",
    "how far down",
    "past",
    "present",
    "future",
];
/// How many numbers there are.
pub const COUNT: usize = 81;

/// Steps in the tree further than this are as far as any.
const FAR: usize = 8;

/// An expression in its sentence.
#[derive(Debug, Default)]
pub(super) struct Words {
    sentence: usize,
    first: usize,
    last: usize,
    /// From the word that heads it upwards, and which of them are verbs.
    up: Vec<(usize, bool)>,
    preposition: String,
    in_title: bool,
    at_head: bool,
    days: Option<Interval>,
    /// None for what is no time to choose.
    pub precision: Option<Precision>,
}

impl Words {
    pub(super) fn new(report: &Report, analysis: &Analysis, trees: &[Option<Tree<'_>>], timex: &Timex) -> Self {
        let after = report.blocks.partition_point(|block| block.span.start <= timex.span.start);
        let block = after.checked_sub(1).and_then(|at| report.blocks.get(at)).map(|block| block.kind);
        let kind = timex.kind;
        let dates = matches!(kind, record::reading::TimexType::Date | record::reading::TimexType::Time);
        let mut words = Self {
            in_title: block == Some(BlockKind::Title),
            at_head: !block.is_some_and(BlockKind::is_reporting),
            days: interval(&timex.value),
            precision: precision(&timex.value).filter(|_| dates),
            sentence: usize::MAX,
            ..Self::default()
        };
        let Some(sentence) = analysis.sentence_at(timex.span.start) else { return words };
        words.sentence = sentence;
        let tokens = &analysis.sentences[sentence].tokens;
        words.first = tokens.partition_point(|token| token.span.end <= timex.span.start);
        words.last = tokens.partition_point(|token| token.span.start < timex.span.end).saturating_sub(1);
        let Some(Some(tree)) = trees.get(sentence) else { return words };
        let range = words.first..=words.last.min(tree.len().saturating_sub(1));
        let outside = |&i: &usize| tree.head(i).is_none_or(|head| !range.contains(&head));
        let Some(head) = range.clone().find(outside) else { return words };
        words.preposition = tree.preposition(head);
        words.up = upwards(tree, head);
        words
    }
}

/// A word and those above it, and which of them are verbs.
fn upwards(tree: &Tree<'_>, word: usize) -> Vec<(usize, bool)> {
    let up = std::iter::successors(Some(word), |&at| tree.head(at)).take(FAR * 2);
    up.map(|at| (at, tree.is_verbal(at))).collect()
}

/// A happening in its sentence.
#[derive(Debug, Default)]
pub(super) struct Told {
    up: Vec<(usize, bool)>,
    /// The expression that its clause, or one above, has.
    pub own: Option<(TimexId, Basis)>,
    by_words: Option<Placement>,
    noun: bool,
    anterior: bool,
    in_title: bool,
    lemma: String,
}

impl Told {
    pub(super) fn new(report: &Report, tree: &Tree<'_>, times: &Times<'_>, trigger: &Trigger) -> Self {
        let word = trigger.word.min(tree.len().saturating_sub(1));
        let had = |aux: usize| tree.token(aux).span.of(&report.text) == "had";
        Self {
            up: upwards(tree, word),
            own: times.of(tree, site(word)).and_then(|time| Some((time.timex?, time.basis))),
            by_words: moments::by_words(tree, word),
            noun: tree.is_nominal(word),
            anterior: tree.all(word, "aux").any(had),
            in_title: report.blocks.get(tree.sentence.block).is_some_and(|block| block.kind == BlockKind::Title),
            lemma: tree.lemma(word).to_owned(),
        }
    }
}

/// The candidates of a happening, with their numbers: the expressions of `near`, the news, and none.
pub(super) fn of(dating: &Dating<'_>, trigger: usize, near: &[usize]) -> Vec<Candidate> {
    let one = &dating.analysis.triggers[trigger];
    let pointers: Vec<Option<f32>> = near.iter().map(|&timex| dating.pointer(one, timex)).collect();
    let best = pointers.iter().flatten().copied().fold(None, |most: Option<f32>, x| Some(most.map_or(x, |m| m.max(x))));
    let likest: Vec<f32> = near.iter().map(|&timex| likest(dating, trigger, timex).0).collect();
    let most_like = likest.iter().copied().fold(0.0, f32::max);
    let before = near.iter().copied().rfind(|&timex| dating.times[timex].span.start < one.span.start);
    let nearest = near.iter().copied().min_by_key(|&timex| {
        let span = dating.times[timex].span;
        (span.start.abs_diff(one.span.start), timex)
    });
    let common = Common { dating, trigger, best, most_like, before, nearest };
    let mut all: Vec<Candidate> = near
        .iter()
        .zip(pointers)
        .map(|(&timex, pointer)| Candidate {
            choice: Choice::Timex(dating.times[timex].id),
            features: common.numbers(Some((timex, pointer)), false),
        })
        .collect();
    all.push(Candidate { choice: Choice::News, features: common.numbers(None, true) });
    all.push(Candidate { choice: Choice::Untold, features: common.numbers(None, false) });
    all
}

/// How like the happening others are whose own clause has this time, whether one has the same word, and how many there
/// are; of many the nearest.
fn likest(dating: &Dating<'_>, trigger: usize, timex: usize) -> (f32, bool, usize) {
    let one = &dating.analysis.triggers[trigger];
    let owners = dating.owners.get(dating.times[timex].value.as_str()).map(Vec::as_slice).unwrap_or_default();
    let middle = owners.partition_point(|&owner| owner < trigger);
    let near = &owners[middle.saturating_sub(OWNERS)..(middle + OWNERS).min(owners.len())];
    let (mut most, mut same, mut count) = (0.0_f32, false, 0);
    for &at in near.iter().filter(|&&at| at != trigger) {
        count += 1;
        most = most.max(cosine(&one.vector, &dating.analysis.triggers[at].vector));
        same |= dating.told[at].lemma == dating.told[trigger].lemma;
    }
    (most, same, count)
}

/// So many happenings before and after are asked whether they are like one.
const OWNERS: usize = 12;

/// What the candidates of a happening share.
struct Common<'d, 'a> {
    dating: &'d Dating<'a>,
    trigger: usize,
    best: Option<f32>,
    most_like: f32,
    before: Option<usize>,
    nearest: Option<usize>,
}

impl Common<'_, '_> {
    fn numbers(&self, timex: Option<(usize, Option<f32>)>, news: bool) -> Vec<f32> {
        let mut out = Vec::with_capacity(COUNT);
        out.extend([flag(news), flag(timex.is_none() && !news), flag(timex.is_some())]);
        out.push(flag(self.dating.published.is_some()));
        match timex {
            Some((timex, pointer)) => self.of_timex(timex, pointer, &mut out),
            None => {
                let (told, best) = (&self.dating.told[self.trigger], self.best.unwrap_or(-OVER));
                out.extend([0.0, 0.0, 0.0, scaled(best), 0.0]);
                let tree = told.own.map(|(_, basis)| basis == Basis::Stated);
                out.extend([0.0, 0.0, flag(tree == Some(true)), flag(tree == Some(false)), flag(tree.is_none())]);
                out.extend([0.0; AFTER_TREE]);
                let (likest, ..) = (self.most_like, ());
                out.extend([0.0, 0.0, 0.0, likest, 0.0]);
            }
        }
        self.of_happening(&mut out);
        debug_assert_eq!(out.len(), COUNT);
        out
    }

    fn of_timex(&self, at: usize, pointer: Option<f32>, out: &mut Vec<f32>) {
        let dating = self.dating;
        let (told, one, words) =
            (&dating.told[self.trigger], &dating.analysis.triggers[self.trigger], &dating.words[at]);
        let id = dating.times[at].id;
        let best = self.best.unwrap_or(-OVER);
        let point = pointer.unwrap_or(-OVER);
        out.extend([
            scaled(point),
            point.clamp(0.0, 4.0) / 4.0,
            flag(pointer.is_none()),
            scaled(best),
            scaled(point - best),
        ]);
        let own = |basis: Basis| told.own == Some((id, basis));
        let other =
            |stated: bool| told.own.is_some_and(|(other, basis)| other != id && (basis == Basis::Stated) == stated);
        out.extend([flag(own(Basis::Stated)), flag(own(Basis::Inferred)), flag(other(true)), flag(other(false))]);
        out.push(flag(told.own.is_none()));
        // Where it stands.
        let same = words.sentence == one.sentence;
        let (earlier, later) = match words.sentence {
            usize::MAX => (1.0, 0.0),
            sentence => (far(one.sentence.saturating_sub(sentence)), far(sentence.saturating_sub(one.sentence))),
        };
        let between = match one.word < words.first {
            true => words.first - one.word,
            false => one.word.saturating_sub(words.last),
        };
        let near = if same { 1.0 / (1.0 + between as f32) } else { 0.0 };
        let (low, high) = match one.span.start < dating.times[at].span.start {
            true => (one.span.end, dating.times[at].span.start),
            false => (dating.times[at].span.end, one.span.start),
        };
        let triggers = &dating.analysis.triggers;
        let from = triggers.partition_point(|other| other.span.start < low);
        let to = triggers.partition_point(|other| other.span.start < high);
        out.extend([flag(same), earlier, later, near, flag(same && between <= 2), far(to.saturating_sub(from))]);
        out.push(flag(same && words.last < one.word));
        out.extend([flag(self.before == Some(at)), flag(self.nearest == Some(at))]);
        // The way between them in the tree.
        let meeting = told.up.iter().position(|above| same && words.up.contains(above));
        let steps =
            meeting.and_then(|of_told| Some((words.up.iter().position(|above| *above == told.up[of_told])?, of_told)));
        match steps {
            Some((of_words, of_told)) => {
                let way =
                    || words.up[..of_words].iter().chain(&told.up[..=of_told]).filter(|(word, _)| *word != one.word);
                let crossed = way().filter(|(_, verbal)| *verbal).count();
                let passed = way().filter(|(word, _)| self.is_trigger(one.sentence, *word)).count();
                out.extend([far(of_words), far(of_told), far(crossed), far(passed)]);
            }
            None => out.extend([1.0; 4]),
        }
        let with = |list: &[&str]| flag(list.contains(&words.preposition.as_str()));
        let known: f32;
        {
            let flags = [
                with(&["since", "from"]),
                with(&["until", "till", "by", "to"]),
                with(&["before", "after", "following"]),
                with(&["on"]),
                with(&["in", "during"]),
                with(&["at"]),
                with(&["of"]),
                flag(words.preposition.is_empty()),
            ];
            known = flags.iter().sum();
            out.extend(flags);
        }
        out.push(1.0 - known);
        // What it is.
        out.extend(granularity(words.precision));
        out.push(flag(words.days.is_none()));
        out.extend([flag(words.in_title), flag(words.sentence <= 2), flag(words.at_head)]);
        let days = dating.published.zip(words.days);
        let gap = |later: Interval, earlier: Interval| {
            let days = (later.first - earlier.last).get_days();
            (1.0 + days.max(0) as f32).ln() / 8.0
        };
        out.push(flag(days.is_some_and(|(day, words)| day == words)));
        out.push(days.map_or(0.0, |(day, words)| gap(day, words).min(1.0)));
        out.push(days.map_or(0.0, |(day, words)| gap(words, day).min(1.0)));
        out.push(flag(days.is_some_and(|(day, words)| words.contains(day) && words != day)));
        let placed = dating.placed(at);
        let [before, on, after] = one.placement;
        let share = match placed {
            Some(Placement::Before) => before,
            Some(Placement::On) => on,
            Some(Placement::After) => after,
            None => 0.5,
        };
        let both = placed.zip(told.by_words);
        out.extend([share, flag(both.is_some_and(|(a, b)| a == b)), flag(both.is_some_and(|(a, b)| a != b))]);
        let is = |placement| flag(placed == Some(placement));
        out.extend([is(Placement::Before), is(Placement::On), is(Placement::After)]);
        let (likest, same_word, count) = likest(dating, self.trigger, at);
        out.extend([likest, flag(same_word), far(count), self.most_like, flag(count > 0 && !own(Basis::Stated))]);
    }

    fn is_trigger(&self, sentence: usize, word: usize) -> bool {
        let triggers = &self.dating.analysis.triggers;
        triggers.binary_search_by_key(&(sentence, word), |one| (one.sentence, one.word)).is_ok()
    }

    fn of_happening(&self, out: &mut Vec<f32>) {
        let (told, one) = (&self.dating.told[self.trigger], &self.dating.analysis.triggers[self.trigger]);
        out.extend([one.listed, one.main]);
        let class = |class| flag(one.class == class);
        out.extend([class(HappeningClass::Speech), class(HappeningClass::Announcement), class(HappeningClass::Plan)]);
        out.extend([class(HappeningClass::State), flag(told.noun)]);
        out.push(flag(one.reality == Reality::Asserted));
        let real = |reality| flag(one.reality == reality);
        out.push(real(Reality::Planned));
        out.push(flag(matches!(one.reality, Reality::Possible | Reality::Conditional)));
        out.extend([real(Reality::Denied), real(Reality::Generic), flag(told.anterior), flag(told.in_title)]);
        out.extend([flag(one.sentence <= 2), (one.sentence as f32 / 30.0).min(1.0)]);
        out.extend(one.placement);
    }
}

/// How many numbers follow those of the tree and come before those of likeness.
const AFTER_TREE: usize = 43;
/// A pointer below this is as low as any.
const OVER: f32 = 10.0;

fn scaled(pointer: f32) -> f32 {
    pointer.clamp(-OVER, OVER) / OVER
}

fn far(steps: usize) -> f32 {
    steps.min(FAR) as f32 / FAR as f32
}

fn granularity(precision: Option<Precision>) -> [f32; 7] {
    let at = match precision {
        Some(Precision::PartOfDay | Precision::Hour | Precision::Minute | Precision::Second) => 0,
        Some(Precision::Day) => 1,
        Some(Precision::Week | Precision::Weekend) => 2,
        Some(Precision::Month) => 3,
        Some(Precision::Season | Precision::Quarter | Precision::Half) => 4,
        Some(Precision::Year) => 5,
        _ => 6,
    };
    std::array::from_fn(|i| flag(i == at))
}
