"""What ratings teach beyond the brief."""

from __future__ import annotations

from analytics.enrich import relevance
from analytics.enrich.ratings import FEWEST, Rated, Reader, lesson
from analytics.enrich.relevance import Brief, Interest

BRIEF = Brief((Interest("Paid search", 3, ("Google Ads", "bidding")),))
LIKED = [Rated(f"Podcast {n}", "Listeners follow a podcast at home.", 9) for n in range(8)]
DISLIKED = [Rated(f"Google Ads {n}", "Google Ads changes bidding again.", 1) for n in range(8)]


def test_ratings_raise_and_lower_and_the_reason_says_by_what() -> None:
    reader = Reader(BRIEF).fit(LIKED + DISLIKED)
    liked = reader.score("a", "A new podcast", "Listeners like the podcast.")
    disliked = reader.score("b", "Google Ads news", "Google Ads changes bidding.")
    assert liked.score > relevance.score("a", "A new podcast", "Listeners like the podcast.", BRIEF).score
    assert "“podcast”" in liked.reason
    assert "raise it from 0" in liked.reason
    assert disliked.score < relevance.score("b", "Google Ads news", "Google Ads changes bidding.", BRIEF).score
    assert "lower it" in disliked.reason
    assert "“Google Ads”" in disliked.reason


def test_too_few_ratings_teach_nothing() -> None:
    reader = Reader(BRIEF).fit(LIKED[: FEWEST - 1])
    assert reader.score("a", "A new podcast", "") == relevance.score("a", "A new podcast", "", BRIEF)


def test_ratings_without_a_word_in_common_teach_nothing() -> None:
    reader = Reader(BRIEF).fit([Rated("", "", 5)] * FEWEST)
    assert reader.score("a", "Podcast", "").score == 0


def test_the_same_ratings_teach_the_same() -> None:
    one, other = (Reader(BRIEF).fit(LIKED + DISLIKED).score("a", "Podcast", "Bidding.") for _ in range(2))
    assert one == other


def test_every_early_rating_is_learnt_from_and_later_ones_in_steps() -> None:
    learnt = [lesson(number) for number in range(200)]
    assert learnt[:FEWEST] == [0] * FEWEST
    assert learnt[FEWEST : 2 * FEWEST] == list(range(FEWEST, 2 * FEWEST))
    assert all(taken <= number < 1.2 * taken for number, taken in enumerate(learnt) if number >= FEWEST)
    assert len(set(learnt)) < 40
