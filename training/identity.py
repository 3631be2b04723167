"""Fits what tells whether two accounts are one happening, in three steps:

    python training/identity.py gold --data ../shared/data --annotations training/annotations --out target/training
        # before `training prepare`
    python training/identity.py vectors --model target/training/fitted.pt --arrays target/training --base $BASE \
        --out target/training/english.pt --epochs 40
        # the vector that happenings are compared by; then export the model
    cargo run --release -p evaluation -- pairs target/training/pairs-gold.jsonl > target/training/pairs.tsv
    python training/identity.py scorer --pairs target/training/pairs.tsv --out crates/story/data/identity.tsv

Marked chains: ECB+ topics 1 to 30, and the stories of `annotations/happenings.tsv` and `annotations/listed.tsv`.
"""

import argparse
import collections
import json
import pathlib
import xml.etree.ElementTree as ElementTree

import torch
from torch.nn import functional

import happenings
import networks

ECB_TOPICS = 30
HIDDEN = 24


def ecb_stories(data, topics):
    """Subtopics of ECB+ as stories: the sentences whose annotation is complete, with their chains."""
    complete = collections.defaultdict(set)
    folder = data / "crossdoc/ecbplus"
    for line in (folder / "ECBplus_coreference_sentences.csv").read_text().splitlines()[1:]:
        topic, name, number = line.split(",")
        complete[f"{topic}_{name}.xml"].add(int(number))
    stories = collections.defaultdict(list)
    for path in sorted(folder.glob("*/*.xml")):
        if int(path.parent.name) not in topics or not complete[path.name]:
            continue
        root = ElementTree.parse(path).getroot()
        text, places, sentence = "", {}, None
        for token in root.iter("token"):
            number = int(token.get("sentence"))
            if number not in complete[path.name]:
                continue
            if sentence is not None:
                text += " " if number == sentence else "\n\n"
            start = len(text.encode())
            text += token.text or ""
            places[token.get("t_id")] = (start, len(text.encode()))
            sentence = number
        chains = {}
        for relation in root.find("Relations"):
            name = relation.get("note") or "within " + path.name + relation.get("r_id")
            for source in relation.findall("source"):
                chains[source.get("m_id")] = name
        mentions = []
        for mark in root.find("Markables"):
            spans = [places[a.get("t_id")] for a in mark.findall("token_anchor") if a.get("t_id") in places]
            if spans and mark.tag.startswith(("ACTION", "NEG")):
                alone = f"alone {path.name} {mark.get('m_id')}"
                mentions.append([spans[0][0], spans[-1][1], chains.get(mark.get("m_id"), alone)])
        kind = "plus" if path.stem.endswith("plus") else ""
        stories[f"ecb {path.parent.name}{kind}"].append(
            {"id": path.name, "text": text, "titled": False, "published": None, "mentions": mentions}
        )
    return stories


def own_stories(data, annotations):
    """The annotated stories: the title as the first block, chains by their numbers."""
    stories = collections.defaultdict(list)
    document = None
    lines = [line for name in ("happenings.tsv", "listed.tsv") for line in open(annotations / name, encoding="utf-8")]
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "document":
            document = None
            if fields[1].startswith("stories/"):
                path = data / fields[1]
                report = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
                title = (report.get("title") or "").strip()
                before = title + "\n\n" if title else ""
                document = {
                    "id": path.name, "text": before + report["text"], "titled": bool(title),
                    "published": report.get("published"), "mentions": [], "shift": len(before.encode()),
                }
                stories[path.parent.name].append(document)
        elif document is not None and len(fields) > 5:
            at = document["shift"]
            document["mentions"].append([int(fields[0]) + at, int(fields[1]) + at, fields[5] or None])
    return stories


def gold(given):
    stories = ecb_stories(given.data, range(1, ECB_TOPICS + 1)) | own_stories(given.data, given.annotations)
    with open(given.out / "pairs-gold.jsonl", "w", encoding="utf-8") as out:
        for name, documents in stories.items():
            out.write(json.dumps({"story": name, "documents": documents}, ensure_ascii=False) + "\n")
    names = marked(stories, given.out / "identity.jsonl")
    (given.out / "identity-stories.json").write_text(json.dumps(names))


def scorer(given):
    """A network of one hidden layer over the pairs; a fifth of the stories is held back to see how well it does."""
    names, labels, rows = [], [], []
    for line in open(given.pairs, encoding="utf-8"):
        if "\t" not in line:
            continue
        name, label, *numbers = line.rstrip("\n").split("\t")
        names.append(name)
        labels.append(float(label))
        rows.append([float(x) for x in numbers])
    x, y = torch.tensor(rows), torch.tensor(labels)
    held = torch.tensor([happenings.fnv(name.split("plus")[0]) % 5 == 0 for name in names])
    own = torch.tensor([not name.startswith("ecb") for name in names])
    print(f"{len(y)} pairs, {int(y.sum())} of one happening; held back {int(held.sum())}")

    # Our stories are what the scorer is for; ECB+ has more pairs.
    weight = torch.where(own, 3.0, 1.0)

    def fit(use, epochs):
        torch.manual_seed(5)
        model = torch.nn.Sequential(torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))
        optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.02)
        index = use.nonzero()[:, 0]
        for epoch in range(epochs):
            for group in optimizer.param_groups:
                group["lr"] = 3e-3 * (1 - epoch / epochs) + 1e-4
            for part in index[torch.randperm(len(index))].split(256):
                loss = functional.binary_cross_entropy_with_logits(
                    model(x[part])[:, 0], y[part], weight[part], reduction="sum"
                ) / weight[part].sum()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return model

    def told(model, use, what):
        with torch.no_grad():
            guess = torch.sigmoid(model(x[use])[:, 0]) >= 0.5
        right = int((guess & (y[use] == 1)).sum())
        precision, recall = right / max(int(guess.sum()), 1), right / max(int(y[use].sum()), 1)
        print(f"{what}: precision {100 * precision:.1f} recall {100 * recall:.1f}")

    tried = fit(~held, given.epochs)
    told(tried, held, "held back")
    told(tried, held & own, "held back, our stories")
    told(tried, ~held, "fitted")
    model = fit(torch.ones_like(held), given.epochs)
    what = "figures/likeness.rs" if given.out.name == "quantities.tsv" else "merging/features.rs"
    networks.write(model, given.out, f"the features of pairs (crates/story/src/{what})", "identity.py")


def marked(stories, out):
    """Writes the stories' mentions in the form that `training prepare` reads, chains numbered through."""
    numbers = {}
    with open(out, "w", encoding="utf-8") as file:
        for name, documents in stories.items():
            for document in documents:
                marks = []
                for start, end, chain in document["mentions"]:
                    text = document["text"].encode()[start:end].decode().split()
                    # As `happenings.ecb` chooses the head of a mention of several words.
                    before = 0
                    if len(text) > 1 and text[-1].lower() not in happenings.PARTICLES:
                        before = len(" ".join(text[:-1]).encode()) + 1
                    number = numbers.setdefault((name, chain), len(numbers)) if chain else -1
                    marks.append(
                        {"span": [start + before, end], "classes": [1], "reality": -1, "weight": -1, "type": -1,
                         "placement": -1, "time": "?", "number": number}
                    )
                document = {"text": document["text"], "known": [], "marks": marks, "times": []}
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
    return {number: name for (name, _), number in numbers.items()}


def vectors(given):
    """Fits the projection of words to the vectors that happenings are compared by: mentions of one happening closer to
    each other than to other happenings of their story and of others (a softmax over cosines)."""
    import data
    import train

    inventory, special, _ = data.load(given.arrays, given.base / "vocab.txt")
    saved = torch.load(given.model, weights_only=False)
    model = train.Model(saved["config"], inventory["labels"], 0.0)
    model.load_state_dict(saved["model"])
    model.eval()
    names = json.loads((given.arrays / "identity-stories.json").read_text())
    corpus = data.Corpus(given.arrays / "identity.safetensors", special)
    found, chains = [], []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for group in data.batches(corpus.windows(saved["config"].window), 8192):
            batch = data.collate(group)
            known = batch["chain"] >= 0
            found.append(model.states(batch).words[known].float())
            chains.append(batch["chain"][known])
    x, chain = torch.cat(found).clone(), torch.cat(chains).clone()
    held = torch.tensor([happenings.fnv(names[str(int(c))].split("plus")[0]) % 5 == 0 for c in chain])
    print(f"{len(chain)} mentions of {len(set(chain.tolist()))} happenings")

    def score(layer, use):
        """How often the nearest other mention is of the same happening, of those that have one."""
        with torch.no_grad():
            v = functional.normalize(layer(x[use]), dim=-1)
            c = chain[use]
            near = (v @ v.T).fill_diagonal_(-2).argmax(-1)
            have = torch.tensor([int((c == one).sum()) > 1 for one in c])
            return 100 * float((c[near] == c)[have].float().mean())

    def fit(use):
        torch.manual_seed(3)
        layer = torch.nn.Linear(x.shape[1], train.tasks.Identity.SIZE)
        torch.nn.init.orthogonal_(layer.weight)
        optimizer = torch.optim.AdamW(layer.parameters(), lr=1e-3, weight_decay=0.05)
        index = use.nonzero()[:, 0]
        groups = collections.defaultdict(list)
        for i in index.tolist():
            groups[names[str(int(chain[i]))].removesuffix("plus")].append(i)
        groups = [torch.tensor(g) for g in groups.values()]
        for epoch in range(given.epochs):
            order = torch.randperm(len(groups))
            for a in range(0, len(groups), 4):
                rows = torch.cat([groups[i] for i in order[a : a + 4]])
                noise = functional.dropout(x[rows], 0.1)
                v, c = functional.normalize(layer(noise), dim=-1), chain[rows]
                scores = (v @ v.T / 0.1).fill_diagonal_(-1e4)
                same = (c[:, None] == c[None]).fill_diagonal_(False)
                have = same.any(-1)
                if not have.any():
                    continue
                logs = scores.log_softmax(-1)
                loss = -(logs.masked_fill(~same, 0).sum(-1) / same.sum(-1).clamp(min=1))[have].mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return layer

    plain = torch.nn.Linear(x.shape[1], train.tasks.Identity.SIZE)
    torch.nn.init.orthogonal_(plain.weight)
    print(f"not fitted: {score(plain, held):.1f}")
    tried = fit(~held)
    print(f"held back: {score(tried, held):.1f}, fitted: {score(tried, ~held):.1f}")
    layer = fit(torch.ones_like(held))
    saved["model"]["tasks.identity.linear.weight"] = layer.weight.detach().clone()
    saved["model"]["tasks.identity.linear.bias"] = layer.bias.detach().clone()
    torch.save(saved, given.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["vectors", "gold", "scorer"])
    parser.add_argument("--model", type=pathlib.Path)
    parser.add_argument("--arrays", type=pathlib.Path)
    parser.add_argument("--base", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--annotations", type=pathlib.Path)
    parser.add_argument("--pairs", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=12)
    given = parser.parse_args()
    {"vectors": vectors, "gold": gold, "scorer": scorer}[given.step](given)


if __name__ == "__main__":
    main()
