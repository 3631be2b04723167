//! Names below each other, and arcs beside them: fits any width, and every name stays readable.

use crate::html::parts::plain;
use maud::{Markup, html};

/// A name.
pub(super) struct Node {
    pub words: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
}

/// Two nodes, by their places, that have to do with each other.
pub(super) struct Arc {
    pub from: usize,
    pub to: usize,
    pub weight: usize,
    /// For the looks: `met`, `credit`, `shared`, `cites`.
    pub kind: &'static str,
    /// What it says, for who points at it.
    pub title: String,
}

/// Pixels of a row, and of the room for arcs; `page.css` knows both.
const ROW: usize = 28;
const ROOM: f64 = 96.0;

/// `rest` stands below: the same in words.
pub(super) fn arcs(label: &str, nodes: &[Node], drawn: &[Arc], rest: Markup) -> Markup {
    let height = nodes.len() * ROW;
    let y = |node: usize| (node * ROW + ROW / 2) as f64;
    html! {
        figure.drawing {
            div.arcs {
                svg role="img" aria-label=(label) width=(ROOM) height=(height) {
                    @for arc in drawn {
                        @let bulge = bulge(arc, nodes.len());
                        @let end = ROOM - 8.0;
                        path.arc.(arc.kind) d=(format!("M{end} {} C{bulge:.1} {}, {bulge:.1} {}, {end} {}", y(arc.from), y(arc.from), y(arc.to), y(arc.to)))
                            stroke-width=(arc.weight.clamp(1, 4)) { title { (plain(&arc.title)) } }
                    }
                    @for node in 0..nodes.len() { circle.node cx=(ROOM - 8.0) cy=(y(node)) r="4" {} }
                }
                ol {
                    @for node in nodes {
                        li {
                            @match &node.href {
                                Some(href) => a href=(href) title=(plain(&node.words)) { (plain(&node.words)) },
                                None => span title=(plain(&node.words)) { (plain(&node.words)) },
                            }
                        }
                    }
                }
            }
            (rest)
        }
    }
}

/// How far to the left an arc goes: the further its ends lie apart, the further.
fn bulge(arc: &Arc, nodes: usize) -> f64 {
    let far = arc.from.abs_diff(arc.to) as f64 / nodes.saturating_sub(1).max(1) as f64;
    (ROOM - 36.0 - far * ROOM * 1.1).max(-24.0)
}
