"""The tasks: heads on the encoder's output, each with its loss and its scores.

A task is a class with `loss(states, batch)`, and `count(states, batch, counts)`, which adds what
it got right to a counter; `scores(counts)` makes percentages of that. A later task is added to
`tasks()`.
"""

import numpy
import torch
from torch import nn
from torch.nn import functional

import chain
import network
import trees

HEAD_DROPOUT = 0.25


class States:
    """The encoder's output of a batch, and the vectors of its words."""

    def __init__(self, hidden, batch, dropout):
        flat = hidden.reshape(-1, hidden.shape[-1])
        self.atoms = dropout(flat[batch["atom_first"]])
        self.words = dropout(flat[batch["word_first"]] + flat[batch["word_last"]])


def cross_entropy(logits, labels):
    """Mean over the known labels; 0 if there are none."""
    losses = functional.cross_entropy(logits.float(), labels, ignore_index=-1, reduction="sum")
    return losses / (labels >= 0).sum().clamp(min=1)


def percentage(name, part, whole):
    """One score, or none where nothing was counted."""
    return {name: 100 * part / whole} if whole else {}


class Tagger(nn.Module):
    """A class for each word (or atom)."""

    def __init__(self, name, config, labels, weight, atoms=False):
        super().__init__()
        self.name, self.weight, self.atoms = name, weight, atoms
        self.linear = nn.Linear(config.hidden, len(labels))

    def logits(self, states):
        return self.linear(states.atoms if self.atoms else states.words)

    def loss(self, states, batch):
        return cross_entropy(self.logits(states), batch[self.name])

    def count(self, states, batch, counts):
        gold = batch[self.name]
        if not (gold >= 0).any():
            return
        right = self.logits(states).argmax(-1) == gold
        counts[self.name] += int((right & (gold >= 0)).sum())
        # A label that is unknown because it was never seen in training counts as an error.
        counts[self.name + ".all"] += len(gold)

    def scores(self, counts):
        return percentage(self.name, counts[self.name], counts[self.name + ".all"])


class Boundary(Tagger):
    """Where words and sentences begin."""

    def __init__(self, config, labels):
        super().__init__("boundary", config, labels, 0.5, atoms=True)

    def count(self, states, batch, counts):
        gold = batch["boundary"]
        known = gold >= 0
        predicted, gold = self.logits(states).argmax(-1)[known], gold[known]
        for name, least in (("words", 1), ("sentences", 2)):
            a, b = predicted >= least, gold >= least
            counts[name] += int((a & b).sum())
            counts[name + ".all"] += int(a.sum() + b.sum())

    def scores(self, counts):
        found = {}
        for name in ("words", "sentences"):
            found |= percentage(f"{name} start F1", 2 * counts[name], counts[name + ".all"])
        return found


def spans(labels, names):
    """(start, end, type) of a sequence of BIO labels."""
    found, start, kind = set(), None, None
    for i, label in enumerate([names[n] if n >= 0 else "O" for n in labels] + ["O"]):
        if start is not None and label != "I" + kind:
            found.add((start, i, kind))
            start = None
        if label != "O" and start is None:
            start, kind = i, label[1:]
    return found


class Names(Tagger):
    """Names with types; labels made by hand weigh more than automatic ones."""

    AUTOMATIC = 0.1

    def __init__(self, config, labels):
        super().__init__("names", config, labels, 2.0)
        self.labels = labels
        # What is added for a label after a label.
        self.transitions = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.illegal = chain.illegal(labels)

    def steps(self, logits, known, lengths):
        pairs = logits[known].float()[:, None] + self.transitions.float()
        pairs = pairs.masked_fill(self.illegal, chain.NEVER)
        return chain.steps(pairs, chain.firsts(known, lengths))

    def mended(self, gold, first):
        """The labels with the rest of a name that was cut made a name of its own."""
        begins = torch.tensor([self.labels.index(n.replace("I-", "B-")) for n in self.labels])
        before = torch.cat([gold[:1], gold[:-1]]).masked_fill(first, 0)
        return torch.where(self.illegal[before, gold], begins[gold], gold)

    def loss(self, states, batch):
        logits, gold = self.logits(states), batch["names"]
        total = logits.sum() * 0
        for names_read, weight in ((True, 1.0), (False, self.AUTOMATIC)):
            known = (gold >= 0) & (batch["names_read"] == names_read)
            if known.any():
                steps = self.steps(logits, known, batch["lengths"])
                path = self.mended(gold[known], chain.firsts(known, batch["lengths"]))
                total = total + weight * chain.loss(steps, path)
        return total / (gold >= 0).sum().clamp(min=1)

    def count(self, states, batch, counts):
        gold = batch["names"]
        known = gold >= 0
        if not known.any():
            return
        predicted = torch.zeros_like(gold)
        path = chain.best(self.steps(self.logits(states), known, batch["lengths"]))
        predicted[known] = torch.from_numpy(path)
        start = 0
        for length in batch["lengths"]:
            a = spans(predicted[start : start + length].tolist(), self.labels)
            b = spans(gold[start : start + length].tolist(), self.labels)
            counts["names"] += len(a & b)
            counts["names.all"] += len(a) + len(b)
            start += length

    def scores(self, counts):
        return percentage("names F1", 2 * counts["names"], counts["names.all"])


class Attribution(nn.Module):
    """Sources, cues and contents of attributions: BIO labels of three layers, each a chain.

    A word has a score for each pair of labels, its own and that of the word before: where a span
    ends depends on more than what is outside.
    """

    ROLES = ("source", "cue", "content")
    LABELS = ("O", "B", "I")
    INSIDE = LABELS.index("I")

    def __init__(self, config, labels):
        super().__init__()
        self.name, self.weight = "attribution", 1.0
        self.linear = nn.Linear(config.hidden, len(self.ROLES) * len(self.LABELS) ** 2)
        self.illegal = chain.illegal(self.LABELS)

    def logits(self, states):
        size = len(self.LABELS)
        return self.linear(states.words).view(-1, len(self.ROLES), size, size)

    def steps(self, logits, known, lengths):
        pairs = logits[known].float().masked_fill(self.illegal, chain.NEVER)
        return chain.steps(pairs, chain.firsts(known, lengths), self.INSIDE)

    def loss(self, states, batch):
        gold = batch["attribution"]
        known = gold[:, 0] >= 0
        if not known.any():
            return self.linear.bias.sum() * 0
        steps = self.steps(self.logits(states), known, batch["words"])
        return chain.loss(steps, gold[known]).mean() / known.sum()

    def count(self, states, batch, counts):
        gold = batch["attribution"]
        known = gold[:, 0] >= 0
        if not known.any():
            return
        steps, gold = self.steps(self.logits(states), known, batch["words"]), gold[known]
        for i, role in enumerate(self.ROLES):
            path = chain.best(steps[:, i])
            a, b = spans(path.tolist(), self.LABELS), spans(gold[:, i].tolist(), self.LABELS)
            counts[role] += len(a & b)
            counts[role + ".all"] += len(a) + len(b)

    def scores(self, counts):
        found = {}
        for role in self.ROLES:
            found |= percentage(f"{role} F1", 2 * counts[role], counts[role + ".all"])
        return found


def mlp(config, size):
    layer = nn.Linear(config.hidden, size)
    return nn.Sequential(layer, nn.GELU(), network.Dropout(HEAD_DROPOUT))


class Tree(nn.Module):
    """The head of each word and the relation to it: biaffine scores."""

    def __init__(self, config, labels):
        super().__init__()
        self.name, self.weight, self.labels = "tree", 1.0, labels
        self.universal = [label.split(":")[0] for label in labels]
        self.root = nn.Parameter(torch.randn(config.hidden) * 0.02)
        self.arc_head, self.arc_dep = mlp(config, config.arc), mlp(config, config.arc)
        self.rel_head, self.rel_dep = mlp(config, config.rel), mlp(config, config.rel)
        self.arc = nn.Parameter(torch.zeros(config.arc + 1, config.arc))
        self.rel = nn.Parameter(torch.zeros(len(labels), config.rel + 1, config.rel + 1))
        nn.init.orthogonal_(self.arc)
        nn.init.normal_(self.rel, std=0.01)

    def sentences(self, states, batch):
        """Word vectors by sentence with the root before them, and the matching heads."""
        lengths = batch["lengths"]
        longest = max(lengths)
        words = states.words.new_zeros(len(lengths), longest + 1, states.words.shape[-1])
        rows = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        columns = torch.cat([torch.arange(1, n + 1) for n in lengths])
        words = words.index_put((rows, columns), states.words)
        words[:, 0] = self.root
        return words, rows, columns

    def arcs(self, words, lengths):
        heads, deps = self.arc_head(words), self.arc_dep(words)
        # The last row of the matrix goes with a one appended to each head.
        scores = deps @ (heads @ self.arc[:-1] + self.arc[-1]).transpose(1, 2)
        there = torch.arange(words.shape[1])[None] <= torch.tensor(lengths)[:, None]
        return scores.masked_fill(~there[:, None], -1e4)

    def relations(self, words, rows, columns, heads):
        """Scores of the relations between each word and one head."""
        head, dep = self.rel_head(words)[rows, heads], self.rel_dep(words)[rows, columns]
        size = head.shape[-1]
        # The last row and column of each matrix go with ones appended to the vectors; they are
        # kept apart since products of odd sizes are slow.
        core, row, column = self.rel[:, :-1, :-1], self.rel[:, -1, :-1], self.rel[:, :-1, -1]
        mixed = (head @ core.transpose(0, 1).reshape(size, -1)).view(-1, len(self.labels), size)
        scores = torch.linalg.vecdot(mixed + row, dep[:, None])
        return scores + head @ column.T + self.rel[:, -1, -1]

    def known(self, states, batch):
        """The batch without the groups of words that have no tree."""
        starts = torch.tensor([0] + batch["lengths"]).cumsum(0)[:-1]
        have = (batch["head"][starts] >= 0).tolist() if len(batch["head"]) else []
        keep = torch.repeat_interleave(torch.tensor(have), torch.tensor(batch["lengths"]))
        part = {"lengths": [n for n, has in zip(batch["lengths"], have) if has]}
        part |= {name: batch[name][keep] for name in ("head", "rel")}
        vectors = type("Words", (), {"words": states.words[keep]})
        return vectors, part

    def loss(self, states, batch):
        states, batch = self.known(states, batch)
        if not batch["lengths"]:
            return self.arc.sum() * 0
        words, rows, columns = self.sentences(states, batch)
        arcs = self.arcs(words, batch["lengths"])[rows, columns]
        relations = self.relations(words, rows, columns, batch["head"])
        return cross_entropy(arcs, batch["head"]) + cross_entropy(relations, batch["rel"])

    @staticmethod
    def best(scores, lengths):
        """The governors in the best tree of each sentence."""
        found, start = [], 0
        for length in lengths:
            found.append(trees.heads(scores[start : start + length, : length + 1].double().numpy()))
            start += length
        return torch.from_numpy(numpy.concatenate(found))

    def count(self, states, batch, counts):
        states, batch = self.known(states, batch)
        if not batch["lengths"]:
            return
        words, rows, columns = self.sentences(states, batch)
        scores = self.arcs(words, batch["lengths"])[rows, columns]
        heads = self.best(scores, batch["lengths"])
        right = heads == batch["head"]
        predicted = self.relations(words, rows, columns, heads).argmax(-1)
        same = torch.tensor(
            [
                gold >= 0 and self.universal[gold] == self.universal[guess]
                for gold, guess in zip(batch["rel"].tolist(), predicted.tolist())
            ]
        )
        counts["UAS"] += int(right.sum())
        counts["LAS"] += int((right & same).sum())
        counts["tree.all"] += len(right)

    def scores(self, counts):
        return percentage("UAS", counts["UAS"], counts["tree.all"]) | percentage(
            "LAS", counts["LAS"], counts["tree.all"]
        )


def tasks(config, labels):
    """All tasks in the order of the model file."""
    return nn.ModuleDict(
        {
            "boundary": Boundary(config, labels["boundary"]),
            "upos": Tagger("upos", config, labels["upos"], 0.5),
            "xpos": Tagger("xpos", config, labels["xpos"], 0.5),
            "feats": Tagger("feats", config, labels["feats"], 0.5),
            "lemma": Tagger("lemma", config, labels["lemma"], 0.5),
            "tree": Tree(config, labels["rel"]),
            "names": Names(config, labels["names"]),
            "attribution": Attribution(config, labels["attribution"]),
        }
    )
