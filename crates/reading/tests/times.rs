//! Times as a reader writes them down: `times_expressions.txt` holds the sentences.

use jiff::civil::Date;
use reading::times;
use record::reading::{Timex, TimexFunction, TimexType, Unresolved};
use record::report::Published;
use record::{Analysis, Basis, Block, BlockKind, Report, ReportId, Span};

/// A report of one block.
fn report(text: &str, published: Option<&str>) -> Report {
    let block = Block { kind: BlockKind::Body, span: Span::new(0, text.len()), author: None, time: None };
    Report {
        id: ReportId(String::new()),
        path: String::new(),
        published: published.map(|value| Published {
            value: value.to_owned(),
            basis: Basis::Metadata,
            span: None,
            evidence: Vec::new(),
        }),
        text: text.to_owned(),
        blocks: vec![block],
        ..Report::default()
    }
}

fn read(text: &str, published: Option<&str>) -> Vec<Timex> {
    times::find(&report(text, published), &Analysis::default())
}

fn kind(timex: &Timex) -> &'static str {
    match timex.kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

/// The sentence with what was found in brackets, and the types and values: as the table has it.
fn written(text: &str, times: &[Timex]) -> String {
    let mut line = String::new();
    let mut at = 0;
    for timex in times {
        line += &format!("{}[{}]", &text[at..timex.span.start], timex.span.of(text));
        at = timex.span.end;
    }
    line += &text[at..];
    line += " =>";
    for timex in times {
        line += &format!(" {} {}", kind(timex), timex.value);
    }
    line
}

#[test]
fn the_table_is_read_as_it_is_written() {
    let mut published = None;
    let mut wrong = String::new();
    let mut count = 0;
    for line in include_str!("times_expressions.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(date) = line.strip_prefix("@ ") {
            published = (date != "none").then_some(date);
            continue;
        }
        let sentence = line.split(" =>").next().unwrap_or("").replace(['[', ']'], "");
        let found = written(&sentence, &read(&sentence, published));
        count += 1;
        if found != line.trim_end() {
            wrong += &format!("expected {line}\n   found {found}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 200, "the table has only {count} lines");
}

/// The forms of a date that the grammar knows, each followed by what cannot belong to it.
fn forms(date: Date) -> Vec<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const SHORT: [&str; 12] =
        ["Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    let (year, day) = (format!("{:04}", date.year()), date.day());
    let index = usize::from(date.month().unsigned_abs()) - 1;
    let (month, short) = (MONTHS[index], SHORT[index]);
    let weekday = format!("{:?}", date.weekday());
    let suffix = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let mut forms = vec![
        date.to_string(),
        format!("{year}/{:02}/{day:02}", date.month()),
        format!("{day:02}.{:02}.{year}", date.month()),
        format!("{}/{day}/{year}", date.month()),
        format!("{month} {day}, {year}"),
        format!("{short} {day}, {year}"),
        format!("{} {day}, {year}", month.to_uppercase()),
        format!("{month} {day}{suffix}, {year}"),
        format!("{day} {month} {year}"),
        format!("{day} {short} {year}"),
        format!("{day}{suffix} {month} {year}"),
        format!("the {day}{suffix} of {month}, {year}"),
        format!("{weekday}, {month} {day}, {year}"),
        format!("{weekday}, {day} {month} {year}"),
        format!("{weekday} {short} {day}, {year}"),
    ];
    if day > 12 {
        forms.push(format!("{day}/{}/{year}", date.month()));
    }
    if date.year() < 1000 {
        forms.push(format!("{month} {day}, A.D. {}", date.year()));
        forms.push(format!("{day} {month} {} CE", date.year()));
    }
    forms
}

#[test]
fn any_date_in_any_form_comes_back() {
    // A step that is prime to 7, 12 and 365 meets every weekday, month and day of the month.
    let mut date = Date::constant(1, 1, 1);
    let step = jiff::Span::new().days(1399);
    let mut count = 0;
    while let Ok(next) = date.checked_add(step) {
        if date.year() > 9999 {
            break;
        }
        for form in forms(date) {
            let text = format!("It is dated {form}.");
            let times = read(&text, Some("2031-03-05"));
            let values: Vec<&str> = times.iter().map(|timex| timex.value.as_str()).collect();
            assert_eq!(values, [date.to_string()], "{text}");
            assert_eq!(times[0].span.of(&text), form);
        }
        count += 1;
        date = next;
    }
    assert!(count > 2500);
}

/// Forms with a time of day, or less precise than a day, each with its value.
fn other_forms(date: Date) -> Vec<(String, String)> {
    let (year, month, day) = (format!("{:04}", date.year()), date.month(), date.day());
    let full = date.strftime("%B").to_string();
    let (hour, minute) = (month, day + 10);
    let clock = format!("{date}T{:02}:{minute}", hour + if hour < 12 { 12 } else { 0 });
    let morning = format!("{date}T{hour:02}:{minute}Z");
    let half = if month <= 6 { ("first", 1) } else { ("second", 2) };
    let quarter = ["first", "second", "third", "fourth"][usize::from((month.unsigned_abs() - 1) / 3)];
    let season =
        [("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("winter", "WI")][usize::from(day.unsigned_abs() % 4)];
    let mut forms = vec![
        (format!("{full} {day}, {year}, at {hour}:{minute} p.m."), clock.clone()),
        (format!("{hour}:{minute} p.m. on {full} {day}, {year}"), clock),
        (format!("{date}T{hour:02}:{minute}Z"), morning.clone()),
        (format!("{hour:02}{minute} GMT on {day} {full} {year}"), morning),
        (format!("noon on {full} {day}, {year}"), format!("{date}T12:00")),
        (format!("the night of {full} {day}, {year}"), format!("{date}TNI")),
        (format!("{full} {year}"), format!("{year}-{month:02}")),
        (format!("early {full} {year}"), format!("{year}-{month:02}")),
        (format!("the end of {full} {year}"), format!("{year}-{month:02}")),
        (format!("the {} half of {year}", half.0), format!("{year}-H{}", half.1)),
        (format!("the {quarter} quarter of {year}"), format!("{year}-Q{}", (month + 2) / 3)),
        (format!("Q{} {year}", (month + 2) / 3), format!("{year}-Q{}", (month + 2) / 3)),
        (format!("the {} of {year}", season.0), format!("{year}-{}", season.1)),
        (format!("the year {year}"), year.clone()),
        (format!("fiscal {year}"), year.clone()),
    ];
    if date.year() >= 1000 && date.year() < 2200 {
        forms.push((
            format!("the {}0s", &year[..3]),
            if year[..2] < *"19" && &year[2..3] == "0" { year[..2].into() } else { year[..3].into() },
        ));
    }
    forms
}

#[test]
fn any_month_quarter_year_or_clock_time_comes_back() {
    let mut date = Date::constant(1, 1, 1);
    let step = jiff::Span::new().days(3571);
    let mut wrong = Vec::new();
    while let Ok(next) = date.checked_add(step) {
        for (form, value) in other_forms(date) {
            let text = format!("It is dated {form}.");
            let times = read(&text, Some("2031-03-05"));
            let values: Vec<&str> = times.iter().map(|timex| timex.value.as_str()).collect();
            if values != [&*value] {
                wrong.push(format!("{text} {values:?}"));
            }
        }
        date = next;
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of them: {:#?}", wrong.len(), &wrong[..wrong.len().min(60)]);
}

#[test]
fn a_value_with_gaps_says_why() {
    for (published, text, expected) in [
        (None, "They met on May 28.", Some(Unresolved::NoPublicationDate)),
        (None, "They met yesterday.", Some(Unresolved::NoPublicationDate)),
        (None, "They met in the '90s.", Some(Unresolved::NoPublicationDate)),
        (None, "They met on May 28, 2019.", None),
        (Some("2031-03"), "They met on Tuesday.", Some(Unresolved::NoPublicationDate)),
        (Some("2031-03-05"), "They met on Tuesday.", None),
        (Some("2031-03-05"), "They met an hour ago.", Some(Unresolved::Vague)),
        (Some("2031-03-05"), "They talked for weeks.", Some(Unresolved::Vague)),
        (Some("2031-03-05"), "They meet every Monday.", None),
        (Some("2031-03-05"), "They met years ago.", None),
        (Some("2031-03-05"), "They met on February 29, 2031.", Some(Unresolved::OutOfCalendar)),
    ] {
        let times = read(text, published);
        assert_eq!(times[0].unresolved, expected, "{text}: {:?}", times[0]);
    }
    let times = read("It began in May 2019. The following Friday they left.", Some("2031-03-05"));
    assert_eq!(times[1].unresolved, Some(Unresolved::NoAnchor), "{:?}", times[1]);
}

#[test]
fn every_day_of_a_leap_year_and_of_one_that_is_not_comes_back() {
    for year in [1900, 2000, 2031, 2032] {
        let mut date = Date::constant(year, 1, 1);
        while date.year() == year {
            let text = format!("They met on {}.", forms(date)[4]);
            assert_eq!(read(&text, None)[0].value, date.to_string());
            date = date.tomorrow().unwrap();
        }
    }
}

#[test]
fn a_date_that_does_not_exist_is_none() {
    for text in ["It is dated 2031-02-30.", "It is dated 13/13/2031.", "It is dated February 30, 2031."] {
        assert!(
            read(text, None).iter().all(|timex| !timex.value.contains("-30") && !timex.value.contains("-13")),
            "{text}"
        );
    }
}

/// Pieces that have been trouble, or could be.
const PIECES: [&str; 40] = [
    "the ",
    "day ",
    "before ",
    "last ",
    "May ",
    "28",
    "-",
    ",",
    " ",
    "'",
    "’",
    "s ",
    "1990",
    "s",
    "99999999999",
    ".",
    "a.m.",
    "9:40",
    ":",
    "GMT ",
    "½",
    "é",
    "\u{200b}",
    "two ",
    "and ",
    "a ",
    "half ",
    "of ",
    "year",
    "-old ",
    "B.C.",
    "0000",
    "31",
    "/",
    "\n",
    "century ",
    "week ",
    "ago",
    "İ",
    "𝟙 ",
];

#[test]
fn no_text_panics() {
    // xorshift: the same texts on every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for round in 0..4000 {
        let text: String = (0..next(40)).map(|_| PIECES[next(PIECES.len())]).collect();
        let published =
            [None, Some("2031-03-05"), Some("9999-12-31"), Some("0001-01-01"), Some("2031"), Some("rubbish")];
        for timex in read(&text, published[round % published.len()]) {
            assert!(!timex.span.of(&text).is_empty(), "{text:?}: {timex:?}");
        }
    }
}

#[test]
fn any_shift_from_the_ends_of_the_calendar_is_safe() {
    for published in ["0001-01-01", "9999-12-31", "-9999-01-01"] {
        for text in [
            "900000000 years ago",
            "999999999 weeks from now",
            "the week before last",
            "next year",
            "last century",
            "the last day of next year",
            "99999 decades ago",
            "a million months later",
            "last Easter",
            "the week after next",
        ] {
            read(text, Some(published));
        }
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    let size = 1 << 20;
    for piece in ["1", "the day before ", "one hundred and ", "1,", "May 1 to "] {
        let text = piece.repeat(size / piece.len());
        let started = std::time::Instant::now();
        read(&text, Some("2031-03-05"));
        // A debug build on a busy machine takes some seconds; what is quadratic would take hours.
        assert!(started.elapsed().as_secs() < 120, "{piece:?} took {:?}", started.elapsed());
    }
}

#[test]
fn a_tree_tells_what_is_asked_for() {
    let sentence = |words: &str| {
        let line = |(index, word): (usize, &str)| {
            let parts: Vec<&str> = word.split('/').collect();
            let [form, lemma, upos, feats, head, relation] = parts[..] else { panic!("{word}") };
            format!("{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t_\n", index + 1)
        };
        let document = words.split_whitespace().enumerate().map(line).collect::<String>();
        record::conllu::parse(&document).unwrap()
    };
    let fin = "Mood=Ind|Tense=Past|VerbForm=Fin";
    for (words, value) in [
        (format!("They/they/PRON/_/2/nsubj had/have/VERB/{fin}/0/root until/until/ADP/_/4/case Monday/Monday/PROPN/_/2/obl"), "2031-03-10"),
        (format!("She/she/PRON/_/2/nsubj agreed/agree/VERB/{fin}/0/root to/to/ADP/_/4/case talks/talk/NOUN/_/2/obl on/on/ADP/_/6/case Monday/Monday/PROPN/_/2/obl"), "2031-03-10"),
        (format!("She/she/PRON/_/2/nsubj agreed/agree/VERB/{fin}/0/root on/on/ADP/_/4/case Monday/Monday/PROPN/_/2/obl to/to/ADP/_/6/case talks/talk/NOUN/_/2/obl"), "2031-03-03"),
        (format!("She/she/PRON/_/2/nsubj promised/promise/VERB/{fin}/0/root aid/aid/NOUN/_/2/obj by/by/ADP/_/5/case Monday/Monday/PROPN/_/2/obl"), "2031-03-10"),
        ("Talks/talk/NOUN/_/5/nsubj on/on/ADP/_/3/case Monday/Monday/PROPN/_/1/nmod are/be/AUX/Tense=Pres/5/cop likely/likely/ADJ/_/0/root".to_owned(), "2031-03-10"),
        ("Monday/Monday/PROPN/_/4/nsubj is/be/AUX/Tense=Pres/4/cop a/a/DET/_/4/det holiday/holiday/NOUN/_/0/root".to_owned(), "2031-03-10"),
        ("The/the/DET/_/2/det deadline/deadline/NOUN/_/5/nsubj of/of/ADP/_/4/case Monday/Monday/PROPN/_/2/nmod holds/hold/VERB/_/0/root".to_owned(), "2031-03-10"),
        (format!("They/they/PRON/_/2/nsubj ate/eat/VERB/{fin}/0/root until/until/ADP/_/4/case Monday/Monday/PROPN/_/2/obl"), "2031-03-03"),
    ] {
        let document = sentence(&words);
        let times = times::find(&report(&document.text, Some("2031-03-05")), &document.analysis);
        assert_eq!(times[0].value, value, "{}", document.text);
    }
}

/// A sentence whose nearest verb is not the one that the day belongs to; the tree knows.
const TREE: &str = "\
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\ttalks\ttalk\tNOUN\tNNS\tNumber=Plur\t7\tnsubj\t_\t_
3\tthat\tthat\tPRON\tWDT\tPronType=Rel\t4\tnsubj\t_\t_
4\tfailed\tfail\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t2\tacl:relcl\t_\t_
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tJanuary\tJanuary\tPROPN\tNNP\tNumber=Sing\t4\tobl\t_\t_
7\topen\topen\tVERB\tVBP\tMood=Ind|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
8\tin\tin\tADP\tIN\t_\t9\tcase\t_\t_
9\tNorland\tNorland\tPROPN\tNNP\tNumber=Sing\t7\tobl\t_\t_
10\ton\ton\tADP\tIN\t_\t11\tcase\t_\t_
11\tTuesday\tTuesday\tPROPN\tNNP\tNumber=Sing\t7\tobl\t_\tSpaceAfter=No
12\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_
";

#[test]
fn a_tree_tells_tense_where_the_words_around_mislead() {
    let document = record::conllu::parse(TREE).unwrap();
    let report = report(&document.text, Some("2031-03-05"));
    let by_tree = times::find(&report, &document.analysis);
    assert_eq!(by_tree[1].value, "2031-03-11", "{}", document.text);
    assert_eq!(times::find(&report, &Analysis::default())[1].value, "2031-03-04");
}

#[test]
fn an_analysis_that_does_not_fit_the_text_does_no_harm() {
    let document = record::conllu::parse(TREE).unwrap();
    for text in [
        "",
        "Tuesday",
        "They met on Tuesday, é and later on Friday and on May 17 in 2019 or last week",
        "é é é é Monday",
    ] {
        times::find(&report(text, Some("2031-03-05")), &document.analysis);
    }
}

#[test]
fn only_reporting_is_read_and_the_publication_line() {
    let text = "May 17, 2031\n\nThey met on Monday.\n\nI read this on June 3.\n\nCopyright 2031";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let block = |kind, words| Block { kind, span: span(words), author: None, time: None };
    let mut report = report(text, None);
    report.published = Some(Published {
        value: "2031-05-17".into(),
        basis: Basis::Stated,
        span: Some(span("May 17, 2031")),
        evidence: Vec::new(),
    });
    report.blocks = vec![
        block(BlockKind::Dateline, "May 17, 2031"),
        block(BlockKind::Body, "They met on Monday."),
        block(BlockKind::Comment, "I read this on June 3."),
        block(BlockKind::Boilerplate, "Copyright 2031"),
    ];
    let found: Vec<(String, TimexFunction)> =
        times::find(&report, &Analysis::default()).into_iter().map(|timex| (timex.value, timex.function)).collect();
    let expected =
        [("2031-05-17".to_owned(), TimexFunction::PublicationTime), ("2031-05-12".to_owned(), TimexFunction::None)];
    assert_eq!(found, expected);
}
