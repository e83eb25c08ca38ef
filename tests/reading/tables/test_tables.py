"""Ledgers as tables: a few lines of cells in, the Sheet out."""

from __future__ import annotations

import pytest

from taizhang.reading.document import Document
from taizhang.reading.formats.pasted import read_cells
from taizhang.reading.formats.spreadsheet import Merge
from taizhang.reading.formats.xlsx import read
from taizhang.reading.reader import read_document
from taizhang.reading.tables import Tabled, read_tables
from taizhang.reading.tables.headings import Headings, columns_of, defaults
from taizhang.sheet import Counts, Finding, Measure, Sheet
from tests.reading import excel


def table(*lines: str, merges: tuple[Merge, ...] = ()) -> Document:
    """A workbook of these rows, cells between bars."""
    return read(excel.workbook([line.split("|") for line in lines], merges))


def tabled(*lines: str, merges: tuple[Merge, ...] = ()) -> Tabled:
    """What is read from such a workbook."""
    return read_tables(table(*lines, merges=merges).tables, None)


def sheet(*lines: str, merges: tuple[Merge, ...] = ()) -> Sheet:
    """The Sheet of such a workbook."""
    found = tabled(*lines, merges=merges).sheet
    assert found is not None
    return found


def finding(*lines: str, merges: tuple[Merge, ...] = ()) -> Finding:
    """The only finding of such a workbook."""
    (only,) = sheet(*lines, merges=merges).findings()
    return only


def measure(*lines: str) -> Measure:
    """The only measure of such a workbook."""
    (only,) = finding(*lines).measures
    return only


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("反馈问题", "statement"),
        ("责任\n单位", "lead_unit"),
        ("整 改 时 限", "deadline"),
        ("问题金额（万元）", "amount"),
        ("整改措施*", "measure"),
        ("巡察组反馈问题", "statement"),
        ("整改完成时限要求", "deadline"),
        ("完成率", "rate"),
        ("是否销号", "state"),
        ("颜色", None),
        ("", None),
    ],
)
def test_a_heading_means_a_field(heading: str, field: str | None) -> None:
    assert defaults().field_of(heading) == field


def test_a_person_may_decide_otherwise() -> None:
    own = Headings(defaults().names, {"事项": "statement", "备注": ""})
    columns = columns_of(table("事项|整改措施|备注|颜色", "甲|乙|丙|红").tables[0], own)
    assert (dict(columns.fields), [cell.text for cell in columns.unknown]) == ({0: "statement", 1: "measure"}, ["颜色"])


def test_merged_cells_hold_for_all_their_rows() -> None:
    rows = ("方面|反馈问题|整改措施", "供水|漏损|计量", "||巡检", "|水压|改造", "河湖|四乱|清理")
    found = sheet(*rows, merges=((1, 0, 3, 0), (1, 1, 2, 1)))
    assert [(a.title, [(f.statement, len(f.measures)) for f in a.findings]) for a in found.aspects] == [
        ("供水", [("漏损", 2), ("水压", 1)]),
        ("河湖", [("四乱", 1)]),
    ]


@pytest.mark.parametrize("repeated", ["", "漏损"])
def test_cells_left_empty_or_filled_down_mean_the_same(repeated: str) -> None:
    assert len(finding("序号|反馈问题|整改措施", "1|漏损|计量", f"|{repeated}|巡检").measures) == 2


def test_two_merged_cells_of_the_same_text_are_two_findings() -> None:
    rows = ("反馈问题|整改措施", "漏损|一", "|二", "漏损|三", "|四")
    assert sheet(*rows, merges=((1, 0, 2, 0), (3, 0, 4, 0))).counts() == Counts(1, 2, 0, 4)


def test_a_row_across_the_table_begins_an_aspect() -> None:
    rows = ("序号|反馈问题|整改措施", "一、供水方面||", "1|漏损|计量", "二、河湖方面||", "2|四乱|清理")
    found = sheet(*rows, merges=((1, 0, 1, 2), (3, 0, 3, 2)))
    assert [(a.number, a.title, len(a.findings)) for a in found.aspects] == [("一、", "供水方面", 1), ("二、", "河湖方面", 1)]


def test_a_heading_of_two_rows() -> None:
    rows = ("反馈问题|整改措施|责任分工||整改时限", "||牵头单位|配合单位|", "漏损|计量|供水科|财务科、信息中心|2026年4月底前")
    own = finding(*rows, merges=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4))).measures[0]
    assert (own.responsibility.lead_unit, own.responsibility.assisting) == ("供水科", ("财务科", "信息中心"))
    assert own.deadline is not None
    assert own.deadline.iso == "2026-04"


def test_measures_in_one_cell_are_told_apart_and_the_duty_is_the_findings() -> None:
    one = finding("反馈问题|整改措施|责任领导", "漏损|1.计量。装表。\n2.巡检\n每月一次|何○")
    assert [(m.number, m.title, m.text) for m in one.measures] == [
        ("1.", "计量", "计量。装表。"),
        ("2.", "巡检", "巡检\n每月一次"),
    ]
    assert (one.responsibility.leader, one.measures[0].responsibility.leader) == ("何○", None)


def test_a_cell_merged_over_a_finding_is_the_findings() -> None:
    one = finding("反馈问题|整改措施|牵头单位", "漏损|计量|供水科", "|巡检|", merges=((1, 0, 2, 0), (1, 2, 2, 2)))
    assert one.responsibility.lead_unit == "供水科"


@pytest.mark.parametrize(
    ("written", "iso", "horizon"),
    [
        ("2025年6月底前", "2025-06", "限期"),
        ("立行立改，长期坚持", None, "立行立改"),
        ("长期坚持", None, "长期"),
        ("分阶段推进，2026年12月底前", "2026-12", "分阶段"),
    ],
)
def test_dates_as_text(written: str, iso: str | None, horizon: str) -> None:
    limit = measure("反馈问题|整改措施|整改时限", f"漏损|计量|{written}").deadline
    assert limit is not None
    assert (limit.text, limit.iso, limit.horizon) == (written, iso, horizon)


def test_manifestations_are_counted_one_by_one() -> None:
    one = finding("反馈问题|具体表现|整改措施", "漏损|（1）12处漏水\n（2）3处未修|计量")
    assert [(m.number, m.text) for m in one.manifestations] == [("（1）", "12处漏水"), ("（2）", "3处未修")]


def test_spans_hold_what_was_read() -> None:
    document = table("反馈问题|具体表现|整改措施", "1.漏损|（1）12处\n（2）3处|一是计量\n二是巡检")
    found = read_tables(document.tables, None).sheet
    assert found is not None
    (one,) = found.findings()
    for part in (*one.manifestations, *one.measures):
        assert part.span is not None
        assert document.text[part.span.start : part.span.end] == f"{part.number}{part.text}"


def test_numbers_belong_to_what_they_count() -> None:
    by_finding = sheet("序号|反馈问题|整改措施", "1|甲|子", "|甲|丑", "2|乙|寅", merges=((1, 0, 2, 0), (1, 1, 2, 1)))
    assert [f.number for f in by_finding.findings()] == ["1", "2"]
    by_measure = finding("反馈问题|序号|整改措施", "甲|1|子", "|2|丑")
    assert (by_measure.number, [m.number for m in by_measure.measures]) == (None, ["1", "2"])


def test_unknown_headings_are_named() -> None:
    assert [cell.text for cell in tabled("反馈问题|整改措施|颜色", "甲|乙|红").unknown] == ["颜色"]


def test_a_table_of_other_things_is_no_ledger() -> None:
    assert tabled("姓名|电话|地址", "甲|1|乙").sheet is None


def test_the_lists_of_a_plan_are_joined() -> None:
    problems = "问题类别\t反馈问题\t具体表现\n供水\t漏损\t（1）一处\n河湖\t四乱\t（1）二处"
    tasks = "序号\t反馈问题\t整改措施\t整改时限\n1\t漏损\t1.计量。装表\t2026年4月底前\n2\t四乱\t1.清理\t长期坚持"
    duties = "反馈问题\t整改措施\t牵头单位\t责任领导\n漏损\t计量\t供水科\t何○\n四乱\t清理\t河湖科\t罗○"
    tables = tuple(read_cells(text).tables[0] for text in (problems, tasks, duties))
    found = read_tables(tables, "整改方案").sheet
    assert found is not None
    assert found.counts() == Counts(2, 2, 2, 2)
    assert [m.responsibility.lead_unit for f in found.findings() for m in f.measures] == ["供水科", "河湖科"]


def test_a_problem_list_without_measures() -> None:
    found = sheet("序号|问题描述|责任单位", "1|漏损率偏高|供水科", "2|四乱反弹|河湖科")
    assert [(f.number, f.statement, f.responsibility.lead_unit) for f in found.findings()] == [
        ("1", "漏损率偏高", "供水科"),
        ("2", "四乱反弹", "河湖科"),
    ]


def test_a_reading_tells_what_it_could_not_map() -> None:
    found = read_document(table("2026年整改台账||", "反馈问题|整改措施|颜色", "漏损|计量|红", merges=((0, 0, 0, 2),)))
    assert [(found.text[u.span.start : u.span.end], u.reason) for u in found.unread] == [("颜色", "没有认出的表头")]
    assert (found.title, found.outline, found.sheet.counts().measures) == ("2026年整改台账", (), 1)
