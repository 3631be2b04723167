//! When things were, before, on or after publication: sentences of our own invention with their trees.

use reading::events::Moments;
use reading::times;
use record::reading::Placement;
use record::report::Published;
use record::{Basis, Block, BlockKind, Report, ReportId, Span, conllu};

/// Sentences from words as `form/lemma/UPOS/XPOS/head/relation`, parted by ` ; `.
fn tree(words: &str) -> conllu::Document {
    let line = |(index, word): (usize, &str)| {
        let parts: Vec<&str> = word.split('/').collect();
        let [form, lemma, upos, xpos, head, relation] = parts[..] else { panic!("{word}") };
        format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_\n", index + 1)
    };
    let sentence = |words: &str| words.split_whitespace().enumerate().map(line).collect::<String>();
    conllu::parse(&words.split(" ; ").map(sentence).collect::<Vec<_>>().join("\n")).expect("CoNLL-U")
}

fn report(document: &conllu::Document, published: Option<&str>) -> Report {
    let block = |&span: &Span| Block { kind: BlockKind::Body, span, author: None, time: None };
    let published = published.map(|value| Published {
        value: value.into(),
        basis: Basis::Metadata,
        span: None,
        evidence: Vec::new(),
    });
    Report {
        id: ReportId("case".into()),
        path: "case".into(),
        published,
        text: document.text.clone(),
        blocks: document.blocks.iter().map(block).collect(),
        ..Report::default()
    }
}

/// The value of the word's time, or `-`, and its place; published on 5 March 2031, a Wednesday.
fn moment(words: &str, word: &str, published: Option<&str>) -> (String, Option<Placement>) {
    let document = tree(words);
    let report = report(&document, published);
    let times = times::find(&report, &document.analysis);
    let start = document.text.find(word).expect("a word of the sentence");
    let moment = Moments::new(&report, &document.analysis, &times).of(Span::new(start, start + word.len()));
    (moment.time.map_or_else(|| "-".to_owned(), |time| time.value), moment.placement)
}

const MET: &str = "Brandt/Brandt/PROPN/NNP/2/nsubj met/meet/VERB/VBD/0/root Reyl/Reyl/PROPN/NNP/2/obj on/on/ADP/IN/5/case \
    Tuesday/Tuesday/PROPN/NNP/2/obl";

#[test]
fn a_time_of_the_clause_decides() {
    assert_eq!(moment(MET, "met", Some("2031-03-05")), ("2031-03-04".into(), Some(Placement::Before)));
    // Without a publication date the tense is left, and the time is what can be known of it.
    assert_eq!(moment(MET, "met", None), ("XXXX-WXX-2".into(), Some(Placement::Before)));
    let today = "They/they/PRON/PRP/2/nsubj met/meet/VERB/VBD/0/root today/today/NOUN/NN/2/obl:tmod";
    assert_eq!(moment(today, "met", Some("2031-03-05")), ("2031-03-05".into(), Some(Placement::On)));
    let year =
        "They/they/PRON/PRP/2/nsubj met/meet/VERB/VBD/0/root this/this/DET/DT/4/det year/year/NOUN/NN/2/obl:tmod";
    assert_eq!(moment(year, "met", Some("2031-03-05")), ("2031".into(), Some(Placement::Before)));
}

#[test]
fn otherwise_tense_aspect_and_modals() {
    for (words, word, placement) in [
        ("They/they/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux meet/meet/VERB/VB/0/root", "meet", Placement::After),
        ("They/they/PRON/PRP/3/nsubj have/have/AUX/VBP/3/aux met/meet/VERB/VBN/0/root", "met", Placement::Before),
        ("She/she/PRON/PRP/2/nsubj leads/lead/VERB/VBZ/0/root it/it/PRON/PRP/2/obj", "leads", Placement::On),
        (
            "They/they/PRON/PRP/4/nsubj may/may/AUX/MD/4/aux have/have/AUX/VB/4/aux met/meet/VERB/VBN/0/root",
            "met",
            Placement::Before,
        ),
        (
            "She/she/PRON/PRP/5/nsubj:pass could/could/AUX/MD/5/aux not/not/PART/RB/5/advmod be/be/AUX/VB/5/aux:pass \
             reached/reach/VERB/VBN/0/root",
            "reached",
            Placement::Before,
        ),
        (
            "They/they/PRON/PRP/2/nsubj agreed/agree/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp",
            "leave",
            Placement::After,
        ),
        (
            "They/they/PRON/PRP/2/nsubj agreed/agree/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp",
            "agreed",
            Placement::Before,
        ),
        (
            "She/she/PRON/PRP/3/nsubj is/be/AUX/VBZ/3/aux:pass scheduled/schedule/VERB/VBN/0/root to/to/PART/TO/5/mark \
             speak/speak/VERB/VB/3/xcomp",
            "speak",
            Placement::After,
        ),
        (
            "The/the/DET/DT/3/det planned/planned/ADJ/JJ/3/amod merger/merger/NOUN/NN/4/nsubj worries/worry/VERB/VBZ/0/root \
             unions/union/NOUN/NNS/4/obj",
            "merger",
            Placement::After,
        ),
        (
            "The/the/DET/DT/2/det accord/accord/NOUN/NN/4/nsubj signed/sign/VERB/VBN/2/acl holds/hold/VERB/VBZ/0/root",
            "signed",
            Placement::Before,
        ),
    ] {
        assert_eq!(moment(words, word, Some("2031-03-05")), ("-".into(), Some(placement)), "{words}");
    }
}

#[test]
fn a_time_to_come_is_not_that_of_what_is_told_in_the_past() {
    let extended = "They/they/PRON/PRP/2/nsubj extended/extend/VERB/VBD/0/root it/it/PRON/PRP/2/obj to/to/ADP/IN/5/case \
        April/April/PROPN/NNP/2/obl 2/2/NUM/CD/5/nummod";
    assert_eq!(moment(extended, "extended", Some("2031-03-05")), ("-".into(), Some(Placement::Before)));
    let expected = "A/a/DET/DT/2/det vote/vote/NOUN/NN/4/nsubj:pass is/be/AUX/VBZ/4/aux:pass \
        expected/expect/VERB/VBN/0/root on/on/ADP/IN/6/case Friday/Friday/PROPN/NNP/4/obl";
    assert_eq!(moment(expected, "expected", Some("2031-03-05")), ("-".into(), Some(Placement::On)));
}

#[test]
fn another_clause_lends_its_time() {
    let talking = "They/they/PRON/PRP/2/nsubj began/begin/VERB/VBD/0/root talking/talk/VERB/VBG/2/xcomp \
        Monday/Monday/PROPN/NNP/3/obl:tmod";
    assert_eq!(moment(talking, "began", Some("2031-03-05")), ("2031-03-03".into(), Some(Placement::Before)));
    let rally = "Crowds/crowd/NOUN/NNS/2/nsubj burned/burn/VERB/VBD/0/root flags/flag/NOUN/NNS/2/obj at/at/ADP/IN/6/case \
        a/a/DET/DT/6/det rally/rally/NOUN/NN/2/obl held/hold/VERB/VBN/6/acl on/on/ADP/IN/9/case \
        Monday/Monday/PROPN/NNP/7/obl";
    assert_eq!(moment(rally, "burned", Some("2031-03-05")), ("2031-03-03".into(), Some(Placement::Before)));
}

#[test]
fn speech_and_what_is_before_or_after_lend_nothing() {
    let said = "Brandt/Brandt/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root they/they/PRON/PRP/4/nsubj \
        met/meet/VERB/VBD/2/ccomp Monday/Monday/PROPN/NNP/4/obl:tmod";
    assert_eq!(moment(said, "said", Some("2031-03-05")), ("-".into(), Some(Placement::Before)));
    let after = "They/they/PRON/PRP/2/nsubj left/leave/VERB/VBD/0/root after/after/SCONJ/IN/5/mark Reyl/Reyl/PROPN/NNP/5/nsubj \
        spoke/speak/VERB/VBD/2/advcl Monday/Monday/PROPN/NNP/5/obl:tmod";
    assert_eq!(moment(after, "left", Some("2031-03-05")), ("-".into(), Some(Placement::Before)));
    // What is still true is not over with Monday.
    let fears = "She/she/PRON/PRP/2/nsubj fears/fear/VERB/VBZ/0/root those/that/PRON/DT/2/obj jailed/jail/VERB/VBN/3/acl \
        Monday/Monday/PROPN/NNP/4/obl:tmod";
    assert_eq!(moment(fears, "fears", Some("2031-03-05")), ("-".into(), Some(Placement::On)));
}

#[test]
fn a_noun_is_when_its_own_time_says() {
    let talks = "They/they/PRON/PRP/2/nsubj announced/announce/VERB/VBD/0/root talks/talk/NOUN/NNS/2/obj \
        due/due/ADJ/JJ/3/amod on/on/ADP/IN/6/case Friday/Friday/PROPN/NNP/3/nmod";
    assert_eq!(moment(talks, "talks", Some("2031-03-05")), ("2031-03-07".into(), Some(Placement::After)));
    assert_eq!(moment(talks, "announced", Some("2031-03-05")), ("-".into(), Some(Placement::Before)));
}

#[test]
fn an_attribution_has_its_time() {
    let said = "Brandt/Brandt/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root on/on/ADP/IN/4/case \
        Monday/Monday/PROPN/NNP/2/obl that/that/SCONJ/IN/8/mark they/they/PRON/PRP/8/nsubj will/will/AUX/MD/8/aux \
        leave/leave/VERB/VB/2/ccomp";
    let document = tree(said);
    let read = reading::read(&report(&document, Some("2031-03-05")), &document.analysis);
    let attribution = &read.attributions[0];
    let time = attribution.time.as_ref().unwrap();
    assert_eq!((time.value.as_str(), time.span.of(&document.text)), ("2031-03-03", "Monday"));
    assert_eq!(attribution.placement, Some(Placement::Before));
}

#[test]
fn a_span_outside_the_analysis_has_no_moment() {
    let document = tree(MET);
    let report = report(&document, None);
    let moments = Moments::new(&report, &document.analysis, &[]);
    assert_eq!(moments.of(Span::new(500, 510)), Default::default());
}

#[test]
fn a_day_goes_on_to_sentences_that_name_none() {
    let rose = "Others/other/NOUN/NNS/2/nsubj rose/rise/VERB/VBD/0/root";
    let cases = [
        (format!("{MET} ; {rose}"), "2031-03-04"),
        // Over a sentence that names none either.
        (format!("{MET} ; They/they/PRON/PRP/2/nsubj ate/eat/VERB/VBD/0/root ; {rose}"), "2031-03-04"),
        // "had eaten" leads elsewhere.
        (format!("{MET} ; They/they/PRON/PRP/3/nsubj had/have/AUX/VBD/3/aux eaten/eat/VERB/VBN/0/root ; {rose}"), "-"),
        // Of what lies months back, or is a stretch, the text soon leaves off.
        (format!("{} ; {rose}", MET.replace("Tuesday/Tuesday", "May/May")), "-"),
        // A sentence that has a time of its own keeps it.
        (format!("{MET} ; {rose} in/in/ADP/IN/4/case May/May/PROPN/NNP/2/obl"), "2030-05"),
        (format!("{MET} ; {rose} for/for/ADP/IN/4/case weeks/week/NOUN/NNS/2/obl"), "-"),
    ];
    for (words, expected) in cases {
        let (value, placement) = moment(&words, "rose", Some("2031-03-05"));
        assert_eq!((value.as_str(), placement), (expected, Some(Placement::Before)), "{words}");
    }
    let document = tree(&format!("{MET} ; {rose}"));
    let report = report(&document, Some("2031-03-05"));
    let times = times::find(&report, &document.analysis);
    let start = document.text.find("rose").unwrap();
    let time = Moments::new(&report, &document.analysis, &times).of(Span::new(start, start + 4)).time.unwrap();
    assert_eq!((time.basis, time.span.of(&document.text)), (Basis::Inferred, "Tuesday"));
}
