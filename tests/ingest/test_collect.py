from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from ingest.article import Article, Rejection, Source
from ingest.collect import FORMATS, collect, parse

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example Daily</title>
<link>https://daily.example/</link>
<item><title>Ads &amp;amp; more</title><link>/one?utm_source=rss</link><guid>g1</guid>
<description>&lt;p&gt;Half of buyers left.&lt;/p&gt;</description><pubDate>Wed, 19 Nov 2025 13:52 GMT</pubDate></item>
<item><title>Second</title><link>https://daily.example/two</link></item></channel></rss>"""


def articles(data: bytes, path: str = "input", *, source: Source | None = None) -> list[Article]:
    return [result for result in parse(data, path=path, source=source) if isinstance(result, Article)]


def rejections(data: bytes, path: str = "input") -> list[Rejection]:
    return [result for result in parse(data, path=path) if isinstance(result, Rejection)]


def test_one_story_reads_the_same_in_every_format(tmp_path: Path) -> None:
    row = {
        "id": "g1",
        "title": "Half of buyers left",
        "url": "https://daily.example/one",
        "published": "2025-11-19T13:52:00Z",
        "text": "Half of buyers left the checkout.",
        "source": "Example Daily",
    }
    rendered = {key: {"rendered": row[key]} for key in ("title",)} | {"content": {"rendered": f"<p>{row['text']}</p>"}}
    post = rendered | {"link": row["url"], "date_gmt": "2025-11-19T13:52:00", "guid": {"rendered": "g1"}}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Example Daily", "items": [
        {"id": "g1", "title": row["title"], "url": row["url"], "content_text": row["text"],
         "date_published": row["published"]}
    ]}  # fmt: skip
    news = {"status": "ok", "articles": [
        {"source": {"id": None, "name": "Example Daily"}, "title": row["title"], "url": row["url"],
         "publishedAt": row["published"], "content": row["text"]}
    ]}  # fmt: skip
    table = tmp_path / "rows.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([row]), table)
    bodies = {
        "rss.xml": f"<rss version='2.0'><channel><title>Example Daily</title><item><title>{row['title']}</title>"
        f"<link>{row['url']}</link><description>{row['text']}</description><pubDate>{row['published']}</pubDate></item>"
        "</channel></rss>",
        "atom.xml": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Example Daily</title><entry><id>g1</id>"
        f"<title>{row['title']}</title><link href='{row['url']}'/><published>{row['published']}</published>"
        f"<content>{row['text']}</content></entry></feed>",
        "post.json": json.dumps(post),
        "posts.json": json.dumps([post]),
        "feed.json": json.dumps(feed),
        "news.json": json.dumps(news),
        "rows.json": json.dumps([row]),
        "rows.jsonl": json.dumps(row) + "\n",
        "rows.csv": ",".join(row) + "\n" + ",".join(row.values()) + "\n",
        "rows.tsv": "\t".join(row) + "\n" + "\t".join(row.values()) + "\n",
        "page.md": f"---\ntitle: {row['title']}\nurl: {row['url']}\ndate: {row['published']}\n"
        "source: Example Daily\n---\n"
        f"{row['text']}\n",
        "mail.eml": f"From: Example Daily <news@daily.example>\nSubject: {row['title']}\n"
        "Date: Wed, 19 Nov 2025 13:52:00 +0000\n"
        f"Message-ID: <g1@daily.example>\nArchived-At: <{row['url']}>\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
        f"{row['text']}\n",
    }
    read = {name: articles(body.encode(), name) for name, body in bodies.items()}
    read["rows.parquet"] = articles(table.read_bytes(), "rows.parquet")
    read["rows.jsonl.gz"] = articles(gzip.compress(bodies["rows.jsonl"].encode()), "rows.jsonl.gz")
    for name, found in read.items():
        assert len(found) == 1, name
        article = found[0]
        assert article.title == row["title"], name
        assert article.text == row["text"], name
        assert article.canonical_url == row["url"], name
        assert article.published is not None, name
        assert article.published.isoformat() == "2025-11-19T13:52:00+00:00", name
        if not name.startswith("post"):
            assert article.source == "Example Daily", name


def test_fields_of_a_feed() -> None:
    first, second = articles(RSS)
    assert (first.title, first.text) == ("Ads & more", "Half of buyers left.")
    assert (first.url, first.canonical_url) == (
        "https://daily.example/one?utm_source=rss",
        "https://daily.example/one",
    )
    assert (first.locator, first.source, first.source_url, first.via) == (
        "g1",
        "Example Daily",
        "https://daily.example/",
        None,
    )
    assert (second.published, second.published_basis) == (None, "unknown")


def test_carrier_and_origin_by_the_note_in_the_text() -> None:
    note = '<p>The post <a href="https://origin.example/p">T</a> appeared first on <a href="https://origin.example/">Origin</a>.</p>'
    post = {
        "title": {"rendered": "T"},
        "link": "https://carrier.example/?p=1",
        "content": {"rendered": "<p>Text.</p>" + note},
    }
    (article,) = articles(json.dumps(post).encode())
    assert (article.source, article.via) == ("Origin", "carrier.example")
    assert article.canonical_url == "https://origin.example/p"
    assert article.url == "https://carrier.example/?p=1"
    assert article.text == "Text."


def test_an_own_note_names_no_carrier() -> None:
    note = '<p>The post <a href="https://daily.example/p">T</a> appeared first on <a href="https://daily.example/">Daily</a>.</p>'
    row = {"title": "T", "url": "https://daily.example/p", "source": "Daily - AI", "text": "<p>Text.</p>" + note}
    (article,) = articles(json.dumps([row]).encode())
    assert (article.source, article.via) == ("Daily", None)


@pytest.mark.parametrize(
    ("raw", "published"), [("1246-01-01", None), ("Thu, 01 Jan 1970 00:00:00 GMT", None), ("2999-01-01", None)]
)
def test_impossible_dates_are_unknown_and_kept(raw: str, published: None) -> None:
    (article,) = articles(json.dumps([{"title": "T", "date": raw}]).encode())
    assert (article.published, article.published_basis) == (published, "unknown")
    assert article.extra["published_raw"] == raw


def test_an_edit_moves_nothing() -> None:
    row = {"title": "T", "url": "https://daily.example/p", "published": "2025-01-02", "updated": "2025-03-04"}
    (before,) = articles(json.dumps([row | {"updated": None}]).encode())
    (after,) = articles(json.dumps([row]).encode())
    assert before.published == after.published
    assert before.id == after.id
    assert after.updated is not None


def test_the_day_in_an_address_stands_in_for_a_date() -> None:
    (article,) = articles(json.dumps([{"title": "T", "url": "https://daily.example/2025/01/02/t"}]).encode())
    assert article.published is not None
    assert article.published_basis == "url"


def test_own_output_reads_back_unchanged() -> None:
    first = articles(RSS)[0]
    line = {
        "id": first.id, "path": "p", "locator": first.locator, "source": first.source, "source_url": first.source_url,
        "via": "Carrier", "url": first.url, "canonical_url": first.canonical_url, "title": "1 < 2 &amp; more",
        "text": "a\n\nb &lt;", "summary": "", "authors": ["Ann Lee"], "published": "2025-11-19T13:52:00Z",
        "published_basis": "page", "updated": None, "language": "en", "tags": ["a, b"], "extra": {"k": 1},
    }  # fmt: skip
    (again,) = articles(json.dumps(line).encode() + b"\n", "own.jsonl")
    assert (again.title, again.text, again.via, again.published_basis) == (
        line["title"],
        line["text"],
        "Carrier",
        "page",
    )
    assert (again.tags, again.authors, again.extra) == (("a, b",), ("Ann Lee",), {"k": 1})


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (b"", "a.xml", "empty"),
        (b"\x89PNG\r\n\x00\x00\x00", "a.png", "binary"),
        (b"\x1f\x8bnonsense", "a.gz", "gzip"),
        (b"PAR1nonsense", "a.parquet", "Parquet"),
        (b"<html><head><title>x</title></head></html>", "feed.xml", "HTML page"),
        (b"<opml version='1.0'></opml>", "a.opml", "upswell add"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>', "a.xml", "entities"),
        (b"just words", "a.bin", "no format"),
        (b"file,bytes\na,1\n", "a.csv", "no column"),
        (b'<rss version="2.0"><channel/></rss>', "a.xml", "no articles"),
        (b"# T\n\n" + b"x " * 600_000, "a.md", "characters"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, path: str, reason: str) -> None:
    (rejection,) = parse(data, path=path)
    assert isinstance(rejection, Rejection)
    assert rejection.path == path
    assert reason in rejection.reason


@pytest.mark.parametrize(
    ("data", "path", "titles", "locators"),
    [
        (b'{"title":"a"}\n{nope\n[1]\n{"title":"b"}\n', "a.jsonl", ["a", "b"], ["line 2", "line 3"]),
        (b'[{"title":"a"},{"title":', "a.json", ["a"], ["character 15"]),
        (b'[{"title":"a"}][{"title":"b"}]', "a.json", ["a", "b"], []),
        (b'{"title":"a"}\n{"title":"' + b"x" * 11_000_000 + b'"}\n{"title":"b"}', "a.jsonl", ["a", "b"], ["line 2"]),
        (b"title,url\na,\n" + b"x" * 11_000_000 + b",\nb,\n", "a.csv", ["a", "b"], ["line 3"]),
        (RSS[: RSS.index(b"<title>Second") + 20], "a.xml", ["Ads & more"], ["1", ""]),
        (
            RSS.replace(b"</item></channel>", b"</item><item></item></channel>"),
            "a.xml",
            ["Ads & more", "Second"],
            ["2"],
        ),
        (b"junk before " + RSS, "a.xml", ["Ads & more", "Second"], []),
    ],
)
def test_one_bad_entry_costs_no_other(data: bytes, path: str, titles: list[str], locators: list[str]) -> None:
    results = list(parse(data, path=path))
    assert [result.title for result in results if isinstance(result, Article)] == titles
    assert [result.locator for result in results if isinstance(result, Rejection)] == locators


def test_folders_are_read_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", ".hidden.json"):
        (tmp_path / name).write_text(json.dumps([{"title": name}]), encoding="utf-8")
    assert [result.title for result in collect([tmp_path]) if isinstance(result, Article)] == ["a.json", "b.json"]


def test_identity_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    ids = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / f"{folder}.xml"
        file.write_bytes(RSS)
        ids.append([result.id for result in collect([file]) if isinstance(result, Article)])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_a_missing_file_is_a_rejection(tmp_path: Path) -> None:
    (rejection,) = collect([tmp_path / "none.xml"])
    assert isinstance(rejection, Rejection)
    assert "cannot be opened" in rejection.reason


def test_a_registered_source_gives_its_name() -> None:
    source = Source(id="s1", name="My Daily", location="https://daily.example/feed", kind="feed")
    found = articles(RSS, source.location, source=source)
    assert {article.source for article in found} == {"My Daily"}
    assert {article.source_id for article in found} == {"s1"}


def test_columns_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Zeile;Tag\nHallo;2025-01-02\n", encoding="utf-8")
    (article,) = collect([file], columns={"title": "Zeile", "published": "Tag"})
    assert isinstance(article, Article)
    assert (article.title, article.published_basis) == ("Hallo", "feed")


def test_a_table_may_hold_quotes_and_lines_in_its_cells() -> None:
    rows = 'Titel;Text\n"Hälfte; oder so";"Erste Zeile\nzweite ""Zeile"""\n'
    (article,) = parse(rows.encode(), path="t.csv", columns={"title": "Titel", "text": "Text"})
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Hälfte; oder so", 'Erste Zeile\nzweite "Zeile"')


def test_answers_of_news_services_are_found_below_their_envelope() -> None:
    row = {"webTitle": "Half left", "webUrl": "https://a.example/1", "webPublicationDate": "2026-03-04T09:00:00Z"}
    for answer in ({"response": {"results": [row]}}, {"value": [row | {"provider": [{"name": "A"}]}]}):
        (article,) = articles(json.dumps(answer).encode(), "answer.json")
        assert (article.title, article.url) == ("Half left", "https://a.example/1")
        assert article.published is not None


@given(st.permutations(["a.xml", "b.md", "c.csv", "d.json", "e.eml"]))
def test_the_order_of_files_changes_nothing(order: list[str]) -> None:
    bodies = {
        "a.xml": RSS,
        "b.md": b"---\ntitle: A note\n---\n\nText.\n",
        "c.csv": b"title,text\nOne,First\nTwo,Second\n",
        "d.json": b'[{"title": "Three", "text": "Third"}, 4]',
        "e.eml": b"From: a@a.example\nSubject: Four\nDate: Wed, 4 Mar 2026 09:00:00 +0000\n\nText\n",
    }
    read = {name: list(parse(bodies[name], path=name)) for name in order}
    assert [read[name] for name in bodies] == [list(parse(body, path=name)) for name, body in bodies.items()]


@given(st.binary(max_size=300), st.sampled_from(("", ".xml", ".json", ".md", ".csv", ".jsonl", ".eml", ".html")))
def test_random_bytes_only_ever_give_articles_or_rejections(data: bytes, suffix: str) -> None:
    assert list(parse(data, path="x" + suffix))


@given(st.integers(), st.sampled_from([name for name in FORMATS if name != "page"]))
def test_mutilated_feeds_only_ever_give_articles_or_rejections(seed: int, format: str) -> None:
    chance = random.Random(seed)
    data = bytearray(RSS)
    for _ in range(chance.randint(1, 10)):
        place = chance.randrange(len(data))
        data[place : place + chance.randint(0, 20)] = chance.randbytes(chance.randint(0, 4))
    results = list(parse(bytes(data), path="x.xml", format=format))
    assert results == list(parse(bytes(data), path="x.xml", format=format))


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)"]
)
def test_hostile_fields_hold_nothing_that_runs(payload: str) -> None:
    row = dict.fromkeys(("title", "text", "summary", "url", "source", "author", "tags", "other"), payload)
    for result in parse(json.dumps([row | {"id": "1"}]).encode(), path="x.json"):
        assert isinstance(result, Article)
        assert result.url is None
        stored = json.dumps(
            [result.title, result.text, result.summary, result.authors, result.tags, dict(result.extra)]
        )
        assert "<script" not in stored
        assert "<img" not in stored


def test_a_file_that_names_no_source_is_called_by_its_shelf() -> None:
    (note,) = articles(b"# Title\n\nText.\n", "notes/letters/one.md")
    (row,) = articles(b'[{"title": "T"}]', "dumps/headlines.json")
    assert (note.source, row.source) == ("letters", "headlines")


def test_markdown_in_a_cell_becomes_plain_text() -> None:
    (article,) = articles(json.dumps([{"title": "T", "text": "**Bold** and [a link](https://a.example/x)."}]).encode())
    assert article.text == "Bold and a link."
