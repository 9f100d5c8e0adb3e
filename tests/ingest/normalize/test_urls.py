from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalize.urls import canonical_url, host_of, http_url, same_site

PAGE = "https://news.example/a/story"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a/story",
        "HTTPS://News.Example:443/a/story#section",
        "https://news.example/a/story?utm_source=rss&UTM_Medium=feed&fbclid=1",
        "https://news.example/a/story?ref=news.example",
        "https://news.example/a/./b/../story",
        "https://news.example/%61/story",
        " https://news.example/a/story\n",
        "<![CDATA[https://news.example/a/story]]>",
        "https://user:secret@news.example/a/story",
        "https://news.example/a/story/amp",
        "https://news.example/a/story?amp=1",
        "https://news-example.cdn.ampproject.org/c/s/news.example/a/story",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fa%2Fstory",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%2Fstory%3Ffbclid%3D2&h=x",
        "https://news.example/a/story?msclkid=1&srsltid=2&spm=a.b",
        "https://slack-redir.net/link?url=https%3A%2F%2Fnews.example%2Fa%2Fstory",
        "https://vk.com/away.php?to=https%3A%2F%2Fnews.example%2Fa%2Fstory",
        "https://href.li/?https://news.example/a/story",
        "https://example.net/redirect-to?url=https%3A%2F%2Fnews.example%2Fa%2Fstory",
    ],
)
def test_forms_of_one_page(url: str) -> None:
    assert canonical_url(url) == PAGE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://news.example/a", "https://news.example/a/"),
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/A", "https://news.example/a"),
        ("https://news.example/#/one", "https://news.example/#/two"),
        ("https://news.example/a?page=1", "https://news.example/a?page=2"),
        ("https://news.example:8080/a", "https://news.example/a"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://news.example/a?source=alpha", "https://news.example/a?source=beta"),
        ("https://ads.example/report?campaign_id=7", "https://ads.example/report?campaign_id=8"),
        ("https://ads.example/report?partner_id=7", "https://ads.example/report?partner_id=8"),
    ],
)
def test_pages_that_differ_stay_apart(first: str, second: str) -> None:
    assert canonical_url(first) != canonical_url(second)


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "ftp://a.example",
        "//",
        "http://",
        "a b c",
        "",
        "http://exa|mple/",
        "https://[::1",
        "http://a.example:99999/",
    ],
)
def test_what_is_no_web_address(raw: str) -> None:
    assert http_url(raw) is None
    assert canonical_url(raw) is None


def test_relative_addresses_need_a_base() -> None:
    assert http_url("../b?x=1", base="https://news.example/a/c") == "https://news.example/b?x=1"
    assert http_url("//other.example/x", base="https://news.example/") == "https://other.example/x"
    assert http_url("javascript:alert(1)", base="https://news.example/") is None


def test_international_hosts_have_one_form() -> None:
    assert canonical_url("http://münchen.example/") == canonical_url("http://xn--mnchen-3ya.example/")


def test_an_ipv6_host_keeps_its_brackets() -> None:
    assert canonical_url("http://[2001:DB8::1]:80/x") == "http://[2001:db8::1]/x"


def test_hosts_and_sites() -> None:
    assert host_of("https://www.news.example/x") == "news.example"
    assert same_site("https://blog.news.example/", "https://news.example/")
    assert not same_site("https://badnews.example/", "https://news.example/")


@given(st.text(max_size=80))
def test_canonical_form_is_stable_and_http_only(text: str) -> None:
    for raw in (text, f"https://news.example/{text}", f"https://news.example/?{text}"):
        once = canonical_url(raw)
        if once is not None:
            assert once.startswith(("http://", "https://"))
            assert canonical_url(once) == once
