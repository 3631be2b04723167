"""Trains the language analyser: one encoder and the heads of all tasks, together.

    python training/train.py --arrays target/training --base DIR --out target/training/english.pt

`--base` is the folder of the pre-trained encoder (model.safetensors, vocab.txt). The run is
seeded and can be resumed from its last checkpoint with `--resume`.
"""

import argparse
import collections
import concurrent.futures
import copy
import math
import pathlib
import time

import numpy
import torch
from safetensors.torch import load_file

import data
import network
import quantise
import stored
import tasks


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arrays", type=pathlib.Path, required=True)
    parser.add_argument("--base", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5])
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--larger", type=pathlib.Path, help="start from some layers of this model")
    start.add_argument("--file", type=pathlib.Path, help="start from this model file")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--quantised-epochs", type=int, default=2)
    parser.add_argument("--news", type=float, default=0.4, help="share of news pieces in an epoch")
    parser.add_argument("--whole", type=float, default=1.0, help="share of the treebanks in an epoch")
    parser.add_argument("--pieces", type=int, default=4096, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--frozen", type=int, default=0, help="layers that stay as they are, with the embeddings")
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--word-dropout", type=float, default=0.03)
    parser.add_argument("--average", type=float, default=0.995, help="decay of the mean weights")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, help="shorten the run to end in so many minutes")
    parser.add_argument("--workers", type=int, default=2, help="threads")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


class Model(torch.nn.Module):
    """Encoder and heads."""

    def __init__(self, config, labels, dropout):
        super().__init__()
        self.encoder = network.Encoder(config, dropout)
        self.tasks = tasks.tasks(config, labels)
        self.dropout = network.Dropout(dropout)

    def states(self, batch):
        hidden = self.encoder(batch["ids"], batch["shapes"], batch["gaps"], batch["mask"])
        return tasks.States(hidden, batch, self.dropout)


class Workers:
    """Bfloat16 copies of the model, one a thread, which compute; the float model is updated.

    In the last part of the run the copies hold the weights as they are after rounding to eight
    bits, so that the model learns to live with it; gradients pass straight through.
    """

    def __init__(self, model, count, seed):
        self.masters = list(model.parameters())
        self.eight_bit = model.encoder.eight_bit()
        self.models = [copy.deepcopy(model).bfloat16() for _ in range(count)]
        for i, working in enumerate(self.models):
            network.seed_dropout(working, seed + i)
        # One thread of computation a worker: the workers do not wait for each other at every
        # operation, which matters where the processor is shared.
        self.threads = concurrent.futures.ThreadPoolExecutor(
            count, initializer=torch.set_num_threads, initargs=(1,)
        )

    @torch.no_grad()
    def refresh(self, quantised):
        first = list(self.models[0].parameters())
        torch._foreach_copy_(first, self.masters)
        if quantised:
            for working, master in zip(self.models[0].encoder.eight_bit(), self.eight_bit):
                working.copy_(quantise.rounded_weight(master))
        for other in self.models[1:]:
            torch._foreach_copy_(list(other.parameters()), first)

    @staticmethod
    def _compute(model, group):
        batch = data.collate(group)
        states = model.states(batch)
        parts = {n: t.weight * t.loss(states, batch) for n, t in model.tasks.items()}
        sum(parts.values()).backward()
        return {n: float(part.detach()) for n, part in parts.items()}

    def gradients(self, groups):
        """Computes a batch for each worker; returns the mean losses, leaves the mean gradients."""
        futures = [
            self.threads.submit(self._compute, model, group)
            for model, group in zip(self.models, groups)
        ]
        found = [future.result() for future in futures]
        with torch.no_grad():
            for copies in zip(self.masters, *(m.parameters() for m in self.models)):
                master, grads = copies[0], [c.grad for c in copies[1:] if c.grad is not None]
                if not grads:
                    # A step of news alone says nothing of trees.
                    master.grad = None
                    continue
                if master.grad is None:
                    master.grad = torch.zeros_like(master)
                master.grad.copy_(grads[0])
                for grad in grads[1:]:
                    master.grad.add_(grad)
                master.grad.div_(len(found))
                for working in copies[1:]:
                    working.grad = None
        return {n: sum(parts[n] for parts in found) / len(found) for n in found[0]}


def take_over(model, state, layers):
    """Starts a smaller model from the heads and some of the layers of a larger one."""
    names = {}
    for name in model.state_dict():
        parts = name.split(".")
        if name.startswith("encoder.layers."):
            parts[2] = str(layers[int(parts[2])])
        names[name] = ".".join(parts)
    model.load_state_dict({name: state[source] for name, source in names.items()})


def groups(model, given):
    """Parameter groups: deeper layers learn faster, heads fastest; no decay of vectors."""
    layers = len(given.layers)
    found = collections.defaultdict(list)
    for name, parameter in model.named_parameters():
        rate = given.head_rate
        if name.startswith("encoder.layers."):
            rate = given.rate * given.layer_decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and not name.startswith(("encoder.shape", "encoder.gap")):
            rate = given.rate * given.layer_decay**layers
        found[rate, 0.01 if parameter.dim() > 1 else 0.0].append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": decay}
        for (rate, decay), parameters in found.items()
    ]


def evaluate(model, windows, fast=True):
    """The scores of every task on a development set; words, sentences and trees as given."""
    model.eval()
    counts = collections.Counter()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast):
        for group in data.batches(windows, 8192):
            batch = data.collate(group)
            states = model.states(batch)
            for task in model.tasks.values():
                task.count(states, batch, counts)
    model.train()
    scores = {}
    for task in model.tasks.values():
        scores |= task.scores(counts)
    return scores


def epoch_windows(whole, news, given, random):
    """The windows of an epoch: a share of the documents of the corpora `whole`, and a slice of the news."""
    limit = [128, 192, 256]
    windows = []
    for corpus in whole:
        for document in range(corpus.documents()):
            size = limit[int(random.integers(len(limit)))]
            if random.random() < given.whole:
                windows += corpus.windows(size, [document])
    wanted = given.news / (1 - given.news) * sum(len(w.ids) for w in windows)
    for document in random.permutation(news.documents()):
        if wanted <= 0:
            break
        added = news.windows(256, [document])
        wanted -= sum(len(w.ids) for w in added)
        windows += added
    return windows


def schedule(progress):
    """Warm-up, then half a cosine to a hundredth."""
    warm = 0.06
    if progress < warm:
        return progress / warm
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm)))


def main():
    given = arguments()
    torch.manual_seed(given.seed)
    random = numpy.random.default_rng(given.seed)
    inventory, special, vocabulary = data.load(given.arrays, given.base / "vocab.txt")
    strange = data.strange_pieces(vocabulary)
    config = network.Config(layers=len(given.layers))
    model = Model(config, inventory["labels"], given.dropout)
    if given.larger:
        take_over(model, torch.load(given.larger, weights_only=False)["model"], given.layers)
    elif given.file:
        # A head that the file lacks begins anew.
        missing, unexpected = model.load_state_dict(stored.state(given.file, inventory["labels"]), strict=False)
        if unexpected:
            raise SystemExit(f"{given.file}: no such part of the model: {unexpected[0]}")
        print("new parts:", missing)
    else:
        model.encoder.load_bert(load_file(given.base / "model.safetensors"), given.layers)
    if given.frozen:
        for part in (model.encoder.word, model.encoder.position, model.encoder.shape, model.encoder.gap,
                     model.encoder.norm, *model.encoder.layers[: given.frozen]):
            part.requires_grad_(False)
    averaged = copy.deepcopy(model)
    base_rates = groups(model, given)
    optimizer = torch.optim.AdamW(base_rates, betas=(0.9, 0.98), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]

    def corpus(name):
        return data.Corpus(given.arrays / f"{name}.safetensors", special)

    whole, news = [corpus("treebank-train"), corpus("written-train")], corpus("news-train")
    happenings = corpus("happenings-train")
    held = {
        name: corpus(name).windows(config.window)
        for name in ("ewt-dev", "gum-reports-dev", "news-dev", "happenings-dev", "timeml-dev", "ecb-dev")
    }
    held["news-dev"] = held["news-dev"][::4]
    checkpoint = given.out.with_suffix(".checkpoint")
    first, step, spent, done_share = 0, 0, 0.0, 0.0
    if given.resume:
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["averaged"])
        optimizer.load_state_dict(saved["optimizer"])
        random.bit_generator.state = saved["random"]
        torch.set_rng_state(saved["torch"])
        first, step = saved["epoch"], saved["step"]
        spent, done_share = saved["spent"], saved["share"]
    # The dropout of a resumed run is seeded by where it goes on.
    workers = Workers(model, given.workers, given.seed + first * given.workers)
    epoch, share = first, done_share
    while share < 1:
        windows = epoch_windows(whole, news, given, random)
        windows += [w for w in happenings.windows(256) if (w.happening[:, 0] != 0).any()]
        varied = [
            data.vary(w, random, special[1], given.word_dropout, strange) for w in windows
        ]
        groups_ = data.batches(varied, given.pieces // given.workers, random)
        groups_ = [groups_[i::given.workers] for i in range(given.workers)]
        steps = list(zip(*groups_))
        begun, losses, seen = time.time(), collections.Counter(), 0
        for i, step_groups in enumerate(steps):
            share = (epoch + i / len(steps)) / given.epochs
            if given.minutes:
                # The run must end in time: progress is that of the clock.
                share = max(share, (spent + time.time() - begun) / (60 * given.minutes))
            if share >= 1:
                break
            workers.refresh(share >= 1 - given.quantised_epochs / given.epochs)
            factor = schedule(share)
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            parts = workers.gradients(step_groups)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            decay = min(given.average, (1 + step) / (10 + step))
            with torch.no_grad():
                means, values = list(averaged.parameters()), list(model.parameters())
                torch._foreach_lerp_(means, values, 1 - decay)
            losses.update(parts)
            seen += sum(len(w.ids) for group in step_groups for w in group)
            if i % 20 == 0:
                print(
                    f"epoch {epoch} step {i}/{len(steps)} share {share:.3f} "
                    f"loss {sum(parts.values()):.3f} {seen / (time.time() - begun):.0f} pieces/s",
                    flush=True,
                )
        epoch += 1
        share = max(epoch / given.epochs, share)
        count = max(i + 1, 1)
        print(f"epoch {epoch}:", {n: round(v / count, 3) for n, v in losses.items()}, flush=True)
        for name, windows in held.items() if epoch % 2 == 0 or share >= 1 else ():
            scores = evaluate(averaged, windows)
            print(f"  {name}:", {n: round(v, 2) for n, v in scores.items()}, flush=True)
        spent += time.time() - begun
        saved = {
            "model": model.state_dict(),
            "averaged": averaged.state_dict(),
            "optimizer": optimizer.state_dict(),
            "random": random.bit_generator.state,
            "torch": torch.get_rng_state(),
            "epoch": epoch,
            "step": step,
            "spent": spent,
            "share": share,
        }
        torch.save(saved, checkpoint)
        torch.save({"config": config, "model": averaged.state_dict()}, given.out)


if __name__ == "__main__":
    main()
