//! The formats of whole reports: the words stay, and the marks stand where they say.

mod common;

use common::{FIRST, SECOND, export, file};
use roxmltree::{Document, Node};
use serde_json::Value;

fn lines(name: &str) -> Vec<Value> {
    file(name).lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

#[test]
fn timeml_without_its_tags_is_the_report() {
    let (files, _) = export("timeml");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["0001-first.tml", "0002-second.tml"]);
    for (file, text) in files.values().zip([FIRST, SECOND]) {
        let document = Document::parse(file).expect("XML");
        let body = document.descendants().find(|node| node.has_tag_name("TEXT")).unwrap();
        let words: String = body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        assert_eq!(words, text);
    }
}

#[test]
fn timeml_links_happenings_to_times_and_sayings() {
    let (files, _) = export("timeml");
    let document = Document::parse(&files["0001-first.tml"]).unwrap();
    let all = |tag: &str| document.descendants().filter(|node| node.tag_name().name() == tag).collect::<Vec<_>>();
    let published = all("DCT")[0].first_element_child().unwrap();
    assert_eq!(
        (published.attribute("tid"), published.attribute("value")),
        (Some("t0"), Some("2031-03-06T18:30+02:00"))
    );
    let times: Vec<_> = all("TIMEX3").into_iter().skip(1).map(|time| (time.attribute("tid"), time.text())).collect();
    assert_eq!(times, [(Some("t1"), Some("4 March")), (Some("t2"), Some("8 March"))]);
    let link = |node: &roxmltree::Node<'_, '_>| {
        let words = |name| node.attribute(name).unwrap_or_default().to_owned();
        (words("eventInstanceID"), words("relType"), words("relatedToTime") + &words("subordinatedEventInstance"))
    };
    let found: Vec<_> = all("TLINK").iter().chain(&all("SLINK")).map(link).collect();
    let as_said = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        found,
        [
            as_said("ei0", "IS_INCLUDED", "t1"),
            as_said("ei0", "BEFORE", "t0"),
            as_said("ei3", "IS_INCLUDED", "t2"),
            as_said("ei3", "AFTER", "t0"),
            as_said("ei1", "NEG_EVIDENTIAL", "ei2"),
        ]
    );
    let instances: Vec<_> = all("MAKEINSTANCE")
        .iter()
        .map(|one| [one.attribute("tense"), one.attribute("pos"), one.attribute("polarity")].map(Option::unwrap))
        .collect();
    assert_eq!(instances[0], ["PAST", "VERB", "POS"]);
    assert_eq!(instances[2], ["NONE", "UNKNOWN", "NEG"], "a word that was not analysed has no tense");
    assert_eq!(instances[3], ["FUTURE", "VERB", "POS"]);
    let second = Document::parse(&files["0002-second.tml"]).unwrap();
    let undated = second.descendants().all(|node| !node.has_tag_name("DCT") && !node.has_tag_name("TLINK"));
    assert!(undated, "a report without a date has none");
}

#[test]
fn brat_offsets_are_those_of_the_words() {
    let (files, _) = export("brat");
    assert!(files.contains_key("annotation.conf"));
    assert_eq!(files["0001-first.txt"], FIRST);
    let text: Vec<char> = FIRST.chars().collect();
    let annotations = &files["0001-first.ann"];
    let mut marked = 0;
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let cells: Vec<&str> = line.split('\t').take(2).collect();
        let words = line.splitn(3, '\t').nth(2).unwrap();
        let (_, places) = cells[1].split_once(' ').unwrap();
        let pieces = places.split(';').map(|place| {
            let (start, end) = place.split_once(' ').unwrap();
            text[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
        });
        let pieces: Vec<String> = pieces.collect();
        assert!(pieces.iter().all(|piece| !piece.contains('\n')), "{line}");
        assert_eq!(pieces.join(" "), words, "{line}");
        marked += 1;
    }
    assert_eq!(marked, 7 + 2 + 4 + 6, "mentions, times, happenings, parts of attributions:\n{annotations}");
    assert!(annotations.contains("\tHappening:T10 Actor:T1 Actor2:T3 Place:T4 When:T8\n"), "{annotations}");
    assert!(
        annotations.lines().any(|line| line.ends_with("told <the Courier>") && line.contains(';')),
        "{annotations}"
    );
    let referred: Vec<&str> = annotations.split([':', ' ', '\t', '\n']).filter(|one| one.starts_with('E')).collect();
    assert!(referred.iter().all(|id| annotations.contains(&format!("{id}\t"))), "{referred:?}");
}

#[test]
fn web_annotations_have_the_words_twice() {
    let pages = lines("web-annotation");
    assert_eq!(pages.len(), 2);
    let mut targets = 0;
    for (page, text) in pages.iter().zip([FIRST, SECOND]) {
        assert_eq!(
            (&page["type"], &page["@context"]),
            (&"AnnotationPage".into(), &"http://www.w3.org/ns/anno.jsonld".into())
        );
        for target in page["items"].as_array().unwrap().iter().flat_map(|item| item["target"].as_array().unwrap()) {
            let [quote, data] = target["selector"].as_array().unwrap().as_slice() else { panic!("{target}") };
            let words = |selector: &str| quote[selector].as_str().unwrap().to_owned();
            let place = |end: &str| usize::try_from(data[end].as_u64().unwrap()).unwrap();
            assert_eq!(words("exact"), text[place("start")..place("end")]);
            assert!(text.contains(&(words("prefix") + &words("exact") + &words("suffix"))), "{target}");
            assert_eq!((&quote["type"], &data["type"]), (&"TextQuoteSelector".into(), &"DataPositionSelector".into()));
            targets += 1;
        }
    }
    assert_eq!(targets, 7 + 2 + 4 + 2 + 2 + 1, "mentions, times, happenings, contents");
}

#[test]
fn conllu_goes_back_and_names_its_reports() {
    let written = file("conllu");
    assert_eq!(written.matches("# newdoc id = ").count(), 2);
    let back = record::conllu::parse(&written).expect("CoNLL-U");
    let words: Vec<&str> = back.analysis.sentences.iter().flat_map(|one| &one.tokens).map(|one| &*one.lemma).collect();
    assert_eq!(words, ["meet", "will", "meet"]);
}

#[test]
fn news_items_have_what_the_report_has_and_no_more() {
    let [first, second] = lines("ninjs").try_into().expect("two items");
    assert_eq!(first["uri"], "https://www.courier.example/dam");
    assert_eq!(first["contentCreated"], "2031-03-06T18:30:00+02:00");
    assert_eq!(first["headlines"][0]["value"], "Envoys meet; \"more\" to come");
    assert_eq!(first["people"][0]["name"], "Élise Brandt");
    let body = first["bodies"][0]["value"].as_str().unwrap();
    assert_eq!(first["bodies"][0]["charCount"], body.chars().count());
    assert_eq!(second["uri"], "urn:rapporteur:report:second");
    for missing in ["contentCreated", "headlines", "language", "by", "infoSources", "places"] {
        assert!(second.get(missing).is_none(), "{missing}: {second}");
    }
    let [first, second] = lines("schema-org").try_into().expect("two articles");
    assert_eq!((&first["@type"], &first["datePublished"]), (&"NewsArticle".into(), &"2031-03-06T18:30+02:00".into()));
    assert_eq!(second["isBasedOn"][0]["@id"], "https://www.courier.example/dam");
    assert!(second.get("citation").is_none() && second.get("publisher").is_none(), "{second}");
    assert!(!file("schema-org").contains("ClaimReview"), "nothing is rated");
}

#[test]
fn money_is_followed_by_ids() {
    let entities = lines("followthemoney");
    let of = |schema: &str| entities.iter().filter(|one| one["schema"] == schema).collect::<Vec<_>>();
    assert_eq!((of("Article").len(), of("Person").len(), of("Event").len()), (2, 2, 3), "what is denied is no event");
    let ids: std::collections::BTreeSet<&str> = entities.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len(), "ids are unique");
    let properties = entities.iter().flat_map(|one| one["properties"].as_object().unwrap());
    for (name, values) in properties {
        let values = values.as_array().unwrap_or_else(|| panic!("{name} is no list"));
        assert!(!values.is_empty() && values.iter().all(Value::is_string), "{name}: {values:?}");
        if name == "involved" || name == "proof" {
            assert!(values.iter().all(|id| ids.contains(id.as_str().unwrap())), "{values:?}");
        }
    }
    assert_eq!(of("Event")[0]["properties"]["date"], serde_json::json!(["2031-03-04"]));
    assert!(of("Event")[1]["properties"].get("date").is_none());
}

#[test]
fn only_what_is_to_come_is_in_the_calendar() {
    let calendar = file("icalendar");
    assert!(calendar.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
    for line in [
        "DTSTART;VALUE=DATE:20310308",
        "DTSTAMP:20310306T163000Z",
        "SUMMARY:The envoys will meet again\\, at the old mill\\; Brandt agrees",
        "DESCRIPTION:Harbour Courier: The envoys will meet again on 8 March",
    ] {
        assert!(unfolded.lines().any(|one| one == line), "{line}\n{unfolded}");
    }
    assert!(!unfolded.contains("LOCATION"), "no report says where");
}

#[test]
fn the_graph_has_who_met_and_who_is_quoted() {
    let written = file("graphml");
    let document = Document::parse(&written).expect("XML");
    let all = |tag: &str| document.descendants().filter(|node| node.tag_name().name() == tag).collect::<Vec<_>>();
    let ids: Vec<&str> = all("node").iter().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids, ["x0", "x1", "r1", "r2"]);
    let keys: Vec<&str> = all("key").iter().filter_map(|key| key.attribute("id")).collect();
    assert!(all("data").iter().all(|data| data.attribute("key").is_some_and(|key| keys.contains(&key))));
    let symmetric = |edge: &Node<'_, '_>| {
        let data = edge.children().find(|data| data.attribute("key") == Some("symmetric"));
        data.and_then(|data| data.text()).unwrap().to_owned()
    };
    let ends = |edge: &Node<'_, '_>| ["source", "target"].map(|name| edge.attribute(name).unwrap().to_owned());
    let edges: Vec<_> = all("edge").iter().map(|edge| (ends(edge), symmetric(edge))).collect();
    let expected = [(["x0", "x1"], "true"), (["r1", "x1"], "false")];
    assert_eq!(
        edges,
        expected.map(|(ends, symmetric)| (ends.map(str::to_owned), symmetric.to_owned())),
        "a plan is no meeting"
    );
    // networkx refuses a graph of both kinds of edges.
    assert!(all("edge").iter().all(|edge| edge.attribute("directed").is_none()));
}
