"""Mixes a run with the model file that it started from and fits the head of happenings to the mixture, whose encoder
stays as it is.

    python training/refit.py --model target/training/sixth.pt --file models/english.safetensors --share 0.65 \
        --arrays target/training --base $BASE --out target/training/refit.pt
"""

import argparse
import pathlib
import types

import torch
from torch.nn import functional

import data
import stored
import tasks
import train


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("model", "file", "arrays", "base", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="the run's part of the mixture")
    parser.add_argument("--epochs", type=int, default=6)
    given = parser.parse_args()
    torch.manual_seed(31)
    inventory, special, _ = data.load(given.arrays, given.base / "vocab.txt")
    saved = torch.load(given.model, weights_only=False)
    before = stored.state(given.file, inventory["labels"])
    for name, weight in saved["model"].items():
        # What the file lacks is the run's alone.
        if name in before:
            saved["model"][name] = given.share * weight + (1 - given.share) * before[name]
    model = train.Model(saved["config"], inventory["labels"], 0.0)
    model.load_state_dict(saved["model"])
    model.eval()
    corpus = data.Corpus(given.arrays / "happenings-train.safetensors", special)
    windows = [w for w in corpus.windows(saved["config"].window) if (w.happening[:, 0] != 0).any()]
    kept = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for group in data.batches(windows, 8192):
            batch = data.collate(group)
            kept.append((model.states(batch).words.bfloat16(), {n: batch[n] for n in ("happening", "time", "words")}))
    kept = [(words.clone(), {n: v.clone() if torch.is_tensor(v) else v for n, v in batch.items()}) for words, batch in kept]
    head = model.tasks["happening"]
    head.train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=5e-4, weight_decay=0.01)
    for epoch in range(given.epochs):
        total = 0.0
        for group in optimizer.param_groups:
            group["lr"] = 5e-4 * (1 - epoch / given.epochs)
        for i in torch.randperm(len(kept)).tolist():
            words, batch = kept[i]
            loss = head.loss(types.SimpleNamespace(words=functional.dropout(words.float(), 0.1)), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
        print(f"epoch {epoch}: {total / len(kept):.4f}", flush=True)
    head.eval()
    saved["model"] = model.state_dict()
    torch.save(saved, given.out)
    for name in ("happenings-dev", "timeml-dev"):
        found = train.evaluate(model, data.Corpus(given.arrays / f"{name}.safetensors", special).windows(256))
        print(name, {n: round(v, 2) for n, v in found.items() if n in tasks_shown()}, flush=True)


def tasks_shown():
    """What of the scores is about happenings."""
    return {"happening F1", "class F1", "listed F1", "time F1", *tasks.Happening.PARTS}


if __name__ == "__main__":
    main()
