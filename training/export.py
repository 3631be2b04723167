"""Writes the model file that the Rust program loads, and a reference to check it against.

    python training/export.py --model target/training/english.pt --arrays target/training \
        --base DIR --out models/english.safetensors
"""

import argparse
import hashlib
import json
import pathlib

import torch
from safetensors.torch import save_file

import data
import network
import quantise
import train

FORMAT, VERSION = "rapporteur-language", "3"
DATA = (
    "UD English EWT 2.16 and GUM (without its non-commercial genres), with names annotated for "
    "this project; PolNeAR 1.0.0 with its automatic CoreNLP annotation"
)
LICENCES = (
    "encoder all-MiniLM-L6-v2: Apache-2.0; EWT annotations CC BY-SA 4.0; GUM annotations "
    "CC BY 4.0, texts by genre; PolNeAR: none stated; see english.md"
)


def in_order(path):
    """Writes the header of a safetensors file with sorted keys: the same model, the same bytes."""
    content = path.read_bytes()
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.dumps(json.loads(content[8:end]), sort_keys=True, ensure_ascii=False).encode()
    # The numbers after it stay aligned.
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + content[end:])
    path.chmod(0o644)


def quantised(tensors, name, weight):
    tensors[f"{name}.weight"], tensors[f"{name}.scale"] = quantise.stored(weight)


def encoder_tensors(encoder):
    tensors = {}
    values, scale = quantise.stored(encoder.word.weight)
    tensors["embeddings.word"], tensors["embeddings.word.scale"] = values, scale
    for name in ("position", "shape", "gap"):
        tensors[f"embeddings.{name}"] = getattr(encoder, name).weight
    for kind in ("weight", "bias"):
        tensors[f"embeddings.norm.{kind}"] = getattr(encoder.norm, kind)
    for i, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            linear = getattr(layer, part)
            quantised(tensors, f"layer.{i}.{part}", linear.weight)
            tensors[f"layer.{i}.{part}.bias"] = linear.bias
        for part in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                tensors[f"layer.{i}.{part}.{kind}"] = getattr(getattr(layer, part), kind)
    return tensors


def head_tensors(tasks):
    linears = {n: t.linear for n, t in tasks.items() if hasattr(t, "linear")}
    tree = tasks["tree"]
    for name in ("arc_head", "arc_dep", "rel_head", "rel_dep"):
        linears[name] = getattr(tree, name)[0]
    tensors = {}
    for name, linear in linears.items():
        tensors[f"head.{name}.weight"] = linear.weight
        tensors[f"head.{name}.bias"] = linear.bias
    tensors["head.arc.weight"] = tree.arc
    tensors["head.rel.weight"] = tree.rel
    tensors["head.root"] = tree.root
    tensors["head.names.transitions"] = tasks["names"].transitions
    # Half precision is enough for what is added up only once.
    return {n: t.half() if n.endswith(".weight") else t for n, t in tensors.items()}


@torch.no_grad()
def mean(states, shares):
    """The mean of the weights of runs that began from each other (Wortsman et al., 2022)."""
    return {name: sum(s[name] * share for s, share in zip(states, shares)) for name in states[0]}


def as_stored(model):
    """Makes the model's weights what the file holds."""
    for weight in model.encoder.eight_bit():
        weight.copy_(quantise.rounded_weight(weight))
    for name, parameter in model.tasks.named_parameters():
        if not name.endswith((".bias", ".root", ".transitions")):
            parameter.copy_(parameter.half())


def scores(model, arrays, special, title):
    for name in ("ewt-dev", "gum-reports-dev", "gum-others-dev", "news-dev"):
        corpus = data.Corpus(arrays / f"{name}.safetensors", special)
        windows = corpus.windows(network.Config.window)
        # A quarter of the news is enough.
        windows = windows[::4] if name.startswith("news") else windows
        found = train.evaluate(model, windows, fast=False)
        print(title, name, {n: round(v, 2) for n, v in found.items()}, flush=True)


def reference(model, window):
    """Inputs and outputs of one window, with and without rounding of activations.

    Weights are those of the file in both.
    """
    batch = data.collate([window], multiple=1)
    out = {name: batch[name].int() for name in ("ids", "shapes", "gaps")}
    for name in ("atom_first", "word_first", "word_last"):
        out[name] = batch[name].int()
    out["lengths"] = torch.tensor(batch["lengths"]).int()
    for name, use in (("float", False), ("int8", True)):
        network.Linear.rounded = use
        hidden = model.encoder(batch["ids"], batch["shapes"], batch["gaps"], batch["mask"])
        out[f"hidden.{name}"] = hidden[0]
        states = train.tasks.States(hidden, batch, model.dropout)
        for task_name, task in model.tasks.items():
            if task_name == "tree":
                words, rows, columns = task.sentences(states, batch)
                arcs = task.arcs(words, batch["lengths"])[rows, columns]
                out[f"arc.{name}"] = arcs
                heads = arcs.argmax(-1)
                out[f"rel.{name}"] = task.relations(words, rows, columns, heads)
                out[f"arc_best.{name}"] = heads.int()
            else:
                out[f"{task_name}.{name}"] = task.logits(states).flatten(1)
    network.Linear.rounded = False
    return {name: tensor.contiguous() for name, tensor in out.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--model", type=pathlib.Path, nargs="+", required=True, help="of several the mean of weights"
    )
    parser.add_argument("--shares", type=float, nargs="+", help="each model's part of the mean")
    parser.add_argument("--arrays", type=pathlib.Path, required=True)
    parser.add_argument("--base", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--name", default="english")
    parser.add_argument("--reference", type=pathlib.Path)
    parser.add_argument("--evaluate", action="store_true")
    given = parser.parse_args()
    inventory, special, vocabulary = data.load(given.arrays, given.base / "vocab.txt")
    saved = [torch.load(path, weights_only=False) for path in given.model]
    shares = given.shares or [1 / len(saved)] * len(saved)
    if len(shares) != len(saved) or abs(sum(shares) - 1) > 1e-6:
        parser.error("--shares wants a number for each model, 1 in all")
    config = saved[0]["config"]
    model = train.Model(config, inventory["labels"], 0.0)
    model.load_state_dict(mean([one["model"] for one in saved], shares))
    model.eval()
    tensors = encoder_tensors(model.encoder) | head_tensors(model.tasks)
    tensors["vocab"] = torch.frombuffer(
        bytearray("\n".join(vocabulary).encode()), dtype=torch.uint8
    )
    sizes = {
        "layers": config.layers,
        "hidden": config.hidden,
        "heads": config.heads,
        "ffn": config.ffn,
        "window": config.window,
        "arc": config.arc,
        "rel": config.rel,
        "quantised": f"weights ±{quantise.LIMIT}, activations u8 a row",
    }
    metadata = {
        "format": FORMAT,
        "version": VERSION,
        "name": given.name,
        "labels": json.dumps(inventory["labels"], ensure_ascii=False),
        "splits": json.dumps(inventory["splits"], ensure_ascii=False),
        "config": json.dumps(sizes, ensure_ascii=False),
        "data": DATA,
        "licences": LICENCES,
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    plain = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    save_file(plain, given.out, metadata)
    in_order(given.out)
    content = given.out.read_bytes()
    print(f"{hashlib.sha256(content).hexdigest()}  {given.out.name} ({len(content)} bytes)")
    with torch.inference_mode():
        if given.evaluate:
            scores(model, given.arrays, special, "float")
        as_stored(model)
        if given.evaluate:
            network.Linear.rounded = True
            scores(model, given.arrays, special, "int8")
        if given.reference:
            windows = data.Corpus(given.arrays / "ewt-dev.safetensors", special).windows(256)
            longest = max(windows, key=lambda w: len(w.lengths) + len(w.ids))
            save_file(reference(model, longest), given.reference)


if __name__ == "__main__":
    main()
