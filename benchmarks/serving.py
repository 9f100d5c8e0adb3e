"""The dashboard's server for a benchmark, a picture or a test: started on a store, stopped afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.settings import PROJECT


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Yields the address of a server on the store in `home`, on a free port of loopback.

    Raises RuntimeError when it does not start. Private addresses may be fetched, so that a feed can be on loopback.
    """
    # A port of the system's choice: the usual one could be taken between the look at it and the start.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "analytics.cli.main", "serve", "--no-browser", "--port", str(port)]
    environ = {**os.environ, "UPSWELL_HOME": str(home), "UPSWELL_ALLOW_PRIVATE_ADDRESSES": "1"}
    process = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        said = process.stdout.readline() if process.stdout else ""
        if "http://" not in said:
            raise RuntimeError("the dashboard's server did not start; see what it said above")
        yield said[said.index("http://") :].split()[0]
    finally:
        process.terminate()
        process.wait(20)
