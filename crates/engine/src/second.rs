//! A second reader beside the program's own reading: a language model of the user's, if there is one.

use crate::{Engine, Read, tellings};
use reader::{Compared, Pair, Reader, Seen};
use record::Report;
use record::story::DiscrepancyKind;
use story::{Difference, Opinion, Question};

impl Engine {
    /// The same with a second reader: what it reads and what stands in the words is put beside what the program reads.
    #[must_use]
    pub fn with_reader(mut self, reader: Reader) -> Self {
        // A word that only the other reader takes for a happening is compared by what the model makes of it, too.
        self.analyser.keep_passed_over();
        self.reader = Some(reader);
        self
    }

    /// The second reader.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// Has the second reader read, too.
    pub(crate) fn read_again(&self, reads: &mut [Read]) {
        let Some(reader) = &self.reader else { return };
        reader.ask(&reads.iter().map(|read| &read.report).collect::<Vec<&Report>>());
        for read in reads {
            self.merge_again(read);
        }
    }

    /// Puts what the second reader has said already beside what the program has read anew.
    pub(crate) fn merge_again(&self, read: &mut Read) {
        if let Some(reader) = &self.reader {
            reader.merge(&read.report, &read.analysis, &mut read.reading);
        }
    }

    /// What the second reader says of accounts that may be one.
    pub(crate) fn opinions(&self, reads: &[Read]) -> Vec<Opinion> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let questions = story::questions(&tellings(reads));
        let pairs: Vec<Pair<'_>> = questions.iter().map(|question| pair(question, reads)).collect();
        let compared = reader.compare(&pairs);
        let answered = questions.iter().zip(compared).filter_map(|(question, one)| Some((question, one?)));
        answered.map(|(question, compared)| opinion(question, compared, reader.name())).collect()
    }
}

fn pair<'a>(question: &Question, reads: &'a [Read]) -> Pair<'a> {
    let seen = |side: usize| {
        let report = question.accounts[side].0;
        let (sentence, trigger) = (question.sentences[side], question.triggers[side]);
        Seen { report, text: &reads[report].report.text, sentence, trigger }
    };
    Pair(seen(0), seen(1))
}

fn opinion(question: &Question, compared: Compared, by: String) -> Opinion {
    let difference = |(attribute, words, conflict): (&str, _, bool)| Difference {
        attribute: attribute.to_owned(),
        words,
        kind: if conflict { DiscrepancyKind::Conflict } else { DiscrepancyKind::Detail },
    };
    let differences = compared.differences.into_iter().map(difference).collect();
    Opinion { accounts: question.accounts, one: compared.one, differences, by }
}
