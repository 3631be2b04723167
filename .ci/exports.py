"""Exports of the example, read by readers that nobody here wrote: python .ci/exports.py RAPPORTEUR"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import conllu
import duckdb
import icalendar
import jsonschema
import networkx
import pandas
import pyarrow.feather
import pyarrow.parquet

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
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    export("parquet", "-o", str(folder / "parquet"), "--manifest", str(folder / "manifest.json"))
    export("arrow", "-o", str(folder / "arrow"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    made = {one["name"]: one["bytes"] for one in manifest["files"]}
    assert manifest["lost"] and made == {file.name: file.stat().st_size for file in (folder / "parquet").iterdir()}
    for file in sorted((folder / "parquet").iterdir()):
        table = pyarrow.parquet.read_table(file)
        table.validate(full=True)
        assert table.equals(pyarrow.feather.read_table(folder / "arrow" / f"{file.stem}.arrow")), file.name
        assert table.schema.metadata[b"span_unit"] == b"byte", file.name
    # Every mention's words stand at its bytes, as a data base sees them.
    rows = duckdb.sql(
        f"""SELECT count(*), count(*) FILTER (encode(m.words) = encode(r.text)[m.spans[1].start + 1 : m.spans[1].end])
        FROM '{folder}/parquet/mentions.parquet' m JOIN '{folder}/parquet/reports.parquet' r USING (report)"""
    ).fetchall()[0]
    assert rows[0] == rows[1] > 50, rows
# What the Web Annotation Data Model (W3C, 2017) demands of a page of annotations and of these two selectors.
selector = {
    "oneOf": [
        {"required": ["exact"], "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"minLength": 1}}},
        {
            "required": ["start", "end"],
            "properties": {
                "type": {"const": "DataPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
        },
    ]
}
target = {"required": ["source", "selector"], "properties": {"selector": {"type": "array", "items": selector}}}
annotation = {
    "required": ["id", "type", "target"],
    "properties": {"id": {"format": "uri"}, "type": {"const": "Annotation"}, "target": {"items": target, "minItems": 1}},
}
page = {
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": annotation, "minItems": 5},
    },
}
for line in export("web-annotation").splitlines():
    jsonschema.validate(json.loads(line), page)
print(f"read by others: {len(lines)} happenings, {len(sentences)} sentences, {graph.number_of_edges()} edges, {marks} marks")
