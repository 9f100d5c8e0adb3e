"""Sentences that are quoted, never written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich import statistics
from analytics.enrich.insights import Passage, in_short, insights, summarize

TEXT = """Retail media grew again this spring, according to the Harbor Institute and its yearly study of brands.
This was expected. Retail media budgets rose 18% among 400 brands, the Harbor Institute found.
Somebody also opened a bakery near the station, and the bread was said to be rather good.
Agencies expect that retail media networks will charge more for shopper data next year.
Will retail media budgets of brands go on to grow like that for another year?
Brands with retail media budgets were:
- 2.4x more likely to keep their agency.
- 1.3x more likely to hire."""


def passage(article_id: str, text: str) -> Passage:
    """A text with where its figures start."""
    return Passage(article_id, text, [each.start for each in statistics.extract(text)])


def test_sentences_are_verbatim_and_in_the_order_of_the_text() -> None:
    quoted = summarize([passage("a", TEXT)])
    assert len(quoted) == 3
    assert all(TEXT[each.start : each.end] == each.text for each in quoted)
    assert [each.start for each in quoted] == sorted(each.start for each in quoted)


def test_sentences_with_statistics_come_first_and_asides_last() -> None:
    quoted = [each.text for each in insights([passage("a", TEXT)], limit=3)]
    assert any("18%" in text for text in quoted)
    assert not any("bakery" in text or text.endswith("?") or text.startswith("This") for text in quoted)


def test_a_summary_says_what_the_text_is_about_and_insights_what_was_measured() -> None:
    text = (
        "Village bakers are turning to sourdough starters that they share with each other. "
        "The sourdough starters of village bakers travel in jars from one bakery to the next. "
        "A jar costs nothing, and a card tells when it was fed and by whom it was. "
        "In the county of Harlow, 61% of bakers had one at the end of the year."
    )
    (about,) = summarize([passage("a", text)], limit=1)
    (measured,) = insights([passage("a", text)], limit=1)
    assert about.text.startswith("Village bakers")
    assert "61%" in measured.text


HARLOW = [
    "Trams in Harlow run until midnight since the spring.",
    "Half of all bakeries open before sunrise on weekdays.",
    "A theatre near the quarry sold more seats than ever.",
    "Vineyards along the river lost a third of their grapes.",
    "Librarians lend garden tools to any resident with a card.",
    "The lido keeps its water warm through solar panels.",
    "Orchard owners plant pears where apples stood before.",
    "Ferry captains want a deeper harbour for larger boats.",
    "Council members voted for cheaper parking at the market.",
]


@pytest.mark.parametrize(
    ("text", "about", "found"),
    [
        ("", 0, 0),
        (HARLOW[0], 0, 1),
        (" ".join(HARLOW[:3]), 0, 3),
        (" ".join(HARLOW[:4]), 1, 3),
        (" ".join(HARLOW[:5]), 2, 3),
        (" ".join(HARLOW), 2, 5),
        (" ".join(HARLOW[:1] * 9), 0, 1),
    ],
)
def test_a_summary_leaves_enough_insights_and_repeats_none(text: str, about: int, found: int) -> None:
    told = in_short([passage("a", text)])
    assert (len(told.summary), len(told.insights)) == (about, found)
    assert not set(told.summary) & set(told.insights)


def test_what_leans_on_another_sentence_fills_up_but_never_sums_up() -> None:
    text = "Trams in Harlow run until midnight since the spring. They stop at each bakery between the two stations."
    told = in_short([passage("a", text)])
    assert [each.text[:5] for each in told.insights] == ["Trams", "They "]
    assert summarize([passage("a", text)], limit=2) == told.insights[:1]


def test_a_list_is_quoted_with_its_lead_in() -> None:
    quoted = [each.text for each in insights([passage("a", TEXT)], limit=3)]
    assert any(text.startswith("Brands with") and "2.4x" in text and "1.3x" in text for text in quoted)


def test_a_topic_quotes_each_finding_once() -> None:
    again = TEXT.replace("rose 18%", "climbed 18%")
    passages = [passage("a", TEXT), passage("b", again)]
    quoted = insights(passages, limit=5)
    assert sum("18%" in each.text for each in quoted) == 1
    assert insights(passages[::-1], limit=5) == quoted


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [
        ("Halden Foods asked its vendors for one report.", "In a post, Oslo Rail asked its vendors for one report.", 1),
        ("Halden Foods of Norway cut radio spend by 12%.", "In its spring note, Oslo Rail cut radio spend by 30%.", 2),
        ("Halden Foods opened another bakery in Harlow.", "Oslo Rail closed three stations near the river.", 2),
    ],
)
def test_what_several_did_is_told_once_unless_the_figure_differs(first: str, again: str, told: int) -> None:
    assert len(insights([passage("a", first), passage("b", again)])) == told


@pytest.mark.parametrize("text", ["", "\n", "Too short.", "no end to this sentence at all, which is a heading perhaps"])
def test_where_nothing_can_be_quoted_nothing_is(text: str) -> None:
    assert summarize([Passage("a", text)]) == ()


@given(st.text(max_size=400), st.integers(0, 5))
def test_any_text_is_quoted_verbatim(text: str, limit: int) -> None:
    quoted = summarize([Passage("a", text)], limit=limit)
    assert len(quoted) <= limit
    assert all(text[each.start : each.end] == each.text for each in quoted)
