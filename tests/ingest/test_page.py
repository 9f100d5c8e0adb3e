from __future__ import annotations

from ingest.article import Article
from ingest.collect import parse
from ingest.page import canonical_link, feed_links, full_text

PARAGRAPHS = [
    f"Paragraph {number} of a story on how shops learnt to greet their visitors by name, and on what it cost."
    for number in range(1, 8)
]
PAGE = (
    "<html lang=en><head><title>Shops greet visitors - Example Daily</title>"
    "<meta property='og:site_name' content='Example Daily'><meta name=author content='Ann Lee'>"
    "<meta property='article:published_time' content='2025-03-04T05:06:07+01:00'>"
    "<link rel=canonical href='https://daily.example/shops'>"
    "<link rel=alternate type='application/rss+xml' title='Comments' href='/comments/feed'>"
    "<link rel=alternate type='application/atom+xml' href='atom.xml'></head>"
    "<body><nav><a href=/>Home</a><a href=/news>News</a></nav><article><h1>Shops greet visitors</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article><footer>© 2025 Example Daily. All rights reserved.</footer></body></html>"
)


def test_the_article_of_a_page() -> None:
    (article,) = parse(PAGE.encode(), path="saved.html")
    assert isinstance(article, Article)
    assert article.title == "Shops greet visitors"
    assert article.text.split("\n") == PARAGRAPHS
    assert (article.source, article.authors, article.url) == (
        "Example Daily",
        ("Ann Lee",),
        "https://daily.example/shops",
    )
    assert article.published is not None
    assert article.published.isoformat() == "2025-03-04T04:06:07+00:00"
    assert article.published_basis == "page"


def test_full_text_leaves_out_the_title() -> None:
    assert full_text(PAGE, title="Shops greet visitors").startswith("Paragraph 1")
    assert full_text("<html></html>") == ""


def test_feeds_of_a_site_comments_last() -> None:
    assert feed_links(PAGE, base="https://daily.example/blog/") == (
        "https://daily.example/blog/atom.xml",
        "https://daily.example/comments/feed",
    )
    assert (
        feed_links("<link rel=alternate type='application/rss+xml' href='javascript:x'>", base="https://a.example")
        == ()
    )


def test_canonical_link_must_be_an_address() -> None:
    assert canonical_link("<link rel=canonical href='javascript:x'><meta property='og:url' content='/y'>") is None
    assert canonical_link("<link rel=canonical href='/y'>", base="https://a.example/x") == "https://a.example/y"
