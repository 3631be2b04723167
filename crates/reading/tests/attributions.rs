//! The literate cases of `attributions/cases.txt`: twice each, by the trees and the quotation marks alone, and
//! with the expected spans marked as a model would mark them.

use reading::{attributions, mentions};
use record::reading::{Attribution, Entity, SourceClass};
use record::{Analysis, Block, BlockKind, Report, ReportId, Role, RoleSpan, Span, Spans, conllu};

struct Case {
    name: String,
    report: Report,
    analysis: Analysis,
    expected: Vec<String>,
}

/// Reads cases and trees, which stand in the same order.
fn cases() -> Vec<Case> {
    let text = include_str!("attributions/cases.txt");
    let trees = include_str!("attributions/trees.conllu");
    let mut trees = trees.split("# newdoc").filter(|part| part.contains("\n1\t"));
    let passages = text.split("\n## ").skip(1);
    passages.map(|passage| case(passage, trees.next().expect("a tree for every case"))).collect()
}

fn case(passage: &str, tree: &str) -> Case {
    let (name, lines) = passage.split_once('\n').expect("a name and lines");
    let lines: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    let document = conllu::parse(&format!("# newdoc{tree}")).expect("trees");
    let paragraphs: Vec<&str> = lines.iter().filter(|line| !line.starts_with("> ")).copied().collect();
    assert_eq!(paragraphs.len(), document.blocks.len(), "{name}: trees for every paragraph");
    let blocks = paragraphs.iter().zip(&document.blocks).map(|(line, &span)| {
        let kinds = [
            ("title: ", BlockKind::Title),
            ("caption: ", BlockKind::Caption),
            ("comment: ", BlockKind::Comment),
            ("boilerplate: ", BlockKind::Boilerplate),
        ];
        let found = kinds.iter().find_map(|&(mark, kind)| Some((line.strip_prefix(mark)?, kind)));
        let (words, kind) = found.unwrap_or((line, BlockKind::Body));
        assert_eq!(words, span.of(&document.text).trim_end(), "{name}: the trees are of these words");
        Block { kind, span, author: None, time: None }
    });
    let report = Report {
        id: ReportId("case".into()),
        path: String::new(),
        blocks: blocks.collect(),
        text: document.text.clone(),
        ..Report::default()
    };
    let expected = lines.iter().filter_map(|line| line.strip_prefix("> ")).map(str::to_owned).collect();
    Case { name: name.to_owned(), report, analysis: document.analysis, expected }
}

/// What was found, in the words of the expectation: only what the expectation speaks of.
fn told(case: &Case, one: &Attribution, entities: &[Entity], expected: &str) -> String {
    let quote = |spans: &Spans| match spans.quote(&case.report.text) {
        empty if empty.is_empty() => "-".to_owned(),
        words => words,
    };
    let class = match one.source_class {
        SourceClass::Named => "named",
        SourceClass::Anonymous => "anonymous",
        SourceClass::Organisation => "organisation",
        SourceClass::Media => "media",
        SourceClass::Document => "document",
        SourceClass::Unknown => "unknown",
    };
    let kind = format!("{:?}", one.kind).to_lowercase();
    let facts = expected.rsplit(" | ").next().unwrap_or("");
    let mut words = vec![kind];
    if facts
        .split(' ')
        .any(|word| ["named", "anonymous", "organisation", "media", "document", "unknown"].contains(&word))
    {
        words.push(class.to_owned());
    }
    let value = |quoted: &Option<record::reading::Quoted>| {
        quoted.as_ref().map_or("-".to_owned(), |quoted| quoted.value.clone())
    };
    if facts.contains("speaker=") {
        let speaker = one.speaker.and_then(|speaker| entities.get(speaker.0)).map_or("-", |entity| &entity.name);
        words.push(format!("speaker={speaker}"));
    }
    if facts.contains("to=") || one.addressee.is_some() {
        words.push(format!("to={}", value(&one.addressee)));
    }
    if facts.contains("via=") || one.via.is_some() {
        words.push(format!("via={}", value(&one.via)));
    }
    if facts.contains("at=") || one.occasion.is_some() {
        words.push(format!("at={}", value(&one.occasion)));
    }
    if facts.contains("because=") || one.reason.is_some() {
        words.push(format!("because={}", value(&one.reason)));
    }
    if let Some(parent) = one.parent {
        words.push(format!("in={}", parent.0 + 1));
    }
    format!("{} | {} | {} | {}", quote(&one.source), quote(&one.cue), quote(&one.content), words.join(" "))
}

fn check(case: &Case, analysis: &Analysis, way: &str) -> Vec<String> {
    let (mentions, entities) = mentions::find(&case.report, analysis);
    let found = attributions::find(&case.report, analysis, &mentions, &entities);
    let lines = found.iter().enumerate().map(|(at, one)| {
        assert_eq!(one.id.0, at, "ids are indices");
        told(case, one, &entities, case.expected.get(at).map_or("", String::as_str))
    });
    let lines: Vec<String> = lines.collect();
    if lines == case.expected {
        return Vec::new();
    }
    vec![format!("{} ({way})\n  expected {:#?}\n  found {lines:#?}", case.name, case.expected)]
}

#[test]
fn trees_and_quotation_marks_alone() {
    let failures: Vec<String> = cases().iter().flat_map(|case| check(case, &case.analysis, "trees")).collect();
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

/// The spans of an expected part, found in the text in order.
fn spans(text: &str, words: &str, from: usize) -> Vec<Span> {
    let mut at = from;
    let mut found = Vec::new();
    for part in words.split(" … ").filter(|part| *part != "-") {
        let start =
            text[at..].find(part).map(|start| start + at).or_else(|| text.find(part)).expect("the words are there");
        at = start + part.len();
        found.push(Span::new(start, at));
    }
    found
}

#[test]
fn marked_spans_are_put_together_as_they_belong() {
    let mut failures = Vec::new();
    for case in cases() {
        let mut analysis = case.analysis.clone();
        let mut from = 0;
        for line in case.expected.iter().filter(|line| !line.contains(" in=")) {
            let parts: Vec<&str> = line.split(" | ").collect();
            let starts = from;
            for (role, words) in [(Role::Source, parts[0]), (Role::Cue, parts[1]), (Role::Content, parts[2])] {
                for span in spans(&case.report.text, words, starts) {
                    if role == Role::Cue {
                        from = span.end;
                    }
                    analysis.roles.push(RoleSpan { role, span });
                }
            }
        }
        analysis.roles.sort_by_key(|role| (role.span, role.role));
        analysis.roles.dedup();
        failures.extend(check(&case, &analysis, "marked"));
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

/// A report of one paragraph.
fn paragraph(text: String) -> Report {
    let span = Span::new(0, text.len());
    let mut report = cases().swap_remove(0).report;
    report.blocks = vec![Block { kind: BlockKind::Body, span, author: None, time: None }];
    report.text = text;
    report
}

#[test]
fn a_megabyte_of_quotation_marks() {
    for (words, bytes) in
        [("\"", 1_000_000), ("“", 100_000), ("“A.” ", 100_000), ("\"Yes, I am.\" ", 1_000_000), ("'a ", 100_000)]
    {
        let report = paragraph(words.repeat(bytes / words.len()));
        let found = attributions::find(&report, &Analysis::default(), &[], &[]);
        assert!(
            found.iter().all(|one| one
                .content
                .ranges()
                .iter()
                .all(|range| report.text.get(range.start..range.end).is_some()))
        );
    }
}

#[test]
fn roles_and_trees_that_fit_nothing() {
    let case = cases().swap_remove(8);
    let mut analysis = case.analysis.clone();
    // Spans past the end, inside of characters, empty and overlapping; heads out of range and in a circle.
    for (start, end) in [(0, 1), (1, 2), (0, 9_999), (5, 5), (9_000, 9_999), (3, 40), (4, 41)] {
        for role in [Role::Source, Role::Cue, Role::Content] {
            analysis.roles.push(RoleSpan { role, span: Span::new(start, end) });
        }
    }
    for sentence in &mut analysis.sentences {
        let count = sentence.tokens.len();
        for (at, token) in sentence.tokens.iter_mut().enumerate() {
            token.head = Some(if at % 3 == 0 { 9_999 } else { (at + 1) % count });
        }
    }
    attributions::find(&case.report, &analysis, &[], &[]);
}

#[test]
fn torn_marks_are_mended() {
    // The name of a case, and the words that the model would have marked in it: source, cue, content.
    let torn = [
        ("indirect speech with that", "Ilse", "said", "that the bridge would reopen in"),
        ("a negated cue", "Brandt", "did", "whether Norland would sign"),
        ("an outlet", "Herald", "reported", "that the minister would resign"),
        ("according to, at the beginning", "Brandt", "According", "border will open in May."),
        ("quotation before, name and verb after", "Ilse", "said", "The bridge will reopen in spring"),
    ];
    let cases = cases();
    for (name, source, cue, content) in torn {
        let case = cases.iter().find(|case| case.name == name).expect("the case");
        let mut analysis = case.analysis.clone();
        for (role, words) in [(Role::Source, source), (Role::Cue, cue), (Role::Content, content)] {
            let spans = spans(&case.report.text, words, 0);
            analysis.roles.extend(spans.into_iter().map(|span| RoleSpan { role, span }));
        }
        analysis.roles.sort_by_key(|role| (role.span, role.role));
        let failures = check(case, &analysis, "torn");
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
