"""Fits what tells which happenings of a story become rows of its timeline.

    cargo run --release -p evaluation -- considered --stories ../shared/data/stories > target/training/considered.jsonl
    python training/rows.py --gold training/annotations/rows.jsonl --considered target/training/considered.jsonl \\
        --out crates/story/data/rows.tsv

A happening is one that an editor lists where its sentence has the words of a listed one and its days are right.
"""

import argparse
import datetime
import json
import pathlib
import re
import unicodedata

import numpy
import torch
from torch.nn import functional

import networks
from dates import days
from happenings import fnv

HIDDEN = 12
# Networks whose mean is taken: they differ by where they begin.
NETWORKS = 3
# What a happening counts that an editor lists, but whose days are wrong.
MISDATED = 0.15


def folded(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")).lower()


def has(words, text):
    """A word that begins so; a whole word where it has one or two letters."""
    words = folded(words)
    end = r"(?!\w)" if len(words) <= 2 else ""
    return re.search((r"(?<!\w)" if words[:1].isalnum() else "") + re.escape(words) + end, text)


def label(row, listed):
    """1 for a happening that is listed, with its days; less without; 0 for others."""
    text = folded(" ".join(row["title"].split()[:40]))
    best = 0.0
    for happening in listed:
        if row["off"] or not all(any(has(word, text) for word in group) for group in happening["words"]):
            continue
        first, last = days(happening["date"])
        room = datetime.timedelta(happening["tolerance"])
        own = row["days"] and [datetime.date.fromisoformat(day) for day in row["days"]]
        best = max(best, 1.0 if own and first - room <= own[0] and own[1] <= last + room else MISDATED)
    return best


def load(given):
    gold = {story["story"]: story["happenings"] for story in map(json.loads, open(given.gold, encoding="utf-8"))}
    stories = []
    for line in open(given.considered, encoding="utf-8"):
        story = json.loads(line)
        if listed := gold.get(story["story"]):
            x = torch.tensor([row["features"] for row in story["rows"]])
            y = torch.tensor([label(row, listed) for row in story["rows"]])
            stories.append((story["story"], x, y))
    return stories


def network(x, seed):
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))


def fit(stories, epochs=40, rate=3e-3):
    """One network that is the mean of some, over the numbers as they are."""
    x, y = torch.cat([x for _, x, _ in stories]), torch.cat([y for _, _, y in stories])
    mean, spread = x.mean(0), x.std(0) + 1e-3
    scaled = ((x - mean) / spread)
    # A story of many happenings counts for more than one of few, but not by so much.
    weight = torch.cat([torch.full((len(y),), len(y) ** -0.5) for _, _, y in stories])
    weight = weight / weight.mean()
    models = [network(x, seed) for seed in range(NETWORKS)]
    for model in models:
        optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=1.0)
        for epoch in range(epochs):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - epoch / epochs) + 1e-4
            for part in torch.randperm(len(y)).split(128):
                losses = functional.binary_cross_entropy_with_logits(model(scaled[part])[:, 0], y[part], reduction="none")
                loss = (losses * weight[part]).mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    whole = torch.nn.Sequential(torch.nn.Linear(x.shape[1], HIDDEN * NETWORKS), torch.nn.ReLU(), torch.nn.Linear(HIDDEN * NETWORKS, 1))
    with torch.no_grad():
        first = torch.cat([model[0].weight for model in models]) / spread
        whole[0].weight.copy_(first)
        whole[0].bias.copy_(torch.cat([model[0].bias for model in models]) - first @ mean)
        whole[2].weight.copy_(torch.cat([model[2].weight for model in models], 1) / NETWORKS)
        whole[2].bias.copy_(sum(model[2].bias for model in models) / NETWORKS)
    return whole


def score(stories):
    """How many of a story's likeliest happenings are listed, as many as its rows may be, by what was fitted on others."""
    shares = []
    for fold in range(5):
        held = [s for s in stories if fnv(s[0]) % 5 == fold]
        others = [s for s in stories if fnv(s[0]) % 5 != fold]
        if not held:
            continue
        model = fit(others)
        for _, x, y in held:
            with torch.no_grad():
                order = model(x)[:, 0].argsort(descending=True)
            shares.append(float((y[order[:12]] == 1).float().mean()))
    print(f"{len(stories)} stories; of the 12 likeliest happenings {100 * numpy.mean(shares):.1f} % are listed, "
          f"of all {100 * numpy.mean([float((y == 1).float().mean()) for _, _, y in stories]):.1f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("gold", "considered", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    given = parser.parse_args()
    stories = load(given)
    score(stories)
    networks.write(fit(stories), given.out, "the numbers of crates/story/src/timeline/weighing.rs", "rows.py")


if __name__ == "__main__":
    main()
