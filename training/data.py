"""The arrays that `training prepare` writes, cut into windows and batches."""

import dataclasses
import json
import pathlib

import numpy
import torch
from safetensors.numpy import load_file

COLUMNS = ("upos", "xpos", "feats", "lemma", "rel", "names")
# Classes of shapes and gaps, as in crates/language/src/atoms.rs.
LOWER, TITLE, UPPER, SINGLE, MIXED = 1, 2, 3, 4, 5
OPEN_QUOTE, CLOSE_QUOTE, STRAIGHT_QUOTE = 7, 8, 9
NO_GAP, SPACE, LINE = 0, 1, 2
# A hard-wrapped line has about so many characters.
WRAP = 65
# Share of the pieces of names that are exchanged: most names stay what the encoder knows.
STRANGE = 0.1


@dataclasses.dataclass
class Window:
    """A stretch of a document as the encoder sees it; positions are within the window."""

    ids: numpy.ndarray
    shapes: numpy.ndarray
    gaps: numpy.ndarray
    atom_first: numpy.ndarray
    atom_chars: numpy.ndarray
    boundary: numpy.ndarray
    word_first: numpy.ndarray
    word_last: numpy.ndarray
    lengths: list  # words of each sentence
    head: numpy.ndarray
    columns: dict
    attribution: numpy.ndarray
    happening: numpy.ndarray  # columns as in tasks.Happening
    chain: numpy.ndarray  # which happening of its story
    time: numpy.ndarray  # position of its time's last word; -1 none, -2 unknown
    names_read: bool  # names were read one by one


class Corpus:
    """One prepared data set."""

    def __init__(self, path, special):
        for name, array in load_file(path).items():
            setattr(self, name, array.astype(numpy.int64))
        self.attribution = self.attribution.reshape(-1, 3)
        self.happening = self.happening.reshape(-1, 6)
        self.special = special
        self.sent_first = self.word_first[self.sent_word[:-1]] if len(self.sent_word) > 1 else None
        self.sent_atom_end = self.word_last[self.sent_word[1:] - 1] + 1

    def documents(self):
        return len(self.doc_block) - 1

    def _pieces(self, start, end):
        return self.atom_piece[end] - self.atom_piece[start]

    def segments(self, document, limit):
        """Cuts a document into windows: lists of atom ranges, one range a block."""
        windows, current, room = [], [], limit - 1
        for block in range(self.doc_block[document], self.doc_block[document + 1]):
            start, end = self.block_atom[block], self.block_atom[block + 1]
            while start < end:
                size = self._pieces(start, end) + 1
                if size <= room:
                    current.append((start, end))
                    room -= size
                    start = end
                elif current:
                    # A block that is cut opens a window of its own.
                    windows.append(current)
                    current, room = [], limit - 1
                else:
                    stop = self._cut(start, end, room - 1)
                    windows.append([(start, stop)])
                    start = stop
        if current:
            windows.append(current)
        return windows

    def _cut(self, start, end, room):
        """The last sentence end (or, failing that, atom end) that leaves no more than `room`."""
        last = numpy.searchsorted(self.atom_piece, self.atom_piece[start] + room, "right") - 1
        last = min(max(last, start + 1), end)
        i = numpy.searchsorted(self.sent_atom_end, last, "right")
        if i > 0 and self.sent_atom_end[i - 1] > start:
            return self.sent_atom_end[i - 1]
        return last

    def window(self, segments, names_read):
        """The arrays of one window."""
        pad, _, cls, sep = self.special
        ids, shapes, gaps = [[cls]], [[0]], [[0]]
        atom_first, atoms, words_first, words_last, lengths, words = [], [], [], [], [], []
        at = 1
        for start, end in segments:
            first, last = self.atom_piece[start], self.atom_piece[end]
            ids += [self.pieces[first:last], [sep]]
            shapes += [self.shapes[first:last], [0]]
            gaps += [self.gaps[first:last], [0]]
            shift = at - first
            atoms.append(numpy.arange(start, end))
            atom_first.append(self.atom_piece[start:end] + shift)
            s = numpy.searchsorted(self.sent_first, start, "left")
            while s < len(self.sent_first) and self.sent_first[s] < end:
                a, b = self.sent_word[s], self.sent_word[s + 1]
                if self.word_last[b - 1] >= end:
                    # Words of unknown sentences may be cut anywhere; of known ones nothing is.
                    b = a + numpy.searchsorted(self.word_last[a:b], end, "left")
                    if self.head[a] >= 0 or b == a:
                        s += 1
                        continue
                words_first.append(self.atom_piece[self.word_first[a:b]] + shift)
                words_last.append(self.atom_piece[self.word_last[a:b] + 1] - 1 + shift)
                lengths.append(int(b - a))
                words.append(numpy.arange(a, b))
                s += 1
            # The rest of a group of words that an earlier window began.
            s = numpy.searchsorted(self.sent_first, start, "left") - 1
            if s >= 0:
                a, b = self.sent_word[s], self.sent_word[s + 1]
                if self.head[a] < 0 and self.word_last[b - 1] >= start:
                    a = a + numpy.searchsorted(self.word_first[a:b], start, "left")
                    b = a + numpy.searchsorted(self.word_last[a:b], end, "left")
                    if b > a:
                        words_first.append(self.atom_piece[self.word_first[a:b]] + shift)
                        words_last.append(self.atom_piece[self.word_last[a:b] + 1] - 1 + shift)
                        lengths.append(int(b - a))
                        words.append(numpy.arange(a, b))
            at += last - first + 1
        none = [numpy.zeros(0, numpy.int64)]
        atoms = numpy.concatenate(atoms)
        words = numpy.concatenate(words or none)
        time = self.time[words]
        # A time outside of the window is not known in it.
        inside = numpy.searchsorted(words, time)
        found = words[numpy.minimum(inside, len(words) - 1)] == time if len(words) else time
        time = numpy.where(time < 0, time, numpy.where(found, inside, -2))
        return Window(
            ids=numpy.concatenate(ids),
            shapes=numpy.concatenate(shapes),
            gaps=numpy.concatenate(gaps),
            atom_first=numpy.concatenate(atom_first),
            atom_chars=self.atom_chars[atoms],
            boundary=self.boundary[atoms],
            word_first=numpy.concatenate(words_first or none),
            word_last=numpy.concatenate(words_last or none),
            lengths=lengths,
            head=self.head[words],
            columns={name: getattr(self, name)[words] for name in COLUMNS},
            attribution=self.attribution[words],
            happening=self.happening[words],
            time=time,
            chain=self.chain[words],
            names_read=names_read,
        )

    def windows(self, limit, documents=None):
        chosen = range(self.documents()) if documents is None else documents
        return [
            self.window(s, bool(self.doc_names_read[d]))
            for d in chosen
            for s in self.segments(d, limit)
        ]


def vary(window, random, unknown, word_dropout, strange):
    """Changes what the encoder is told of a window's look, hides some of its pieces, and puts
    some of the pieces `strange` for some of its names.

    Case, quotation marks and line breaks differ between outlets more than the treebanks show,
    and stories bring names that no training text has: their types must come from the context.
    """
    shapes, gaps, ids = window.shapes.copy(), window.gaps.copy(), window.ids.copy()
    starts = numpy.cumsum([0] + window.lengths)
    for first, last in zip(starts[:-1], starts[1:]):
        choice = random.random()
        if choice < 0.12:
            a, b = window.word_first[first], window.word_last[last - 1] + 1
            part = shapes[a:b]
            letters = (part >= LOWER) & (part <= MIXED)
            if choice < 0.03:
                part[letters & (part != SINGLE)] = UPPER
            elif choice < 0.06:
                part[letters & (part == LOWER) & (random.random(b - a) < 0.8)] = TITLE
            else:
                part[letters] = LOWER
    if random.random() < 0.15:
        pieces = window.atom_first
        spaced = gaps[pieces] == SPACE
        line = numpy.cumsum(window.atom_chars + spaced) // int(random.integers(WRAP - 20, WRAP + 20))
        breaks = spaced & (numpy.diff(line, prepend=0) > 0)
        gaps[pieces[breaks]] = LINE
    choice = random.random()
    if choice < 0.2:
        shapes[(shapes == OPEN_QUOTE) | (shapes == CLOSE_QUOTE)] = STRAIGHT_QUOTE
    elif choice < 0.4:
        straight = shapes == STRAIGHT_QUOTE
        shapes[straight & (gaps != NO_GAP)] = OPEN_QUOTE
        shapes[straight & (gaps == NO_GAP)] = CLOSE_QUOTE
    in_names = numpy.zeros(len(ids), bool)
    for word in numpy.flatnonzero(window.columns["names"] > 0):
        in_names[window.word_first[word] : window.word_last[word] + 1] = True
    # The same piece becomes the same other piece wherever it is part of a name.
    for piece in numpy.unique(ids[in_names]):
        if random.random() < STRANGE:
            ids[in_names & (ids == piece)] = random.choice(strange)
    hidden = (random.random(len(ids)) < word_dropout) & (shapes > 0)
    ids[hidden] = unknown
    return dataclasses.replace(window, shapes=shapes, gaps=gaps, ids=ids)


def batches(windows, pieces, random=None, multiple=32):
    """Groups windows of like length into batches of about `pieces` word pieces."""
    def key(i):
        noise = 0 if random is None else random.random() * multiple
        return len(windows[i].ids) + noise

    order = sorted(range(len(windows)), key=key)
    groups, group, longest = [], [], 0
    for i in order:
        size = -(-len(windows[i].ids) // multiple) * multiple
        if group and max(longest, size) * (len(group) + 1) > pieces:
            groups.append(group)
            group, longest = [], 0
        group.append(i)
        longest = max(longest, size)
    groups.append(group)
    if random is not None:
        random.shuffle(groups)
    return [[windows[i] for i in group] for group in groups]


def strange_pieces(vocabulary):
    """The ids of pieces of letters, of which names that nobody knows can be made."""
    letters = [piece.removeprefix("##").isalpha() and piece.isascii() for piece in vocabulary]
    return numpy.flatnonzero(letters)


def collate(group, multiple=32):
    """A batch: padded inputs, and positions in the flattened batch."""
    width = -(-max(len(w.ids) for w in group) // multiple) * multiple
    shape = (len(group), width)
    inputs = {name: numpy.zeros(shape, numpy.int64) for name in ("ids", "shapes", "gaps")}
    mask = numpy.zeros(shape, bool)
    for row, window in enumerate(group):
        size = len(window.ids)
        mask[row, :size] = True
        for name in inputs:
            inputs[name][row, :size] = getattr(window, name)

    def flat(name):
        return numpy.concatenate([getattr(w, name) + i * width for i, w in enumerate(group)])

    def joined(get):
        return numpy.concatenate([get(w) for w in group])

    batch = inputs | {
        "mask": mask,
        "atom_first": flat("atom_first"),
        "boundary": joined(lambda w: w.boundary),
        "word_first": flat("word_first"),
        "word_last": flat("word_last"),
        "head": joined(lambda w: w.head),
        "attribution": joined(lambda w: w.attribution),
        "happening": joined(lambda w: w.happening),
        "time": joined(lambda w: w.time),
        "chain": joined(lambda w: w.chain),
        "names_read": joined(lambda w: numpy.full(len(w.head), w.names_read)),
    }
    for name in COLUMNS:
        batch[name] = joined(lambda w, name=name: w.columns[name])
    batch = {name: torch.from_numpy(array) for name, array in batch.items()}
    batch["lengths"] = [n for w in group for n in w.lengths]
    batch["words"] = [len(w.head) for w in group]
    return batch


def load(folder, vocabulary):
    """The label inventories, and the ids of [PAD], [UNK], [CLS] and [SEP]."""
    lines = pathlib.Path(vocabulary).read_text(encoding="utf-8").splitlines()
    special = tuple(lines.index(name) for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"))
    inventory = json.loads((pathlib.Path(folder) / "labels.json").read_text(encoding="utf-8"))
    return inventory, special, lines
