"""Reading on many machines: pure functions of Arrow record batches, for any engine that hands these to Python.

`read` takes a batch and gives one, `read_all` does so for an iterator of them, as PySpark's `mapInArrow` wants it:

    >>> pages.mapInArrow(rapporteur.batch.read_all, rapporteur.batch.SPARK_SCHEMA)

A batch has a column `text` (words) or `content` (bytes of a file: a page, a mail), and perhaps `id`, `title`, `outlet`,
`published`, `url`. Nothing is kept between calls but the model; equal batches give equal bytes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pyarrow

from . import _native
from ._read import engine

#: What `read` gives: a row for each report, in the order of the input.
SCHEMA = pyarrow.schema(
    [
        pyarrow.field("input", pyarrow.int64(), nullable=False),
        pyarrow.field("report", pyarrow.string()),
        pyarrow.field("path", pyarrow.string()),
        pyarrow.field("published", pyarrow.string()),
        pyarrow.field("day", pyarrow.string()),
        pyarrow.field("reading", pyarrow.string()),
        pyarrow.field("profile", pyarrow.binary()),
        pyarrow.field("error", pyarrow.string()),
    ]
)
#: The same for Spark.
SPARK_SCHEMA = (
    "input bigint, report string, path string, published string, day string, reading string, profile binary, error string"
)
#: Columns beside the text that a record may have.
_BESIDE = ("id", "title", "outlet", "published", "url")

#: The number of a row, and the place of its reading or the error.
_Row = tuple[int, int | None, dict[str, Any] | None]


def read(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """Reads the reports of a batch. `input` is the row that a report came from; a row that cannot be used has an `error`.

    `reading` is a line of `rapporteur read`; `profile` is what the second job, `rapporteur.jobs.stories`, groups by.
    """
    given = [_given(row, number) for number, row in enumerate(batch.to_pylist())]
    inputs = _native.ingest(given, False)
    readings = engine().read(inputs, 0, len(inputs))
    lost: list[_Row] = [(_row(one["path"]), None, one) for one in _errors(inputs, readings)]
    # A failure inside the program costs a report its reading: the places of the rest are told by their paths.
    found: list[_Row] = [(_row(readings.name(place)[1]), place, None) for place in range(len(readings))]
    rows = sorted(found + lost, key=lambda row: row[0])
    return pyarrow.RecordBatch.from_pylist([_out(readings, *row) for row in rows], schema=SCHEMA)


def read_all(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """`read` for each batch."""
    return map(read, batches)


def rows(readings: _native.Readings, start: int = 0) -> pyarrow.RecordBatch:
    """Readings as rows of `SCHEMA`, numbered from `start`."""
    return pyarrow.RecordBatch.from_pylist(
        [_out(readings, start + place, place, None) for place in range(len(readings))], schema=SCHEMA
    )


def _given(row: dict[str, Any], number: int) -> tuple[str, str, str | bytes]:
    name = f"row{number}"
    if row.get("content") is not None:
        return ("file", name, row["content"])
    record = {key: row[key] for key in _BESIDE if row.get(key) is not None}
    return ("record", name, json.dumps({**record, "text": row.get("text") or ""}, ensure_ascii=False))


def _row(path: str) -> int:
    """The row of a path: `row7`, or `row7#2` for the second report of a row."""
    return int("".join(itertools.takewhile(str.isdigit, path.removeprefix("row"))))


def _errors(inputs: _native.Inputs, readings: _native.Readings) -> list[dict[str, Any]]:
    said = json.loads(inputs.diagnostics) + json.loads(readings.failures)
    return [one for one in said if one["severity"] == "error"]


def _out(readings: _native.Readings, row: int, place: int | None, error: dict[str, Any] | None) -> dict[str, Any]:
    if place is None:
        return {"input": row, "error": error and error["message"]}
    report, path = readings.name(place)
    published = readings.published(place)
    return {
        "input": row,
        "report": report,
        "path": path,
        "published": published,
        # Known to the day, or not at all.
        "day": published[:10] if published and len(published) >= 10 and published[4] == "-" == published[7] else None,
        "reading": readings.json(place, False),
        "profile": readings.profile(place),
        "error": None,
    }
