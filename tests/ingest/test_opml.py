from __future__ import annotations

from ingest.article import Source
from ingest.opml import read, source_id, write

LIST = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Retail &amp; ads"><outline text="Inner">
<outline type="rss" text="Daily & weekly" xmlUrl="https://daily.example/feed?a=1&b=2" htmlUrl="https://daily.example"/>
</outline></outline>
<outline text="Plain" xmlUrl="http://plain.example/rss"><outline text="Nested" xmlUrl="feed:http://nested.example/rss"></outline></outline>
<outline text="Evil" xmlUrl="javascript:alert(1)"/>
<outline text="Again" xmlUrl="http://plain.example/rss"/></body></opml>"""


def test_folders_become_groups_and_broken_markup_is_read() -> None:
    sources, rejections = read(LIST, path="list.opml")
    assert [(source.name, source.location, source.group) for source in sources] == [
        ("Daily & weekly", "https://daily.example/feed?a=1&b=2", "Retail & ads / Inner"),
        ("Plain", "http://plain.example/rss", None),
        ("Nested", "http://nested.example/rss", None),
    ]
    assert [rejection.locator for rejection in rejections] == ["Evil"]


def test_what_is_written_reads_back() -> None:
    sources = [
        Source(id=source_id(f"https://{name}.example/feed?a=1&b=2"), name=f'{name} & "sons" <b>', kind="feed",
               location=f"https://{name}.example/feed?a=1&b=2", group=group)
        for name, group in (("zeta", "G & H"), ("alpha", "G & H"), ("beta", None))
    ]  # fmt: skip
    text = write([*sources, Source(id="x", name="A file", location="/data/file.csv", kind="file")])
    again, rejections = read(text.encode(), path="out.opml")
    assert rejections == []
    assert {(source.id, source.location, source.group) for source in again} == {
        (source.id, source.location, source.group) for source in sources
    }
    assert text == write(reversed(sources))


def test_kinds_wishes_and_folders_within_folders_come_back() -> None:
    sources = [
        Source(source_id(f"https://{n}.example/"), f"S{n}", f"https://{n}.example/", kind, group, full_text=full)  # type: ignore[arg-type]
        for n, (kind, group, full) in enumerate(
            [("feed", "Press / Trade", True), ("wordpress", "Press", False), ("page", None, False)]
        )
    ]
    text = write(sources)
    assert sorted(read(text.encode(), path="out.opml")[0], key=lambda source: source.name) == sources
    assert text.count('text="Press"') == 1


def test_what_is_no_list_says_so() -> None:
    assert "no outline" in read(b"<rss/>", path="a.opml")[1][0].reason
    assert "without a feed" in read(b"<opml><body><outline text='x'/></body></opml>", path="a.opml")[1][0].reason
