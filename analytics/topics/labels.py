"""Names that a person would use: short noun phrases that set a topic apart from the others.

Key phrases (see `keyness`), weighted towards titles and towards several words. A phrase that is mostly part of longer
ones gives way to the longest that is common (after the C-value of Frantzi, Ananiadou and Mima, 2000).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analytics.enrich.words import content_words
from analytics.topics.casing import LEAD_WORDS, LONGEST, TOKEN, Casing, Key, openings, runs
from analytics.topics.cluster import Labels
from analytics.topics.features import Floats
from analytics.topics.keyness import keyness
from analytics.types import Document, Sentence

# Noun phrases of each document, as written and without names of persons.
Phraser = Callable[[Sequence[Document]], Sequence[Iterable[str]]]

REPRESENTATIVES = 30
TERMS = 8
SHORTEST_SENTENCE, LONGEST_SENTENCE = 6, 40
TITLE_WEIGHT = 2.0
# A phrase gives way to longer ones that hold it when together they are this frequent beside it, the first of them alone
# this frequent.
NESTED, FULLER = 0.6, 0.3
# A name stands in at least this part of the articles of its topic.
LEAST_SHARE = 0.025
# A term stands in so many of them: this part, though no more than the second number need have it.
FEWEST_SHARE, FEWEST = 0.15, 4
# A phrase is offered in at least this part of the central articles that hold it.
OFFERED = 0.3
# A word alone is a name where it is so many times as frequent as elsewhere.
LEAST_LIFT = 10
# A phrase of one common noun says least; a proper name ("OpenAI") says more.
PLAIN_WORD, LENGTH_BONUS = 0.2, {1: 0.6, 2: 1.0, 3: 1.05, 4: 0.95}
# Words that say little before a noun, and verbs that the parser takes for adjectives: no name begins with one.
_VAGUE = frozenset(
    """achieving actual adding additional amazing announcing annual available average avoiding basic becoming
    best better big bigger biggest boosting bringing certain changing choosing clear coming complete creating
    critical crucial current developing different difficult doing driving early easy effective emerging ensuring
    entire essential existing exploring extra facing famous few final finding first fix fixing following fresh
    further general getting giving going good great greater growing hard helpful helping hidden huge hundreds
    implementing important improving increasing incredible initial instant interesting introducing keeping key
    large larger largest last late latest launching leading less letting leveraging likely little looking main
    major making man managing many massive mastering maximizing measuring men millions minimizing minor monthly more
    most moving multiple navigating new newer newest next numerous only optimizing other overall own particular
    past perfect playing popular possible potential powerful practical present previous primary putting quick
    raising ready recent reducing relevant remaining right rising running same saving second seeing serious
    setting several short significant similar simple single small smaller special specific starting stopping
    strong successful such taking third thousands top total tough true turning two typical ultimate
    understanding unique unlocking upcoming useful using usual various vast wasting weekly whole wide winning
    working wrong yearly""".split()  # noqa: SIM905 -- a list of words is read as text
)
# Nouns of every subject: none is a name alone where most of its uses are elsewhere, or where there is another name.
_EMPTY = frozenset(
    """access account accounts article articles brand brands business businesses campaign campaigns case ceo
    ceos companies company content customer customers data day days deal deals detail details employee employees
    executive executives expert experts firm firms founder founders future group groups help history idea ideas
    industry internet issue issues level levels life market markets news number numbers online part parts people
    person piece pieces plan plans post posts problem problems product products project projects question
    questions report reports response responses result results review reviews service services startup startups
    statement stories story strategy study team teams tech technology thing things time times tool tools trend
    trends update updates use user users way ways website week work worker workers world year years""".split()  # noqa: SIM905 -- as above
)
# Titles before the name of somebody; the subject of articles about one is who has it next.
_OFFICES = frozenset({"ceo", "cfo", "chairman", "cofounder", "co-founder", "coo", "cto", "founder", "president"})
_NEXT = "new"
# Heads of phrases that name a kind of article or somebody's office and not a subject.
_NO_HEAD = frozenset(
    """boss bosses ceo ceos cfo chairman checklist chief chiefs cofounder cofounders cto dilemma dilemmas example
    examples executive executives expert experts founder founders guide guides guy how-to idea ideas insight
    insights lesson lessons man mistake mistakes president question questions reason reasons recap recaps roundup
    roundups secret secrets spokesman spokesperson spokeswoman success tactic tactics takeaway takeaways tip
    tips trick tricks way ways woman""".split()  # noqa: SIM905 -- as above
)
# Words that say when; none is a name alone.
_WHEN = frozenset(
    """afternoon april august december evening february friday january july june march may monday month morning
    night november october saturday september sunday thursday today tomorrow tonight tuesday wednesday weekend
    yesterday""".split()  # noqa: SIM905 -- as above
)
# Parts of addresses of pages.
_ADDRESS = frozenset({"com", "edu", "gov", "html", "http", "https", "org", "www"})
_STATEMENT = re.compile(r"[A-Z“\"][^\n]*?[^\s.!?][.!?]+[”\"]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Name:
    """What a topic is called and its next best phrases; `representatives` are ids of its most central articles.

    `description` is a sentence of one of them that says the name, None where none does.
    """

    label: str
    terms: tuple[str, ...]
    representatives: tuple[str, ...]
    description: Sentence | None = None


def name(
    documents: Sequence[Document],
    features: Floats,
    labels: Labels,
    centroids: Floats,
    *,
    phrases: Phraser | None = None,
    taken: Iterable[str] = (),
) -> list[Name]:
    """A name for each row of `centroids`, unique among themselves and against `taken` (in any casing).

    `labels` holds the topic row of each document, negative for none. Without `phrases` the candidates are runs of
    content words in titles.
    """
    source = phrases or title_phrases
    central = [_central(features, labels, centroids, topic) for topic in range(len(centroids))]
    nearest = [[documents[row] for row in rows[:REPRESENTATIVES]] for rows in central]
    # Asked once for all topics: who is a person shows in all articles together.
    said = iter(source([document for group in nearest for document in group]))
    candidates = [_offered(list(islice(said, len(group))), group) for group in nearest]
    wanted = set().union(*candidates) if candidates else set()
    wanted |= {(word,) for key in wanted for word in key}
    inside, overall = _frequencies(documents, labels, wanted, topics=len(centroids))
    casing = Casing(documents, wanted)
    used = {_stems(text) for text in taken}
    names: list[Name | None] = [None] * len(centroids)
    sizes = np.bincount(labels[labels >= 0], minlength=len(centroids))
    for topic in sorted(range(len(centroids)), key=lambda row: (-int(sizes[row]), row)):
        ranked = _ranked(
            candidates[topic], inside[topic], overall, size=int(sizes[topic]), total=len(documents), casing=casing
        )
        texts = _distinct([casing.write(key) for key in ranked])
        label = next((text for text in texts if _stems(text) not in used), f"Topic {topic + 1}")
        used.add(_stems(label))
        terms = tuple(text for text in texts if text != label)[:TERMS]
        representatives = tuple(each.id for each in nearest[topic][:5])
        names[topic] = Name(label, terms, representatives, _description(label, nearest[topic]))
    return [each for each in names if each is not None]


def _offered(said: Iterable[Iterable[str]], documents: Sequence[Document]) -> set[Key]:
    """Of the phrases `said` of each document those that are offered in a fair part of the documents that hold them.

    What is offered seldom is a name of a person that the language model missed there, or a slip of its parser.
    """
    offers: Counter[Key] = Counter()
    for group in said:
        offers.update({key for phrase in group for key in _keys(phrase)})
    held: Counter[Key] = Counter()
    begins = openings(offers)
    for document in documents:
        tokens = [*TOKEN.findall(document.title), "", *TOKEN.findall(document.text[: 8 * LEAD_WORDS])]
        held.update({key for key, _ in runs(tokens, begins) if key in offers})
    return {key for key, count in offers.items() if count >= OFFERED * held[key]}


def _description(label: str, documents: Sequence[Document]) -> Sentence | None:
    """The first sentence of fair length that says the name, in the most central article that has one."""
    for document in documents:
        for match in _STATEMENT.finditer(document.text, 0, 8 * LEAD_WORDS):
            if label.lower() in match[0].lower() and SHORTEST_SENTENCE <= len(match[0].split()) <= LONGEST_SENTENCE:
                return Sentence(document.id, match.start(), match.end(), match[0])
    return None


def title_phrases(documents: Sequence[Document]) -> list[list[str]]:
    """Runs of one to three content words in titles (or in the first words of a text without title)."""
    found = []
    for document in documents:
        runs: list[list[str]] = [[]]
        for token in TOKEN.findall(document.title or document.text[:200]):
            if token.lower() in ENGLISH_STOP_WORDS or not token[0].isalpha():
                runs.append([])
            else:
                runs[-1].append(token)
        found.append([" ".join(run[start : start + 3]) for run in runs for start in range(len(run))])
    return found


def _central(features: Floats, labels: Labels, centroids: Floats, topic: int) -> list[int]:
    rows = np.flatnonzero(labels == topic)
    return [int(row) for row in rows[np.argsort(-(features[rows] @ centroids[topic]), kind="stable")]]


def _keys(phrase: str) -> list[Key]:
    """The phrase and its shorter ends, which keep the head noun: lower case, at most `LONGEST` words."""
    tokens = [token.lower() for token in TOKEN.findall(phrase)]
    while tokens and tokens[0] in ENGLISH_STOP_WORDS:
        tokens = tokens[1:]
    while tokens and tokens[-1] in ENGLISH_STOP_WORDS:
        tokens = tokens[:-1]
    ends = (tuple(tokens[start:]) for start in range(len(tokens)))
    return [key for key in ends if len(key) <= LONGEST and _speaks(key)]


def _speaks(key: Key) -> bool:
    """Whether a phrase can stand alone: content and no number, no possessive, no stop word or empty one at an end.

    Nor does it say a word twice, an address or only when something was.
    """
    if not content_words(" ".join(key)) or any(word in ENGLISH_STOP_WORDS for word in (key[0], key[-1])):
        return False
    if key[0] == _NEXT and key[1:] and key[1] in _OFFICES:
        return len(key) == 2
    if key[0] in _VAGUE or (len(key) > 1 and (key[0] in _OFFICES or key[-1] in _NO_HEAD)):
        return False
    if (
        not _ADDRESS.isdisjoint(key)
        or _WHEN.issuperset(key)
        or len(_stems(" ".join(key))) < len(content_words(" ".join(key)))
    ):
        return False
    return all(word[0].isalpha() and not word.endswith(("'s", "’s")) for word in key) and len("".join(key)) > 2


def _stems(text: str) -> frozenset[str]:
    """What two names share when they are one, in singular or plural."""
    return frozenset(content_words(text)) or frozenset([text.lower()])


def _frequencies(
    documents: Sequence[Document], labels: Labels, wanted: set[Key], *, topics: int
) -> tuple[list[dict[Key, float]], dict[Key, float]]:
    """In how many documents of each topic, and of all, a phrase occurs; a title counts `TITLE_WEIGHT` times.

    What stands there several times, word for word, is one document.
    """
    inside: list[dict[Key, float]] = [defaultdict(float) for _ in range(topics)]
    overall: dict[Key, float] = defaultdict(float)
    begins = openings(wanted)
    seen = set()
    for document, topic in zip(documents, labels, strict=True):
        lead = document.text[: 8 * LEAD_WORDS]
        if (said := (topic, document.title or lead)) in seen:
            continue
        seen.add(said)
        weights: dict[Key, float] = {}
        for text, weight in ((lead, 1.0), (document.title, TITLE_WEIGHT)):
            for key, _ in runs(TOKEN.findall(text), begins):
                if key in wanted:
                    weights[key] = max(weight, weights.get(key, 0.0))
        for key, weight in weights.items():
            overall[key] += weight
            if topic >= 0:
                inside[topic][key] += weight
    return inside, overall


def _ranked(
    candidates: set[Key], inside: dict[Key, float], overall: dict[Key, float], *, size: int, total: int, casing: Casing
) -> list[Key]:
    """The best phrase first; it gives way to a longer one when it seldom stands without one that holds it."""

    def score(key: Key) -> float:
        return telling[key] * (PLAIN_WORD if casing.is_plain(key) else LENGTH_BONUS[len(key)])

    def is_empty(key: Key) -> bool:
        if len(key) > 1:
            return False
        is_usual = inside[key] * max(total - size, 1) < LEAST_LIFT * (overall[key] - inside[key]) * max(size, 1)
        return is_usual or (key[0] in _EMPTY | _NO_HEAD and 2 * inside[key] < overall[key])

    def is_rare(key: Key) -> bool:
        return inside[key] < LEAST_SHARE * size

    def is_once(key: Key) -> bool:
        return inside[key] <= TITLE_WEIGHT

    def support(key: Key) -> float:
        """More than 1 by what its words tell that several articles say, on average over all its words."""
        return 1 + sum(telling[(word,)] for word in key if not is_once((word,))) / len(key)

    def strength(key: Key) -> tuple[bool, bool, bool, float, Key]:
        """Smallest first. What too few articles say, any topic may say or one article alone says comes last."""
        demoted = is_once(key) and has_better
        return is_rare(key), is_empty(key), demoted, -score(key) * (support(key) if is_once(key) else 1), key

    if not candidates:
        return []
    keys = sorted(candidates.union((word,) for key in candidates for word in key))
    counts = (np.array([count[key] for key in keys]) for count in (inside, overall))
    telling: dict[Key, float] = dict(zip(keys, keyness(*counts, size=size, total=total).tolist(), strict=True))
    has_better = any(not (is_rare(key) or is_once(key) or is_empty(key) or casing.is_plain(key)) for key in candidates)
    first = min(candidates, key=strength)
    longer = [key for key in candidates if len(key) > len(first) and _holds(key, first)]
    longer.sort(key=lambda key: (-inside[key], len(key), key))
    common = sum(inside[key] for key in longer) >= NESTED * inside[first]
    for best in longer[:1]:
        gives_way = first[0] in _OFFICES or (common and inside[best] >= FULLER * inside[first])
        if gives_way and not (is_once(best) or is_rare(best)):
            first = best
    others = [key for key in candidates if key != first and not is_empty(key)]
    fewest = max(TITLE_WEIGHT, min(FEWEST, FEWEST_SHARE * size))
    return [first, *sorted(others, key=lambda key: (inside[key] < fewest, -score(key), key))]


def _holds(key: Key, part: Key) -> bool:
    return any(key[start : start + len(part)] == part for start in range(len(key) - len(part) + 1))


def _distinct(texts: Sequence[str]) -> list[str]:
    """Without those whose words (singular and plural alike) are all in an earlier one."""
    kept: list[str] = []
    seen: list[set[str]] = []
    for text in texts:
        stems = set(content_words(text))
        if not any(stems <= earlier for earlier in seen):
            kept.append(text)
            seen.append(stems)
    return kept
