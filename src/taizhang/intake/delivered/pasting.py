"""Cells pasted into the ledger's page: a table with headings as it is, a block of cells with where each of them belongs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.intake.delivered.tables import headings_of, is_ours
from taizhang.ledger.list_columns import Wording, columns
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import Stamp
from taizhang.reading.formats.pasted import rows_of
from taizhang.reading.formats.plain import normalise
from taizhang.reading.tables.grid_head import find_head
from taizhang.reports.delimited import as_typed

Cells = Sequence[Sequence[str]]
NAME = "粘贴的单元格.tsv"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block is pasted: the rows and columns from its first cell on, on a page drawn as ``stamp`` says.

    ``filled`` says that they are the ones a person chose, all of which one copied cell fills.
    """

    stamp: Stamp
    keys: Sequence[str]
    fields: Sequence[str]
    filled: bool = False


def table(ledger: Ledger, text: str, target: Target | None) -> bytes:
    """What was pasted as a table that can be delivered. Raises ValidationError with what to do."""
    cells = [[as_typed(cell).strip() for cell in row] for row in rows_of(normalise(text).rstrip("\n"))]
    if not any(cell for row in cells for cell in row):
        raise ValidationError(_("剪贴板里没有文字。请先在 Excel 或 WPS 里复制单元格，再粘贴。"))
    ours = columns(ledger, Wording(ledger))
    if find_head(cells, {}, headings_of(ours), is_ours):
        return _written(cells)
    if target is None or not target.keys:
        raise ValidationError(_("请先点一下要填的格子再粘贴；整张表请连同表头一起复制。"))
    return _written(_placed(cells, target, {column.field: column.heading for column in ours}))


def _placed(cells: Cells, target: Target, headings: dict[str, str]) -> Cells:
    """The block under the headings of its columns, each row with the id of the line it falls on."""
    if len(cells) == 1 and len(cells[0]) == 1 and target.filled:
        cells = [[cells[0][0]] * len(target.fields)] * len(target.keys)
    width = max(map(len, cells))
    _fits(len(cells), width, target, headings)
    head = [str(target.stamp), *(headings[field] for field in target.fields[:width])]
    return [head, *([key, *row] for key, row in zip(target.keys, cells, strict=False))]


def _fits(height: int, width: int, target: Target, headings: dict[str, str]) -> None:
    if width > len(target.fields):
        names = "、".join(headings[field] for field in target.fields)
        why = _("复制了%(n)d列，从这一格往右只有%(m)d列能填（%(names)s）。请少复制几列，或连同表头一起复制。")
        raise ValidationError(why % {"n": width, "m": len(target.fields), "names": names})
    if height > len(target.keys):
        why = _("复制了%(n)d行，从这一格往下只显示着%(m)d行。请展开全部措施后再粘贴，或连同表头一起复制。")
        raise ValidationError(why % {"n": height, "m": len(target.keys)})


def _written(cells: Cells) -> bytes:
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(cells)
    return out.getvalue().encode("utf-8-sig")
