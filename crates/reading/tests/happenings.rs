//! Literate cases for happenings: trees with the words that say them marked, and what has to be read of each.
//!
//! `happenings.txt` tells how they are written.

use record::reading::{DetailKind, Event, Participant, Polarity, Reading, TimeBasis};
use record::report::Published;
use record::{Basis, Block, BlockKind, Report, ReportId, conllu};

const CASES: &str = include_str!("happenings.txt");

/// One case: its name, its trees, and what is expected.
struct Case {
    name: String,
    document: conllu::Document,
    /// For each block whether it is a title.
    titles: Vec<bool>,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    CASES.split("\n## ").skip(1).map(case).collect()
}

fn case(block: &str) -> Case {
    let mut lines = block.lines().filter(|line| !line.trim().is_empty());
    let name = lines.next().unwrap_or_default().to_owned();
    let (expected, sentences): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("  "));
    let mut input = String::new();
    let mut titles: Vec<bool> = Vec::new();
    for sentence in sentences {
        let title = sentence.strip_prefix("= ");
        if title.is_some() || titles.last() != Some(&false) {
            input.push_str("# newpar\n");
            titles.push(title.is_some());
        }
        input.push_str(&tree(title.unwrap_or(sentence)));
    }
    let document = conllu::parse(&input).unwrap_or_else(|error| panic!("{name}: {error}\n{input}"));
    Case { name, document, titles, expected: expected.iter().map(|line| line.trim().to_owned()).collect() }
}

/// A sentence as CoNLL-U.
fn tree(words: &str) -> String {
    let words: Vec<Vec<&str>> = words.split_whitespace().map(|word| word.splitn(7, '/').collect()).collect();
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        let [form, lemma, upos, xpos, head, relation] = word[..6] else { panic!("{word:?}") };
        let lemma = if lemma.is_empty() { form } else { lemma };
        let mut misc: Vec<&str> = word.get(6).copied().into_iter().collect();
        if words.get(i + 1).is_some_and(|next| matches!(next[2], "PUNCT") || next[3] == "POS") {
            misc.push("SpaceAfter=No");
        }
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let feats = feats(xpos);
        out.push_str(&format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{relation}\t_\t{misc}\n", i + 1));
    }
    out + "\n"
}

/// What the tag says of number and tense.
fn feats(xpos: &str) -> &'static str {
    match xpos {
        "NN" | "NNP" => "Number=Sing",
        "NNS" | "NNPS" => "Number=Plur",
        "VBD" => "Tense=Past|VerbForm=Fin",
        "VBZ" | "VBP" => "Tense=Pres|VerbForm=Fin",
        "VBN" => "Tense=Past|VerbForm=Part",
        "VBG" => "VerbForm=Ger",
        "VB" => "VerbForm=Inf",
        _ => "_",
    }
}

fn report(case: &Case, published: Option<&str>) -> Report {
    let block = |(span, title): (&record::Span, &bool)| Block {
        kind: if *title { BlockKind::Title } else { BlockKind::Body },
        span: *span,
        author: None,
        time: None,
    };
    Report {
        id: ReportId("case".to_owned()),
        path: "case".to_owned(),
        published: published.map(|value| Published {
            value: value.to_owned(),
            basis: Basis::Metadata,
            span: None,
            evidence: Vec::new(),
        }),
        text: case.document.text.clone(),
        blocks: case.document.blocks.iter().zip(&case.titles).map(block).collect(),
        ..Report::default()
    }
}

fn names(report: &Report, reading: &Reading, participants: &[Participant]) -> String {
    if participants.is_empty() {
        return "-".to_owned();
    }
    let one = |participant: &Participant| report.words(reading.mentions[participant.mention.0].span);
    participants.iter().map(one).collect::<Vec<_>>().join(" + ")
}

fn line(report: &Report, reading: &Reading, event: &Event) -> String {
    let mut line = format!(
        "{}: {} | {}",
        report.words(event.trigger),
        event.clause.text,
        format!("{:?}", event.factuality).to_lowercase()
    );
    if event.polarity == Polarity::Negative {
        line.push_str(" negative");
    }
    let parties = [&event.actors, &event.recipients].map(|list| names(report, reading, list));
    line.push_str(&format!(" | {}", parties.join(" > ")));
    if let Some(place) = &event.place {
        line.push_str(&format!(" | at {}", place.name));
    }
    if let Some(time) = &event.time {
        let value = time.value.as_deref().unwrap_or("-");
        let bound = |day: &Option<String>| day.clone().unwrap_or_default();
        line.push_str(&match time.basis {
            TimeBasis::Stated => format!(" | on {value}"),
            TimeBasis::Shared => format!(" | on {value} shared"),
            TimeBasis::Bounded => format!(" | by {} to {}", bound(&time.from), bound(&time.to)),
        });
    }
    for detail in event.details.iter().filter(|detail| detail.kind == DetailKind::Figure) {
        line.push_str(&format!(" | {}", detail.value));
    }
    if let (Some(kind), Some(cameo)) = (&event.kind, &event.cameo) {
        line.push_str(&format!(" | {kind} {cameo}"));
    }
    if reading.main == Some(event.id) {
        line.push_str(" | main");
    }
    line
}

#[test]
fn every_case_gives_its_happenings() {
    let cases = cases();
    assert!(cases.len() >= 15);
    let mut wrong = Vec::new();
    for case in &cases {
        let report = report(case, Some("2031-03-05"));
        let reading = reading::read(&report, &case.document.analysis);
        let found: Vec<String> = reading.events.iter().map(|event| line(&report, &reading, event)).collect();
        if found != case.expected {
            let (expected, found) = (case.expected.join("\n    "), found.join("\n    "));
            wrong.push(format!("{}\n  expected\n    {expected}\n  found\n    {found}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn a_clause_is_made_of_words_of_the_report() {
    for case in cases() {
        let report = report(&case, Some("2031-03-05"));
        let reading = reading::read(&report, &case.document.analysis);
        for (index, event) in reading.events.iter().enumerate() {
            assert_eq!(event.id.0, index);
            let cover = event.clause.span.cover().unwrap_or_else(|| panic!("no clause: {event:?}"));
            let sentence = case.document.analysis.sentences.iter().find(|one| one.span.contains(event.trigger));
            assert!(sentence.is_some_and(|one| one.span.contains(cover)), "{event:?}");
            assert!(event.clause.text.starts_with(char::is_uppercase), "{}", event.clause.text);
        }
    }
}

#[test]
fn without_a_day_of_the_report_nothing_is_bounded_by_it() {
    for case in cases() {
        let report = report(&case, None);
        for event in reading::read(&report, &case.document.analysis).events {
            assert!(event.time.is_none_or(|time| time.basis != TimeBasis::Bounded), "{}", case.name);
        }
    }
}

#[test]
fn the_lexicon_alone_is_asked_only_where_no_model_was() {
    for mut case in cases() {
        case.document.analysis.triggers.clear();
        let report = report(&case, Some("2031-03-05"));
        for event in reading::read(&report, &case.document.analysis).events {
            assert!(event.kind.is_some() && event.weight.is_none(), "{}: {event:?}", case.name);
            assert!(!event.clause.text.is_empty(), "{}: {event:?}", case.name);
        }
        case.document.analysis.model = "made-up 3".to_owned();
        assert_eq!(reading::read(&report, &case.document.analysis).events, Vec::new(), "{}", case.name);
    }
}

#[test]
fn comments_have_no_happenings() {
    for case in cases() {
        for kind in [BlockKind::Comment, BlockKind::Boilerplate, BlockKind::Byline, BlockKind::Credit] {
            let mut report = report(&case, Some("2031-03-05"));
            report.blocks.iter_mut().for_each(|block| block.kind = kind);
            let reading = reading::read(&report, &case.document.analysis);
            assert_eq!((reading.events, reading.main), (Vec::new(), None), "{}", case.name);
        }
    }
}

/// A tree that hangs together in odd ways and whose every word is marked must cost neither time nor a panic.
#[test]
fn odd_trees_are_read_in_linear_time() {
    let words: usize = 300;
    let mut chain = String::from("# newpar\n");
    for i in 1..=words {
        let (lemma, upos, xpos, deprel) = match i % 5 {
            0 => ("meet", "VERB", "VBN", "acl"),
            1 => ("talk", "NOUN", "NN", "obj"),
            2 => ("agree", "VERB", "VBG", "xcomp"),
            3 => ("7", "NUM", "CD", "nummod"),
            _ => ("Reyl", "PROPN", "NNP", "nsubj"),
        };
        // Every other head points forward: cycles and crossing arcs.
        let head = if i % 2 == 0 { i + 1 } else { i.saturating_sub(2) };
        let head = if head > words { 0 } else { head };
        let happening = "Happening=occurrence:main";
        chain.push_str(&format!("{i}\t{lemma}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t{happening}\n"));
    }
    let flat = |i: usize| if i == 1 { 0 } else { 1 };
    let rows =
        (1..=words).map(|i| format!("{i}\tmeet\tmeet\tVERB\tVBD\t_\t{}\tconj\t_\tHappening=occurrence\n", flat(i)));
    let star = format!("# newpar\n{}", rows.collect::<String>());
    for input in [chain.clone(), chain.repeat(8), star.repeat(8)] {
        let document = conllu::parse(&input).expect("CoNLL-U");
        let titles = vec![false; document.blocks.len()];
        let case = Case { name: "odd".to_owned(), document, titles, expected: Vec::new() };
        let report = report(&case, Some("2031-03-05"));
        let found = reading::events::Found { mentions: &[], entities: &[], times: &[], attributions: &[] };
        let start = std::time::Instant::now();
        let mut events = reading::happenings::unjudged(&report, &case.document.analysis, &found, Vec::new());
        reading::happenings::judge(&report, &case.document.analysis, &found, &mut events);
        assert_eq!(events.len(), case.document.analysis.triggers.len());
        assert!(start.elapsed().as_secs() < 30, "took {:?}", start.elapsed());
    }
}
