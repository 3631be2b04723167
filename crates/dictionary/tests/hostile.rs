//! Files that want to break the reader: it ends soon, needs little memory, says what is wrong, and never panics.

use dictionary::Dictionary;
use record::conllu;
use std::io::{BufReader, Read};

fn first(bytes: impl Read) -> String {
    let problems = Dictionary::default().add("f", BufReader::new(bytes));
    problems.first().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn a_line_of_a_gibibyte_is_left_out() {
    let line = std::io::repeat(b'A').take(1 << 30);
    let message = first(line);
    assert!(message.starts_with("f:1: error: the file is too long"), "{message}");
}

#[test]
fn a_long_line_does_not_hide_the_others() {
    let text = format!("NORLAND_ [NOR]\n{} [XXX]\nSUDERIA_ [SUD]\n", "A_".repeat(100_000));
    let mut dictionary = Dictionary::default();
    let problems = dictionary.add("f", text.as_bytes());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].to_string().starts_with("f:2: error: the line is longer than 65536 bytes"));
    assert_eq!(dictionary.actors().len(), 2);
}

/// The same line again and again.
struct Lines {
    line: Vec<u8>,
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = &self.line[self.at..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.at = (self.at + length) % self.line.len();
        Ok(length)
    }
}

#[test]
fn endless_lines_end() {
    for line in ["A\n".to_owned(), format!("# {}\n", "A".repeat(50_000))] {
        let message = first(Lines { line: line.into_bytes(), at: 0 });
        assert!(message.contains("error: the file is too long"), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    assert_eq!(first(Broken), "f: error: cannot be read: the disk is gone");
}

#[test]
fn binary_files_are_named() {
    assert!(first(b"PK\x03\x04\x14\0\0\0".as_slice()).contains("the file is no text"));
    let utf_16: Vec<u8> = "NORLAND [NOR]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(first(utf_16.as_slice()).contains("the file is no text"));
}

#[test]
fn deep_brackets_are_refused() {
    for (open, close) in [("{", "}"), ("(", ")"), ("{A ", "}"), ("(TO ", ")")] {
        for depth in [5, 60, 20_000] {
            let text = format!("--- GO [010] ---\nGO\n- * {}A{} [020]\n", open.repeat(depth), close.repeat(depth));
            let message = first(text.as_bytes());
            assert!(message.starts_with("f:3: error: "), "{message}");
        }
    }
}

#[test]
fn markers_do_not_multiply_without_end() {
    let list = (0..200).map(|i| format!("W{i}")).collect::<Vec<_>>().join(",");
    let text = format!("!A! = {list}\n{}X [~GOV]\nSOLDIER [~MIL]\n", "!A!".repeat(20));
    assert!(first(text.as_bytes()).contains("more than 256 phrases"));
}

/// Every short line of signs that mean something, in each place of a file.
#[test]
fn no_line_of_signs_panics() {
    let signs = [
        "-", "+", "&", "~", "!", "*", "_", "[", "]", "{", "}", "(", ")", "|", "$", "%", "^", "#", ";", "<!--", "-->",
        "=", ":", "/", "'", "A", " ", "é", "[1]", "[~A]", "<1", "\u{feff}",
    ];
    let starts = ["", "A [ABC]\n", "A [~ABC]\nB [~C]\n", "--- A [1] ---\nA\n", "A [1]\n- * B [2]\n", "&A\n+B\n"];
    for start in starts {
        for a in signs {
            for b in signs {
                for c in ["", "A [1]", "* [1]", "_ [~A]", "} [ABC]", "[ABC <"] {
                    let text = format!("{start}{a}{b}{c}\n+{b}{a}{c}\n- {a} * {b}{c} [1]\n");
                    let mut dictionary = Dictionary::default();
                    let _ = dictionary.add("f", text.as_bytes());
                    let _ = dictionary.actor_code(&[dictionary::Word::plain("A")], None);
                }
            }
        }
    }
}

#[test]
fn a_sentence_of_ten_thousand_words_and_a_chain_of_heads_cost_little() {
    let mut tree = "1\tNorland\tNorland\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n".to_owned();
    for i in 2..=10_000 {
        let head = if i == 10_000 { 2 } else { i + 1 };
        tree.push_str(&format!("{i}\tattacked\tattack\tVERB\tVBD\t_\t{head}\tccomp\t_\t_\n"));
    }
    let document = conllu::parse(&tree).unwrap();
    let mut dictionary = Dictionary::default();
    let pattern = format!("- * {} [192]\n", "ATTACK ".repeat(30)).repeat(200);
    let hopeless = format!("- * {} TOWN [193]\n", "ATTACK ".repeat(30)).repeat(200);
    dictionary.add("f", format!("--- ATTACK [190] ---\nATTACK\n{hopeless}{pattern}").as_bytes());
    let coded = dictionary.event_code(&document.analysis.sentences[0], &document.text, 5_000, &[0], &[]).unwrap();
    assert_eq!(coded.code, "192");
}

/// Every word of every sentence as trigger, source and target, in trees that are none.
#[test]
fn no_tree_and_no_question_panics() {
    let mut trees = include_str!("events.conllu").to_owned();
    trees.push_str("# newpar\n1\tattacked\tattack\tVERB\tVBD\t_\t2\tconj\t_\t_\n");
    trees.push_str("2\tand\tand\tCCONJ\tCC\t_\t1\tcc\t_\t_\n3\tagreed\tagree\tVERB\tVBN\t_\t3\tacl\t_\t_\n\n");
    trees.push_str(
        "# newpar\n1\tattacked\tattack\tVERB\tVBN\t_\t77\tacl\t_\t_\n2\tby\tby\tADP\tIN\t_\t9\tcase\t_\t_\n\n",
    );
    let document = conllu::parse(&trees).unwrap();
    for file in [include_str!("petrarch.verbs"), include_str!("tabari.verbs")] {
        let mut dictionary = Dictionary::default();
        dictionary.add("verbs", file.as_bytes());
        for sentence in &document.analysis.sentences {
            let count = sentence.tokens.len();
            for trigger in 0..=count {
                for (i, j) in (0..=count).flat_map(|i| (0..=count).map(move |j| (i, j))) {
                    let (source, target) = (vec![i, i + 2], vec![j]);
                    for (source, target) in [(&source, &target), (&source, &vec![]), (&vec![], &target)] {
                        let coded = dictionary.event_code(sentence, &document.text, trigger, source, target);
                        let words = coded.into_iter().flat_map(|coded| [coded.source, coded.target].concat());
                        for word in words {
                            assert!(source.contains(&word) || target.contains(&word), "{word} was not given");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_large_dictionary_is_read_and_asked_soon() {
    let letters = |i: usize| ["A", "E", "I", "O", "U", "B", "C", "D", "L", "N"][i % 10];
    let word = |i: usize| (0..5).map(|power| letters(i / 10usize.pow(power))).collect::<String>();
    let actors: String = (0..40_000)
        .map(|i| format!("{}_{}_\n\t[NORGOV {}0101-{}1231]\n", word(i), word(i / 7), 2000 + i % 9, 2010))
        .collect();
    let mut dictionary = Dictionary::default();
    let problems = dictionary.add("large", actors.as_bytes());
    let errors = problems.iter().filter(|problem| problem.severity == record::Severity::Error).count();
    assert_eq!((errors, dictionary.actors().len()), (0, 40_000));
    let mention: Vec<dictionary::Word> = (0..40).map(|i| dictionary::Word::plain(&word(i * 991))).collect();
    let start = std::time::Instant::now();
    (0..200).for_each(|_| drop(dictionary.actor_code(&mention, None)));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
