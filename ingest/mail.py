"""Newsletters: single messages (`.eml`) and mailboxes (mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.normalize import decode, http_url

_BOUNDARY = re.compile(rb"^From \S+.*\d{4}\r?$\n", re.MULTILINE)
_HEADER = re.compile(rb"\A(?:From |(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})")
_TELLING = re.compile(rb"^(?:From|Subject|Date|Message-ID|MIME-Version|Received):", re.IGNORECASE | re.MULTILINE)

# A mailbox hides lines of a text that begin as its own boundaries do.
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_IN_BROWSER = re.compile(
    r"""<a\b[^>]{0,500}?href\s*=\s*["']([^"']{1,2000})["'][^>]{0,500}>(?:\s|<[^>]{1,200}>){0,20}"""
    r"(?:view|read|open|see)\b[^<]{0,40}\b(?:browser|online|web)\b",
    re.IGNORECASE,
)


def is_mail(data: bytes) -> bool:
    """Whether `data` starts as a message or a mailbox does."""
    head = data[:8192]
    return bool(_HEADER.match(head)) and len({name.lower() for name in _TELLING.findall(head)}) >= 3


def read(document: Document) -> Iterator[Item | Rejection]:
    """One item a message, in the order of the mailbox."""
    bodies = _BOUNDARY.split(document.data) if document.data.startswith(b"From ") else [document.data]
    messages = [body for body in bodies if body.strip()]
    for index, body in enumerate(messages):
        try:
            message = message_from_bytes(_QUOTED_FROM.sub(rb"\1", body), policy=policy.default)
            yield _item(message, index)
        except Exception as error:
            yield document.rejection(f"message {index}", "a message that cannot be read", error)


def _item(message: EmailMessage, index: int) -> Item:
    content = _body(message)
    name, address = parseaddr(str(message.get("From", "")))
    identity = str(message.get("Message-ID", "")).strip().strip("<>")
    host = str(message.get("List-Id", "")).strip("<> ").rpartition("<")[2] or address.rpartition("@")[2]
    return Item(
        locator=identity or f"message {index}",
        title=str(message.get("Subject", "")),
        content=content,
        url=_web_version(message, content),
        identity=identity or None,
        publication=name or host,
        publication_url=f"https://{host}/" if host else None,
        authors=(),
        published=str(message.get("Date", "")),
        language=str(message.get("Content-Language", "")) or None,
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    return decode(payload, declared=part.get_content_charset()) if isinstance(payload, bytes) else ""


def _web_version(message: EmailMessage, content: str) -> str | None:
    """The address of the issue on the web: of a header (RFC 5064, or the usual ones), or of "view in browser"."""
    for header in ("Archived-At", "X-Archive-URL", "List-Post-URL"):
        address = http_url(str(message.get(header, "")).strip("<> "))
        if address:
            return address
    linked = _IN_BROWSER.search(content)
    return http_url(linked[1]) if linked else None
