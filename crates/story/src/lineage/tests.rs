use super::*;
use record::evidence::Stated;
use record::report::{Credit, Published};
use record::{Analysis, Basis, Block, BlockKind, Reading, Report};

const STORY: [&str; 4] = [
    "Norland and Suderia broke off their river talks in Port Alder on Friday, hours after envoys had spoken of a deal on the gates.",
    "Fishermen who had waited on the quay since dawn were told by the harbour master to take their boats back to the upper basin.",
    "Governor Anna Holt said the customs house would stay open to both delegations until the end of the month at the town's expense.",
    "The treaty on the water of the Alder runs out in June, and neither government has said what would follow in its place.",
];

const OTHER: [&str; 4] = [
    "Talks over the river Alder have ended in failure, with the delegations of Norland and Suderia leaving Port Alder separately.",
    "At the harbour, crews that had hoped to cast off this week unloaded their nets again and spoke of a lost season.",
    "The town is paying for the negotiators' rooms, Governor Anna Holt confirmed, and will go on doing so for some weeks.",
    "Unless something new is agreed, no rules will bind the two neighbours from June, when the present ones lapse.",
];

pub(super) fn report(id: &str, day: &str, outlet: &str, paragraphs: &[&str]) -> Report {
    let text = paragraphs.join("\n\n");
    let mut start = 0;
    let blocks = paragraphs.iter().map(|paragraph| {
        let span = Span::new(start, start + paragraph.len());
        start = span.end + 2;
        Block { kind: BlockKind::Body, span, author: None, time: None }
    });
    Report {
        id: ReportId(id.into()),
        path: id.into(),
        outlet: Some(Stated { value: outlet.into(), span: None, basis: Basis::Metadata }),
        published: Some(Published { value: day.into(), basis: Basis::Metadata, span: None, evidence: Vec::new() }),
        blocks: blocks.collect(),
        text,
        ..Report::default()
    }
}

fn crediting(mut report: Report, agency: &str) -> Report {
    let start = report.text.find(agency).unwrap();
    let span = Span::new(start, start + agency.len());
    report.credits.push(Credit { kind: CreditKind::Wire, name: agency.into(), span });
    report.blocks.last_mut().unwrap().kind = BlockKind::Credit;
    report
}

fn traced(reports: &[Report]) -> Traced {
    let (analysis, reading) = (Analysis::default(), Reading::default());
    let tellings = reports.iter().map(|report| Telling { report, analysis: &analysis, reading: &reading });
    trace(&tellings.collect::<Vec<_>>(), NonZeroUsize::MIN)
}

fn derived(traced: &Traced) -> Vec<(&str, &str, Kinship)> {
    traced.derived.iter().map(|found| (found.report.0.as_str(), found.from.0.as_str(), found.kinship)).collect()
}

#[test]
fn copies_cuts_and_rewrites_form_one_line() {
    let rewrite: Vec<String> = STORY
        .iter()
        .map(|words| words.replace("told", "ordered").replace("broke off", "abandoned").replace("said", "announced"))
        .collect();
    let rewrite: Vec<&str> = [1, 0, 3].iter().map(|&i| rewrite[i].as_str()).collect();
    let mixed = [OTHER[0], STORY[2], STORY[1], OTHER[3]];
    let reports = [
        report("source", "2031-03-04", "Alder Post", &STORY),
        report("copy", "2031-03-05", "Westmark Mail", &[STORY[3], STORY[0], STORY[1]]),
        report("rewrite", "2031-03-05", "Suder Times", &rewrite),
        report("half", "2031-03-06", "Norland Courier", &mixed),
        report("own", "2031-03-04", "Suder Radio", &OTHER),
    ];
    let found = traced(&reports);
    assert_eq!(
        derived(&found),
        [
            ("copy", "source", Kinship::Copy),
            ("rewrite", "source", Kinship::Copy),
            ("half", "source", Kinship::Rewrite),
            ("half", "own", Kinship::Rewrite),
        ]
    );
    assert_eq!(traced(&reports[..3]).lines.len(), 1);
    let words = &found.edges.iter().find(|edge| edge.report.0 == "copy").unwrap().evidence;
    assert!(words.iter().any(|words| words.report.0 == "source" && words.quote.starts_with("Norland and Suderia")));
    assert!(words.iter().any(|words| words.report.0 == "copy" && words.quote.contains("upper basin")));
}

#[test]
fn what_is_put_together_from_two_reports_makes_no_one_line_of_them() {
    let merged = [STORY[0], STORY[1], STORY[2], OTHER[1], OTHER[2]];
    let reports = [
        report("one", "2031-03-04", "Alder Post", &STORY),
        report("two", "2031-03-04", "Suder Radio", &OTHER),
        report("merged", "2031-03-05", "Westmark Mail", &merged),
    ];
    let found = traced(&reports);
    assert_eq!(found.derived.len(), 2, "{:?}", found.derived);
    let ids = |line: &Vec<ReportId>| line.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
    assert_eq!(found.lines.iter().map(ids).collect::<Vec<_>>(), [vec!["one", "merged"], vec!["two"]]);
}

#[test]
fn the_set_lines_of_one_outlet_make_no_copies() {
    const HOUSE: &str = "Suder Radio is heard from the upper weir to the sea. Our rooms above the rope works are open to \
        callers from nine until the lamps go out, and every letter is read by an editor; whoever knows more about what is \
        told here may ring the desk at any hour of the day, and no name is given without leave.";
    let with = |outlet: &str| {
        let one = [&STORY[..], &[HOUSE]].concat();
        let two = [&OTHER[..], &[HOUSE]].concat();
        let reports = [report("one", "2031-03-04", "Suder Radio", &one), report("two", "2031-03-05", outlet, &two)];
        traced(&reports).derived.len()
    };
    assert_eq!(with("Suder Radio"), 0);
    assert_eq!(with("Westmark Mail"), 1);
}

#[test]
fn an_outlet_is_cited_by_its_name_in_the_pile_without_any_reading() {
    let citing = "Boats had to leave for the upper basin, fishermen who waited on the quay told the Alder Post.";
    let reports = [
        report("source", "2031-03-04", "The Alder Post", &STORY),
        report("citing", "2031-03-05", "Suder Radio", &[OTHER[0], citing, OTHER[3]]),
    ];
    let found = traced(&reports);
    let edges: Vec<_> = found.edges.iter().map(|edge| (edge.derives_from.as_str(), edge.basis)).collect();
    assert_eq!(edges, [("source", LineageBasis::Cites)]);
    assert_eq!(found.lines.len(), 2);
}

#[test]
fn an_outlet_does_not_cite_itself_by_a_part_of_its_name() {
    let citing = |name: &str, outlet: &str| {
        let words = format!("Boats had to leave for the upper basin, fishermen on the quay told {name}.");
        let reports = [
            report("one", "2031-03-05", outlet, &[OTHER[0], &words, OTHER[3]]),
            report("two", "2031-03-04", "The Chronicle", &STORY),
            report("three", "2031-03-04", "Norwick Chronicle", &STORY),
        ];
        let found = traced(&reports);
        let edges = found.edges.iter().filter(|edge| edge.report.0 == "one");
        edges.filter(|edge| edge.basis == LineageBasis::Cites).map(|edge| edge.derives_from.clone()).collect::<Vec<_>>()
    };
    assert_eq!(citing("the Chronicle", "The Alder Chronicle"), [""; 0]);
    assert_eq!(citing("the Chronicle", "Suder Radio"), ["two"]);
    assert_eq!(citing("AP", "Alder Post"), ["AP"], "an agency is not the paper of these initials");
    // All of another outlet's name is that outlet, though it is a part of this one's.
    assert_eq!(citing("the Norwick Chronicle", "Norwick Evening Chronicle"), ["three"]);
}

#[test]
fn reports_of_one_event_and_one_press_conference_are_independent() {
    let quote = "\"We came here with open hands and we leave with open hands, and the river will still be there in \
        the spring when they have thought better of it,\" Ilse Brandt said.";
    let with = |paragraphs: [&'static str; 4]| [&paragraphs[..2], &[quote], &paragraphs[2..]].concat();
    let a = report("a", "2031-03-04", "Alder Post", &with(STORY));
    let b = report("b", "2031-03-04", "Suder Radio", &with(OTHER));
    let found = traced(&[a, b]);
    assert!(found.derived.is_empty(), "{:?}", found.derived);
    assert_eq!(found.lines.len(), 2);
}

#[test]
fn a_citation_makes_no_line() {
    let citing = "The weir may be next: according to AP, fishermen on the quay were told to take their boats back to the upper basin.";
    let reports = [
        report("ap", "2031-03-04", "AP", &STORY),
        crediting(report("carried", "2031-03-05", "Westmark Mail", &[STORY[0], STORY[1], "Source: AP"]), "AP"),
        report("citing", "2031-03-05", "Suder Radio", &[OTHER[0], citing, OTHER[3]]),
        report("late", "2031-04-05", "Suder Times", &["According to AP, boats were told to leave the upper basin."]),
    ];
    let found = traced(&reports);
    let edges: Vec<_> =
        found.edges.iter().map(|edge| (edge.report.0.as_str(), edge.derives_from.as_str(), edge.basis)).collect();
    assert_eq!(
        edges,
        [
            ("carried", "ap", LineageBasis::Credit),
            ("carried", "ap", LineageBasis::SharedText),
            ("citing", "ap", LineageBasis::Cites),
            ("late", "AP", LineageBasis::Cites),
        ]
    );
    assert_eq!(found.lines.len(), 3, "{:?}", found.lines);
}

#[test]
fn what_is_cited_counts_for_whom_it_is_from() {
    let citing = "According to AP, fishermen on the quay were told to take their boats back to the upper basin.";
    let reports =
        [report("ap", "2031-03-04", "AP", &STORY), report("citing", "2031-03-05", "Suder Radio", &[OTHER[0], citing])];
    let (analysis, reading) = (Analysis::default(), Reading::default());
    let tellings = reports.iter().map(|report| Telling { report, analysis: &analysis, reading: &reading });
    let pile = Pile::new(&tellings.collect::<Vec<_>>());
    let found = Lineage::trace(&pile, NonZeroUsize::MIN);
    let at = |report: usize, words: &str| {
        let start = reports[report].text.find(words).unwrap();
        (report, Span::new(start, start + words.len()))
    };
    let there = at(0, "told");
    let (cited, own) = (at(1, "told"), at(1, "ended"));
    assert_eq!(found.independent([there, cited].into_iter()), 1);
    assert_eq!(found.independent([there, own].into_iter()), 2);
    assert_eq!(found.independent([there, cited, own].into_iter()), 2);
}

#[test]
fn one_phrase_for_ever_is_no_trap() {
    for phrase in ["weir ", "the gates of the upper weir stay shut "] {
        let drone = phrase.repeat(100_000 / phrase.split(' ').count());
        let report = |i| report(&format!("r{i}"), "2031-03-04", "Alder Post", &[drone.as_str()]);
        let lines = traced(&[report(0), report(1), report(2)]).lines.len();
        // A single word makes a single shingle, from which nothing is concluded.
        assert_eq!(lines, if phrase == "weir " { 3 } else { 1 });
    }
}
