"""A binder as PDF: cover, contents with page numbers, then part by part what is told and the evidence in its order.

A piece whose pages cannot be had gets a page that says where it lies, and the contents name it with its reason. Large binders
come in volumes, numbered through, so that no process ever holds more than one.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taizhang.reports.binder import papers, programs
from taizhang.reports.binder.contents import Binder, Missing, Piece
from taizhang.reports.binder.names import fit
from taizhang.reports.binder.papers import Line
from taizhang.reports.binder.turning import Turned, paper_names, piece_name, turn, turn_papers
from taizhang.reports.word import docx

VOLUME_BYTES = 120 * 1024 * 1024  # of pages: what binding takes of memory hangs on it
MOST_ROUNDS = 4  # of the contents, whose own length moves the pages that it names
LINES_A_PAGE = 26  # of the contents, as a first guess
COVER, CONTENTS, INSTEAD = "cover", "contents", "instead"
Tell = Callable[[int, int], object]  # how much is done, of how much


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the file's ending, how many pages and volumes, and what is not in it."""

    ending: str
    pages: int = 0
    volumes: int = 0
    missing: tuple[Missing, ...] = ()


@dataclass(slots=True)
class Item:
    """Pages that stay together: their PDF (of ``only`` one page, that one), how many, how contents and outline call them."""

    file: Path
    pages: int
    line: Line
    marks: list[tuple[str, int]] = field(default_factory=list)
    label: str = ""
    only: int | None = None
    number: int = 0  # of its first page
    volume: int = 1

    def told(self) -> dict[str, Any]:
        """What the binding program is to know of it."""
        return {"pdf": str(self.file), "only": self.only, "label": self.label, "marks": self.marks}


def write(binder: Binder, target: Path, home: Path, tell: Tell = lambda done, of: None) -> Made:
    """Write the binder to ``target``, working in the empty folder ``home``. Raises NoPdf, NotBound."""
    progress = Progress(2 * sum(1 for _ in binder.pieces()) + 4 * len(binder.parts) + 2, tell)
    turned = turn(binder, home, progress.on)
    items = [*_items(binder, turned)]
    front = _front(binder, items, home, turned)
    bound = _bound([*front, *items], home, progress)
    ending = _put(bound, binder, target)
    missing = tuple(one for _, one in sorted(turned.missing.items()))
    return Made(ending, sum(item.pages for item in (*front, *items)), len(bound), missing)


class Progress:
    """How far it has come."""

    def __init__(self, of: int, tell: Tell) -> None:
        self._done, self._of, self._tell = 0, of, tell

    def on(self, n: int) -> None:
        """So many steps more are done."""
        self._done = min(self._done + n, self._of)
        self._tell(self._done, self._of)


def _left_out(binder: Binder, turned: Turned) -> Iterator[tuple[Missing, str]]:
    for at, piece in enumerate(binder.pieces()):
        if missing := turned.missing.get(piece_name(at)):
            yield missing, piece.under


def _items(binder: Binder, turned: Turned) -> Iterator[Item]:
    """Everything behind the contents, in order."""
    at = left_out = 0
    for n, part in enumerate(binder.parts):
        before, after = paper_names(n)
        yield Item(turned.file(before), turned.pages[before], Line("", part.title), [(part.title, 0)])
        for section in part.sections:
            marks = [(section.title, 1)]
            for piece in section.pieces:
                missing = turned.missing.get(piece_name(at))
                yield _item(piece, at, turned, marks, None if missing is None else left_out)
                left_out += missing is not None
                at, marks = at + 1, []
        if part.after is not None:
            yield Item(turned.file(after), turned.pages[after], Line("", part.after.title), [(part.after.title, 1)])


def _item(piece: Piece, at: int, turned: Turned, marks: list[tuple[str, int]], left_out: int | None) -> Item:
    """A piece's pages, or its page among those of what is left out."""
    name, marks = piece_name(at), [*marks, (f"{piece.number} {piece.name}", 2)]
    if left_out is None:
        return Item(turned.file(name), turned.pages[name], Line(piece.number, piece.name), marks, piece.number)
    line = Line(piece.number, piece.name, note=papers.note(turned.missing[name]))
    return Item(turned.file(INSTEAD), 1, line, marks, piece.number, only=left_out)


def _front(binder: Binder, items: list[Item], home: Path, turned: Turned) -> list[Item]:
    """Cover and contents. The contents are written anew until the pages that they name are those where things stand."""
    cover = Item(turned.file(COVER), 1, Line("", "封面"), [("封面", 0)])
    contents = Item(turned.file(CONTENTS), 1 + len(items) // LINES_A_PAGE, Line("", "目录"), [("目录", 0)])
    left_out = {INSTEAD: papers.elsewhere(_left_out(binder, turned))} if turned.missing else {}
    for _ in range(MOST_ROUNDS):
        supposed = contents.pages
        volumes = _number([cover, contents, *items])
        listing = docx(papers.contents(binder, (item.line for item in items)), paged=False)
        turn_papers({**left_out, COVER: papers.cover(binder, volumes), CONTENTS: listing}, home, turned)
        contents.pages, left_out = turned.pages[CONTENTS], {}
        if contents.pages == supposed and volumes == _number([cover, contents, *items]):
            break
    return [cover, contents]


def _number(items: list[Item]) -> int:
    """Give every item its volume and the number of its first page; returns how many volumes there are."""
    number, volume, held = 1, 1, 0
    for item in items:
        size = item.file.stat().st_size if item.file.exists() and item.only is None else 0
        if held and held + size > VOLUME_BYTES:
            volume, held = volume + 1, 0
        item.number, item.volume, held = number, volume, held + size
        item.line = item.line._replace(page=number, volume=volume)
        number += item.pages
    return volume


def _bound(items: list[Item], home: Path, progress: Progress) -> list[Path]:
    """The volumes."""
    found = []
    for volume in range(1, items[-1].volume + 1):
        some = [item for item in items if item.volume == volume]
        target = home / f"volume{volume}.pdf"
        programs.bind([item.told() for item in some], target, some[0].number, 1 if volume == 1 else 0, home)
        found.append(target)
        progress.on(2)
    return found


def _put(bound: list[Path], binder: Binder, target: Path) -> str:
    """One volume as it is, several in a .zip; returns the ending."""
    if len(bound) == 1:
        shutil.move(bound[0], target)
        return ".pdf"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # PDFs are packed already
        for n, file in enumerate(bound, 1):
            archive.write(file, f"{fit(binder.title, 40)}（第{n}册）.pdf")
    return ".zip"
