"""Texts that attack whoever shows them: some of our own, and the shared collections."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "http://evil.example/",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a><b>bold</b>',
    "]]><x/>",
    "&lt;b&gt; &amp; &#0; &#x1F600;",
    "nul\x00bell\x07esc\x1b[31m",
    "right\u202eto left\u2066",
    "lone \ud800 surrogate \uffff",
    "$\\frac{1}{2}$ {{7*7}} ${x}",
    "日本語のトピック 🧨 عربى",
    "",
    " ",
    "a" * 3000,
)
# Files of the shared collections below `gold`, each with the field that holds the text.
CSV_INJECTION = ("security-csv-injection/payloads.jsonl", "cell")
NAUGHTY = ("security-blns/strings.jsonl.gz", "s")
XSS = ("security-xss-payloadbox/payloads.jsonl.gz", "payload")
DOMPURIFY = ("security-dompurify/cases.dev.jsonl.gz", "payload")


def collected(shared: Path, file: str, key: str) -> list[str]:
    """All texts of one collection."""
    data = (shared / "gold" / file).read_bytes()
    lines = (gzip.decompress(data) if file.endswith(".gz") else data).decode().split("\n")
    return [json.loads(line)[key] for line in lines if line]
