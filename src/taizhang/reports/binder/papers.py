"""The pages that a binder has of its own: its cover, its contents, and a page for each piece whose pages are not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from taizhang.reports.binder.contents import Binder, Missing
from taizhang.reports.columns import Shown, listed
from taizhang.reports.listed import Kind, Listed
from taizhang.reports.official import Official, spoken
from taizhang.reports.titles import lines
from taizhang.reports.word import pages, styles
from taizhang.reports.word.marks import NAMESPACES, paragraph, run
from taizhang.reports.word.package import packed

_CENTRED = '<w:jc w:val="center"/>'
_LINES_ABOVE, _LINES_BELOW = 6, 7  # of a cover's title


class Line(NamedTuple):
    """One line of the contents: number, what it is, volume and page (0: none), what there is to say of it.

    ``link`` is where the file stands in a .zip.
    """

    number: str
    title: str
    volume: int = 0
    page: int = 0
    note: str = ""
    link: str = ""


def cover(binder: Binder, volumes: int) -> bytes:
    """The cover as a Word file of one page."""
    facts = (binder.ledger, binder.body, f"截至{spoken(binder.as_of)}", f"共{volumes}册" if volumes > 1 else "")
    told = [paragraph("", "")] * _LINES_ABOVE
    told += [paragraph(styles.TITLE, run(line)) for line in lines(binder.title)]
    told += [paragraph("", "")] * _LINES_BELOW
    told += [paragraph("", run(fact), styles.indent() + _CENTRED) for fact in facts if fact]
    return _word(told)


def note(missing: Missing) -> str:
    """What the contents say of a piece whose pages are not there."""
    where = f"纸质件，存放处：{missing.place}" if missing.place else ""
    return "；".join(filter(None, (where, missing.why)))


def contents(binder: Binder, some: Iterable[Line]) -> Official:
    """The contents; where lines name no page (in a .zip), the file's place stands in its stead."""
    rows = [*some]
    paged = any(row.page for row in rows)
    volumes = max((row.volume for row in rows), default=0)
    columns: list[Shown[Line]] = [
        Shown("编号", 12, lambda row: row.number, Kind.SHORT),
        Shown("材料名称", 48, lambda row: row.title),
    ]
    if paged and volumes > 1:
        columns.append(Shown("册", 6, lambda row: str(row.volume or ""), Kind.SHORT))
    if paged:
        columns.append(Shown("页码", 9, lambda row: str(row.page or ""), Kind.SHORT))
    else:
        columns.append(Shown("文件", 34, lambda row: row.link))
    columns.append(Shown("备注", 28, lambda row: row.note))
    return Official("目　录", (_without_numbers(columns, rows),), stamp=binder.stamp)


def _without_numbers(columns: Iterable[Shown[Line]], rows: Iterable[Line]) -> Listed:
    """The list without a running number in front: lines have numbers of their own."""
    made = listed("目录", columns, rows)
    kept = tuple(row._replace(values=row.values[1:], joined=frozenset(at - 1 for at in row.joined)) for row in made.rows)
    return Listed(made.title, made.columns[1:], kept)


def elsewhere(some: Iterable[tuple[Missing, str]]) -> bytes:
    """A page each for what lies elsewhere, with the heading that it stands under."""
    told: list[str] = []
    for piece, under in some:
        told += _page(piece, under, new=bool(told))
    return _word(told)


def _page(piece: Missing, under: str, *, new: bool) -> Iterator[str]:
    yield paragraph(styles.TITLE, run("材料存放说明"), "<w:pageBreakBefore/>" if new else "")
    yield paragraph("", "")
    facts = (("编号", piece.number), ("材料名称", piece.name), ("对应", under), ("存放处", piece.place), ("说明", piece.why))
    yield from (paragraph("", run(f"{word}：{fact}")) for word, fact in facts if fact)


def _word(elements: Iterable[str]) -> bytes:
    document = f"<w:document {NAMESPACES}><w:body>{''.join(elements)}{pages.section(False, paged=False)}</w:body></w:document>"
    return packed(document, {"settings": ("settings", pages.settings()), "styles": ("styles", styles.styles())}, _NO_CORE)


_NO_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"></cp:coreProperties>'
)
