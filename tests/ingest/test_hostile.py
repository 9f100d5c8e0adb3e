"""Bodies that attack their reader: little memory, little time, no file and no server asked, and a reason given."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(12))
ITEM = "<rss version='2.0'><channel><title>T</title><item><title>{0}</title></item></channel></rss>"
READ = """
import json, sys, time
from ingest.collect import parse
def peak():
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
for name in sys.argv[1:]:
    data = open(name, "rb").read()
    start = time.process_time()
    kept = [str(result) for result in parse(data, path=name)]
    print(json.dumps([name, time.process_time() - start, peak(), kept]))
"""


def outcomes(files: list[Path]) -> list[tuple[str, float, int, list[str]]]:
    """Name, processor seconds, peak memory so far (MB) and what was made of each file, read in a process of its own.

    The peak is the kernel's for this program: `getrusage` counts the process too that it was forked from.
    """
    command = [sys.executable, "-c", READ, *map(str, files)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
    return [(name, seconds, peak, kept) for name, seconds, peak, kept in map(json.loads, lines)]


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_xml_attacks_cost_nothing_and_read_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    bodies = {
        "laughs": f"<!DOCTYPE rss [{LAUGHS}]>" + ITEM.format("&l11;"),
        "quadratic": f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>" + ITEM.format("&a;" * 50_000),
        "file": f"<!DOCTYPE rss [<!ENTITY a SYSTEM '{secret.as_uri()}'>]>" + ITEM.format("&a;"),
        "parameter": f"<!DOCTYPE rss [<!ENTITY % a SYSTEM '{secret.as_uri()}'> %a;]>" + ITEM.format("x"),
        "late": f"<!DOCTYPE rss [{'<!-- x -->' * 20_000}{LAUGHS}]>" + ITEM.format("&l11;"),
        "dtd": f"<!DOCTYPE rss SYSTEM '{secret.as_uri()}'>" + ITEM.format("x"),
        "include": ITEM.format(f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{secret.as_uri()}'/>x"),
        "deep": ITEM.format("<a>" * 30_000),
        "attributes": ITEM.format("<a " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>x"),
    }
    files = []
    for name, body in bodies.items():
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_text(f"<?xml version='1.0'?>{body}")
    for name, seconds, peak, kept in outcomes(files):
        assert kept, name
        assert "secret words" not in "".join(kept), name
        assert "ha" * 100 not in "".join(kept), name
        assert peak < 500, f"{name}: {peak} MB"
        assert seconds < 20, f"{name}: {seconds:.1f} s"


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_known_xml_attacks_are_refused(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "gold/security-xml-attacks/files.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    read = outcomes(sorted(path for path in tmp_path.rglob("*") if path.is_file()))
    assert len(read) >= 10
    for name, seconds, peak, kept in read:
        assert all(each.startswith("Rejection(") for each in kept), name
        assert peak < 500, f"{name}: {peak} MB"
        assert seconds < 20, f"{name}: {seconds:.1f} s"
