"""Sources on the network, visited once: the feed, every page of a WordPress site, or a page.

Joins fetching to parsing and says what the visit saw. It decides nothing about time (that is `schedule`) and keeps
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from ingest.article import Article, FetchState, Rejection, Source
from ingest.assemble import content_hash
from ingest.collect import parse
from ingest.coverage import Visit
from ingest.errors import IngestError
from ingest.fetch import Fetched, Fetcher
from ingest.normalize import decode
from ingest.opml import source_id
from ingest.page import feed_links, full_text

POSTS = "wp-json/wp/v2/posts"
POSTS_PER_PAGE, MOST_PAGES = 100, 200
# A listing may be changed while it is paged through; a little overlap costs nothing, a missed post does.
OVERLAP = timedelta(hours=1)
SUMMARY_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Visited:
    """What one visit brought. `visit` is None when the source did not answer."""

    fetched: Fetched
    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    visit: Visit | None


def visit(
    fetcher: Fetcher, source: Source, state: FetchState, *, now: datetime, is_known: Callable[[str], bool]
) -> Visited:
    """Fetches and parses `source`. `is_known` says whether an article's id was seen on an earlier visit.

    Sources with `full_text` have the page of each new article read where its feed carries a summary only; a page
    that cannot be read leaves the summary and a rejection that says so.
    """
    if source.kind == "wordpress":
        fetched, bodies = _posts(fetcher, source, state, now=now)
    else:
        fetched = fetcher.fetch(source, state, now=now)
        bodies = [] if fetched.body is None else [fetched.body]
    if fetched.outcome == "unchanged":
        return Visited(fetched, (), (), Visit(now, None, overlaps=True))
    if fetched.outcome != "changed":
        return Visited(fetched, (), (), None)
    articles: dict[str, Article] = {}
    rejections: list[Rejection] = []
    for body in bodies:
        for found in parse(body, path=fetched.url, source=source, content_type=fetched.content_type):
            if isinstance(found, Article):
                articles.setdefault(found.id, found)
            else:
                rejections.append(found)
    known = {identifier for identifier in articles if is_known(identifier)}
    dates = [article.published for article in articles.values() if article.published is not None]
    seen = Visit(now, min(dates, default=None), overlaps=bool(known) or source.kind == "wordpress")
    if source.full_text:
        for identifier, article in articles.items():
            if identifier not in known:
                articles[identifier], trouble = _completed(fetcher, article)
                rejections.extend(trouble)
    return Visited(fetched, tuple(articles.values()), tuple(rejections), seen)


def discover(fetcher: Fetcher, url: str) -> Source:
    """The source behind an address that a person typed: a feed, a WordPress site, or the feed that a page names.

    Raises IngestError when the address cannot be read or names no feed.
    """
    body, content_type, final = fetcher.page(url)
    readable = [found for found in parse(body, path=final, content_type=content_type) if isinstance(found, Article)]
    markup = decode(body)
    is_page = "<html" in markup[:5000].lower()
    if readable and not is_page:
        return Source(source_id(final), _name(final), final, "wordpress" if POSTS in final else "feed")
    links = feed_links(markup, base=final) if is_page else ()
    if links:
        return Source(source_id(links[0]), _name(final), links[0], "feed")
    if is_page and "wp-json" in markup:
        site = urljoin(final, "/")
        return Source(source_id(site), _name(final), site, "wordpress")
    raise IngestError(url, "neither a feed nor a page that names one; give the address of its feed")


def posts_address(location: str, *, page: int, modified_after: datetime | None = None) -> str:
    """The address of one page of a WordPress site's posts, with authors and terms embedded.

    `location` is the site or its posts address.
    """
    listing = location.partition("?")[0]
    if not listing.rstrip("/").endswith(POSTS):
        listing = urljoin(listing if listing.endswith("/") else f"{listing}/", POSTS)
    query: dict[str, str] = {"per_page": str(POSTS_PER_PAGE), "page": str(page), "_embed": "author,wp:term"}
    if modified_after is not None:
        query["modified_after"] = modified_after.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{listing}?{urlencode(query)}"


def _posts(fetcher: Fetcher, source: Source, state: FetchState, *, now: datetime) -> tuple[Fetched, list[bytes]]:
    """Every page of what is new since the last success; the first answer speaks for the visit."""
    since = state.last_success - OVERLAP if state.last_success else None

    def ask(page: int) -> Fetched:
        return fetcher.fetch(
            source, state, now=now, url=posts_address(source.location, page=page, modified_after=since)
        )

    first = got = ask(1)
    bodies: list[bytes] = []
    for page in range(2, MOST_PAGES + 2):
        if got.body is None:
            break
        bodies.append(got.body)
        pages = dict(got.headers).get("x-wp-totalpages", "")
        if (pages.isdecimal() and page > int(pages)) or len(list(_objects(got.body))) < POSTS_PER_PAGE:
            break
        got = ask(page)
        if got.body is None and got.status != 400:
            # WordPress answers 400 past the last page; after anything else the rest is asked for again next time.
            return replace(got, outcome="failed"), []
    return first, bodies


def _objects(body: bytes) -> Iterator[object]:
    try:
        posts = json.loads(body)
    except ValueError:
        return
    if isinstance(posts, list):
        yield from posts


def _completed(fetcher: Fetcher, article: Article) -> tuple[Article, list[Rejection]]:
    if article.url is None or len(article.text) > SUMMARY_LENGTH:
        return article, []
    try:
        body, _, final = fetcher.page(article.url)
    except IngestError as error:
        reason = f"the full text could not be read, the summary is kept: {error.reason}"
        return article, [Rejection(article.source_id, article.url, article.locator, reason, article.title)]
    text = full_text(decode(body), url=final)
    if len(text) <= len(article.text):
        return article, []
    summary = article.summary or article.text
    return replace(article, text=text, summary=summary, content_hash=content_hash(article.title, text)), []


def _name(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
