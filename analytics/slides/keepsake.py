"""A second memory of a deck, for programs that drop tags: LibreOffice keeps document properties and shapes' names.

Each shape of ours has a short key of its chart at the end of its name, and the document's own properties hold, by
key, what the tags of that chart's shapes hold. Where tags are gone they are put back before a refresh begins.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from typing import Any

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from analytics.slides import speech, tags
from analytics.slides.template import title_of
from analytics.slides.writing import own_words

Memory = dict[str, Any]

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that people define
_EMPTY = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>'
_NAME = "Upswell"
_PIECE = 250  # characters: what every program takes as one property
_MOST = 20_000_000
_KEY = re.compile(r" ([0-9a-f]{8})$")


def keep(deck: Any) -> None:
    """Writes what the tags of the deck hold into its properties, and the keys into the names of our shapes."""
    held: dict[str, list[tuple[str, Memory]]] = {}
    for slide in deck.slides:
        for shape in tags.every(slide.shapes):
            memory = tags.read(shape)
            if memory is None or not isinstance(memory.get("kind"), str):
                continue
            key = hashlib.sha256(speech.key(memory).encode()).hexdigest()[:8]
            if shape.name.startswith("Upswell") and not _KEY.search(shape.name):
                shape.name = f"{shape.name} {key}"
            held.setdefault(key, []).append((shape.name, memory))
    text = json.dumps(held, ensure_ascii=True, sort_keys=True)
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    _write(deck.part.package, [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)] if held else [])


def recall(deck: Any) -> None:
    """Puts the tags back that another program dropped; a deck that still has any is left as it is."""
    if any(tags.read(shape) is not None for slide in deck.slides for shape in tags.every(slide.shapes)):
        return
    held = _read(deck.part.package)
    for slide in deck.slides:
        shapes = list(tags.every(slide.shapes))
        keys = dict.fromkeys(found[1] for shape in shapes if (found := _KEY.search(shape.name)))
        for name, memory in (each for key in keys for each in held.get(key, ())):
            shape = _found(slide, shapes, name, memory)
            if shape is not None:
                tags.write(shape, memory)


def _found(slide: Any, shapes: list[Any], name: str, memory: Memory) -> Any:
    """The shape by its name, which LibreOffice takes from placeholders: those are known by what they are or say."""
    for shape in shapes:
        if shape.name == name:
            return shape
    if memory.get("role") == "title":
        return title_of(slide)
    said = memory.get("text")
    return next((shape for shape in shapes if shape.has_text_frame and said and own_words(shape) == said), None)


def _write(package: Any, pieces: list[str]) -> None:
    part = _part(package)
    root = parse_xml(part.blob) if part is not None else parse_xml(_EMPTY)
    for old in [each for each in root if str(each.get("name", "")).startswith(f"{_NAME} ")]:
        root.remove(old)
    first = 1 + max((int(each.get("pid", "1")) for each in root), default=1)
    for number, piece in enumerate(pieces):
        entry = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
        entry.set("fmtid", _FORMAT)
        entry.set("pid", str(first + number))
        entry.set("name", f"{_NAME} {number + 1:04d}")
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = piece
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(etree.tostring(root))
    if part is not None:
        part._blob = blob
    elif pieces:
        made = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, package, blob)
        package.relate_to(made, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _read(package: Any) -> dict[str, list[tuple[str, Memory]]]:
    """What `keep` wrote; nothing where there is nothing, or nothing that can be read."""
    part = _part(package)
    if part is None or len(part.blob) > _MOST:
        return {}
    try:
        found = {
            str(each.get("name")): "".join(each.itertext())
            for each in parse_xml(part.blob)
            if str(each.get("name", "")).startswith(f"{_NAME} ")
        }
        packed = base64.b64decode("".join(found[name] for name in sorted(found)), validate=True)
        held = json.loads(zlib.decompressobj().decompress(packed, _MOST) or b"{}")
    except (ValueError, zlib.error, etree.XMLSyntaxError):
        return {}
    return held if isinstance(held, dict) else {}


def _part(package: Any) -> Any:
    try:
        return package.part_related_by(RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    except KeyError:
        return None
