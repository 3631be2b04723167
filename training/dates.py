"""Fits what tells when a happening was, in two steps around `evaluation -- dates`:

    python training/dates.py gold --data ../shared/data --annotations training/annotations --out target/training
    cargo run --release -p evaluation -- dates target/training/dates-gold.jsonl > target/training/dates.tsv
    python training/dates.py fit --gold target/training/dates-gold.jsonl --candidates target/training/dates.tsv \\
        --out crates/reading/data/happenings/dates.tsv

The dates are those of `annotations/happenings.tsv`, `listed.tsv` and `listed-kept.tsv`; `happenings.py` says which documents are held back, and what is
fitted on the others is scored on them before all are fitted together.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re

import numpy
import torch

import happenings
import networks

HIDDEN = 32
DAY = datetime.timedelta(1)


def gold(given):
    files = ("happenings.tsv", "listed.tsv", "listed-kept.tsv")
    documents = [document for name in files for document in happenings.own(given.annotations / name, given.data)]
    with open(given.out / "dates-gold.jsonl", "w", encoding="utf-8") as out:
        for document in documents:
            if document["id"].startswith("stories/"):
                report = json.loads((given.data / document["id"]).read_text(encoding="utf-8").splitlines()[0])
                document["title"] = report.get("title")
            document["held"] = happenings.fnv(document["id"]) % happenings.HELD_BACK == 0
            out.write(json.dumps(document, ensure_ascii=False) + "\n")


def days(value):
    """First and last day of a TIMEX3 value or of a date of the annotation; None where it has none."""
    value = value.split("T")[0]
    if ".." in value:
        first, last = (days(part) for part in value.split(".."))
        return first and last and (first[0], last[1])
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(?:-(\d|WE))?", value):
        week = lambda day: datetime.date.fromisocalendar(int(match[1]), int(match[2]), day)
        try:
            if match[3] == "WE":
                return week(6), week(7)
            return (week(int(match[3])),) * 2 if match[3] else (week(1), week(7))
        except ValueError:
            return None
    try:
        if re.fullmatch(r"\d{4}", value):
            return datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
        if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
            year, month = int(match[1]), int(match[2])
            after = datetime.date(year + month // 12, month % 12 + 1, 1)
            return datetime.date(year, month, 1), after - DAY
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return (datetime.date.fromisoformat(value),) * 2
    except ValueError:
        return None
    parts = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "SP": (3, 6), "SU": (6, 9), "FA": (9, 12)}
    if (match := re.fullmatch(r"(\d{4})-(\w\w)", value)) and match[2] in parts:
        first, last = parts[match[2]]
        return days(f"{match[1]}-{first:02}")[0], days(f"{match[1]}-{last:02}")[1]
    return None


def acceptable(mark, published, candidates):
    """Which candidates are right; none where the annotation does not tell."""
    date, time = mark["date"], mark["time"]
    told = days(date) if date and not date.startswith("..") else None
    right = []
    for start, end, value in candidates:
        if value == "news":
            bound = date.startswith("..")
            recent = told and published and told[0] >= published - DAY and told[1] <= published
            # Nothing is said of what has no weight.
            right.append(time is None and bool(bound or recent or not date and mark["weight"] < 2))
        elif value == "untold":
            right.append(time is None and (not date or date.startswith("..") and mark["weight"] < 3))
        else:
            pointed = time is not None and start < time[1] and time[0] < end
            equal = told is not None and days(value) == told
            right.append(pointed or equal)
    if told and not any(right):
        # A month for a day in it, where nothing closer is read.
        for at, (_, _, value) in enumerate(candidates):
            wide = days(value)
            right[at] = bool(wide and wide[0] <= told[0] and told[1] <= wide[1] and (wide[1] - wide[0]).days < 32)
    if told and not any(right):
        right = [value == "untold" for _, _, value in candidates]
    return right


def load(given):
    documents = {}
    for line in open(given.gold, encoding="utf-8"):
        document = json.loads(line)
        documents[document["id"]] = document
    groups = collections.OrderedDict()
    for line in open(given.candidates, encoding="utf-8"):
        if line.count("\t") < 7:
            continue
        name, first, last, start, end, value, numbers = line.rstrip("\n").split("\t", 6)
        group = groups.setdefault((name, int(first), int(last)), ([], []))
        group[0].append((int(start), int(end), value))
        group[1].append(numpy.fromstring(numbers, dtype=numpy.float32, sep="\t"))
    kept = []
    for (name, first, last), (candidates, numbers) in groups.items():
        document = documents[name]
        overlaps = (mark for mark in document["marks"] if mark["span"][0] < last and first < mark["span"][1])
        mark = next(overlaps, None)
        if mark is None:
            continue
        published = days(document["published"][:10]) if document["published"] else None
        published = published and published[1]
        right = acceptable(mark, published, candidates)
        if any(right):
            kept.append(
                {"document": name, "held": document["held"], "mark": mark, "published": published,
                 "candidates": candidates, "x": torch.tensor(numpy.stack(numbers)), "right": torch.tensor(right)}
            )
    return kept


def fit_network(rows, epochs):
    torch.manual_seed(7)
    inputs = rows[0]["x"].shape[1]
    model = torch.nn.Sequential(torch.nn.Linear(inputs, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.03)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / epochs) + 1e-4
        order = torch.randperm(len(rows)).tolist()
        for at in range(0, len(order), 64):
            part = [rows[i] for i in order[at : at + 64]]
            sums = model(torch.cat([row["x"] for row in part]))[:, 0]
            loss = 0.0
            for row, scores in zip(part, sums.split([len(row["x"]) for row in part])):
                logs = scores.log_softmax(0)
                # What an editor lists counts for more.
                weight = (0.5, 0.5, 2.0, 2.0)[row["mark"]["weight"]]
                loss = loss - weight * logs[row["right"]].logsumexp(0)
            loss = loss / len(part)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


def score(model, rows, what):
    """How often the chosen time is right, of what an editor lists; and of the words that tell a time which are found."""
    counts = collections.Counter()
    with torch.no_grad():
        for row in rows:
            shares = model(row["x"])[:, 0].softmax(0).tolist()
            together = collections.defaultdict(float)
            for (_, _, value), share in zip(row["candidates"], shares):
                together[value] += share
            best = max(range(len(shares)), key=lambda i: (together[row["candidates"][i][2]], shares[i]))
            right, value = bool(row["right"][best]), row["candidates"][best][2]
            expression = value not in ("news", "untold")
            if row["mark"]["weight"] >= 2:
                counts["listed"] += 1
                counts["listed right"] += right
                date = row["mark"]["date"]
                if date and not date.startswith(".."):
                    counts["dated"] += 1
                    same = expression and days(value) == days(date)
                    news = value == "news" and row["published"] and days(date)[0] >= row["published"] - DAY and days(date)[1] <= row["published"]
                    counts["dated right"] += bool(same or news)
            counts["words"] += row["mark"]["time"] is not None
            counts["chosen"] += expression
            counts["chosen right"] += expression and right
            counts["words right"] += expression and right and row["mark"]["time"] is not None
    share = lambda a, b: f"{100 * counts[a] / max(counts[b], 1):.1f} of {counts[b]}"
    print(f"{what}: listed {share('listed right', 'listed')}, dated {share('dated right', 'dated')}, "
          f"words precision {share('chosen right', 'chosen')} recall {share('words right', 'words')}")


def fit(given):
    rows = load(given)
    held = [row for row in rows if row["held"]]
    others = [row for row in rows if not row["held"]]
    print(len(rows), "happenings,", len(held), "held back")
    tried = fit_network(others, given.epochs)
    score(tried, others, "fitted")
    score(tried, held, "held back")
    model = fit_network(rows, given.epochs)
    networks.write(model, given.out, "the numbers of crates/reading/src/happenings/dating/features.rs", "dates.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["gold", "fit"])
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--annotations", type=pathlib.Path)
    parser.add_argument("--gold", type=pathlib.Path)
    parser.add_argument("--candidates", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=25)
    given = parser.parse_args()
    {"gold": gold, "fit": fit}[given.step](given)


if __name__ == "__main__":
    main()
