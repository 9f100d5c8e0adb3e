"""How well figures are read: percentages, numbers, units and scientific quantities beside quantulum3, and speed.

The peer lives in an environment of its own, because it does not run beside the scikit-learn that is used here: name
that environment's interpreter with --peer. Precision is that of the statistics of a knowledge base which were judged by
hand; the judgements are kept as offsets in `judged/`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.enrich import language
from analytics.enrich.statistics import extract, numbers, quantities
from analytics.enrich.statistics.quantity import Quantity
from analytics.settings import load
from ingest.article import Article
from ingest.collect import collect

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
GOLD = SHARED / "gold"
KNOWLEDGE = SHARED / "corpora" / "petesbrain-kb" / "articles"
JUDGED = HERE / "judged" / "figures-first-sample.jsonl"
# A second sample, drawn and judged later and more strictly, over two corpora, before what it showed was mended.
JUDGED_ANEW = HERE / "judged" / "figures-second-sample.jsonl"
# All figures of the whole files, summaries and notes included, judged once more: a sample is drawn of them.
JUDGED_WHOLE = HERE / "judged" / "knowledge-base-figures.jsonl"
# Draws judged with all that is told of a figure, subject, population, comparison, period and source: "draw" counts
# them; "figure" tells whether value, unit and kind are right, whatever is told of it. The verdicts are those of the
# first look, before what it showed was mended.
JUDGED_WITH_FIELDS = HERE / "judged" / "figures-with-fields.jsonl"
SAMPLE, SEED = 200, 777

# quantulum3 names these units otherwise.
PEER_UNITS = {"percent": "percentage", "USD": "dollar", "EUR": "euro", "millilitre": "cubic centimetre"}
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
texts = json.load(sys.stdin)
parser.parse("warm 5 km up")
begin = time.process_time()
rows = []
for text in texts:
    try:
        found = parser.parse(text)
    except Exception:
        found = []
    rows.append([[q.span[0], q.span[1], q.value, q.unit.name] for q in found])
json.dump({"rows": rows, "seconds": time.process_time() - begin}, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as a tool read it."""

    start: int
    end: int
    value: float
    unit: str


Reader = Callable[[Sequence[str]], list[list[Reading]]]
Row = dict[str, object]


def statistics(texts: Sequence[str]) -> list[list[Reading]]:
    """What `upswell statistics` gives."""
    return [[Reading(s.start, s.end, float(s.value), s.unit) for s in extract(text)] for text in texts]


def bare_numbers(texts: Sequence[str]) -> list[list[Reading]]:
    """What the number reader beneath gives, "one out of three" as one value; a bare number is no statistic."""
    found = []
    for text in texts:
        ratios = [each for each in quantities.read(text) if each.form == "ratio"]
        apart = [each for each in numbers.read(text) if not any(one.start <= each.start < one.end for one in ratios)]
        values = [(each.start, each.end, each.value / 100) for each in ratios]
        values += [(each.start, each.end, each.value) for each in apart]
        found.append([Reading(start, end, float(value), "dimensionless") for start, end, value in values])
    return found


def all_quantities(texts: Sequence[str]) -> list[list[Reading]]:
    """What the quantity reader beneath gives, bare numbers too, with the peer's names of units."""
    return [[_as_peer(quantity) for quantity in quantities.read(text)] for text in texts]


def _as_peer(quantity: Quantity) -> Reading:
    name = quantity.unit.name if quantity.unit else "dimensionless"
    head, space, rest = name.partition(" ")
    value = quantity.value / 100 if quantity.form == "ratio" else quantity.value
    return Reading(quantity.start, quantity.end, float(value), PEER_UNITS.get(head, head) + space + rest)


def peer(interpreter: str) -> Reader:
    """quantulum3 under another interpreter; a text that it fails on counts as one without figures."""

    def read(texts: Sequence[str]) -> list[list[Reading]]:
        answer = _ask_peer(interpreter, texts)
        return [[Reading(*figure) for figure in row] for row in answer["rows"]]

    return read


def _ask_peer(interpreter: str, texts: Sequence[str]) -> dict[str, list[list[tuple[int, int, float, str]]]]:
    done = subprocess.run(  # noqa: S603 -- the interpreter that the caller named, with a fixed program
        [interpreter, "-c", PEER], input=json.dumps(list(texts)), capture_output=True, text=True, check=True
    )
    answer: dict[str, list[list[tuple[int, int, float, str]]]] = json.loads(done.stdout)
    return answer


def rows(name: str) -> list[dict[str, object]]:
    """The rows of a gold file."""
    path = GOLD / name
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines()]


def value_recall(items: Sequence[tuple[str, list[float]]], reader: Reader) -> float:
    """The share of expected values that were read in their text, each reading used once."""
    found = reader([text for text, _ in items])
    hits = 0
    for (_, expected), readings in zip(items, found, strict=True):
        left = [reading.value for reading in readings]
        for value in expected:
            match = next((one for one in left if abs(one - value) <= 1e-6 * max(abs(value), 1e-9)), None)
            if match is not None:
                left.remove(match)
                hits += 1
    return hits / sum(len(expected) for _, expected in items)


def recognizers(model: str) -> list[tuple[str, list[float]]]:
    """Texts of a Recognizers-Text model, with the values in them."""
    items = []
    for row in rows("stats-recognizers/number-percent.jsonl.gz"):
        if not re.fullmatch(model, str(row["model"])):
            continue
        resolved = [item["resolution"]["value"] for item in row["expected"]]  # type: ignore[attr-defined]
        items.append(
            (str(row["input"]), [float(value.rstrip("%")) for value in resolved if value not in (None, "null")])
        )
    return items


def table_share(reader: Reader) -> float:
    """The share of the peer's own sentences with exactly its values and units."""
    table = [row for row in rows("stats-quantulum3/quantities.odd.jsonl") if "expected" in row and "input" in row]
    found = reader([str(row["input"]) for row in table])
    right = 0
    for row, readings in zip(table, found, strict=True):
        expected = sorted((round(float(one["value"]), 9), one["unit"]) for one in row["expected"])  # type: ignore[attr-defined]
        right += expected == sorted((round(reading.value, 9), reading.unit) for reading in readings)
    return right / len(table)


def overlap(texts: Sequence[str], gold: Sequence[list[tuple[int, int]]], reader: Reader) -> tuple[float, float, float]:
    """Precision, recall and F1 of spans, where any overlap is a hit."""
    hits = expected = read = right = 0
    for spans, readings in zip(gold, reader(texts), strict=True):
        pairs = [(a, b) for a in spans for b in readings if a[0] < b.end and b.start < a[1]]
        hits += len({a for a, _ in pairs})
        right += len({(b.start, b.end) for _, b in pairs})
        expected += len(spans)
        read += len(readings)
    precision, recall = right / max(read, 1), hits / max(expected, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def measeval(part: str) -> tuple[list[str], list[list[tuple[int, int]]]]:
    """Paragraphs of MeasEval with the spans of their quantities."""
    table = rows(f"stats-measeval/{part}.jsonl.gz")
    spans = [
        sorted({(one["Quantity"]["start"], one["Quantity"]["end"]) for one in row["sets"]})  # type: ignore[attr-defined]
        for row in table
    ]
    return [str(row["text"]) for row in table], spans


def grobid() -> tuple[list[str], list[list[tuple[int, int]]]]:
    """Paragraphs of grobid-quantities with the spans of their measures."""
    table = rows("stats-grobid/paragraphs.dev.jsonl.gz")
    return [str(row["text"]) for row in table], [
        [(one["start"], one["end"]) for one in row["measures"]]  # type: ignore[attr-defined]
        for row in table
    ]


def claim_rates(reader: Reader) -> dict[str, float]:
    """For each type of QuanTemp claim, the share that yields a figure; a temporal one should yield none."""
    table = rows("stats-quantemp/claims.taxonomy.jsonl.gz")
    found = reader([str(row["claim"]) for row in table])
    kinds = sorted({str(row["taxonomy"]) for row in table})
    shares = {}
    for kind in kinds:
        yields = [bool(figures) for row, figures in zip(table, found, strict=True) if row["taxonomy"] == kind]
        shares[kind] = sum(yields) / len(yields)
    return shares


def articles() -> list[Article]:
    """The articles of the knowledge base."""
    return [item for item in collect([KNOWLEDGE]) if isinstance(item, Article)]


def fingerprint(text: str) -> str:
    """What a judgement knows its text by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def judged_at_first(corpus: str) -> tuple[float, int]:
    """Precision over the second sample's figures of a corpus as they were judged, and how many those are."""
    judged = [json.loads(line) for line in JUDGED_ANEW.read_text(encoding="utf-8").splitlines()]
    here = [row["right"] for row in judged if row["corpus"] == corpus]
    return sum(here) / len(here), len(here)


def judged_precision(file: Path) -> tuple[float, int, int]:
    """Precision over the judged figures that are still given, how many those are, and how many were judged."""
    texts = {fingerprint(article.text): article.text for article in articles()}
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    judged = [row for row in rows if row["text"] in texts]
    given = {key: {(s.start, s.end) for s in extract(text)} for key, text in texts.items()}
    kept = [row for row in judged if (row["start"], row["end"]) in given.get(row["text"], set())]
    return sum(row["right"] for row in kept) / max(len(kept), 1), len(kept), len(judged)


def judged_in_whole_files() -> tuple[float, float, int, int]:
    """Precision of a sample of the figures that are still given, and of all; how many those are, of how many."""
    judged = [json.loads(line) for line in JUDGED_WHOLE.read_text(encoding="utf-8").splitlines()]
    given = {name: _in_body((KNOWLEDGE / name).read_text(encoding="utf-8")) for name in {row["file"] for row in judged}}
    kept = [row["right"] for row in judged if (row["start"], row["end"]) in given[row["file"]]]
    sample = random.Random(SEED).sample(kept, min(SAMPLE, len(kept)))  # noqa: S311 -- a sample, no secret
    return sum(sample) / len(sample), sum(kept) / len(kept), len(kept), len(judged)


def judged_with_fields() -> list[tuple[int, bool, float, int]]:
    """For each draw, in the knowledge base and elsewhere: its first-look precision and how many figures it has."""
    judged = [json.loads(line) for line in JUDGED_WITH_FIELDS.read_text(encoding="utf-8").splitlines()]
    parts: dict[tuple[int, bool], list[bool]] = {}
    for row in judged:
        parts.setdefault((row["draw"], row["corpus"] == "petesbrain-kb"), []).append(row["right"])
    return [(draw, known, sum(right) / len(right), len(right)) for (draw, known), right in sorted(parts.items())]


def _in_body(file: str) -> set[tuple[int, int]]:
    """Where the figures of a Markdown file stand, its front matter left out."""
    front = re.match(r"---\n.*?\n---\n", file, re.DOTALL)
    begin = front.end() if front else 0
    return {(begin + each.start, begin + each.end) for each in extract(file[begin:])}


def speed(peer_interpreter: str | None) -> None:
    """Articles of 350 words a second of processor time, beside spaCy's small pipeline and the peer."""
    words = [word for article in articles() for word in re.findall(r"\S+\s*", article.text)]
    pieces = ["".join(words[at : at + 350]) for at in range(0, len(words) - 350, 350)][:200]
    extract(pieces[0])
    begin = time.process_time()
    for piece in pieces:
        extract(piece)
    own = len(pieces) / (time.process_time() - begin)
    pipeline = language.load(load().spacy_model)
    few = pieces[:20]
    pipeline(few[0])
    begin = time.process_time()
    for piece in few:
        pipeline(piece)
    parsed = len(few) / (time.process_time() - begin)
    print(f"articles of 350 words a second on one core: {own:.0f}; {own / parsed:.0f} times spaCy small ({parsed:.0f})")
    if peer_interpreter:
        seconds = float(_ask_peer(peer_interpreter, few[:8])["seconds"])  # type: ignore[arg-type]
        print(f"  {own * seconds / 8:.0f} times quantulum3 ({8 / seconds:.1f})")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints every figure, the peer's beside it where it is installed. Returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter of an environment with quantulum3")
    options = parser.parse_args(argv)
    if not GOLD.is_dir():
        print(f"{GOLD} is not on this machine: nothing to measure", file=sys.stderr)
        return 1
    other = peer(options.peer) if options.peer else None
    if other is None:
        print("quantulum3 is not measured: name an interpreter that has it with --peer", file=sys.stderr)

    def line(label: str, own: str, theirs: Callable[[Reader], str]) -> None:
        print(f"{label:<44} {own:<28} {theirs(other) if other else '-'}")

    print(f"{'':<44} {'upswell':<28} quantulum3")
    percent, number = recognizers(r"PercentModel\w*"), recognizers("NumberModel")
    line("recognizers per cent, value recall", f"{value_recall(percent, statistics):.3f}",
         lambda reader: f"{value_recall(percent, reader):.3f}")  # fmt: skip
    line("recognizers numbers, value recall (reader)", f"{value_recall(number, bare_numbers):.3f}",
         lambda reader: f"{value_recall(number, reader):.3f}")  # fmt: skip
    line("quantulum3's table, sentences right (reader)", f"{table_share(all_quantities):.3f}",
         lambda reader: f"{table_share(reader):.3f}")  # fmt: skip
    for label, (texts, gold) in {
        "MeasEval train, overlap P R F1": measeval("train"),
        "MeasEval trial, overlap P R F1": measeval("trial"),
    }.items():
        line(label, _triple(overlap(texts, gold, statistics)),
             lambda reader, texts=texts, gold=gold: _triple(overlap(texts, gold, reader)))  # type: ignore[misc]  # fmt: skip
    texts, gold = grobid()
    line("grobid, overlap P R F1 (peer too slow)", _triple(overlap(texts, gold, statistics)), lambda _: "-")
    line("QuanTemp, claims that yield a figure", _shares(claim_rates(statistics)),
         lambda reader: _shares(claim_rates(reader)))  # fmt: skip
    for name, file in {"judged by hand": JUDGED, "judged anew": JUDGED_ANEW}.items():
        precision, kept, judged = judged_precision(file)
        print(f"precision on the knowledge base, {name}: {precision:.3f} of {kept} figures ({judged} judged)")
    sampled, whole, kept, judged = judged_in_whole_files()
    print(f"precision on the knowledge base's whole files: {sampled:.3f} of a sample of {SAMPLE}")
    print(f"  {whole:.3f} of all {kept} that are still given ({judged} judged)")
    for corpus in ("petesbrain-kb", "ainews-recaps"):
        precision, judged = judged_at_first(corpus)
        print(f"precision on a new sample of {corpus} before it was learnt from: {precision:.3f} of {judged}")
    for draw, known, precision, judged in judged_with_fields():
        where = "knowledge base" if known else "other texts"
        print(f"with all fields, draw {draw}, {where}, at first look: {precision:.3f} of {judged}")
    speed(options.peer)
    return 0


def _triple(figures: tuple[float, float, float]) -> str:
    return " ".join(f"{figure:.3f}" for figure in figures)


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{kind[:4]} {share:.3f}" for kind, share in shares.items())


if __name__ == "__main__":
    raise SystemExit(main())
