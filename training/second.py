"""Makes annotations for `training prepare` of what a second reader said and the words bore out.

    rapporteur read --reader URL --reader-model NAME reports/ > lines.jsonl
    python training/second.py lines.jsonl > happenings-second.jsonl

One document a line, as `happenings.py` writes them. Only what the reader proposed or agreed with is marked; of a word without a
mark nothing is known, since a reader may have passed it over. What a large model may be used for its makers' terms say.
"""

import json
import sys

from happenings import CLASSES, REALITIES, TYPES, squeezed

PLACEMENTS = {"before": 0, "on": 1, "after": 2}
UNKNOWN = -1


def characters(text, spans):
    """Spans of bytes as spans of characters."""
    encoded = text.encode()
    return [(len(encoded[:start].decode()), len(encoded[:end].decode())) for start, end in spans]


def weight(event):
    """What matters 1, 2 or 3 to the reader; where it only agreed, the program's own opinion proves nothing."""
    if "by" not in event or event.get("weight") is None:
        return UNKNOWN
    return 3 if event["weight"] > 0.8 else 2 if event["weight"] > 0.3 else 1


def reality(event):
    """Our number of it: on a source's word is asserted."""
    told = event["factuality"]
    return REALITIES.index("asserted" if told == "attributed" else told)


def document(line):
    """A line of `read` as a document; None where no reader read."""
    report = json.loads(line)
    read = [event for event in report["events"] if "by" in event or "also_by" in event]
    if not read:
        return None
    triggers = [event["trigger"][0] for event in read]
    times = [(event.get("time") or {}).get("span") for event in read]
    known = [time[0] for time in times if time]
    text, moved = squeezed(report["text"], characters(report["text"], triggers + known))
    heads, words = moved[: len(triggers)], iter(moved[len(triggers) :])
    marks = []
    for event, head, time in zip(read, heads, times):
        when = (next(words) if time else None) or "?"
        if head is None or any(mark["span"] == head for mark in marks):
            continue
        kind = TYPES.index(event["type"]) if event["type"] in TYPES else UNKNOWN
        marks.append({
            "span": head, "classes": [CLASSES.index(event["class"])], "reality": reality(event), "weight": weight(event),
            "type": kind, "placement": PLACEMENTS.get(event.get("placement"), UNKNOWN), "time": when,
        })
    spans = [mark["time"] for mark in marks if mark["time"] != "?"]
    return {"text": text, "known": [], "marks": sorted(marks, key=lambda mark: mark["span"]), "times": spans}


def main():
    for line in open(sys.argv[1], encoding="utf-8"):
        made = document(line)
        if made:
            print(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
