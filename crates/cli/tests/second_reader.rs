//! `--reader`: what is refused, and what comes out when nobody answers.

mod common;

use common::{example, rapporteur};
use std::net::TcpListener;

#[test]
fn reports_do_not_leave_unless_they_may() {
    let ran = rapporteur(["read", "--reader", "https://model.example/v1", "--reader-model", "m", "no-such-file"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(
        ran.out.is_empty() && ran.err.contains("reader/remote") && ran.err.contains("--reader-remote"),
        "{}",
        ran.err
    );
}

#[test]
fn a_reader_has_a_model_and_its_options_a_reader() {
    for arguments in [["--reader", "http://127.0.0.1:1/v1"], ["--reader-model", "m"], ["--reader-budget", "9"]] {
        let ran = rapporteur(["read", arguments[0], arguments[1], "no-such-file"]);
        assert_eq!(ran.status, 2, "{}", ran.err);
    }
    let ran = rapporteur(["read", "--reader", "model", "--reader-model", "m", "no-such-file"]);
    assert!(ran.status == 2 && ran.err.contains("reader/address"), "{}", ran.err);
}

#[test]
fn where_nobody_answers_the_output_is_the_same() {
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let url = format!("http://{nobody}/v1");
    let path = example().to_string_lossy().into_owned();
    let alone = rapporteur(["read", path.as_str()]);
    let ran = rapporteur(["read", "--reader", url.as_str(), "--reader-model", "m", path.as_str()]);
    assert_eq!((ran.status, ran.out), (0, alone.out));
    assert!(ran.err.contains("reader/unreachable") && ran.err.contains("reader: 0 kept"), "{}", ran.err);
}
