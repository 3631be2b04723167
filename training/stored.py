"""Reads a model file back, to train it further."""

import json

import torch
from safetensors import safe_open

LAYERS = ("arc_head", "arc_dep", "rel_head", "rel_dep")


def state(path, labels):
    """The weights of a model file under the names that the trainer's model has for them.

    Rounded weights are taken as they are; a head that the file lacks is missing. Fails where the file's labels are not `labels`: the
    outputs of its heads would mean something else.
    """
    with safe_open(path, "pt") as file:
        stored = json.loads(file.metadata()["labels"])
        if any(labels.get(head) != names for head, names in stored.items()):
            raise SystemExit(f"{path}: its labels are not those of the arrays; train from --base")
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    found = {}
    for name, tensor in tensors.items():
        if name == "vocab" or name.endswith("scale"):
            continue
        scale = name.removesuffix(".weight") + ".scale"
        if scale in tensors:
            tensor = tensor.float() * tensors[scale][:, None]
        found[renamed(name)] = tensor.float()
    return found


def renamed(name):
    """The trainer's name of a tensor of the model file."""
    first, *rest = name.split(".")
    if first == "layer":
        return ".".join(["encoder", "layers", *rest])
    if first == "embeddings":
        return ".".join(["encoder", *(rest if rest[0] == "norm" else [rest[0], "weight"])])
    if rest[0] in ("arc", "rel", "root"):
        return f"tasks.tree.{rest[0]}"
    if rest[0] in LAYERS:
        return f"tasks.tree.{rest[0]}.0.{rest[1]}"
    if rest[-1] == "transitions":
        return f"tasks.{rest[0]}.transitions"
    return f"tasks.{rest[0]}.linear.{rest[1]}"
