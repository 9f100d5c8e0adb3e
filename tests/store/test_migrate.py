"""Migrations form one line."""

from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory

from analytics.store.migrate import MIGRATIONS, latest


def test_there_is_one_head_and_each_number_stands_once() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [latest()]
    # Two files of one number would be one revision to Alembic: the files themselves are counted.
    numbers = sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[!_]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert numbers == sorted(each.revision for each in script.walk_revisions())
