"""Fits what tells whether two numbers measure one thing, in two steps around `evaluation -- quantities`:

    python training/quantities.py gold --data ../shared/data --annotations training/annotations --out target/training
    cargo run --release -p evaluation -- quantities target/training/quantities-gold.jsonl > target/training/quantities.tsv
    python training/identity.py scorer --pairs target/training/quantities.tsv --out crates/story/data/quantities.tsv

The numbers are those of `annotations/quantities.tsv`: 54 stories, of ECB+ topics 1 to 30 and of `data/stories`.
"""

import argparse
import json
import pathlib

import happenings


def text_of(name, data):
    """A document as it was annotated: whether its first block is a title, its text, and when it was published."""
    if name.startswith("ecbplus/"):
        topic = name.split("/")[1].split("_")[0]
        return False, happenings.ecb(data / "crossdoc/ecbplus" / topic / name.split("/")[1], set())["text"], None
    report = json.loads((data / name).read_text(encoding="utf-8").splitlines()[0])
    title = (report.get("title") or "").strip()
    return bool(title), (title + "\n\n" if title else "") + report["text"], report.get("published")


def gold(given):
    stories, story, document = [], None, None
    for line in open(given.annotations / "quantities.tsv", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if line.startswith("#"):
            continue
        if fields[0] == "story":
            story = {"story": fields[1].replace("st_", ""), "documents": []}
            stories.append(story)
        elif fields[0] == "document":
            titled, text, published = text_of(fields[1], given.data)
            document = {"id": fields[1], "titled": titled, "text": text, "published": published, "mentions": []}
            story["documents"].append(document)
        else:
            start, end = int(fields[0]), int(fields[1])
            alone = f"alone {document['id']} {start}"
            document["mentions"].append([start, end, fields[2] if len(fields) > 2 and fields[2] else alone])
    with open(given.out / "quantities-gold.jsonl", "w", encoding="utf-8") as out:
        for story in stories:
            out.write(json.dumps(story, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["gold"])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--annotations", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    gold(parser.parse_args())


if __name__ == "__main__":
    main()
