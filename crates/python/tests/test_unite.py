"""Groups put together, on cases worked out by hand."""

import unittest

from rapporteur import _unite


class Within(unittest.TestCase):
    def test_groups_that_share_half_of_the_smaller_one(self):
        self.assertEqual(_unite.within([["a", "b", "c"], ["a", "b"], ["x", "y", "z", "c"], ["q"]]), [["a", "b", "c"], ["x", "y", "z"], ["q"]])

    def test_a_report_goes_where_most_of_its_groups_are(self):
        groups = [["a", "b", "c", "d"], ["a", "b", "c"], ["d", "x", "y", "z"], ["e"], ["e", "a", "b"]]
        self.assertEqual(_unite.within(groups), [["a", "b", "c", "d", "e"], ["x", "y", "z"]])


class Windows(unittest.TestCase):
    def test_a_story_goes_on_and_another_does_not(self):
        windows = _unite.Windows()
        windows.add("0", [("a", "a"), ("a", "b"), ("p", "p")])
        windows.add("1", [("b", "b"), ("b", "c"), ("q", "q")])
        windows.add("2", [("c", "c"), ("d", "d")])
        self.assertEqual(windows.labels(), {"0": {"a": "a", "p": "p"}, "1": {"b": "a", "q": "q"}, "2": {"c": "a", "d": "d"}})

    def test_two_stories_have_two_names(self):
        windows = _unite.Windows()
        # Of the three that both windows have, "a" stays with three others in one and with none of them in the other.
        windows.add("0", [("a", "a"), ("a", "b"), ("a", "c")])
        windows.add("1", [("a", "a"), ("a", "d"), ("b", "b"), ("b", "c")])
        labels = windows.labels()
        self.assertEqual(labels["0"]["a"], labels["1"]["b"])
        self.assertEqual(len({*labels["1"].values()}), len(labels["1"]))


if __name__ == "__main__":
    unittest.main()
