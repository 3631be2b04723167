//! What stands above a report: the outlet, the headline, the day.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use ingest::{Limits, Report, from_bytes};

const BODY: &str = "The envoys of Norland and Suderia met on Tuesday for three hours at the customs house of Port Alder.\n\n\
    \"We talked about the dam,\" the Norland envoy told Flash as he left. Neither side would say more about the talks.\n\n\
    They are to meet again next week in Velmark, the ministry said in a statement to Radio Norland on the same day.\n";

fn read(head: &str) -> Report {
    let text = format!("{head}\n\n{BODY}");
    from_bytes("report.txt", text.as_bytes(), &Limits::default()).remove(0).unwrap()
}

/// Outlet, title and day of a report with this head.
fn stated(head: &str) -> (String, String, String) {
    let report = read(head);
    let value = |stated: &Option<record::evidence::Stated>| stated.as_ref().map_or("-".into(), |it| it.value.clone());
    let day = report.published.as_ref().map_or("-".into(), |published| published.value.clone());
    (value(&report.outlet), value(&report.title), day)
}

#[test]
fn outlet_day_and_headline_each_on_a_line() {
    for (head, outlet, title, day) in [
        (
            "VELMARK FLASH\nWednesday 5 March 2031, page 3\n\nEnvoys talk of the dam in Port Alder\n\nBy Ilse Brandt",
            "VELMARK FLASH",
            "Envoys talk of the dam in Port Alder",
            "2031-03-05",
        ),
        (
            "THE BRENHOLM MESSENGER\nRiver & district\n\nEnvoys talk of the dam in Port Alder\n\nBy Ilse Brandt",
            "THE BRENHOLM MESSENGER",
            "Envoys talk of the dam in Port Alder",
            "-",
        ),
        (
            "RADIO NORLAND | English\n\nEnvoys talk of the dam in Port Alder\n\nAlder, 5 March 2031, 14:10, last updated 17:45",
            "RADIO NORLAND",
            "Envoys talk of the dam in Port Alder",
            "2031-03-05T14:10",
        ),
        (
            "NPD / ALDER, 5 March 2031 - COMMUNIQUE\n\nENVOYS TALK OF THE DAM IN PORT ALDER",
            "-",
            "ENVOYS TALK OF THE DAM IN PORT ALDER",
            "2031-03-05",
        ),
    ] {
        assert_eq!(stated(head), (outlet.to_owned(), title.to_owned(), day.to_owned()), "{head}");
    }
}

#[test]
fn a_headline_alone_stays_one() {
    for head in ["ENVOYS TALK OF THE DAM", "Envoys talk of the dam\n\nThree hours in Port Alder"] {
        let (outlet, title, day) = stated(head);
        assert_eq!((outlet.as_str(), day.as_str()), ("-", "-"), "{head}");
        assert_eq!(title, head.lines().next().unwrap());
    }
}

#[test]
fn one_line_may_hold_outlet_place_day_and_writer() {
    for (head, outlet, day, byline) in [
        (
            "ENVOYS TALK OF THE DAM\nThe Evening Oar, Port Alder - 5.3.2031 - by our own correspondent",
            "The Evening Oar",
            "2031-03-05",
            "our own correspondent",
        ),
        (
            "Envoys talk of the dam\nVelmark Today | 5 March 2031, 07:45 | By Ilse Brandt",
            "Velmark Today",
            "2031-03-05T07:45",
            "Ilse Brandt",
        ),
        (
            "SUDE GAZETA  (English edition)\nNo. 61 (11 408)        Sude, Wednesday, 05.03.2031\n\nEnvoys talk of the dam",
            "SUDE GAZETA",
            "2031-03-05",
            "-",
        ),
        ("SLOVO SUDERII\nYear 12, No. 61, 5 March 2031\n\nEnvoys talk of the dam", "SLOVO SUDERII", "2031-03-05", "-"),
        ("Envoys talk of the dam\nPort Alder, 5 March 2031", "-", "2031-03-05", "-"),
    ] {
        let (found, title, published) = stated(head);
        assert_eq!((found.as_str(), published.as_str()), (outlet, day), "{head}");
        assert_eq!(title.to_lowercase(), "envoys talk of the dam", "{head}");
        let wrote = read(head).byline.map_or("-".to_owned(), |byline| byline.value);
        assert_eq!(wrote, byline, "{head}");
    }
}

#[test]
fn rubrics_and_codes_are_no_headlines() {
    for head in [
        "The Norland Post\nTHE POST INTERVIEW\n\n\"I would drain it\"\nGreta Lund, Norland's envoy, talks to Ilse Brandt",
        "Opinion\n\n\"I would drain it\"",
        "The Norland Post\nQUAYSIDE DIARY\n\"I would drain it\"",
        "NPD-0412 3 POL 0338\n\"I would drain it\"\nBy Ilse Brandt",
        "URGENT\nBC-NLD--Dam Talks\n\"I would drain it\"",
        "HEADLINE: \"I would drain it\"\nBYLINE: Ilse Brandt",
    ] {
        assert_eq!(stated(head).1, "\"I would drain it\"", "{head}");
    }
    // A headline may have the same words, if the report below is about them.
    assert_eq!(stated("NORLAND ENVOYS GIVE INTERVIEW\n\nThree hours in Port Alder").1, "NORLAND ENVOYS GIVE INTERVIEW");
}

#[test]
fn a_headline_may_take_two_lines() {
    for (head, title) in [
        ("Envoys of two countries talk\nof a dam\n\nBy Ilse Brandt", "Envoys of two countries talk of a dam"),
        ("The Norland Post\nEnvoys Talk of the\nDam in Port Alder", "Envoys Talk of the Dam in Port Alder"),
        ("Envoys talk of the dam\nThree hours in Port Alder", "Envoys talk of the dam"),
        ("Envoys talk of the dam\nby Ilse Brandt", "Envoys talk of the dam"),
    ] {
        assert_eq!(stated(head).1, title, "{head}");
    }
}

#[test]
fn what_a_page_puts_between_paragraphs_is_not_reporting() {
    let page = "Envoys talk of the dam\n\nHome\nLog in\n\nThe envoys of Norland and Suderia met on Tuesday for three hours at the customs house.\n\n\
        ADVERTISEMENT\nRubber boats from 90 crowns!\n\nNeither side would say more about the talks, which go on in Velmark next week.\n\n\
        Mr Reyl, left, leaves the house yesterday. Pool photograph\n\nRelated  Dam wall \"has cracks\"\n\n\
        Read also\nWho owns the water?\nLetter: Why not ask us?\n";
    let report = from_bytes("page.txt", page.as_bytes(), &Limits::default()).remove(0).unwrap();
    let body = report.blocks.iter().filter(|block| block.kind == record::BlockKind::Body);
    let body: Vec<&str> = body.map(|block| report.words(block.span)).collect();
    assert_eq!(body.len(), 2, "{body:?}");
    assert!(body[1].starts_with("Neither side"), "{body:?}");
}
