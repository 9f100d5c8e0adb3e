"""The watch list: what its file may hold, and what it finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analytics import settings
from analytics.enrich import watchlist
from analytics.enrich.watchlist import Watched, Watchlist
from analytics.errors import SettingsError

META = Watched("Meta", "ORG", ("Meta Platforms",))
ADS = Watched("Meta Ads", "PRODUCT")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meta and Meta Platforms", ["Meta", "Meta Platforms"]),
        ("Meta Ads is a product", ["Meta Ads"]),
        ("META ADS up", ["META ADS"]),
        ("Meta's plan", ["Meta"]),
        ("meta tags, Metadata, Meta-analysis, @Meta, x.Meta", []),
        ("Meta\nAds", ["Meta\nAds"]),
    ],
)
def test_spellings_are_found_whole_and_longest_first(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in Watchlist((META, ADS)).find(text)] == expected


def test_an_empty_list_finds_nothing() -> None:
    assert list(Watchlist().find("Meta")) == []


def test_the_bundled_list_can_be_read() -> None:
    names = {entry.name for entry in watchlist.load(settings.DATA / "taxonomy.toml").entries}
    assert {"Google Ads", "ChatGPT", "Gartner"} <= names


def test_a_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    assert watchlist.load(tmp_path / "none.toml") == Watchlist()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[brands]]\nname = 'X'", r"\[\[brands\]\] is unknown; use \[\[brand\]\]"),
        ("[[brand]]\nalias = 'X'", r"\[\[brand\]\] 1: needs a name"),
        (
            "[[brand]]\nname = 'A'\n[[brand]]\nname = 'B'\naliases = 'C'",
            r"\[\[brand\]\] 2 \(B\): aliases must be a list",
        ),
    ],
)
def test_a_broken_entry_names_place_and_mend(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(content)
    _, (problem,) = watchlist.read(path)
    assert re.search(message, problem)
    assert problem.startswith(str(path))


def test_a_broken_entry_never_costs_the_others(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text("[[brand]]\nalias = 'X'\n[[brand]]\nname = 'Meta'\n[[brands]]\nname = 'Y'\n")
    assert [each.name for each in watchlist.load(path).entries] == ["Meta"]
    assert "[[brand]] 1: needs a name" in caplog.text
    assert "[[brands]] is unknown" in caplog.text


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text("[[brand]\n")
    with pytest.raises(SettingsError, match=r"taxonomy.toml: no TOML"):
        watchlist.load(path)


def test_only_altered_entries_touch_articles() -> None:
    before = Watchlist((META, ADS))
    renamed = Watched("Meta", "ORG", ("Meta Platforms", "Facebook Inc"))
    after = Watchlist((renamed, ADS))
    assert watchlist.changed(before, before) == Watchlist()
    assert set(watchlist.changed(before, after).entries) == {META, renamed}
    assert Watchlist.from_json(after.to_json()) == after
    assert before.version != after.version
