//! Reports in the making: sentences, what is said of their origin, and what they were really made from.

use super::random::Random;
use super::vocabulary::name;
use record::evidence::Stated;
use record::reading::{Attribution, AttributionKind, SourceClass};
use record::report::{Credit, CreditKind};
use record::{Analysis, AttributionId, Basis, Reading, Report, ReportId, Sentence, Span};

/// How a report of the constructed set came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Written by a reporter of one's own.
    Independent,
    /// Word for word, perhaps in other paragraphs.
    Copy,
    /// Some sentences left out.
    Cut,
    /// Sentences in another order, one left out.
    Reordered,
    /// One word in ten replaced, put in or taken out; a sentence dropped, one added.
    Rewrite,
    /// The same with one word in five.
    HeavyRewrite,
    /// A third to a half from the source, the rest from an own reporter.
    Mixed,
    /// An agency's report under its credit, cut and edited.
    Credited,
    /// One fact on another outlet's word in a report that is otherwise independent.
    Citing,
    /// The same in other words of citing, the fact told as another reporter tells it.
    CitingFreely,
    /// One word in three replaced by one that means the same, clauses turned round.
    Paraphrase,
    /// An agency's report, one word in two replaced, clauses turned, the quotations kept.
    QuotesKept,
    /// Two thirds of one report and a third of another, lightly edited.
    Merged,
    /// Every sentence as another reporter would tell it, in the order of the source, the quotations kept.
    Retold,
    /// Written by a reporter of one's own who heard the same press conference and quotes it at length.
    SameBriefing,
    /// Written by one's own reporter, with the lines that the outlet prints below all its reports.
    HouseLines,
}

impl Kind {
    /// Those that are made from others and easy to tell by their words.
    pub const PLAIN: [Self; 8] = [
        Self::Copy,
        Self::Cut,
        Self::Reordered,
        Self::Rewrite,
        Self::HeavyRewrite,
        Self::Mixed,
        Self::Credited,
        Self::Citing,
    ];

    /// Those that are made to be mistaken.
    pub const HARD: [Self; 7] = [
        Self::CitingFreely,
        Self::Paraphrase,
        Self::QuotesKept,
        Self::Merged,
        Self::Retold,
        Self::SameBriefing,
        Self::HouseLines,
    ];

    /// Whether it only cites what it is from.
    pub fn cites(self) -> bool {
        matches!(self, Self::Citing | Self::CitingFreely)
    }

    /// As the table has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Independent => "independent",
            Self::Copy => "copy",
            Self::Cut => "cut",
            Self::Reordered => "reordered",
            Self::Rewrite => "rewrite, 1 word in 10",
            Self::HeavyRewrite => "rewrite, 1 word in 5",
            Self::Mixed => "mixed with own reporting",
            Self::Credited => "credited copy",
            Self::Citing => "citing one fact",
            Self::CitingFreely => "citing one fact freely",
            Self::Paraphrase => "paraphrase, 1 word in 3",
            Self::QuotesKept => "paraphrase, 1 word in 2, quotations kept",
            Self::Merged => "merged from two",
            Self::Retold => "retold as if translated",
            Self::SameBriefing => "not derived: same press conference",
            Self::HouseLines => "not derived: the outlet's set lines",
        }
    }
}

/// A report before it is set.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// How it came about.
    pub kind: Kind,
    /// The ids of what it was made from, the most of it first, or of what it cites.
    pub from: Vec<String>,
    /// Who published it.
    pub outlet: String,
    /// The agency that it credits.
    pub credit: Option<String>,
    /// An outlet that it cites and the number of the sentence that does, where a reading would have found it.
    pub cites: Option<(String, usize)>,
    /// When it was published, ISO 8601.
    pub published: String,
    /// In order.
    pub sentences: Vec<String>,
    /// Sentences in a paragraph.
    pub paragraph: usize,
}

impl Draft {
    /// The same words in another outlet, a day or two later; what the kind makes of them is for the caller.
    pub fn retold(&self, id: String, kind: Kind, random: &mut Random) -> Self {
        Self {
            id,
            kind,
            from: vec![self.id.clone()],
            outlet: format!("{} Times", name(random)),
            published: format!("2031-03-0{}T{:02}:30", 4 + random.below(2), 10 + random.below(12)),
            paragraph: 1 + random.below(3),
            ..self.clone()
        }
    }

    /// The report, its sentences, and what is read in it: who is cited.
    pub fn set(&self) -> Set {
        let (mut text, mut cited, mut spans) = (String::new(), None, Vec::new());
        for (i, sentence) in self.sentences.iter().enumerate() {
            if i > 0 {
                text.push_str(if i % self.paragraph.max(1) == 0 { "\n\n" } else { " " });
            }
            if let Some((name, _)) = self.cites.as_ref().filter(|(_, at)| *at == i)
                && let Some(at) = sentence.find(name.as_str())
            {
                cited = Some(Span::new(text.len() + at, text.len() + at + name.len()));
            }
            spans.push(Span::new(text.len(), text.len() + sentence.len()));
            text.push_str(sentence);
        }
        let body = text.len();
        if let Some(agency) = &self.credit {
            text.push_str("\n\nSource: ");
            text.push_str(agency);
        }
        let mut report = crate::tasks::report(&self.id, &text, Some(&self.published));
        report.id = ReportId(self.id.clone());
        report.outlet = Some(Stated { value: self.outlet.clone(), span: None, basis: Basis::Metadata });
        if let Some(agency) = &self.credit {
            let span = Span::new(text.len() - agency.len(), text.len());
            report.credits.push(Credit { kind: CreditKind::Wire, name: agency.clone(), span });
            for block in report.blocks.iter_mut().filter(|block| block.span.start >= body) {
                block.kind = record::BlockKind::Credit;
            }
        }
        let mut reading = Reading::default();
        reading.attributions.extend(
            cited.map(|span| Attribution::bare(AttributionId(0), span, AttributionKind::Indirect, SourceClass::Media)),
        );
        let block = |span: Span| report.blocks.partition_point(|block| block.span.end <= span.start);
        let sentence = |span: Span| Sentence { span, block: block(span), tokens: Vec::new() };
        let analysis = Analysis { sentences: spans.into_iter().map(sentence).collect(), ..Analysis::default() };
        Set { report, analysis, reading }
    }
}

/// A report that was set.
#[derive(Clone, Debug)]
pub struct Set {
    /// The report.
    pub report: Report,
    /// Its sentences alone.
    pub analysis: Analysis,
    /// The citation alone, where a reading is taken to have found it.
    pub reading: Reading,
}
