"""Exports of the example, read by readers that nobody here wrote: python .ci/exports.py RAPPORTEUR"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import conllu
import icalendar
import networkx
import pandas

EXAMPLE = "examples/alder-talks"


def export(name, *options):
    done = subprocess.run([sys.argv[1], "export", name, EXAMPLE, *options], capture_output=True)
    assert done.returncode == 0, (name, done.stderr.decode())
    return done.stdout


def columns(name, wanted, header):
    table = pandas.read_csv(io.BytesIO(export(name)), sep="\t", header=header, dtype=str, keep_default_na=False, quoting=3)
    assert table.shape[1] == wanted and len(table) > 0, (name, table.shape)
    return table


for name, wanted, header in (
    ("gdelt-events", 61, None), ("gdelt-mentions", 16, None), ("gdelt-gkg", 27, None),
    ("polecat", 40, 0), ("icews", 20, 0), ("phoenix", 26, None),
):
    columns(name, wanted, header)
happenings = pandas.read_csv(io.BytesIO(export("csv")))
lines = [json.loads(line) for line in export("jsonl").splitlines()]
assert len(happenings) == len(lines) > 10
sentences = conllu.parse(export("conllu").decode())
assert len(sentences) > 20 and all(any(token["deprel"] == "root" for token in one) for one in sentences)
icalendar.Calendar.from_ical(export("icalendar"))
graph = networkx.read_graphml(io.BytesIO(export("graphml")))
assert graph.number_of_edges() > 5
for name in ("web-annotation", "ninjs", "schema-org", "followthemoney"):
    assert all(json.loads(line) for line in export(name).splitlines()), name
with tempfile.TemporaryDirectory() as folder:
    export("timeml", "-o", folder)
    files = list(pathlib.Path(folder).glob("*"))
    assert len(files) == 6 and all(ElementTree.parse(file).getroot().tag == "TimeML" for file in files), files
with tempfile.TemporaryDirectory() as folder:
    export("brat", "-o", folder)
    marks = 0
    for path in pathlib.Path(folder).glob("*.ann"):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                _, place, words = line.split("\t")
                kind, _, spans = place.partition(" ")
                found = " ".join(text[int(a) : int(b)] for a, b in (span.split() for span in spans.split(";")))
                assert found.split() == words.split(), (line, found)
                marks += 1
    assert marks > 50
print(f"read by others: {len(lines)} happenings, {len(sentences)} sentences, {graph.number_of_edges()} edges, {marks} marks")
