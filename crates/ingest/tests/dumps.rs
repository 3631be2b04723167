//! What is made of each line of dumps in many styles; `common/dumps.rs` tells how they are written.

#[path = "common/dumps.rs"]
mod dumps;

#[test]
fn every_dump_gives_what_it_says() {
    let all = dumps::all();
    assert!(all.len() >= 40);
    let mut wrong = String::new();
    for dump in all {
        let report = dump.report();
        let mut here = dump.wrong_metadata(&report);
        let got = dumps::made(&report);
        for (expected, got) in dump.blocks.iter().zip(&got) {
            if expected != got {
                here.push_str(&format!("{}:\n  expected {expected:?}\n  got      {got:?}\n", dump.name));
            }
        }
        if dump.blocks.len() != got.len() {
            here.push_str(&format!("{}: expected {} blocks, got {}\n", dump.name, dump.blocks.len(), got.len()));
        }
        match dump.keys.get("open") {
            None => wrong.push_str(&here),
            Some(_) if here.is_empty() => wrong.push_str(&format!("{}: is right and no longer open\n", dump.name)),
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
