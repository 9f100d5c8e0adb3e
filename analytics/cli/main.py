"""Finds the verb, calls it, and turns errors into one line and an exit status.

A verb's module has `arguments(parser)` and `run(options) -> int`; it is imported only when it is asked for, so
that `upswell urls` does not wait for the language models.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.errors import UpswellError
from ingest.errors import IngestError

DONE, NOTHING_USABLE, WRONG_USAGE, DONE_WITH_REJECTIONS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Verb:
    """A word after `upswell`, the module that answers it and its line in the help."""

    name: str
    module: str
    help: str


VERBS: tuple[Verb, ...] = (
    Verb("parse", "parse", "files or folders to articles"),
    Verb("stories", "stories", "articles to copies and stories"),
    Verb("entities", "entities", "texts to named entities"),
    Verb("statistics", "statistics", "texts to statistics"),
    Verb("topics", "topics", "articles to topics"),
    Verb("verdicts", "verdicts", "series to verdicts"),
    Verb("dates", "dates", "date strings to UTC times"),
    Verb("urls", "urls", "addresses to canonical addresses"),
    Verb("demo", "demo", "load the bundled sample"),
    Verb("add", "add", "register feeds, sites, files, folders or an OPML list"),
    Verb("sources", "sources", "list the sources with health and coverage"),
    Verb("refresh", "refresh", "fetch what is due, enrich what is new, update topics"),
    Verb("decisions", "decisions", "list, bring or take back what people decided about topics"),
    Verb("serve", "serve", "open the dashboard on 127.0.0.1"),
    Verb("watch", "watch", "refresh on schedule until stopped"),
    Verb("export", "export", "a chart or deck as PPTX, XLSX, CSV, PNG, SVG or JSON"),
    Verb("digest", "digest", "what rose, fell and appeared, as Markdown"),
    Verb("store", "store", "move, back up or restore the database"),
    Verb("events", "events", "mark events on the time axis of every chart, from a calendar or a table"),
    Verb("doctor", "doctor", "say what is missing and how to mend it"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one verb. Returns 0 done, 1 nothing usable, 2 wrong usage, 3 done with rejections (`--strict`)."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="upswell",
        description="Trend analytics whose every number traces to its sentences.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="verbs:\n" + "\n".join(f"  {verb.name:<12}{verb.help}" for verb in VERBS),
    )
    parser.add_argument("verb", choices=[verb.name for verb in VERBS], metavar="VERB")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    verb = next(verb for verb in VERBS if verb.name == parser.parse_args(words[:1]).verb)
    module = importlib.import_module(f"analytics.cli.{verb.module}")
    verb_parser = argparse.ArgumentParser(prog=f"upswell {verb.name}", description=verb.help)
    module.arguments(verb_parser)
    options = verb_parser.parse_args(words[1:])
    try:
        return int(module.run(options))
    except (UpswellError, IngestError) as error:
        print(f"upswell {verb.name}: {error}", file=sys.stderr)
        return NOTHING_USABLE
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): nothing is wrong, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(f"upswell {verb.name}: stopped; what was done is kept", file=sys.stderr)
        return 130


def entry() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    entry()
