"""`upswell statistics`: texts to statistics."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping

from analytics.cli import jsonl
from analytics.cli.main import DONE, NOTHING_USABLE
from analytics.enrich.statistics import extract
from analytics.types import Statistic


def arguments(parser: argparse.ArgumentParser) -> None:
    """The input file, or - for standard input, and whether ranks are asked for."""
    parser.add_argument("input", help="JSON Lines of {id, text}, or - for standard input")
    parser.add_argument("--ranks", action="store_true", help="ranks too, such as the #3 in a league table")


def run(options: argparse.Namespace) -> int:
    """Writes one object for each statistic; a row without text is named on standard error and left out."""
    usable = 0

    def rows() -> Iterator[Mapping[str, object]]:
        nonlocal usable
        for item, text in _texts(jsonl.read(options.input)):
            usable += 1
            for statistic in extract(text, article_id=item, ranks=options.ranks):
                yield _row(statistic)

    jsonl.write(jsonl.progress(rows(), label="statistics"))
    return DONE if usable else NOTHING_USABLE


def _texts(rows: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=1):
        text = row.get("text")
        if not isinstance(text, str):
            print(f"row {number}: its text is missing or no string; row left out", file=sys.stderr)
            continue
        yield str(row.get("id", number)), text


def _row(statistic: Statistic) -> dict[str, object]:
    return {
        "id": statistic.article_id,
        "start": statistic.start,
        "end": statistic.end,
        "raw": statistic.raw,
        "value": statistic.value,
        "low": statistic.low,
        "high": statistic.high,
        "unit": statistic.unit,
        "kind": statistic.kind,
        "comparator": statistic.comparator,
        "subject": statistic.subject,
        "population": statistic.population,
        "period": statistic.period,
        "attribution": statistic.attribution,
        "modality": statistic.modality,
        "hedge": statistic.hedge,
        "sentence": statistic.sentence,
    }
