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
