use super::*;
use record::evidence::{Basis, Stated};
use record::reading::{
    Attribution, AttributionKind, Clause, Event, EventTime, Factuality, Polarity, Quantity, SourceClass, Tense,
    TimeBasis,
};
use record::{AttributionId, EventId, HappeningClass, ReportId, Span, Spans};

/// A version by hand: its text, and what is read from the words of it.
struct Draft {
    report: Report,
    reading: Reading,
}

impl Draft {
    fn new(title: &str, text: &str) -> Self {
        let report = Report {
            id: ReportId("r".to_owned()),
            path: "r.txt".to_owned(),
            title: Some(Stated { value: title.to_owned(), span: None, basis: Basis::Metadata }),
            text: text.to_owned(),
            ..Report::default()
        };
        Self { report, reading: Reading::default() }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.report.text.find(words).expect("words of the text");
        Span::new(start, start + words.len())
    }

    fn counts(mut self, words: &str, number: &str, of: &[&str]) -> Self {
        let span = self.span(words);
        let at = span.start + words.find(number).expect("the number");
        let number = Span::new(at, at + number.len());
        let of = of.iter().map(|&word| word.to_owned()).collect();
        self.reading.quantities.push(Quantity { span, number, event: None, of });
        self
    }

    fn quotes(mut self, words: &str) -> Self {
        let id = AttributionId(self.reading.attributions.len());
        let mut said = Attribution::bare(id, Spans::default(), AttributionKind::Direct, SourceClass::Unknown);
        said.content = self.span(words).into();
        self.reading.attributions.push(said);
        self
    }

    fn tells(mut self, words: &str, predicate: &str, factuality: Factuality, day: Option<&str>) -> Self {
        let span = self.span(words);
        let time = day.map(|day| EventTime {
            value: Some(day.to_owned()),
            timex: None,
            span: None,
            basis: TimeBasis::Stated,
            from: None,
            to: None,
            likely: None,
        });
        self.reading.events.push(Event {
            id: EventId(self.reading.events.len()),
            class: HappeningClass::Occurrence,
            predicate: predicate.to_owned(),
            clause: Clause { text: words.to_owned(), span: span.into(), own: true },
            weight: None,
            news: None,
            kind: None,
            mode: None,
            context: Vec::new(),
            cameo: None,
            trigger: span,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            time,
            factuality,
            polarity: Polarity::Positive,
            tense: Tense::Past,
            placement: None,
            attribution: None,
            details: Vec::new(),
            by: None,
            also_by: None,
            vector: Vec::new(),
        });
        self
    }
}

/// The changes as `kind: earlier words → later words`.
fn changes(before: &Draft, after: &Draft) -> Vec<String> {
    let quote = |side: &Option<Evidence>| side.as_ref().map_or("–".to_owned(), |one| one.quote.clone());
    let revision = compare((&before.report, &before.reading), (&after.report, &after.reading));
    let line =
        |change: &Change| format!("{}: {} → {}", change.kind.words(), quote(&change.before), quote(&change.after));
    let mut lines: Vec<String> = revision.changes.iter().map(line).collect();
    lines.push(format!("announced {}, reworded {}", revision.announced, revision.reworded));
    lines
}

#[test]
fn a_toll_that_grew_silently() {
    let before = Draft::new("Dyke breaks", "At least 12 people were killed.\nThe dyke of 1950 broke.\n").counts(
        "At least 12 people",
        "12",
        &["people", "kill"],
    );
    let after = Draft::new("Dyke breaks", "Fourteen people were killed.\nThe dyke of 1950 broke.\n").counts(
        "Fourteen people",
        "Fourteen",
        &["people", "kill"],
    );
    let expected = ["another number: At least 12 people → Fourteen people", "announced false, reworded 0"];
    assert_eq!(changes(&before, &after), expected);
}

#[test]
fn a_number_in_another_spelling_is_the_same() {
    let before = Draft::new("A", "Twelve sailors were hurt, and 1,200 men came.\n")
        .counts("Twelve sailors", "Twelve", &["sailor", "hurt"])
        .counts("1,200 men", "1,200", &["man", "come"]);
    let after = Draft::new("A", "1200 men came, and 12 sailors were hurt.\n")
        .counts("1200 men", "1200", &["man", "come"])
        .counts("12 sailors", "12", &["sailor", "hurt"]);
    // The paragraphs share four words in one order: less than half, so that they are no pair.
    assert_eq!(changes(&before, &after), ["announced false, reworded 0"]);
}

#[test]
fn quotations_withdrawn_changed_and_added() {
    let before =
        Draft::new("A", "“We will shut every one of the gates,” Holt said.\n“Nobody asked us about it,” Reyl said.\n")
            .quotes("We will shut every one of the gates")
            .quotes("Nobody asked us about it");
    let after = Draft::new("A", "“We may shut every one of the gates,” Holt said.\n“The river is calm,” Drost said.\n")
        .quotes("We may shut every one of the gates")
        .quotes("The river is calm");
    let expected = [
        "a quotation changed: We will shut every one of the gates → We may shut every one of the gates",
        "a quotation withdrawn: Nobody asked us about it → –",
        "a new quotation: – → The river is calm",
        "announced false, reworded 0",
    ];
    assert_eq!(changes(&before, &after), expected);
}

#[test]
fn a_headline_softened_hardened_or_only_changed() {
    let kind = |before: &str, after: &str| changes(&Draft::new(before, ""), &Draft::new(after, "")).remove(0);
    assert_eq!(
        kind("Board hid the leak", "Board may have hid the leak"),
        "the headline softened: Board hid the leak → Board may have hid the leak"
    );
    assert!(kind("Did the board hide the leak?", "The board hid the leak").starts_with("the headline hardened"));
    assert!(kind("Leak at the dyke", "Dyke leaks").starts_with("another headline"));
    assert_eq!(kind("Leak at the Dyke", "Leak at the dyke"), "announced false, reworded 0");
}

#[test]
fn a_note_owns_up() {
    let before = Draft::new("A", "The dyke broke on 2 May.\n").tells(
        "The dyke broke on 2 May",
        "break",
        Factuality::Asserted,
        Some("2030-05-02"),
    );
    let after = Draft::new("A", "The dyke broke on 1 May.\nCorrection: an earlier version gave another day.\n").tells(
        "The dyke broke on 1 May",
        "break",
        Factuality::Asserted,
        Some("2030-05-01"),
    );
    let expected = [
        "a note: – → Correction: an earlier version gave another day.",
        "another date: The dyke broke on 2 May → The dyke broke on 1 May",
        "announced true, reworded 0",
    ];
    assert_eq!(changes(&before, &after), expected);
}

#[test]
fn told_less_surely_dropped_and_new() {
    let before = Draft::new("A", "Soldiers fired at the crowd.\nThe mayor fled the town.\n")
        .tells("Soldiers fired at the crowd", "fire", Factuality::Asserted, None)
        .tells("The mayor fled the town", "flee", Factuality::Asserted, None);
    let after = Draft::new("A", "Soldiers fired at the crowd, witnesses said.\nA bridge was closed.\n")
        .tells("Soldiers fired at the crowd", "fire", Factuality::Attributed, None)
        .tells("A bridge was closed", "close", Factuality::Asserted, None);
    let expected = [
        "told less surely: Soldiers fired at the crowd → Soldiers fired at the crowd",
        "told no more: The mayor fled the town → –",
        "new: – → A bridge was closed",
        "announced false, reworded 0",
    ];
    assert_eq!(changes(&before, &after), expected);
}

#[test]
fn trivial_edits_are_only_counted() {
    let before = Draft::new("A", "The council met on Monday to talk about the dyke.\nIt rained all day.\n");
    let after = Draft::new("A", "The council met on Monday, to speak about the dyke!\nIt rained all day.\n");
    assert_eq!(changes(&before, &after), ["announced false, reworded 1"]);
    assert_eq!(changes(&before, &before), ["announced false, reworded 0"]);
}
