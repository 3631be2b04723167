//! Who and what the library's stories name, found by any spelling.

use crate::database::{Row, Value};
use crate::{Library, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody or something in one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRow {
    /// Its number in the library, for [`Filter::entities`](crate::Filter::entities). Told anew, a story may number anew.
    pub number: i64,
    /// The id of its story.
    pub story: String,
    /// Its id in the story: `x3`.
    pub id: String,
    /// The fullest name that most reports use.
    pub name: String,
    /// What kind: `PER`, `ORG`, ….
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of the country or body that it acts for.
    pub side: Option<String>,
    /// How often it is mentioned.
    pub mentions: usize,
}

/// A way in which an entity is named, or an office that it is said to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spelling {
    /// As written.
    pub name: String,
    /// Whether it is an office or a description rather than a name.
    pub role: bool,
    /// A report that writes it so.
    pub report: String,
    /// Where: first byte and the one after the last.
    pub span: (usize, usize),
}

const ENTITY: &str = "SELECT e.no, s.id, e.id, e.name, e.kind, o.name, e.mentions FROM entities e \
                      JOIN stories s ON s.no = e.story LEFT JOIN entities o ON o.no = e.side";

fn entity(mut row: Row) -> EntityRow {
    EntityRow {
        number: row.int(0),
        story: row.text(1),
        id: row.text(2),
        name: row.text(3),
        kind: row.text(4),
        side: row.maybe_text(5),
        mentions: usize::try_from(row.int(6)).unwrap_or(0),
    }
}

impl Library {
    /// Entities that are named so, in any spelling of case and accents, those with most mentions first: whose whole name it
    /// is; where there is none, of whose names it is a word or the first letters.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn entities(&mut self, name: &str, most: usize) -> Result<Vec<EntityRow>> {
        let folded = text::fold(name);
        let folded = folded.strip_prefix("the ").unwrap_or(&folded);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let whole = "WHERE e.no IN (SELECT entity FROM names WHERE use = 'name' AND folded IN ($1, $2)) \
                     ORDER BY e.mentions DESC, e.no LIMIT $3";
        let article = format!("the {folded}");
        let values = [folded.into(), article.into(), most.into()];
        let found = self.rows(&format!("{ENTITY} {whole}"), &values)?;
        if !found.is_empty() {
            return Ok(found.into_iter().map(entity).collect());
        }
        // Folded words hold no sign that LIKE would take for its own.
        let part = "WHERE e.no IN (SELECT entity FROM names WHERE use = 'name' AND (folded LIKE $1 OR folded LIKE $2)) \
                    ORDER BY e.mentions DESC, e.no LIMIT $3";
        let values: [Value; 3] = [format!("{folded}%").into(), format!("% {folded}%").into(), most.into()];
        Ok(self.rows(&format!("{ENTITY} {part}"), &values)?.into_iter().map(entity).collect())
    }

    /// The entities of the library, or of one story, those with most mentions first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn all_entities(&mut self, story: Option<&str>, most: usize) -> Result<Vec<EntityRow>> {
        let (only, mut values) = match story {
            Some(story) => ("WHERE s.id = $1", vec![Value::from(story)]),
            None => ("", Vec::new()),
        };
        values.push(most.into());
        let sql = format!("{ENTITY} {only} ORDER BY e.mentions DESC, e.no LIMIT ${}", values.len());
        Ok(self.rows(&sql, &values)?.into_iter().map(entity).collect())
    }

    /// How an entity is named and what it is said to be, each with a place where it is.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn spellings(&mut self, entity: i64) -> Result<Vec<Spelling>> {
        let sql = "SELECT n.name, n.use, r.id, n.first_byte, n.end_byte FROM names n JOIN reports r ON r.no = n.report \
                   WHERE n.entity = $1 ORDER BY n.use, n.folded";
        let spelling = |mut row: Row| Spelling {
            name: row.text(0),
            role: row.text(1) == "role",
            report: row.text(2),
            span: span(&row, 3),
        };
        Ok(self.rows(sql, &[entity.into()])?.into_iter().map(spelling).collect())
    }
}

/// First byte and the one after the last, from two columns.
pub(crate) fn span(row: &Row, column: usize) -> (usize, usize) {
    let byte = |column| usize::try_from(row.int(column)).unwrap_or(0);
    (byte(column), byte(column + 1))
}
