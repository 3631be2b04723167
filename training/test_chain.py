"""The chain against all paths written out: `python training/test_chain.py`."""

import itertools
import math
import unittest

import torch

import chain

LABELS = ["O", "B-P", "I-P"]


def all_paths(pairs):
    """The logarithm of the sum over all paths, and the best of them."""
    scores = {}
    for path in itertools.product(range(len(LABELS)), repeat=len(pairs)):
        steps = zip((0, *path), path, pairs)
        scores[path] = sum(float(step[before, label]) for before, label, step in steps)
    return math.log(sum(math.exp(score) for score in scores.values())), max(scores, key=scores.get)


class Chain(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.pairs = torch.randn(7, 3, 3).masked_fill(chain.illegal(LABELS), chain.NEVER)
        known = torch.ones(7, dtype=torch.bool)
        self.steps = chain.steps(self.pairs, chain.firsts(known, [3, 4]))
        self.parts = [all_paths(self.pairs[:3]), all_paths(self.pairs[3:])]

    def test_the_sum_is_that_of_the_sequences(self):
        expected = sum(total for total, _ in self.parts)
        self.assertAlmostEqual(float(chain.log_sum(self.steps)), expected, places=4)

    def test_the_best_path_is_that_of_the_sequences(self):
        expected = [label for _, path in self.parts for label in path]
        self.assertEqual(chain.best(self.steps).tolist(), expected)

    def test_the_score_of_a_path(self):
        gold = torch.tensor([0, 1, 2, 1, 2, 2, 0])
        before = [0, 0, 1, 0, 1, 2, 2]
        expected = sum(float(self.pairs[t, i, j]) for t, (i, j) in enumerate(zip(before, gold)))
        self.assertAlmostEqual(float(chain.of_path(self.steps, gold)), expected, places=4)

    def test_an_unknown_word_ends_a_sequence(self):
        known = torch.tensor([True, True, False, True])
        self.assertEqual(chain.firsts(known, [4]).tolist(), [True, False, True])

    def test_what_goes_on_from_before_may_begin_inside(self):
        steps = chain.steps(self.pairs, chain.firsts(torch.ones(7, dtype=torch.bool), [7]), inside=2)
        self.assertEqual(float(steps[0, 0, 2]), float(self.pairs[0, 2, 2]))
        self.assertEqual(float(steps[0, 1, 0]), float(self.pairs[0, 0, 0]))


if __name__ == "__main__":
    unittest.main()
