//! Reports in the making: sentences, what is said of their origin, and what they were really made from.

use record::evidence::Stated;
use record::reading::{Attribution, AttributionKind, SourceClass};
use record::report::{Credit, CreditKind};
use record::{AttributionId, Basis, Reading, Report, ReportId, Span};

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
}

impl Kind {
    /// All of them.
    pub const EACH: [Self; 9] = [
        Self::Independent,
        Self::Copy,
        Self::Cut,
        Self::Reordered,
        Self::Rewrite,
        Self::HeavyRewrite,
        Self::Mixed,
        Self::Credited,
        Self::Citing,
    ];

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
    /// The id of what it was made from, or of what it cites.
    pub from: Option<String>,
    /// Who published it.
    pub outlet: String,
    /// The agency that it credits.
    pub credit: Option<String>,
    /// An outlet that it cites and the number of the sentence that does.
    pub cites: Option<(String, usize)>,
    /// When it was published, ISO 8601.
    pub published: String,
    /// In order.
    pub sentences: Vec<String>,
    /// Sentences in a paragraph.
    pub paragraph: usize,
}

impl Draft {
    /// The report, and what is read in it: who is cited.
    pub fn set(&self) -> (Report, Reading) {
        let (mut text, mut cited) = (String::new(), None);
        for (i, sentence) in self.sentences.iter().enumerate() {
            if i > 0 {
                text.push_str(if i % self.paragraph.max(1) == 0 { "\n\n" } else { " " });
            }
            if let Some((name, _)) = self.cites.as_ref().filter(|(_, at)| *at == i)
                && let Some(at) = sentence.find(name.as_str())
            {
                cited = Some(Span::new(text.len() + at, text.len() + at + name.len()));
            }
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
        reading.attributions.extend(cited.map(|span| Attribution {
            id: AttributionId(0),
            source: span.into(),
            cue: record::Spans::default(),
            content: record::Spans::default(),
            kind: AttributionKind::Indirect,
            speaker: None,
            addressee: None,
            source_class: SourceClass::Media,
            reason: None,
            via: None,
            occasion: None,
            time: None,
            placement: None,
            parent: None,
        }));
        (report, reading)
    }
}
