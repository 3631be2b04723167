"""Two jobs for many machines: archives to readings, readings to stories.

    >>> run = rapporteur.engines.spark(session)
    >>> rapporteur.jobs.read(archives, "s3://bucket/readings", run)
    >>> rapporteur.jobs.stories("s3://bucket/readings", "s3://bucket/stories", run)

Places are paths of fsspec. A task reads whole files and writes whole files, under names that its input decides, so that one that is
run again writes the same bytes. No task, and not the caller, holds all reports: see docs/scale.md.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import posixpath
import tempfile
import uuid
from collections.abc import Iterator
from typing import Any

import fsspec
import pyarrow
import pyarrow.compute
import pyarrow.parquet

from . import _native, _unite, batch
from ._read import engine
from .engines import Run, here

#: Reports that are read before their rows are written: bounds what a worker holds.
_AT_A_TIME = 128
#: After so many days a story is over, as `grouping` has it: a window is two such spans, and the next one begins at its half.
SPAN = 14
#: Reports of a window, or of a part of it, that one task groups.
LIMIT = 20_000
#: Keys that a report is shuffled by where a window has more.
KEYS = 4
#: The day of reports that no day is known of.
UNKNOWN = "unknown"

_BLOCK = pyarrow.schema([("report", pyarrow.string()), ("profile", pyarrow.binary())])
_GROUP = pyarrow.schema([("group", pyarrow.int64()), ("report", pyarrow.string()), ("profile", pyarrow.binary())])
#: What the second job gives: a row for each report.
STORIES = pyarrow.schema(
    [(name, pyarrow.string()) for name in ("story", "report", "path", "published", "outlet", "title")]
)


def read(archives: list[str], out: str, run: Run = here) -> list[str]:
    """Reads archives (WARC, or any file that the program reads) into `out/day=…/….parquet`, a file for each archive and day,
    with the columns of `batch.SCHEMA`. Says which files there are."""
    made = run(_read_archive, [(archive, out) for archive in archives])
    return sorted(itertools.chain.from_iterable(made))


def _read_archive(task: tuple[str, str]) -> list[str]:
    archive, out = task
    with _local(archive) as path:
        inputs = _native.ingest_file(path, archive)
    with _Days(out, _stem(archive)) as days:
        for start in range(0, len(inputs), _AT_A_TIME):
            readings = engine().read(inputs, start, start + _AT_A_TIME)
            days.write(batch.rows(readings, start))
        return days.names


class _Days:
    """A file for each day, open at a time; they get their names when all are whole."""

    def __init__(self, out: str, stem: str) -> None:
        self._out, self._stem = out, stem
        self._open: dict[str, tuple[Any, pyarrow.parquet.ParquetWriter]] = {}
        self._files = contextlib.ExitStack()
        self.names: list[str] = []

    def __enter__(self) -> _Days:
        return self

    def write(self, rows: pyarrow.RecordBatch) -> None:
        days = pyarrow.compute.fill_null(rows.column("day"), UNKNOWN)
        for day in sorted(pyarrow.compute.unique(days).to_pylist()):
            if day not in self._open:
                self._open[day] = self._begin(day)
            self._open[day][1].write_batch(rows.filter(pyarrow.compute.equal(days, day)))

    def _begin(self, day: str) -> tuple[Any, pyarrow.parquet.ParquetWriter]:
        name = f"{self._out}/day={day}/{self._stem}.parquet"
        self.names.append(name)
        file = self._files.enter_context(_whole(name))
        return file, pyarrow.parquet.ParquetWriter(file, batch.SCHEMA)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            for _, writer in self._open.values():
                writer.close()
        self._files.__exit__(kind, error, trace)


def stories(readings: str, out: str, run: Run = here, *, limit: int = LIMIT, keys: int = KEYS) -> list[str]:
    """Groups the readings of the first job into stories: `out/window=….parquet`, columns `STORIES`.

    Each report is in two windows of four weeks. A window of more than `limit` reports is cut into parts by each report's `keys` most
    telling names and words of the title. Groups of windows and parts that share reports become one. Of a pile of four weeks and no
    more than `limit` reports the stories are those of `rapporteur stories`.
    """
    plan = _Plan(readings, limit, keys)
    work = f"{out}/_work"
    run(_shuffle, [(name, work, plan.windows_of(day), plan.parts, keys) for name, day in plan.files])
    blocks = [(work, window, part, limit) for window in plan.windows for part in range(plan.parts[window])]
    run(_group, blocks)
    run(_window, [(work, window, plan.parts[window]) for window in plan.windows])
    labels = _stitch(work, plan.windows)
    return run(_label, [(work, out, window, labels[window], _before(window, plan.windows)) for window in plan.windows])


class _Plan:
    """Which windows there are, and into how many parts each is cut: from the files' names and footers."""

    def __init__(self, readings: str, limit: int, keys: int) -> None:
        fs, root = fsspec.core.url_to_fs(readings)
        paths = sorted(fs.glob(f"{root}/day=*/*.parquet"))
        self.files = [(fs.unstrip_protocol(path), _ordinal(path)) for path in paths]
        known = [day for _, day in self.files if day is not None]
        self._first = min(known, default=0)
        self._last = max(0, (max(known, default=0) - self._first) // SPAN - 1)
        counts: dict[str, int] = {}
        for name, day in self.files:
            for window in self.windows_of(day):
                counts[window] = counts.get(window, 0) + _count(name)
        self.windows = sorted(counts)
        self.parts = {window: 1 if n <= limit else -(-n * keys // limit) for window, n in counts.items()}

    def windows_of(self, day: int | None) -> list[str]:
        """The windows of a day. Reports without one are a window of their own, unless there is but one."""
        if day is None:
            return [_name(0)] if self._last == 0 else [UNKNOWN]
        span = (day - self._first) // SPAN
        return sorted({_name(min(max(at, 0), self._last)) for at in (span - 1, span)})


def _name(window: int) -> str:
    return f"{window:06}"


def _shuffle(task: tuple[str, str, list[str], dict[str, int], int]) -> None:
    """Puts the profiles of a file where they are grouped."""
    name, work, windows, parts, keys = task
    table = _table(name, ["report", "profile"])
    rows = [row for row in table.to_pylist() if row["profile"] is not None]
    for window in windows:
        blocks: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            for part in sorted({key % parts[window] for key in _keys(row["profile"], parts[window], keys)}):
                blocks.setdefault(part, []).append(row)
        for part, some in blocks.items():
            _write(f"{work}/blocks/{window}/{part:05}/{_stem(name)}.parquet", some, _BLOCK)


def _keys(profile: bytes, parts: int, keys: int) -> list[int]:
    # A report that names nothing is grouped with others of its kind.
    return [0] if parts == 1 else _native.block_keys(profile, keys) or [0]


def _group(task: tuple[str, str, int, int]) -> None:
    """Groups one part of a window. A part that a name of very many reports made too large is cut in order of publication."""
    work, window, part, limit = task
    profiles: dict[str, bytes] = {}
    for name in _glob(f"{work}/blocks/{window}/{part:05}/*.parquet"):
        for row in _table(name, ["report", "profile"]).to_pylist():
            # The same report in two archives is one; which, the order of their names decides.
            profiles.setdefault(row["report"], row["profile"])
    reports = sorted(profiles)
    if len(reports) > limit:
        reports.sort(key=lambda report: _native.profile_head(profiles[report])[4] or "")
    rows: list[dict[str, Any]] = []
    groups = 0
    for start in range(0, len(reports), limit):
        some = reports[start : start + limit]
        found = _native.group([profiles[report] for report in some])
        rows.extend(
            {"group": groups + number, "report": some[at], "profile": profiles[some[at]]}
            for number, group in enumerate(found)
            for at in group
        )
        groups += len(found)
    _write(f"{work}/groups/{window}/{part:05}.parquet", rows, _GROUP)


def _window(task: tuple[str, str, int]) -> None:
    """Puts the groups of a window's parts together; a group is called by its first report."""
    work, window, parts = task
    groups: list[list[str]] = []
    heads: dict[str, tuple[str, str, str | None, str | None, str | None]] = {}
    for part in range(parts):
        rows = _table(f"{work}/groups/{window}/{part:05}.parquet", None).to_pylist()
        for row in rows:
            heads.setdefault(row["report"], _native.profile_head(row["profile"]))
        groups.extend([row["report"] for row in some] for _, some in itertools.groupby(rows, lambda row: row["group"]))
    united = _unite.within(groups) if parts > 1 else groups

    def order(report: str) -> tuple[bool, str, str]:
        published = heads[report][4]
        return (published is None, published or "", report)

    named = sorted((sorted(group, key=order) for group in united), key=lambda group: order(group[0]))
    rows = [_told(group[0], report, heads[report]) for group in named for report in group]
    _write(f"{work}/windows/{window}.parquet", rows, STORIES)


def _told(story: str, report: str, head: tuple[str, str, str | None, str | None, str | None]) -> dict[str, str | None]:
    _, path, outlet, title, published = head
    return {
        "story": story, "report": report, "path": path, "published": published, "outlet": outlet, "title": title,
    }  # fmt: skip


def _stitch(work: str, windows: list[str]) -> dict[str, dict[str, str]]:
    """What each group of each window is called in the end. Holds two windows' ids at a time, and a name for each group."""
    stitched = _unite.Windows()
    for window in windows:
        table = _table(f"{work}/windows/{window}.parquet", ["story", "report"])
        stitched.add(window, zip(table.column("story").to_pylist(), table.column("report").to_pylist()))
    return stitched.labels()


def _label(task: tuple[str, str, str, dict[str, str], str | None]) -> str:
    """Writes the reports of a window that the one before does not have, each with its story."""
    work, out, window, labels, before = task
    told = set(_table(f"{work}/windows/{before}.parquet", ["report"]).column("report").to_pylist()) if before else set()
    rows = _table(f"{work}/windows/{window}.parquet", None).to_pylist()
    rows = [{**row, "story": labels[row["story"]]} for row in rows if row["report"] not in told]
    rows.sort(key=lambda row: (row["story"], row["published"] is None, row["published"] or "", row["report"]))
    name = f"{out}/window={window}.parquet"
    _write(name, rows, STORIES)
    return name


def _before(window: str, windows: list[str]) -> str | None:
    at = windows.index(window)
    return windows[at - 1] if at and window != UNKNOWN else None


def _ordinal(path: str) -> int | None:
    import datetime

    day = path.rsplit("/day=", 1)[1].split("/")[0]
    return None if day == UNKNOWN else datetime.date.fromisoformat(day).toordinal()


def _stem(name: str) -> str:
    """A file's name for what is made of it: its own, and a hash of the whole path."""
    last = posixpath.basename(name).split(".")[0]
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in last)
    return f"{plain[:64]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


@contextlib.contextmanager
def _local(name: str) -> Iterator[str]:
    """The file on this machine's disk: archives are read in one pass, but not over the network."""
    fs, path = fsspec.core.url_to_fs(name)
    if "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,)):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, posixpath.basename(path))
        fs.get_file(path, copy)
        yield copy


@contextlib.contextmanager
def _whole(name: str) -> Iterator[Any]:
    """A file that gets its name when it is whole: what a lost machine leaves behind is not taken for one."""
    fs, path = fsspec.core.url_to_fs(name)
    fs.makedirs(posixpath.dirname(path), exist_ok=True)
    draft = f"{path}.{uuid.uuid4().hex}.part"
    with fs.open(draft, "wb") as file:
        yield file
    fs.mv(draft, path)


def _write(name: str, rows: list[dict[str, Any]], schema: pyarrow.Schema) -> None:
    with _whole(name) as file:
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), file)


def _table(name: str, columns: list[str] | None) -> pyarrow.Table:
    with fsspec.open(name, "rb") as file:
        return pyarrow.parquet.ParquetFile(file).read(columns=columns)


def _count(name: str) -> int:
    with fsspec.open(name, "rb") as file:
        return int(pyarrow.parquet.ParquetFile(file).metadata.num_rows)


def _glob(pattern: str) -> list[str]:
    fs, path = fsspec.core.url_to_fs(pattern)
    return sorted(fs.unstrip_protocol(one) for one in fs.glob(path))
