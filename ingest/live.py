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

from ingest import opml
from ingest.article import Article, FetchState, Rejection, Source, SourceKind
from ingest.assemble import content_hash
from ingest.collect import parse
from ingest.coverage import Visit, window_start
from ingest.errors import IngestError
from ingest.fetch import Fetched, Fetcher
from ingest.normalize import decode
from ingest.page import feed_links, full_text

POSTS = "wp-json/wp/v2/posts"
POSTS_PER_PAGE, MOST_PAGES = 100, 200
# A listing may be changed while it is paged through; a little overlap costs nothing, a missed post does.
OVERLAP = timedelta(hours=1)
SUMMARY_LENGTH = 600
USUAL_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class Visited:
    """What one visit brought. `visit` is None when the source did not answer."""

    fetched: Fetched
    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    visit: Visit | None


def visit(
    fetcher: Fetcher, source: Source, state: FetchState, *, now: datetime, held: Callable[[str], str | None]
) -> Visited:
    """Fetches and parses `source`. `held` gives the content hash of an article by its id, None for one never seen.

    Sources with `full_text` have the page of each new or edited article read where its feed carries a summary only. A
    page that cannot be read leaves the summary and a rejection that says so, and is tried again on later visits.
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
    known = {identifier: hash_ for identifier in articles if (hash_ := held(identifier)) is not None}
    dates = [article.published for article in articles.values()] if source.kind != "page" else []
    seen = Visit(now, window_start(dates), overlaps=bool(known) or source.kind == "wordpress")
    if source.full_text:
        for identifier, article in articles.items():
            if known.get(identifier) != article.content_hash:
                articles[identifier], trouble = _completed(fetcher, article)
                rejections.extend(trouble)
    return Visited(fetched, tuple(articles.values()), tuple(rejections), seen)


def discover(fetcher: Fetcher, url: str) -> tuple[list[Source], list[Rejection]]:
    """The sources behind an address that a person typed, and the entries of a list that are none.

    The address may be a feed, a list of subscriptions, a WordPress site, a page that names its feed or whose site has
    one at a usual place, or a single article. Raises IngestError when it cannot be read or is none of these.
    """
    body, content_type, final = fetcher.page(url, typed=True)
    markup = decode(body)
    if opml.is_list(markup):
        return opml.read(body, path=final)
    readable = [found for found in parse(body, path=final, content_type=content_type) if isinstance(found, Article)]
    is_page = "<html" in markup[:5000].lower()
    if readable and not is_page:
        return [_source(final, "wordpress" if POSTS in final else "feed", called=final)], []
    if is_page:
        links = feed_links(markup, base=final)
        if links:
            return [_source(links[0], "feed", called=final)], []
        if "wp-json" in markup:
            return [_source(urljoin(final, "/"), "wordpress", called=final)], []
        if guessed := _usual_feed(fetcher, final):
            return [_source(guessed, "feed", called=final)], []
        if readable and len(readable[0].text) > SUMMARY_LENGTH:
            return [replace(_source(final, "page", called=final), name=readable[0].title)], []
    raise IngestError(url, "neither a feed nor a page that names one; give the address of its feed")


def _usual_feed(fetcher: Fetcher, page: str) -> str | None:
    """The feed of a site whose pages name none, at one of the places where publishing systems put it."""
    for place in USUAL_FEEDS:
        try:
            body, content_type, final = fetcher.page(urljoin(page, place))
        except IngestError:
            continue
        found = parse(body, path=final, content_type=content_type, format="feed")
        if any(isinstance(each, Article) for each in found):
            return final
    return None


def _source(location: str, kind: SourceKind, *, called: str) -> Source:
    return Source(opml.source_id(location), (urlsplit(called).hostname or called).removeprefix("www."), location, kind)


def posts_address(location: str, *, page: int, modified_after: datetime | None = None) -> str:
    """The address of one page of a WordPress site's posts, with authors and terms embedded.

    `location` is the site or its posts address.
    """
    listing = location.partition("?")[0]
    if not listing.rstrip("/").endswith(POSTS):
        listing = urljoin(listing if listing.endswith("/") else f"{listing}/", POSTS)
    query: dict[str, str] = {"per_page": str(POSTS_PER_PAGE), "page": str(page), "_embed": "author,wp:term"}
    if modified_after is not None:
        # Without its zone WordPress would read it as the site's local time.
        query["modified_after"] = modified_after.strftime("%Y-%m-%dT%H:%M:%SZ")
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
        posts = list(_objects(got.body))
        if (pages.isdecimal() and page > int(pages)) or len(posts) < POSTS_PER_PAGE or _are_older(posts, since):
            break
        got = ask(page)
        if got.body is None and got.status != 400:
            # WordPress answers 400 past the last page; after anything else the rest is asked for again next time.
            return replace(got, outcome="failed"), []
    return first, bodies


def _are_older(posts: list[object], since: datetime | None) -> bool:
    """Whether a page reaches back behind what was asked for: WordPress before 5.7 does not know `modified_after`."""
    if since is None:
        return False
    asked = since.strftime("%Y-%m-%dT%H:%M:%S")
    return any(isinstance(post, dict) and str(post.get("modified_gmt") or asked) < asked for post in posts)


def _objects(body: bytes) -> Iterator[object]:
    try:
        posts = json.loads(body)
    except ValueError:
        return
    if isinstance(posts, list):
        yield from posts


def _completed(fetcher: Fetcher, article: Article) -> tuple[Article, list[Rejection]]:
    """The article with the text of its page. Its hash stays that of what the feed says, which tells later edits."""
    if article.url is None or len(article.text) > SUMMARY_LENGTH:
        return article, []
    try:
        body, _, final = fetcher.page(article.url)
    except IngestError as error:
        reason = f"the full text could not be read, the summary is kept: {error.reason}"
        refused = Rejection(article.source_id, article.path, article.locator, reason, article.url)
        return replace(article, content_hash=content_hash(article.content_hash, "incomplete")), [refused]
    text = full_text(decode(body), url=final, title=article.title)
    if len(text) <= len(article.text):
        return article, []
    return replace(article, text=text, summary=article.summary or article.text), []
