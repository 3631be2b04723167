//! Dictionaries that researchers bring along: files of actors, agents and verbs as the coders PETRARCH (1 and 2) and
//! TABARI read them, and the codes of mentions.

mod actors;
mod agents;
mod dates;
mod kind;
mod lines;
mod lookup;
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
