"""Exact-span F1 of `upswell entities` on gold sets, beside the stock spaCy model on the gold's own tokens."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc

from analytics import settings
from analytics.cli.main import main as upswell

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SETS = {
    "CoNLL-2003 dev": "ner-conll2003/dev.jsonl.gz",
    "WNUT-17 dev": "ner-wnut17/dev.jsonl.gz",
    "CrossNER AI dev": "ner-crossner/ai.dev.jsonl.gz",
    "CrossNER politics dev": "ner-crossner/politics.dev.jsonl.gz",
}
# Both sides are compared as persons, organisations and places, as each set has its own finer kinds.
PREDICTED = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ANNOTATED = {
    **dict.fromkeys(("person", "politician", "researcher"), "PER"),
    **dict.fromkeys(("organisation", "politicalparty", "university", "corporation"), "ORG"),
    **dict.fromkeys(("location", "country"), "LOC"),
}

Span = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Micro-averaged over all entities of a set; `untyped` is F1 of the spans alone."""

    precision: float
    recall: float
    f1: float
    untyped: float


def main() -> int:
    """Prints a table; returns 1 where the gold sets are absent."""
    if not GOLD.is_dir():
        print("the gold sets in ../shared are not on this machine", file=sys.stderr)
        return 1
    stock = spacy.load(settings.load().spacy_model)
    print(f"{'':22} {'precision':>9} {'recall':>7} {'F1':>6} {'untyped':>8}")
    for name, file in SETS.items():
        with gzip.open(GOLD / file, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        gold = {span for row in rows for span in _annotated(row)}
        parsed = stock.pipe(Doc(stock.vocab, words=row["tokens"]) for row in rows)
        peer = {
            span
            for row, doc in zip(rows, parsed, strict=True)
            for span in _spans(row, ((each.start_char, each.end_char, each.label_) for each in doc.ents))
        }
        print(name)
        for reader, found in (("stock spaCy", peer), ("upswell entities", _recognised(rows))):
            result = score(gold, found)
            figures = f"{result.precision:9.3f} {result.recall:7.3f} {result.f1:6.3f} {result.untyped:8.3f}"
            print(f"  {reader:20} {figures}", flush=True)
    return 0


def score(gold: set[Span], found: set[Span]) -> Score:
    """Of entities as (text id, start, end, kind)."""
    hits = len(gold & found)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(gold))
    places = len({span[:3] for span in gold} & {span[:3] for span in found})
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * hits / max(1, len(gold) + len(found)),
        untyped=2 * places / max(1, len(gold) + len(found)),
    )


def _recognised(rows: Sequence[dict[str, str]]) -> set[Span]:
    by_id = {row["id"]: row for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows))
        with redirect_stdout(io.StringIO()) as out:
            upswell(["entities", str(texts)])
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    return {span for each in found for span in _spans(by_id[each["id"]], [(each["start"], each["end"], each["label"])])}


def _annotated(row: dict[str, list[dict[str, str | int]]]) -> Iterable[Span]:
    for entity in row["entities"]:
        if entity["type"] in ANNOTATED:
            start, end = _bare(str(row["text"]), int(entity["start"]), int(entity["end"]))
            yield str(row["id"]), start, end, ANNOTATED[str(entity["type"])]


def _spans(row: dict[str, str], entities: Iterable[tuple[int, int, str]]) -> Iterable[Span]:
    for start, end, label in entities:
        if label in PREDICTED:
            yield row["id"], *_bare(row["text"], start, end), PREDICTED[label]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading "the" and a trailing possessive, on which the sets differ."""
    if text[start:end].lower().startswith("the "):
        start += 4
    for possessive in (" 's", "'s", " ’s", "’s"):
        if text[start:end].endswith(possessive):
            return start, end - len(possessive)
    return start, end


if __name__ == "__main__":
    sys.exit(main())
