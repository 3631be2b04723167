"""Reads news reports and says what happened, who met whom and who said what, with the words for every datum.

    >>> import rapporteur
    >>> [reading] = rapporteur.read("Envoy Ilse Brandt met Tomas Reyl in Port Alder on 4 March 2031.")
    >>> reading.events[0].clause.text

`read` reads reports one by one, `brief` puts those of one story together, `stories` groups a pile. Offsets are bytes of the
UTF-8 of `text`; `words` and `characters` turn them into words and into Python's own offsets.
"""

from ._errors import InputError
from ._native import set_threads
from ._read import Brief, Readings, brief, read, stories
from ._text import characters, words
from ._spacy import to_spacy_doc

__all__ = [
    "Brief",
    "InputError",
    "Readings",
    "brief",
    "characters",
    "read",
    "set_threads",
    "stories",
    "to_spacy_doc",
    "words",
]
