"""A visit to a source: what it fetched, what it parsed, and what it may claim to have seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs

import httpx
import pytest

from ingest.article import FetchState, Source
from ingest.errors import IngestError
from ingest.fetch import Fetcher
from ingest.live import discover, posts_address, visit

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Adverve</title>
<item><title>Cookies crumble</title><guid>a1</guid><link>https://adverve.example/a1</link>
<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate><description>Only a summary.</description></item>
<item><title>Screens multiply</title><guid>a2</guid><link>https://adverve.example/a2</link>
<pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate><description>Another summary.</description></item>
</channel></rss>"""
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
LONG = "".join(
    f"<p>The {n}th paragraph says what the summary left out, at some length and in plain words.</p>" for n in range(9)
)


def posts(first: int, count: int) -> str:
    return json.dumps(
        [
            {
                "id": n,
                "date_gmt": "2026-03-01T10:00:00",
                "link": f"https://ledger.example/{n}",
                "guid": {"rendered": f"https://ledger.example/?p={n}"},
                "title": {"rendered": f"Post {n}"},
                "content": {"rendered": f"<p>Text of post {n}.</p>"},
            }
            for n in range(first, first + count)
        ]
    )


class Web(httpx.BaseTransport):
    """Answers from a table of addresses without their queries; callables see the query."""

    def __init__(self) -> None:
        self.pages: dict[str, str | int | Callable[[dict[str, list[str]]], tuple[str, int]]] = {}
        self.asked: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        found = self.pages.get(str(request.url).partition("?")[0], 404)
        if callable(found):
            body, total = found(parse_qs(request.url.query.decode()))
            return httpx.Response(200, text=body, headers={"X-WP-TotalPages": str(total)})
        if isinstance(found, int):
            return httpx.Response(found)
        kind = "text/html" if found.startswith("<html") else "application/xml"
        return httpx.Response(200, text=found, headers={"Content-Type": kind})


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def fetcher(web: Web) -> Fetcher:
    return Fetcher(transport=web)


def feed(*, full_text: bool = False) -> Source:
    return Source("s1", "Adverve", "https://adverve.example/feed", "feed", full_text=full_text)


def nothing(identifier: str) -> None:
    return None


def test_a_first_visit_sees_back_to_the_oldest_item_and_overlaps_nothing(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://adverve.example/feed"] = FEED
    seen = visit(fetcher, feed(), FetchState("s1"), now=NOW, held=nothing)
    assert [article.title for article in seen.articles] == ["Cookies crumble", "Screens multiply"]
    assert seen.visit is not None
    assert (seen.visit.oldest, seen.visit.overlaps) == (datetime(2026, 3, 2, 9, tzinfo=UTC), False)


def test_a_known_item_means_that_nothing_was_missed(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://adverve.example/feed"] = FEED
    known = visit(fetcher, feed(), FetchState("s1"), now=NOW, held=nothing).articles[0]
    seen = visit(fetcher, feed(), FetchState("s1"), now=NOW, held={known.id: known.content_hash}.get)
    assert seen.visit is not None
    assert seen.visit.overlaps


def test_an_unchanged_feed_was_watched_and_a_failed_one_was_not(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://adverve.example/feed"] = FEED
    first = visit(fetcher, feed(), FetchState("s1"), now=NOW, held=nothing)
    again = visit(fetcher, feed(), first.fetched.state, now=NOW, held=nothing)
    assert again.visit is not None
    assert again.articles == ()
    web.pages["https://adverve.example/feed"] = 500
    assert visit(fetcher, feed(), first.fetched.state, now=NOW, held=nothing).visit is None


def test_summaries_are_completed_from_their_pages_and_a_closed_page_keeps_the_summary(
    web: Web, fetcher: Fetcher
) -> None:
    web.pages["https://adverve.example/feed"] = FEED
    web.pages["https://adverve.example/a1"] = PAGE.format("Cookies crumble", LONG)
    seen = visit(fetcher, feed(full_text=True), FetchState("s1"), now=NOW, held=nothing)
    first, second = seen.articles
    assert "8th paragraph" in first.text
    assert first.summary == "Only a summary."
    assert second.text == "Another summary."
    assert [(rejection.locator, rejection.reason) for rejection in seen.rejections] == [
        ("a2", "the full text could not be read, the summary is kept: the server answered 404")
    ]


def test_a_full_text_stays_when_the_feed_is_read_again_and_a_missing_one_is_tried_again(
    web: Web, fetcher: Fetcher
) -> None:
    web.pages["https://adverve.example/feed"] = FEED
    web.pages["https://adverve.example/a1"] = PAGE.format("Cookies crumble", LONG)
    first = visit(fetcher, feed(full_text=True), FetchState("s1"), now=NOW, held=nothing).articles
    held = {article.id: article.content_hash for article in first}
    web.pages["https://adverve.example/a2"] = PAGE.format("Screens multiply", LONG)
    web.asked.clear()
    again = visit(fetcher, feed(full_text=True), FetchState("s1"), now=NOW, held=held.get)
    assert "https://adverve.example/a1" not in web.asked
    assert again.articles[0].content_hash == first[0].content_hash
    assert again.articles[1].content_hash != first[1].content_hash
    assert "8th paragraph" in again.articles[1].text


def test_a_wordpress_site_is_paged_to_its_end_and_later_from_its_last_success(web: Web, fetcher: Fetcher) -> None:
    def answer(query: dict[str, list[str]]) -> tuple[str, int]:
        page = int(query["page"][0])
        return posts(100 * page, 100 if page < 3 else 7), 3

    web.pages["https://ledger.example/wp-json/wp/v2/posts"] = answer
    site = Source("s2", "Ledger", "https://ledger.example/", "wordpress")
    first = visit(fetcher, site, FetchState("s2"), now=NOW, held=nothing)
    assert len(first.articles) == 207
    assert len(web.asked) == 3
    assert "modified_after" not in web.asked[0]
    visit(fetcher, site, first.fetched.state, now=NOW, held=nothing)
    assert "modified_after=2026-03-04T11%3A00%3A00Z" in web.asked[3]


def test_an_old_wordpress_that_lists_everything_is_paged_back_to_what_is_known(web: Web, fetcher: Fetcher) -> None:
    def answer(query: dict[str, list[str]]) -> tuple[str, int]:
        page = int(query["page"][0])
        listed = json.loads(posts(100 * page, 100))
        for post in listed:
            post["modified_gmt"] = "2026-03-04T11:30:00" if page == 1 else "2026-02-01T10:00:00"
        return json.dumps(listed), 50

    web.pages["https://ledger.example/wp-json/wp/v2/posts"] = answer
    site = Source("s2", "Ledger", "https://ledger.example/", "wordpress")
    visit(fetcher, site, FetchState("s2", last_success=NOW), now=NOW, held=nothing)
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    "location",
    ["https://ledger.example", "https://ledger.example/", "https://ledger.example/wp-json/wp/v2/posts?per_page=5"],
)
def test_the_posts_address_of_a_site(location: str) -> None:
    assert posts_address(location, page=2).startswith("https://ledger.example/wp-json/wp/v2/posts?per_page=100&page=2")


def found(fetcher: Fetcher, url: str) -> tuple[str, str]:
    (source,), _ = discover(fetcher, url)
    return source.kind, source.location


def test_a_person_may_type_the_feed_or_the_site(web: Web, fetcher: Fetcher) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    web.pages["https://adverve.example/feed"] = FEED
    web.pages["https://adverve.example/"] = f"<html><head>{link}</head><body><p>Welcome</p></body></html>"
    assert found(fetcher, "https://adverve.example/feed") == ("feed", "https://adverve.example/feed")
    assert found(fetcher, "https://adverve.example/") == ("feed", "https://adverve.example/feed")
    assert not any("robots.txt" in address for address in web.asked)


def test_a_site_that_names_no_feed_is_looked_at_where_feeds_usually_are(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://shy.example/blog"] = "<html><body><p>Welcome</p></body></html>"
    web.pages["https://shy.example/atom.xml"] = FEED
    assert found(fetcher, "https://shy.example/blog") == ("feed", "https://shy.example/atom.xml")


def test_a_lone_article_is_a_source_and_claims_no_day_before_it_was_read(web: Web, fetcher: Fetcher) -> None:
    address = "https://essay.example/screens"
    web.pages[address] = PAGE.format("Screens multiply", LONG)
    (source,), _ = discover(fetcher, address)
    assert (source.kind, source.name) == ("page", "Screens multiply")
    seen = visit(fetcher, source, FetchState(source.id), now=NOW, held=nothing)
    assert "8th paragraph" in seen.articles[0].text
    assert seen.visit is not None
    assert seen.visit.oldest is None


def test_a_list_of_subscriptions_may_be_typed(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://lists.example/all.opml"] = (
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="Press">'
        '<outline text="One" xmlUrl="https://one.example/feed"/><outline text="Bad" xmlUrl="mailto:x"/></outline>'
        "</body></opml>"
    )
    sources, rejections = discover(fetcher, "https://lists.example/all.opml")
    assert [(source.name, source.group) for source in sources] == [("One", "Press")]
    assert [rejection.locator for rejection in rejections] == ["Bad"]


def test_a_page_without_a_feed_says_what_to_do(web: Web, fetcher: Fetcher) -> None:
    web.pages["https://plain.example/"] = "<html><body><p>Nothing to follow here.</p></body></html>"
    with pytest.raises(IngestError, match="give the address of its feed"):
        discover(fetcher, "https://plain.example/")
