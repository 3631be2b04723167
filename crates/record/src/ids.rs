//! Names of things inside one report, and of reports themselves.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": concat!("^", $letter, "[0-9]+$") })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.strip_prefix($letter)
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    .ok_or_else(|| serde::de::Error::custom(concat!("expected an id such as ", $letter, "1")))
            }
        }
    };
}

numbered!(
    /// A mention: its index in [`Reading::mentions`](crate::Reading), printed as `m0`, `m1`, ….
    MentionId, "m"
);
numbered!(
    /// An entity of a report or, in a [`Story`](crate::Story), of the story: `x0`, `x1`, ….
    EntityId, "x"
);
numbered!(
    /// A time expression of a report: `t0`, `t1`, ….
    TimexId, "t"
);
numbered!(
    /// An attribution of a report: `a0`, `a1`, ….
    AttributionId, "a"
);
numbered!(
    /// An event of a report or, in a [`Story`](crate::Story), of the story: `e0`, `e1`, ….
    EventId, "e"
);
numbered!(
    /// An act of speech of a report: `c0`, `c1`, ….
    ActId, "c"
);

/// The name of a report: derived from its content, or given with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ReportId(pub String);

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
