"""Cells pasted from a spreadsheet, and tables saved as text."""

from __future__ import annotations

import pytest

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import open_document
from taizhang.reading.formats.pasted import read_cells
from taizhang.reading.limits import Limits


def cells(text: str) -> list[list[str]]:
    """The texts of the first table."""
    return [[cell.text for cell in row] for row in read_cells(text).tables[0].rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("序号\t措施\r\n1\t巡检\r\n", [["序号", "措施"], ["1", "巡检"]]),
        ('序号\t措施\n1\t"第一行\n第二行"', [["序号", "措施"], ["1", "第一行\n第二行"]]),
        ('序号\t措施\n1\t"他说""好"""', [["序号", "措施"], ["1", '他说"好"']]),
        ("序号\t措施\n1", [["序号", "措施"], ["1", ""]]),
        ("序号,措施\n1,巡检", [["序号", "措施"], ["1", "巡检"]]),
        ("<table><tr><td>序号<td>措施<tr><td>1<td>巡检</table>", [["序号", "措施"], ["1", "巡检"]]),
    ],
)
def test_pasted_cells_become_a_table(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_a_title_row_above_is_no_row_of_the_table() -> None:
    document = read_cells("整改台账\t\t\n序号\t问题\t措施\n1\t甲\t乙")
    assert document.text == "整改台账\n序号\t问题\t措施\n1\t甲\t乙"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_saved_table_is_read_by_its_name(encoding: str) -> None:
    document = open_document("序号,措施\n1,巡检".encode(encoding), "台账.CSV")
    assert (document.format, len(document.tables)) == ("cells", 1)


def test_too_much_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过 10 个字"):
        read_cells("序号\t措施" * 10, Limits(characters=10))
