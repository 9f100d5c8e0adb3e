"""The brief's score and its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import settings
from analytics.enrich import relevance
from analytics.enrich.relevance import Brief, Interest
from analytics.errors import SettingsError

BRIEF = Brief(
    (
        Interest("AI search", 3, ("answer engine", "AI Overviews", "zero-click")),
        Interest("Audio", 1, ("podcast",)),
    ),
    ignore=("horoscope",),
)


@pytest.mark.parametrize(
    ("title", "text", "topic", "reason"),
    [
        ("Answer engines rise", "Every answer engine grew.", "AI search", "title and text name “answer engine”"),
        ("News", "A zero click world.", "AI search", "text names “zero-click”"),
        ("News", "One podcast and AI overviews.", "AI search", "also Audio"),
        ("News", "Bread and butter.", None, "Nothing of the brief's interests"),
        ("News", "Podcasting is another word.", None, "Nothing"),
        ("", "", None, "Nothing"),
    ],
)
def test_the_reason_names_what_matched(title: str, text: str, topic: str | None, reason: str) -> None:
    found = relevance.score("a", title, text, BRIEF)
    assert found.topic == topic
    assert reason in found.reason
    assert (found.score == 0) is (topic is None)


def test_a_title_counts_more_than_a_passing_word() -> None:
    title = relevance.score("a", "Answer engines rise", "Bread.", BRIEF).score
    passing = relevance.score("a", "Bread", "Bread. " * 200 + "An answer engine.", BRIEF).score
    assert title > passing > 0


def test_what_is_to_be_ignored_halves_the_score_and_says_so() -> None:
    wanted = relevance.score("a", "Answer engines", "AI Overviews, zero-click.", BRIEF)
    unwanted = relevance.score("a", "Answer engines", "AI Overviews, zero-click. Horoscope.", BRIEF)
    assert unwanted.score == round(wanted.score / 2) or abs(unwanted.score - wanted.score / 2) <= 1
    assert "halved for “horoscope”" in unwanted.reason


@given(st.text(max_size=80), st.lists(st.sampled_from(["answer engine", "podcast", "bread"]), max_size=60))
def test_scores_lie_between_0_and_10_and_never_fall_with_more_evidence(title: str, words: list[str]) -> None:
    text = " ".join(words)
    less = relevance.score("a", title, text, BRIEF).score
    more = relevance.score("a", title, text + " AI Overviews", BRIEF).score
    assert 0 <= less <= more <= 10


def test_the_bundled_brief_can_be_read() -> None:
    brief = relevance.load_brief(settings.DATA / "brief.toml")
    assert len(brief.interests) >= 5
    assert brief.ignore


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[interest]\n", "no readable TOML"),
        ("", r"has no \[\[interest\]\]"),
        ("[[interest]]\nphrases = ['a']", r"\[\[interest\]\] 1: needs a name"),
        ("[[interest]]\nname = 'A'", r"1 \(A\): needs phrases"),
        ("[[interest]]\nname = 'A'\nweight = 7\nphrases = ['a']", r"1 \(A\): weight must be"),
        ("[[interest]]\nname = 'A'\nweight = true\nphrases = ['a']", "weight must be"),
    ],
)
def test_a_broken_brief_names_place_and_mend(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(content)
    with pytest.raises(SettingsError, match=message):
        relevance.load_brief(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[interest]]\nphrases = ['b']\n", "[[interest]] 2: needs a name"),
        ("[[interest]]\nname = 'B'\nweight = 'high'\nphrases = ['b']\n", "2 (B): weight must be"),
        ("[ignore]\nphrases = 'x'", "[ignore]: phrases must be a list"),
    ],
)
def test_a_broken_entry_never_costs_the_others(
    content: str, message: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(f"[[interest]]\nname = 'A'\nphrases = ['a']\n{content}")
    assert [each.name for each in relevance.load_brief(path).interests] == ["A"]
    assert message in caplog.text


def test_a_missing_brief_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file; set UPSWELL_BRIEF"):
        relevance.load_brief(tmp_path / "none.toml")
