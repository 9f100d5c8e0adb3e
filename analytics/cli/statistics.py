"""`upswell statistics`: texts to statistics."""

from __future__ import annotations

import argparse

from analytics.cli import jsonl
from analytics.enrich.statistics import extract
from analytics.types import Statistic


def arguments(parser: argparse.ArgumentParser) -> None:
    """The input, and whether ranks are asked for."""
    jsonl.arguments(parser, holds="{id, text}")
    parser.add_argument("--ranks", action="store_true", help="ranks too, such as the #3 in a league table")


def run(options: argparse.Namespace) -> int:
    """Writes one object for each statistic."""
    lines = jsonl.Input(options.input)
    jsonl.write(
        _row(key, statistic)
        for key, text in jsonl.progress(lines.rows(jsonl.text), label="statistics")
        for statistic in extract(text, ranks=options.ranks)
    )
    return lines.status(strict=options.strict)


def _row(key: jsonl.Id, statistic: Statistic) -> dict[str, object]:
    return {
        "id": key,
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
