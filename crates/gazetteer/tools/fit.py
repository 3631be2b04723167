#!/usr/bin/env python3
"""Fits the weights of the resolver (FEATURES in ../src/resolve/scores.rs) on half of the Local-Global Lexicon.

    python3 tools/fit.py .../places/lgl.xml target/release/examples/features

The second argument is the built example `features` of this crate. Company depends on the weights, so after new ones
stand in the source, build and fit again until they stay. Prints the weights. Needs numpy.
"""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np

# Keeps weights of rare features small: a weight of 1 costs as much as this many nats over the whole set.
PENALTY = 1.0
STEPS = 3000


def looked_at(name):
    """As `is_held` of ../../evaluation/src/tasks/times: FNV-1a of an article's id."""
    hash = 0xCBF29CE484222325
    for byte in name.encode():
        hash = (hash ^ byte) * 0x100000001B3 % 2**64
    return hash % 2 == 0


def countries():
    """Countries by their adjectives and peoples, which the set marks as places: "Norwegian", "Norwegians"."""
    table = Path(__file__).parents[2] / "reading/data/countries.tsv"
    rows = [line.rstrip("\n").split("\t") for line in table.open() if line.strip() and not line.startswith("#")]
    words = ((word, row[2]) for row in rows for column in (4, 5) for word in row[column].split(", ") if word != "-")
    return {form: name for word, name in words for form in (word, word + "s")}


def lines(path):
    names = countries()
    for article in ElementTree.parse(path).getroot().iter("article"):
        if not looked_at(article.get("docid")):
            continue
        text = article.findtext("text")
        flat = "".join(" " if c in "\t\n\r\u0085\u2028\u2029" else c for c in text)
        # Other blanks would change the number of bytes.
        flat = "".join(f if len(f.encode()) == len(c.encode()) else c for f, c in zip(flat, text))
        yield f"report\t{article.findtext('domain')}\t{flat}"
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is not None:
                start, end = (len(text[:int(toponym.findtext(key))].encode()) for key in ("start", "end"))
                phrase = toponym.findtext("phrase")
                yield "\t".join(["name", str(start), str(end), names.get(phrase, phrase), tag.get("geonameid"),
                                 tag.findtext("lat"), tag.findtext("lon")])


def main(gold, example):
    printed = subprocess.run([example], input="\n".join(lines(gold)), capture_output=True, text=True, check=True)
    names = subprocess.run([example, "--names"], capture_output=True, text=True, check=True).stdout.splitlines()
    table = np.array([line.split("\t") for line in printed.stdout.splitlines()], dtype=float)
    name, right, features = table[:, 0].astype(int), table[:, 1], table[:, 2:]
    starts = np.flatnonzero(np.diff(name, prepend=-1))
    weights = np.array([float(line.split("\t")[0]) for line in names])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        score = features @ weights
        score -= np.maximum.reduceat(score, starts)[name]
        share = np.exp(score)
        share /= np.add.reduceat(share, starts)[name]
        gradient = features.T @ (share - right) + PENALTY * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights -= 0.02 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    loss = -np.log(np.maximum(share[right == 1], 1e-12)).mean()
    best = np.maximum.reduceat(share, starts)[name]
    print(f"# {len(starts)} names, loss {loss:.4f}, likeliest right {np.mean((share == best)[right == 1]):.4f}")
    for line, weight in zip(names, weights):
        print(f"    (\"{line.split(chr(9))[1]}\", {weight:.2f}),")


if __name__ == "__main__":
    main(*sys.argv[1:])
