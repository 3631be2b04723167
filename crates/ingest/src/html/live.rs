//! Live pages whose entries are given in their linked data and not on the page.

use super::choice::Chosen;
use super::linked::Entry;
use crate::plain;

/// The entries, where the page itself shows less than half of their words; else what the page shows.
pub fn longer(content: Vec<Chosen>, entries: &[Entry]) -> Vec<Chosen> {
    let shown: usize = content.iter().filter(|one| one.kind.is_none()).map(|one| one.words.len()).sum();
    let told: usize = entries.iter().map(|entry| entry.body.len()).sum();
    if told <= 2 * shown {
        return content;
    }
    let mut chosen = Vec::new();
    for entry in entries {
        let own = |heading: &&String| !plain::alike(heading, &entry.body);
        let heading = entry.headline.iter().filter(own).cloned();
        let lines = heading.chain(entry.body.lines().map(str::to_owned));
        chosen.extend(lines.map(|words| Chosen { words, kind: None, time: entry.time.clone() }));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_the_page_does_not_show() {
        let entry = Entry { headline: Some("Gate shut".into()), body: "The gate was shut.".into(), time: None };
        let words = |chosen: Vec<Chosen>| chosen.into_iter().map(|one| one.words).collect::<Vec<_>>();
        assert_eq!(words(longer(Vec::new(), std::slice::from_ref(&entry))), ["Gate shut", "The gate was shut."]);
        let shown = vec![Chosen { words: "The gate was shut.".into(), ..Chosen::default() }];
        assert_eq!(words(longer(shown, &[entry])), ["The gate was shut."]);
    }
}
