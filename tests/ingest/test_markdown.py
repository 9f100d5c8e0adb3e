from __future__ import annotations

import pytest

from ingest.article import Article, Rejection
from ingest.collect import parse
from ingest.markdown import split_front_matter

NOTE = """---
title: A reader's title for the note
source: 2025-05-06_inbox-file.md
date_added: 2025-05-06
tags: [loyalty, pricing]
source_type: article
---

## Summary

- Loyalty schemes pay off late
- Prices matter more

## Key Insights

- An insight of the reader's, not the article's

## Full Content

---
source: Retail Compass - Loyalty
url: https://retailcompass.example/loyalty-pays-late/?utm_source=feed
published: Tue, 06 May 2025 09:00:00 +0200
relevance_score: 8
primary_topic: Loyalty schemes
fetched: 2025-05-06T16:07:45.122628
category: Retail
---

# Loyalty pays late

**Source**: Retail Compass - Loyalty
**Published**: Tue, 06 May 2025 09:00:00 +0200

## Summary

<p>Loyalty schemes take two years to pay offâ€”or never do.</p>
<p>The post <a href="https://retailcompass.example/loyalty-pays-late/">Loyalty pays late</a> appeared first on
<a href="https://retailcompass.example">Retail Compass</a>.</p>

## Scoring Analysis

**Reason**: Close to our brief.

---

*Processed from inbox on 2025-05-06*
"""


def test_nested_front_matter_speaks_for_the_article() -> None:
    (article,) = parse(NOTE.encode(), path="notes/loyalty.md")
    assert isinstance(article, Article)
    assert article.title == "Loyalty pays late"
    assert article.text == "Loyalty schemes take two years to pay off—or never do."
    assert article.summary == "Loyalty schemes pay off late\nPrices matter more"
    assert (article.source, article.source_url, article.via) == (
        "Retail Compass",
        "https://retailcompass.example/",
        None,
    )
    assert article.canonical_url == "https://retailcompass.example/loyalty-pays-late/"
    assert article.published is not None
    assert article.published.isoformat() == "2025-05-06T07:00:00+00:00"
    assert article.published_basis == "feed"
    assert article.tags == ("loyalty", "pricing")
    assert article.extra["relevance_score"] == 8
    assert article.extra["primary_topic"] == "Loyalty schemes"
    assert article.extra["note_title"] == "A reader's title for the note"


def test_a_day_of_filing_is_a_guess() -> None:
    (article,) = parse(b"---\ntitle: T\ndate_added: 2025-05-06\n---\nText.\n", path="a.md")
    assert isinstance(article, Article)
    assert article.published_basis == "fetched"


@pytest.mark.parametrize(
    ("source", "fields", "content"),
    [
        ("---\ntitle: T\ntags: [a, b]\n---\nBody", {"title": "T", "tags": ["a", "b"]}, "Body"),
        ("---   \ntitle: T\n---\n\nBody\n---\nrule", {"title": "T"}, "Body\n---\nrule"),
        ("+++\ntitle = 'T'\n+++\nBody", {"title": "T"}, "Body"),
        ('{"title": "T"}\n\nBody', {"title": "T"}, "Body"),
        ("---\n---\nBody", {}, "Body"),
        ("Body only", {}, "Body only"),
        ("---\ntitle: A colon: in a title\nn: 1\n---\nBody", {"title": "A colon: in a title", "n": "1"}, "Body"),
        ("---\ndate: 2025-01-02\n---\nBody", {"date": "2025-01-02"}, "Body"),
    ],
)
def test_front_matter(source: str, fields: dict[str, object], content: str) -> None:
    front = split_front_matter(source)
    assert dict(front.fields) == fields
    assert front.content == content


def test_unreadable_front_matter_is_told_and_the_text_kept() -> None:
    results = list(parse(b"+++\n= nonsense\n+++\n# Title\n\nBody [link](https://a.example) **bold**.\n", path="a.md"))
    assert [type(result) for result in results] == [Rejection, Article]
    article = results[1]
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Title", "Body link bold.")


def test_aliases_do_not_grow() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\nBody"
    assert len(str(split_front_matter(bomb).fields)) < 200


def test_many_blanks_take_no_time() -> None:
    results = list(parse(("---\n" + "key: v\n" + " \t \t x\n" * 2000).encode(), path="a.md"))
    assert results
