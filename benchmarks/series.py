"""How well claims are joined into series: a planted corpus of survey findings, quoted, re-quoted and reworded.

Each finding has three yearly values that eight outlets quote in their own words, some with the year, some without.
Beside it stand near-twins: other populations, other units, plans, negations, rises. The truth is known by
construction. Some outlets alter the figure as they repeat it: rounded, without its population or its source.

Reports the pairwise F1 over claims beside two plain baselines, the share of observations that stand at the date that
they refer to, the share of quotes that are counted as citations, and that of alterations that are named.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from analytics.enrich.claims import Claim, join
from analytics.enrich.statistics import extract
from analytics.types import Alteration, StatisticSeries
from benchmarks.reworded import TOLD

OUTLETS = (
    "Ad Ledger", "Brand Courier", "Channel Notes", "Digital Dispatch", "Reach Review", "Signal Post", "Media Folio",
    "The Funnel",
)  # fmt: skip


Grouping = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one survey measures: who, doing what (finite, gerund, passive), its author, and its value in each year."""

    population: str
    predicate: str
    gerund: str
    passive: str
    author: str
    values: Mapping[int, int]


USE = ("use generative AI", "using generative AI", "Generative AI is used")
FINDINGS = (
    Finding("marketers", *USE, "Northwind", {2023: 58, 2024: 61, 2025: 64}),
    Finding("B2B marketers", *USE, "Northwind", {2023: 52, 2024: 61, 2025: 66}),
    Finding("agencies", *USE, "Northwind", {2023: 58, 2024: 63, 2025: 71}),
    Finding(
        "marketers",
        "plan to use generative AI",
        "planning to use generative AI",
        "Generative AI is being planned",
        "Northwind",
        {2023: 81, 2024: 61, 2025: 47},
    ),
    Finding(
        "marketers",
        "use predictive AI",
        "using predictive AI",
        "Predictive AI is used",
        "Northwind",
        {2023: 33, 2024: 38, 2025: 58},
    ),
    Finding(
        "shoppers",
        "abandon carts over shipping costs",
        "abandoning carts over shipping costs",
        "Carts over shipping costs are abandoned",
        "Basket Institute",
        {2023: 48, 2024: 51, 2025: 55},
    ),
    Finding(
        "shoppers",
        "abandon carts over slow checkout",
        "abandoning carts over slow checkout",
        "Carts over slow checkout are abandoned",
        "Basket Institute",
        {2023: 22, 2024: 24, 2025: 48},
    ),
    Finding(
        "adults",
        "trust news on social networks",
        "trusting news on social networks",
        "News on social networks is trusted",
        "Civic Panel",
        {2023: 34, 2024: 31, 2025: 29},
    ),
    Finding(
        "young adults",
        "trust news on social networks",
        "trusting news on social networks",
        "News on social networks is trusted",
        "Civic Panel",
        {2023: 52, 2024: 51, 2025: 50},
    ),
)
QUOTES = (
    "{value}% of {whom} {do}, according to {author}.",
    "{author} found that {value} per cent of {whom} {do} in {year}.",
    "In {year}, {value}% of {whom} said they {do}, {author} says.",
    "Some {value}% of {whom} report {doing}, a survey by {author} shows.",
    "{done} by {value}% of {whom}, {author} data shows.",
    "Among {whom}, {value}% say they {do}, per {author}.",
    "The share of {whom} who {do} reached {value}% in {year}, according to {author}.",
    "According to {author}, {value} percent of {whom} now {do}.",
    "New {author} research puts the share of {whom} who {do} at {value}%.",
    "“{value}% of {whom} {do},” said {author} in {year}.",
    "{author} asked around in {year}:\n- {value}% of {whom} {do}.\n- The rest do not care.",
    "Roughly {value}% of {whom} in the sample {do}, up from a year earlier, {author} reports.",
)
# Each is a claim of its own beside the findings: its unit, its direction or its wording forbids to join it.
TWINS = (
    ("58% of marketers do not use generative AI, according to Northwind.", "negation"),
    ("Marketers who use generative AI are 58% more likely to hire, according to Northwind.", "comparison"),
    ("Spending on generative AI by marketers rose 58%, according to Northwind.", "rise"),
    ("Marketers spend 58 hours on generative AI, according to Northwind.", "hours"),
    ("Northwind surveyed 580 marketers.", "sample"),
    ("64% of marketers will use generative AI by 2027, according to Northwind.", "forecast"),
    ("Marketers who use generative AI are 6.4x more likely to hire, according to Northwind.", "multiple"),
    ("Marketers who use generative AI are 58% less likely to hire, according to Northwind.", "less likely"),
    ("Use of generative AI by marketers fell 58%, according to Northwind.", "fall"),
    ("Use of generative AI by marketers rose by 58 percentage points, according to Northwind.", "points"),
    ("58% fewer marketers use generative AI, according to Northwind.", "fewer"),
    *(
        (f"58% of {whom} use generative AI, according to Northwind.", whom)
        for whom in (
            "UK marketers",
            "senior marketers",
            "former marketers",
            "marketers' clients",
            "marketers under 30",
            "marketers over 30",
            "marketers under 50",
            "marketers in France",
            "men who are marketers",
        )
    ),
    *(
        (f"58% of marketers {do}, according to Northwind.", do)
        for do in (
            "trust generative AI",
            "distrust generative AI",
            "pay for generative AI",
            "stopped using generative AI",
            "want to use generative AI",
            "have never used generative AI",
            "refuse to use generative AI",
            "regret using generative AI",
            "were asked to use generative AI",
            "said their rivals use generative AI",
            "use generative AI for images",
            "use generative AI at least once a week",
            "use generative AI daily",
            "use generative AI without approval",
            "use generative AI to write code",
        )
    ),
)
# The first finding as it is repeated with less care: the text, the year that it tells of, and what it alters.
ALTERED: tuple[tuple[str, int, Alteration], ...] = (
    ("Nearly 60% of marketers use generative AI, according to Northwind.", 2023, "rounded"),
    ("More than half of marketers use generative AI, according to Northwind.", 2023, "rounded"),
    ("Almost six in ten marketers use generative AI, Northwind found.", 2023, "rounded"),
    ("Over 60% of marketers use generative AI, according to Northwind.", 2024, "rounded"),
    ("Nearly two-thirds of marketers use generative AI, Northwind says.", 2025, "rounded"),
    ("64% use generative AI, according to Northwind.", 2025, "population dropped"),
    ("64% of marketers use generative AI.", 2025, "source dropped"),
    ("About 64% of marketers use generative AI, according to Northwind.", 2025, "hedge added"),
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim with the series, and the year, that it belongs to."""

    claim: Claim
    truth: Hashable
    year: int


def plant(seed: int) -> tuple[list[Planted], int]:
    """The corpus, in an order of publication drawn from `seed`, and how many of its sentences gave no claim."""
    draw = random.Random(seed)  # noqa: S311 -- a reproducible corpus, no secret
    planted: list[Planted] = []
    unread = 0
    for number, finding in enumerate(FINDINGS):
        for year, value in finding.values.items():
            quotes = draw.sample(QUOTES, len(OUTLETS))
            for outlet, quote in zip(OUTLETS, quotes, strict=True):
                text = quote.format(
                    value=value,
                    whom=finding.population,
                    do=finding.predicate,
                    doing=finding.gerund,
                    done=finding.passive,
                    author=finding.author,
                    year=year,
                )
                found = _claims(text[:1].upper() + text[1:], outlet, year, draw)
                unread += not found
                planted += [Planted(claim, number, year) for claim in found]
    for text, name in TWINS:
        planted += [Planted(claim, name, 2025) for claim in _claims(text, draw.choice(OUTLETS), 2025, draw)]
    for text, year, _ in ALTERED:
        planted += [Planted(claim, 0, year) for claim in _claims(text, draw.choice(OUTLETS), year, draw, after=200)]
    return planted, unread


def reworded() -> list[Planted]:
    """The claims of the findings that are told in other words, in the order of their years."""
    draw = random.Random(0)  # noqa: S311 -- a reproducible corpus, no secret
    return [
        Planted(claim, finding, year)
        for finding, years in TOLD.items()
        for year, texts in years.items()
        for outlet, text in zip(OUTLETS, texts, strict=False)
        for claim in _claims(text, outlet, year, draw)
    ]


def accuracy(planted: Iterable[Planted], series: Iterable[StatisticSeries]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of series over the articles of a planted corpus."""
    truth = {one.claim.statistic.article_id: one.truth for one in planted}
    found = grouped(series)
    return pairwise(truth, {article: found.get(article, article) for article in truth})


def _claims(text: str, outlet: str, year: int, draw: random.Random, *, after: int = 0) -> list[Claim]:
    published = datetime(year, 12, 1, tzinfo=UTC) + timedelta(days=draw.randrange(after, 200 + after // 2))
    article = f"{outlet}/{published:%Y-%m-%d}/{text}"
    return [Claim(statistic, outlet, published) for statistic in extract(text, article_id=article)]


def pairwise(truth: Grouping, found: Grouping) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of items that share a group (Manning et al., 2008, section 16.3)."""
    true_pairs = _pairs(truth)
    found_pairs = _pairs(found)
    shared = len(true_pairs & found_pairs)
    precision = shared / len(found_pairs) if found_pairs else 1.0
    recall = shared / len(true_pairs) if true_pairs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def _pairs(groups: Grouping) -> set[tuple[str, str]]:
    members: dict[Hashable, list[str]] = defaultdict(list)
    for item, group in groups.items():
        members[group].append(item)
    return {pair for items in members.values() for pair in combinations(sorted(items), 2)}


def grouped(series: Iterable[StatisticSeries]) -> dict[str, Hashable]:
    """Each article with the series that it is an observation or a citation of."""
    return {
        article: one.id
        for one in series
        for observation in one.observations
        for article in (observation.statistic.article_id, *observation.citations)
    }


def named(series: Iterable[StatisticSeries]) -> float:
    """The share of altered quotes whose retelling names what they alter."""
    told = {
        retelling.statistic.sentence: retelling.alterations
        for one in series
        for observation in one.observations
        for retelling in observation.retellings
    }
    return sum(alteration in told.get(text, ()) for text, _, alteration in ALTERED) / len(ALTERED)


def _words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", sentence.lower()))


def main() -> int:
    """Prints the figures of five corpora and returns the exit status.

    `dated` is the share of observations at the year that they refer to, `cited` that of quotes counted as citations,
    `altered` that of altered quotes whose alteration is named.
    The baselines join what has the same value and unit, and what has the same words.
    """
    print(f"{'seed':>4} {'claims':>6} {'unread':>6} {'series F1':>9} {'same figure':>11} {'same words':>10} "
          f"{'dated':>6} {'cited':>6} {'altered':>7}")  # fmt: skip
    for seed in range(5):
        planted, unread = plant(seed)
        series = join(one.claim for one in planted)
        truth = {one.claim.statistic.article_id: one.truth for one in planted}
        by_article = {one.claim.statistic.article_id: one for one in planted}
        same_figure: Grouping = {
            article: (one.claim.statistic.value, one.claim.statistic.unit) for article, one in by_article.items()
        }
        same_words: Grouping = {article: _words(one.claim.statistic.sentence) for article, one in by_article.items()}
        observations = [observation for one in series for observation in one.observations]
        dated = [
            observation.reference == date(by_article[observation.statistic.article_id].year, 1, 1)
            for observation in observations
            if isinstance(by_article[observation.statistic.article_id].truth, int)
        ]
        quotes = Counter((one.truth, one.year) for one in planted if isinstance(one.truth, int))
        expected = sum(count - 1 for count in quotes.values())
        cited = sum(len(observation.citations) for observation in observations)
        print(f"{seed:>4} {len(planted):>6} {unread:>6} {accuracy(planted, series)[2]:>9.3f} "
              f"{pairwise(truth, same_figure)[2]:>11.3f} {pairwise(truth, same_words)[2]:>10.3f} "
              f"{sum(dated) / len(dated):>6.3f} {cited / expected:>6.3f} {named(series):>7.3f}")  # fmt: skip
    others = reworded()
    precision, recall, f1 = accuracy(others, join(one.claim for one in others))
    print(f"in other words: {len(others)} claims, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
