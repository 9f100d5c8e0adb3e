"""Statistics for tests that care where a share stands and not how it was read."""

from __future__ import annotations

import re
from decimal import Decimal

from analytics.types import Statistic

_SHARE = re.compile(r"(\d+)(?:%| percent)")


def share(
    article_id: str,
    sentence: str,
    *,
    subject: str,
    population: str,
    attribution: str | None = None,
    sentence_start: int = 0,
    sample_size: int | None = None,
) -> Statistic:
    """The first share that `sentence` states ("64%", "64 percent"), observed."""
    match = _SHARE.search(sentence)
    assert match, f"no share in {sentence!r}"
    return Statistic(
        article_id=article_id,
        start=sentence_start + match.start(),
        end=sentence_start + match.end(),
        raw=match[0],
        value=Decimal(match[1]),
        low=None,
        high=None,
        unit="percent",
        kind="percent",
        comparator=None,
        subject=subject,
        population=population,
        period=None,
        attribution=attribution,
        modality="observed",
        hedge=None,
        sentence=sentence,
        sentence_start=sentence_start,
        sample_size=sample_size,
    )
