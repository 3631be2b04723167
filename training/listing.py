"""Fits what tells over a whole report which happenings an editor lists and which is the main one, around `evaluation -- listing`:

    python training/dates.py gold --data ../shared/data --annotations training/annotations --out target/training
    cargo run --release -p evaluation -- listing target/training/dates-gold.jsonl > target/training/listing.tsv
    python training/listing.py --gold target/training/dates-gold.jsonl --numbers target/training/listing.tsv \\
        --annotations training/annotations --out crates/reading/data/happenings

The judgment rests on what the model thinks of each word, so it is fitted on reports that the model was not trained on:
those of `annotations/listed-kept.tsv`, and those of the other two files that are held back (`happenings.py`).
Scores are of five folds of them.
"""

import argparse
import collections
import json
import pathlib

import numpy
import torch
from torch.nn import functional

import happenings
import networks

HIDDEN = 24


def load(given):
    unseen = {line.split("\t")[1] for line in open(given.annotations / "listed-kept.tsv", encoding="utf-8") if line.startswith("document")}
    documents = {}
    for line in open(given.gold, encoding="utf-8"):
        document = json.loads(line)
        if document["id"] in unseen or document["held"]:
            documents[document["id"]] = document
    found = collections.OrderedDict()
    for line in open(given.numbers, encoding="utf-8"):
        if line.count("\t") < 3:
            continue
        name, start, end, numbers = line.rstrip("\n").split("\t", 3)
        if name not in documents:
            continue
        start, end = int(start), int(end)
        weights = [m["weight"] for m in documents[name]["marks"] if m["span"][0] < end and start < m["span"][1]]
        row = found.setdefault(name, ([], []))
        row[0].append(numpy.fromstring(numbers, dtype=numpy.float32, sep="\t"))
        row[1].append(max(weights, default=0))
    kept = []
    for name, (numbers, weights) in found.items():
        expected = sum(mark["weight"] >= 2 for mark in documents[name]["marks"])
        kept.append({"name": name, "x": torch.tensor(numpy.stack(numbers)), "y": torch.tensor(weights), "expected": expected})
    return kept


def network(inputs):
    torch.manual_seed(1)
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, HIDDEN), torch.nn.ReLU(), torch.nn.Dropout(0.1), torch.nn.Linear(HIDDEN, 1)
    )


def fit_listed(documents, epochs=20):
    x = torch.cat([d["x"] for d in documents])
    y = torch.cat([d["y"] for d in documents]).ge(2).float()
    model = network(x.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / epochs) + 1e-4
        for part in torch.randperm(len(y)).split(256):
            loss = functional.binary_cross_entropy_with_logits(model(x[part])[:, 0], y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model.eval()


def fit_main(documents, epochs=30):
    documents = [d for d in documents if (d["y"] == 3).any()]
    model = network(documents[0]["x"].shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.1)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / epochs) + 1e-4
        for i in torch.randperm(len(documents)).tolist():
            logs = model(documents[i]["x"])[:, 0].log_softmax(0)
            loss = -logs[documents[i]["y"] == 3].logsumexp(0)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model.eval()


def score(documents):
    """The mean precision of the listed, and how often the likeliest is the main one, by what was not fitted on."""
    shares, right, expected, main, model_main, model_shares = [], [], 0, [], [], []
    for fold in range(5):
        held = [d for d in documents if happenings.fnv(d["name"] + "y") % 5 == fold]
        others = [d for d in documents if happenings.fnv(d["name"] + "y") % 5 != fold]
        listed, chosen = fit_listed(others), fit_main(others)
        with torch.no_grad():
            for d in held:
                shares.append(torch.sigmoid(listed(d["x"])[:, 0]))
                model_shares.append(d["x"][:, 0])
                right.append(d["y"] >= 2)
                expected += d["expected"]
                if (d["y"] == 3).any():
                    main.append(float(d["y"][chosen(d["x"])[:, 0].argmax()] == 3))
                    model_main.append(float(d["y"][d["x"][:, 1].argmax()] == 3))

    def mean_precision(shares):
        hits = torch.cat(right)[torch.cat(shares).argsort(descending=True)].float()
        return 100 * float((hits.cumsum(0) / (torch.arange(len(hits)) + 1) * hits).sum() / expected)

    mean = lambda values: 100 * sum(values) / len(values)
    print(f"{len(documents)} reports; listed, mean precision: model {mean_precision(model_shares):.1f}, whole report "
          f"{mean_precision(shares):.1f}; main: model {mean(model_main):.1f}, whole report {mean(main):.1f} of {len(main)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--numbers", type=pathlib.Path, required=True)
    parser.add_argument("--annotations", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    given = parser.parse_args()
    documents = load(given)
    score(documents)
    what = "the numbers of crates/reading/src/happenings/listing.rs"
    networks.write(fit_listed(documents), given.out / "listed.tsv", what, "listing.py")
    networks.write(fit_main(documents), given.out / "main.tsv", what, "listing.py")


if __name__ == "__main__":
    main()
