"""The two commands: `python run.py` opens the dashboard, `python run.py test` runs the tests.

Needs nothing but Python: it makes `.venv` from the pinned, hashed lock files beside it and passes on.

    python run.py                  set up, load the sample on the first start, open the dashboard
    python run.py test [--slow]    set up and run the tests; further words go to pytest
    python run.py lint             formatting, lint, types and import contracts
    python run.py check            lint, then test
    python run.py bench NAME       run benchmarks/NAME.py; further words go to it
    python run.py upswell ...      the `upswell` command
"""

import sys

# Stands before everything else, so that an old Python says this and not a traceback.
if sys.version_info < (3, 11):  # noqa: UP036 - this file alone must be read by older versions
    sys.exit(
        "Upswell needs Python 3.11 or newer, and this is {}.{} ({}).\n"
        "Install a newer one from your system's packages or python.org, then start again with it, "
        "for example: python3.11 run.py".format(*sys.version_info[:2], sys.executable)
    )

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = (HERE / "requirements.lock",)
DEVELOPER_LOCKS = (*LOCKS, HERE / "requirements-dev.lock")
LINTERS = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-m", "mypy"),
    ("-c", "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"),
)


def main(words: list[str]) -> int:
    """Runs one verb and returns its exit status."""
    verb, rest = (words[0], words[1:]) if words else ("open", [])
    if verb == "open":
        _set_up(LOCKS)
        return _load_sample() or _upswell("serve")
    if verb == "upswell":
        _set_up(LOCKS)
        return _upswell(*rest)
    if verb in {"test", "lint", "check", "bench"}:
        _set_up(DEVELOPER_LOCKS)
        if verb == "bench":
            return _bench(rest)
        return (0 if verb == "test" else _lint()) or (0 if verb == "lint" else _test(rest))
    print(__doc__, file=sys.stderr)
    return 0 if verb in {"-h", "--help", "help"} else 2


def _set_up(locks: tuple[Path, ...]) -> None:
    """Makes `.venv` and installs what `locks` pin, unless exactly that is there already."""
    stamp = VENV / "upswell-installed"
    wanted = [_fingerprint(path) for path in (*locks, HERE / "pyproject.toml")]
    installed = stamp.read_text("utf-8").split() if stamp.is_file() else []
    if PYTHON.exists() and set(wanted) <= set(installed):
        return
    if not PYTHON.exists():
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            sys.exit(
                "This Python lacks the parts that make a virtual environment (venv, ensurepip).\n"
                "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere: install Python from python.org."
            )
        print(f"Making a virtual environment in {VENV}", flush=True)
        _or_stop([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made.")
    print("Installing the pinned packages (a minute or two the first time)", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirements = [word for path in locks for word in ("-r", str(path))]
    mend = "The packages could not be installed: check the network connection or the proxy, then start again."
    _or_stop([*pip, "--require-hashes", *requirements], mend)
    # The editable install puts `upswell` on the environment's path; nothing is fetched for it.
    _or_stop([*pip, "--no-deps", "--no-build-isolation", "--editable", str(HERE)], mend)
    stamp.write_text("\n".join(wanted) + "\n", "utf-8")


def _load_sample() -> int:
    """Loads the bundled sample when there is no database yet, or when loading it was interrupted."""
    home = Path(os.environ.get("UPSWELL_HOME") or HERE / "data" / "local").expanduser()
    loading = home / "sample-loading"
    if os.environ.get("DATABASE_URL") or ((home / "upswell.db").exists() and not loading.exists()):
        return 0
    home.mkdir(parents=True, exist_ok=True)
    loading.touch()
    print("Loading the bundled sample of invented publications", flush=True)
    status = _upswell("demo")
    if status == 0:
        loading.unlink()
    return status


def _lint() -> int:
    for words in LINTERS:
        status = _python(*words, folder=HERE)
        if status != 0:
            return status
    return 0


def _test(words: list[str]) -> int:
    slow = ["-m", ""] if "--slow" in words else []
    return _python("-m", "pytest", *slow, *(word for word in words if word != "--slow"), folder=HERE)


def _bench(words: list[str]) -> int:
    names = sorted(path.stem for path in (HERE / "benchmarks").glob("*.py") if path.stem != "__init__")
    if not words or words[0] not in names:
        print(f"python run.py bench NAME, where NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 2
    return _python("-m", f"benchmarks.{words[0]}", *words[1:], folder=HERE)


def _upswell(*words: str) -> int:
    # In the folder that the user stands in, so that relative paths mean what they say.
    return _python("-m", "analytics.cli.main", *words, folder=Path.cwd())


def _python(*words: str, folder: Path) -> int:
    try:
        return subprocess.call([str(PYTHON), *words], cwd=folder)  # noqa: S603 - our own modules
    except KeyboardInterrupt:
        return 130


def _or_stop(command: list[str], mend: str) -> None:
    if subprocess.call(command, cwd=HERE) != 0:  # noqa: S603 - venv and pip with our own words
        sys.exit(mend)


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
