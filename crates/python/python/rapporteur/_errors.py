"""What is raised for an input that cannot be used."""

from __future__ import annotations

from typing import Any


class InputError(ValueError):
    """An input that cannot be used: what is wrong with it, where, and what to do about it."""

    def __init__(
        self,
        words: str,
        code: str = "",
        message: str = "",
        path: str | None = None,
        span: tuple[int, int] | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(words)
        #: A short stable name, such as `input/binary`.
        self.code = code
        #: What is wrong, in a sentence without its full stop.
        self.message = message
        #: The file, with `#n` for the n-th record in it; `text#n`, `bytes#n` or `record#n` for the n-th of a list.
        self.path = path
        #: The bytes in question, where there is a text to point into.
        self.span = span
        #: What can be done.
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code, self.message, self.path, self.span, self.hint)
