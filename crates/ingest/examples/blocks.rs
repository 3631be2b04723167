//! Prints what is made of each input: `cargo run -p ingest --example blocks -- PATH…`.

use std::path::PathBuf;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let result = ingest::read_paths(&paths, &ingest::Limits::default());
    for report in &result.reports {
        println!("=== {} {}", report.id, report.path);
        for (name, value) in [("outlet", &report.outlet), ("title", &report.title), ("byline", &report.byline)] {
            if let Some(value) = value {
                println!("{name:>10}  {} ({:?})", value.value, value.basis);
            }
        }
        if let Some(published) = &report.published {
            let words = published.span.map_or("", |span| report.words(span));
            println!(" published  {} ({:?}) {words:?}", published.value, published.basis);
        }
        if let Some(dateline) = &report.dateline {
            println!("  dateline  {}", dateline.place);
        }
        for credit in &report.credits {
            println!("    credit  {:?}: {}", credit.kind, credit.name);
        }
        if !report.tags.is_empty() {
            println!("      tags  {}", report.tags.join(", "));
        }
        for diagnostic in &report.diagnostics {
            println!("  {diagnostic}");
        }
        for block in &report.blocks {
            let words = report.words(block.span).replace('\n', "/");
            let signed = [&block.author, &block.time].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            let kind = format!("{:?}", block.kind);
            println!(
                "{kind:>11} | {}{}",
                words.chars().take(110).collect::<String>(),
                if signed.is_empty() { String::new() } else { format!("  <{signed}>") }
            );
        }
    }
    for diagnostic in result.warnings.iter().chain(&result.failures) {
        eprintln!("{diagnostic}");
    }
}
