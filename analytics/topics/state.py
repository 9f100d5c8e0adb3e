"""A topic model as a folder: words in `topics.json`, numbers in the `.npz` that it names. No pickle.

`topics.json` is replaced last and in one step, so a run that is killed leaves the model it found.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from analytics.errors import UpswellError
from analytics.topics.features import Space
from analytics.topics.model import TopicModel
from analytics.types import Document, LineageEvent, Sentence, Topic

FORMAT = 4
_MEND = "remove the folder to have topics found anew, or name another"
_ARRAYS = ("centroids", "floors", "hours", "members", "weights", "recent", "kept", "features")
_SPACE = ("idf", "components", "centre")


class StateError(UpswellError):
    """A stored topic model cannot be read or written."""


def save(model: TopicModel, folder: Path) -> None:
    """Writes the model to `folder`. Raises StateError naming the folder."""
    arrays = {name: getattr(model, name) for name in _ARRAYS} | {name: getattr(model.space, name) for name in _SPACE}
    words: dict[str, Any] = {
        "format": FORMAT,
        "encoder": model.space.encoder,
        "lexical": model.space.lexical,
        "run_id": model.run_id,
        "fitted": model.fitted,
        "fitted_size": model.fitted_size,
        "arrays": f"{model.run_id}.npz",
        "topics": [asdict(topic) for topic in model.topics],
        "themes": [asdict(theme) for theme in model.themes],
        "events": [asdict(event) for event in model.events],
        "leads": [asdict(document) for document in model.leads],
        "vocabulary": model.space.vocabulary,
        "article_ids": model.article_ids,
    }
    draft = folder / "topics.json.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / words["arrays"], **arrays)
        draft.write_text(json.dumps(words, default=datetime.isoformat, indent=1), encoding="utf-8")
        draft.replace(folder / "topics.json")
        for leftover in folder.glob("run-*.npz"):
            if leftover.name != words["arrays"]:
                leftover.unlink()
    except OSError as error:
        raise StateError(f"{folder}: the topics cannot be written ({error.strerror or error})") from error


def load(folder: Path) -> TopicModel | None:
    """The model in `folder`, None where there is none.

    Raises StateError when something is there that is no topic model of this version.
    """
    if not (folder / "topics.json").exists():
        return None
    try:
        words = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        if words["format"] != FORMAT:
            raise StateError(
                f"{folder}: topics of format {words['format']}, and this release keeps format {FORMAT}; {_MEND}"
            )
        with np.load(folder / Path(words["arrays"]).name, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in (*_ARRAYS, *_SPACE)}
        space = Space(
            vocabulary=tuple(words["vocabulary"]),
            lexical=words["lexical"],
            encoder=words["encoder"],
            **{name: arrays.pop(name) for name in _SPACE},
        )
        return TopicModel(
            space=space,
            topics=tuple(_topic(each) for each in words["topics"]),
            themes=tuple(_topic(each) for each in words["themes"]),
            article_ids=tuple(words["article_ids"]),
            leads=tuple(Document(**{**each, "published": _moment(each["published"])}) for each in words["leads"]),
            events=tuple(_event(each) for each in words["events"]),
            run_id=words["run_id"],
            fitted=datetime.fromisoformat(words["fitted"]),
            fitted_size=words["fitted_size"],
            **arrays,
        )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise StateError(f"{folder}: no topics that can be read ({error}); {_MEND}") from error


def _topic(stored: dict[str, Any]) -> Topic:
    description = stored["description"]
    return Topic(
        **{
            **stored,
            "terms": tuple(stored["terms"]),
            "representatives": tuple(stored["representatives"]),
            "born": _moment(stored["born"]),
            "description": Sentence(**description) if description else None,
        }
    )


def _event(stored: dict[str, Any]) -> LineageEvent:
    return LineageEvent(
        **{**stored, "when": datetime.fromisoformat(stored["when"]), "related": tuple(stored["related"])}
    )


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
