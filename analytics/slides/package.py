"""Office files as packages: the same content gives the same bytes, and what a stranger sends is looked at first."""

from __future__ import annotations

import io
import zipfile

from analytics.errors import ExportError

MOST_BYTES = 300 * 1024 * 1024
_RELATIONS = "_rels/.rels"
_CORE = (b"/officedocument/2006/relationships/metadata/", b"/package/2006/relationships/metadata/")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def reproducible(data: bytes) -> bytes:
    """The same zip with a fixed time on every entry; Office's own files carry no other clock."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return held.getvalue()


def checked(data: bytes, *, name: str) -> bytes:
    """`data` when it is a zip that unpacks to a bearable size; raises ExportError naming the file otherwise.

    LibreOffice's relation to the core properties, which is known to nobody else, gets its usual name: a second part
    of the same name would be made beside it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > MOST_BYTES:
                raise ExportError(
                    f"{name}: unpacks to {unpacked // 2**20} MB, more than {MOST_BYTES // 2**20} MB; take pictures out"
                )
            relations = package.read(_RELATIONS) if _RELATIONS in package.namelist() else b""
    except (zipfile.BadZipFile, OSError) as error:
        raise ExportError(
            f"{name}: this is no PowerPoint file ({error}); save it as .pptx or .potx and try again"
        ) from error
    mended = relations.replace(*_CORE)
    return data if mended == relations else replaced(data, _RELATIONS, mended)


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """The zip with other content under one of its names."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, content if entry.filename == name else source.read(entry))
    return held.getvalue()
