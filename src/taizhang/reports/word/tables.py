"""Lists and boxes as tables: ruled, as wide as the type area, the head on every page, rows kept whole unless very high."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from taizhang import gbt9704
from taizhang.gbt9704 import TABLE_PITCH_TWIPS, TWIPS_PER_POINT, twips
from taizhang.reports.listed import Column, Kind, Listed, Row, Value
from taizhang.reports.official import Box, Boxes, spoken
from taizhang.reports.word import styles
from taizhang.reports.word.marks import paragraph, run
from taizhang.reports.word.pages import width_mm

_LABEL_SHARE = 5  # a box's label takes one part of so many
_CENTRED = '<w:jc w:val="center"/>'
_LONGEST_WHOLE = 12  # lines: a higher row would leave half a page empty, and goes on over the page
_SMALL = 8  # rows: a table of no more stays on one page
_NONE = "无"
_TO_SIGN = "签字：　　　　　　　　　　　　年　　月　　日"


def table(listed: Listed, across: bool) -> str:
    """A list with its head; what is ``joined`` is one cell over several rows."""
    widths = _widths([column.width for column in listed.columns], across)
    rows = [*listed.rows]
    last = len(rows) - 1 if len(rows) <= _SMALL else 0  # up to where rows are kept with the next
    going_on = [following.joined for _, following in pairwise(rows)] + [frozenset[int]()]
    told = "".join(
        _row(listed.columns, widths, row, after, styles.KEPT if n < last else "")
        for n, (row, after) in enumerate(zip(rows, going_on, strict=bool(rows)))
    )
    return _table(widths, _notes(listed.notes, widths) + _head(listed.columns, widths) + (told or _nothing(widths)))


def boxes(some: Boxes, across: bool) -> str:
    """Boxes to be signed in, all on one page with the small print below them."""
    widths = _widths([1, _LABEL_SHARE - 1], across)
    return _table(widths, "".join(_box(box, widths) for box in some.boxes) + _foot(some.foot, widths))


def _widths(shares: list[int], across: bool) -> list[int]:
    """The columns' widths in twips: their shares of the type area, the last takes what rounding leaves."""
    whole = twips(width_mm(across))
    found = [share * whole // sum(shares) for share in shares]
    return [*found[:-1], whole - sum(found[:-1])]


def _table(widths: list[int], rows: str) -> str:
    about = (
        f'<w:tblPr><w:tblStyle w:val="List"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _head(columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = "".join(
        _cell(width, paragraph(styles.TABLE_HEAD, run(column.heading))) for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _notes(text: str, widths: list[int]) -> str:
    """What is said above the head, unruled; it goes with the head from page to page."""
    if not text:
        return ""
    unruled = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "right"))
    about = f'<w:gridSpan w:val="{len(widths)}"/><w:tcBorders>{unruled}</w:tcBorders>'
    cell = _cell(sum(widths), _lines(text, ""), about)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cell}</w:tr>"


def _nothing(widths: list[int]) -> str:
    """What stands in a list of nothing, so that nobody takes it for one that was not filled in."""
    cell = _cell(sum(widths), _lines(_NONE, _CENTRED), f'<w:gridSpan w:val="{len(widths)}"/>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _foot(text: str, widths: list[int]) -> str:
    """What is said below the last row, unruled."""
    if not text:
        return ""
    unruled = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
    cell = _cell(sum(widths), _lines(text, ""), f'<w:gridSpan w:val="{len(widths)}"/><w:tcBorders>{unruled}</w:tcBorders>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _row(columns: tuple[Column, ...], widths: list[int], row: Row, going_on: frozenset[int], kept: str) -> str:
    cells = []
    for at, (column, width, value) in enumerate(zip(columns, widths, row.values, strict=True)):
        place = "" if column.kind == Kind.TEXT else _CENTRED
        if at in row.joined:
            cells.append(_cell(width, paragraph(styles.TABLE_TEXT, "", kept), "<w:vMerge/>"))
        else:
            merge = '<w:vMerge w:val="restart"/>' if at in going_on else ""
            cells.append(_cell(width, _lines(_said(value), kept + place), merge))
    whole = "<w:cantSplit/>" if _high(widths, row) <= _LONGEST_WHOLE else ""
    return f"<w:tr><w:trPr>{whole}</w:trPr>{''.join(cells)}</w:tr>"


def _high(widths: list[int], row: Row) -> int:
    """How many lines the row takes, about; what stands once over several rows is not what makes it high."""
    sign = round(gbt9704.TABLE_TEXT.size_pt * TWIPS_PER_POINT)
    cells = ((_said(value), (width - 2 * styles.CELL_MARGIN) // sign) for width, value in zip(widths, row.values, strict=True))
    high = (sum(-(-len(line) // max(most, 1)) for line in told.split("\n")) for told, most in cells)
    return max((n for at, n in enumerate(high) if at not in row.joined), default=1)


def _lines(text: str, place: str) -> str:
    return "".join(paragraph(styles.TABLE_TEXT, run(line), place) for line in text.split("\n"))


def _said(value: Value) -> str:
    if isinstance(value, date):
        return spoken(value)
    return "" if value is None else str(value)


def _box(box: Box, widths: list[int]) -> str:
    label = _cell(widths[0], "".join(paragraph(styles.TABLE_HEAD, run(line), styles.KEPT) for line in box.label.split("\n")))
    sign = _cell(widths[1], paragraph(styles.TABLE_TEXT, run(_TO_SIGN), f'{styles.KEPT}<w:jc w:val="right"/>'), place="bottom")
    height = f'<w:trHeight w:val="{box.lines * TABLE_PITCH_TWIPS}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{label}{sign}</w:tr>"


def _cell(width: int, content: str, merge: str = "", place: str = "center") -> str:
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="{place}"/></w:tcPr>'
    return f"<w:tc>{about}{content}</w:tc>"
