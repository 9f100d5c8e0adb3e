"""The dashboard's filters as options of a command, or all at once as the address of a view."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import get_args
from urllib.parse import parse_qs, urlsplit

from analytics.filters import Filters, from_query
from analytics.types import Counting, Grain, Measure, Panel

_HELP = {
    "sources": "only this publication (repeatable)",
    "groups": "only sources of this group (repeatable)",
    "start": "first day, such as 2026-01-31",
    "end": "the day after the last one",
    "compare_start": "first day of the comparison period",
    "compare_end": "the day after its last one",
    "grain": "length of a period",
    "panel": "all sources, or only those that cover the whole window (constant)",
    "counting": "what is counted",
    "measure": "share of coverage, or number",
    "topics": "a topic to chart, by name or id (repeatable)",
    "entities": "a name to chart (repeatable)",
    "query": "words to chart",
    "language": "only articles in this language, such as en",
    "min_relevance": "only articles with at least this relevance, 0 to 10",
}
_CHOICES = {"grain": Grain, "panel": Panel, "counting": Counting, "measure": Measure}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds an option for every filter, and `--view`."""
    group = parser.add_argument_group("filters (as in the dashboard)")
    group.add_argument("--view", metavar="URL", help="the address of a view in the dashboard; other filters refine it")
    for spec in fields(Filters):
        option = "--" + spec.name.replace("_", "-")
        if isinstance(spec.default, tuple):
            group.add_argument(option, action="append", metavar="NAME", help=_HELP[spec.name])
        elif spec.name in _CHOICES:
            group.add_argument(option, choices=get_args(_CHOICES[spec.name]), help=_HELP[spec.name])
        else:
            group.add_argument(option, metavar="VALUE", help=_HELP[spec.name])


def filters(options: argparse.Namespace) -> Filters:
    """The filters that the options say. Raises FilterError naming the option and what it may hold."""
    address = urlsplit(options.view).query if options.view else ""
    said: dict[str, list[str]] = parse_qs(address, max_num_fields=1000)
    if topic := said.get("topic"):
        said["topics"] = topic
    if entity := said.get("entity"):
        said["entities"] = entity
    for spec in fields(Filters):
        value = getattr(options, spec.name)
        if value is not None:
            said[spec.name] = value if isinstance(value, list) else [value]
    return from_query(said)


def statistics(options: argparse.Namespace) -> tuple[str, ...]:
    """The statistic that the view's address shows, if it shows one."""
    return tuple(parse_qs(urlsplit(options.view or "").query).get("series", ()))
