//! Which happenings the timeline tells, and which rows must not stand on it.

use super::days::Days;
use super::gold::{Gold, Happening};
use super::rows::Row;
use super::tally::{Measure, Tally};
use super::words::{fold, matches};

/// Counts the happenings of a story. A row that is right for one is no misdated row of another.
pub fn count(gold: &Gold, rows: &[Row], tally: &mut Tally) {
    let barred = barred(gold, rows, tally);
    tally.rows = rows.len();
    tally.barred = barred.len();
    let told: Vec<Vec<&Row>> = gold
        .happenings
        .iter()
        .map(|happening| {
            let tells = |row: &&Row| matches(&happening.words, &fold(&row.words)) && !row.is_off();
            rows.iter().filter(|row| !barred.contains(row)).filter(tells).collect()
        })
        .collect();
    let right = |happening: &Happening, rows: &[&Row]| -> Vec<Row> {
        rows.iter().filter(|row| is_dated(happening, row)).map(|row| (*row).clone()).collect()
    };
    let pairs = || gold.happenings.iter().zip(&told);
    let taken: Vec<Row> = pairs().flat_map(|(happening, rows)| right(happening, rows)).collect();
    for (happening, rows) in pairs() {
        let right = right(happening, rows);
        let free = rows.iter().filter(|row| !taken.contains(row)).map(|row| (*row).clone());
        let any = if right.is_empty() { free.collect() } else { right.clone() };
        let found = tally.check(Measure::RightDate, !right.is_empty());
        tally.check(Measure::AnyDate, !any.is_empty());
        tally.weigh(Measure::Weighted, found, happening.weight);
        if happening.id == gold.main {
            tally.check(Measure::Main, found);
        }
        let verdict = if found {
            "found"
        } else if any.is_empty() {
            "miss "
        } else {
            "date "
        };
        let shown: Vec<String> = any.iter().take(3).map(|row| format!("{}: {};", row.label, row.words)).collect();
        let Happening { id, date, what, .. } = happening;
        tally.notes.push(format!("{verdict} {id} {date} {what} | {}", shown.join(" ")));
    }
}

/// Rows that must not stand, each once.
fn barred<'a>(gold: &Gold, rows: &'a [Row], tally: &mut Tally) -> Vec<&'a Row> {
    let mut found: Vec<&Row> = Vec::new();
    for barred in &gold.not {
        let only = barred.date.as_deref().and_then(Days::of);
        for row in rows {
            let then = only.is_none_or(|only| row.days.is_some_and(|days| only.contains(days)));
            if then && matches(&barred.words, &fold(&row.words)) && !found.contains(&row) {
                found.push(row);
                tally.notes.push(format!("NOT   {} | {} {}", barred.why, row.label, row.words));
            }
        }
    }
    found
}

/// Whether all the days that a row can be are right.
fn is_dated(happening: &Happening, row: &Row) -> bool {
    let right = Days::of(&happening.date).map(|days| days.widened(happening.tolerance));
    right.zip(row.days).is_some_and(|(right, days)| right.contains(days))
}

#[cfg(test)]
mod tests {
    use super::super::gold::Barred;
    use super::*;

    fn row(date: &str, words: &str) -> Row {
        Row { label: date.to_owned(), days: Days::of(date), words: words.to_owned() }
    }

    fn happening(id: &str, date: &str, words: &[&str], weight: usize) -> Happening {
        let words = words.iter().map(|group| group.split('|').map(str::to_owned).collect()).collect();
        Happening { id: id.to_owned(), date: date.to_owned(), words, weight, ..Happening::default() }
    }

    fn scored(happenings: Vec<Happening>, not: Vec<Barred>, rows: &[Row]) -> Tally {
        let mut tally = Tally::default();
        count(&Gold { main: "E1".to_owned(), happenings, not, ..Gold::default() }, rows, &mut tally);
        tally
    }

    fn shares(tally: &Tally) -> [(usize, usize); 4] {
        [Measure::RightDate, Measure::AnyDate, Measure::Weighted, Measure::Main].map(|measure| tally.share(measure))
    }

    #[test]
    fn right_misdated_and_missing() {
        let gold = vec![
            happening("E1", "2031-03-04", &["walk|strike", "port"], 3),
            happening("E2", "2031-03-05", &["talks"], 2),
            happening("E3", "2031-03-06", &["flood"], 1),
        ];
        let rows = [row("2031-03-04", "Port workers walk out."), row("2031-03", "Talks are held.")];
        assert_eq!(shares(&scored(gold, vec![], &rows)), [(1, 3), (2, 3), (3, 6), (1, 1)]);
    }

    #[test]
    fn the_tolerance_holds_for_all_of_a_row_s_days() {
        let mut gold = happening("E1", "2031-03-04", &["talks"], 1);
        gold.tolerance = 3;
        let found = |date| shares(&scored(vec![gold.clone()], vec![], &[row(date, "Talks begin.")]))[0].0;
        assert_eq!((found("2031-03-07"), found("2031-03-08"), found("2031-W10"), found("")), (1, 0, 0, 0));
    }

    #[test]
    fn what_did_not_happen_finds_nothing() {
        let rows = [row("2031-03-04", "Talks begin. (did not take place)")];
        assert_eq!(shares(&scored(vec![happening("E1", "2031-03-04", &["talks"], 1)], vec![], &rows))[1], (0, 1));
    }

    #[test]
    fn a_row_that_is_right_for_one_is_not_misdated_for_another() {
        let gold =
            vec![happening("E1", "2031-03-04", &["talks"], 1), happening("E2", "2031-05-01", &["talks", "alder"], 1)];
        let rows = [row("2031-03-04", "Talks begin in Alder.")];
        assert_eq!(shares(&scored(gold, vec![], &rows))[1], (1, 2));
    }

    #[test]
    fn a_row_that_must_not_stand_is_counted_once_and_finds_nothing() {
        let bar = |date: Option<&str>| Barred {
            words: vec![vec!["flood".to_owned()]],
            date: date.map(str::to_owned),
            ..Barred::default()
        };
        let rows = [row("2031-03-04", "A flood."), row("2031-04-04", "A flood.")];
        let gold = || vec![happening("E1", "2031-03-04", &["flood"], 1)];
        let tally = scored(gold(), vec![bar(None), bar(Some("2031-03"))], &rows);
        assert_eq!((tally.barred, tally.rows, shares(&tally)[1]), (2, 2, (0, 1)));
        let tally = scored(gold(), vec![bar(Some("2031-04"))], &rows);
        assert_eq!((tally.barred, shares(&tally)[0]), (1, (1, 1)));
    }
}
