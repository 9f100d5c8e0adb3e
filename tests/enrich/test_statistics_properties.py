"""What holds for any text: offsets slice back, spans stay apart, values are finite, the answer is the same twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.enrich.statistics import extract, numbers, quantities, sentences

FRAGMENTS = (
    "58% 3.2x two-thirds one_in_five $1.2bn from_48%_to_41% between and 10-15 percent half_a million users fell "
    "more_likely_to of_marketers in_2024 according_to Northwind not will . , : ( ) — “ ” n=402 surveyed km/h °C ½ "
    "twice_as −5 é 🙂 adults_aged 18_to_34 in_France use per 1,000 people — rose_to from spent"
)
SENTENCE_LIKE = st.lists(
    st.sampled_from([fragment.replace("_", " ") for fragment in FRAGMENTS.split()] + ["\n", "\n- ", "\u00a0"]),
    max_size=30,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), SENTENCE_LIKE)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_offsets_slice_back_and_never_overlap(text: str) -> None:
    end = 0
    for statistic in extract(text, article_id="a"):
        assert text[statistic.start : statistic.end] == statistic.raw != ""
        assert statistic.start >= end
        end = statistic.end
        assert text[statistic.sentence_start :].startswith(statistic.sentence)
        assert statistic.raw in statistic.sentence
        assert statistic.value.is_finite()
        assert statistic.low is None or statistic.high is None or statistic.low <= statistic.high


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_numbers_quantities_and_sentences_are_in_order(text: str) -> None:
    for spans in (numbers.read(text), quantities.read(text), sentences.split(text)):
        places = [(one.start, one.end) for one in spans]
        assert all(start < end <= len(text) for start, end in places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(SENTENCE_LIKE)
@settings(max_examples=50, deadline=None)
def test_what_follows_in_another_paragraph_changes_nothing(text: str) -> None:
    lone = [statistic for statistic in extract(text) if statistic.kind != "sample size"]
    followed = extract(text + "\nAnd then nothing more was said. Nothing at all.")
    assert [statistic.raw for statistic in followed if statistic.kind != "sample size"] == [one.raw for one in lone]


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_statistics(text: str) -> None:
    assert extract(text) == extract(text)


@given(st.integers(min_value=1, max_value=99), st.sampled_from(["%", " percent", " per cent", "％"]))
def test_any_whole_percentage_is_read(value: int, sign: str) -> None:
    (statistic,) = extract(f"About {value}{sign} of users agree.")
    assert (int(statistic.value), statistic.unit, statistic.hedge) == (value, "percent", "about")


# Texts over which a careless expression would backtrack for minutes; the time limit stops a test that does.
HOSTILE = [
    "A" * 5_000,
    "A a " * 2_000,
    "Aa Bb " * 2_000,
    "1," * 2_000,
    "1,111" + ",111" * 2_000,
    "1 111" + " 111" * 2_000,
    "1.1" * 2_000,
    "9" * 50_000,
    "one " * 1_500,
    "one hundred and " * 500,
    "one half " * 1_000,
    "-" * 20_000,
    "5% (" * 500,
    "5% of the " * 500,
    "who is 5% " * 500,
    "$" * 20_000,
    "x " * 5_000 + "5%" + " x" * 5_000,
    "http://" * 2_000 + "5%",
    "a@" * 5_000,
    " " * 20_000 + "5%" + " " * 20_000,
    "\n" * 20_000,
    "“" * 10_000,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_comes_to_an_end(text: str) -> None:
    for statistic in extract(text):
        assert text[statistic.start : statistic.end] == statistic.raw


def test_a_text_without_full_stops_is_cut_into_sentences() -> None:
    found = extract("and 5% of users left " * 400)
    assert len(found) == 400
    assert max(len(statistic.sentence) for statistic in found) < 1_100
