"""A refit: topics of all articles found anew and matched to those that were.

Matched one to one by the articles that both hold (Kuhn, "The Hungarian method", 1955, on Jaccard's index). A topic that
is found again keeps its id, its name and its articles. An article leaves its topic only for one that was not there, or
because its topic is no more; the lineage says which, when and why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from analytics.topics import growth, labels, model
from analytics.topics.cluster import UNASSIGNED, Labels
from analytics.topics.corpus import Corpus
from analytics.topics.features import Floats
from analytics.topics.model import Parted, TopicModel
from analytics.types import MEMBERSHIPS, Assignment, LineageEvent, Topic

# The part of the smaller one that two topics share when they are one and the same.
SHARED = 0.5
# When a refit is due: the corpus is twice as large, or it grew by this part in so long.
DOUBLED, GROWN, LONG = 2.0, 1.05, timedelta(days=30)


def is_due(known: TopicModel, articles: int, *, now: datetime) -> bool:
    """Whether topics should be found anew, now that there are so many articles."""
    age = now - known.fitted
    return articles >= DOUBLED * known.fitted_size or (age >= LONG and articles >= GROWN * known.fitted_size)


class Known(Protocol):
    """What is known of the topics that were, by a model or by who keeps its findings."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Those that are, as the model found them."""

    @property
    def events(self) -> tuple[LineageEvent, ...]:
        """What happened to all that ever were."""

    def assignments(self) -> Iterable[Assignment]:
        """Who is in them, the strongest first for each article."""


def refit(
    known: Known,
    corpus: Corpus,
    *,
    encoder: str,
    when: datetime,
    keep: Collection[str] = (),
    phrases: labels.Phraser | None = None,
    taken: Collection[str] = (),
    largest: int = model.LARGEST_FIT,
) -> TopicModel:
    """The model of `corpus`, all articles that there are, with the topics of `known` where they are found again.

    Its vectors come from the encoder of version `encoder`, which may be another than before; of more than `largest`
    articles a sample is fitted and the rest is assigned. Topics of `keep` (ids), of which
    people decided something, last while they have articles, and no new one gets a name of `taken`, as people gave them.
    """
    parted = model.part(corpus, encoder=encoder, largest=largest)
    held = _held(known, corpus.ids)
    match = _matched(held.homes, parted.found, [topic.id in keep for topic in known.topics])
    found = match.placed(held.homes, parted.found)
    settled = parted.placed(found, topics=len(match.survivors) + len(match.fresh))
    survivors = [known.topics[row] for row in match.survivors]
    fresh = _introduced(settled, known, survivors, when=when, phrases=phrases, taken=taken)
    joined = np.bincount(found[(held.homes == UNASSIGNED) & (found != UNASSIGNED)], minlength=len(survivors))
    events = _events(match, known.topics, survivors, fresh, joined.tolist(), when=when)
    belonging = _belonging(settled, held, match)
    return model.assembled(settled, [*survivors, *fresh], belonging, (*known.events, *events), when=when)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The old topic rows and weights of each document, (n, 3); UNASSIGNED and 0 where there are fewer."""

    members: NDArray[np.int32]
    weights: Floats

    @property
    def homes(self) -> Labels:
        return self.members[:, 0].astype(np.int64)


def _held(known: Known, ids: Sequence[str]) -> _Held:
    place = {id_: row for row, id_ in enumerate(ids)}
    topics = {topic.id: row for row, topic in enumerate(known.topics)}
    members = np.full((len(ids), MEMBERSHIPS), UNASSIGNED, dtype=np.int32)
    weights = np.zeros(members.shape, dtype=np.float32)
    filled = np.zeros(len(ids), dtype=np.int64)
    for each in known.assignments():
        row, topic = place.get(each.article_id), topics.get(each.topic_id)
        if row is not None and topic is not None and filled[row] < MEMBERSHIPS:
            members[row, filled[row]], weights[row, filled[row]] = topic, each.weight
            filled[row] += 1
    return _Held(members, weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    """What became of the old topics. `overlap` (old, new) counts articles, `sizes` (old,) those of each old one.

    `survivors` are old rows that go on and the first rows from now on; the `fresh` groups follow them. `twin` has the
    group of each survivor (UNASSIGNED where only people keep it), `heir` the survivor into which an old one merged.
    """

    overlap: NDArray[np.int64]
    sizes: NDArray[np.int64]
    survivors: list[int]
    twin: dict[int, int]
    heir: dict[int, int]
    fresh: list[int]

    def row_of(self) -> dict[int, int]:
        return {old: row for row, old in enumerate(self.survivors)}

    def placed(self, homes: Labels, found: Labels) -> Labels:
        """The topic row of each article from now on."""
        row_of = self.row_of()
        of_group = np.full(self.overlap.shape[1] + 1, UNASSIGNED, dtype=np.int64)
        for old, group in self.twin.items():
            if group != UNASSIGNED:
                of_group[group] = row_of[old]
        of_group[self.fresh] = len(self.survivors) + np.arange(len(self.fresh))
        # The last entries stand for UNASSIGNED, which is -1.
        anew = of_group[found]
        of_old = np.full(len(self.sizes) + 1, UNASSIGNED, dtype=np.int64)
        for old, row in row_of.items():
            of_old[old] = row
        for old, heir in self.heir.items():
            of_old[old] = row_of[heir]
        stays = of_old[homes]
        return np.where((stays == UNASSIGNED) | (anew >= len(self.survivors)), anew, stays)


def _matched(homes: Labels, found: Labels, kept: Sequence[bool]) -> _Match:
    groups, old = int(found.max(initial=UNASSIGNED)) + 1, len(kept)
    overlap = np.zeros((old, groups), dtype=np.int64)
    both = (homes != UNASSIGNED) & (found != UNASSIGNED)
    np.add.at(overlap, (homes[both], found[both]), 1)
    sizes = np.bincount(homes[homes != UNASSIGNED], minlength=old)
    joint, known = overlap, overlap.sum(axis=0)
    either = sizes[:, None] + known[None, :] - joint
    rows, columns = linear_sum_assignment(joint / np.maximum(either, 1), maximize=True)
    twin = {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if joint[row, column] and joint[row, column] >= SHARED * min(sizes[row], known[column])
    }
    for row in range(old):
        if kept[row] and sizes[row] and row not in twin:
            free = [group for group in np.flatnonzero(overlap[row]).tolist() if group not in twin.values()]
            twin[row] = max(free, key=overlap[row].__getitem__) if free else UNASSIGNED
    continued = {group: row for row, group in twin.items() if group != UNASSIGNED}
    heir = {}
    for row in range(old):
        if row not in twin and sizes[row] and groups:
            most = int(np.argmax(overlap[row]))
            if overlap[row, most] >= SHARED * sizes[row] and most in continued:
                heir[row] = continued[most]
    fresh = [group for group in range(groups) if group not in continued]
    return _Match(overlap, sizes, sorted(twin), twin, heir, fresh)


def _introduced(
    parted: Parted,
    known: Known,
    survivors: Sequence[Topic],
    *,
    when: datetime,
    phrases: labels.Phraser | None,
    taken: Collection[str],
) -> list[Topic]:
    """The topics that were not there before, under names that no other has."""
    first, found = len(survivors), parted.found[parted.read]
    names = labels.name(
        parted.documents,
        parted.points,
        np.where(found >= first, found - first, UNASSIGNED),
        parted.centroids[first:],
        phrases=phrases,
        taken=[*taken, *(topic.label for topic in survivors)],
    )
    ids = growth.ever(known.topics, known.events)
    return [model.topic_of(name, taken=ids, when=when) for name in names]


def _events(
    match: _Match,
    old: Sequence[Topic],
    survivors: Sequence[Topic],
    fresh: Sequence[Topic],
    joined: Sequence[int],
    *,
    when: datetime,
) -> list[LineageEvent]:
    """What happened to each topic, with the articles that say so; `joined` counts those that had none until now."""
    events = []
    for place, (topic, row) in enumerate(zip(survivors, match.survivors, strict=True)):
        group = match.twin[row]
        reason = "kept in the refit because people decided about it"
        if group != UNASSIGNED:
            reason = (
                f"found again in the refit: {match.overlap[row, group]} of its {match.sizes[row]} articles together"
            )
        if joined[place]:
            reason += f"; {joined[place]} that had no topic joined"
        events.append(LineageEvent(topic.id, "continued", when, (), reason))
    for row, topic in enumerate(old):
        if row in match.heir:
            heir = old[match.heir[row]]
            shared = match.overlap[row, match.twin[match.heir[row]]]
            reason = f"{shared} of its {match.sizes[row]} articles lie in the other since the refit"
            events.append(LineageEvent(topic.id, "merged", when, (heir.id,), reason))
        elif row not in match.twin:
            events.append(LineageEvent(topic.id, "retired", when, (), "its articles no longer lie together"))
    for topic, group in zip(fresh, match.fresh, strict=True):
        known = int(match.overlap[:, group].sum())
        origin = int(np.argmax(match.overlap[:, group])) if known else UNASSIGNED
        if known and match.overlap[origin, group] >= SHARED * known and origin in match.twin:
            reason = f"{match.overlap[origin, group]} of its articles were in the other until the refit"
            events.append(LineageEvent(topic.id, "split", when, (old[origin].id,), reason))
        else:
            former = tuple(old[row].id for row in np.flatnonzero(match.overlap[:, group]).tolist())
            reason = f"found in the refit; {known} of its articles were in other topics"
            events.append(LineageEvent(topic.id, "born", when, former, reason))
    return events


def _belonging(parted: Parted, held: _Held, match: _Match) -> tuple[NDArray[np.int32], Floats]:
    """Memberships: as they were where all topics of an article go on, else by its place among the topics."""
    row_of = np.full(len(match.sizes) + 1, UNASSIGNED, dtype=np.int64)
    for old, row in match.row_of().items():
        row_of[old] = row
    before = row_of[held.members]
    lost = (before == UNASSIGNED) & (held.members != UNASSIGNED)
    same = (before[:, 0] == parted.found) & ~lost.any(axis=1)
    members, weights = parted.memberships(~same)
    return (
        np.where(same[:, None], before, members).astype(np.int32),
        np.where(same[:, None], held.weights, weights).astype(np.float32),
    )
