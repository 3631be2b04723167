//! Recorded answers (`data/second`): a story, what a careful reader says of it, and what its brief should find.

pub mod hostile;

use super::common::Asked;
use engine::reader::fold;
use record::story::{Agreement, DiscrepancyAccount};
use record::{Evidence, Story};
use serde_json::{Value, json};

const FILES: [(&str, &str); 6] = [
    ("ferry", include_str!("../data/second/ferry.txt")),
    ("council", include_str!("../data/second/council.txt")),
    ("strike", include_str!("../data/second/strike.txt")),
    ("transfer", include_str!("../data/second/transfer.txt")),
    ("flood", include_str!("../data/second/flood.txt")),
    ("telescope", include_str!("../data/second/telescope.txt")),
];

/// A story with a careful reader's answers.
#[derive(Clone)]
pub struct Recorded {
    pub name: &'static str,
    reports: Vec<Told>,
    pairs: Vec<Pair>,
    expected: Vec<(String, String)>,
}

#[derive(Clone)]
struct Told {
    outlet: String,
    day: String,
    title: String,
    text: String,
    answer: Value,
}

#[derive(Clone)]
struct Pair {
    words: [String; 2],
    /// Which words of each tell of it.
    triggers: [Vec<String>; 2],
    differences: Vec<(String, [String; 2], bool)>,
}

/// How many were found, and which were not.
pub type Score = (usize, Vec<String>);

impl Recorded {
    /// All stories.
    pub fn all() -> Vec<Self> {
        FILES.iter().map(|(name, file)| Self::parse(name, file)).collect()
    }

    fn parse(name: &'static str, file: &str) -> Self {
        let mut recorded = Self { name, reports: Vec::new(), pairs: Vec::new(), expected: Vec::new() };
        for block in file.split("== ").filter(|block| !block.trim().is_empty()) {
            let (head, rest) = block.split_once('\n').unwrap_or((block, ""));
            match head {
                "pairs" => recorded.pairs = rest.lines().map(pair).collect(),
                "expected" => {
                    let rows = rest.lines().filter_map(|line| line.split_once(": "));
                    recorded.expected = rows.map(|(kind, what)| (kind.to_owned(), what.to_owned())).collect();
                }
                _ => recorded.reports.push(told(head, rest)),
            }
        }
        recorded
    }

    /// The reports as JSON Lines.
    pub fn lines(&self) -> String {
        let lines = self.reports.iter().enumerate().map(|(at, told)| {
            let id = format!("{}-{at}", self.name);
            let Told { outlet, day, title, text, .. } = told;
            json!({ "id": id, "outlet": outlet, "published": day, "title": title, "text": text }).to_string() + "\n"
        });
        lines.collect()
    }

    /// What the careful reader says.
    pub fn answer(&self, asked: &Asked) -> String {
        let two = || json!({ "one": false, "a": "", "b": "", "differences": [] }).to_string();
        self.known(asked).unwrap_or_else(two)
    }

    /// The same, if the question is about this story.
    pub fn known(&self, asked: &Asked) -> Option<String> {
        let text = asked.text();
        if !asked.is_pair() {
            let told = self.reports.iter().find(|told| told.text.trim() == text.trim())?;
            return Some(told.answer.to_string());
        }
        let (a, b) = text.strip_prefix("A: ")?.split_once("\n\nB: ")?;
        let (a, b) = (a.split_once("\nThe word in A: ")?, b.split_once("\nThe word in B: ")?);
        self.pairs.iter().find_map(|pair| pair.answer(a, b))
    }

    /// How many of the expected happenings and disagreements a brief has.
    pub fn score(&self, story: &Story) -> [Score; 2] {
        let mut scores = [(0, Vec::new()), (0, Vec::new())];
        for (kind, what) in &self.expected {
            let (place, right) = match kind.as_str() {
                "happening" => (0, has_row(story, what)),
                _ => (1, has_difference(story, what)),
            };
            if right {
                scores[place].0 += 1;
            } else {
                scores[place].1.push(format!("{}: {what}", self.name));
            }
        }
        scores
    }
}

fn told(head: &str, rest: &str) -> Told {
    let [outlet, day, title] = columns(head);
    let (text, rest) = rest.split_once("-- happenings\n").expect("happenings");
    let (happenings, rest) = rest.split_once("-- statements\n").expect("statements");
    let (statements, acts) = rest.split_once("-- acts\n").expect("acts");
    let answer = json!({
        "happenings": happenings.lines().map(happening).collect::<Vec<_>>(),
        "statements": statements.lines().map(|line| {
            let [speaker, cue, content] = columns(line);
            json!({ "speaker": speaker, "cue": cue, "content": content })
        }).collect::<Vec<_>>(),
        "acts": acts.lines().map(|line| {
            let [kind, words, trigger, by, to] = columns(line);
            json!({ "kind": kind, "words": words, "trigger": trigger, "by": by, "to": to })
        }).collect::<Vec<_>>(),
    });
    Told { outlet, day, title, text: text.trim().to_owned(), answer }
}

fn happening(line: &str) -> Value {
    let (main, line) = line.strip_prefix('*').map_or((false, line), |line| (true, line));
    let [words, trigger, who, whom, place, when, numbers, class, kind, reality, matters] = columns(line);
    json!({
        "words": words, "trigger": trigger, "who": list(&who), "whom": list(&whom), "where": place, "when": when,
        "numbers": list(&numbers), "class": class, "type": kind, "reality": reality,
        "matters": matters.parse::<u8>().expect("a number"), "main": main,
    })
}

fn list(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).filter(|one| !one.is_empty()).collect()
}

fn columns<const N: usize>(line: &str) -> [String; N] {
    let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
    cells.try_into().unwrap_or_else(|_| panic!("{N} columns: {line}"))
}

fn pair(line: &str) -> Pair {
    let mut cells = line.split(" | ");
    let (a, b) = cells.next().and_then(|words| words.split_once(" ~ ")).expect("two sentences");
    let differences = cells.map(|cell| {
        let (conflict, cell) = cell.strip_prefix('!').map_or((false, cell), |cell| (true, cell));
        let (about, words) = cell.split_once(": ").expect("what about");
        let (x, y) = words.split_once(" <> ").expect("two values");
        (about.to_owned(), [x.trim().to_owned(), y.trim().to_owned()], conflict)
    });
    let side = |side: &str| {
        let (words, triggers) = side.trim().trim_end_matches(']').split_once(" [").expect("the words that tell it");
        (words.to_owned(), triggers.split(", ").map(str::to_owned).collect::<Vec<_>>())
    };
    let ((a, in_a), (b, in_b)) = (side(a), side(b));
    Pair { words: [a, b], triggers: [in_a, in_b], differences: differences.collect() }
}

impl Pair {
    /// The answer about two sentences with the word in each, whichever comes first.
    fn answer(&self, a: (&str, &str), b: (&str, &str)) -> Option<String> {
        let is = |at: usize, (sentence, word): (&str, &str)| {
            sentence.contains(&self.words[at]) && self.triggers[at].iter().any(|one| one == word)
        };
        let turned = match (is(0, a) && is(1, b), is(1, a) && is(0, b)) {
            (true, _) => false,
            (_, true) => true,
            _ => return None,
        };
        let order = |pair: &[String; 2]| if turned { [pair[1].clone(), pair[0].clone()] } else { pair.clone() };
        let [first, second] = [a.0, b.0];
        let differences: Vec<Value> = self
            .differences
            .iter()
            .map(|(about, words, conflict)| {
                let [x, y] = order(words);
                json!({ "about": about, "a": x, "b": y, "conflict": conflict })
            })
            .collect();
        Some(json!({ "one": true, "a": first, "b": second, "differences": differences }).to_string())
    }
}

/// Whether a row of the timeline tells it, on its day; `-` for any.
fn has_row(story: &Story, what: &str) -> bool {
    let mut cells = what.split(" | ");
    let day = cells.next().unwrap_or_default();
    let groups: Vec<Vec<&str>> = cells.map(|cell| cell.split(',').collect()).collect();
    story.timeline.iter().any(|row| {
        let title = row.title.to_lowercase();
        let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
        let told =
            groups.iter().all(|group| group.iter().any(|begin| words.iter().any(|word| word.starts_with(begin))));
        let within = row.from.as_deref().zip(row.to.as_deref()).is_some_and(|(from, to)| from <= day && day <= to);
        told && (day == "-" || row.date.as_deref() == Some(day) || within)
    })
}

/// Whether two values stand on two sides of one difference.
fn has_difference(story: &Story, what: &str) -> bool {
    let (x, y) = what.split_once(" <> ").expect("two values");
    let says = |value: &str, evidence: &[Evidence], words: &str| {
        let quotes = evidence.iter().map(|one| one.quote.as_str()).filter(|quote| quote.chars().count() <= 80);
        std::iter::once(value).chain(quotes).any(|said| fold(said).contains(&fold(words)))
    };
    let sides = |accounts: &[DiscrepancyAccount]| {
        let of = |words: &str| accounts.iter().position(|side| says(&side.value, &side.evidence, words));
        of(x).zip(of(y)).is_some_and(|(x, y)| x != y)
    };
    let listed =
        story.discrepancies.iter().map(|one| &one.accounts).chain(story.figures.iter().map(|one| &one.accounts));
    let mut attributes = story.events.iter().flat_map(|event| {
        let named = event.attributes.iter().map(|named| &named.attribute);
        [&event.time, &event.place].into_iter().flatten().chain(named)
    });
    listed.into_iter().any(|accounts| sides(accounts))
        || attributes.any(|attribute| {
            let of = |words: &str| {
                let said = |one: &record::story::AttributeAccount| {
                    says(&one.value, std::slice::from_ref(&one.evidence), words)
                };
                attribute.accounts.iter().position(said)
            };
            attribute.agreement == Agreement::Conflict && of(x).zip(of(y)).is_some_and(|(x, y)| x != y)
        })
}
