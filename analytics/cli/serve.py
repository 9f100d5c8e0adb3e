"""`upswell serve`: starts the dashboard's server on this machine and prints its address once it answers."""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser

from analytics.errors import UpswellError
from analytics.settings import PROJECT

HOST = "127.0.0.1"
USUAL_PORT = 8501
PATIENCE = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--port", type=int, help=f"the port; by default {USUAL_PORT}, or a free one when it is taken")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped. Returns the server's exit status, 0 after Ctrl-C."""
    script = PROJECT / "app.py"
    if not script.is_file():
        raise UpswellError(f"{script}: the dashboard is not here; run this command from the project's folder")
    port = options.port if options.port is not None else _free_port()
    if options.port is not None and not _is_free(port):
        raise UpswellError(f"port {port} is taken; choose another with --port, or leave it out for a free one")
    # The address is fixed here too: config.toml is looked for in the folder that the reader stands in.
    server = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", f"--server.address={HOST}"],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    address = f"http://{HOST}:{port}"
    try:
        if _answers(server, f"{address}/_stcore/health"):
            print(f"Upswell is open at {address} (Ctrl-C stops it)", flush=True)
            if sys.stdout.isatty() and not options.no_browser:
                webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def _free_port() -> int:
    if _is_free(USUAL_PORT):
        return USUAL_PORT
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Whether the server answers before it ends or patience does."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own loopback address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
