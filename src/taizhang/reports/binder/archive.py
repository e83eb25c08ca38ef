"""A binder as .zip: folders by finding and measure in order, the files as they were handed in, the contents as Word and HTML."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from taizhang.reports.binder import papers, sorting
from taizhang.reports.binder.contents import Binder, Missing, Part, Piece
from taizhang.reports.binder.names import Names
from taizhang.reports.binder.papers import Line
from taizhang.reports.official import spoken
from taizhang.reports.word import docx

PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".pdf", ".docx", ".xlsx", ".pptx", ".ofd", ".zip")
FOLDER_LONGEST = 40
PART_PAPER, EVENTS_PAPER = "0 问题档案.docx", "9 办理记录.docx"
CONTENTS = "目录"
_STYLE = (
    "body{font:14px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}"
)


def write(binder: Binder, target: Path, at: datetime, on: Callable[[int], object] = lambda n: None) -> tuple[Missing, ...]:
    """Write the binder to ``target``; returns what is not in it. Files pass through piece by piece, none is held whole."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        return _Archive(archive, at, on).write(binder)


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, at: datetime, on: Callable[[int], object]) -> None:
        self._archive, self._on = archive, on
        self._made = (at.year, at.month, at.day, at.hour, at.minute, at.second)
        self._missing: list[Missing] = []

    def write(self, binder: Binder) -> tuple[Missing, ...]:
        """Everything; the contents come last, when it is known what is there."""
        names, lines = Names(), list[Line]()
        for taken in (f"{CONTENTS}.docx", f"{CONTENTS}.html"):
            names.file(taken)
        for part in binder.parts:
            lines += self._part(part, names.folder(part.title[:FOLDER_LONGEST]))
        self._put(f"{CONTENTS}.docx", docx(papers.contents(binder, lines)))
        self._put(f"{CONTENTS}.html", page(binder, lines).encode())
        return tuple(self._missing)

    def _part(self, part: Part, folder: str) -> Iterator[Line]:
        names = Names()
        names.file(EVENTS_PAPER)
        place = f"{folder}/{names.file(PART_PAPER)}"
        self._put(place, docx(part.before))
        yield Line("", part.title, link=place)
        for section in part.sections:
            yield from self._section(section.pieces, f"{folder}/{names.folder(section.title[:FOLDER_LONGEST])}")
        if part.after is not None:
            place = f"{folder}/{EVENTS_PAPER}"
            self._put(place, docx(part.after))
            yield Line("", part.after.title, link=place)
        self._on(1)

    def _section(self, pieces: tuple[Piece, ...], folder: str) -> Iterator[Line]:
        names = Names()
        for piece in pieces:
            yield self._piece(piece, folder, names)
            self._on(1)

    def _piece(self, piece: Piece, folder: str, names: Names) -> Line:
        """The piece's file, or a page that says where it is."""
        if piece.path is not None and sorting.is_whole(piece):
            place = f"{folder}/{names.file(f'{piece.number} {piece.name}')}"
            self._copy(place, piece.path)
            return Line(piece.number, piece.name, link=place)
        missing = Missing(piece.number, piece.name, piece.place, sorting.DAMAGED if piece.path else "")
        if missing.why:
            self._missing.append(missing)
        place = f"{folder}/{names.file(f'{piece.number} 存放说明.docx')}"
        self._put(place, papers.elsewhere([(missing, piece.under)]))
        return Line(piece.number, piece.name, note=papers.note(missing), link=place)

    def _about(self, name: str) -> zipfile.ZipInfo:
        about = zipfile.ZipInfo(name, self._made)
        about.compress_type = zipfile.ZIP_STORED if name.lower().endswith(PACKED) else zipfile.ZIP_DEFLATED
        about.external_attr = 0o644 << 16
        return about

    def _put(self, name: str, data: bytes) -> None:
        self._archive.writestr(self._about(name), data)

    def _copy(self, name: str, source: Path) -> None:
        with source.open("rb") as file, self._archive.open(self._about(name), "w", force_zip64=True) as member:
            shutil.copyfileobj(file, member, sorting.CHUNK)


def page(binder: Binder, lines: list[Line]) -> str:
    """The contents as a page that stands by itself, each line a link to its file."""
    rows = "".join(
        f'<tr><td>{escape(line.number)}</td><td><a href="{quote(line.link)}">{escape(line.title)}</a></td>'
        f"<td>{escape(line.note)}</td></tr>"
        for line in lines
    )
    facts = f"{binder.ledger}　{binder.body}　截至{spoken(binder.as_of)}"
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(binder.title)}</title><style>{_STYLE}</style>'
        f"<h1>{escape(binder.title)}</h1><p>{escape(facts)}</p>"
        f"<table><thead><tr><th>编号</th><th>材料名称</th><th>备注</th></tr></thead><tbody>{rows}</tbody></table></html>"
    )
