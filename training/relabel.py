"""Gives the texts that are annotated for happenings the names and attributions that an earlier model finds in them, so that
a run that learns happenings does not unlearn those.

    python training/relabel.py --file models/english.safetensors --arrays target/training --base $BASE

It rewrites `happenings-train.safetensors`. The names count as automatic ones (`Names.AUTOMATIC` in `tasks.py`).
"""

import argparse
import pathlib

import numpy
import torch
from safetensors.numpy import load_file, save_file

import chain
import data
import network
import stored
import train


@torch.inference_mode()
def label(model, corpus, arrays):
    """Fills the columns of names and of attributions."""
    # The number of each word of the corpus comes back in the windows' columns.
    corpus.names = numpy.arange(len(corpus.names))
    for group in data.batches(corpus.windows(256), 8192):
        batch = data.collate(group)
        words = batch["names"].numpy()
        with torch.autocast("cpu", torch.bfloat16):
            states = model.states(batch)
        everything = torch.ones(len(words), dtype=torch.bool)
        names = model.tasks["names"]
        path = chain.best(names.steps(names.logits(states), everything, batch["lengths"]))
        arrays["names"][words] = path
        roles = model.tasks["attribution"]
        steps = roles.steps(roles.logits(states), everything, batch["words"])
        for i in range(len(roles.ROLES)):
            arrays["attribution"].reshape(-1, len(roles.ROLES))[words, i] = chain.best(steps[:, i])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("file", "arrays", "base"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    given = parser.parse_args()
    inventory, special, _ = data.load(given.arrays, given.base / "vocab.txt")
    model = train.Model(network.Config(), inventory["labels"], 0.0)
    model.load_state_dict(stored.state(given.file, inventory["labels"]), strict=False)
    model.eval()
    path = given.arrays / "happenings-train.safetensors"
    arrays = load_file(path)
    label(model, data.Corpus(path, special), arrays)
    save_file(arrays, path)
    for name in ("names", "attribution"):
        print(f"{name}: {(arrays[name] > 0).mean():.1%} of the labels are not outside")


if __name__ == "__main__":
    main()
