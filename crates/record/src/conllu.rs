//! CoNLL-U in and out: for tests written as trees, for treebanks, and for looking at an analysis.
//!
//! Beside the ten columns of Universal Dependencies, `MISC` may hold `Name=B-PER` / `Name=I-PER`,
//! `Source=B`, `Cue=B`, `Content=B` (`I` to go on) and `Happening=occurrence`, so that a whole [`Analysis`] can be written
//! down. Behind the class of a happening may stand, each after a colon, its reality (`planned`; `asserted` where none is
//! given), its PLOVER type (`ASSAULT`) and `main`: `Happening=occurrence:planned:ASSAULT:main`.

use crate::analysis::{
    Analysis, HappeningClass, Name, NameType, Reality, Role, RoleSpan, Sentence, Token, Trigger, Upos,
};
use std::fmt::Write as _;
use std::sync::Arc;
use text::Span;

/// A text rebuilt from its words, with its analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Words joined by one space unless `SpaceAfter=No`, paragraphs by an empty line.
    pub text: String,
    /// The paragraphs.
    pub blocks: Vec<Span>,
    /// The trees.
    pub analysis: Analysis,
}

/// A line that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: &'static str,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Malformed {}

/// Reads CoNLL-U; `# newpar` and `# newdoc` begin a paragraph, empty nodes are passed over.
///
/// # Errors
/// [`Malformed`] when a line has not ten columns, or an id or head is not a number.
pub fn parse(input: &str) -> Result<Document, Malformed> {
    let mut reader = Reader::default();
    for (index, line) in input.lines().enumerate() {
        let at = |message| Malformed { line: index + 1, message };
        if line.trim().is_empty() {
            reader.end_sentence();
        } else if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            reader.end_block();
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let columns: [&str; 10] = columns.try_into().map_err(|_| at("expected ten columns"))?;
            reader.word(columns).map_err(at)?;
        }
    }
    reader.end_block();
    Ok(reader.document)
}

#[derive(Default)]
struct Reader {
    document: Document,
    tokens: Vec<Token>,
    /// A blank that the next word has to be preceded by.
    gap: bool,
    /// The surface token that covers words up to this id.
    multiword: Option<(Span, usize, bool)>,
    block_start: usize,
    names: Vec<(usize, NameType, bool)>,
    roles: Vec<(usize, Role, bool)>,
}

impl Reader {
    fn word(&mut self, columns: [&str; 10]) -> Result<(), &'static str> {
        let [id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns;
        if id.contains('.') {
            return Ok(());
        }
        let spaced = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            let last = last.parse().map_err(|_| "the id is not a number")?;
            let span = self.append(form);
            self.multiword = Some((span, last, spaced));
            return Ok(());
        }
        let id: usize = id.parse().map_err(|_| "the id is not a number")?;
        if id != self.tokens.len() + 1 {
            return Err("the ids do not count up from 1");
        }
        let head: usize = head.parse().map_err(|_| "the head is not a number")?;
        let (span, multiword) = match self.multiword {
            Some((whole, last, spaced)) => {
                let span = self.part(whole, form, id == last);
                if id >= last {
                    self.multiword = None;
                    self.gap = spaced;
                }
                (span, Some(whole))
            }
            None => {
                let span = self.append(form);
                self.gap = spaced;
                (span, None)
            }
        };
        for item in misc.split('|') {
            let Some((key, value)) = item.split_once('=') else { continue };
            let (begins, label) = (value.starts_with('B'), value.get(2..).unwrap_or(""));
            match key {
                "Name" => {
                    let kind = NameType::from_label(label).ok_or("unknown type of name")?;
                    self.names.push((self.tokens.len(), kind, begins));
                }
                "Source" => self.roles.push((self.tokens.len(), Role::Source, begins)),
                "Cue" => self.roles.push((self.tokens.len(), Role::Cue, begins)),
                "Content" => self.roles.push((self.tokens.len(), Role::Content, begins)),
                "Happening" => {
                    let (sentence, word) = (self.document.analysis.sentences.len(), self.tokens.len());
                    self.document.analysis.triggers.push(trigger(value, sentence, word, span)?);
                }
                _ => {}
            }
        }
        self.tokens.push(Token {
            span,
            multiword,
            lemma: lemma.into(),
            upos: Upos::from_label(upos).unwrap_or(Upos::X),
            xpos: xpos.into(),
            feats: feats.into(),
            head: head.checked_sub(1),
            deprel: deprel.into(),
        });
        Ok(())
    }

    /// Writes a surface token, after its blank.
    fn append(&mut self, form: &str) -> Span {
        if std::mem::take(&mut self.gap) {
            self.document.text.push(' ');
        }
        let start = self.document.text.len();
        self.document.text.push_str(form);
        Span::new(start, self.document.text.len())
    }

    /// The bytes of a word inside a multiword token: where its form stands after the word before; what is
    /// left for the last. A form that does not stand there gets the whole.
    fn part(&self, whole: Span, form: &str, last: bool) -> Span {
        let before = self.tokens.last().filter(|token| token.multiword == Some(whole));
        let start = before.map_or(whole.start, |token| token.span.end);
        let rest = &self.document.text[start..whole.end];
        if last && !rest.is_empty() {
            Span::new(start, whole.end)
        } else if rest.starts_with(form) {
            Span::new(start, start + form.len())
        } else {
            whole
        }
    }

    fn end_sentence(&mut self) {
        let tokens = std::mem::take(&mut self.tokens);
        let (names, roles) = (std::mem::take(&mut self.names), std::mem::take(&mut self.roles));
        self.multiword = None;
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let analysis = &mut self.document.analysis;
        let sentence = analysis.sentences.len();
        for (at, kind, begins) in names {
            match analysis.names.last_mut() {
                Some(name) if !begins && name.sentence == sentence && name.tokens.end == at && name.kind == kind => {
                    name.tokens.end = at + 1;
                    name.span.end = tokens[at].span.end;
                }
                _ => analysis.names.push(Name { sentence, tokens: at..at + 1, span: tokens[at].span, kind }),
            }
        }
        for (at, role, begins) in roles {
            match analysis.roles.iter_mut().rev().find(|span| span.role == role) {
                Some(open) if !begins => open.span.end = tokens[at].span.end,
                _ => analysis.roles.push(RoleSpan { role, span: tokens[at].span }),
            }
        }
        analysis.roles.sort_by_key(|role| (role.span, role.role));
        let span = Span::new(first.span.start, last.span.end);
        analysis.sentences.push(Sentence { span, block: self.document.blocks.len(), tokens });
    }

    fn end_block(&mut self) {
        self.end_sentence();
        let text = &mut self.document.text;
        if text.len() > self.block_start {
            self.document.blocks.push(Span::new(self.block_start, text.len()));
            text.push_str("\n\n");
        }
        self.gap = false;
        self.block_start = text.len();
    }
}

/// The happening that a mark by hand stands for: sure, and one that an editor lists.
fn trigger(mark: &str, sentence: usize, word: usize, span: Span) -> Result<Trigger, &'static str> {
    let mut parts = mark.split(':');
    let class = parts.next().and_then(HappeningClass::from_label).ok_or("unknown class of happening")?;
    let (mut reality, mut kind, mut main) = (Reality::Asserted, None, 0.0);
    for part in parts {
        if part == MAIN {
            main = 1.0;
        } else if let Some(known) = Reality::from_label(part) {
            reality = known;
        } else if part.starts_with(|c: char| c.is_ascii_uppercase()) {
            kind = Some(part.into());
        } else {
            return Err("unknown reality of a happening");
        }
    }
    let kind_share = if kind.is_some() { 1.0 } else { 0.0 };
    Ok(Trigger {
        sentence,
        word,
        span,
        class,
        certainty: 1.0,
        reality,
        main,
        listed: 1.0,
        kind,
        kind_share,
        placement: [0.0; 3],
        time_query: Vec::new(),
        no_time: 0.0,
        vector: Vec::new(),
    })
}

/// Marks the happening that a report is about.
const MAIN: &str = "main";

/// A happening as [`trigger`] reads it.
fn mark(trigger: &Trigger) -> String {
    let reality = Reality::ALL.into_iter().find(|(reality, _)| *reality == trigger.reality).map(|(_, label)| label);
    let reality = reality.filter(|_| trigger.reality != Reality::Asserted);
    let main = (trigger.main >= 0.5).then_some(MAIN);
    let more = [reality, trigger.kind.as_deref(), main].into_iter().flatten();
    std::iter::once(trigger.class.label()).chain(more).collect::<Vec<_>>().join(":")
}

/// Writes the trees of an analysis as CoNLL-U, names, roles and happenings in `MISC`.
pub fn print(text: &str, analysis: &Analysis) -> String {
    let mut out = String::new();
    let mut block = None;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            out.push_str("# newpar\n");
        }
        let words = sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# text = {words}");
        for (i, token) in sentence.tokens.iter().enumerate() {
            let misc = misc(analysis, index, i, token, sentence.tokens.get(i + 1));
            if let Some(whole) = token.multiword.filter(|whole| whole.start == token.span.start) {
                let parts = sentence.tokens[i..].iter().take_while(|part| part.multiword == Some(whole)).count();
                let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_", i + 1, i + parts, whole.of(text));
            }
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{misc}",
                i + 1,
                token.span.of(text),
                token.lemma,
                token.upos.label(),
                token.xpos,
                token.feats,
                token.head.map_or(0, |head| head + 1),
                token.deprel,
            );
        }
        out.push('\n');
    }
    out
}

fn misc(analysis: &Analysis, sentence: usize, i: usize, token: &Token, next: Option<&Token>) -> String {
    let mut items: Vec<Arc<str>> = Vec::new();
    if next.is_some_and(|next| next.span.start == token.span.end) {
        items.push("SpaceAfter=No".into());
    }
    if let Some(name) = analysis.names.iter().find(|name| name.sentence == sentence && name.tokens.contains(&i)) {
        let mark = if name.tokens.start == i { 'B' } else { 'I' };
        items.push(format!("Name={mark}-{}", name.kind.label()).into());
    }
    for role in analysis.roles.iter().filter(|role| role.span.contains(token.span)) {
        let mark = if role.span.start == token.span.start { 'B' } else { 'I' };
        items.push(format!("{:?}={mark}", role.role).into());
    }
    if let Some(trigger) = analysis.triggers.iter().find(|one| one.sentence == sentence && one.word == i) {
        items.push(format!("Happening={}", mark(trigger)).into());
    }
    if items.is_empty() { "_".to_owned() } else { items.join("|") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "# newpar\n\
        1\tIlse\tIlse\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tName=B-PER|Source=B\n\
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
        4\tspeak\tspeak\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|Cue=B\n\
        5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";

    #[test]
    fn text_spans_names_and_roles_come_back() {
        let document = parse(TREE).unwrap();
        assert_eq!(document.text.trim_end(), "Ilse didn't speak.");
        let sentence = &document.analysis.sentences[0];
        let words: Vec<&str> = sentence.tokens.iter().map(|token| token.span.of(&document.text)).collect();
        assert_eq!(words, ["Ilse", "did", "n't", "speak", "."]);
        assert_eq!(sentence.tokens[2].multiword.unwrap().of(&document.text), "didn't");
        assert_eq!(document.analysis.names[0].span.of(&document.text), "Ilse");
        assert_eq!(document.analysis.roles[1].role, Role::Cue);
        assert_eq!(parse(&print(&document.text, &document.analysis)).unwrap(), document);
    }

    #[test]
    fn happenings_are_marked_by_hand() {
        let marked = TREE.replace("Cue=B", "Cue=B|Happening=speech:denied");
        let second = "1\tFire\tfire\tNOUN\tNN\t_\t0\troot\t_\tHappening=occurrence:planned:ASSAULT:main\n\n";
        let document = parse(&format!("{marked}{second}")).unwrap();
        let [spoke, fire] = document.analysis.triggers.as_slice() else { panic!("{:?}", document.analysis.triggers) };
        assert_eq!((spoke.sentence, spoke.word, spoke.span.of(&document.text)), (0, 3, "speak"));
        assert_eq!(
            (spoke.class, spoke.reality, spoke.kind.as_deref()),
            (HappeningClass::Speech, Reality::Denied, None)
        );
        assert_eq!((spoke.certainty, spoke.listed, spoke.main), (1.0, 1.0, 0.0));
        assert_eq!((fire.sentence, fire.word, fire.span.of(&document.text)), (1, 0, "Fire"));
        assert_eq!((fire.class, fire.reality), (HappeningClass::Occurrence, Reality::Planned));
        assert_eq!((fire.kind.as_deref(), fire.kind_share, fire.main), (Some("ASSAULT"), 1.0, 1.0));
        assert!(fire.time_query.is_empty() && fire.vector.is_empty());
        let printed = print(&document.text, &document.analysis);
        assert!(printed.contains("Happening=speech:denied\n"), "{printed}");
        assert!(printed.contains("Happening=occurrence:planned:ASSAULT:main\n"), "{printed}");
        assert_eq!(parse(&printed).unwrap(), document);
        for (wrong, message) in
            [("ocurrence", "unknown class of happening"), ("speech:perhaps", "unknown reality of a happening")]
        {
            let error = parse(&marked.replace("speech:denied", wrong)).unwrap_err();
            assert_eq!((error.line, error.message), (6, message));
        }
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(parse("# newpar\n1\tword\n").unwrap_err().line, 2);
        assert_eq!(parse(&TREE.replace("\t0\troot", "\tx\troot")).unwrap_err().message, "the head is not a number");
    }
}
