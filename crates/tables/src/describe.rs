//! What the tables hold, in words.

use crate::Table;

/// All tables with their columns, in Markdown: `docs/tables.md`.
pub fn describe() -> String {
    let mut text = String::from(
        "# Tables\n\nWhat `rapporteur export parquet` and `arrow` write, a file each, and what the Python package hands out as \
         Arrow. Made by\n`cargo run -p tables --example describe`; the same words stand in the files' metadata. Ids are those \
         of the JSON. Offsets are bytes\nof `reports.text`. A column with `?` may be null: no report says it, or it does not \
         apply.\n",
    );
    for table in Table::ALL {
        let of = if table.is_of_readings() { "readings" } else { "story" };
        text +=
            &format!("\n## {}\n{} (of the {of})\n\n| column | type | |\n| --- | --- | --- |\n", table.name, table.what);
        for column in table.columns {
            let maybe = if column.nullable { "?" } else { "" };
            text += &format!("| `{}`{maybe} | {} | {} |\n", column.name, column.kind.name(), column.what);
        }
    }
    text
}
