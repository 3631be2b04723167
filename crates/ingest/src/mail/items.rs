//! Newsletters with several items: each is a report of its own.

use crate::html::{Page, parts_of};
use crate::limits::Limits;
use record::BlockKind;

/// Items from which a newsletter is taken apart.
const ITEMS: usize = 3;
/// Words of the longest heading.
const HEADING: usize = 30;
/// Words of the shortest text of an item.
const TEXT: usize = 8;

/// An item.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its heading.
    pub title: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// The items of a newsletter's markup: headings of one rank with paragraphs under each. Empty where it has no such form.
pub fn of_markup(markup: &str, limits: &Limits) -> Vec<Item> {
    let parts = parts_of(markup, limits);
    let mut best = Vec::new();
    for rank in 1..=4 {
        let mut items: Vec<Item> = Vec::new();
        for (words, heading) in &parts {
            match heading {
                Some(found) if *found == rank => items.push(Item { title: words.clone(), paragraphs: Vec::new() }),
                Some(found) if *found < rank => items.push(Item::default()),
                _ => items.iter_mut().last().into_iter().for_each(|item| item.paragraphs.push(words.clone())),
            }
        }
        items.retain(is_item);
        if items.len() > best.len() {
            best = items;
        }
    }
    if best.len() < ITEMS { Vec::new() } else { best }
}

/// The items of plain text: parted by lines of one sign, each with a line over its text.
pub fn of_text(text: &str) -> Vec<Item> {
    let mut items = vec![Item::default()];
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        for part in paragraph.split_inclusive('\n') {
            let line = part.trim();
            if is_rule(line) {
                items.push(Item::default());
                continue;
            }
            let Some(item) = items.last_mut() else { continue };
            if item.title.is_empty() && !line.ends_with('.') {
                item.title = line.to_owned();
            } else if let Some(last) =
                item.paragraphs.last_mut().filter(|_| part != paragraph && !paragraph.starts_with(line))
            {
                last.push(' ');
                last.push_str(line);
            } else {
                item.paragraphs.push(line.to_owned());
            }
        }
    }
    items.retain(is_item);
    if items.len() < ITEMS { Vec::new() } else { items }
}

fn is_rule(line: &str) -> bool {
    let first = line.chars().next();
    line.len() >= 5
        && first
            .is_some_and(|first| matches!(first, '-' | '=' | '*' | '_' | '~' | '—') && line.chars().all(|c| c == first))
}

fn is_item(item: &Item) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let title = words(&item.title);
    (1..=HEADING).contains(&title)
        && item.paragraphs.iter().any(|text| words(text) >= TEXT && text.contains(['.', '。', '!', '?']))
}

/// An item as a page.
pub fn page(item: &Item) -> Page {
    let mut page = Page::default();
    page.add(&item.title, Some(BlockKind::Title));
    item.paragraphs.iter().for_each(|words| page.add(words, None));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_markup() {
        let item = |n: usize| {
            format!(
                "<h2>Ferry {n} stays</h2><p>Ferry number {n} stays in port, the harbour office said.</p><p><a href=x>Read on</a></p>"
            )
        };
        let markup = format!("<h1>The harbour today</h1><p>Good morning.</p>{}{}{}", item(1), item(2), item(3));
        let items = of_markup(&markup, &Limits::default());
        assert_eq!(
            items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(),
            ["Ferry 1 stays", "Ferry 2 stays", "Ferry 3 stays"]
        );
        assert!(of_markup(&item(1), &Limits::default()).is_empty());
    }

    #[test]
    fn items_of_plain_text() {
        let item = |n: usize| {
            format!(
                "Ferry {n} stays\n\nFerry number {n} stays in port,\nthe harbour office said on Monday.\n\n-----------\n"
            )
        };
        let items = of_text(&format!("Good morning.\n\n======\n\n{}{}{}", item(1), item(2), item(3)));
        assert_eq!(items.len(), 3);
        assert_eq!(items[0].paragraphs, ["Ferry number 1 stays in port, the harbour office said on Monday."]);
    }
}
