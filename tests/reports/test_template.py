"""A receiver's own form, filled in place."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from taizhang.reading import Unreadable
from taizhang.reading.formats.xlsx import grids
from taizhang.reading.tables.headings import Headings, defaults
from taizhang.reports.listed import Column, Kind, Listed, Row
from taizhang.reports.template import fill, place
from taizhang.reports.template.stamp import stamped
from taizhang.reports.template.stretch import Stretch, for_row

COLUMNS = (
    Column("statement", "问题", 20),
    Column("measure", "措施", 20),
    Column("deadline", "时限", 10, Kind.DAY),
    Column("degree", "自评", 8),
)


def form(heading=("反馈问题", "整改措施", "完成时限", "是否完成", "用时", "经费"), body=3):
    """A form with a title, drawn rows, a data bar, a formula, a note, a sum and a text box."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("报表")
    look = book.add_format({"border": 1, "font_color": "#aa0000"})
    day = book.add_format({"border": 1, "num_format": "yyyy年m月d日"})
    sheet.merge_range(0, 0, 0, 5, "整改情况统计表", book.add_format({"bold": True}))
    sheet.write_row(1, 0, heading)
    for at in range(2, 2 + body):
        for column in range(6):
            sheet.write_blank(at, column, None, day if column == 2 else look)
        sheet.write_formula(at, 4, f"=C{at + 1}-$C$1", look)
    end = 2 + body
    sheet.write(end, 0, "合计")
    sheet.write_formula(end, 4, f"=SUM(E3:E{end})")
    sheet.merge_range(end + 1, 0, end + 1, 5, "注：本表按月报送。")
    sheet.conditional_format(2, 4, end - 1, 4, {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation(2, 3, end - 1, 3, {"validate": "list", "source": ["完成", "未完成"]})
    sheet.insert_textbox(end + 3, 0, "填表说明")
    sheet.print_area(0, 0, end + 1, 5)
    sheet.freeze_panes(2, 0)
    book.close()
    return target.getvalue()


def listed(n):
    rows = [
        Row(f"M{k}", (f"问题{(k + 1) // 2}", f"措施{k}", date(2026, 6, k), "完成"), joined=frozenset({0} if k % 2 == 0 else ()))
        for k in range(1, n + 1)
    ]
    return Listed("台账", COLUMNS, rows)


def filled(data, n):
    return fill(data, place(data, "表.xlsx", defaults()), listed(n))


def part(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("n", [1, 3, 8])
def test_rows_take_the_place_of_those_that_were_drawn(n):
    [(_name, rows, merges)] = list(grids(filled(form(), n)))
    assert [row[1] for row in rows[2 : 2 + n]] == [f"措施{k}" for k in range(1, n + 1)]
    assert rows[2][2:4] == ["2026年6月1日", "完成"]
    assert (rows[2 + n][0], rows[3 + n][0]) == ("合计", "注：本表按月报送。")
    assert (3 + n, 0, 3 + n, 5) in [tuple(m) for m in merges]
    assert ((2, 0, 3, 0) in merges) == (n > 1)


def test_what_lies_over_the_rows_grows_with_them():
    data = filled(form(), 8)
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert '<conditionalFormatting sqref="E3:E10">' in sheet
    assert "<xm:sqref>E3:E10</xm:sqref>" in sheet
    assert 'sqref="D3:D10"' in sheet
    assert "<f>SUM(E3:E10)</f>" in sheet
    assert re.findall(r"<f>(C\d+-\$C\$1)</f>", sheet) == [f"C{k}-$C$1" for k in range(3, 11)]
    assert "'报表'!$A$1:$F$12" in part(data, "xl/workbook.xml").replace("报表!", "'报表'!")
    assert "<xdr:row>13</xdr:row>" in part(data, "xl/drawings/drawing1.xml")  # the text box, below the note as before


def test_everything_else_goes_through_as_it_is():
    before, after = form(), filled(form(), 8)
    changed = {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/drawings/drawing1.xml"}
    names = zipfile.ZipFile(io.BytesIO(before)).namelist()
    assert zipfile.ZipFile(io.BytesIO(after)).namelist() == names
    assert all(part(before, name) == part(after, name) for name in names if name not in changed)


def test_each_row_is_drawn_as_the_first_was():
    sheet = part(filled(form(), 5), "xl/worksheets/sheet1.xml")
    assert len(set(re.findall(r'<c r="B[3-7]" s="(\d+)"', sheet))) == 1
    assert len(re.findall(r'<c r="F[3-7]" s="\d+"/>', sheet)) == 5


def test_headings_can_be_said():
    data = form(heading=("甲", "乙", "完成时限", "", "", ""))
    with pytest.raises(Unreadable, match="没有找到表头"):
        place(data, "表.xlsx", defaults())
    said = Headings(defaults().names, {"甲": "statement", "乙": "measure"})
    assert place(data, "表.xlsx", said).fields == {0: "statement", 1: "measure", 2: "deadline"}
    assert place(form(), "表.xlsx", defaults()).unknown == ["用时", "经费"]


def test_other_files_are_refused():
    with pytest.raises(Unreadable, match=r"另存为“\.xlsx”"):
        place(b"a,b", "表.csv", defaults())


@pytest.mark.parametrize(
    ("formula", "becomes"),
    [
        ("SUM(E3:E5)", "SUM(E3:E12)"),
        ("E6*2", "E13*2"),
        ('IF(A1="E3:E5",E2,E7)', 'IF(A1="E3:E5",E2,E14)'),
        ("COUNTIF($D$3:$D$5,A2)", "COUNTIF($D$3:$D$12,A2)"),
        ("SUM(E1:E5)", "SUM(E1:E12)"),
        ("LOG10(B6)", "LOG10(B13)"),
    ],
)
def test_formulas_follow_the_rows(formula, becomes):
    assert Stretch(3, 5, 10).formula(formula) == becomes


def test_a_rows_formula_looks_at_its_own_row():
    assert for_row("H3/G3+$A$3+B2", 3, 9) == "H9/G9+$A$3+B2"


def test_what_it_was_filled_from_is_a_hidden_name_of_its_sheet():
    data = fill(form(), place(form(), "表.xlsx", defaults()), replace(listed(3), stamp='taizhang 甲 "1" 0'))
    assert stamped(data) == {"报表": 'taizhang 甲 "1" 0'}
    assert 'hidden="1"' in part(data, "xl/workbook.xml")


def test_a_text_that_looks_like_a_code_stays_as_it_is():
    rows = [Row("M1", ("_x0041_", "一", None, ""))]
    [(_name, rows, _merges)] = list(grids(fill(form(), place(form(), "表.xlsx", defaults()), Listed("台账", COLUMNS, rows))))
    assert rows[2][0] == "_x0041_"
