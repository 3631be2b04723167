//! The values that pass between the stages, and nothing else.
//!
//! ```text
//! bytes ─ingest→ Report ─language→ Analysis ─reading→ Reading ─story→ Story
//! ```
//! A later stage adds a value of its own; it never edits an earlier one's. The shapes that these types take
//! as JSON are the program's contract with its users' scripts.

pub mod acts;
pub mod agencies;
pub mod analysis;
pub mod conllu;
pub mod diagnostic;
pub mod evidence;
pub mod grouped;
pub mod ids;
pub mod network;
pub mod numbers;
pub mod reading;
pub mod report;
pub mod story;
pub mod timex;

pub use analysis::{
    Analysis, HappeningClass, Name, NameType, Reality, Role, RoleSpan, Sentence, TimeKeys, Token, Trigger, Upos,
};
pub use diagnostic::{Diagnostic, Severity};
pub use evidence::{Basis, Evidence};
pub use ids::{ActId, AttributionId, EntityId, EventId, MentionId, ReportId, TimexId};
pub use reading::Reading;
pub use report::{Block, BlockKind, Report};
pub use story::Story;
pub use text::{Span, Spans};
