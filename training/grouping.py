"""Fits what tells whether two reports tell of one story, in two steps:

    python training/grouping.py common --data ../shared/data --out crates/grouping/data/common.tsv
        # how common words are in news of every kind
    cargo run --release -p evaluation -- profiles --data ../shared/data > target/training/profiles.jsonl
    cargo run --release -p evaluation -- joins target/training/profiles.jsonl > target/training/joins.tsv
    python training/grouping.py scorer --pairs target/training/joins.tsv --out crates/grouping/data/join.tsv

Marked stories: the subtopics of ECB+ topics 1 to 30, and the folders of `stories` that `evaluation -- grouping` does not
keep for measuring.
"""

import argparse
import collections
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import torch
from torch.nn import functional

import happenings
import networks

HIDDEN = 16
# A word of fewer reports than this is not common.
LEAST = 0.01
CARRYING = {"NOUN", "VERB", "ADJ"}


def lemmas(data):
    """Lemma of each form that the treebanks know as a word that carries meaning, and seldom as a name."""
    forms, others = collections.defaultdict(collections.Counter), collections.Counter()
    for path in [data / "treebank/ewt-train.conllu", *sorted((data / "treebank/gum-train").glob("*.conllu"))]:
        for line in open(path, encoding="utf-8"):
            fields = line.split("\t")
            if len(fields) < 5 or not fields[0].isdigit() or not fields[1].isalpha():
                continue
            if fields[3] in CARRYING:
                forms[fields[1].lower()][fields[2].lower()] += 1
            else:
                others[fields[1].lower()] += 1
    return {
        form: lemma.most_common(1)[0][0] for form, lemma in forms.items() if 2 * lemma.total() > others[form]
    }


def texts(data):
    """Reports of politics, of towns and of agencies: each set counts alike."""
    yield [json.loads(line)["text"] for line in open(data / "attribution/train/polnear-train.jsonl", encoding="utf-8")]
    yield [node.text or "" for node in ElementTree.parse(data / "places/lgl.xml").getroot().iter("text")]
    yield [re.sub("<[^>]*>", "", path.read_text(encoding="utf-8")) for path in (data / "timex/train").rglob("*.tml")]


def common(given):
    known = lemmas(given.data)
    shares, sets = collections.Counter(), 0
    for reports in texts(given.data):
        sets += 1
        counts = collections.Counter()
        for text in reports:
            counts.update({known[word] for word in re.findall("[a-z]+", text.lower()) if word in known})
        for word, count in counts.items():
            shares[word] += count / len(reports)
    with open(given.out, "w", encoding="utf-8") as out:
        out.write("# Common words of news that are no names, and the part of all reports that they stand in; counted by training/grouping.py.\n")
        for word in sorted(shares):
            if shares[word] / sets >= LEAST:
                out.write(f"{word}\t{shares[word] / sets:.3f}\n")


def scorer(given):
    """A network of one hidden layer over the pairs; a fifth of the topics is held back to see how well it does."""
    names, labels, rows, kinds = [], [], [], []
    for line in open(given.pairs, encoding="utf-8"):
        if line.count("\t") < 3:
            continue
        kind, a, b, *numbers = line.rstrip("\n").split("\t")
        kinds.append(kind)
        names.append((a, b))
        labels.append(float(a == b))
        rows.append([float(x) for x in numbers])
    x, y = torch.tensor(rows), torch.tensor(labels)
    fold = torch.tensor([happenings.fnv(a.removesuffix("plus")) % 5 for a, _ in names])
    ecb = torch.tensor([kind == "ecb" for kind in kinds])
    # Two happenings of one kind are what is hard, and rare among the pairs; both sets of reports count alike.
    sister = torch.tensor([a != b and a.removesuffix("plus") == b.removesuffix("plus") for a, b in names])
    weight = torch.where(sister, given.sisters, 1.0)
    for one in (ecb, ~ecb):
        for label in (0, 1):
            part = one & (y == label)
            weight[part] *= len(y) / weight[part].sum().clamp(min=1) / 4
    print(f"{len(y)} pairs, {int(y.sum())} of one story, {int(sister.sum())} of two of a kind")

    def fit(use, seed=5):
        torch.manual_seed(seed)
        model = torch.nn.Sequential(torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))
        optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
        index = use.nonzero()[:, 0]
        for epoch in range(given.epochs):
            for group in optimizer.param_groups:
                group["lr"] = 3e-3 * (1 - epoch / given.epochs) + 1e-4
            for part in index[torch.randperm(len(index))].split(512):
                loss = functional.binary_cross_entropy_with_logits(model(x[part])[:, 0], y[part], weight[part])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return model

    def told(model, use, what):
        with torch.no_grad():
            guess = model(x[use])[:, 0] >= 0
        right = int((guess & (y[use] == 1)).sum())
        precision, recall = right / max(int(guess.sum()), 1), right / max(int(y[use].sum()), 1)
        print(f"{what}: precision {100 * precision:.1f} recall {100 * recall:.1f}")

    held = fold == 0
    tried = fit(~held)
    for what, use in (("held back, ECB+", held & ecb), ("held back, stories", held & ~ecb), ("fitted", ~held)):
        told(tried, use, what)
    model = tried if given.held else fit(torch.ones_like(held))
    networks.write(model, given.out, "the features of pairs (crates/grouping/src/features.rs)", "grouping.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["common", "scorer"])
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--pairs", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--sisters", type=float, default=10.0, help="weight of pairs of two happenings of one kind")
    parser.add_argument("--held", action="store_true", help="write what was fitted without the part held back")
    given = parser.parse_args()
    {"common": common, "scorer": scorer}[given.step](given)


if __name__ == "__main__":
    main()
