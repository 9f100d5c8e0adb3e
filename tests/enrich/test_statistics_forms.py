"""Sentences with several figures, and the forms that are known to be missed."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract

SEVERAL = [
    ("Revenue was up 12% to $3.4bn.", [("12%", "change"), ("$3.4bn", "money")]),
    ("Ads doubled to $60 billion.", [("doubled", "multiple"), ("$60 billion", "money")]),
    ("13% of queries, up from 6%, show it.", [("13%", "percent"), ("6%", "percent")]),
    ("45 per cent of staff and 61% of managers agree.", [("45 per cent", "percent"), ("61%", "percent")]),
    ("One in five (20%) agrees.", [("One in five", "ratio"), ("20%", "percent")]),
    ("Men (58%) and women (61%) agree.", [("58%", "percent"), ("61%", "percent")]),
    ("It earns $36 for every $1 spent and 2% more.", [("$36", "money"), ("2%", "percent")]),
    ("CTR was 3.2% and CPA was $41.", [("3.2%", "percent"), ("$41", "money")]),
    ("AI drives a 61% drop in free clicks, 68% in paid.", [("61%", "change"), ("68%", "change")]),
    ("<p style='margin: 15px'>Over <b>500</b> brands.</p><p>5% do.</p>", [("500", "count"), ("5%", "percent")]),
    ("Shares are 5%, 7% and 9%.", [("5%", "percent"), ("7%", "percent"), ("9%", "percent")]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_figures_of_a_sentence_stay_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(statistic.raw, statistic.kind) for statistic in extract(text)] == expected


KNOWN_MISSES = [
    ("Two deaths for every three saved.", "Two deaths for every three"),
    ("Millions of users left.", "Millions"),
    ("Sales were flat at 12.", "12"),
    ("It has four times fewer bugs, 12 against 48.", "12 against 48"),
    ("Seven children fell ill.", "Seven"),
]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "raw"), KNOWN_MISSES)
def test_forms_that_are_missed(text: str, raw: str) -> None:
    assert raw in [statistic.raw for statistic in extract(text)]
