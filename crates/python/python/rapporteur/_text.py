"""Bytes, which the results count, and characters, which Python counts."""

from __future__ import annotations

from collections.abc import Sequence

Spans = Sequence[tuple[int, int]]


def words(text: str, spans: Spans) -> str:
    """The words at `spans`, ranges joined by ` … `."""
    if text.isascii():
        return " … ".join(text[start:end] for start, end in spans)
    data = text.encode()
    return " … ".join(data[start:end].decode(errors="replace") for start, end in spans)


def characters(text: str, spans: Spans) -> tuple[tuple[int, int], ...]:
    """Ranges of bytes as ranges of characters: `text[start:end]`."""
    if text.isascii():
        return tuple((start, end) for start, end in spans)
    data = text.encode()
    return tuple((_characters(data, start), _characters(data, end)) for start, end in spans)


def _characters(data: bytes, offset: int) -> int:
    return len(data[:offset].decode(errors="ignore"))


class Offsets:
    """Many offsets of one text: one pass over it, then one look-up each."""

    def __init__(self, text: str) -> None:
        self._places: list[int] | None = None
        if not text.isascii():
            self._places = []
            for place, character in enumerate(text):
                self._places.extend([place] * len(character.encode()))
            self._places.append(len(text))

    def __getitem__(self, byte: int) -> int:
        """The character that begins at, or holds, a byte."""
        return byte if self._places is None else self._places[byte]
