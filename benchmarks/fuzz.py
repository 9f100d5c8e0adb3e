"""Ten minutes of broken input: `python run.py bench fuzz` (`--seconds`, `--seed`).

Small bodies of every format are cut, spliced, doubled and sprinkled with the words that readers stumble over. What
gives an answer of a new shape joins the bodies that are mutated further, so that the search leads into the readers.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import time
import traceback
from collections import Counter
from dataclasses import asdict

import pyarrow
from pyarrow import parquet

from ingest import opml
from ingest.article import Rejection
from ingest.collect import FORMATS, parse
from ingest.normalize import canonical_url, clean_html, clean_title, decode, parse_date

LARGEST_CORPUS = 400
LARGEST_BODY = 4000
SLOW = 5.0

_ROW = {
    "id": "1",
    "title": "Half left",
    "text": "Half of buyers left.",
    "url": "https://a.example/1",
    "date": "2026-03-04",
}
_ITEM = (
    "<item><title>Half &amp; half</title><link>https://a.example/1</link><guid>g</guid>"
    "<author>ann@a.example (Ann)</author>"
    "<pubDate>Wed, 04 Mar 2026 09:00:00 GMT</pubDate><category>Ads</category><source url='https://b.example/'>B</source>"
    "<description>&lt;p&gt;Half of &lt;b&gt;buyers&lt;/b&gt; left.&lt;/p&gt;</description></item>"
)
_FRONT = "---\ntitle: A note\ndate: 2026-03-04\ntags: [a, b]\n---\n\n"


def seeds() -> dict[str, bytes]:
    """A body of each format by the name of a file that would hold it."""
    texts = {
        "rss.xml": "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'>"
        f"<channel><title>A</title>{_ITEM}</channel></rss>",
        "rdf.xml": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        f"<channel><title>A</title></channel>{_ITEM}</rdf:RDF>",
        "atom.xml": "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>A</title><entry><id>urn:1</id>"
        "<title type='html'>&lt;b&gt;Half&lt;/b&gt;</title><link href='/1'/><updated>2026-03-04T09:00:00Z</updated>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Half.</p></div></content></entry></feed>",
        "feed.json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "A",
                "items": [{"id": "1", "content_html": "<p>x</p>"}],
            }
        ),
        "posts.json": json.dumps(
            [{"id": 1, "title": {"rendered": "A"}, "content": {"rendered": "<p>x</p>"}, "link": "https://a.example/1"}]
        ),
        "news.json": json.dumps({"articles": [_ROW | {"source": {"name": "A"}}]}),
        "rows.jsonl": json.dumps(_ROW) + "\n" + json.dumps(_ROW | {"id": "2"}) + "\n",
        "rows.csv": ",".join(_ROW) + "\n" + ",".join(_ROW.values()) + '\n"a ""b""","c\nd",,,\n',
        "note.md": _FRONT + "# Full Content\n\n" + _FRONT + "Half of *buyers* left.\n\n- one\n- two\n",
        "toml.md": "+++\ntitle = 'A'\n+++\nText.\n",
        "page.html": "<!doctype html><html><head><title>A</title><meta charset='utf-8'></head><body><article><h1>A</h1>"
        + "<p>Half of all buyers left the shop before they had paid.</p>" * 5
        + "</article></body></html>",
        "mail.eml": "From: Ann <a@a.example>\nSubject: =?utf-8?q?Half?=\nDate: Wed, 04 Mar 2026 09:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
        "box.mbox": "From a@a.example Wed Mar  4 09:00:00 2026\nFrom: a@a.example\nSubject: A\nDate: x\n\nText\n" * 2,
        "list.opml": "<opml version='2.0'><body><outline text='F'>"
        "<outline xmlUrl='https://a.example/f'/></outline></body></opml>",
    }
    bodies = {name: text.encode() for name, text in texts.items()}
    table = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([_ROW]), table)
    packed = {"rows.parquet": table.getvalue(), "rss.xml.gz": gzip.compress(bodies["rss.xml"])}
    return bodies | packed | {"wide.xml": texts["rss.xml"].encode("utf-16")}


_WORDS = (
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!ENTITY a 'b'>",
        b"&a;",
        b"&#0;",
        b"&#xD800;",
        b"&#99999999;",
        b"<!--",
        b"-->",
        b"<?",
        b"<",
    ),
    *(
        b"</",
        b"/>",
        b"<script>",
        b"<svg>",
        b"<plaintext>",
        b"<base href='//['>",
        b"<a href='http://[::1'>",
        b"<source>",
    ),
    *(b"<width>x</width>", b"<geo:lat>x</geo:lat>", b"<media:content url='x'/>", b"<content:encoded>", b" xmlns=''"),
    *(
        b"http://[",
        b"http://\xff",
        b"https://%zz",
        b"javascript:",
        b"data:",
        b"feed:",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(
        b"\xed\xa0\x80",
        b"\xe2\x80\xa8",
        b"\r",
        b"\n---\n",
        b"+++\n",
        b"!!python/object:x",
        b"*a",
        b"&a ",
        b"[" * 200,
        b"{" * 200,
    ),
    *(
        b'"',
        b"'",
        b"\\u",
        b"\\ud800",
        b"1e999",
        b"NaN",
        b"-",
        b"9999999999999",
        b"0000-00-00",
        b"31 Feb 2026",
        b"+99:99",
    ),
    *(
        b"Content-Type: text/html; charset=x\n",
        b"Content-Transfer-Encoding: base64\n",
        b"=?utf-7?b?//?=",
        b"From ",
        b"PAR1",
    ),
)


class BrokenPromiseError(Exception):
    """An answer that ingest says it never gives."""


def _promise(kept: bool, otherwise: str) -> None:
    if not kept:
        raise BrokenPromiseError(otherwise)


def mutated(body: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """`body` after one to eight accidents."""
    data = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        place = chance.randrange(len(data) + 1)
        length = chance.choice((1, 2, 8, 40, 200))
        match chance.randrange(6):
            case 0:
                data[place : place + length] = b""
            case 1:
                data[place:place] = data[place : place + length] * chance.choice((1, 2, 20))
            case 2:
                data[place:place] = chance.choice(_WORDS)
            case 3:
                data[place : place + 1] = chance.randbytes(chance.choice((1, 1, 4)))
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data[place : place + length] = other[start : start + chance.choice((8, 80, 400))]
            case _:
                data[place : place + length] = chance.choice(_WORDS)
    return bytes(data[:LARGEST_BODY])


def shape(body: bytes, name: str, format: str) -> tuple[object, ...]:
    """What came of a body, in outline. Raises BrokenPromiseError when an answer is none."""
    results = list(parse(body, path=name, format=format))
    _promise(bool(results), "neither an article nor a rejection")
    outline: set[object] = set()
    for result in results:
        if isinstance(result, Rejection):
            outline.add(result.reason[:40])
            continue
        json.dumps(asdict(result), default=str, allow_nan=False).encode()
        for link in (result.url, result.canonical_url, result.source_url):
            _promise(link is None or link.startswith(("http://", "https://")), f"a link {link!r}")
        outline.add(
            tuple(map(bool, (result.url, result.published, result.authors, result.tags, result.via, result.summary)))
        )
    return (format, min(len(results), 3), *sorted(map(repr, outline)))


def pieces(body: bytes) -> None:
    """The smaller readers, each of which takes any text."""
    text = decode(body)
    clean_title(text)
    clean_html(text)
    parse_date(text[:100])
    if (address := canonical_url(text[:200])) is not None:
        _promise(canonical_url(address) == address, f"{address} has another canonical form")
    opml.read(body, path="list.opml")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    chance = random.Random(options.seed)  # noqa: S311 - accidents, not secrets
    corpus = list(seeds().items())
    seen: set[tuple[object, ...]] = set()
    faults: Counter[str] = Counter()
    tried, slowest, start = 0, 0.0, time.monotonic()
    while time.monotonic() - start < options.seconds:
        name, body = chance.choice(corpus)
        data = mutated(body, [other for _, other in corpus], chance)
        format = "auto" if chance.random() < 0.7 else chance.choice(FORMATS)
        begun = time.monotonic()
        try:
            found = shape(data, name, format)
            pieces(data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__} at {place.name}:{place.lineno}: {error}"[:160]
            if fault not in faults:
                print(f"{fault}\n    {name} as {format}: {data!r}"[:2000])
            faults[fault] += 1
        else:
            if found not in seen and len(corpus) < LARGEST_CORPUS:
                corpus.append((name, data))
            seen.add(found)
        took = time.monotonic() - begun
        slowest = max(slowest, took)
        if took > SLOW:
            print(f"{took:.1f} s for {name} as {format}: {data!r}"[:2000])
        tried += 1
    print(f"{tried:,} inputs in {options.seconds:.0f} s (seed {options.seed}); {len(seen)} shapes of answers")
    print(f"{faults.total()} faults of {len(faults)} kinds; slowest input {slowest:.1f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
