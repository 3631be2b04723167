//! The English model that comes with the program: that it fits the program, and that it reads plain sentences.

use language::Analyser;
use record::{Analysis, NameType, Upos};
use text::Span;

fn read(text: &str) -> Analysis {
    let analyser = Analyser::english().expect("the model that comes with the program");
    analyser.analyse(text, &[Span::new(0, text.len())])
}

#[test]
fn sentences_words_and_clitics() {
    let text = "The envoys didn't meet on Monday. Suderia's minister can't\ntravel before June.";
    let analysis = read(text);
    let sentences: Vec<Vec<&str>> =
        analysis.sentences.iter().map(|s| s.tokens.iter().map(|token| token.span.of(text)).collect()).collect();
    let expected = [
        vec!["The", "envoys", "did", "n't", "meet", "on", "Monday", "."],
        vec!["Suderia", "'s", "minister", "ca", "n't", "travel", "before", "June", "."],
    ];
    assert_eq!(sentences, expected);
    let wholes: Vec<&str> = analysis.sentences[1].tokens.iter().filter_map(|t| Some(t.multiword?.of(text))).collect();
    assert_eq!(wholes, ["Suderia's", "Suderia's", "can't", "can't"]);
}

#[test]
fn a_tree_with_tags_and_lemmas() {
    let text = "The minister visited three villages.";
    let analysis = read(text);
    let sentence = &analysis.sentences[0];
    let visited = &sentence.tokens[2];
    assert_eq!((sentence.root(), visited.upos, &*visited.lemma), (2, Upos::Verb, "visit"));
    assert_eq!(sentence.child(2, "nsubj"), Some(1));
    assert_eq!(sentence.child(2, "obj"), Some(4));
    assert_eq!((&*sentence.tokens[4].lemma, sentence.tokens[4].feature("Number")), ("village", Some("Plur")));
    assert!(analysis.model.starts_with("english"), "{}", analysis.model);
}

#[test]
fn names_of_people_and_places() {
    let text = "Ilse Brandt flew to France on Tuesday, a spokesman said.";
    let analysis = read(text);
    let names: Vec<(&str, NameType)> = analysis.names.iter().map(|name| (name.span.of(text), name.kind)).collect();
    assert!(names.contains(&("Ilse Brandt", NameType::Per)), "{names:?}");
    assert!(names.contains(&("France", NameType::Gpe)), "{names:?}");
}
