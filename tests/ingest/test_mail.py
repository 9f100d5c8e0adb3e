from __future__ import annotations

from ingest.article import Article
from ingest.collect import parse
from ingest.mail import is_mail

MESSAGE = """From: =?utf-8?q?Caf=C3=A9_Letter?= <news@letter.example>
Subject: =?utf-8?q?Prices_=E2=82=AC5?=
Date: Tue, 4 Mar 2025 05:06:07 +0100
Message-ID: <{number}@letter.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

plain
--x
Content-Type: text/html; charset=utf-8

<style>p{{}}</style><p>Prices rose by 5%.</p><ul><li>One</li></ul>
--x--
"""


def test_a_newsletter() -> None:
    (article,) = parse(MESSAGE.format(number=1).encode(), path="issue.eml")
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Prices €5", "Café Letter")
    assert article.text == "Prices rose by 5%.\n\nOne"
    assert article.published is not None
    assert article.published.isoformat() == "2025-03-04T04:06:07+00:00"


def test_the_way_to_the_web_version_is_the_address_and_no_text() -> None:
    links = (
        '<p><a href="https://letter.example/p/7?utm_source=email"><b>View this email in your browser</b></a></p>'
        "<p>From here on prices fall.</p><p>You are receiving this because you asked for it.</p><p>Unsubscribe</p>"
    )
    body = MESSAGE.format(number=1).replace("<p>Prices rose", f"{links}<p>Prices rose").replace("<p>From", "<p>\n>From")
    (article,) = parse(f"From news@letter.example Tue Mar  4 05:06:07 2025\n{body}".encode(), path="one.mbox")
    assert isinstance(article, Article)
    assert article.canonical_url == "https://letter.example/p/7"
    assert article.text == "From here on prices fall.\n\nPrices rose by 5%.\n\nOne"


def test_a_mailbox_gives_each_message() -> None:
    mailbox = "".join(
        f"From news@letter.example Tue Mar  4 05:06:07 2025\n{MESSAGE.format(number=number)}\n" for number in (1, 2)
    )
    found = list(parse(mailbox.encode(), path="letters.mbox"))
    assert [result.locator for result in found] == ["1@letter.example", "2@letter.example"]


def test_text_with_a_colon_is_no_mail() -> None:
    assert not is_mail(b"Subject: prices\n\nText")
    assert is_mail(MESSAGE.encode())
