//! From byte offsets to the lines and columns that people look at.

/// The starts of a text's lines.
#[derive(Clone, Debug)]
pub struct LineMap {
    starts: Vec<usize>,
}

/// A place that a person can go to: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line number from 1.
    pub line: usize,
    /// Column number from 1, in characters.
    pub column: usize,
}

impl LineMap {
    /// Reads the line ends (`\n`) of `text`.
    pub fn new(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place of the byte `offset`; an offset past the end is the end.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset);
        let column = text[self.starts[line - 1]..offset].chars().count() + 1;
        Place { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "é a\nb";
        let map = LineMap::new(text);
        assert_eq!(map.place(text, 0), Place { line: 1, column: 1 });
        assert_eq!(map.place(text, 3), Place { line: 1, column: 3 });
        assert_eq!(map.place(text, 5), Place { line: 2, column: 1 });
        assert_eq!(map.place(text, 99), Place { line: 2, column: 2 });
    }
}
