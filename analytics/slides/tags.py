"""What Upswell remembers inside a deck about the shapes it made, as PowerPoint's own custom data (`p:tagLst`).

PowerPoint keeps tags when a shape is renamed, moved, restyled, copied or saved, and shows them to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
_NAME = "UPSWELL"
_MOST = 200_000


def write(shape: Any, memory: dict[str, object]) -> None:
    """Attaches `memory` (JSON values) to a shape, replacing what was there."""
    text = json.dumps(memory, ensure_ascii=True, sort_keys=True)
    xml = f'<p:tagLst {nsdecls("p")}><p:tag name="{_NAME}" val=""/></p:tagLst>'
    root = parse_xml(xml)
    root[0].set("val", text)
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(etree.tostring(root))
    old = _part(shape)
    if old is not None:
        old._blob = blob
        return
    package = shape.part.package
    part = Part(package.next_partname("/ppt/tags/tag%d.xml"), _CONTENT_TYPE, package, blob)
    relation = shape.part.relate_to(part, _RELATION)
    properties = shape._element.xpath("./*[1]/p:nvPr")[0]
    holder = parse_xml(f'<p:custDataLst {nsdecls("p", "r")}><p:tags r:id="{relation}"/></p:custDataLst>')
    extension = properties.find(qn("p:extLst"))
    if extension is not None:
        extension.addprevious(holder)
    else:
        properties.append(holder)


def read(shape: Any) -> dict[str, Any] | None:
    """What was attached to a shape by `write`; None where there is nothing, or nothing that can be read."""
    part = _part(shape)
    if part is None or len(part.blob) > _MOST:
        return None
    try:
        tags = parse_xml(part.blob)
        memory = json.loads(next(tag.get("val") for tag in tags if tag.get("name") == _NAME))
    except (ValueError, StopIteration, SyntaxError):
        return None
    return memory if isinstance(memory, dict) else None


def every(shapes: Any) -> Iterator[Any]:
    """All shapes of a slide, those in groups too."""
    for shape in shapes:
        yield shape
        if shape._element.tag == qn("p:grpSp"):
            yield from every(shape.shapes)


def _part(shape: Any) -> Any:
    for holder in shape._element.xpath("./*[1]/p:nvPr/p:custDataLst/p:tags"):
        relation = shape.part.rels.get(holder.get(qn("r:id")))
        if relation is not None and not relation.is_external and _NAME.encode() in relation.target_part.blob:
            return relation.target_part
    return None
