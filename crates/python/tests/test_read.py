"""What the package gives, on texts whose readings are plain."""

import json
import pathlib
import unittest

import pyarrow

import rapporteur
from rapporteur import batch, types

EXAMPLE = pathlib.Path(__file__).parents[3] / "examples" / "alder-talks"
TEXT = "Envoy Ilse Brandt met Tomas Reyl — the governor’s guest — in Port Alder on 4 March 2031. “We talked,” Brandt said.\n"


class Read(unittest.TestCase):
    def test_a_text(self):
        [reading] = rapporteur.read(TEXT)
        self.assertIsInstance(reading, types.Reading)
        self.assertEqual(reading.text, TEXT)
        said = [rapporteur.words(TEXT, one.content) for one in reading.attributions]
        self.assertIn("“We talked,”", said)
        for one in reading.mentions:
            # The dashes and quotation marks have three bytes each.
            [(start, end)] = rapporteur.characters(TEXT, one.span)
            self.assertEqual(TEXT[start:end], rapporteur.words(TEXT, one.span))

    def test_several_of_several_kinds(self):
        record = {"id": "r7", "title": "Envoys meet", "text": "The envoys met on Monday.", "published": "2031-03-05"}
        seen = []
        readings = rapporteur.read(
            [TEXT, b"The envoys left on Tuesday.\n", record, TEXT], progress=lambda *done: seen.append(done)
        )
        self.assertEqual(len(readings), 3, "the same report twice is read once")
        self.assertEqual(readings[-1].id, "r7")
        self.assertEqual(readings[-1].published.value, "2031-03-05")
        self.assertEqual([one.code for one in readings.diagnostics], ["input/same-report"])
        self.assertEqual(seen[-1], (3, 3))

    def test_errors_name_the_place(self):
        with self.assertRaises(rapporteur.InputError) as caught:
            rapporteur.read(pathlib.Path("no") / "such.txt")
        self.assertIn("no/such.txt", str(caught.exception))
        self.assertEqual(caught.exception.code, "input/not-found")
        with self.assertRaises(rapporteur.InputError) as caught:
            rapporteur.read([TEXT, {"title": "no text"}])
        self.assertEqual(caught.exception.path, "record#2")
        readings = rapporteur.read([TEXT, {"title": "no text"}], on_error="skip")
        self.assertEqual((len(readings), len(readings.diagnostics)), (1, 1))

    def test_tables_are_arrow(self):
        brief = rapporteur.brief(EXAMPLE)
        for name in brief.tables:
            table = pyarrow.table(brief.table(name))
            self.assertEqual(table.num_rows, len(brief.table(name)))
            table.validate(full=True)
        mentions = pyarrow.table(brief.table("mentions")).to_pylist()
        texts = {row["report"]: row["text"].encode() for row in pyarrow.table(brief.table("reports")).to_pylist()}
        for row in mentions:
            [span] = row["spans"]
            self.assertEqual(texts[row["report"]][span["start"] : span["end"]].decode(), row["words"])
        self.assertEqual(len(mentions), sum(len(reading.mentions) for reading in brief.readings))

    def test_a_brief_is_the_command_s(self):
        brief = rapporteur.brief(EXAMPLE)
        self.assertEqual(len(brief.story.reports), 6)
        self.assertTrue(all(event.accounts for event in brief.story.events))
        self.assertEqual(json.loads(brief.json())["reports"][0]["id"], brief.story.reports[0].id)
        self.assertTrue(brief.export("icalendar")[""].startswith(b"BEGIN:VCALENDAR"))

    def test_stories(self):
        [story] = rapporteur.stories(EXAMPLE)
        self.assertEqual(len(story.reports), 6)


class Batch(unittest.TestCase):
    def test_rows_go_in_and_out(self):
        given = pyarrow.RecordBatch.from_pylist([{"text": TEXT, "id": "a"}, {"text": "", "id": "b"}, {"text": TEXT, "id": "c"}])
        out = batch.read(given)
        self.assertEqual(out.schema, batch.SCHEMA)
        self.assertEqual(out.column("input").to_pylist(), [0, 1, 2])
        self.assertEqual(out.column("report").to_pylist(), ["a", None, "c"])
        self.assertEqual([error is None for error in out.column("error").to_pylist()], [True, False, True])
        self.assertEqual(json.loads(out.column("reading")[0].as_py())["text"], TEXT)
        self.assertTrue(out.equals(batch.read(given)))


if __name__ == "__main__":
    unittest.main()
