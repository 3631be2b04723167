"""Sequences of begin, inside and outside labels: a linear chain over the words.

A step holds the scores of all pairs of labels, `[from, to]`, of a word and the one before it. The
sequences of a batch stand one after the other in a single chain: the rows of a first word's step
are all the same, so that nothing goes over from one sequence to the next, and the sum over all
paths of the whole is the product of those of the sequences.
"""

import numpy
import torch

# Scores no illegal pair can make good; finite, so that gradients stay numbers.
NEVER = -1e4
# What stands for a product that is too small for a number.
LEAST = 1e-37


def illegal(labels):
    """Where a pair of labels can't follow each other: inside of a span that did not begin."""
    pairs = torch.zeros(len(labels), len(labels), dtype=torch.bool)
    for i, before in enumerate(labels):
        for j, label in enumerate(labels):
            pairs[i, j] = label.startswith("I") and (before == "O" or before[1:] != label[1:])
    return pairs


def firsts(known, lengths):
    """Which of the known words are the first of their sequence: of a group of words, or after an
    unknown one. The groups have `lengths` words."""
    first = torch.zeros(len(known), dtype=torch.bool)
    starts = torch.tensor([0] + list(lengths)).cumsum(0)[:-1]
    first[starts[starts < len(known)]] = True
    first[1:] |= ~known[:-1]
    return first[known]


def steps(pairs, first, inside=None):
    """Scores of pairs, `[words, ..., from, to]`, with the rows of first words made the same.

    A first word follows what is outside. Where the text goes on from before, it may be inside,
    too: `inside` is the label whose row gives its score then.
    """
    row = pairs[..., 0, :]
    if inside is not None:
        row = torch.cat([row[..., :inside], pairs[..., inside, inside:]], -1)
    where = first.view(-1, *[1] * (pairs.dim() - 1))
    return torch.where(where, row[..., None, :], pairs)


def join(left, right):
    """The logarithm of the matrix product of the exponentials: both steps as one.

    Rows and columns are scaled by their largest, so that what vanishes does not matter.
    """
    rows, columns = left.detach().amax(-1, keepdim=True), right.detach().amax(-2, keepdim=True)
    product = (left - rows).exp() @ (right - columns).exp()
    return product.clamp(min=LEAST).log() + rows + columns


def log_sum(steps):
    """The logarithm of the sum over all paths: neighbours are joined until one step is left."""
    while len(steps) > 1:
        even = len(steps) // 2 * 2
        steps = torch.cat([join(steps[0:even:2], steps[1:even:2]), steps[even:]])
    return steps[0][..., 0, :].logsumexp(-1)


def of_path(steps, gold):
    """The score of one path: its pairs, `gold` being `[words, ...]`."""
    before = torch.cat([torch.zeros_like(gold[:1]), gold[:-1]])
    size = steps.shape[-1]
    return steps.flatten(-2).gather(-1, (before * size + gold)[..., None]).sum((0, -1))


def loss(steps, gold):
    """Negative log-likelihood of the path, for each chain that runs beside the others."""
    return log_sum(steps) - of_path(steps, gold)


def best(steps):
    """Viterbi: the labels of the best path of one chain, `[words, from, to]`."""
    steps = steps.numpy()
    sums, before = steps[0][0], []
    for step in steps[1:]:
        through = sums[:, None] + step
        before.append(through.argmax(0))
        sums = through.max(0)
    path = [int(sums.argmax())]
    for row in reversed(before):
        path.append(int(row[path[-1]]))
    return numpy.array(path[::-1])
