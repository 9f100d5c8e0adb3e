"""The write path on one screen: collect → copies → enrich → score → embed → stories → topics.

Each stage takes the articles that it has not seen, or that another version of it has, and commits them in whole
batches with that version. So a refresh that was stopped, by Ctrl-C or by force, goes on where it was.
"""

from __future__ import annotations

from datetime import datetime

from analytics.pipeline import collecting, embedding, enriching, folding, joining, scoring, topics
from analytics.pipeline.report import Progress, Report, silent
from analytics.settings import Settings
from analytics.store import Store

__all__ = ["Progress", "Report", "refresh", "silent"]


def refresh(store: Store, settings: Settings, *, now: datetime, progress: Progress = silent) -> Report:
    """Fetches what is due and takes every article through the stages that it lacks.

    `progress` is told of each stage how much is done. Raises StoreError when another refresh is running, and
    SettingsError or ModelError when a stage cannot be set up; what was committed before stays.
    """
    with store.refreshing():
        collected = collecting.collect(store, settings, now=now, progress=progress)
        folding.fold(store, progress=progress)
        enriched = enriching.enrich(store, settings, progress=progress)
        scoring.score(store, settings, progress=progress)
        embedding.embed(store, settings, progress=progress)
        joining.join_stories(store, progress=progress)
        assigned = topics.assign_topics(store, settings, now=now, progress=progress)
        return Report.of(store, collected, enriched=enriched, topics=assigned)
