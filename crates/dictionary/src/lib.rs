//! Dictionaries that researchers bring along: files of actors, agents and verbs as the coders PETRARCH (1 and 2) and
//! TABARI read them, and what they say of a mention or of a happening.
//!
//! ```
//! use dictionary::{Dictionary, words};
//!
//! let mut dictionary = Dictionary::default();
//! for (name, file) in [
//!     ("own.actors", "NORLAND_ [NOR]\n+NORLANDIC_\nSUDERIA_ [SUD]\n"),
//!     ("own.agents", "SOLDIER [~MIL]\n"),
//!     ("own.verbs", "--- ATTACK [190] ---\nATTACK\n- * (WITH GUNS) [194]\n"),
//! ] {
//!     let problems = dictionary.add(name, file.as_bytes());
//!     assert!(problems.is_empty(), "{problems:?}");
//! }
//!
//! let tree = "1\tNorlandic\tNorlandic\tADJ\tJJ\t_\t2\tamod\t_\t_\n\
//!             2\tsoldiers\tsoldier\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n\
//!             3\tattacked\tattack\tVERB\tVBD\t_\t0\troot\t_\t_\n\
//!             4\tSuderia\tSuderia\tPROPN\tNNP\t_\t3\tobj\t_\t_\n";
//! let read = record::conllu::parse(tree).unwrap();
//! let sentence = &read.analysis.sentences[0];
//! let coded = dictionary.event_code(sentence, &read.text, 2, &[0, 1], &[3]).unwrap();
//! let words = words(sentence, &read.text);
//! let code = |places: &[usize]| {
//!     let mention: Vec<_> = places.iter().map(|&i| words[i].clone()).collect();
//!     dictionary.actor_code(&mention, None).map(|found| found.code)
//! };
//! assert_eq!(coded.code, "190");
//! assert_eq!(code(&coded.source).as_deref(), Some("NORMIL"));
//! assert_eq!(code(&coded.target).as_deref(), Some("SUD"));
//! ```
//!
//! # Sources
//! The formats are described in the documentation of PETRARCH 2 (`docs/source/dictionaries.rst`, `Petrarch2.tex`) and
//! in the comments on the format in PETRARCH's sources, which name `$` the source, `+` the target, `^` someone to be
//! skipped and `%` a compound. Both refer to TABARI's manual, which was not at hand: what only TABARI has (stems,
//! choices, `###`, `!`) is read as its dictionaries use it. Nothing of their code or dictionaries is in this crate.
//!
//! # What is read
//! Comments are `<!-- … -->`, also over lines, and what stands behind `#` or `;` outside of square brackets. Which
//! kind a file is, is told by its lines ([`Kind`]).
//!
//! | written | read as | from |
//! | --- | --- | --- |
//! | `A_B` | B follows A at once; hyphens between them do not matter, `A-B` is the same | both |
//! | `A B` | other words may stand between | both |
//! | `A_` at the end | the whole word; where at least half of the phrases of a file end so, others are stems, if they have four letters or more | TABARI |
//! | `NAME [ABC]`, `+NAME` | a code, and a synonym with all codes of the phrase above | both |
//! | `[ABC <20310101]`, `>`, `-` | until, from, between: the days belong to it; two digits of a year up to 30 are 20YY | both |
//! | `[ABC]` among these | the code outside of the periods | both |
//! | `[---]`, `[###]` | no actor: hides shorter phrases | both |
//! | `WORD [~GOV]`, `[NGO~]` | behind and before the actor's code | both |
//! | `WORD {WORDEN}`, `{}` | the plural, none; else the regular one | PETRARCH |
//! | `!M! = A, B` | `!M!` stands for each of them | PETRARCH |
//! | `--- NAME [190] ---` | a block: verbs that share patterns, and the code of those without one | PETRARCH |
//! | `VERB {FORMS} [190]` | a verb; without braces with its regular forms | PETRARCH |
//! | `+SET_UP`, `RE_+ARREST` | verbs of several words, the verb behind the `+`; a particle may stand apart | PETRARCH |
//! | no line `---` in the file | each verb is its own block, words without `_` are stems, nouns are triggers too | TABARI |
//! | `&NAME`, `+WORD` | a set with its words; `_` behind name or word: no plurals | PETRARCH |
//! | `~ a (a b X) Y = a b 015` | transformations: not used, which a warning says | PETRARCH 2 |
//!
//! # How patterns match
//! A pattern is laid on the words around the verb, in their order: the clause of the verb and the clauses above it, but
//! not clauses beside it, and behind the verb what is below it too. Of several patterns that match, the one that asks
//! for most decides, then the first of the file; without one, the verb's own code.
//!
//! | written | matches | from |
//! | --- | --- | --- |
//! | `*` | the verb with the words that belong to it; exactly one (`**` is the same) | both |
//! | `WORD` | the word, or words of which it is the dictionary form; a stem in files of TABARI | both |
//! | `&NAME` | a phrase of the set | PETRARCH |
//! | `$`, `+` | the words of source and target. They may turn round what was given as source and target ("received a loan from"), but not where both are subject, object or agent of the verb, for there the tree decides, and not in a pattern without words of its own | TABARI: any actor at this place; the limits are this crate's |
//! | `%` | actors joined by "and": both of source and target, or the one that was given, which is split then | TABARI |
//! | `^` | a noun or pronoun that is neither source nor target | TABARI |
//! | `_` between parts | the next part follows at once, hyphens and articles aside; so it may lead into the next clause | both |
//! | `{A B}` | the noun B with A below it in the tree or right before it; the order of others is kept | PETRARCH 2 |
//! | `(TO A B)`, `(BY/WITH A)` | one of the prepositions (or "to"), on its side of the verb, with A and B below its noun; the order does not matter | PETRARCH 2 |
//! | <code>{ A &#124; B }</code> | one of them | TABARI |
//! | `[1:2]`, `[:2]` | what the source does to the target, and the target to the source | both |
//! | `[---]` | nothing is coded, also where the verb has a code, as PETRARCH's documentation says (its program takes the verb's then) | both |
//! | `[1!]`, `[1?]` | the mark is not used, which a warning says | TABARI |
//!
//! In blocks of PETRARCH, words of a pattern without `$`, `+` and `%` are turned round for a passive, as PETRARCH 2
//! does: what stands before `*` is looked for in the phrase with "by", what stands behind it also in the subject. Only
//! verbs are triggers there; a noun ("held talks") is found by a pattern of the verb above it that names it.
//!
//! # How to wire it to the command line
//! `--dictionary PATH…` opens each file behind a `BufReader` and calls [`Dictionary::add`] with the path as the user
//! wrote it, in the order given: users' own files before general ones. Each [`Problem`] is printed; with an error among
//! them the command ends with status 2, for a dictionary of which lines are left out codes something else than the
//! researcher believes. A [`Problem`] becomes a [`record::Diagnostic`] by `From`.
//!
//! The dictionary goes, shared and unchanged, to where events of a report are read, behind the event's trigger and its
//! participants: `source` and `target` of [`Dictionary::verdict`] are the indices of the words of the first actor and
//! the first recipient in the trigger's sentence (none for those in other sentences).
//! - [`Verdict::Silent`]: what the reading found stays.
//! - [`Verdict::Nothing`] and [`Verdict::Discard`]: the event is dropped, and a note with the [`Rule`] says so.
//! - [`Verdict::Event`]: its code replaces the CAMEO code, its words say who is actor and who recipient, `back` is a
//!   second event with both turned round; the [`Rule`] is the evidence (`own.verbs:12`).
//!
//! [`Dictionary::actor_code`] is asked once for each mention with a place in a table, with the report's date as
//! [`record::timex::interval`] reads it. Where an entity has several mentions, the longest code is its code.
//! Whether an event happened, when and where is not a dictionary's business: that stays with the reading.

mod actors;
mod agents;
mod dates;
mod kind;
mod lines;
mod lookup;
mod matching;
mod phrase;
mod problem;
mod repeats;
mod verbs;
mod words;

pub use actors::{Actor, Dated};
pub use agents::Agent;
pub use dates::{Period, Position};
pub use kind::Kind;
pub use lookup::ActorCode;
pub use matching::{Coded, Verdict};
pub use phrase::{Part, Phrase};
pub use problem::{MAX_PROBLEMS, Problem};
pub use verbs::{Block, Element, EventCode, Form, Item, Pattern, Synset, Verb};
pub use words::{Entry, How, Word, words};

use phrase::Index;
use problem::Problems;
use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;
use std::sync::Arc;

/// A line of a dictionary: where a code comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The file, as it was named to [`Dictionary::add`].
    pub file: Arc<str>,
    /// Line number from 1.
    pub line: usize,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Actors, agents and verbs of any number of files.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    actors: Vec<Actor>,
    agents: Vec<Agent>,
    blocks: Vec<Block>,
    synsets: BTreeMap<String, Synset>,
    actor_index: Index<(usize, usize)>,
    agent_index: Index<(usize, usize)>,
    verb_index: Index<(usize, usize, usize)>,
    /// For each block its patterns, those that ask for most first.
    order: Vec<Vec<usize>>,
}

impl Dictionary {
    /// Adds a file of actors, agents or verbs, which of them is told by what stands in it; `name` is how problems and
    /// codes name it. Where two files know the same phrase or verb, the one that was added first counts.
    /// Within a file the first line counts, which a warning says.
    ///
    /// # Errors
    /// All that is wrong with the file comes back, by line, up to [`MAX_PROBLEMS`] errors and as many warnings: a line
    /// with an error was left out, a file of no known kind as a whole. Nothing wrong gives an empty list.
    ///
    /// ```
    /// let mut dictionary = dictionary::Dictionary::default();
    /// let problems = dictionary.add("own.actors", "NORLAND_ [NOR]\nSUDERIA_ [SUD\n".as_bytes());
    /// assert_eq!(
    ///     problems[0].to_string(),
    ///     "own.actors:2: error: the bracket \"[\" has no \"]\": \"[SUD\""
    /// );
    /// assert_eq!(dictionary.actors().len(), 1);
    /// ```
    pub fn add(&mut self, name: &str, file: impl BufRead) -> Vec<Problem> {
        let mut problems = Problems::new(name);
        let Some(lines) = lines::read(file, &mut problems) else { return problems.finish() };
        match kind::kind(&lines) {
            Err(message) => problems.error(None, message),
            Ok(Kind::Actors) => {
                let actors = actors::parse(&lines, kind::open_words(&lines, How::Word), &mut problems);
                repeats::actors(&actors, &mut problems);
                self.add_actors(actors);
            }
            Ok(Kind::Agents) => {
                let agents = agents::parse(&lines, kind::open_words(&lines, How::Noun), &mut problems);
                repeats::agents(&agents, &mut problems);
                self.add_agents(agents);
            }
            Ok(Kind::Verbs) => {
                let verbs = verbs::parse(&lines, &self.synsets, &mut problems);
                repeats::verbs(&verbs.blocks, &mut problems);
                self.add_verbs(verbs.blocks, verbs.synsets);
            }
        }
        problems.finish()
    }

    fn add_actors(&mut self, actors: Vec<Actor>) {
        for actor in actors {
            for (i, phrase) in actor.phrases.iter().enumerate() {
                self.actor_index.add(&phrase.parts[0].entry, (self.actors.len(), i));
            }
            self.actors.push(actor);
        }
    }

    fn add_agents(&mut self, agents: Vec<Agent>) {
        for agent in agents {
            for (i, phrase) in agent.phrases.iter().enumerate() {
                self.agent_index.add(&phrase.parts[0].entry, (self.agents.len(), i));
            }
            self.agents.push(agent);
        }
    }

    fn add_verbs(&mut self, blocks: Vec<Block>, synsets: BTreeMap<String, Synset>) {
        for block in blocks {
            for (i, verb) in block.verbs.iter().enumerate() {
                for (j, form) in verb.forms.iter().enumerate() {
                    self.verb_index.add(&form.word, (self.blocks.len(), i, j));
                }
            }
            let mut order: Vec<usize> = (0..block.patterns.len()).collect();
            order.sort_by_key(|&i| std::cmp::Reverse(block.patterns[i].weight()));
            self.order.push(order);
            self.blocks.push(block);
        }
        for (name, set) in synsets {
            self.synsets.entry(name).or_default().phrases.extend(set.phrases);
        }
    }

    /// All actors, in the order in which they were added.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// All agents, in the order in which they were added.
    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    /// All blocks of verbs, in the order in which they were added.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All sets of words, by name without `&`.
    pub fn synsets(&self) -> &BTreeMap<String, Synset> {
        &self.synsets
    }
}
