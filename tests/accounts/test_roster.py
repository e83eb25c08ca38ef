"""Lists as people send them: synonyms, merged cells, what is left out, what is not understood and where."""

import json
from typing import get_args

import pytest

from taizhang.accounts.grids import Grid, from_pasted, from_workbook
from taizhang.accounts.roles import Role
from taizhang.accounts.roster import MOST_ROWS, ROLES, Kind, Place, from_plain, to_plain, understand
from taizhang.accounts.troubles import SAYINGS
from taizhang.reading.document import Unreadable
from tests.reading.excel import raw, workbook

PEOPLE = ["姓名", "登录名", "单位", "角色", "邮箱"]


def read(*rows, name="人员"):
    return understand([Grid(name, [list(row) for row in rows])])


def lines(roster):
    return [(line.name, line.username, line.unit, line.roles, line.email) for line in roster.people]


def troubles(roster):
    return [(trouble.kind, trouble.place.row, trouble.place.column, trouble.value) for trouble in roster.troubles]


@pytest.mark.parametrize(
    "heading",
    [PEOPLE, ["人员姓名", "用户名", "所在科室", "系统角色", "电子邮箱"], ["姓 名*", "账号（必填）", "部门", "角色：", "E-mail"], ["Name", "Login", "Unit", "Role", "Email"]],
)  # fmt: skip
def test_headings_by_their_synonyms(heading):
    heading = [name.replace("E-mail", "Email") for name in heading]
    roster = read(heading, ["李强", "liqiang", "财务科", "联络员", "li@example.com"])
    assert lines(roster) == [("李强", "liqiang", "财务科", ("contact",), "li@example.com")]
    assert (roster.troubles, roster.left_out) == ([], [])


def test_units_with_and_without_a_superior():
    roster = read(["序号", "单位名称", "上级单位"], ["1", "财务科", "市水务局"], ["2", "供水科", ""])
    assert [(line.name, line.parent) for line in roster.units] == [("财务科", "市水务局"), ("供水科", "")]
    assert roster.left_out == []


def test_title_rows_empty_rows_and_repeated_headings_are_passed_over():
    roster = read(["市水务局人员名单"], [], PEOPLE, ["李强", "liqiang", "财务科", "联络员"], ["", " "], PEOPLE)
    assert [line.place.row for line in roster.people] == [4]
    assert roster.troubles == []


def test_several_roles_in_one_cell():
    roster = read(PEOPLE, ["李强", "liqiang", "财务科", "联络员、责任领导；联络员"])
    assert roster.people[0].roles == ("contact", "leader")


def test_a_body_and_its_part_in_two_columns():
    roster = read(["姓名", "登录名", "单位", "科室"], ["李强", "li", "市水务局", "财务科"], ["王建", "wang", "市水务局", ""])
    assert [line.unit for line in roster.people] == ["市水务局/财务科", "市水务局"]


def test_what_an_account_has_no_room_for_is_named_and_not_taken():
    roster = read(
        [*PEOPLE, "民族", "政治面貌", "身份证号", "备注"], ["李强", "li", "财务科", "联络员", "", "甲", "乙", "丙", "丁"]
    )
    assert roster.left_out == ["民族", "政治面貌", "身份证号", "备注"]
    assert not [value for value in "甲乙丙丁" if value in repr(roster.people)]


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (["", "li", "财务科", "联络员"], ("no_name", 2, "A", "")),
        (["李强", "", "财务科", "联络员"], ("no_username", 2, "B", "")),
        (["李强", "li", "财务科", "科长"], ("role_unknown", 2, "D", "科长")),
        (["李强", "li", "财务科", "联络员", "li@"], ("no_address", 2, "E", "li@")),
        (["李强" * 40, "li", "财务科", "联络员"], ("too_long", 2, "A", "李强" * 10 + "…")),
    ],
)
def test_a_row_that_is_not_understood_is_named_by_its_place(row, trouble):
    roster = read(PEOPLE, row)
    assert troubles(roster) == [trouble]
    assert roster.people == []


def test_a_sheet_without_headings_is_said_and_an_empty_one_is_not():
    roster = understand([Grid("说明", [["请各单位填写"]]), Grid("空表", [["", " "]])])
    assert [(trouble.kind, trouble.place) for trouble in roster.troubles] == [("no_headings", Place("说明", 1))]


def test_a_list_without_end_is_sent_back():
    roster = read(["单位名称"], *([f"科室{n}"] for n in range(MOST_ROWS + 1)))
    assert [trouble.kind for trouble in roster.troubles] == ["too_many"]
    assert roster.units == []


def test_every_role_can_be_named_as_it_is_shown():
    assert set(ROLES) == set(Role.values)
    assert {str(role.label) for role in Role} <= {word for words in ROLES.values() for word in words}


def test_a_workbook_with_merged_cells():
    rows = [["市水务局单位表", ""], ["上级单位", "单位名称"], ["市水务局", "财务科"], ["", "供水科"]]
    roster = understand(from_workbook(workbook(rows, merges=[(0, 0, 0, 1), (2, 0, 3, 0)]), "单位.xlsx"))
    assert [(line.parent, line.name) for line in roster.units] == [("市水务局", "财务科"), ("市水务局", "供水科")]
    assert roster.units[0].place.sheet == "台账"


def test_numbers_stand_as_they_are_shown():
    roster = understand(from_workbook(workbook([PEOPLE, ["李强", 1001, "财务科", "联络员"]]), "人员.xlsx"))
    assert roster.people[0].username == "1001"


def test_a_list_is_kept_as_json_and_comes_back():
    roster = read(PEOPLE, ["李强", "li", "财务科", "联络员"], ["", "", "财务科"])
    assert from_plain(json.loads(json.dumps(to_plain(roster)))) == roster


def test_pasted_cells():
    roster = understand(from_pasted('姓名\t登录名\t单位\n李强\tliqiang\t"财务科\n（审计）"\r\n'))
    assert lines(roster) == [("李强", "liqiang", "财务科 （审计）", (), "")]


@pytest.mark.parametrize("data", [b"", b"plain text", b"PK\x03\x04broken", b"%PDF-1.7", raw('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')])  # fmt: skip
def test_what_is_no_list_is_refused_in_one_sentence(data):
    with pytest.raises(Unreadable, match=r"^“名单\.xlsx”.*。$"):
        from_workbook(data, "名单.xlsx")


def test_every_kind_of_trouble_says_what_to_do():
    assert set(SAYINGS) == set(get_args(Kind))
    assert all(str(remedy).endswith("。") for _, remedy in SAYINGS.values())
