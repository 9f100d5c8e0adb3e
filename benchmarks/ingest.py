"""Ingest on other projects' test sets, beside bare feedparser and trafilatura: `python run.py bench ingest`."""

from __future__ import annotations

import io
import json
import re
import tarfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dateutil.parser
import feedparser
import trafilatura

from benchmarks import material
from ingest.article import Article, Rejection, Source
from ingest.collect import collect, parse
from ingest.markdown import split_front_matter
from ingest.normalize import canonical_url, clean_title, decode, http_url, parse_date
from ingest.normalize.encoding import charset_in_html
from ingest.page import full_text

SERVED_FROM = "http://127.0.0.1:8097/"
# Rows of courlan's suite in its `strict` mode, or asking for a language, contradict its rows without.
COURLAN = frozenset(("normalize_url", "clean_url", "scrub_url"))
ENTRY_DATES = frozenset(("published_parsed", "updated_parsed", "created_parsed"))
WORD = re.compile(r"\w+")


class Score:
    """Hits and tries by field; `peer` counts the other system's hits on the same tries."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hits: Counter[str] = Counter()
        self.peer: Counter[str] = Counter()
        self.tries: Counter[str] = Counter()

    def add(self, field: str, hit: bool, *, peer: bool = False) -> None:
        self.tries[field] += 1
        self.hits[field] += hit
        self.peer[field] += peer

    def show(self, peer: str = "") -> None:
        total = self.tries.total()
        line = f"{self.name:<24} {self.hits.total():>5} of {total:<5} {self.hits.total() / max(1, total):7.2%}"
        print(f"{line}   {peer} {self.peer.total()} of {total}" if peer else line)
        for field in sorted(self.tries):
            theirs = f"   {peer} {self.peer[field]}" if peer else ""
            print(f"    {field:<20} {self.hits[field]:>5} of {self.tries[field]:<5}{theirs}")


def main() -> int:
    if not (material.SHARED / "gold").is_dir():
        return material.missing()
    _feedparser_suite()
    _miniflux()
    _rss_parser()
    _reader()
    _front_matter()
    _dates()
    _dates_in_text()
    _addresses()
    _pages()
    _security()
    _raw_formats()
    _speed()
    return 0


def _feedparser_suite() -> None:
    """Titles as plain text, links as http(s) addresses and dates of entries, as asserted by feedparser's own tests."""
    files = _archive("feed-feedparser/files.tar.gz")
    score = Score("feed-feedparser")
    for case in _rows("feed-feedparser/cases.jsonl.gz"):
        headers = {key.lower(): value for key, value in (case.get("headers") or {}).items()}
        path = headers.get("content-location") or SERVED_FROM + case["file"]
        found = _articles(files[case["file"]], path=path, content_type=headers.get("content-type"))
        for check in case.get("checks") or []:
            place = check["path"]
            if check["op"] != "==" or len(place) < 3 or place[0] != "entries" or place[1] >= max(1, len(found)):
                continue
            article = found[place[1]] if found else None
            field, value = ".".join(map(str, place[2:])), check["value"]
            if field in {"title", "title_detail.value"}:
                score.add("title", (article.title if article else "") == clean_title(value))
            elif field in {"link", "links.0.href"}:
                score.add("link", (article.url if article else None) == http_url(value))
            elif field in ENTRY_DATES and value:
                dates = {article.published, article.updated} if article else set()
                score.add("date", _utc(value) in dates)
    score.show()


def _miniflux() -> None:
    """Every count, title and address as that suite asserts it."""
    score = Score("feed-miniflux")
    for case in _rows("feed-miniflux/cases.jsonl.gz"):
        address = case["feed_url"] or "https://example.org/feed"
        source = Source(id="feed", name="", location=address, kind="feed")
        results = list(parse(case["input"].encode(), path=address, source=source))
        found = [result for result in results if isinstance(result, Article)]
        bare = None if case["format"] == "json" else _bare(case["input"].encode())
        for key, expected in case["expected"].items():
            ours = _miniflux_value(key, found, len(results))
            if ours is None:
                continue
            field = key.rpartition(".")[2] if "Entries" in key else f"feed {key}"
            theirs = bare is not None and _same(_bare_value(key, bare), expected)
            score.add(field, _same(ours, expected), peer=theirs)
    score.show("bare feedparser")


def _miniflux_value(key: str, found: list[Article], length: int) -> object:
    if key == "Entries.length":
        return length if found else 0
    entry = re.fullmatch(r"Entries\[(\d+)\]\.(Title|URL)", key)
    if entry:
        article = found[int(entry[1])] if int(entry[1]) < len(found) else None
        return "" if article is None else article.title if entry[2] == "Title" else article.url or ""
    if found and key in {"Title", "SiteURL"}:
        return found[0].source if key == "Title" else found[0].source_url or ""
    return None


def _bare_value(key: str, bare: Any) -> object:
    entry = re.fullmatch(r"Entries\[(\d+)\]\.(Title|URL)", key)
    if entry:
        within = int(entry[1]) < len(bare.entries)
        return bare.entries[int(entry[1])].get("title" if entry[2] == "Title" else "link", "") if within else ""
    values = {"Entries.length": len(bare.entries), "Title": bare.feed.get("title"), "SiteURL": bare.feed.get("link")}
    return values.get(key)


def _same(value: object, expected: object) -> bool:
    if isinstance(value, str) and isinstance(expected, str):
        return clean_title(value) == clean_title(expected)
    return value == expected


def _rss_parser() -> None:
    """Expected values that hold U+FFFD were decoded wrongly by that suite; that character matches anything here."""
    files = _archive("feed-rss-parser/files.tar.gz")
    score = Score("feed-rss-parser")
    for case in _rows("feed-rss-parser/cases.jsonl.gz"):
        expected = case["expected"]
        if expected is None:
            continue
        data = files[case["input_file"]]
        found, bare = _articles(data, path=case["input_file"]), _bare(data).entries
        items = [item for item in expected.get("feed", expected)["items"] if item]
        score.add("feeds, entries", len(items) <= len(found), peer=len(items) <= len(bare))
        for item, article, entry in zip(items, found, bare, strict=False):
            if "title" in item:
                title = item["title"] if isinstance(item["title"], str) else ""
                pattern = re.escape(clean_title(title)).replace("\ufffd", ".")
                bare_title = " ".join(entry.get("title", "").split())
                score.add(
                    "title", bool(re.fullmatch(pattern, article.title)), peer=bool(re.fullmatch(pattern, bare_title))
                )
            if "link" in item:
                link = http_url(item["link"], base=article.source_url)
                score.add("link", link == article.url, peer=item["link"] == entry.get("link"))
            if "isoDate" in item:
                moment = parse_date(item["isoDate"])
                parsed = entry.get("published_parsed") or entry.get("updated_parsed")
                theirs = _utc(parsed) if parsed else None
                score.add("date", moment == article.published, peer=moment == theirs)
    score.show("bare feedparser")


def _reader() -> None:
    files = _archive("feed-reader/files.tar.gz")
    score = Score("feed-reader")
    for case in _rows("feed-reader/cases.jsonl.gz"):
        if case["expected_entries"] is None:
            continue
        address = f"http://example.com/feeds/{case['input_file']}"
        source = Source(id="feed", name="", location=address, kind="feed")
        found = _articles(files[case["input_file"]], path=address, source=source)
        score.add("entries", len(found) == len(case["expected_entries"]))
        for entry, article in zip(case["expected_entries"], found, strict=False):
            if "title" in entry:
                score.add("title", clean_title(entry["title"]) == article.title)
            if "link" in entry:
                score.add("link", http_url(entry["link"]) == article.url)
            for field in ("published", "updated"):
                if field in entry:
                    score.add(field, parse_date(entry[field]) in {article.published, article.updated})
    score.show()


def _front_matter() -> None:
    files = _archive("frontmatter-python/files.tar.gz")
    score = Score("frontmatter-python")
    for case in _rows("frontmatter-python/cases.jsonl"):
        front = split_front_matter(decode(files[case["input_file"]]))
        score.add("documents", {**front.fields, "content": front.content} == case["expected"])
    score.show()


def _dates() -> None:
    score = Score("feed-dates-feedparser")
    for case in _rows("feed-dates-feedparser/cases.jsonl"):
        if case["expected_utc"]:
            parsed = feedparser.datetimes._parse_date(case["input"])
            theirs = _utc(parsed).strftime("%Y-%m-%dT%H:%M:%SZ") if parsed else None
            moment = parse_date(case["input"])
            ours = moment.replace(tzinfo=None).isoformat() + "Z" if moment else None
            score.add("instants", ours == case["expected_utc"], peer=theirs == case["expected_utc"])
    score.show("feedparser")


def _dates_in_text() -> None:
    """Sentences that name a whole date, as dateutil reads its span alone; the others name none and must give none."""
    score = Score("dates-recognizers")
    for case in _rows("dates-recognizers/date-extractor.jsonl.gz"):
        whole = [span["text"] for span in case["expected"] if re.search(r"\d{4}|\d\D+\d+\D+\d", span["text"])]
        expected = _dateutil(whole[0]) if whole else None
        if whole and expected is None:
            continue
        ours, theirs = parse_date(case["input"]), _dateutil(case["input"], fuzzy=True)
        score.add("a whole date" if whole else "none", ours == expected, peer=theirs == expected)
    score.show("dateutil")


def _dateutil(text: str, *, fuzzy: bool = False) -> datetime | None:
    try:
        moment: datetime = dateutil.parser.parse(text, fuzzy=fuzzy, default=datetime(1900, 1, 1, tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
    return moment


def _addresses() -> None:
    """Two addresses that a suite maps to one value must have one canonical form here."""
    score = Score("url-normalise")
    expected: dict[tuple[str, str], set[str]] = {}
    for case in _rows("url-normalise/courlan.jsonl"):
        if case["fn"] in COURLAN:
            expected.setdefault((case["fn"], case["args"][0]), set()).add(case["expected"])
    for case in _rows("url-normalise/miniflux.jsonl"):
        if "Tracking" in case["id"] and "feedURL" not in case:
            expected.setdefault(("miniflux", case["input"]), set()).add(case["expected"])
    for (suite, address), values in sorted(expected.items()):
        score.add(suite, canonical_url(address) in {canonical_url(value) for value in values})
    score.show()


def _pages() -> None:
    """The two sets' own measures: shingles of four words by page, and segments that must or must not be found."""
    for name, measure, key in (
        ("extract-scrapinghub", _shingle_f1, "html_file"),
        ("extract-trafilatura", _segment_f1, "file"),
    ):
        files = _archive(f"{name}/html.dev.tar.gz")
        truth = _rows(f"{name}/truth.dev.jsonl.gz")
        ours, peer = [], []
        for row in truth:
            data = files[row[key]]
            html = decode(data, declared=charset_in_html(data))
            (article,) = _articles(data, path=row["url"], format="page") or (None,)
            ours.append((row, article.text if article else full_text(html, url=row["url"])))
            peer.append((row, trafilatura.extract(html, url=row["url"], include_comments=False) or ""))
        print(f"{name:<24} F1 {measure(ours):.4f}   trafilatura {measure(peer):.4f}   {len(truth)} pages")


def _shingle_f1(pairs: Iterable[tuple[Mapping[str, Any], str]]) -> float:
    true = false = missed = 0.0
    for row, text in pairs:
        gold, found = _shingles(row["articleBody"]), _shingles(text)
        counts = ((gold & found).total(), (found - gold).total(), (gold - found).total())
        whole = sum(counts) or 1
        true, false, missed = true + counts[0] / whole, false + counts[1] / whole, missed + counts[2] / whole
    return _f1(true, false, missed)


def _segment_f1(pairs: Iterable[tuple[Mapping[str, Any], str]]) -> float:
    true = false = missed = 0
    for row, text in pairs:
        held = [segment in text for segment in row.get("with") or []]
        true, missed = true + sum(held), missed + len(held) - sum(held)
        false += sum(segment in text for segment in row.get("without") or [])
    return _f1(true, false, missed)


def _f1(true: float, false: float, missed: float) -> float:
    return 2 * true / (2 * true + false + missed)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[place : place + 4]) for place in range(max(1, len(words) - 3)))


def _security() -> None:
    """Payloads in every field of a feed: what comes out must hold no tag that runs and no link but http(s)."""
    active = re.compile(
        r"<\s*/?(?:script|iframe|object|embed|svg|math|form|base|meta|link|style)\b|<[a-z][^>]*\son\w+\s*=", re.I
    )
    for name, key in (
        ("security-dompurify/cases.dev.jsonl.gz", "payload"),
        ("security-xss-payloadbox/payloads.jsonl.gz", "payload"),
        ("security-blns/strings.jsonl.gz", "s"),
    ):
        held = changed = plain = count = 0
        for row in _rows(name):
            item = dict.fromkeys(("title", "text", "summary", "url", "author", "tags", "source", "other"), row[key])
            for result in parse(json.dumps([item | {"id": "1"}]).encode(), path="x.json"):
                if not isinstance(result, Article):
                    continue
                count += 1
                texts = (result.title, result.text, result.summary, result.source, *result.authors, *result.tags)
                links = [link for link in (result.url, result.canonical_url, result.source_url) if link]
                held += any(map(active.search, (*texts, json.dumps(dict(result.extra), ensure_ascii=False))))
                held += any(not link.startswith(("http://", "https://")) for link in links)
                if not re.search(r"[<&]", row[key]):
                    plain += 1
                    changed += " ".join(unicodedata.normalize("NFC", row[key]).split()) != " ".join(result.text.split())
        kept = f"{changed} of {plain} plain strings changed"
        print(f"{name.partition('/')[0]:<24} {held} active in {count} articles; {kept}")
    for file, data in sorted(_archive("security-xml-attacks/files.tar.gz").items()):
        start = time.perf_counter()
        reasons = [result.reason for result in parse(data, path=file) if isinstance(result, Rejection)]
        print(f"    {file:<20} {time.perf_counter() - start:.3f} s   {'; '.join(reasons)}")


def _raw_formats() -> None:
    reasons: Counter[str] = Counter()
    articles = 0
    for result in collect([material.SHARED / "corpora" / "raw-formats"]):
        if isinstance(result, Rejection):
            reasons[result.reason] += 1
        else:
            articles += 1
    print(f"{'raw-formats':<24} {articles} articles, {reasons.total()} rejections")
    for reason, count in reasons.most_common():
        print(f"    {count:>4} {reason}")


def _speed() -> None:
    """Processor time over the real feeds, the best of five rounds each, taken in turns."""
    paths = sorted((material.SHARED / "corpora" / "raw-formats" / "feeds").rglob("*.*"))
    files = [(path.name, path.read_bytes()) for path in paths]

    def bare() -> None:
        for _, data in files:
            _bare(data)

    def ours() -> None:
        for name, data in files:
            list(parse(data, path=name))

    ours()
    rounds = [(_seconds(bare), _seconds(ours)) for _ in range(5)]
    theirs, own = min(first for first, _ in rounds), min(second for _, second in rounds)
    print(
        f"{'speed':<24} {theirs / own:.2f} of bare feedparser's ({theirs:.2f} s and {own:.2f} s for {len(files)} feeds)"
    )


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _utc(parts: Sequence[int]) -> datetime:
    """feedparser's time tuples are in UTC."""
    year, month, day, hour, minute, second = parts[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _bare(data: bytes) -> Any:
    return feedparser.parse(io.BytesIO(data))


def _articles(data: bytes, **options: Any) -> list[Article]:
    return [result for result in parse(data, **options) if isinstance(result, Article)]


def _rows(name: str) -> list[dict[str, Any]]:
    path = material.SHARED / "gold" / name
    if path.suffix == ".gz":
        return material.rows(name) or []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _archive(name: str) -> dict[str, bytes]:
    with tarfile.open(material.SHARED / "gold" / name) as archive:
        return dict(_members(archive))


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in archive.getmembers():
        stream = archive.extractfile(member) if member.isfile() else None
        if stream is not None:
            yield str(Path(member.name)), stream.read()


if __name__ == "__main__":
    raise SystemExit(main())
