"""Relevance follows the brief and the ratings, and nothing else is done again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.questions import read_article, search_articles
from analytics.settings import Settings
from analytics.store import Store, people
from tests.pipeline.conftest import NOW, Notes, words


def test_a_changed_brief_scores_again_and_enriches_nothing(store: Store, chosen: Settings, tmp_path: Path) -> None:
    refresh(store, chosen, now=NOW)
    brief = tmp_path / "brief.toml"
    brief.write_text('[[interest]]\nname = "Regret"\nphrases = ["regret"]\n', encoding="utf-8")
    report = refresh(store, replace(chosen, brief=brief), now=NOW)
    found = search_articles(store, Filters(min_relevance=1), now=NOW)
    assert report.enriched == 0
    assert found.total == 2


def test_ratings_teach_and_the_rating_itself_stands(store: Store, chosen: Settings, notes: Notes) -> None:
    for number in range(12, 22):
        about = "podcast" if number % 2 else "billboard"
        notes.write(number, text=f"{about} {words(number)} {about}")
    refresh(store, chosen, now=NOW)
    before = relevance(store)
    liked, disliked = (
        [each.id for each in search_articles(store, Filters(query=about), now=NOW).articles]
        for about in ("podcast", "billboard")
    )
    rated = dict.fromkeys(liked[:4], 9) | dict.fromkeys(disliked[:3], 0)
    for id_, given in rated.items():
        people.rate(store, id_, given, now=NOW)
    refresh(store, chosen, now=NOW)
    assert relevance(store) == before | rated

    people.rate(store, disliked[3], 2, now=NOW)
    report = refresh(store, chosen, now=NOW)
    view = read_article(store, Filters(), article_id=disliked[3], now=NOW)
    assert report.enriched == 0
    assert view is not None
    assert view.relevance is not None
    assert (view.relevance.score, view.relevance.reason[-13:]) == (2, "you gave it 2")
    taught = relevance(store)
    assert taught[liked[4]] > taught[disliked[4]] >= 0 == before[liked[4]]


def relevance(store: Store) -> dict[str, int]:
    """The score of each article."""
    return {line.id: line.relevance or 0 for line in search_articles(store, Filters(), now=NOW).articles}
