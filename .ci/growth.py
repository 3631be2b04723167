"""How the second job grows: blocks of generated keys, no reports. python .ci/growth.py [MOST]; needs numpy.

A year of reports; stories of one to some thousand reports that last a week; each report is sought by four of its story's eight names
and words, which come from a vocabulary in which some are very common (Zipf, exponent 1.1). Prints, for piles of ever ten times as many
reports: windows and their parts, the largest part, in how many parts a report is, and how many pairs of a story meet in one.
"""

import sys
import time

import numpy

KEYS, LIMIT, SPAN, DAYS, VOCABULARY, OF_STORY = 4, 20_000, 14, 364, 400_000, 8


def pile(reports, random):
    """Day, story and keys of each report."""
    sizes = numpy.minimum(random.zipf(1.8, reports), 5000)
    sizes = sizes[: numpy.searchsorted(sizes.cumsum(), reports) + 1]
    story = numpy.repeat(numpy.arange(len(sizes)), sizes)[:reports]
    begin = random.integers(0, DAYS - 7, len(sizes))
    day = begin[story] + random.integers(0, 7, reports)
    rank = numpy.minimum(random.zipf(1.1, (len(sizes), OF_STORY)), VOCABULARY)
    # The rarest are the most telling: a report has four of its story's six rarest.
    names = numpy.sort(rank, axis=1)[:, ::-1][:, :6]
    choice = random.random((reports, 6)).argsort(axis=1)[:, :KEYS]
    return day, story, names[story[:, None], choice].astype(numpy.uint32)


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    print("reports  windows  parts  largest part  median part  copies of a report  pairs that meet  seconds")
    reports = 10_000
    while reports <= most:
        start, random = time.time(), numpy.random.default_rng(7)
        day, story, keys = pile(reports, random)
        windows, parts, sizes, copies, met, asked = 0, 0, [], 0, 0, 0
        for window in range(DAYS // SPAN - 1):
            inside = numpy.flatnonzero((day // SPAN == window) | (day // SPAN == window + 1))
            count = 1 if len(inside) <= LIMIT else -(-len(inside) * KEYS // LIMIT)
            part = (keys[inside].astype(numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15) >> numpy.uint64(32)) % count
            part = numpy.sort(part, axis=1)
            new = numpy.concatenate([numpy.ones((len(part), 1), bool), part[:, 1:] != part[:, :-1]], axis=1)
            of_part = numpy.bincount(part[new].astype(numpy.int64), minlength=count)
            windows, parts = windows + 1, parts + count
            sizes.append(of_part)
            copies += new.sum()
            # Neighbours of one story: do they share a part?
            some = inside[:-1][story[inside][:-1] == story[inside][1:]][:20_000]
            at = numpy.searchsorted(inside, some)
            share = (part[at][:, :, None] == part[at + 1][:, None, :]).any(axis=(1, 2))
            met, asked = met + share.sum(), asked + len(share)
        sizes = numpy.concatenate(sizes)
        print(
            f"{reports:>8} {windows:>7} {parts:>7} {sizes.max():>9} {int(numpy.median(sizes)):>9} {copies / reports:>9.2f}"
            f" {met / max(asked, 1):>9.4f} {time.time() - start:>8.1f}",
            flush=True,
        )
        reports *= 10


main()
