"""The .docx itself: its members, what kind each is, how they hang together. The same paper gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(document: str, parts: Mapping[str, tuple[str, str]], core: str) -> bytes:
    """The file's bytes; ``parts`` are the document's by the id it names them with: what kind of part, its XML."""
    members = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(
            {
                "document": (f"{OFFICE}/officeDocument", "word/document.xml"),
                "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": core,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations({i: (f"{OFFICE}/{kind}", f"{i}.xml") for i, (kind, _) in parts.items()}),
        **{f"word/{identity}.xml": xml for identity, (_, xml) in parts.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, _HEAD + content)
    return target.getvalue()


def _types(parts: Mapping[str, tuple[str, str]]) -> str:
    kinds = {"document": "document.main", **{identity: kind for identity, (kind, _) in parts.items()}}
    named = "".join(f'<Override PartName="/word/{i}.xml" ContentType="{_WORD}.{kind}+xml"/>' for i, kind in kinds.items())
    plain = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{plain}{named}</Types>'


def _relations(named: Mapping[str, tuple[str, str]]) -> str:
    told = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in named.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'
