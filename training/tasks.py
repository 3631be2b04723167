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


class Happening(nn.Module):
    """Of each word: whether it is the head of a happening and of what class, whether it happened, how much it
    matters, its political type, where it lies against the day of publication, and which word tells its time.

    A class may be known only to be one of several; what is learnt then is their sum. The time is the word whose key
    goes best with the query of the happening, within the window, or none.
    """

    PARTS = ("class", "reality", "weight", "type", "placement")
    WEIGHTS = (1.0, 0.4, 0.5, 0.3, 0.3)
    # What counts for a happening's time where the annotation is known to be sparse.
    TIME = 0.4
    VECTOR = 32

    def __init__(self, config, labels):
        super().__init__()
        self.name, self.weight, self.labels = "happening", 1.5, labels
        self.sizes = [len(labels[part]) for part in self.PARTS]
        # The last ones: score of having no time, query, key.
        self.linear = nn.Linear(config.hidden, sum(self.sizes) + 1 + 2 * self.VECTOR)

    def logits(self, states):
        return self.linear(states.words)

    def parts(self, logits):
        return logits.split([*self.sizes, 1, self.VECTOR, self.VECTOR], -1)

    def allowed(self, gold):
        masks = gold[:, 0] & 255
        return (masks[:, None] >> torch.arange(self.sizes[0])) & 1 == 1

    def times(self, parts, gold, time, words):
        """Scores of the times of each happening whose time is known, the last column for none; and the right
        column."""
        none, query, key = (part.float() for part in parts[-3:])
        window = torch.repeat_interleave(torch.arange(len(words)), torch.tensor(words))
        first = torch.tensor([0] + list(words)).cumsum(0)[:-1]
        is_event = ((gold[:, 0] & 254) > 0) & (time > -2)
        events, times = is_event.nonzero()[:, 0], (gold[:, 5] == 1).nonzero()[:, 0]
        if not len(events) or not len(times):
            return None
        scores = query[events] @ key[times].T / self.VECTOR**0.5
        scores = scores.masked_fill(window[events][:, None] != window[times][None], -1e4)
        scores = torch.cat([scores, none[events]], -1)
        target = time[events] + first[window[events]]
        column = torch.searchsorted(times, target).clamp(max=len(times) - 1)
        right = torch.where(time[events] < 0, torch.full_like(column, len(times)), column)
        usable = (time[events] < 0) | (times[column] == target)
        return scores[usable], right[usable]

    @staticmethod
    def not_listed(scores, gold):
        """Loss of the happenings that an editor doesn't list, whether a detail or nothing at all (-2)."""
        scores = scores[gold == -2].float()
        losses = scores.logsumexp(-1) - scores[:, :2].logsumexp(-1)
        return losses.sum() / (gold != -1).sum().clamp(min=1)

    def loss(self, states, batch):
        gold = batch["happening"]
        if not (gold[:, 0] != 0).any():
            return self.linear.bias.sum() * 0
        parts = self.parts(self.logits(states))
        known, allowed = gold[:, 0] != 0, self.allowed(gold)
        scores = parts[0][known].float()
        sums = scores.masked_fill(~allowed[known], -1e4).logsumexp(-1)
        total = (scores.logsumexp(-1) - sums).mean() * self.WEIGHTS[0]
        for i, weight in enumerate(self.WEIGHTS[1:], 1):
            total = total + weight * cross_entropy(parts[i], gold[:, i].clamp(min=-1))
        total = total + self.WEIGHTS[2] * self.not_listed(parts[2], gold[:, 2])
        found = self.times(parts, gold, batch["time"], batch["words"])
        if found and len(found[1]):
            total = total + self.TIME * cross_entropy(*found)
        return total

    def count(self, states, batch, counts):
        gold = batch["happening"]
        known = gold[:, 0] != 0
        if not known.any():
            return
        parts = self.parts(self.logits(states))
        predicted, allowed = parts[0].argmax(-1), self.allowed(gold)
        there, is_gold = (predicted > 0) & known, known & ~allowed[:, 0]
        counts["happening"] += int((there & is_gold).sum())
        counts["happening.all"] += int(there.sum() + is_gold.sum())
        right = allowed.gather(-1, predicted[:, None])[:, 0]
        counts["class"] += int((there & is_gold & right).sum())
        for i, name in enumerate(self.PARTS[1:], 1):
            has = is_gold & (gold[:, i] >= 0)
            counts[name] += int((has & (parts[i].argmax(-1) == gold[:, i])).sum())
            counts[name + ".all"] += int(has.sum())
        listed, wanted = (parts[2].argmax(-1) >= 2) & there, gold[:, 2] >= 2
        listed = listed & (gold[:, 2] != -1)
        counts["listed"] += int((listed & wanted).sum())
        counts["listed.all"] += int(listed.sum() + wanted.sum())
        found = self.times(parts, gold, batch["time"], batch["words"])
        if found:
            scores, column = found
            chosen, none = scores.argmax(-1), scores.shape[-1] - 1
            counts["time"] += int(((chosen == column) & (column != none)).sum())
            counts["time.all"] += int((chosen != none).sum() + (column != none).sum())

    def scores(self, counts):
        found = percentage("happening F1", 2 * counts["happening"], counts["happening.all"])
        found |= percentage("class F1", 2 * counts["class"], counts["happening.all"])
        for name in self.PARTS[1:]:
            found |= percentage(name, counts[name], counts[name + ".all"])
        found |= percentage("listed F1", 2 * counts["listed"], counts["listed.all"])
        return found | percentage("time F1", 2 * counts["time"], counts["time.all"])


class Identity(nn.Module):
    """The vector by which happenings are compared; `identity.py` fits it to a model that is done."""

    SIZE = 64

    def __init__(self, config):
        super().__init__()
        self.name, self.weight = "identity", 0.0
        self.linear = nn.Linear(config.hidden, self.SIZE)
        nn.init.orthogonal_(self.linear.weight)

    def logits(self, states):
        return self.linear(states.words)

    def loss(self, states, batch):
        return self.linear.bias.sum() * 0

    def count(self, states, batch, counts):
        pass

    def scores(self, counts):
        return {}


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
            "happening": Happening(config, labels),
            "identity": Identity(config),
        }
    )
