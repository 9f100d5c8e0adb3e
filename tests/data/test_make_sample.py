"""The bundled sample is what its generator writes."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from analytics.settings import DATA


@pytest.fixture(scope="module")
def make_sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", DATA / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_tracked_sample_is_byte_for_byte_what_the_generator_writes(make_sample: ModuleType, tmp_path: Path) -> None:
    count = make_sample.main(tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    tracked = {
        path.relative_to(DATA / "sample"): path.read_bytes()
        for path in (DATA / "sample").rglob("*")
        if path.is_file() and path.name != "vocabulary.toml"
    }
    assert count >= 1200
    assert written == tracked


def test_an_outlet_is_silent_while_it_is_not_collected(make_sample: ModuleType, tmp_path: Path) -> None:
    vocabulary = tomllib.loads((DATA / "sample" / "vocabulary.toml").read_text("utf-8"))
    pieces = make_sample.write_pieces(vocabulary)
    assert {piece.outlet for piece in pieces} == set(make_sample.PUBLICATIONS)
    assert all(piece.outlet.publishes(piece.when.date()) for piece in pieces)
    assert any(outlet.outages for outlet in make_sample.PUBLICATIONS)
    assert any(outlet.joined > make_sample.FIRST for outlet in make_sample.PUBLICATIONS)
