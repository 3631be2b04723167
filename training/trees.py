"""The best tree over a sentence, as the Rust program finds it: one root, no cycle.

Chu and Liu 1965, Edmonds 1967.
"""

import numpy


def heads(scores):
    """The governor of each word (0 for the root), given the score of every governor of each word.

    `scores`: a row for each word, with a column for the root and one for each word.
    """
    size = len(scores) + 1
    whole = numpy.full((size, size), -1e9)
    whole[1:] = scores
    numpy.fill_diagonal(whole, -1e9)
    found = _arborescence(whole)
    if (found[1:] == 0).sum() > 1:
        # Arcs from the root cost more than all other differences together: only one is taken.
        whole[1:, 0] -= 2 * size * (scores.max() - scores.min() + 1)
        found = _arborescence(whole)
    return found[1:]


def _arborescence(scores):
    """The governor of each node; node 0 is the root (its entry means nothing)."""
    best = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best)
    if cycle is None:
        return best
    inside = numpy.zeros(len(scores), bool)
    inside[cycle] = True
    rest = numpy.flatnonzero(~inside)
    # The cycle becomes one node, the last; an arc into a member takes the place of the one in the cycle.
    gains = scores[cycle] - scores[cycle, best[cycle]][:, None]
    into, out = gains[:, rest], scores[numpy.ix_(rest, cycle)]
    small = numpy.full((len(rest) + 1, len(rest) + 1), -1e9)
    small[:-1, :-1] = scores[numpy.ix_(rest, rest)]
    small[-1, :-1], small[:-1, -1] = into.max(0), out.max(1)
    found = _arborescence(small)
    heads = best.copy()
    entry = found[-1]
    heads[cycle[into[:, entry].argmax()]] = rest[entry]
    for i, node in enumerate(rest):
        last = found[i] == len(rest)
        heads[node] = cycle[out[i].argmax()] if last else rest[found[i]]
    return heads


def _cycle(best):
    """The nodes of one cycle, or none."""
    seen = numpy.zeros(len(best), int)
    for start in range(1, len(best)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = best[node]
        if node and seen[node] == start:
            cycle, at = [node], best[node]
            while at != node:
                cycle.append(at)
                at = best[at]
            return numpy.array(cycle)
    return None
