"""Who says a figure, of how many it was asked, how softly and whether it is so: as reports and newspapers put it."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from analytics.types import Statistic


def first(text: str) -> Statistic:
    """The first statistic of a text that is no sample size."""
    return next(statistic for statistic in extract(text) if statistic.kind != "sample size")


RUIZ = "Dana Ruiz, chief economist at Plover"
SOURCES = [
    # persons with their role and organisation
    ("Plover's chief economist, Dana Ruiz, said 5% of firms agree.", RUIZ),
    ("Dana Ruiz, chief economist at Plover, said 5% of firms agree.", RUIZ),
    ("Dana Ruiz, Plover's chief economist, said 5% of firms agree.", RUIZ),
    ("Sales rose 5%, said Plover's chief economist Dana Ruiz.", RUIZ),
    ("Plover CEO Dana Ruiz said sales rose 5%.", "Dana Ruiz, CEO at Plover"),
    ("Former Plover CEO Dana Ruiz said sales rose 5%.", "Dana Ruiz, former CEO at Plover"),
    ("“Sales rose 5%,” said Dana Ruiz, head of insight at Plover.", "Dana Ruiz, head of insight at Plover"),
    ("“Sales rose 5%,” Dana Ruiz, CMO of Plover, told reporters.", "Dana Ruiz, CMO of Plover"),
    ("According to Dana Ruiz, an analyst at Plover Labs, 5% agree.", "Dana Ruiz, analyst at Plover Labs"),
    ("Some 5% of firms agree, according to Plover analyst Dana Ruiz.", "Dana Ruiz, analyst at Plover"),
    ("Dana Ruiz, chief economist at Plover, left. 5% of firms agree.", None),
    # studies
    ("A Plover Labs survey of 1,000 adults found 5% agree.", "Plover Labs"),
    ("A survey of 1,000 adults by Plover Labs found 5% agree.", "Plover Labs"),
    ("Research conducted by Plover on behalf of Orla shows 5% agree.", "Plover"),
    ("A survey commissioned by Orla and conducted by Plover found 5% agree.", "Plover"),
    ("A Plover poll for Orla found 5% of Britons agree.", "Plover"),
    ("Figures from the ONS show 5% of firms agree.", "ONS"),
    ("Data released by Plover on Tuesday showed that 5% of firms agree.", "Plover"),
    ("Researchers at the University of Orla found that 5% of firms agree.", "University of Orla"),
    ("Analysts at Plover expect growth of 5%.", "Plover"),
    ("5% of firms agree [Plover, 2025].", "Plover"),
    ("5% of firms agree (Plover Research).", "Plover Research"),
    ("The Plover Consumer Confidence Index shows 5% of firms agree.", "Plover Consumer Confidence Index"),
    # titles
    ("Plover's annual State of Commerce report found 5% of firms agree.", "Plover, State of Commerce"),
    ("In its 2025 State of Shops report, Plover found that 5% agree.", "Plover, 2025 State of Shops"),
    ("In its latest report, “The Quiet Shelf”, Plover says 5% agree.", "Plover, The Quiet Shelf"),
    ("Plover's report “The Quiet Shelf” says 5% of firms agree.", "Plover, The Quiet Shelf"),
    ("According to the State of Shops 2025 report from Plover, 5% agree.", "Plover, State of Shops 2025"),
    # across sentences and lines
    ("Plover published its Shelf Report on Monday. 5% agree, the report says.", "Plover, Shelf Report"),
    ("Plover surveyed 1,204 adults in March. It found that 5% agree.", "Plover"),
    ("Plover surveyed shops. According to the study, 5% agree.", "Plover"),
    ("Plover surveyed shops. According to economists, 5% agree.", None),
    ("5% of firms agree. Source: Plover Labs.", "Plover Labs"),
    ("5% of firms agree.\nSource: Plover Labs", "Plover Labs"),
    ("# 5% of firms agree\nSource: The Orla Times", None),
    ("The study, published in Nature, found 5% of firms agree.", None),
    ("The government said 5% of firms agree.", None),
]


@pytest.mark.parametrize(("text", "attribution"), SOURCES)
def test_who_says_so(text: str, attribution: str | None) -> None:
    assert first(text).attribution == attribution


INTERVIEW = """Dana Ruiz: Thank you for having me on the show.
Interviewer: How much did your sales rise in the last year?
Dana Ruiz: Well, sales rose 5% in total. And 12% of shoppers came back.
Interviewer: And what about the fact that traffic fell 30%?"""


def test_in_a_transcript_the_speaker_says_so() -> None:
    said = [(statistic.raw, statistic.attribution) for statistic in extract(INTERVIEW)]
    assert said[:2] == [("5%", "Dana Ruiz"), ("12%", "Dana Ruiz")]
    assert not any(attribution for _, attribution in said[2:])


@pytest.mark.parametrize("text", ["CTR: 5% on mobile\nCPA: $41\nCTR: 6% on desktop\nCPA: $50", "Orla: Sales rose 5%."])
def test_a_label_before_a_figure_is_no_speaker(text: str) -> None:
    assert {statistic.attribution for statistic in extract(text)} == {None}


MODALITIES = [
    ("The market should reach $5bn by 2030.", "forecast"),
    ("Analysts see sales rising 5% next year.", "forecast"),
    ("It guides for growth of 5% this year.", "forecast"),
    ("Plover raised its guidance to 5% growth.", "forecast"),
    ("The market is on course to hit $5bn.", "forecast"),
    ("The market is slated to hit $5bn in 2030.", "forecast"),
    ("Growth of 5% is expected.", "forecast"),
    ("Revenue is seen at $5bn next year.", "forecast"),
    ("The outlook is for growth of 5%.", "forecast"),
    ("Sales failed to rise 5%.", "negated"),
    ("There is no evidence that 5% of firms agree.", "negated"),
    ("Firms that failed to adapt lost 5%.", "observed"),
    ("Sales are estimated at $5bn.", "observed"),
    ("5% of firms plan to hire.", "observed"),
    ("Fewer than 5% of firms agree.", "observed"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_observed_or_forecast(text: str, modality: str) -> None:
    assert first(text).modality == modality


HEDGES = [
    ("Slightly more than 5% of firms agree.", "slightly more than"),
    ("A little under 5% of firms agree.", "a little under"),
    ("Not quite half of firms agree.", "not quite"),
    ("Barely 5% of firms agree.", "barely"),
    ("5% or so of firms agree.", "or so"),
    ("5% or more of firms agree.", "or more"),
    ("100,000+ firms agree.", "+"),
    (">30% of firms agree.", ">"),
    ("≥5% of firms agree.", "≥"),
    ("Upwards of 5% of firms agree.", "upwards of"),
    ("5% of firms agree.", None),
]


@pytest.mark.parametrize(("text", "hedge"), HEDGES)
def test_how_softly(text: str, hedge: str | None) -> None:
    assert first(text).hedge == hedge


SAMPLES = [
    ("A survey of 1,204 UK adults by Plover found 5% agree.", 1204),
    ("5% of firms agree (base: 402 firms).", 402),
    ("5% of firms agree.\n\nAbout the survey: 1,003 adults were questioned online in May.", 1003),
    ("Among the 640 marketers who responded, 5% agree.", 640),
    ("Of 640 marketers surveyed, 5% agree.", 640),
    ("640 marketers took part in the survey; 5% agree.", 640),
    ("The survey drew 2,150 responses. 5% agree.", 2150),
    ("Based on a panel of 12,000 households, 5% agree.", 12000),
    ("Nearly 900 respondents took part. 5% agree.", 900),
    ("In interviews with 48 buyers, 5% agree.", 48),
    ("We heard from 1,150 shoppers, of whom 5% agree.", 1150),
    ("A total of 5,400 people in Europe were interviewed; 5% agree.", 5400),
]


@pytest.mark.parametrize(("text", "sample"), SAMPLES)
def test_how_many_were_asked(text: str, sample: int) -> None:
    assert first(text).sample_size == sample
