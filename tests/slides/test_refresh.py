"""A deck that a person edited keeps every edit and gets every new value."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

from analytics.charts.bar import bar
from analytics.charts.chart import Chart, Citation
from analytics.charts.line import line
from analytics.charts.multiples import multiples
from analytics.errors import ExportError
from analytics.slides import deck, tags
from analytics.slides.package import replaced
from analytics.slides.refresh import GoneError, refresh
from analytics.types import Trend

MINE = RGBColor.from_string("123456")  # type: ignore[no-untyped-call]


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def saved(book: Any) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def native(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


@pytest.fixture
def before(invented: Any) -> list[Trend]:
    return [
        invented.trend([10, 12, 11, None, 15], label="agentic search", verdict=invented.verdict("up")),
        invented.trend([20, 19, 22, None, 21], label="retail media", verdict=invented.verdict("flat")),
    ]


@pytest.fixture
def after(invented: Any) -> list[Trend]:
    return [
        invented.trend(
            [10, 12, 11, None, 15, 24, 30], label="agentic search", verdict=invented.verdict("up", effect=3.0)
        ),
        invented.trend(
            [20, 19, 22, None, 21, 18, 17], label="retail media", verdict=invented.verdict("down", effect=0.5)
        ),
    ]


def whole_values(trend: Trend) -> tuple[float | None, ...]:
    return tuple(point.value if point.complete else None for point in trend.points)


def test_every_edit_is_kept_and_every_value_is_new(invented: Any, before: list[Trend], after: list[Trend]) -> None:
    context = invented.context()
    book = opened(deck.build([line(before, context), bar(before, context)]))
    first, second = book.slides
    first.shapes.title.text_frame.text = "My own title"
    frame = native(first)
    frame.left, frame.width = Inches(1), Inches(8)
    frame.name = "renamed by me"
    drawn = frame.chart.plots[0].series[1]
    drawn.format.line.color.rgb = MINE
    own = book.slides.add_slide(book.slide_layouts[2])
    own.shapes.title.text_frame.text = "A slide of mine"
    order = book.slides._sldIdLst
    order.insert(0, order[-1])
    first.notes_slide.notes_text_frame.text = "Say hello first.\n" + first.notes_slide.notes_text_frame.text

    renewed, changes = refresh(
        saved(book), lambda memory: line(after, context) if memory["kind"] == "line" else bar(after, context)
    )

    book = opened(renewed)
    assert [slide.shapes.title.text_frame.text for slide in book.slides][:2] == ["A slide of mine", "My own title"]
    slide = book.slides[1]
    frame = native(slide)
    assert (frame.left, frame.width, frame.name) == (Inches(1), Inches(8), "renamed by me")
    assert {series.name: tuple(series.values) for series in frame.chart.plots[0].series} == {
        trend.subject.label: whole_values(trend) for trend in after
    }
    assert frame.chart.plots[0].series[1].format.line.color.rgb == MINE
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Say hello first.")
    assert "3 times its level in the 52 weeks before" in notes
    assert "2 times its level in the 52 weeks before" not in notes
    assert book.slides[2].shapes.title.text_frame.text != second.shapes.title.text_frame.text
    outcomes = {(change.slide, change.what.split(" ")[0]): change.outcome for change in changes}
    assert outcomes[2, "title"] == "left"
    assert outcomes[2, "chart"] == "renewed"
    assert outcomes[3, "title"] == "renewed"


def test_series_are_found_by_name_when_a_person_reorders_them(
    invented: Any, before: list[Trend], after: list[Trend]
) -> None:
    context = invented.context()
    book = opened(deck.build([line(before, context)]))
    chart = native(book.slides[0]).chart
    chart.plots[0].series[0].format.line.color.rgb = MINE
    first, second = (series._element for series in chart.plots[0].series)
    first.order.val, second.order.val = 1, 0
    renewed, _ = refresh(saved(book), lambda memory: line(after, context))
    series = {one.name: one for one in native(opened(renewed).slides[0]).chart.plots[0].series}
    assert series["agentic search"].format.line.color.rgb == MINE
    assert tuple(series["agentic search"].values) == whole_values(after[0])


def cited(*names: str) -> tuple[Citation, ...]:
    return tuple(Citation(name, name, None, f"https://example.com/{name}") for name in names)


def linked(slide: Any) -> dict[str, str]:
    """The links of a slide with their addresses."""
    runs = [
        run for shape in slide.shapes if shape.has_text_frame for run in shape.text_frame.paragraphs[0].runs
        if run.hyperlink.address
    ]  # fmt: skip
    return {run.text: run.hyperlink.address for run in runs}


def source_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if (tags.read(shape) or {}).get("role") == "source")


@pytest.mark.parametrize(
    ("old", "new"),
    [("ab", "bc"), ("ab", "abcd"), ("abc", "d"), ("", "ab"), ("ab", ""), ("ab", "ab")],
)
def test_links_to_evidence_follow_the_data(invented: Any, before: list[Trend], old: str, new: str) -> None:
    data = deck.build([line(before, invented.context(evidence=cited(*old)))])
    chart = line(before, invented.context(evidence=cited(*new)))
    renewed, changes = refresh(data, lambda memory: chart)
    (outcome,) = [change.outcome for change in changes if change.what == "links"]
    assert outcome == ("unchanged" if old == new else "renewed")
    assert source_of(opened(renewed).slides[0]).text_frame.text == (
        source_of(opened(deck.build([chart])).slides[0]).text_frame.text
    )
    assert list(linked(opened(renewed).slides[0]).values()) == [f"https://example.com/{name}" for name in new]
    again, changes = refresh(renewed, lambda memory: chart)
    assert again == renewed
    assert "left" not in {change.outcome for change in changes}


def test_links_of_a_deck_that_does_not_remember_them_are_known_by_their_numbers(
    invented: Any, before: list[Trend]
) -> None:
    book = opened(deck.build([line(before, invented.context(evidence=cited("a", "b")))]))
    source = source_of(book.slides[0])
    tags.write(source, {key: value for key, value in (tags.read(source) or {}).items() if key != "links"})
    renewed, changes = refresh(saved(book), lambda memory: line(before, invented.context(evidence=cited("c"))))
    assert linked(opened(renewed).slides[0]) == {"[1] c": "https://example.com/c"}
    assert [change.outcome for change in changes if change.what == "links"] == ["renewed"]


def test_a_link_of_a_persons_own_stays(invented: Any, before: list[Trend]) -> None:
    book = opened(deck.build([line(before, invented.context(evidence=cited("a", "b")))]))
    paragraph = source_of(book.slides[0]).text_frame.paragraphs[0]
    first = next(run for run in paragraph.runs if run.hyperlink.address)
    first.text, first.hyperlink.address = "my own", "https://example.org/mine"
    renewed, _ = refresh(saved(book), lambda memory: line(before, invented.context(evidence=cited("c", "d", "e"))))
    assert linked(opened(renewed).slides[0]) == {
        "my own": "https://example.org/mine",
        "[2] d": "https://example.com/d",
        "[3] e": "https://example.com/e",
    }


def test_links_that_a_person_took_away_stay_away(invented: Any, before: list[Trend]) -> None:
    book = opened(deck.build([line(before, invented.context(evidence=cited("a", "b")))]))
    paragraph = source_of(book.slides[0]).text_frame.paragraphs[0]
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    renewed, changes = refresh(saved(book), lambda memory: line(before, invented.context(evidence=cited("c"))))
    assert linked(opened(renewed).slides[0]) == {}
    assert [change.outcome for change in changes if change.what == "links"] == ["left"]


def test_a_new_partial_period_is_dashed_and_an_old_one_is_not(invented: Any) -> None:
    context = invented.context()
    old = invented.trend([10, 12, 4], partial=[-1])
    new = invented.trend([10, 12, 14, 5], partial=[-1])
    data = deck.build([line([old], context)], partial=True)
    renewed, _ = refresh(data, lambda memory: line([new], context))
    series = {one.name: tuple(one.values) for one in native(opened(renewed).slides[0]).chart.plots[0].series}
    assert series["agentic search"] == (0.05, 0.06, 0.07, None)
    assert series["agentic search (not complete)"] == (None, None, 0.07, 0.025)


def test_an_axis_that_a_person_set_stays(invented: Any, before: list[Trend], after: list[Trend]) -> None:
    context = invented.context()
    book = opened(deck.build([line(before, context)]))
    native(book.slides[0]).chart.value_axis.maximum_scale = 0.9
    renewed, _ = refresh(saved(book), lambda memory: line(after, context))
    assert native(opened(renewed).slides[0]).chart.value_axis.maximum_scale == 0.9
    untouched, _ = refresh(deck.build([line(before, context)]), lambda memory: line(after, context))
    assert native(opened(untouched).slides[0]).chart.value_axis.maximum_scale >= 0.15


def test_panels_of_small_multiples_are_found_by_subject(invented: Any, before: list[Trend], after: list[Trend]) -> None:
    context = invented.context()
    data = deck.build([multiples(before, context)])
    renewed, _ = refresh(data, lambda memory: multiples(list(reversed(after)), context))
    charts = [shape.chart for shape in opened(renewed).slides[0].shapes if shape.has_chart]
    assert [chart.plots[0].series[0].name for chart in charts] == ["agentic search", "retail media"]
    assert tuple(charts[0].plots[0].series[0].values) == whole_values(after[0])


def test_a_merged_topic_says_so_and_keeps_its_chart(invented: Any, before: list[Trend]) -> None:
    def gone(memory: dict[str, Any]) -> Chart:
        raise GoneError("the topic “agentic search” was merged into “AI shopping” on 3 May 2026")

    data = deck.build([line(before[:1], invented.context())])
    renewed, changes = refresh(data, gone)
    slide = opened(renewed).slides[0]
    assert tuple(native(slide).chart.plots[0].series[0].values) == whole_values(before[0])
    assert any("merged into “AI shopping”" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert [change.outcome for change in changes] == ["gone"]
    again, _ = refresh(renewed, gone)
    texts = [shape.text_frame.text for shape in opened(again).slides[0].shapes if shape.has_text_frame]
    assert sum(text.count("Not refreshed") for text in texts) == 1


def test_refreshing_on_the_same_data_changes_nothing(invented: Any, before: list[Trend]) -> None:
    context = invented.context()
    data = deck.build([line(before, context)])
    renewed, changes = refresh(data, lambda memory: line(before, context))
    assert {change.outcome for change in changes} == {"unchanged"}
    twice, _ = refresh(renewed, lambda memory: line(before, context))
    assert twice == renewed


def test_a_chart_that_a_person_made_into_another_kind_keeps_its_kind(
    invented: Any, before: list[Trend], after: list[Trend]
) -> None:
    context = invented.context()
    book = opened(deck.build([line(before, context)]))
    chart = native(book.slides[0]).chart
    plot = chart.plots[0]._element
    columns = plot.xml.replace("c:lineChart", "c:barChart").replace('<c:marker val="1"/>', "")
    columns = columns.replace('<c:grouping val="standard"/>', '<c:barDir val="col"/><c:grouping val="clustered"/>')
    plot.getparent().replace(plot, parse_xml(columns))
    renewed, _ = refresh(saved(book), lambda memory: line(after, context))
    plots = native(opened(renewed).slides[0]).chart.plots
    assert plots[0]._element.tag.endswith("barChart")
    assert tuple(plots[0].series[0].values) == whole_values(after[0])


def test_a_chart_that_had_no_data_is_said_to_have_some_now(invented: Any, after: list[Trend]) -> None:
    context = invented.context()
    data = deck.build([line([invented.trend([None, None], label="agentic search")], context)])
    _, changes = refresh(data, lambda memory: line(after[:1], context))
    assert [change.outcome for change in changes if change.what == "empty chart"] == ["left"]


def test_a_title_given_on_export_is_a_persons_own(invented: Any, before: list[Trend], after: list[Trend]) -> None:
    context = invented.context()
    data = deck.build([replace(line(before, context), title="Ours to win")])
    renewed, _ = refresh(data, lambda memory: line(after, context))
    assert opened(renewed).slides[0].shapes.title.text_frame.text == "Ours to win"


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_deck_is_named(data: bytes) -> None:
    with pytest.raises(ExportError, match=r"mine\.pptx"):
        refresh(data, lambda memory: pytest.fail("nothing to draw"), name="mine.pptx")


def test_a_deck_without_our_charts_is_named() -> None:
    with pytest.raises(ExportError, match="holds no chart"):
        refresh(saved(Presentation()), lambda memory: pytest.fail("nothing to draw"))


def test_memories_survive_copies_of_a_shape(invented: Any, before: list[Trend]) -> None:
    book = opened(deck.build([line(before, invented.context())]))
    memory = tags.read(native(book.slides[0]))
    assert memory is not None
    assert memory["subjects"] == [
        ["topic", "topic:agentic search", "agentic search"],
        ["topic", "topic:retail media", "retail media"],
    ]
    assert tags.read(book.slides[0].shapes.add_textbox(Emu(0), Emu(0), Emu(1), Emu(1))) is None


def without_tags(data: bytes) -> bytes:
    """The deck as a program saves it that knows neither tags nor the names of placeholders."""
    book = opened(data)
    for slide in book.slides:
        for shape in slide.shapes:
            for holder in shape._element.xpath("./*[1]/p:nvPr/p:custDataLst"):
                holder.getparent().remove(holder)
            if shape.is_placeholder:
                shape.name = "PlaceHolder 1"
    return saved(book)


def test_a_deck_without_tags_is_known_by_its_properties(invented: Any, before: list[Trend], after: list[Trend]) -> None:
    context = invented.context(
        evidence=(Citation("A", "Ad Ledger", None, "https://example.com/a"), Citation("B", "B", None, None))
    )
    charts = {"line": line(after, context), "multiples": multiples(after, context)}
    data = without_tags(deck.build([line(before, context), multiples(before, context)]))
    renewed, changes = refresh(data, lambda memory: charts[memory["kind"]])
    slides = opened(renewed).slides
    assert tuple(native(slides[0]).chart.plots[0].series[0].values) == whole_values(after[0])
    for slide, chart in zip(slides, charts.values(), strict=True):
        assert slide.shapes.title.text_frame.text == chart.title
        assert "own" not in " ".join(change.detail for change in changes)
    assert [change.what for change in changes if change.slide == 2].count(
        "chart “" + charts["multiples"].title + "”"
    ) == 2


def test_a_deck_of_libreoffice_gets_no_second_core_properties(invented: Any, before: list[Trend]) -> None:
    context = invented.context()
    data = deck.build([line(before, context)])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = package.read("_rels/.rels")
    theirs = relations.replace(b"package/2006/relationships/metadata", b"officedocument/2006/relationships/metadata")
    assert theirs != relations
    renewed, _ = refresh(replaced(data, "_rels/.rels", theirs), lambda memory: line(before, context))
    with zipfile.ZipFile(io.BytesIO(renewed)) as package:
        assert package.namelist().count("docProps/core.xml") == 1


def test_what_stands_in_the_properties_of_others_is_no_memory(invented: Any, before: list[Trend]) -> None:
    book = opened(without_tags(deck.build([line(before, invented.context())])))
    part = next(part for part in book.part.package.iter_parts() if part.partname == "/docProps/custom.xml")
    part._blob = part.blob.replace(b"<vt:lpwstr>", b"<vt:lpwstr>?")
    with pytest.raises(ExportError, match="holds no chart"):
        refresh(saved(book), lambda memory: pytest.fail("nothing to draw"))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_deck_that_libreoffice_saved_is_refreshed(
    invented: Any, before: list[Trend], after: list[Trend], tmp_path: Path
) -> None:
    context = invented.context()
    (tmp_path / "deck.pptx").write_bytes(deck.build([line(before, context), multiples(before, context)]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", "pptx", "--outdir"]
    subprocess.run([*command, f"{tmp_path}/out", f"{tmp_path}/deck.pptx"], check=True, timeout=280)  # noqa: S603
    charts = {"line": line(after, context), "multiples": multiples(after, context)}
    renewed, _ = refresh((tmp_path / "out" / "deck.pptx").read_bytes(), lambda memory: charts[memory["kind"]])
    for slide, chart in zip(opened(renewed).slides, charts.values(), strict=True):
        values = {
            one.name: tuple(one.values) for shape in slide.shapes if shape.has_chart for one in shape.chart.series
        }
        assert values == {trend.subject.label: whole_values(trend) for trend in after}
        assert slide.shapes.title.text_frame.text == chart.title
