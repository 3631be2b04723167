//! What web pages hide, glue or mix into their reports.

use ingest::Limits;
use record::{BlockKind, Report};

const LONG: &str = "<p>The ferry to Velmark lay at the quay all morning while the crew argued with the harbour office about its papers.</p>
    <p>\"Nobody sails before I have seen the list,\" harbour master Ove Lund told the passengers, who had waited since six o'clock.</p>
    <p>The owners said in the afternoon that the list had been sent on Monday, and that the office must have mislaid it.</p>";

fn page(head: &str, body: &str) -> Report {
    let html = format!("<html><head>{head}</head><body>{body}</body></html>");
    ingest::from_html("page.html", html.as_bytes(), &Limits::default()).expect("there is text")
}

fn of(report: &Report, kind: BlockKind) -> Vec<&str> {
    report.blocks.iter().filter(|block| block.kind == kind).map(|block| report.words(block.span)).collect()
}

#[test]
fn a_short_report_keeps_its_paragraphs() {
    for (open, close) in [("<article>", "</article>"), ("<main><article><div>", "</div></article></main>")] {
        let body = format!(
            "{open}<h1>Ferry stays in port</h1><p>The ferry stays in port.</p><p>It may sail on Sunday, Ove Lund said.</p>{close}"
        );
        let report = page("<title>Ferry stays in port</title>", &body);
        let expected = ["The ferry stays in port.", "It may sail on Sunday, Ove Lund said."];
        assert_eq!(of(&report, BlockKind::Body), expected, "{open}");
        assert_eq!(of(&report, BlockKind::Title), ["Ferry stays in port"]);
    }
}

#[test]
fn a_sentence_that_is_one_link_is_reporting() {
    let linked = "The office of the harbour lost two other lists in the spring, as its own report shows.";
    let rest = LONG.replacen("</p>", &format!("</p><p><strong><a href='/spring'>{linked}</a></strong></p>"), 1);
    let report = page("<title>Ferry stays</title>", &format!("<article><h1>Ferry stays</h1>{rest}</article>"));
    assert!(of(&report, BlockKind::Body).contains(&linked), "{}", report.text);
    assert_eq!(of(&report, BlockKind::Body).len(), 4);
}

#[test]
fn headlines_of_other_reports_are_not() {
    for label in ["<p><b>Read more:</b></p>", "<p>ALSO IN THE POST</p>", ""] {
        let links = format!(
            "{label}<p><a href=a>Harbour master loses lists</a></p><p>WATCH | <a href=b>Ferry leaves Velmark without crew</a></p>"
        );
        let report =
            page("<title>Ferry stays</title>", &format!("<div class=story><h1>Ferry stays</h1>{LONG}{links}</div>"));
        assert_eq!(of(&report, BlockKind::Body).len(), 3, "{label}: {}", report.text);
    }
}

#[test]
fn a_lead_in_a_heading_or_apart_is_reporting() {
    let lead = "A ferry with eighty passengers stayed in port on Tuesday because of a list that nobody could find.";
    for body in [
        format!("<div id=storytext><h1>Ferry stays</h1><h2>{lead}</h2>{LONG}</div>"),
        format!("<main><h1>Ferry stays</h1><h4>{lead}</h4><div class=content>{LONG}</div></main>"),
    ] {
        let report = page("<title>Ferry stays</title>", &body);
        assert_eq!(of(&report, BlockKind::Body).first(), Some(&lead), "{body}");
    }
}

#[test]
fn boxes_of_the_page_are_not_reporting() {
    let box_ = "<div class='newsletter-signup'><p>Get the harbour's news every morning, straight to your desk.</p></div>
        <blockquote class='twitter-tweet'><p>What a day at the quay, we are still here and nobody knows why.</p></blockquote>";
    let rest = LONG.replacen("</p>", &format!("</p>{box_}"), 1);
    let report = page("<title>Ferry stays</title>", &format!("<article><h1>Ferry stays</h1>{rest}</article>"));
    assert_eq!(of(&report, BlockKind::Body).len(), 3, "{}", report.text);
}

#[test]
fn entries_of_a_live_page_have_times() {
    let entry = |day: &str, words: &str| {
        format!("<div class=x><time datetime='{day}T10:00:00Z'>10:00</time><p>{words}</p></div>")
    };
    let first =
        entry("2031-05-07", "The ferry left the quay of Velmark today, two days late and with half of its passengers.");
    let second = entry(
        "2031-05-05",
        "The harbour office said that it would look for the list again tomorrow, from eight o'clock.",
    );
    let body = format!("<article><h1>Ferry: live</h1>{first}{second}</article>");
    let report = page("<title>Ferry: live</title>", &body);
    let times: Vec<Option<&str>> =
        report.blocks.iter().filter(|block| block.kind == BlockKind::Body).map(|block| block.time.as_deref()).collect();
    assert_eq!(times, [Some("2031-05-07T10:00:00Z"), Some("2031-05-05T10:00:00Z")]);
}

#[test]
fn a_live_page_that_shows_nothing_is_read_from_its_linked_data() {
    let head = r#"<title>Ferry: live</title><script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Ferry: live",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Away", "articleBody": "The ferry left the quay.", "datePublished": "2031-05-07T10:00Z"}]}</script>"#;
    let report = page(head, "<div id=app></div>");
    assert_eq!(of(&report, BlockKind::Body), ["Away", "The ferry left the quay."]);
    assert_eq!(report.blocks.last().unwrap().time.as_deref(), Some("2031-05-07T10:00Z"));
}

#[test]
fn publication_and_last_change_are_kept_apart() {
    let body = format!(
        "<article><h1>Ferry stays</h1><time class=updated datetime='2031-05-09'>9</time><time datetime='2031-05-06'>6</time>{LONG}</article>"
    );
    let report = page("<title>Ferry stays</title>", &body);
    assert_eq!(report.published.unwrap().value, "2031-05-06");
    assert_eq!(report.updated.unwrap().value, "2031-05-09");
}
