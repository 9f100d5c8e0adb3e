"""`upswell statistics`: texts to statistics, or with `--series` articles to series of statistics."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from analytics.cli import jsonl
from analytics.cli.articles import instant
from analytics.enrich.claims import Claim, join
from analytics.enrich.statistics import extract
from analytics.types import Observation, Retelling, Statistic, StatisticSeries


def arguments(parser: argparse.ArgumentParser) -> None:
    """The input, whether ranks are asked for, and whether claims are joined."""
    jsonl.arguments(parser, holds="{id, text}")
    parser.add_argument("--ranks", action="store_true", help="ranks too, such as the #3 in a league table")
    parser.add_argument(
        "--series",
        action="store_true",
        help="join the claims of all articles ({id, text, source, published, copy_of}) and write one series a line",
    )


def run(options: argparse.Namespace) -> int:
    """Writes one object for each statistic, or for each series of them."""
    lines = jsonl.Input(options.input)
    if options.series:
        claims = [claim for found in jsonl.progress(lines.rows(_claims), label="statistics") for claim in found]
        jsonl.write(map(_series, join(claims)))
    else:
        jsonl.write(
            _row(key, statistic)
            for key, text in jsonl.progress(lines.rows(jsonl.text), label="statistics")
            for statistic in extract(text, ranks=options.ranks)
        )
    return lines.status(strict=options.strict)


def _claims(row: Mapping[str, object]) -> list[Claim]:
    key, text = jsonl.text(row)
    copy_of = str(row["copy_of"]) if row.get("copy_of") is not None else None
    source, published = str(row.get("source") or ""), instant(row.get("published"))
    return [Claim(each, source, published, copy_of) for each in extract(text, article_id=str(key))]


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


def _series(series: StatisticSeries) -> dict[str, object]:
    return {
        "id": series.id,
        "name": series.name,
        "unit": series.unit,
        "kind": series.kind,
        "subject": series.subject,
        "population": series.population,
        "observations": [_observation(each) for each in series.observations],
        "conflicts": series.conflicts,
    }


def _observation(observation: Observation) -> dict[str, object]:
    said = observation.statistic
    return {
        "reference": observation.reference.isoformat(),
        "reference_basis": observation.reference_basis,
        "value": said.value,
        "low": said.low,
        "high": said.high,
        "attribution": said.attribution,
        "sample_size": said.sample_size,
        "modality": said.modality,
        **_place(observation),
        "sentence": said.sentence,
        "retellings": [
            {**_place(each), "is_copy": each.is_copy, "alterations": each.alterations}
            for each in observation.retellings
        ],
    }


def _place(told: Observation | Retelling) -> dict[str, object]:
    return {
        "article": told.statistic.article_id,
        "source": told.source,
        "published": told.published,
        "raw": told.statistic.raw,
        "hedge": told.statistic.hedge,
    }
