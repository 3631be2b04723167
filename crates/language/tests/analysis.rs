//! What holds of every analysis, whatever the weights: a made-up model reads odd texts.

mod common;

use common::Recipe;
use language::{Analyser, Model};
use record::Analysis;
use text::Span;

fn analyser(threads: usize) -> Analyser {
    Analyser::new(Model::load(&Recipe::small().file()).expect("a sound model"), threads)
}

/// Blocks as an ingester might give them: what stands between empty lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        blocks.push(Span::new(start, start + part.len()));
        start += part.len();
    }
    blocks
}

/// The rules of an analysis: panics where one is broken.
fn check(text: &str, blocks: &[Span], analysis: &Analysis) {
    let mut covered = Vec::new();
    for sentence in &analysis.sentences {
        let block = blocks[sentence.block];
        assert!(!sentence.tokens.is_empty() && block.contains(sentence.span));
        assert_eq!(sentence.tokens.iter().filter(|token| token.head.is_none()).count(), 1, "one root");
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(sentence.span.contains(token.span), "inside its sentence");
            assert!(!token.span.of(text).is_empty(), "on character boundaries, not empty");
            assert!(!token.span.of(text).contains(char::is_whitespace), "without white space");
            assert!(!token.lemma.is_empty());
            assert_eq!(token.head.is_none(), &*token.deprel == "root");
            assert!(token.multiword.is_none_or(|whole| whole.contains(token.span) && whole != token.span));
            let mut above = i;
            for _ in 0..=sentence.tokens.len() {
                above = sentence.tokens[above].head.unwrap_or(above);
            }
            assert!(sentence.tokens[above].head.is_none(), "no cycle");
            covered.push(token.span);
        }
    }
    for pair in covered.windows(2) {
        assert!(pair[0].end <= pair[1].start, "in order, not overlapping");
    }
    let solid = |span: Span| span.of(text).chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let expected: usize = blocks.iter().map(|block| solid(*block)).sum();
    assert_eq!(covered.iter().map(|span| span.len()).sum::<usize>(), expected, "nothing left out");
    for name in &analysis.names {
        let tokens = &analysis.sentences[name.sentence].tokens[name.tokens.clone()];
        assert_eq!(Some(name.span.start), tokens.first().map(|token| token.span.start));
        assert_eq!(Some(name.span.end), tokens.last().map(|token| token.span.end));
    }
    for pair in analysis.names.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "names do not overlap");
    }
    for trigger in &analysis.triggers {
        let token = &analysis.sentences[trigger.sentence].tokens[trigger.word];
        assert_eq!(trigger.span, token.span);
        let shares = [trigger.certainty, trigger.main, trigger.listed, trigger.kind_share];
        assert!(shares.into_iter().chain(trigger.placement).all(|share| (0.0..=1.001).contains(&share)), "{trigger:?}");
        assert!(trigger.main <= trigger.listed, "what is the main happening is listed");
    }
    assert!(analysis.triggers.is_sorted_by_key(|trigger| (trigger.sentence, trigger.word)), "in text order");
    assert_eq!(analysis.time_keys.len(), analysis.sentences.len());
    for role in [record::Role::Source, record::Role::Cue, record::Role::Content] {
        let spans: Vec<Span> = analysis.roles.iter().filter(|r| r.role == role).map(|r| r.span).collect();
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "roles of a kind do not overlap");
    }
}

fn read(text: &str) -> Analysis {
    let blocks = paragraphs(text);
    let analysis = analyser(2).analyse(text, &blocks);
    check(text, &blocks, &analysis);
    analysis
}

#[test]
fn a_common_text() {
    let text = "The envoy of Norland said the talks will meet in the hall.\nDon't meet, the envoy said!\n\n\
                “Talks”, she said — the hall's envoy can't meet… cannot.";
    let analysis = read(text);
    assert!(analysis.sentences.len() >= 2, "a block begins a sentence");
    assert_eq!(analysis.model, "made-up 3");
    let forms: Vec<&str> = analysis.sentences.iter().flat_map(|s| &s.tokens).map(|t| t.span.of(text)).collect();
    assert!(forms.concat().starts_with("TheenvoyofNorland"));
}

#[test]
fn texts_that_are_hardly_texts() {
    for text in [
        "",
        " \n\t ",
        ".",
        "...!?!—“”''",
        "🇳🇴👩‍👩‍👧 🙂🙂 e\u{301}\u{301} \u{200b}x\u{ad}",
        "a\r\nb\r\n\r\nc\r\n",
        "\u{feff}the envoy\u{a0}said\u{2028}talks\u{3000}漢字",
        "\u{301}\u{301}",
        "\0\u{1}\u{7f}",
        "' 's n't '' ` ``",
    ] {
        read(text);
    }
    assert!(read(" \n ").sentences.is_empty());
}

#[test]
fn a_paragraph_longer_than_any_window() {
    let text = "the envoy of Norland said the talks will meet in the hall , ".repeat(400);
    read(&text);
    let shouting = "the hall! ".repeat(2000);
    read(&shouting);
}

#[test]
fn a_megabyte_of_one_letter() {
    // The time must grow with the text, not with its square.
    let text = "x".repeat(1 << 20);
    let analysis = read(&text);
    assert!(!analysis.sentences.is_empty());
}

#[test]
fn megabytes_of_white_space() {
    let text = format!("a{}b{}", " ".repeat(1 << 21), "\n".repeat(1 << 21));
    let blocks = [Span::new(0, text.len())];
    let analysis = analyser(1).analyse(&text, &blocks);
    check(&text, &blocks, &analysis);
}

#[test]
fn many_small_blocks_and_blocks_off_the_text() {
    let text = "a b\n\n".repeat(500);
    read(&text);
    let text = "é talks é";
    let blocks = [Span::new(0, 1), Span::new(3, 8), Span::new(50, 60), Span::new(1, 1)];
    let analysis = analyser(1).analyse(text, &blocks);
    assert!(analysis.sentences.iter().all(|sentence| sentence.block == 1));
    assert_eq!(analysis.sentences.iter().flat_map(|s| &s.tokens).next().map(|t| t.span.of(text)), Some("talks"));
}

#[test]
fn the_same_whatever_the_threads() {
    let text = "The envoy said talks will meet. Norland's hall!\n\nDon't, said the envoy of the hall.\n\n".repeat(40);
    let text = format!("{text}{}", "the envoy said , ".repeat(200));
    let blocks = paragraphs(&text);
    let one = analyser(1).analyse(&text, &blocks);
    let again = analyser(1);
    for analyser in [&again, &again, &analyser(2), &analyser(5)] {
        assert_eq!(analyser.analyse(&text, &blocks), one);
    }
}

#[test]
fn blocks_far_apart_do_not_disturb_each_other() {
    // Enough text to fill windows of its own stands between; the later part must read the same.
    let filler = "the talks of Norland will meet in the hall . ".repeat(30);
    let end = "The envoy said so.";
    let sentences = |text: &str| {
        let blocks = paragraphs(text);
        let analysis = analyser(2).analyse(text, &blocks);
        let last = blocks.len() - 1;
        let of_last = analysis.sentences.into_iter().filter(|sentence| sentence.block == last);
        let tokens: Vec<_> = of_last.flat_map(|s| s.tokens).map(|t| (t.upos, t.head, t.deprel)).collect();
        tokens
    };
    let with = sentences(&format!("A hall.\n\n{filler}\n\n{end}"));
    assert_eq!(with, sentences(&format!("Talks, envoy!\n\nx x\n\n{filler}\n\n{end}")));
    assert!(!with.is_empty());
}
