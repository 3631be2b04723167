"""From JSON to the dataclasses of `types`."""

from __future__ import annotations

import dataclasses
import functools
import keyword
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from . import types

T = TypeVar("T")
_Make = Callable[[Any], Any]


def build(cls: type[T], value: Any) -> T:
    """An object of JSON as a dataclass."""
    kind: Any = cls
    return typing.cast(T, _maker(kind)(value))


@functools.cache
def _maker(kind: Any) -> _Make:
    """What makes a value of that type; built once for each type."""
    if dataclasses.is_dataclass(kind):
        return _of_class(kind)
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        if arguments[-1] is not Ellipsis:
            return tuple
        item = _maker(arguments[0])
        return tuple if item is _same else lambda value: tuple(map(item, value))
    if arguments and typing.get_origin(kind) is not typing.Literal:
        some = [make for make in map(_maker, arguments) if make is not _same]
        if len(some) == 1:
            return lambda value: None if value is None else some[0](value)
    return _same


def _of_class(cls: Any) -> _Make:
    """What makes an object of a dataclass; what a newer program adds is passed over."""
    hints = typing.get_type_hints(cls, vars(types))
    fields = [
        (field.name, field.name.rstrip("_") if keyword.iskeyword(field.name.rstrip("_")) else field.name)
        for field in dataclasses.fields(cls)
    ]
    makers: list[tuple[str, str, _Make]] = []

    def make(value: dict[str, Any]) -> Any:
        if not makers:
            # Only now, since classes may hold each other.
            makers.extend((name, key, _maker(hints[name])) for name, key in fields)
        return cls(**{name: one(value[key]) for name, key, one in makers if key in value})

    return make


def _same(value: Any) -> Any:
    return value
