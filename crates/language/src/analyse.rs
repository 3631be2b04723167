//! The analyser: blocks of raw text in, sentences, words, trees, names and roles out.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use record::{Analysis, Name, Role, RoleSpan, Sentence, TimeKeys, Token, Trigger, Upos};
use text::Span;

use crate::blocks::{CHUNK, Cuts, Cutter};
use crate::decode::{Bio, Found, Start};
use crate::happenings::{judged, time_key};
use crate::lemmas::choose as choose_lemma;
use crate::model::{Model, ROLE_ORDER, ROLE_TAGS};
use crate::network::encoder::Scratch;
use crate::network::heads::{Governed, HeadScratch, WordScores};
use crate::network::linear::Kernels;
use crate::windows::{Reel, Specials, Task, Window, tasks};
use crate::words::{Boundary, Words, multiwords};
use crate::workers::{Outcome, Stages, Workers};

/// Where a window cuts a sentence, the next one starts at that sentence, but only if the window
/// before got through at least one part in so many of its atoms: else a text that looks like one
/// sentence without end would be read over and over.
const LEAST_PROGRESS: usize = 8;

/// What is taken off the score of every word outside of an attribution's parts to find those that the model nearly
/// marks.
const NEARLY: f32 = 0.4;

/// What is added to the score of every word outside a name: the model marks too many. Set on half of the documents of
/// Universal NER's EWT dev.
const NO_NAME: f32 = 1.0;

/// The places of the heads in [`TAGS`](crate::network::heads::TAGS).
const UPOS: usize = 0;
const XPOS: usize = 1;
const FEATS: usize = 2;
const LEMMA: usize = 3;
const NAMES: usize = 4;
const ROLES: usize = 5;
const HAPPENING: usize = 6;
const IDENTITY: usize = 7;

thread_local! {
    /// The buffers of a thread, kept from window to window and from report to report.
    static ROOM: RefCell<Room> = RefCell::default();
}

#[derive(Default)]
struct Room {
    kernels: Kernels,
    encoder: Scratch,
    heads: HeadScratch,
}

/// A model with the threads that run it.
pub struct Analyser {
    model: Model,
    workers: Workers,
    /// Whether what it makes of every other word is kept, too.
    keeps_passed_over: bool,
}

/// What is done with each text of many.
struct Work<'a, I, T, B, F> {
    analyser: &'a Analyser,
    text: T,
    blocks: B,
    finish: F,
    items: PhantomData<fn(&I)>,
}

/// How a text is cut into windows.
struct Plan {
    blocks: Vec<Span>,
    /// For each block that may fit into a window.
    cuts: Vec<Option<Cuts>>,
    tasks: Vec<Task>,
}

impl<I, R, T, B, F> Stages for Work<'_, I, T, B, F>
where
    I: Send + Sync,
    R: Send,
    T: Fn(&I) -> &str + Sync,
    B: Fn(&I) -> Vec<Span> + Sync,
    F: Fn(I, Analysis) -> R + Sync,
{
    type Item = I;
    type Plan = Plan;
    type Part = Vec<Part>;
    type Done = R;

    fn plan(&self, item: &I) -> Plan {
        let (text, blocks) = ((self.text)(item), (self.blocks)(item));
        let cuts: Vec<Option<Cuts>> = blocks.iter().map(|block| self.analyser.cut(text, *block)).collect();
        let sizes = cuts.iter().map(|cuts| cuts.as_ref().map(|cuts| cuts.pieces.len()));
        let tasks = tasks(sizes, self.analyser.model.encoder.window);
        Plan { blocks, cuts, tasks }
    }

    fn count(&self, plan: &Plan) -> usize {
        plan.tasks.len()
    }

    fn part(&self, item: &I, plan: &Plan, index: usize) -> Vec<Part> {
        let text = (self.text)(item);
        match plan.tasks.get(index) {
            Some(Task::Packed(members)) => vec![self.analyser.read_packed(text, members, &plan.cuts)],
            Some(Task::Long(block)) => {
                self.analyser.read_long(text, *block, plan.blocks.get(*block).copied().unwrap_or_default())
            }
            None => Vec::new(),
        }
    }

    fn join(&self, item: I, parts: Vec<Vec<Part>>) -> R {
        let mut analysis = Analysis { model: self.analyser.model.name.clone(), ..Analysis::default() };
        join(&mut analysis, parts.into_iter().flatten());
        (self.finish)(item, analysis)
    }
}

/// What one window holds; indices of sentences count from its first.
#[derive(Default)]
struct Part {
    sentences: Vec<Sentence>,
    names: Vec<Name>,
    roles: Vec<Stretch>,
    hints: Vec<RoleSpan>,
    triggers: Vec<Trigger>,
    passed_over: Vec<Trigger>,
    /// For each sentence.
    keys: Vec<Vec<f32>>,
}

/// A role's span within a window.
struct Stretch {
    role: Role,
    span: Span,
    /// It goes on from the window before.
    continues: bool,
    /// It has the window's last word.
    open: bool,
}

impl Analyser {
    /// An analyser that runs `model` on so many threads. The result does not depend on their number.
    pub fn new(model: Model, threads: usize) -> Self {
        Self { model, workers: Workers::new(threads), keeps_passed_over: false }
    }

    /// The English analyser, on as many threads as the machine has processors.
    ///
    /// # Errors
    /// A [`ModelError`](crate::ModelError) if the program was built with a model file of another version.
    pub fn english() -> Result<Self, crate::ModelError> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self::new(Model::english()?, threads))
    }

    /// From now on what the model makes of words that it does not take for happenings is kept, too: for another reader.
    pub fn keep_passed_over(&mut self) {
        self.keeps_passed_over = true;
    }

    /// Analyses the `blocks` of `text`, each a paragraph, in the order given.
    ///
    /// Neighbouring blocks are read together as far as they fit into the encoder's window. A block
    /// that does not fit is read in several windows, so its size is not limited. Spans count in
    /// `text`; a block that does not fit the text is skipped.
    ///
    /// # Panics
    /// If the analyser itself fails.
    pub fn analyse(&self, text: &str, blocks: &[Span]) -> Analysis {
        let mut found = Analysis::default();
        let keep = |_, analysis| analysis;
        let item = vec![(text, blocks)];
        self.analyse_each(
            item,
            |(text, _)| text,
            |(_, blocks)| blocks.to_vec(),
            keep,
            |analysis| {
                found = analysis.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            },
        );
        found
    }

    /// Analyses many texts: `text` gives that of an item and `blocks` its blocks, `finish` makes a result of it and its
    /// analysis, and `give` gets the results in the order of the items, as they come.
    ///
    /// All threads take windows from one queue, so that neither short texts nor long ones leave one without work, and
    /// at most some dozens of items are in hand at once. `blocks` and `finish` run on these threads, `give` on the
    /// caller's. If the work on an item panics, its result is what it panicked with.
    pub fn analyse_each<I: Send + Sync, R: Send>(
        &self,
        items: Vec<I>,
        text: impl Fn(&I) -> &str + Sync,
        blocks: impl Fn(&I) -> Vec<Span> + Sync,
        finish: impl Fn(I, Analysis) -> R + Sync,
        give: impl FnMut(Outcome<R>),
    ) {
        let work = Work { analyser: self, text, blocks, finish, items: PhantomData };
        self.workers.each(&work, items, give);
    }

    /// The model's name and version.
    pub fn model_name(&self) -> &str {
        self.model.name()
    }

    fn specials(&self) -> Specials {
        Specials { cls: self.model.vocabulary.cls, sep: self.model.vocabulary.sep }
    }

    fn cutter<'a>(&'a self, text: &'a str, block: Span) -> Cutter<'a> {
        Cutter::new(text, block, &self.model.splits, &self.model.vocabulary)
    }

    /// The atoms of a block that may fit into one window; `None` for one that is certainly too long.
    fn cut(&self, text: &str, block: Span) -> Option<Cuts> {
        let mut cuts = Cuts::default();
        if block.len() <= CHUNK {
            self.cutter(text, block).cut_chunk(&mut cuts);
        }
        let fits = block.len() <= CHUNK && cuts.pieces.len() + 2 <= self.model.encoder.window;
        fits.then_some(cuts)
    }

    fn read_packed(&self, text: &str, members: &[usize], cuts: &[Option<Cuts>]) -> Part {
        let specials = self.specials();
        let mut window = Window::new(specials);
        for &block in members {
            if let Some(cuts) = cuts.get(block).and_then(Option::as_ref) {
                window.push(block, cuts, usize::MAX, specials);
            }
        }
        self.read(text, &window, false).0
    }

    fn read_long(&self, text: &str, block: usize, span: Span) -> Vec<Part> {
        let mut reel = Reel::new(self.cutter(text, span), block);
        let mut parts = Vec::new();
        while let Some((window, goes_on)) = reel.window(self.model.encoder.window, self.specials()) {
            let (part, read) = self.read(text, &window, goes_on);
            parts.push(part);
            reel.advance(read.max(1));
        }
        parts
    }

    /// Reads a window; how many of its atoms are done with. If the block goes on after it, its last
    /// sentence is left for the next window.
    fn read(&self, text: &str, window: &Window, goes_on: bool) -> (Part, usize) {
        ROOM.with_borrow_mut(|room| {
            let Room { kernels, encoder, heads } = room;
            let vectors = self.model.encoder.encode(kernels, &window.pieces, encoder);
            let hidden = self.model.encoder.hidden;
            let firsts = window.atoms.iter().map(|atom| atom.from);
            let scores = self.model.heads.boundaries(kernels, vectors, hidden, firsts, heads);
            let boundaries = scores.zip(&window.atoms).map(|(scores, atom)| Boundary::choose(scores, atom.gap));
            let mut words = Words::new(boundaries);
            let read = if goes_on { leave_last(&mut words, window.atoms.len()) } else { window.atoms.len() };
            let pieces: Vec<(usize, usize)> = words
                .words
                .iter()
                .map(|atoms| (window.atoms[atoms.start].from, window.atoms[atoms.end - 1].to - 1))
                .collect();
            let (scores, trees) = self.model.heads.words(kernels, vectors, hidden, &pieces, &words.sentences, heads);
            (self.part(text, window, &words, scores, &trees), read)
        })
    }

    fn part(&self, text: &str, window: &Window, words: &Words, scores: &WordScores, trees: &[Governed]) -> Part {
        let spans: Vec<Span> = (0..words.words.len()).map(|word| words.span(word, &window.atoms)).collect();
        let mut part = Part::default();
        for (index, range) in words.sentences.iter().enumerate() {
            let (Some(first), Some(last)) = (spans.get(range.start), spans.get(range.end - 1)) else {
                continue;
            };
            part.names.extend(self.names(index, range, &spans, scores));
            let labels = &self.model.labels;
            for word in range.clone() {
                let place = (index, word - range.start, spans[word]);
                match judged(labels, scores.of(word, HAPPENING), scores.of(word, IDENTITY), place) {
                    Some((trigger, true)) => part.triggers.push(trigger),
                    Some((trigger, false)) if self.keeps_passed_over => part.passed_over.push(trigger),
                    _ => {}
                }
            }
            part.keys.push(range.clone().flat_map(|word| time_key(scores.of(word, HAPPENING))).copied().collect());
            part.sentences.push(Sentence {
                span: first.cover(*last),
                block: window.block_of(words.words[range.start].start),
                tokens: self.tokens(text, range, &spans, scores, trees),
            });
        }
        part.roles = self.roles(&spans, scores);
        part.hints = self.hints(&spans, scores, &part.roles);
        part
    }

    fn tokens(
        &self,
        text: &str,
        range: &Range<usize>,
        spans: &[Span],
        scores: &WordScores,
        trees: &[Governed],
    ) -> Vec<Token> {
        let labels = &self.model.labels;
        let class = |word, head| scores.best(word, head);
        let tagged: Vec<(Span, Upos)> = range
            .clone()
            .map(|word| (spans[word], labels.upos.get(class(word, UPOS)).copied().unwrap_or(Upos::X)))
            .collect();
        let wholes = multiwords(text, &tagged);
        let words = range.clone().zip(tagged).zip(wholes);
        words
            .map(|((word, (span, upos)), multiword)| {
                let form = span.of(text);
                let known = |lemma: &str| self.model.vocabulary.has(lemma);
                let lemma = choose_lemma(form, &labels.lemma, scores.of(word, LEMMA), known);
                let governed = trees.get(word).copied().unwrap_or(Governed { head: None, relation: 0 });
                Token {
                    span,
                    multiword,
                    lemma: lemma.into(),
                    upos,
                    xpos: label(&labels.xpos, class(word, XPOS)),
                    feats: label(&labels.feats, class(word, FEATS)),
                    head: governed.head,
                    deprel: label(&labels.relation, governed.relation),
                }
            })
            .collect()
    }

    fn names<'a>(
        &'a self,
        sentence: usize,
        range: &'a Range<usize>,
        spans: &'a [Span],
        scores: &'a WordScores,
    ) -> impl Iterator<Item = Name> + 'a {
        let tags = &self.model.labels.names;
        let transitions = &self.model.heads.name_transitions;
        let score = |word: usize, from: usize, to: usize| {
            at(scores.of(range.start + word, NAMES), to) + at(transitions, from * tags.len() + to)
        };
        let found = tags.spans(range.len(), score, Start::Closed, -NO_NAME);
        found.into_iter().map(move |found| Name {
            sentence,
            span: spans[range.start + found.words.start].cover(spans[range.start + found.words.end - 1]),
            tokens: found.words,
            kind: found.kind,
        })
    }

    fn roles(&self, spans: &[Span], scores: &WordScores) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for role in ROLE_ORDER {
            for found in role_spans(role, spans.len(), scores, Start::Open, 0.0) {
                stretches.push(Stretch {
                    role,
                    span: spans[found.words.start].cover(spans[found.words.end - 1]),
                    continues: found.continues,
                    open: found.words.end == spans.len(),
                });
            }
        }
        stretches
    }

    /// What would be a role's span if less counted as outside; nothing that overlaps one that is.
    fn hints(&self, spans: &[Span], scores: &WordScores, roles: &[Stretch]) -> Vec<RoleSpan> {
        let mut hints = Vec::new();
        for role in ROLE_ORDER {
            let known: Vec<Span> = roles.iter().filter(|known| known.role == role).map(|known| known.span).collect();
            for found in role_spans(role, spans.len(), scores, Start::Closed, NEARLY) {
                let span = spans[found.words.start].cover(spans[found.words.end - 1]);
                let near = known.partition_point(|known| known.end <= span.start);
                if known.get(near).is_none_or(|known| !known.overlaps(span)) {
                    hints.push(RoleSpan { role, span });
                }
            }
        }
        hints
    }
}

/// The stretches of one role, from the scores of pairs of tags: what a word's tag is worth depends on that of the word
/// before.
fn role_spans(role: Role, words: usize, scores: &WordScores, start: Start, outside: f32) -> Vec<Found<()>> {
    let tags = Bio::new(ROLE_TAGS.to_vec());
    let place = ROLE_ORDER.iter().position(|known| *known == role).unwrap_or(0);
    let score = |word: usize, from: usize, to: usize| {
        at(scores.of(word, ROLES), (place * ROLE_TAGS.len() + from) * ROLE_TAGS.len() + to)
    };
    tags.spans(words, score, start, outside)
}

fn at(scores: &[f32], place: usize) -> f32 {
    scores.get(place).copied().unwrap_or(0.0)
}

fn label(labels: &[Arc<str>], class: usize) -> Arc<str> {
    labels.get(class).cloned().unwrap_or_else(|| Arc::from("_"))
}

/// Takes the last sentence away if enough stays; how many of the atoms are in those that stay.
fn leave_last(words: &mut Words, atoms: usize) -> usize {
    let Some(start) = words.sentences.last().map(|sentence| sentence.start) else {
        return atoms;
    };
    let stay = words.words.get(start).map_or(atoms, |word| word.start);
    if stay < (atoms / LEAST_PROGRESS).max(1) {
        return atoms;
    }
    words.sentences.pop();
    words.words.truncate(start);
    stay
}

/// Puts the windows' parts together, in order. A role's span that goes over the end of a window is one.
fn join(analysis: &mut Analysis, parts: impl Iterator<Item = Part>) {
    let mut open: Vec<(Role, usize)> = Vec::new();
    for (window, part) in parts.enumerate() {
        let before = analysis.sentences.len();
        analysis.sentences.extend(part.sentences);
        analysis.time_keys.extend(part.keys.into_iter().map(|keys| TimeKeys { window, keys }));
        let shifted = |trigger: Trigger| Trigger { sentence: trigger.sentence + before, ..trigger };
        analysis.triggers.extend(part.triggers.into_iter().map(shifted));
        analysis.passed_over.extend(part.passed_over.into_iter().map(shifted));
        analysis.names.extend(part.names.into_iter().map(|name| Name { sentence: name.sentence + before, ..name }));
        analysis.hints.extend(part.hints);
        let mut still_open = Vec::new();
        for stretch in part.roles {
            let earlier = open.iter().find(|(role, _)| *role == stretch.role).map(|(_, index)| *index);
            let index = match earlier.filter(|_| stretch.continues) {
                Some(index) => {
                    analysis.roles[index].span = analysis.roles[index].span.cover(stretch.span);
                    index
                }
                None => {
                    analysis.roles.push(RoleSpan { role: stretch.role, span: stretch.span });
                    analysis.roles.len() - 1
                }
            };
            if stretch.open {
                still_open.push((stretch.role, index));
            }
        }
        open = still_open;
    }
    analysis.roles.sort_by_key(|found| (found.span, found.role));
    analysis.hints.sort_by_key(|found| (found.span, found.role));
}
