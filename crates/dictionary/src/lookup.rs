//! Which code an actor has.

use crate::phrase::Found;
use crate::words::Word;
use crate::{Dictionary, Rule};
use record::timex::Interval;

/// What stands for the actor where only words for what someone is were found, as PETRARCH writes it.
const NO_ACTOR: &str = "---";

/// The code of a mention, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorCode {
    /// Actor and what they are: `NORMIL`; `---MIL` where the mention does not say whose.
    pub code: String,
    /// The lines of the dictionaries that it was put together from, the actor's first.
    pub rules: Vec<Rule>,
}

impl Dictionary {
    /// The code of a mention from its words, at `date`: the days that the date of the report may mean, `None` where it
    /// is not known. `None` where the dictionaries do not know the mention, or say that it is no actor.
    ///
    /// Of the actors' phrases in the mention the longest counts, of several the first. Words for what someone is
    /// are looked for in the other words, and their codes are added in the order of the words, none twice.
    ///
    /// ```
    /// use dictionary::{Dictionary, Word};
    /// use record::timex::interval;
    ///
    /// let mut dictionary = Dictionary::default();
    /// let actors = "NORLANDIC_ [NOR]\nILSE_BRANDT_\n\t[NOROPP <20310101]\n\t[NORGOV >20310102]\n";
    /// assert!(dictionary.add("own.actors", actors.as_bytes()).is_empty());
    /// assert!(dictionary.add("own.agents", "SOLDIER [~MIL]\n".as_bytes()).is_empty());
    ///
    /// let code = |words: &str, date| {
    ///     let words: Vec<Word> = words.split(' ').map(Word::plain).collect();
    ///     dictionary.actor_code(&words, interval(date)).map(|found| found.code)
    /// };
    /// assert_eq!(code("Norlandic soldiers", "2031-03-05").as_deref(), Some("NORMIL"));
    /// assert_eq!(code("Ilse Brandt", "2031-03-05").as_deref(), Some("NORGOV"));
    /// assert_eq!(code("Ilse Brandt", "").as_deref(), Some("NOR"), "the date is not known");
    /// assert_eq!(code("Tomas Reyl", "2031-03-05"), None);
    /// ```
    pub fn actor_code(&self, mention: &[Word], date: Option<Interval>) -> Option<ActorCode> {
        let phrase = |(actor, phrase): (usize, usize)| &self.actors[actor].phrases[phrase];
        let named = |found: &Found| !mention[found.start].pronoun;
        let actor = self.actor_index.find(mention, phrase).into_iter().find(named);
        let (mut code, mut rules) = (String::new(), Vec::new());
        let mut taken = vec![false; mention.len()];
        if let Some(found) = actor {
            let actor = &self.actors[found.entry];
            code = actor.code(date)?;
            rules.push(actor.rule.clone());
            taken[found.start..found.end].fill(true);
        }
        let (mut before, mut behind) = (String::new(), String::new());
        for found in self.agents_in(mention, &mut taken) {
            let agent = &self.agents[found];
            let whole = format!("{before}{code}{behind}");
            let new = fresh(&whole, &agent.code);
            if new.is_empty() {
                continue;
            }
            if agent.before { &mut before } else { &mut behind }.push_str(&new);
            rules.push(agent.rule.clone());
        }
        if code.is_empty() && before.is_empty() {
            code.push_str(NO_ACTOR);
        }
        (!rules.is_empty()).then(|| ActorCode { code: format!("{before}{code}{behind}"), rules })
    }

    /// The agents in the words that are not taken, in the order of the words; longer phrases first take their words.
    fn agents_in(&self, mention: &[Word], taken: &mut [bool]) -> Vec<usize> {
        let phrase = |(agent, phrase): (usize, usize)| &self.agents[agent].phrases[phrase];
        let mut agents = Vec::new();
        for found in self.agent_index.find(mention, phrase) {
            if !taken[found.start..found.end].contains(&true) {
                taken[found.start..found.end].fill(true);
                agents.push((found.start, found.entry));
            }
        }
        agents.sort_unstable();
        agents.into_iter().map(|(_, agent)| agent).collect()
    }
}

/// What of `code` is not in `whole` yet, in steps of three letters.
fn fresh(whole: &str, code: &str) -> String {
    let steps = |code: &str| code.chars().collect::<Vec<_>>().chunks(3).map(|step| step.iter().collect()).collect();
    let known: Vec<String> = steps(whole);
    let new: Vec<String> = steps(code);
    new.into_iter().filter(|step| !known.contains(step)).collect()
}
