"""What the project promises about itself: locks, licences, documents."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from analytics.cli.main import VERBS

PROJECT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> set[str]:
    return {_normal(name) for name, _ in PIN.findall((PROJECT / lock).read_text("utf-8"))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text("utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_what_the_project_needs_is_locked() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {_normal(re.split(r"[<>=\[; ]", text)[0]) for text in project["dependencies"]}
    developers = {_normal(re.split(r"[<>=\[; ]", text)[0]) for text in project["optional-dependencies"]["dev"]}
    assert needed <= pinned("requirements.lock")
    assert developers <= pinned("requirements-dev.lock") | pinned("requirements.lock")


@pytest.mark.parametrize("name", sorted(pinned("requirements.lock") | pinned("requirements-dev.lock")))
def test_no_dependency_is_under_the_gpl_alone(name: str) -> None:
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip(f"{name} is not for this platform")
    licences = [text for text in metadata.get_all("Classifier") or [] if text.startswith("License ::")]
    for expression in metadata.get_all("License-Expression") or []:
        licences.extend(expression.split(" OR "))
    named = [text for text in licences if text.strip()]
    free = [text for text in named if not re.search(r"\b[AL]?GPL|General Public License", text)]
    assert not named or free


def test_every_verb_and_setting_is_documented() -> None:
    reference = (PROJECT / "docs" / "reference.md").read_text("utf-8")
    settings = (PROJECT / "analytics" / "settings.py").read_text("utf-8")
    assert [verb.name for verb in VERBS if f"`upswell {verb.name}" not in reference] == []
    names = set(re.findall(r"\"((?:UPSWELL_|DATABASE_)[A-Z_]+)\"", settings))
    assert names
    assert sorted(name for name in names if f"`{name}`" not in reference) == []


@pytest.mark.parametrize(
    "document", [*sorted(PROJECT.glob("*.md")), *sorted(PROJECT.glob("docs/**/*.md"))], ids=lambda p: p.name
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_an_unknown_word_after_run_py_shows_the_usage() -> None:
    shown = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(PROJECT / "run.py"), "nonsense"], capture_output=True, text=True, timeout=30, check=False
    )
    assert shown.returncode == 2
    assert "python run.py test" in shown.stderr
