"""Writes the bundled sample: `python data/make_sample.py [FOLDER]`, by default `data/sample/`.

Eight invented publications report for 78 weeks on fourteen planted topics. What is planted, so that the first
charts show what the product can tell apart: rises, falls, bursts, a season and a newborn topic; statistics whose
value moves and is quoted again; wire stories that several outlets carry; a source that joins late; an outage.
The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

SEED = 20261101
FIRST, END = date(2025, 5, 5), date(2026, 11, 2)
WEEKS = (END - FIRST).days // 7
SCALE = 0.39  # articles a week for each unit of `rate` in the vocabulary
OVERDISPERSION = 0.08  # variance = mean + OVERDISPERSION * mean²: the press does not write evenly
WEEKDAYS = (1.2, 1.35, 1.3, 1.15, 0.9, 0.2, 0.15)
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Publication:
    """An invented outlet: `appetite` multiplies the share of the topics it prefers."""

    name: str
    slug: str
    form: str
    group: str
    weight: float
    prefers: tuple[str, ...] = ()
    appetite: float = 1.0
    joined: date = FIRST
    outages: tuple[tuple[date, date], ...] = ()

    def publishes(self, day: date) -> bool:
        """Whether the outlet was being collected on that day."""
        return day >= self.joined and not any(start <= day < end for start, end in self.outages)


PUBLICATIONS = (
    Publication("Marlow Marketing Review", "marlow-marketing-review", "rss", "Marketing press", 1.5),
    Publication(
        "Adverve Weekly",
        "adverve-weekly",
        "rss",
        "Advertising press",
        1.2,
        outages=((date(2026, 1, 12), date(2026, 2, 2)),),
    ),
    Publication(
        "Channel & Cart",
        "channel-and-cart",
        "atom",
        "Commerce press",
        1.1,
        ("retail media networks", "creator commerce", "shoppable video"),
        1.8,
    ),
    Publication("The Brand Ledger", "the-brand-ledger", "wordpress", "Marketing press", 1.2),
    Publication(
        "Searchlight Daily",
        "searchlight-daily",
        "atom",
        "Search press",
        1.2,
        ("agentic search", "zero-click search"),
        2.2,
    ),
    Publication(
        "Measurement Matters",
        "measurement-matters",
        "markdown",
        "Measurement press",
        0.6,
        ("marketing mix modeling", "attention metrics", "cookieless measurement"),
        2.0,
    ),
    Publication("Signal Post", "signal-post", "rss", "Marketing press", 1.0, joined=date(2026, 3, 2)),
    Publication("Harbor Media Notes", "harbor-media-notes", "wordpress", "Advertising press", 1.0),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as its outlet publishes it."""

    outlet: Publication
    when: datetime
    title: str
    paragraphs: tuple[str, ...]
    author: str
    tags: tuple[str, ...]
    wire: str | None = None
    serial: int = field(default=0, compare=False)

    @property
    def slug(self) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"{words[:60].strip('-')}-{self.serial}"

    @property
    def url(self) -> str:
        return f"https://{self.outlet.slug}.example/{self.when:%Y/%m}/{self.slug}"


class Writer:
    """Builds sentences and articles from the vocabulary with one random generator."""

    def __init__(self, vocabulary: dict[str, Any], rng: random.Random) -> None:
        self.words = vocabulary
        self.rng = rng
        # Trade news says one of a dozen things in one wording after the other: repeated, they would be copies.
        self.asides = [cycle(wordings) for wordings in vocabulary["background_sentences"]]

    def article(self, topic: dict[str, Any], day: date, quotes: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
        """A headline and paragraphs on `topic`, with the sentences of `quotes` in the middle."""
        kinds = [("frames_claim", "claims")] * 2 + [("frames_act", "acts")] * 2 + [("frames_effect", "effects")]
        self.rng.shuffle(kinds)
        used: set[str] = set()
        company = self.rng.choice(self.words["companies"])
        sentences = [self._sentence(topic, frames, parts, company, used) for frames, parts in kinds]
        middle = self.rng.randint(1, 3)
        closing = self.rng.choice(self.words["closings"])
        title = self._fill(self.rng.choice(topic["titles"]), topic, company, set())
        return title, (
            " ".join(sentences[:2]),
            " ".join([*sentences[2:middle], *quotes, *sentences[max(2, middle) :]]),
            closing,
        )

    def background(self) -> tuple[str, tuple[str, ...]]:
        """A headline and paragraphs on trade news of no topic."""
        company = self.rng.choice(self.words["companies"])

        def fill(text: str) -> str:
            return self._fill(text, {}, company, set())

        title = fill(self.rng.choice(self.words["background_titles"]))
        chosen = [next(wordings) for wordings in self.rng.sample(self.asides, 5)]
        return title, (" ".join(fill(text) for text in chosen[:3]), " ".join(fill(text) for text in chosen[3:]))

    def _sentence(self, topic: dict[str, Any], frames: str, parts: str, company: str, used: set[str]) -> str:
        part = self.rng.choice([text for text in topic[parts] if text not in used])
        used.add(part)
        frame = self.rng.choice([text for text in self.words[frames] if text not in used])
        used.add(frame)
        return self._fill(frame, topic, company, used, **{parts.rstrip("s"): part})

    def _fill(self, text: str, topic: dict[str, Any], company: str, used: set[str], **given: str) -> str:
        fresh = [name for name in self.words["companies"] if name not in used and name != company]
        moment = self.rng.choice(self.words["moments"])
        thing = self.rng.choice(topic.get("things", ["the plan"]))
        values = {
            "company": company if self.rng.random() < 0.35 else self.rng.choice(fresh),
            "person": self.rng.choice(self.words["people"]),
            "agency": self.rng.choice(self.words["agencies"]),
            "role": self.rng.choice(self.words["roles"]),
            "scope": self.rng.choice(self.words["scopes"]),
            "moment": moment,
            "moment_cap": moment[0].upper() + moment[1:],
            "thing": thing,
            "thing_cap": thing[0].upper() + thing[1:],
            **given,
        }
        return text.format(**values)


def weekly_rate(topic: dict[str, Any], week: int) -> float:
    """Expected articles of a topic in a week, over all outlets, before SCALE."""
    low, high = topic["rate"]
    start = FIRST + timedelta(weeks=week)
    shape, *arguments = topic["shape"].split()
    match shape:
        case "ramp":
            rate = low + (high - low) * week / (WEEKS - 1)
        case "late":
            centre, width = map(float, arguments)
            rate = low + (high - low) / (1 + math.exp(-(week - centre) / width))
        case "born":
            born = date.fromisoformat(arguments[0])
            rate = low + (high - low) * (start - born) / (END - born) if start >= born else 0.0
        case "season":
            months = [tuple(map(int, text.split("-"))) for text in arguments[:2]]
            rate = float(arguments[2]) if months[0] <= (start.month, start.day) < months[1] else low
        case _:
            rate = low
    if "burst" in topic:
        first, weeks, peak = topic["burst"]
        if 0 <= (start - date.fromisoformat(first)).days < 7 * weeks:
            rate = peak
    return float(rate)


def poisson(rng: random.Random, mean: float) -> int:
    """A negative-binomial count by gamma-mixed Poisson (Knuth's product method)."""
    if mean <= 0:
        return 0
    mixed = rng.gammavariate(1 / OVERDISPERSION, mean * OVERDISPERSION)
    limit, product, count = math.exp(-mixed), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def quote_plan(vocabulary: dict[str, Any], rng: random.Random) -> dict[tuple[str, int], list[str]]:
    """Sentences to be quoted, by topic and week: several when an edition appears, a few long after."""
    plan: dict[tuple[str, int], list[str]] = {}
    for statistic in vocabulary["statistic"]:
        dates = [date.fromisoformat(day) for day, _ in statistic["values"]]
        for (_, value), first, following in zip(statistic["values"], dates, [*dates[1:], END], strict=True):
            span = max(1, (following - first).days // 7)
            lags = [0, 0, rng.randint(0, 1), rng.randint(1, 3), rng.randint(2, 6), rng.randint(4, 12)]
            for lag in sorted(lag for lag in lags if lag < span):
                sentence = rng.choice(statistic["sentences"]).format(
                    value=value, organisation=statistic["organisation"], report=statistic["report"]
                )
                week = (first - FIRST).days // 7 + lag
                if week < WEEKS:
                    plan.setdefault((statistic["topic"], week), []).append(sentence[0].upper() + sentence[1:])
    return plan


def write_pieces(vocabulary: dict[str, Any]) -> list[Piece]:
    """Every article of every outlet, in order of time."""
    rng = random.Random(SEED)  # noqa: S311 - reproducible prose, not a secret
    writer = Writer(vocabulary, rng)
    quotes = quote_plan(vocabulary, rng)
    pieces: list[Piece] = []
    for week in range(WEEKS):
        for topic in vocabulary["topic"]:
            waiting = quotes.get((topic["name"], week), [])
            volume = sum(p.weight for p in PUBLICATIONS if p.publishes(FIRST + timedelta(weeks=week)))
            count = poisson(rng, weekly_rate(topic, week) * SCALE * volume / 7.8)
            for number in range(max(count, len(waiting))):
                when = _moment(rng, week)
                outlet = _outlet(rng, topic["name"], when.date())
                title, paragraphs = writer.article(topic, when.date(), waiting[number : number + 1])
                tags = (topic["name"], outlet.group.removesuffix(" press").lower())
                pieces.append(Piece(outlet, when, title, paragraphs, rng.choice(vocabulary["people"]), tags))
        for _ in range(poisson(rng, 2.5 * SCALE)):
            when = _moment(rng, week)
            title, paragraphs = writer.background()
            pieces.append(
                Piece(
                    _outlet(rng, "", when.date()),
                    when,
                    title,
                    paragraphs,
                    rng.choice(vocabulary["people"]),
                    ("people and business",),
                )
            )
        if week % 6 == 3:
            pieces.extend(_wire(rng, writer, vocabulary, week))
    pieces.sort(key=lambda piece: (piece.when, piece.outlet.slug, piece.title))
    return [replace(piece, serial=number) for number, piece in enumerate(pieces, start=1001)]


def _wire(rng: random.Random, writer: Writer, vocabulary: dict[str, Any], week: int) -> Iterator[Piece]:
    """One wire story and the outlets that carry it, lightly edited, over the next days."""
    topic = rng.choice([topic for topic in vocabulary["topic"] if weekly_rate(topic, week) >= 1])
    when = _moment(rng, week)
    title, first = writer.article(topic, when.date())
    _, second = writer.article(topic, when.date())
    body = (*first[:2], *second[:2], first[2])
    carriers = [outlet for outlet in PUBLICATIONS if outlet.publishes(when.date())]
    for number, outlet in enumerate(rng.sample(carriers, rng.randint(3, min(7, len(carriers))))):
        moment = when + timedelta(hours=5 * number + rng.randint(0, 4))
        if moment.date() >= END or not outlet.publishes(moment.date()):
            continue
        added = (rng.choice(vocabulary["closings"]),) if number else ()
        headline = title if number % 2 == 0 else f"{title}: what it means"
        yield Piece(
            outlet, moment, headline, (*body, *added), "Pressline Wire", (topic["name"],), wire="Pressline Wire"
        )


def _moment(rng: random.Random, week: int) -> datetime:
    weekday = rng.choices(range(7), WEEKDAYS)[0]
    start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    return start + timedelta(weeks=week, days=weekday, hours=rng.randint(6, 17), minutes=rng.randint(0, 59))


def _outlet(rng: random.Random, topic: str, day: date) -> Publication:
    open_ones = [outlet for outlet in PUBLICATIONS if outlet.publishes(day)]
    weights = [outlet.weight * (outlet.appetite if topic in outlet.prefers else 1.0) for outlet in open_ones]
    return rng.choices(open_ones, weights)[0]


def html_body(piece: Piece) -> str:
    """The article as its content management system would serve it, with the usual trailer of a feed."""
    credit = f"<p><em>{escape(piece.wire)}</em></p>" if piece.wire else ""
    paragraphs = "".join(f"<p>{escape(text)}</p>\n" for text in piece.paragraphs)
    trailer = (
        f'<p>The post <a href="{piece.url}">{escape(piece.title)}</a> appeared first on '
        f'<a href="https://{piece.outlet.slug}.example">{escape(piece.outlet.name)}</a>.</p>'
    )
    return credit + paragraphs + (trailer if piece.outlet.form in {"rss", "wordpress"} else "")


def rss(outlet: Publication, pieces: Sequence[Piece]) -> str:
    """An RSS 2.0 channel, newest first."""
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{piece.url}</link>"
        f'<guid isPermaLink="false">{outlet.slug}-{piece.serial}</guid><pubDate>{format_datetime(piece.when)}</pubDate>'
        f"<dc:creator>{escape(piece.author)}</dc:creator>"
        + "".join(f"<category>{escape(tag)}</category>" for tag in piece.tags)
        + f"<description>{escape(piece.paragraphs[0])}</description>"
        f"<content:encoded>{escape(html_body(piece))}</content:encoded></item>\n"
        for piece in reversed(pieces)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>https://{outlet.slug}.example/</link>"
        f"<description>An invented publication</description>\n{items}</channel></rss>\n"
    )


def atom(outlet: Publication, pieces: Sequence[Piece]) -> str:
    """An Atom 1.0 feed, newest first."""
    entries = "".join(
        f"<entry><id>tag:{outlet.slug}.example,2025:{piece.serial}</id><title>{escape(piece.title)}</title>"
        f'<link rel="alternate" href="{piece.url}"/><published>{piece.when.isoformat()}</published>'
        f"<updated>{piece.when.isoformat()}</updated><author><name>{escape(piece.author)}</name></author>"
        + "".join(f'<category term="{escape(tag)}"/>' for tag in piece.tags)
        + f"<summary>{escape(piece.paragraphs[0])}</summary>"
        f'<content type="html">{escape(html_body(piece))}</content></entry>\n'
        for piece in reversed(pieces)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet.name)}</title><id>https://{outlet.slug}.example/</id>"
        f'<link href="https://{outlet.slug}.example/"/><updated>{pieces[-1].when.isoformat()}</updated>\n{entries}</feed>\n'
    )


def wordpress(outlet: Publication, pieces: Sequence[Piece]) -> str:
    """An array of posts as the WordPress REST API gives them, newest first."""
    posts = [
        {
            "id": piece.serial,
            "date": piece.when.strftime("%Y-%m-%dT%H:%M:%S"),
            "date_gmt": piece.when.strftime("%Y-%m-%dT%H:%M:%S"),
            "guid": {"rendered": f"https://{outlet.slug}.example/?p={piece.serial}"},
            "modified_gmt": piece.when.strftime("%Y-%m-%dT%H:%M:%S"),
            "slug": piece.slug,
            "status": "publish",
            "type": "post",
            "link": piece.url,
            "title": {"rendered": escape(piece.title)},
            "content": {"rendered": html_body(piece)},
            "excerpt": {"rendered": f"<p>{escape(piece.paragraphs[0])}</p>"},
            "_embedded": {
                "author": [{"name": piece.author}],
                "wp:term": [[{"taxonomy": "post_tag", "name": tag} for tag in piece.tags]],
            },
        }
        for piece in reversed(pieces)
    ]
    return json.dumps(posts, ensure_ascii=False, indent=0) + "\n"


def markdown(piece: Piece) -> str:
    """One knowledge-base entry: front matter of the archive, then that of the article."""
    tags = ", ".join(tag.lower().replace(" ", "-") for tag in piece.tags)
    body = "\n\n".join(piece.paragraphs)
    return (
        f"---\ntitle: {json.dumps(piece.title)}\nsource: {piece.when:%Y-%m-%d}_{piece.slug}.md\n"
        f"date_added: {piece.when:%Y-%m-%d}\ntags: [{tags}]\nsource_type: article\n---\n\n## Full Content\n\n---\n"
        f"source: {piece.outlet.name}\nurl: {piece.url}\npublished: {format_datetime(piece.when)}\n"
        f"author: {piece.author}\nfetched: {(piece.when + timedelta(hours=3)).isoformat()}\n---\n\n"
        f"# {piece.title}\n\n{body}\n"
    )


def sources_toml() -> str:
    """The list that `upswell demo` reads: where each outlet lies and when it was collected."""
    blocks = []
    for outlet in PUBLICATIONS:
        name = {"markdown": outlet.slug, "wordpress": f"{outlet.slug}.json"}.get(outlet.form, f"{outlet.slug}.xml")
        outages = ", ".join(f"[{start}, {end}]" for start, end in outlet.outages)
        blocks.append(
            f'[[source]]\nname = "{outlet.name}"\nlocation = "{name}"\n'
            f'kind = "{"folder" if outlet.form == "markdown" else "file"}"\ngroup = "{outlet.group}"\n'
            f"collected_from = {outlet.joined}\ncollected_until = {END}\noutages = [{outages}]\n"
        )
    head = (
        "# Made by data/make_sample.py. Every publication, person, company and figure in this sample is invented.\n\n"
    )
    return head + "\n".join(blocks)


def main(folder: Path) -> int:
    """Writes the sample into `folder` and returns the number of articles."""
    vocabulary = tomllib.loads((HERE / "sample" / "vocabulary.toml").read_text("utf-8"))
    pieces = write_pieces(vocabulary)
    for outlet in PUBLICATIONS:
        own = [piece for piece in pieces if piece.outlet is outlet]
        match outlet.form:
            case "markdown":
                (folder / outlet.slug).mkdir(parents=True, exist_ok=True)
                for piece in own:
                    _write(folder / outlet.slug / f"{piece.when:%Y-%m-%d}_{piece.slug}.md", markdown(piece))
            case "wordpress":
                _write(folder / f"{outlet.slug}.json", wordpress(outlet, own))
            case form:
                _write(folder / f"{outlet.slug}.xml", (rss if form == "rss" else atom)(outlet, own))
    _write(folder / "sources.toml", sources_toml())
    return len(pieces)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "sample"
    print(f"{main(target)} articles in {target}")
