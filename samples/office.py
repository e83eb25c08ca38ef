"""What .docx and .xlsx files have in common: a zip of XML parts, written alike on every machine."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_WRITTEN = (2026, 1, 1, 0, 0, 0)  # so that the same story gives the same bytes
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: dict[str, str], types: dict[str, str], main: str) -> bytes:
    """The file with these parts; ``types`` gives a part's content type, ``main`` is the part to open first."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>',
        "_rels/.rels": relations({"rId1": ("officeDocument", main)}),
        **parts,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _WRITTEN), HEAD + content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """A relationships part: id → (kind, target)."""
    rows = (f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{to}"/>' for name, (kind, to) in targets.items())
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'


def text(content: str) -> str:
    """Text fit to stand in XML."""
    return escape(content, {'"': "&quot;"})
