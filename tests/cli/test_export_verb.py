"""`upswell export` and `upswell digest` as a person types them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from defusedxml import ElementTree
from pptx import Presentation

from analytics.cli.main import main
from analytics.slides import picture


@pytest.fixture(autouse=True)
def at_home(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSWELL_HOME", str(desk_home))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.parametrize("ending", ["pptx", "xlsx", "csv", "json", "md", "rss"])
def test_every_file_is_written(tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / f"rising.{ending}"
    assert main(["export", "--out", str(out), "--topics", "rising"]) == 0
    assert out.stat().st_size > 100
    assert capsys.readouterr().out == f"{out}\n"


@pytest.mark.skipif(not picture.available(), reason="no Chrome or Chromium on this machine")
def test_every_chart_of_a_selection_is_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "all.svg"
    options = ["--kind", "columns", "--start", "2026-03-02", "--out", str(out)]
    assert main(["export", *options]) == 0
    written = [out, tmp_path / "all-2.svg"]
    assert capsys.readouterr().out == "".join(f"{path}\n" for path in written)
    assert sorted(tmp_path.iterdir()) == sorted(written)
    shown = [
        ElementTree.fromstring(path.read_bytes()).findtext("{http://www.w3.org/2000/svg}title") for path in written
    ]
    assert len(set(shown)) == 2


def test_a_view_of_the_dashboard_is_exported(tmp_path: Path) -> None:
    out = tmp_path / "view.json"
    view = "http://127.0.0.1:8501/topic?topic=rising&sources=Ledger&grain=month"
    assert main(["export", "--view", view, "--out", str(out)]) == 0
    (chart,) = json.loads(out.read_bytes())["charts"]
    assert {row["denominator"] for row in chart["rows"]} <= set(range(12, 31))
    assert chart["rows"][1]["period"] == "2025-07"


def test_a_template_gives_the_look(tmp_path: Path) -> None:
    template, out = tmp_path / "brand.pptx", tmp_path / "o.pptx"
    Presentation().save(str(template))
    assert main(["export", "--topics", "rising", "--template", str(template), "--out", str(out)]) == 0
    deck = Presentation(str(out))
    assert deck.slide_width == Presentation().slide_width
    assert len(deck.slides) == 1


def test_a_deck_is_refreshed_in_place_and_its_former_state_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "d.pptx"
    assert main(["export", "--topics", "rising", "--end", "2026-03-02", "--out", str(deck)]) == 0
    before = deck.read_bytes()
    assert main(["export", "--refresh", str(deck), "--end", "2026-06-01"]) == 0
    assert deck.read_bytes() != before
    assert (tmp_path / "d.before-refresh.pptx").read_bytes() == before
    assert "slide 1: chart" in capsys.readouterr().out
    Presentation(io.BytesIO(deck.read_bytes()))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--topics", "rising"], 2, "--out"),
        (["--out", "x.gif"], 2, ".pptx"),
        (["--out", "x.csv", "--topics", "nothing"], 1, "no topic 'nothing'"),
        (["--out", "x.csv", "--start", "tomorrow"], 1, "start"),
        (["--out", "x.pptx", "--template", "missing.potx"], 1, "missing.potx"),
        (["--refresh", "missing.pptx"], 1, "missing.pptx"),
        (["--out", "x.md"], 1, "--topics"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str],
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", *words]) == status
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_topics_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list"]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["Steady", "Rising"]


@pytest.mark.parametrize("options", [[], ["--html"], ["--since", "2w", "--sources", "Ledger"]])
def test_a_digest_is_printed(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", *options]) == 0
    assert "Rising" in capsys.readouterr().out


def test_a_span_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--since", "yesterday"]) == 1
    assert "--since" in capsys.readouterr().err
