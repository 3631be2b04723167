//! The timeline as dots along days: the more independent lines tell of it, the larger; hollow where it is only planned.

use super::count;
use crate::dates;
use crate::html::parts::plain;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use maud::{Markup, html};
use record::Story;
use record::reading::{Factuality, Polarity};
use record::story::TimelineEntry;

/// Dots this near to each other, in percent of the width, are piled up: on a telephone they would touch.
const COLUMN: f64 = 4.0;
/// Free at either side, in percent.
const MARGIN: f64 = 3.0;
/// Pixels from one dot of a pile to the next, and of the highest pile.
const STEP: f64 = 20.0;
const HIGHEST: f64 = 200.0;
/// What lies further from the reports' days would squeeze all others into one place.
const BEFORE: i64 = 30;
const AFTER: i64 = 60;

struct Dot<'a> {
    entry: &'a TimelineEntry,
    from: Date,
    to: Date,
}

/// The drawing; `None` where fewer than two happenings of the story have days.
pub fn timeline(story: &Story) -> Option<Markup> {
    let dated: Vec<Dot<'_>> = story.timeline.iter().filter(|entry| !entry.background).filter_map(dot).collect();
    let (first, last) = window(story, &dated)?;
    let all = dated.len();
    let dots: Vec<Dot<'_>> = dated.into_iter().filter(|dot| first <= dot.from && dot.to <= last).collect();
    if dots.len() < 2 {
        return None;
    }
    let outside = all - dots.len();
    let first = dots.iter().map(|dot| dot.from).min()?;
    let last = dots.iter().map(|dot| dot.to).max()?;
    let days = days(first, last).max(1.0);
    let place = |day: Date| MARGIN + self::days(first, day) / days * (100.0 - 2.0 * MARGIN);
    let (placed, tallest) = piles(&dots, place);
    let step = (HIGHEST / tallest.max(1) as f64).min(STEP);
    let axis = step * tallest as f64 + STEP / 2.0;
    let label = format!("{} from {} to {}", count(dots.len(), "happening"), day(first), day(last));
    Some(html! {
        figure.drawing {
            svg.days role="img" aria-label=(label) width="100%" height=(format!("{:.0}", axis + 26.0)) {
                line.axis x1="0" x2="100%" y1=(px(axis)) y2=(px(axis)) {}
                @for (at, anchor) in ticks(first, last) {
                    line.axis x1=(percent(place(at))) x2=(percent(place(at))) y1=(px(axis)) y2=(px(axis + 5.0)) {}
                    text x=(percent(place(at))) y=(px(axis + 20.0)) text-anchor=(anchor) { (day(at)) }
                }
                @for (dot, level) in &placed {
                    @let y = axis - STEP / 2.0 - step * *level as f64;
                    @if dot.from != dot.to {
                        line.span x1=(percent(place(dot.from))) x2=(percent(place(dot.to))) y1=(px(y)) y2=(px(y)) {}
                    }
                    circle.(kind(dot.entry)).main[dot.entry.main] cx=(percent(place(middle(dot)))) cy=(px(y))
                        r=(px(radius(dot.entry.lines))) { title { (told(dot.entry)) } }
                }
            }
            figcaption {
                "Larger: told by more independent lines of reporting. Hollow: planned or not certain. Broken: did not take place."
                @if outside > 0 { " " (count(outside, "happening")) " far from the reports’ days " (if outside == 1 { "is" } else { "are" }) " not drawn." }
            }
        }
    })
}

fn dot(entry: &TimelineEntry) -> Option<Dot<'_>> {
    let day = |value: &Option<String>| value.as_deref().and_then(parse);
    let known = day(&entry.date);
    let from = day(&entry.from).or(known)?;
    let to = day(&entry.to).or(known)?;
    (from <= to).then_some(Dot { entry, from, to })
}

fn parse(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}

/// The days that are drawn at most: around those of the reports, else all.
fn window(story: &Story, dots: &[Dot<'_>]) -> Option<(Date, Date)> {
    let published = story.reports.iter().filter_map(|report| parse(&report.published.as_ref()?.value));
    let published: Vec<Date> = published.collect();
    let moved = |day: Option<&Date>, by: Span| day.and_then(|day| day.checked_add(by).ok());
    let first = moved(published.iter().min(), (-BEFORE).days());
    let last = moved(published.iter().max(), AFTER.days());
    Some((
        first.or_else(|| dots.iter().map(|dot| dot.from).min())?,
        last.or_else(|| dots.iter().map(|dot| dot.to).max())?,
    ))
}

fn days(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

fn middle(dot: &Dot<'_>) -> Date {
    let half = (days(dot.from, dot.to) / 2.0) as i64;
    dot.from.checked_add(half.days()).unwrap_or(dot.from)
}

/// Each dot with its height in the pile of its column, and the height of the highest.
fn piles<'d, 'a>(dots: &'d [Dot<'a>], place: impl Fn(Date) -> f64) -> (Vec<(&'d Dot<'a>, usize)>, usize) {
    let mut heights = std::collections::BTreeMap::new();
    let mut placed = Vec::with_capacity(dots.len());
    for dot in dots {
        let height: &mut usize = heights.entry((place(middle(dot)) / COLUMN) as i64).or_default();
        placed.push((dot, *height));
        *height += 1;
    }
    (placed, heights.values().copied().max().unwrap_or(0))
}

/// First, last and the day between them, where there is room.
fn ticks(first: Date, last: Date) -> Vec<(Date, &'static str)> {
    let mut ticks = vec![(first, "start")];
    let half = (days(first, last) / 2.0) as i64;
    if half > 1
        && let Ok(middle) = first.checked_add(half.days())
    {
        ticks.push((middle, "middle"));
    }
    if first < last {
        ticks.push((last, "end"));
    }
    ticks
}

fn kind(entry: &TimelineEntry) -> &'static str {
    match (entry.polarity, entry.factuality) {
        (Polarity::Negative, _) | (_, Factuality::Denied) => "off",
        (_, Factuality::Asserted | Factuality::Attributed) => "told",
        _ => "open",
    }
}

fn told(entry: &TimelineEntry) -> String {
    let day = entry.date.as_deref().map(|date| format!("{}: ", dates::short(date))).unwrap_or_default();
    format!("{day}{} ({})", plain(&entry.title), count(entry.lines, "line"))
}

fn radius(lines: usize) -> f64 {
    3.5 + 1.4 * lines.clamp(1, 4) as f64
}

fn day(day: Date) -> String {
    dates::short(&day.to_string())
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
