"""Kept decks: by name, replaced, removed, and whole after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from analytics.store import Store, decks

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SLIDE = {"chart": {"kind": "line", "subjects": [["topic", "t1", "Kites"]]}, "title": "Kites “rise”", "notes": "é\n"}


def test_a_deck_comes_back_as_it_was_kept(store: Store) -> None:
    kept = decks.keep(store, name="June", slides=[SLIDE, {**SLIDE, "title": ""}], now=NOW)
    assert decks.decks(store) == [kept]
    assert kept.slides[0] == SLIDE


def test_a_deck_of_the_same_name_is_replaced_and_others_are_left(store: Store) -> None:
    decks.keep(store, name="May", slides=[SLIDE], now=NOW)
    decks.keep(store, name="June", slides=[SLIDE], now=NOW)
    later = decks.keep(store, name="June", slides=[], now=NOW + timedelta(hours=1))
    assert [each.name for each in decks.decks(store)] == ["June", "May"]
    decks.forget(store, later.id)
    assert [each.name for each in decks.decks(store)] == ["May"]
