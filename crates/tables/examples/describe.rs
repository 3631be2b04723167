//! Prints `docs/tables.md`.

fn main() {
    print!("{}", tables::describe());
}
