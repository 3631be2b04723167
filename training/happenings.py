"""Brings the annotations of happenings into one form for `training prepare`.

    python training/happenings.py --data ../shared/data --annotations training/annotations --out target/training

Reads TimeML files, ECB+ and our own annotations by offset (`annotations/happenings.tsv`, whose texts are those of
PolNeAR, ECB+, the stories and the pages in the data folder) and writes `happenings-train.jsonl`, `happenings-dev.jsonl`
(our own files that are kept back) and `timeml-dev.jsonl`: one document a line, `text` with blank lines between its
blocks and spans in bytes.
"""

import argparse
import collections
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

CLASSES = ("none", "occurrence", "announcement", "speech", "plan", "state", "perception", "aspect")
REALITIES = ("asserted", "planned", "possible", "conditional", "denied", "generic")
TYPES = (
    "none AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()
LETTERS = {"o": 1, "a": 2, "s": 3, "i": 4, "t": 5, "p": 6, "c": 7}
REALITY_LETTERS = {"a": 0, "p": 1, "m": 2, "c": 3, "n": 4, "g": 5}
# Which of our classes a class of TimeML or ECB+ may be.
TIMEML = {
    "OCCURRENCE": [1], "REPORTING": [2, 3], "I_ACTION": [2, 4], "I_STATE": [4], "STATE": [5], "PERCEPTION": [6],
    "ASPECTUAL": [7],
}
ECB = {
    "OCCURRENCE": [1], "REPORTING": [2, 3], "CAUSATIVE": [1], "STATE": [5], "PERCEPTION": [6], "ASPECTUAL": [7],
    "GENERIC": [1, 2, 3, 4, 5, 6, 7],
}
# What a mention of several words ends with where its first word is the verb: "checked into".
PARTICLES = set("in into out up off down on over to for with from at by away back through of against about".split())
BEFORE, OVERLAP, AFTER = 0, 1, 2
# One document of our own in so many is kept back.
HELD_BACK = 12
# A weight that is 0 or 1.
NOT_LISTED = -2


def fnv(name):
    """FNV-1a, as `evaluation` splits the TimeML files."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


def is_dev(name):
    """The quarter of the TimeML files that nobody looked at (`evaluation`, times)."""
    value = fnv(name)
    return value % 2 == 1 and value >> 32 & 1 == 1


def squeezed(text, spans):
    """Text with its blocks parted by one blank line, and the spans moved along; characters in, bytes out."""
    out, places = [], {}
    at = 0
    length = 0
    for match in re.finditer(r"\n[ \t]*\n\s*|\Z", text):
        block = text[at : match.start()]
        lead = len(block) - len(block.lstrip())
        kept = block.strip()
        if kept:
            if out:
                length += 2
            encoded = 0
            for i, char in enumerate(kept):
                places[at + lead + i] = length + encoded
                encoded += len(char.encode())
            out.append(kept)
            length += encoded
        at = match.end()
    moved = []
    for start, end in spans:
        inside = [i for i in range(start, end) if i in places]
        if not inside:
            moved.append(None)
            continue
        last = inside[-1]
        moved.append([places[inside[0]], places[last] + len(text[last].encode())])
    return "\n\n".join(out), moved


def timeml(path):
    """A TimeML file as a document."""
    root = ElementTree.parse(path).getroot()
    timebank = path.parent.name == "TimeBank"
    text, events, times = [], {}, {}
    length = 0

    def walk(node):
        nonlocal length
        start = length
        text.append(node.text or "")
        length += len(node.text or "")
        for child in node:
            walk(child)
            text.append(child.tail or "")
            length += len(child.tail or "")
        if node.tag == "EVENT":
            events[node.get("eid")] = {"span": (start, length), "class": node.get("class")}
        elif node.tag == "TIMEX3":
            times[node.get("tid")] = {"span": (start, length), "type": node.get("type")}

    walk(root.find("TEXT"))
    created = root.find("DCT/TIMEX3").get("tid")
    instances, links = {}, collections.defaultdict(list)
    for instance in root.iter("MAKEINSTANCE"):
        event = events.get(instance.get("eventID"))
        if event is not None:
            instances[instance.get("eiid")] = event
            event.setdefault("tense", instance.get("tense"))
            event.setdefault("polarity", instance.get("polarity"))
            event.setdefault("modality", instance.get("modality"))
    before, after = ("BEFORE", "IBEFORE"), ("AFTER", "IAFTER")
    for link in root.iter("TLINK"):
        relation = link.get("relType")
        sense = BEFORE if relation in before else AFTER if relation in after else OVERLAP
        event, other = instances.get(link.get("eventInstanceID")), link.get("relatedToTime")
        if event is None:
            event, other = instances.get(link.get("relatedToEventInstance")), link.get("timeID")
            sense = 2 - sense
        if event is None or other is None:
            continue
        if other == created:
            event.setdefault("placement", sense)
        elif other in times and sense == OVERLAP and times[other]["type"] in ("DATE", "TIME"):
            event.setdefault("time", other)
    kept = [tid for tid, time in times.items() if time["type"] in ("DATE", "TIME")]
    whole = "".join(text)
    spans = [event["span"] for event in events.values()] + [times[tid]["span"] for tid in kept]
    squeezed_text, moved = squeezed(whole, spans)
    time_spans = dict(zip(kept, moved[len(events) :]))
    marks = []
    for event, span in zip(events.values(), moved):
        if span is None:
            continue
        reality = -1
        if timebank and event.get("polarity"):
            modality = (event.get("modality") or "NONE").lower()
            if event["polarity"] == "NEG":
                reality = 4
            elif re.search(r"would", modality):
                reality = 3
            elif re.search(r"may|might|could|can|should|must|possib", modality):
                reality = 2
            elif event.get("tense") == "FUTURE":
                reality = 1
            elif event.get("tense") in ("PAST", "PRESENT", "PRESPART", "PASTPART"):
                reality = 0
        linked = time_spans.get(event.get("time"))
        marks.append(
            {"span": span, "classes": TIMEML[event["class"]], "reality": reality, "weight": -1, "type": -1,
             "placement": event.get("placement", -1), "time": linked}
        )
    return {
        "id": path.name, "text": squeezed_text, "known": [[0, len(squeezed_text.encode())]], "marks": marks,
        "times": [span for span in time_spans.values() if span],
    }


NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]|'s|'S|n't|'re|'ve|'ll|'d|'m|’s|’re|’ve|’ll|n’t|''|”|’)$")
NO_SPACE_AFTER = re.compile(r"^(?:[(\[{$#]|``|“|‘)$")


def ecb(path, complete):
    """An ECB+ file as a document; `complete` are the numbers of the sentences whose annotation is."""
    root = ElementTree.parse(path).getroot()
    plus = path.stem.endswith("plus")
    text, places, sentence, last = "", {}, None, None
    known = collections.OrderedDict()
    one_block = fnv(path.name) % 2 == 0
    quote_open = False
    for token in root.iter("token"):
        number = int(token.get("sentence"))
        if plus and number == 0:
            continue
        form = token.text or ""
        if last is not None:
            if number != sentence:
                text += " " if one_block else "\n\n"
                quote_open = False
            elif form == '"':
                text += "" if quote_open else " "
            elif last == '"' and quote_open:
                pass
            elif not NO_SPACE_BEFORE.match(form) and not NO_SPACE_AFTER.match(last):
                text += " "
        if form == '"':
            quote_open = not quote_open
        start = len(text.encode())
        text += form
        places[token.get("t_id")] = (start, len(text.encode()), form, number)
        if number in complete:
            known.setdefault(number, [start, 0])[1] = len(text.encode())
        sentence, last = number, form
    marks, times, vague = [], [], []
    for mark in root.find("Markables"):
        tokens = [places[a.get("t_id")] for a in mark.findall("token_anchor") if a.get("t_id") in places]
        kind = mark.tag
        if not tokens or tokens[0][3] not in complete:
            continue
        if kind.startswith(("TIME_DATE", "TIME_OF")):
            times.append([tokens[0][0], tokens[-1][1]])
        if not kind.startswith(("ACTION", "NEG")):
            continue
        chosen = tokens[-1]
        if len(tokens) > 1:
            if tokens[-1][2].lower() in PARTICLES:
                chosen = next((t for t in tokens if t[2].lower() not in PARTICLES), tokens[0])
            vague += [[t[0], t[1]] for t in tokens if t is not chosen]
        marks.append(
            {"span": [chosen[0], chosen[1]], "classes": ECB[kind.rsplit("_", 1)[1]],
             "reality": 4 if kind.startswith("NEG") else -1, "weight": -1, "type": -1, "placement": -1, "time": "?"}
        )
    return {
        "id": path.name, "text": text, "known": list(known.values()), "vague": vague, "marks": marks, "times": times
    }


def texts(data):
    """The text of each document that our own annotations may speak of, by its id."""
    found = {}
    for line in open(data / "attribution/train/polnear-train.jsonl", encoding="utf-8"):
        article = json.loads(line)
        found["polnear/" + article["id"]] = article["text"]
    for path in sorted((data / "stories").glob("*/*.jsonl")):
        report = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
        found[f"stories/{path.parent.name}/{path.name}"] = report["text"]
    for path in sorted((data / "crossdoc/ecbplus").glob("*/*.xml")):
        tokens = [t for t in ElementTree.parse(path).getroot() if t.tag == "token"]
        if path.stem.endswith("plus"):
            tokens = [t for t in tokens if t.get("sentence") != "0"]
        text, last = "", None
        for token in tokens:
            if last is not None:
                text += "\n" if token.get("sentence") != last else " "
            text, last = text + (token.text or ""), token.get("sentence")
        found["ecbplus/" + path.name] = text
    for path in sorted((data / "timex/train").glob("*/*.tml")):
        found[f"timeml/{path.parent.name}/{path.name}"] = timeml(path)["text"]
    for page in json.load(open(data / "newspages/expected.json", encoding="utf-8")):
        found["newspages/" + page["page"]] = "\n".join([page["title"], *page["paragraphs"]])
    return found


def own(path, data):
    """Our own annotations as documents; see annotations/README.md for the columns."""
    known = texts(data)
    documents, document = [], None
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if line.startswith("# ") or not line.strip():
            continue
        if fields[0] == "document":
            document = {"id": fields[1], "published": fields[2], "end": int(fields[3]), "marks": []}
            documents.append(document)
            continue
        start, end, letters = int(fields[0]), int(fields[1]), fields[2]
        number = lambda field: [int(x) for x in field.split("-")] if field else None
        document["marks"].append(
            {"span": [start, end], "classes": [LETTERS[letters[0]]], "reality": REALITY_LETTERS[letters[1]],
             "weight": int(letters[2]), "time": number(fields[3]), "date": fields[4], "chain": fields[5],
             "type": TYPES.index(fields[6]) if fields[6] else 0 if letters[0] in "oa" else -1}
        )
    for document in documents:
        # The annotators read lines as paragraphs; so do we.
        text = known[document["id"]].encode()[: document["end"]].decode()
        moved = prepare(text, document)
        document.update(moved)
    return documents


def listed(path, data, readings):
    """The reports in which only what an editor would list is marked, as documents, but for those held back. What else the
    model of now takes for happenings there (`readings`, what `rapporteur read` printed) is what an editor would not list;
    of all other words nothing is known."""
    found = {}
    for line in open(readings, encoding="utf-8"):
        reading = json.loads(line)
        found[reading["id"]] = reading["events"]
    documents = [document for document in own(path, data) if fnv(document["id"]) % HELD_BACK]
    for document in documents:
        marked = [mark["span"] for mark in document["marks"]]
        for event in found[document["id"]]:
            span = event["trigger"][0]
            if all(span[1] <= start or end <= span[0] for start, end in marked):
                document["marks"].append(
                    {"span": span, "classes": [CLASSES.index(event["class"])], "reality": -1, "weight": NOT_LISTED,
                     "type": -1, "placement": -1, "time": "?"}
                )
        document["known"] = []
    return documents


def placement(mark, published):
    """Where a date lies against the day of publication: before, on, after, or unknown."""
    date = mark.get("date") or ""
    if not published or not re.match(r"\d{4}-\d\d-\d\d$", date):
        return -1
    return BEFORE if date < published else OVERLAP if date == published else AFTER


def prepare(text, document):
    """A document with line ends made blank lines, spans moved along."""
    chars = {}
    at = 0
    for i, char in enumerate(text):
        chars[at] = i
        at += len(char.encode())
    chars[at] = len(text)
    by_char = lambda span: (chars[span[0]], chars[span[1]])
    marks = document["marks"]
    times = sorted({tuple(m["time"]) for m in marks if m["time"]})
    spans = [by_char(m["span"]) for m in marks] + [by_char(t) for t in times]
    lined = re.sub(r"\n(?!\n)", "\n\n", text)
    shift, moved = 0, {}
    for i, char in enumerate(text):
        moved[i] = i + shift
        if char == "\n" and not text[i + 1 : i + 2] == "\n":
            shift += 1
    moved[len(text)] = len(text) + shift
    spans = [(moved[a], moved[b - 1] + 1) for a, b in spans]
    squeezed_text, placed = squeezed(lined, spans)
    time_at = dict(zip(times, placed[len(marks) :]))
    kept = []
    for mark, span in zip(marks, placed):
        if span is None:
            continue
        time = time_at[tuple(mark["time"])] if mark["time"] else None
        kept.append(
            mark | {"span": span, "time": time, "placement": placement(mark, document["published"])}
        )
    return {
        "text": squeezed_text, "known": [[0, len(squeezed_text.encode())]], "marks": kept,
        "times": [t for t in time_at.values() if t],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--annotations", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--readings", type=pathlib.Path, help="what `rapporteur read` printed for listed.jsonl")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if not given.readings:
        # What the model of now makes of these reports is needed first.
        with open(given.out / "listed.jsonl", "w", encoding="utf-8") as out:
            for document in own(given.annotations / "listed.tsv", given.data):
                line = {"id": document["id"], "text": document["text"], "published": document["published"] or None}
                out.write(json.dumps({k: v for k, v in line.items() if v}, ensure_ascii=False) + "\n")
    sets = collections.defaultdict(list)
    for path in sorted((given.data / "timex/train").glob("*/*.tml")):
        sets["timeml-dev" if is_dev(path.name) else "happenings-train"].append(timeml(path))
    complete = collections.defaultdict(set)
    for line in (given.data / "crossdoc/ecbplus/ECBplus_coreference_sentences.csv").read_text().splitlines()[1:]:
        topic, name, number = line.split(",")
        complete[f"{topic}_{name}.xml"].add(int(number))
    for path in sorted((given.data / "crossdoc/ecbplus").glob("*/*.xml")):
        if int(path.parent.name) <= 30 and complete[path.name]:
            sets["happenings-train"].append(ecb(path, complete[path.name]))
        elif complete[path.name]:
            sets["ecb-dev"].append(ecb(path, complete[path.name]))
    annotated = given.annotations / "happenings.tsv"
    if annotated.exists():
        for document in own(annotated, given.data):
            held = fnv(document["id"]) % HELD_BACK == 0
            sets["happenings-dev" if held else "happenings-train"].append(document)
    if given.readings:
        sets["happenings-train"] += listed(given.annotations / "listed.tsv", given.data, given.readings)
    labels = {"class": CLASSES, "reality": REALITIES, "type": TYPES}
    (given.out / "happenings-labels.json").write_text(json.dumps(labels))
    for name, documents in sets.items():
        with open(given.out / f"{name}.jsonl", "w", encoding="utf-8") as out:
            for document in documents:
                out.write(json.dumps(document, ensure_ascii=False) + "\n")
        print(f"{name}: {len(documents)} documents, {sum(len(d['marks']) for d in documents)} happenings")


if __name__ == "__main__":
    main()
