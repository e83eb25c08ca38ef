"""The marks of WordprocessingML that everything is made of: paragraphs, runs, text."""

from __future__ import annotations

import re
from html import escape

from taizhang.gbt9704 import Face
from taizhang.reports.word.package import OFFICE

NAMESPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
# What XML cannot hold: control characters, halves of pairs, the two signs that are none.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Text as XML holds it."""
    return escape(writable(text), quote=True)


def writable(text: str) -> str:
    """Text without what XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph in a style; ``more`` are further properties of its own."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A piece of text; nothing where there is none."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>' if text else ""


def fonts(face: Face) -> str:
    """A run property: the face for signs of every script, digits among Chinese text included."""
    return f'<w:rFonts w:ascii="{face.font}" w:hAnsi="{face.font}" w:eastAsia="{face.font}" w:cs="{face.font}"/>'
