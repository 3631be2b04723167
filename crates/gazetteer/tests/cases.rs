//! Which places the names of `cases.txt` mean.

use gazetteer::{Mention, Place, Resolution, resolve};
use std::fmt::Write as _;
use text::Span;

/// A case: its text, where the names are in it, and what is expected of them.
#[derive(Default)]
struct Case {
    home: Option<u32>,
    text: String,
    names: Vec<Span>,
    expected: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for paragraph in file.split("\n\n") {
        let mut lines = paragraph.lines().filter(|line| !line.starts_with('#')).peekable();
        let home = lines.next_if(|line| line.starts_with("home: ")).and_then(|line| line[6..].parse().ok());
        let Some(marked) = lines.next() else { continue };
        let mut case = Case { home, ..Case::default() };
        for part in marked.split_inclusive(['[', ']']) {
            let words = part.trim_end_matches(['[', ']']);
            let start = case.text.len();
            case.text.push_str(words);
            if part.ends_with(']') {
                case.names.push(Span::new(start, case.text.len()));
            }
        }
        case.expected = lines.map(|line| line.trim_end().to_owned()).collect();
        cases.push(case);
    }
    cases
}

fn shown(found: &Resolution) -> String {
    let place = |place: &Place| {
        let mut shown = format!("{}, {}", place.name(), place.alpha3().unwrap_or("-"));
        if let Some(state) = place.state() {
            let _ = write!(shown, "/{}", state.name());
        }
        format!("{shown}, {:?}", place.kind())
    };
    match found {
        Resolution::Place(found) => place(found),
        Resolution::Ambiguous(found) => format!("? {}", found.first().map_or_else(String::new, place)),
        Resolution::Unknown => "-".to_owned(),
    }
}

#[test]
fn names_mean_what_the_cases_say() {
    let mut wrong = String::new();
    let cases = cases(include_str!("cases.txt"));
    assert!(cases.len() > 15, "the file was not read as cases");
    for case in cases {
        let mentions: Vec<Mention<'_>> = case.names.iter().filter_map(|span| Mention::of(&case.text, *span)).collect();
        let found = resolve(&mentions, case.home.and_then(Place::of_id));
        let found: Vec<String> = found.iter().map(shown).collect();
        if found != case.expected {
            let _ = writeln!(wrong, "{}\nexpected {:#?}\nfound {:#?}\n", case.text, case.expected, found);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn ambiguous_names_have_several_candidates() {
    let text = "Springfield";
    let mentions = [Mention::of(text, Span::new(0, text.len())).unwrap()];
    let [Resolution::Ambiguous(places)] = &resolve(&mentions, None)[..] else { panic!("decided") };
    assert!(places.len() > 2 && places.iter().all(|place| place.name() == "Springfield"), "{places:?}");
}

#[test]
fn a_pile_tells_where_its_outlet_is_at_home() {
    let texts = ["Holyoke, Chicopee", "Springfield, Chicopee", "Westfield, Boston", "Holyoke, Oslo"];
    let reports: Vec<Vec<Mention<'_>>> = texts
        .iter()
        .map(|text| {
            let comma = text.find(", ").unwrap();
            // Names alone: what stands behind is cut off, or "Holyoke, Oslo" would say where Holyoke is.
            let spans = [Span::new(0, comma), Span::new(comma + 2, text.len())];
            spans.iter().filter_map(|span| Some(Mention { after: "", ..Mention::of(text, *span)? })).collect()
        })
        .collect();
    let home = gazetteer::home(&reports).unwrap();
    assert_eq!(home.state().unwrap().name(), "Massachusetts", "{home:?}");
    assert!(gazetteer::home(&reports[..1]).is_none());
}

#[test]
fn long_lists_take_no_longer_for_each_name() {
    let name = "Springfield, San Antonio, Washington, Clinton, Franklin, ";
    let text = name.repeat(2000);
    let mut mentions = Vec::new();
    let mut at = 0;
    for word in text.split_terminator(", ") {
        mentions.extend(Mention::of(&text, Span::new(at, at + word.len())));
        at += word.len() + 2;
    }
    assert_eq!(resolve(&mentions, None).len(), 10_000);
}
