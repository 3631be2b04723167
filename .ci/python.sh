#!/usr/bin/env bash
# The Python package: wheel built and installed, types, tests, the notebook. Needs Python with pip.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
python3 crates/python/tools/types.py
git diff --exit-code --stat -- crates/python/python/rapporteur/types.py
cargo clippy -p python --features python --locked -- -D warnings
# Not optimised: what is tested is the package, and its crates are built already.
"target/readers/bin/maturin" build --quiet --locked --manifest-path crates/python/Cargo.toml --out "$target/wheels"
"target/readers/bin/pip" install --quiet --force-reinstall --no-deps "$target"/wheels/rapporteur-*.whl
"target/readers/bin/mypy" --config-file crates/python/pyproject.toml crates/python/python/rapporteur
"target/readers/bin/python" -m unittest discover --start-directory crates/python/tests
"target/readers/bin/python" .ci/notebook.py examples/python/tour.ipynb
