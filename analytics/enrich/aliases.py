"""One name for everything that an entity is called: within a text, and by consensus over a corpus.

Works on spellings and counts; knows neither the language model nor the store.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.types import Mention

_POSSESSIVE = re.compile(r"\s*['’´`]\s*[sS]?$")
_COMPANY_FORM = re.compile(
    r",?\s+(?:(?:&|and)\s+(?:co|company)|company|inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|plc|gmbh"
    r"|s\.a|s\.p\.a|ag|n\.v|b\.v|pty|llp|oyj|(?-i:SA|SE|AB|NV|BV|KG|KK))\.?$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$")
_COUNTRIES = {
    "us": "United States",
    "usa": "United States",
    "unitedstatesofamerica": "United States",
    "uk": "United Kingdom",
    "uae": "United Arab Emirates",
}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_HONORIFIC = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Messrs)\.?\s+)+(?=\S)")
_SPELT_OUT_AFTER = re.compile(r"(?<![\w-])([A-Z][A-Za-z0-9&./-]{1,9})\s?\(\s?([A-Z][^()\n]{3,80}?)\s?\)")
_BRACKETED = re.compile(r"\(\s*([A-Z][A-Za-z0-9&./-]{1,9})\s*\)")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """A canonical name with a label, as it stands in `articles` articles of the corpus."""

    canonical: str
    label: str
    articles: int


def canonical(text: str, *, label: str) -> str:
    """The name in a mention: without article, possessive, a person's title and an organisation's legal form.

    >>> canonical("Gartner, Inc.", label="ORG"), canonical("the Gartner's", label="ORG")
    ('Gartner', 'Gartner')
    """
    name = " ".join(text.split())
    name = name.strip(" \"'“”‘’,;:()[]" if _INITIALS.search(name) else " \"'“”‘’.,;:()[]") or name
    name = _POSSESSIVE.sub("", name) or name
    if label != "WORK_OF_ART":
        name = _ARTICLE.sub("", name) or name
    if label in {"ORG", "PRODUCT"}:
        name = _COMPANY_FORM.sub("", name) or name
    if label == "PERSON":
        name = _HONORIFIC.sub("", name)
    return _COUNTRIES.get(key(name), name) if label == "GPE" else name


def key(name: str) -> str:
    """What spellings of one name have in common: letters and digits, case folded, without spaces."""
    return "".join(_WORD.findall(name.casefold())) or name.casefold()


def acronyms(text: str) -> dict[str, str]:
    """Long forms by short forms that the text binds itself: "Customer Data Platform (CDP)", or the other way round.

    The long form is the shortest run of words before the bracket whose letters hold the short form in order,
    beginning with its first letter (Schwartz and Hearst, PSB 2003), or the whole of the bracket if it is such a run.
    """
    bound: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        short = match.group(1)
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        long = _long_form(_letters(short), before)
        if long is not None and sum(letter.isupper() for letter in short) >= 2:
            bound.setdefault(short, long)
    for match in _SPELT_OUT_AFTER.finditer(text):
        short, long = match.groups()
        if sum(letter.isupper() for letter in short) >= 2 and _long_form(_letters(short), long) == long:
            bound.setdefault(short, long)
    return bound


def _letters(short: str) -> list[str]:
    """The letters that a long form must have, without the s of several."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    return letters[:-1] if short.endswith("s") and short[:-1].isupper() else letters


def _long_form(letters: list[str], before: str) -> str | None:
    folded = before.casefold()
    if len(folded) != len(before):
        return None
    at = len(before)
    for position in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (
            folded[at] != letters[position] or (position == 0 and at > 0 and (before[at - 1].isalnum()))
        ):
            at -= 1
        if at < 0:
            return None
    long = before[at:]
    words = long.split()
    plausible = 2 <= len(words) <= min(len(letters) + 5, len(letters) * 2) and "\n" not in long
    return long if plausible and not re.search(r"[.;:!?()]", long) else None


def named(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one text with the canonical names that the text supports.

    A surname stands for the one person whom the text names in full, an acronym for the long form it is bound to.
    """
    forms = [canonical(each.text, label=each.label) for each in mentions]
    people = full_names(form for each, form in zip(mentions, forms, strict=True) if each.label == "PERSON")
    bound = acronyms(text)
    bound |= {f"{short}s": long for short, long in bound.items() if f"{short}s" not in bound}
    firms = trading_names(form for each, form in zip(mentions, forms, strict=True) if each.label == "ORG")
    return [
        replace(
            each, canonical=people.get(form, form) if each.label == "PERSON" else bound.get(form, firms.get(form, form))
        )
        for each, form in zip(mentions, forms, strict=True)
    ]


# Two letters stand for too many names.
FEWEST_INITIALS = 3
_GROUP = re.compile(r"\s+(?:group|groupe|gruppe|holdings?|companies|international|worldwide)$|\.com$", re.IGNORECASE)


def trading_names(names: Iterable[str]) -> dict[str, str]:
    """One name for each firm that a text calls by two: with its group or address or without, or by its initials.

    >>> trading_names(["Orla Group", "Orla", "Vento Holdings", "Procter & Gamble", "P&G"])
    {'Orla Group': 'Orla', 'P&G': 'Procter & Gamble'}
    """
    known = dict.fromkeys(names)
    short = {name: _GROUP.sub("", name) for name in known}
    initials = {"&".join(part[0] for part in name.split(" & ")): name for name in known if " & " in name}
    return {name: alone for name, alone in short.items() if alone != name and alone in known} | {
        letters: name for letters, name in initials.items() if letters in known
    }


def sources(names: Iterable[str]) -> dict[str, str]:
    """One name for each source that texts of many hands call by two: by trading names, or by all its initials.

    Initials that two of the names have stay as they are.

    >>> sources(["Orla Group", "Orla", "Bureau of Trade Figures", "BTF"])
    {'Orla Group': 'Orla', 'BTF': 'Bureau of Trade Figures'}
    """
    known = dict.fromkeys(names)
    spelt_out: dict[str, list[str]] = defaultdict(list)
    for name in known:
        spelt_out["".join(word[0] for word in name.split() if word[0].isupper())].append(name)
    return trading_names(known) | {
        letters: long[0]
        for letters, long in spelt_out.items()
        if len(letters) >= FEWEST_INITIALS and letters in known and len(long) == 1
    }


def full_names(names: Iterable[str]) -> dict[str, str]:
    """The full name behind each surname that a text uses alone; a surname shared by two people stays.

    >>> full_names(["Ewan McIntyre", "McIntyre", "Ann Lee", "Bo Lee", "Lee"])
    {'McIntyre': 'Ewan McIntyre'}
    """
    by_surname: dict[str, set[str]] = defaultdict(set)
    alone: dict[str, None] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest:
            by_surname[name.rpartition(" ")[2].casefold()].add(name)
        else:
            alone.setdefault(first)
    return {name: next(iter(by_surname[name.casefold()])) for name in alone if len(by_surname[name.casefold()]) == 1}


def consensus(forms: Iterable[Form]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each (canonical, label) that the corpus as a whole would call otherwise, what it calls it.

    Spellings that differ in case, spaces and punctuation alone are one name. It is written as most articles do,
    capitals throughout only when nobody writes it otherwise, and has the label that most articles give it;
    a label stays in dispute, and mentions keep their own, while its lead is under two to one.
    """
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        groups[key(form.canonical)].append(form)
    decisions: dict[tuple[str, str], tuple[str, str]] = {}
    for group in groups.values():
        name = _spelling(group)
        label = _label(group)
        for form in group:
            decided = (name, label or form.label)
            if decided != (form.canonical, form.label):
                decisions[form.canonical, form.label] = decided
    return decisions


def agreed(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The same mentions, in their order and with their labels, named as `consensus` of their own corpus has it."""
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        articles[mention.canonical, mention.label].add(mention.article_id)
    names = consensus(Form(name, label, len(ids)) for (name, label), ids in articles.items())
    unchanged = {form: form for form in articles}
    decided = {form: name for form, (name, _) in (unchanged | names).items()}
    return tuple(replace(each, canonical=decided[each.canonical, each.label]) for each in mentions)


def _spelling(group: list[Form]) -> str:
    votes: dict[str, int] = defaultdict(int)
    for form in group:
        votes[form.canonical] += form.articles
    return min(votes, key=lambda name: (_shouted(name, votes), -votes[name], name))


def _shouted(name: str, votes: Mapping[str, int]) -> bool:
    """Whether it is in capitals although a noticeable part of the corpus writes the same name otherwise."""
    others = sum(count for other, count in votes.items() if not other.isupper())
    return name.isupper() and others * 4 >= votes[name]


def _label(group: list[Form]) -> str | None:
    votes: dict[str, int] = defaultdict(int)
    for form in group:
        votes[form.label] += form.articles
    ranked = sorted(votes, key=lambda label: (-votes[label], label))
    if len(ranked) == 1 or votes[ranked[0]] >= 2 * votes[ranked[1]]:
        return ranked[0]
    return None
