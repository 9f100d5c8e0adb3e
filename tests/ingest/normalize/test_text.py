from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalize.encoding import charset_of, decode, is_binary
from ingest.normalize.language import language_of
from ingest.normalize.text import paragraphs, repair


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("everythingâ€”or", "everything—or"),
        ("Â£5bn rÃ©sumÃ©", "£5bn résumé"),
        ("“typed” ﬁne ｆｕｌｌ", "“typed” ﬁne ｆｕｌｌ"),
        ("tab\x00bell\x07", "tabbell"),
        ("e\u0301", "é"),
    ],
)
def test_repair(raw: str, expected: str) -> None:
    assert repair(raw) == expected


@given(st.text(max_size=200))
def test_cleaning_twice_equals_once(text: str) -> None:
    once = paragraphs(text)
    assert unicodedata.is_normalized("NFC", once)
    assert paragraphs(once) == once


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("größer".encode(), "iso-8859-1", "größer"),
        ("größer".encode("latin-1"), "iso-8859-1", "größer"),
        ("\ufeffgrößer".encode("utf-16-le"), None, "größer"),
        (b"\xef\xbb\xbfplain", None, "plain"),
        (b"caf\xe9", "no-such-charset", "café"),
    ],
)
def test_decode(data: bytes, declared: str | None, expected: str) -> None:
    assert decode(data, declared=declared) == expected


def test_binary_is_told_from_text() -> None:
    assert is_binary(b"\x89PNG\r\n\x00\x00")
    assert not is_binary("<rss/>".encode("utf-16-le"))
    assert not is_binary(b"plain")


def test_charset_of_a_header() -> None:
    assert charset_of('text/html; charset="ISO-8859-1"') == "iso8859-1"
    assert charset_of("text/html; charset=nonsense") is None
    assert charset_of(None) is None


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Marketers are spending more of their budgets on search than they did last year.", "fr", "en"),
        ("Die Werbetreibenden geben in diesem Jahr deutlich mehr Geld für die Suche aus.", None, "de"),
        ("Short", "pt-BR", "pt"),
        ("Short", "und", None),
        ("Short", None, None),
    ],
)
def test_language(text: str, declared: str | None, expected: str | None) -> None:
    assert language_of(text, declared=declared) == expected
