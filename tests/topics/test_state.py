"""A model in a folder: the same after a round trip, and a plain word when it cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analytics.topics import model, state
from analytics.topics.corpus import Corpus
from tests.topics.conftest import START, Plant


def test_a_round_trip_changes_nothing(plant: Plant, tmp_path: Path) -> None:
    planted = plant()
    saved = model.fit(Corpus.of(planted.documents, planted.vectors), encoder="planted", when=START)
    state.save(saved, tmp_path)
    loaded = state.load(tmp_path)
    assert loaded is not None
    assert (loaded.topics, loaded.themes, loaded.events) == (saved.topics, saved.themes, saved.events)
    assert (loaded.article_ids, loaded.run_id) == (saved.article_ids, saved.run_id)
    assert loaded.space.vocabulary == saved.space.vocabulary
    for name in ("centroids", "floors", "members", "weights", "recent", "kept", "features"):
        assert np.array_equal(getattr(loaded, name), getattr(saved, name)), name


def test_saving_again_leaves_one_model(plant: Plant, tmp_path: Path) -> None:
    planted = plant()
    for count in (120, 240):
        state.save(model.fit(Corpus.of(*planted.rows(list(range(count)))), encoder="planted", when=START), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_there_is_no_model(tmp_path: Path) -> None:
    assert state.load(tmp_path / "nowhere") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 0}', "\x00", '{"format": 3, "arrays": "../x.npz"}'])
def test_what_is_no_model_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "topics.json").write_text(text, encoding="utf-8")
    with pytest.raises(state.StateError, match=str(tmp_path)):
        state.load(tmp_path)
