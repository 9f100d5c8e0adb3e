"""`upswell doctor`: says what is missing and how to mend it."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sqlite3
from collections.abc import Iterator

from analytics import settings
from analytics.enrich import relevance, watchlist
from analytics.errors import UpswellError
from analytics.settings import Settings
from analytics.store import doctor as store_doctor
from analytics.store import open_store, stages

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb has no options."""


def run(options: argparse.Namespace) -> int:
    """Prints one line a check. Returns 0, or 1 when something is missing that is needed."""
    chosen = settings.load()
    print(f"home {chosen.home}")
    needed = list(_needed(chosen))
    for problem in needed:
        print(f"mend: {problem}")
    for wish in _wished(chosen):
        print(f"note: {wish}")
    for state in _states(chosen):
        print(f"articles: {state}")
    if not needed:
        print("all that is needed is there")
    return 1 if needed else 0


def _needed(chosen: Settings) -> Iterator[str]:
    try:
        store = open_store(chosen)
    except UpswellError as error:
        yield str(error)
    else:
        yield from store_doctor.problems(store)
        store.close()
    if importlib.util.find_spec(chosen.spacy_model) is None:
        yield f"the language model {chosen.spacy_model} is not installed; `python run.py` installs it"
    yield from _misread(chosen)
    if not os.access(chosen.home if chosen.home.exists() else chosen.home.parent, os.W_OK):
        yield f"{chosen.home} cannot be written; set UPSWELL_HOME to another folder"


def _misread(chosen: Settings) -> Iterator[str]:
    """What is wrong with the watch list and the brief."""
    try:
        yield from watchlist.read(chosen.taxonomy)[1]
    except UpswellError as error:
        yield str(error)
    try:
        yield from relevance.read_brief(chosen.brief)[1]
    except UpswellError as error:
        yield str(error)


def _states(chosen: Settings) -> Iterator[str]:
    """How many articles each stage of the pipeline has done, and by which version."""
    try:
        store = open_store(chosen)
    except UpswellError:
        return
    with store.read() as connection:
        for stage, version, count in stages.states(connection):
            yield f"{count:,} {stage} by {version}" if version else f"{count:,} not yet {stage}"
    store.close()


def _wished(chosen: Settings) -> Iterator[str]:
    if chosen.encoder != "none" and importlib.util.find_spec(chosen.encoder) is None:
        yield f"the sentence encoder {chosen.encoder} is not installed; topics rest on TF-IDF alone"
    if not any(shutil.which(name) for name in BROWSERS):
        yield "no Chrome or Chromium is found; PNG export needs one, all other exports do not"
    if chosen.cluster is not None and importlib.util.find_spec("distributed") is None:
        yield "a cluster is set and Dask is not installed: install upswell[cluster]"
    if chosen.embedded:
        yield f"SQLite {sqlite3.sqlite_version}; DATABASE_URL moves the store to PostgreSQL"
