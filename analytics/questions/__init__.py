"""The read path: one function for each question that a strategist asks.

Every function takes `(store, filters, *, now)` and returns a frozen answer of `analytics.questions.answers`.
Nothing here writes, draws or knows a page; `now` is the clock, and "the present" is the earlier of it and the
last collection.
"""

from __future__ import annotations

from analytics.questions.emerging import emerging_topics
from analytics.questions.health import coverage_grid, is_sample, list_rejections, list_sources, publications
from analytics.questions.library import choices, find_article, read_article, search_articles
from analytics.questions.movement import EVERYTHING, list_topics, look_ahead, overview, subject_of, topic_names, trend
from analytics.questions.names import co_mentions, find_names, list_entities
from analytics.questions.news import changes_since, lineage_of
from analytics.questions.numbers import find_statistics, statistic_series
from analytics.questions.quotes import explain_spike, find_evidence, in_short, key_insights
from analytics.questions.sides import by_source, compare

__all__ = [
    "EVERYTHING",
    "by_source",
    "changes_since",
    "choices",
    "co_mentions",
    "compare",
    "coverage_grid",
    "emerging_topics",
    "explain_spike",
    "find_article",
    "find_evidence",
    "find_names",
    "find_statistics",
    "in_short",
    "is_sample",
    "key_insights",
    "lineage_of",
    "list_entities",
    "list_rejections",
    "list_sources",
    "list_topics",
    "look_ahead",
    "overview",
    "publications",
    "read_article",
    "search_articles",
    "statistic_series",
    "subject_of",
    "topic_names",
    "trend",
]
