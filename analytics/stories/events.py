"""Stories: all articles on one event.

Average linkage (Sokal and Michener, 1958) on the mean of lexical and sentence similarity, which fades with the time
between two articles. Few articles are one story only by strong links: in a narrow field those of one day are all a
little alike. Batch and incremental work are the same function on all articles and on the open window.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from analytics.enrich.words import content_words
from analytics.types import Document, Story

Floats = NDArray[np.float32]

# Distance (1 - similarity) at which two groups are two events.
CUT = 0.85
# A similarity that alone makes two articles one story, and how many articles so linked keep the rest of their group.
# Without an encoder the words speak alone, and less aloud.
STRONG, STRONG_WORDS, FIRM = 0.42, 0.25, 5
FADE = timedelta(hours=168)
OPEN = timedelta(days=14)
LONGEST = timedelta(days=28)
STEP = timedelta(days=7)
# Linkage needs memory for every pair: larger windows are halved along their main direction first.
LARGEST_BLOCK = 6000
LEAD_CHARACTERS = 1200


def cluster(
    documents: Sequence[Document],
    vectors: Floats,
    *,
    copies: Mapping[str, str] | None = None,
    previous: Sequence[Story] = (),
    usual: Sequence[Document] = (),
    cut: float = CUT,
    block: int = LARGEST_BLOCK,
) -> tuple[Story, ...]:
    """Stories of `documents`, sorted by id; every document is in exactly one.

    `vectors` has a row a document, L2-normalised, shape (n, d); d may be 0. `copies` maps a copy to its original,
    whose story it joins without a say in it, unless
    it comes long after. `previous` are stories found earlier: hand over the documents of the
    open window (`OPEN` before the first new article) with the stories they were in; a story keeps the id of the one
    that it shares most articles with, and the articles of that one which are not handed over again. More than
    `block` articles are read in steps of time, which bounds memory. `usual` are documents of the same time that only
    say how usual each word is, where `documents` are a choice. The result does not depend on the order of the
    input.
    """
    folded = copies or {}
    known = {document.id: document for document in documents}
    repeats: dict[str, list[Document]] = defaultdict(list)
    rows = []
    for row in sorted(range(len(documents)), key=lambda row: documents[row].id):
        original = folded.get(documents[row].id)
        if original in known and not _long_after(documents[row], known[original]):
            repeats[original].append(documents[row])
        else:
            rows.append(row)
    originals, kept = [documents[row] for row in rows], vectors[rows]
    stories = {story.id: story for story in previous}
    for window in _windows(originals, block=block):
        groups = _groups([originals[row] for row in window], kept[window], usual=usual, cut=cut, block=block)
        members = [[originals[window[row]] for row in group] for group in groups]
        stories = _continued(
            stories, [[*group, *(each for one in group for each in repeats[one.id])] for group in members]
        )
    return tuple(sorted(stories.values(), key=lambda story: story.id))


def _long_after(first: Document, second: Document) -> bool:
    """Whether both dates are known and too far apart for one event."""
    return bool(first.published and second.published and abs(first.published - second.published) > OPEN)


def _windows(documents: Sequence[Document], *, block: int) -> Iterator[NDArray[np.intp]]:
    """Rows to be clustered together: all when they are few, else one step of time after the other with the open
    window before it. Undated ones of a large corpus come last, among themselves."""
    if len(documents) <= block:
        if documents:
            yield np.arange(len(documents))
        return
    times = _hours(documents)
    dated = np.flatnonzero(~np.isnan(times))
    step, back = STEP / timedelta(hours=1), OPEN / timedelta(hours=1)
    steps = np.unique(np.floor(times[dated] / step))
    for start in steps * step:
        yield dated[(times[dated] >= start - back) & (times[dated] < start + step)]
    if len(dated) < len(documents):
        yield np.flatnonzero(np.isnan(times))


def _hours(documents: Sequence[Document]) -> NDArray[np.float64]:
    """Hours since 1970; NaN where the date is unknown."""
    return np.array([each.published.timestamp() / 3600 if each.published else np.nan for each in documents])


def _groups(
    documents: Sequence[Document], vectors: Floats, *, usual: Sequence[Document], cut: float, block: int
) -> list[list[int]]:
    """Rows of each event of one window."""
    if len(documents) > block:
        return [
            [int(half[row]) for row in group]
            for half in _halves(vectors)
            for group in _groups([documents[row] for row in half], vectors[half], usual=usual, cut=cut, block=block)
        ]
    if len(documents) == 1:
        return [[0]]
    alike = similarity(documents, vectors, usual=usual)
    distances = 1 - alike
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(np.clip(distances, 0, None), checks=False), method="average")
    groups: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(fcluster(tree, cut, criterion="distance")):
        groups[int(group)].append(row)
    hours = _hours(documents)
    strong = STRONG if vectors.shape[1] else STRONG_WORDS
    return [
        part
        for group in groups.values()
        for held in _held(group, alike[np.ix_(group, group)] >= strong)
        for part in _short(held, hours)
    ]


def _held(group: list[int], links: NDArray[np.bool_]) -> list[list[int]]:
    """The group as one when `FIRM` of it hang together by strong `links` (m, m), else what hangs together of it."""
    parts = connected_components(links, directed=False)[1]
    if np.bincount(parts).max() >= FIRM:
        return [group]
    return [[group[row] for row in np.flatnonzero(parts == part)] for part in range(int(parts.max()) + 1)]


def _short(group: list[int], hours: NDArray[np.float64]) -> Iterator[list[int]]:
    """The group, parted at its widest gap in time while it is longer than `LONGEST`; the undated stay with the first.

    Articles without a date are alike at any distance, and so may join what lies months apart.
    """
    dated = sorted((row for row in group if not np.isnan(hours[row])), key=lambda row: (hours[row], row))
    if not dated or hours[dated[-1]] - hours[dated[0]] <= LONGEST / timedelta(hours=1):
        yield group
        return
    gap = int(np.argmax(np.diff(hours[dated]))) + 1
    late = set(dated[gap:])
    yield from _short([row for row in group if row not in late], hours)
    yield from _short(dated[gap:], hours)


def _halves(vectors: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows on either side of the median along the first principal direction (by position without vectors)."""
    if vectors.shape[1]:
        centred = vectors - vectors.mean(axis=0)
        direction = np.linalg.eigh(centred.T @ centred)[1][:, -1]
        order = np.argsort(centred @ direction, kind="stable")
    else:
        order = np.arange(len(vectors))
    middle = len(order) // 2
    return np.sort(order[:middle]), np.sort(order[middle:])


def similarity(documents: Sequence[Document], vectors: Floats, *, usual: Sequence[Document] = ()) -> Floats:
    """Mean of the cosines of TF-IDF and sentence vectors, fading with time and 0 beyond the open window."""
    passages = [_lead(each) for each in documents]
    similarity = _lexical(passages, [_lead(each) for each in usual])
    if vectors.shape[1]:
        similarity += vectors @ vectors.T
        similarity /= 2
    hours = _hours(documents).astype(np.float32)
    apart = np.nan_to_num(np.abs(hours[:, None] - hours[None, :]), nan=0.0)
    similarity *= np.exp(-apart / np.float32(FADE / timedelta(hours=1)))
    similarity[apart > OPEN / timedelta(hours=1)] = 0
    # Nothing is said, so nothing is said alike: encoders place all empty texts at one point.
    empty = [not passage.strip() for passage in passages]
    similarity[empty] = 0
    similarity[:, empty] = 0
    return similarity


def _lead(document: Document) -> str:
    return f"{document.title} {document.text[:LEAD_CHARACTERS]}"


def _lexical(passages: Sequence[str], usual: Sequence[str]) -> Floats:
    vectorizer = TfidfVectorizer(analyzer=content_words, sublinear_tf=True, dtype=np.float32)
    try:
        weights = vectorizer.fit_transform([*passages, *usual])[: len(passages)]
    except ValueError:  # not one word in any passage
        return np.zeros((len(passages), len(passages)), dtype=np.float32)
    cosines: Floats = (weights @ weights.T).toarray()
    return cosines


def _continued(stories: Mapping[str, Story], groups: Sequence[Sequence[Document]]) -> dict[str, Story]:
    """The stories after `groups` were found in the open window, ids kept by the largest overlap."""
    home = {article: story.id for story in stories.values() for article in story.article_ids}
    moving = {document.id for group in groups for document in group}
    rest = {
        story.id: tuple(article for article in story.article_ids if article not in moving) for story in stories.values()
    }
    overlaps = sorted(
        (-count, story_id, number)
        for number, group in enumerate(groups)
        for story_id, count in Counter(home[each.id] for each in group if each.id in home).items()
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, story_id, number in overlaps:
        if (
            number not in ids
            and story_id not in taken
            and (not rest[story_id] or _fits(stories[story_id], groups[number]))
        ):
            ids[number] = story_id
            taken.add(story_id)
    result = {story_id: _reduced(stories[story_id], articles) for story_id, articles in rest.items() if articles}
    taken.update(result)
    for number, group in enumerate(groups):
        members = sorted(group, key=_by_date)
        story_id = ids.get(number) or _new_id(members[0].id, taken=taken)
        taken.add(story_id)
        result[story_id] = _extended(result.get(story_id), story_id, members)
    return result


def _fits(story: Story, group: Sequence[Document]) -> bool:
    """Whether the story stays within `LONGEST` when the group joins it."""
    dates = [document.published for document in group if document.published]
    return story.first_seen is None or not dates or max(dates) - story.first_seen <= LONGEST


def _reduced(story: Story, articles: tuple[str, ...]) -> Story:
    return replace(story, article_ids=articles, origin=story.origin if story.origin in articles else articles[0])


def _extended(earlier: Story | None, story_id: str, members: Sequence[Document]) -> Story:
    """A story of `members`, in the order of their dates, after the articles that it has from `earlier`."""
    first = members[0]
    ids = tuple(document.id for document in members)
    if earlier is None:
        return Story(story_id, ids, first.published, first.id)
    if first.published and earlier.first_seen and first.published < earlier.first_seen:
        return Story(story_id, (*ids, *earlier.article_ids), first.published, first.id)
    return Story(story_id, (*earlier.article_ids, *ids), earlier.first_seen or first.published, earlier.origin)


def _by_date(document: Document) -> tuple[bool, float, str]:
    published = document.published
    return published is None, published.timestamp() if published else 0.0, document.id


def _new_id(origin: str, *, taken: Container[str]) -> str:
    """An id made from the first article's, so that it does not depend on what else was read."""
    seed = origin
    while (
        story_id := f"story-{hashlib.blake2b(seed.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"
    ) in taken:
        seed += "+"
    return story_id
