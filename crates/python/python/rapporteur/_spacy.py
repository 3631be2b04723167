"""Readings as spaCy's documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from . import types
from ._text import Offsets

@dataclass
class _Word:
    """A word of the document: of a sentence, or what stands between two of those."""

    start: int
    end: int
    token: types.TokenLine | None = None
    #: The number of its sentence, and its own in it from 1.
    place: tuple[int, int] | None = None


def to_spacy_doc(reading: types.Reading, vocab: Any = None) -> Any:
    """A `spacy.tokens.Doc` of a reading that was made with `tokens=True`; needs spaCy.

    `doc.text` is the report's text. Names are `doc.ents`. What no sentence holds (blanks, datelines' dashes) are words
    without a part of speech.
    """
    import spacy
    from spacy.tokens import Doc

    if any(sentence.tokens is None for sentence in reading.sentences):
        raise ValueError("the reading has no words: read it with tokens=True")
    words = _cut(reading)
    texts = [reading.text[word.start : word.end] for word in words]
    known = [word.token for word in words]
    doc = Doc(
        vocab if vocab is not None else spacy.blank("en").vocab,
        words=texts,
        spaces=[reading.text[word.end : word.end + 1] == " " for word in words],
        lemmas=[token.lemma if token else text for text, token in zip(texts, known)],
        pos=[token.upos if token else "" for token in known],
        tags=[token.xpos if token else "" for token in known],
        morphs=["" if token is None or token.feats == "_" else token.feats for token in known],
        heads=_heads(words),
        deps=[token.deprel if token else "dep" for token in known],
    )
    offsets = Offsets(reading.text)
    names = [mention for mention in reading.mentions if mention.form == "name"]
    spans = [
        doc.char_span(offsets[start], offsets[end], label=name.type, alignment_mode="expand")
        for name in names
        for start, end in name.head
    ]
    doc.ents = spacy.util.filter_spans([span for span in spans if span is not None])
    return doc


def _cut(reading: types.Reading) -> list[_Word]:
    """The whole text as words. The one blank behind a word is the word's own."""
    text, offsets = reading.text, Offsets(reading.text)
    words: list[_Word] = []

    def fill(end: int) -> None:
        begin = words[-1].end if words else 0
        for match in re.finditer(r"\s+|\S+", text[begin:end]):
            start = begin + match.start()
            if words and text[start] == " ":
                start += 1
            if start < begin + match.end():
                words.append(_Word(start, begin + match.end()))

    for number, sentence in enumerate(reading.sentences):
        for place, token in enumerate(sentence.tokens or (), 1):
            start, end = offsets[token.span[0][0]], offsets[token.span[-1][1]]
            fill(start)
            start = max(start, words[-1].end if words else 0)
            if start < end:
                words.append(_Word(start, end, token, (number, place)))
    fill(len(text))
    return words


def _heads(words: list[_Word]) -> list[int]:
    """The place of each word's head; what is of no sentence hangs on the word before it."""
    places = {word.place: index for index, word in enumerate(words) if word.place}
    heads = []
    for index, word in enumerate(words):
        if word.token is None or word.place is None:
            heads.append(max(index - 1, 0))
        else:
            heads.append(places.get((word.place[0], word.token.head), index))
    return heads
