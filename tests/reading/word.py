"""A tiny notation for Word files in tests: a few lines in, the bytes of a .docx out.

``"1/0 文字"`` is a paragraph in list use 1 at level 0; ``"@Heading1 文字"`` one of that style; ``"<w:…"`` stands as written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_PARTS = ("numbering", "styles", "footnotes", "header")
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:math"'
)


def docx(*lines: str, document: str | None = None, **parts: str) -> bytes:
    """A Word file of these lines; ``numbering=``, ``styles=``, ``footnotes=``, ``header=`` give those parts' content."""
    body = "".join(map(paragraph, lines))
    members = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": document or f"<w:document {W} {_MORE}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in _PARTS}),
        **{f"word/{name}.xml": f"<w:{name} {W} {_MORE}>{content}</w:{name}>" for name, content in parts.items()},
    }
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def paragraph(line: str) -> str:
    """One line of the notation as XML."""
    if line.startswith("<"):
        return line
    properties = ""
    if match := re.match(r"(?:@(\w+) ?)?(?:(\d+)/(\d) )?", line):
        style, use, level = match.groups()
        properties += f'<w:pStyle w:val="{style}"/>' if style else ""
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>' if use else ""
        line = line[match.end() :]
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(line)}</w:p>"


def run(text: str) -> str:
    """One run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def abstract(name: int, *levels: str, **attributes: str) -> str:
    """A list definition; each level is ``"style text"`` and may go on with elements: ``"decimal %1. <w:start w:val='3'/>"``."""
    xml = "".join(_level(index, level) for index, level in enumerate(levels))
    links = "".join(f'<w:{key} w:val="{value}"/>' for key, value in attributes.items())
    return f'<w:abstractNum w:abstractNumId="{name}">{links}{xml}</w:abstractNum>'


def use(name: int, definition: int, overrides: str = "") -> str:
    """A use of a list definition."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def _level(index: int, level: str) -> str:
    style, text, *more = level.split(" ", 2)
    return f'<w:lvl w:ilvl="{index}">{"".join(more)}<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _relations(targets: dict[str, str]) -> str:
    one = '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'
    return _RELATIONS.format("".join(one.format(i, _OFFICE, kind, to) for i, (kind, to) in enumerate(targets.items())))
