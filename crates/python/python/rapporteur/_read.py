"""`read`, `brief` and `stories`, and what they give."""

from __future__ import annotations

import functools
import json
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, overload

from . import _native, types
from ._build import build

#: A text, a path, the bytes of a file, a record with a `text`.
Source = str | os.PathLike[str] | bytes | Mapping[str, Any]
Sources = Source | Iterable[Source]
#: Called with how many reports are read, and of how many.
Progress = Callable[[int, int], object]
#: Raise the first error, or leave out what cannot be read and say so in `diagnostics`.
OnError = Literal["raise", "skip"]

#: Reports that a thread reads between two calls of `progress`.
_AT_A_TIME = 16


def engine(model: str | os.PathLike[str] | None = None) -> _native.Engine:
    """The engine of this process: loaded once for each model."""
    return _engine(None if model is None else os.fspath(model))


@functools.cache
def _engine(model: str | None) -> _native.Engine:
    return _native.Engine(model)


class Readings(Sequence[types.Reading]):
    """What reports say: a sequence of `types.Reading`, made when they are asked for, and tables of all of them."""

    def __init__(self, native: _native.Readings, diagnostics: list[types.Diagnostic], tokens: bool = False) -> None:
        self._native = native
        self._tokens = tokens
        #: What could not be read, and what was passed over.
        self.diagnostics = diagnostics

    def __len__(self) -> int:
        return len(self._native)

    @overload
    def __getitem__(self, index: int) -> types.Reading: ...
    @overload
    def __getitem__(self, index: slice) -> list[types.Reading]: ...
    def __getitem__(self, index: int | slice) -> types.Reading | list[types.Reading]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        return build(types.Reading, json.loads(self.json(index)))

    def json(self, index: int) -> str:
        """One of them as a line of `rapporteur read`."""
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} readings, and none at {index}")
        return self._native.json(place, self._tokens)

    def json_lines(self) -> Iterator[str]:
        """All of them as lines of `rapporteur read`."""
        return (self.json(index) + "\n" for index in range(len(self)))

    @property
    def tables(self) -> list[str]:
        """Names of the tables: docs/tables.md says what is in them."""
        return _native.table_names(False)

    def table(self, name: str) -> _native.Table:
        """A table of all of them, by Arrow's interface: `pyarrow.table(…)`, `polars.DataFrame(…)`, DuckDB."""
        return self._native.table(name)

    def to_pandas(self, name: str) -> Any:
        """A table as a `pandas.DataFrame`; needs pyarrow."""
        return _pandas(self.table(name))

    def brief(self, model: str | os.PathLike[str] | None = None) -> Brief:
        """What they say together, as reports of one story."""
        return Brief(engine(model).brief(self._native))

    def stories(self) -> list[types.GroupedStory]:
        """The stories that they tell of."""
        return [build(types.GroupedStory, one) for one in json.loads(self._native.stories())]

    def __repr__(self) -> str:
        return f"<{len(self)} readings>"


class Brief:
    """What reports of one story say together."""

    def __init__(self, native: _native.Story) -> None:
        self._native = native

    @functools.cached_property
    def story(self) -> types.Story:
        """All of it."""
        return build(types.Story, json.loads(self._native.json()))

    def json(self) -> str:
        """What `rapporteur brief --format json` prints, on one line."""
        return self._native.json()

    @functools.cached_property
    def readings(self) -> Readings:
        """The readings of its reports, with the dates that the story gave them."""
        return Readings(self._native.readings(), [])

    @property
    def tables(self) -> list[str]:
        """Names of the tables of readings and story."""
        return _native.table_names(False) + _native.table_names(True)

    def table(self, name: str) -> _native.Table:
        """A table, by Arrow's interface."""
        return self._native.table(name)

    def to_pandas(self, name: str) -> Any:
        """A table as a `pandas.DataFrame`; needs pyarrow."""
        return _pandas(self.table(name))

    def export(self, format: str) -> dict[str, bytes]:
        """`rapporteur export`: files by name, the one of a format of one file under the empty name."""
        return dict(self._native.export(format))


def read(
    source: Sources,
    *,
    tokens: bool = False,
    on_error: OnError = "raise",
    progress: Progress | None = None,
    model: str | os.PathLike[str] | None = None,
) -> Readings:
    """What each report says.

    `source` is a text (`str`), a file or folder (`pathlib.Path`), the bytes of a file of any format that the program reads, a
    record (a mapping with `text` and perhaps `id`, `title`, `outlet`, `published`, `url`), or several of these. The same report
    twice is read once. `tokens` adds words and trees to the sentences.
    """
    inputs = _inputs(source)
    if on_error == "raise":
        inputs.check()
    native = _native.join(list(_in_parts(inputs, engine(model), progress)))
    if on_error == "raise":
        native.check()
    said = json.loads(inputs.diagnostics) + json.loads(native.failures)
    return Readings(native, [build(types.Diagnostic, one) for one in said], tokens)


def brief(
    source: Sources,
    *,
    on_error: OnError = "raise",
    progress: Progress | None = None,
    model: str | os.PathLike[str] | None = None,
) -> Brief:
    """What the reports of one story say together; `source` as in `read`."""
    return read(source, on_error=on_error, progress=progress, model=model).brief(model)


def stories(
    source: Sources,
    *,
    on_error: OnError = "raise",
    progress: Progress | None = None,
    model: str | os.PathLike[str] | None = None,
) -> list[types.GroupedStory]:
    """A pile of reports grouped into stories; `source` as in `read`."""
    return read(source, on_error=on_error, progress=progress, model=model).stories()


def _in_parts(inputs: _native.Inputs, engine: _native.Engine, progress: Progress | None) -> Iterator[_native.Readings]:
    """Reads a part at a time, so that an interrupt is heeded and progress can be told."""
    step = _AT_A_TIME * _native.threads()
    for start in range(0, len(inputs), step):
        yield engine.read(inputs, start, start + step)
        if progress is not None:
            progress(min(start + step, len(inputs)), len(inputs))


def _inputs(source: Sources) -> _native.Inputs:
    if isinstance(source, (str, bytes, Mapping, os.PathLike)):
        some: list[Source] = [source]
    else:
        some = list(source)
    if all(isinstance(one, os.PathLike) for one in some):
        return _native.ingest_paths([_found(one) for one in some])
    return _native.ingest([_given(one, number) for number, one in enumerate(some, 1)], True)


def _found(path: Any) -> pathlib.Path:
    return pathlib.Path(os.fspath(path))


def _given(one: Source, number: int) -> tuple[str, str, str | bytes]:
    """What is given, with a name: the path of a file, or the number in the list."""
    if isinstance(one, str):
        return ("text", f"text#{number}", one)
    if isinstance(one, bytes):
        return ("file", f"bytes#{number}", one)
    if isinstance(one, Mapping):
        return ("record", "record", json.dumps(dict(one), ensure_ascii=False))
    path = _found(one)
    if path.is_dir():
        raise IsADirectoryError(f"{path}: a folder among texts; read folders by themselves")
    return ("file", str(path), path.read_bytes())


def _pandas(table: _native.Table) -> Any:
    import pyarrow

    return pyarrow.table(table).to_pandas()
