"""The workbook in the house's look."""

import io
import re
import zipfile
from datetime import date

import pytest

from taizhang.reading.formats.xlsx import grids
from taizhang.reports.listed import Column, Kind, Listed, Row, within_a_cell
from taizhang.reports.workbook import write

COLUMNS = (
    Column("statement", "问题", 20),
    Column("lead_unit", "单位", 10, Kind.CHOICE, tuple(f"第{n}科" for n in range(200))),
    Column("deadline", "时限", 10, Kind.DAY),
)


def made(*rows):
    target = io.BytesIO()
    write(Listed("台账", COLUMNS, rows, "说明", "stamp", frozen=1), target)
    return target.getvalue()


def part(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def row(n, *, joined=(), deadline=date(2026, 6, 30), open_=()):
    return Row(f"M{n}", ("管网漏损率偏高", "第1科", deadline), frozenset(open_), frozenset(joined))


def test_cells_that_are_one_are_merged():
    [(_, rows, merges)] = list(grids(made(row(1), row(2, joined={0}), row(3, joined={0, 1}), row(4))))
    assert sorted(tuple(m) for m in merges if m[0] > 2) == [(3, 1, 5, 1), (4, 2, 5, 2)]
    assert [r[0] for r in rows[3:]] == ["M1", "M2", "M3", "M4"]


@pytest.mark.parametrize(
    "what",
    [
        '<pane xSplit="2" ySplit="3"', 'paperSize="8"', 'orientation="landscape"', 'fitToHeight="0"', "<sheetProtection", 'hidden="1"',
        'type="list"', 'type="date"',
    ],
)  # fmt: skip
def test_the_house_look(what):
    assert what in part(made(row(1)), "xl/worksheets/sheet1.xml")


def test_the_head_is_printed_on_every_page_and_choices_are_kept_out_of_sight():
    book = part(made(row(1)), "xl/workbook.xml")
    assert "_xlnm.Print_Titles" in book
    assert 'name="选项" sheetId="2" state="veryHidden"' in book


def test_days_are_real_and_words_stay_words():
    data = made(row(1), row(2, deadline="长期坚持"))
    [(_, rows, _)] = list(grids(data))
    assert [r[3] for r in rows[3:]] == ["2026年6月30日", "长期坚持"]
    assert "<v>46203</v>" in part(data, "xl/worksheets/sheet1.xml")


def test_only_open_cells_are_unlocked():
    styles = part(made(row(1, open_={1})), "xl/styles.xml")
    assert 'locked="0"' in styles
    assert 'locked="0"' not in part(made(row(1)), "xl/styles.xml")


def test_what_is_new_can_be_written_below_the_rows():
    target = io.BytesIO()
    write(Listed("台账", COLUMNS, (row(1),), "说明", "stamp", below=frozenset({0})), target)
    styles, sheet = part(target.getvalue(), "xl/styles.xml"), part(target.getvalue(), "xl/worksheets/sheet1.xml")
    looks = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2])
    of_columns = {at: looks[int(style)] for at, style in re.findall(r'<col min="(\d)"[^>]*style="(\d+)"', sheet)}
    assert [at for at, look in of_columns.items() if 'locked="0"' in look] == ["2"]


def test_an_empty_list_is_a_workbook_too():
    [(_, rows, _)] = list(grids(made()))
    assert len(rows) == 3


@pytest.mark.parametrize(("text", "fits"), [("长" * 40_000, 32_767), ("😀" * 20_000, 16_383), ("短", 1)])
def test_no_cell_holds_more_than_it_can(text, fits):
    assert len(within_a_cell(text)) == fits
