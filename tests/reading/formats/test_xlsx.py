"""Workbooks as people make them: what is title, table and note; what is shown; what is refused."""

from __future__ import annotations

import contextlib
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import containers, open_document, xlsx
from taizhang.reading.limits import DEFAULTS, Limits
from tests.reading import excel
from tests.reading.word import zipped

HEAD = ["序号", "反馈问题", "整改措施", "整改时限"]
BODY = [[1, "管网漏损率偏高", "分区计量", "2026年4月底前"], [2, "", "巡检", "立行立改，长期坚持"]]


def layout(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    """Every cell of the first table: text, row, column, how many rows and columns."""
    return [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in row] for row in document.tables[0].rows]


def test_title_table_and_notes_are_told_apart() -> None:
    rows = [
        ["整改台账"],
        ["填报单位：市水务局", "", "", "单位：万元"],
        HEAD,
        *BODY,
        ["注：时限以方案为准"],
        ["填表人：", "", "审核人："],
    ]
    document = xlsx.read(excel.workbook(rows, [(0, 0, 0, 3)]))
    assert document.text.split("\n")[:2] == ["整改台账", "填报单位：市水务局　单位：万元"]
    assert [row[0].text for row in document.tables[0].rows] == ["序号", "1", "2"]
    assert document.text.split("\n")[-2:] == ["注：时限以方案为准", "填表人：　审核人："]


def test_merged_cells_stand_once_and_a_head_may_have_two_rows() -> None:
    head = [["序号", "责任分工", ""], ["", "牵头单位", "配合单位"]]
    document = xlsx.read(excel.workbook([*head, [1, "办公室", "人事科"]], [(0, 0, 1, 0), (0, 1, 0, 2)]))
    assert layout(document) == [
        [("序号", 0, 0, 2, 1), ("责任分工", 0, 1, 1, 2)],
        [("牵头单位", 1, 1, 1, 1), ("配合单位", 1, 2, 1, 1)],
        [("1", 2, 0, 1, 1), ("办公室", 2, 1, 1, 1), ("人事科", 2, 2, 1, 1)],
    ]


def test_spans_hold_their_cells() -> None:
    document = xlsx.read(excel.workbook([HEAD, *BODY, ["3", "两行\n文字", " 带\t制表符 ", ""]], [(1, 1, 2, 1)]))
    cells = [cell for row in document.tables[0].rows for cell in row]
    assert [document.text[c.span.start : c.span.end] for c in cells] == [c.text for c in cells]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, "12"),
        (126.4, "126.4"),
        (0.1 + 0.2, "0.3"),
        (1e300, "1e+300"),
        (True, "是"),
        (datetime.date(2026, 6, 30), "2026年6月30日"),
        (datetime.datetime.fromisoformat("2026-06-30"), "2026年6月30日"),
        (datetime.datetime.fromisoformat("2026-06-30T09:05"), "2026年6月30日 09:05"),
        (datetime.time(9, 5), "09:05:00"),
    ],
)
def test_values_are_shown_as_people_write_them(value: object, expected: str) -> None:
    assert xlsx.shown(value) == expected


def test_a_formula_gives_its_stored_value() -> None:
    sheet = (
        '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>7</v></c><c r="B1"><v>3</v></c><c r="C1" t="str"><f>x</f><v>乙</v></c></row>'
    )
    assert xlsx.read(excel.raw(sheet)).text == "7\t3\t乙"


def test_hidden_sheets_are_left_out() -> None:
    assert len(xlsx.read(excel.workbook([HEAD, *BODY], hidden=True)).tables) == 1


def refused(data: bytes, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(Unreadable) as refusal:
        open_document(data, "台账.xlsx", limits)
    return str(refusal.value)


def test_a_million_empty_rows_cost_nothing() -> None:
    rows = "".join(f'<row r="{n}"><c r="C{n}" s="0"/></row>' for n in range(2, 200_000))
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert xlsx.read(excel.raw(cells + rows + '<row r="1048576"/>')).text == "1\t2"


@pytest.mark.parametrize(
    "last",
    [
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1048576"><c><v>1</v></c><c r="XFD1048576" t="str"><v>2</v></c></row>',
    ],
)
def test_a_cell_at_the_end_of_the_world_is_refused(last: str) -> None:
    assert "跨度过大" in refused(excel.raw('<row r="1"><c r="A1"><v>1</v></c></row>' + last))


def test_cells_without_places_are_counted() -> None:
    rows = "<row>" + "<c><v>1</v></c>" * 60 + "</row>"
    assert "跨度过大" in refused(excel.raw(rows * 60), Limits(cells=3000))
    assert len(xlsx.read(excel.raw(rows * 60)).tables[0].rows) == 60


def test_merges_that_lie_over_one_another_do_no_harm() -> None:
    merges = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 2000 + "</mergeCells>"
    assert "1" in xlsx.read(excel.raw('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>', merges)).text


def test_a_password_is_named() -> None:
    assert "有密码" in refused(containers.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0\0")


@pytest.mark.parametrize(
    "data",
    [
        containers.OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0\0",
        zipped({"xl/workbook.xml": "<a"}),
        zipped({"xl/other.xml": ""}),
        zipped({"xl/workbook.bin": b"\0"}),
        zipped({"xl/worksheets/sheet1.xml": b" " * (40 << 20)}),
        excel.raw(""),
    ],
)
def test_broken_and_hostile_workbooks_are_refused(data: bytes) -> None:
    assert refused(data).startswith("“台账.xlsx”")


def test_macros_are_not_in_the_way() -> None:
    data = excel.raw('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>', **{"xl/vbaProject.bin": "Sub x()"})
    assert open_document(data, "台账.xlsm").text == "1\t2"


WHOLE = excel.workbook([HEAD, *BODY], [(1, 1, 2, 1)])
CHANGES = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    with contextlib.suppress(Unreadable):
        assert open_document(bytes(damaged), "x.xlsx").text
