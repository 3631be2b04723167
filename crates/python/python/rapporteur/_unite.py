"""Groups that were made apart, put together where they share reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Sets(Generic[T]):
    """Disjoint sets (Galler and Fischer 1964); a set is called by the member that was added first."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}
        self._rank: dict[T, int] = {}

    def find(self, one: T) -> T:
        self._rank.setdefault(one, len(self._rank))
        root = one
        while (above := self._above.get(root, root)) != root:
            root = above
        while one != root:
            self._above[one], one = root, self._above.get(one, root)
        return root

    def join(self, one: T, other: T) -> None:
        first, second = sorted((self.find(one), self.find(other)), key=lambda root: self._rank[root])
        if first != second:
            self._above[second] = first


def within(groups: list[list[str]]) -> list[list[str]]:
    """Groups of parts of one window as groups of the window: each report in one.

    A group of one says nothing. A report whose groups stay apart goes to the set that most of them are in, then to the larger one.
    """
    several = [group for group in groups if len(group) > 1]
    of: dict[str, list[int]] = {}
    for number, group in enumerate(several):
        for report in group:
            of.setdefault(report, []).append(number)
    shared = Counter((a, b) for some in of.values() for place, a in enumerate(some) for b in some[place + 1 :])
    sets: Sets[int] = Sets()
    for number in range(len(several)):
        sets.find(number)
    for (a, b), count in sorted(shared.items()):
        # A part saw but some of a story's reports: half of the smaller group is enough.
        if 2 * count >= min(len(several[a]), len(several[b])):
            sets.join(a, b)
    sizes = Counter(sets.find(number) for some in of.values() for number in some)
    united: dict[int, list[str]] = {}
    for report in sorted(of):
        votes = Counter(sets.find(number) for number in of[report])
        united.setdefault(max(votes, key=lambda root: (votes[root], sizes[root], -root)), []).append(report)
    alone = sorted({report for group in groups for report in group} - of.keys())
    return [*united.values(), *([report] for report in alone)]


class Windows:
    """Groups of windows in their order, of which each shares reports with the one before."""

    def __init__(self) -> None:
        self._sets: Sets[tuple[str, str]] = Sets()
        self._groups: dict[str, list[str]] = {}
        self._last: dict[str, tuple[str, str]] = {}

    def add(self, window: str, rows: Iterable[tuple[str, str]]) -> None:
        """The next window: pairs of a group's name and a report."""
        of = {report: (window, group) for group, report in rows}
        self._groups[window] = list(dict.fromkeys(group for _, group in of.values()))
        for group in self._groups[window]:
            self._sets.find((window, group))
        both = [(self._last[report], now) for report, now in of.items() if report in self._last]
        before, after = Counter(a for a, _ in both), Counter(b for _, b in both)
        for (a, b), count in sorted(Counter(both).items()):
            # Both windows saw these reports with all that is near them: they have to agree on half of them.
            if 2 * count >= max(before[a], after[b]):
                self._sets.join(a, b)
        self._last = of

    def labels(self) -> dict[str, dict[str, str]]:
        """For each window what each of its groups is called: by the first group of its set."""
        names: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        labels: dict[str, dict[str, str]] = {}
        for window, groups in self._groups.items():
            labels[window] = {}
            for group in groups:
                root = self._sets.find((window, group))
                if root not in names:
                    # Two groups may begin with one report and yet stay apart.
                    names[root] = root[1] if root[1] not in taken else f"{root[1]}-{root[0]}"
                    taken.add(names[root])
                labels[window][group] = names[root]
        return labels
