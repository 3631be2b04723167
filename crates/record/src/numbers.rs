//! Whole numbers as reports write them.

/// One to twenty.
const WORDS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
                     seventeen eighteen nineteen twenty";
const TENS: &str = "thirty forty fifty sixty seventy eighty ninety";

/// A number in digits without separators, or in one word in small letters; `None` for other words.
#[must_use]
pub fn whole(word: &str) -> Option<u64> {
    let spelled = WORDS.split(' ').zip(1..).chain(TENS.split(' ').zip((30..).step_by(10)));
    spelled.into_iter().find(|(known, _)| *known == word).map(|(_, n)| n).or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits() {
        assert_eq!([whole("one"), whole("twenty"), whole("ninety")], [Some(1), Some(20), Some(90)]);
        assert_eq!([whole("17"), whole("seventeen")], [Some(17); 2]);
        assert_eq!([whole("many"), whole(""), whole("-1"), whole("99999999999999999999999")], [None; 4]);
    }
}
