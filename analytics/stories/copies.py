"""Near-duplicate texts: which article repeats which.

Shingles are hashed and sampled (FracMinHash; Broder, "On the resemblance and containment of documents", 1997), so the
index of a million articles stays linear; candidates are then verified on all their shingles. Knows no database: the
store keeps the sampled hashes and hands over the candidates that share one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analytics.enrich.words import words
from analytics.types import CopyLink, Document

Hashes = NDArray[np.uint64]

LONG_SHINGLE, SHORT_SHINGLE, WHOLE_TITLE = 5, 3, 4
_WIDTHS = {"long": LONG_SHINGLE, "short": SHORT_SHINGLE, "pairs": 2}
# One shingle in eight is indexed; texts of up to INDEXED_WHOLE words are indexed by all their short shingles too.
SAMPLED_BELOW = np.uint64(2**64 // 8)
SHORT_TEXT, INDEXED_WHOLE = 60, 120
# A copy shares this part of the longer text, and this part of the shorter one.
OF_LONGER, OF_SHORTER = 0.3, 0.5
# Between FAINT and OF_SHORTER, an edited copy (changes strewn over all sentences) is told from a follow-up (some
# paragraphs taken over whole) by the pairs of neighbouring words, which strewn edits leave in place more often.
FAINT, PAIRS_OF_SHORTER = 0.2, 0.6
# A shingle in more texts of one source than this is that source's boilerplate.
BOILERPLATE_TEXTS, BOILERPLATE_SHARE = 20, 0.005
# So many words in a row that are no boilerplate are an article's own; edits strewn over a copy leave shorter runs.
OWN_PASSAGE = 25
# A hash that many texts share pairs each with this many earlier ones, which keeps wide syndication linear. So many
# stored texts of one hash are candidates: enough to tell that it is boilerplate.
NEIGHBOURS, CANDIDATES = 8, BOILERPLATE_TEXTS + 1
AGENCIES = frozenset({"reuters", "ap", "afp", "bloomberg", "prnewswire", "businesswire", "globenewswire"})
CREDIT_WORDS = 40


def sample(text: str, *, title: str = "") -> Hashes:
    """The hashes by which a text is found again: sorted, unique, about one for every eight words of a long text.

    Two copies share at least one in all but freak cases; equal hashes make two texts candidates and no more.
    Where there is no text the whole title stands for it.
    """
    tokens = words(text)
    if not tokens:
        return _whole(title)
    kept = _shingles(tokens, LONG_SHINGLE)
    kept = kept[kept < SAMPLED_BELOW]
    if len(tokens) <= INDEXED_WHOLE:
        kept = np.union1d(kept, _shingles(tokens, SHORT_SHINGLE))
    return kept


def resolve(new: Sequence[Document], candidates: Sequence[Document] = ()) -> tuple[CopyLink, ...]:
    """Links from each repeated text to the earliest of its kind, sorted by id.

    `candidates` are stored articles that share a sampled hash with a new one; a link may name one of them as the
    copy, when a new article turns out to be the earlier. Groups are the connected components of "shares at least
    `OF_LONGER` of the longer text". First is the earliest date, then a news agency's credit, then the longer text.
    An article without text is compared by its whole title.
    """
    known = {document.id for document in new}
    documents = sorted([*new, *(other for other in candidates if other.id not in known)], key=lambda each: each.id)
    prints = _without_boilerplate(documents, [_Print.of(document) for document in documents])
    pairs = {pair: share for pair in sorted(_candidate_pairs(prints)) if (share := _share(prints, pair)) is not None}
    if not pairs:
        return ()
    ends = np.array(list(pairs))
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(documents),) * 2)
    groups: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(connected_components(graph, directed=False)[1]):
        groups[int(group)].append(row)
    strongest: dict[int, float] = defaultdict(float)
    for pair, share in pairs.items():
        for end in pair:
            strongest[end] = max(strongest[end], share)
    links = []
    for rows in groups.values():
        first = min(rows, key=lambda row: _precedence(documents[row]))
        for row in rows:
            if row != first:
                direct = pairs.get((min(row, first), max(row, first)))
                share = direct if direct is not None else strongest[row]
                links.append(CopyLink(documents[row].id, documents[first].id, round(share, 4)))
    return tuple(sorted(links, key=lambda link: link.article_id))


@dataclass(frozen=True, slots=True)
class _Print:
    """The shingles of one text: `long` and `short` as sorted hashes, `pairs` of neighbouring words, `index` sampled."""

    length: int
    long: Hashes
    short: Hashes
    pairs: Hashes
    index: Hashes

    @classmethod
    def of(cls, document: Document) -> _Print:
        tokens = words(document.text)
        if not tokens:
            whole = _whole(document.title)
            return cls(0, whole, whole, whole, whole)
        long, short, pairs = (_shingles(tokens, width) for width in _WIDTHS.values())
        return cls(len(tokens), long, short, pairs, sample(document.text))

    def without(self, boilerplate: Hashes) -> _Print:
        return _Print(
            self.length,
            np.setdiff1d(self.long, boilerplate, assume_unique=True),
            np.setdiff1d(self.short, boilerplate, assume_unique=True),
            np.setdiff1d(self.pairs, boilerplate, assume_unique=True),
            np.setdiff1d(self.index, boilerplate, assume_unique=True),
        )


def _whole(title: str) -> Hashes:
    """One hash of all words, or none where there are too few to tell two items apart."""
    tokens = words(title)
    return _shingles(tokens, len(tokens) if len(tokens) >= WHOLE_TITLE else 0)


@lru_cache(maxsize=2**18)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _shingles(tokens: Sequence[str], width: int) -> Hashes:
    """Sorted unique 64-bit hashes of all runs of `width` words."""
    return np.unique(_rolled(tokens, width))


def _rolled(tokens: Sequence[str], width: int) -> Hashes:
    """A 64-bit hash of each run of `width` words, in their order."""
    if len(tokens) < width or width == 0:
        return np.zeros(0, dtype=np.uint64)
    hashed = np.fromiter((_word_hash(token) for token in tokens), dtype=np.uint64, count=len(tokens))
    rolled = np.full(len(tokens) - width + 1, width, dtype=np.uint64)
    for offset in range(width):
        rolled = _mix(rolled ^ hashed[offset : offset + len(rolled)])
    return rolled


def _mix(values: Hashes) -> Hashes:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _without_boilerplate(documents: Sequence[Document], prints: list[_Print]) -> list[_Print]:
    """Drops the shingles that a source repeats in many texts, unless they are most of a text with no passage beside.

    Counted by source, because thirty papers that print one release are syndication and not boilerplate.
    """
    limit = max(BOILERPLATE_TEXTS, round(BOILERPLATE_SHARE * len(documents)))
    by_source: dict[str, list[int]] = defaultdict(list)
    for row, document in enumerate(documents):
        by_source[document.source].append(row)
    cleaned = list(prints)
    for rows in by_source.values():
        if len(rows) <= limit:
            continue
        for kind in _WIDTHS:
            hashes, counts = np.unique(np.concatenate([getattr(prints[row], kind) for row in rows]), return_counts=True)
            common = hashes[counts > limit]
            if not len(common):
                continue
            for row in rows:
                own: Hashes = getattr(prints[row], kind)
                repeated = len(np.intersect1d(own, common, assume_unique=True))
                if repeated and (2 * repeated < len(own) or _own_passage(documents[row], common, kind) >= OWN_PASSAGE):
                    cleaned[row] = cleaned[row].without(common)
    return cleaned


def _own_passage(document: Document, common: Hashes, kind: str) -> int:
    """The most words in a row of which no shingle of that kind is common."""
    rolled = _rolled(words(document.text), _WIDTHS[kind])
    places = np.flatnonzero(np.isin(rolled, common))
    bounds = np.concatenate([[-1], places, [len(rolled)]])
    return int(np.diff(bounds).max()) - 1


def _candidate_pairs(prints: Sequence[_Print]) -> set[tuple[int, int]]:
    """Rows that share a sampled hash; each row meets at most `NEIGHBOURS` earlier ones through one hash."""
    if not prints:
        return set()
    hashes = np.concatenate([each.index for each in prints])
    rows = np.repeat(np.arange(len(prints)), [len(each.index) for each in prints])
    order = np.lexsort((rows, hashes))
    hashes, rows = hashes[order], rows[order]
    pairs: set[tuple[int, int]] = set()
    for step in range(1, NEIGHBOURS + 1):
        same = hashes[step:] == hashes[:-step]
        pairs.update(zip(rows[:-step][same].tolist(), rows[step:][same].tolist(), strict=True))
    return pairs


def _share(prints: Sequence[_Print], pair: tuple[int, int]) -> float | None:
    """The shared part of the longer text when the two are copies, else None."""
    first, second = prints[pair[0]], prints[pair[1]]
    brief = min(first.length, second.length) <= SHORT_TEXT
    left, right = (first.short, second.short) if brief else (first.long, second.long)
    smaller, larger = sorted((len(left), len(right)))
    if smaller == 0:
        return None
    shared = len(np.intersect1d(left, right, assume_unique=True))
    of_shorter, of_longer = shared / smaller, shared / larger
    if brief:
        return of_longer if of_longer >= OF_LONGER and (shared >= 2 or smaller == larger == 1) else None
    if of_shorter >= OF_SHORTER:
        return of_longer if of_longer >= OF_LONGER else None
    if of_shorter < FAINT:
        return None
    paired = len(np.intersect1d(first.pairs, second.pairs, assume_unique=True))
    few, many = sorted((len(first.pairs), len(second.pairs)))
    if paired >= PAIRS_OF_SHORTER * few and paired >= OF_LONGER * many:
        return of_longer
    return None


def _precedence(document: Document) -> tuple[bool, float, bool, int, str]:
    """Sorts who was first: dated before undated, earlier, credited to an agency, longer, then by id."""
    published = document.published
    return (
        published is None,
        published.timestamp() if published else 0.0,
        not _credited(document.text),
        -len(document.text),
        document.id,
    )


def _credited(text: str) -> bool:
    """Whether a news agency signs the first or the last words."""
    tokens = words(text[:400])[:CREDIT_WORDS] + words(text[-400:])[-CREDIT_WORDS:]
    return not AGENCIES.isdisjoint(tokens)
