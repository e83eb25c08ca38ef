"""Tables that come back: held against the ledger, looked at, merged by its own actions."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions
from taizhang.journal.models import Event
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger import tally
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Measure
from tests.intake.workbooks import delivered, differences, exported, filled, merged, table

pytestmark = pytest.mark.django_db


def events(ledger):
    return list(Event.objects.filter(log__key=ledger.log_key).order_by("seq").values_list("name", "subject"))


def report(measure, text, by, at, degree=""):
    measure = Measure.objects.get(pk=measure.pk)
    ledger_actions.report_progress(
        subject=measure, text=text, as_of=date(2026, 11, 20), degree=degree, version=measure.version, by=by, at=at
    )


@pytest.fixture
def water(person):
    """The contact of the water supply section, which leads the first finding."""
    return person("contact", "供水科", "周倩")


def test_what_comes_back_as_it_went_changes_nothing(ledger, clerk, at, today):
    assert differences(clerk, ledger, at, today, exported(clerk, ledger, today)) == []
    assert differences(clerk, ledger, at, today, filled(exported(clerk, ledger, today))) == []


def test_progress_is_reported_by_the_ledgers_own_verb(ledger, water, at, today):
    data = filled(exported(water, ledger, today), {("M1", "整改进展"): "已更换15公里", ("M1", "单位自评"): "基本完成"})
    before = len(events(ledger))
    merged(water, ledger, at, today, data)
    measure = ledger.measures.get(serial=1)
    assert (measure.progress, measure.degree_self, measure.progress_as_of) == ("已更换15公里", "basically_done", today)
    assert measure.progress_reported == "已更换15公里"
    assert events(ledger)[before:] == [("measure:report_progress", "measure:1")]


def test_the_same_file_again_changes_nothing(ledger, water, at, today):
    data = filled(exported(water, ledger, today), {("M1", "整改进展"): "已更换15公里"})
    merged(water, ledger, at, today, data)
    assert differences(water, ledger, at, today, data) == []


def test_an_old_workbook_does_not_put_back_what_was_written_since(ledger, clerk, water, at, today):
    data = filled(exported(clerk, ledger, today), {("M2", "整改进展"): "增设10处"})
    report(ledger.measures.get(serial=1), "已更换20公里", water, at)
    assert differences(clerk, ledger, at, today, data) == [("changed", "report_progress", "measure:2", {"progress": "增设10处"})]


def test_both_changed_is_a_conflict_that_is_not_chosen_beforehand(ledger, clerk, water, at, today):
    data = filled(exported(clerk, ledger, today), {("M1", "整改进展"): "已更换15公里"})
    report(ledger.measures.get(serial=1), "已更换20公里", water, at)
    [item] = actions.compared(delivered(clerk, ledger, at, today, data), clerk, today).items
    assert (item.kind, item.sure) == ("conflict", False)
    [cell] = item.cells
    assert (cell.then, cell.now, cell.wanted) == ("", "已更换20公里", "已更换15公里")


def test_who_answers_and_by_when_go_to_the_finding_where_its_measures_have_it_from_there(planned, clerk, units, at, today):
    data = filled(exported(clerk, planned, today), {("M1", "牵头单位"): "河湖科", ("M3", "整改时限"): "2026-12-31"})
    merged(clerk, planned, at, today, data)
    first, second = planned.findings.get(serial=1), planned.findings.get(serial=2)
    assert (first.lead_unit, second.deadline) == (units["河湖科"], date(2026, 12, 31))
    assert not planned.measures.exclude(lead_unit=None).exists()


def test_lines_of_one_finding_that_say_different_things_get_them_themselves(planned, clerk, units, at, today):
    [(name, grid, _)] = __import__("taizhang.reading.formats.xlsx", fromlist=["grids"]).grids(exported(clerk, planned, today))
    unit = grid[2].index("牵头单位")
    grid[3][unit], grid[4][unit] = "河湖科", "财务科"
    merged(clerk, planned, at, today, table(grid, name=name))
    assert [m.lead_unit for m in planned.measures.order_by("serial")[:2]] == [units["河湖科"], units["财务科"]]
    assert planned.findings.get(serial=1).lead_unit == units["供水科"]


def test_an_emptied_cell_is_asked_about(planned, clerk, at, today):
    data = filled(exported(clerk, planned, today), {("M1", "责任领导"): ""})
    [item] = actions.compared(delivered(clerk, planned, at, today, data), clerk, today).items
    assert (item.kind, item.sure, item.facts["leader"]) == ("cleared", False, "")


@pytest.mark.parametrize(
    ("cell", "text", "why"),
    [
        ("牵头单位", "不存在科", "没有名为“不存在科”的单位"),
        ("整改类型", "慢慢来", "没有“慢慢来”这种整改类型"),
        ("单位自评", "差不多", "看不出“差不多”是哪种完成程度"),
        ("进展截至", "去年", "不是日期"),
        ("进展截至", "2027-1-1", "不能晚于今天"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(cell, text, why, ledger, clerk, at, today):
    data = filled(exported(clerk, ledger, today), {("M1", "整改进展"): "有进展", ("M1", cell): text})
    item = next(i for i in actions.compared(delivered(clerk, ledger, at, today, data), clerk, today).items if i.why)
    assert item.kind == "not_understood"
    assert why in item.why
    assert (item.place.file, item.place.sheet, item.place.row) == ("台账.xlsx", "台账", 4)
    assert item.place.column


def test_one_wrong_cell_keeps_nothing_back_of_its_row(ledger, clerk, at, today):
    data = filled(exported(clerk, ledger, today), {("M1", "整改进展"): "有进展", ("M1", "单位自评"): "差不多"})
    assert [(kind, cells) for kind, _, _, cells in differences(clerk, ledger, at, today, data)] == [
        ("not_understood", {"degree": "差不多"}),
        ("changed", {"progress": "有进展"}),
    ]


def test_nobody_changes_by_a_table_what_he_may_not_on_the_page(ledger, water, at, today):
    changes = {("M1", "牵头单位"): "财务科", ("M1", "整改措施"): "别的措施", ("M1", "措施状态"): "完成"}
    found = differences(water, ledger, at, today, filled(exported(water, ledger, today), changes))
    assert [kind for kind, *_ in found] == ["not_his"] * 3


def test_a_contact_sees_nothing_of_others_rows(ledger, clerk, water, at, today):
    data = filled(exported(clerk, ledger, today), {("M3", "整改进展"): "不是他的"})
    diff = actions.compared(delivered(water, ledger, at, today, data), water, today)
    assert {(i.kind, i.subject) for i in diff.items} == {("not_his", None)}


def test_two_tables_that_disagree_name_each_other(ledger, clerk, at, today):
    files = [
        (f"{name}.xlsx", filled(exported(clerk, ledger, today), {("M1", "整改进展"): text}))
        for name, text in (("甲", "一"), ("乙", "二"), ("丙", "二"))
    ]
    delivery = delivered(clerk, ledger, at, today, *files)
    items = actions.compared(delivery, clerk, today).items
    assert [(i.kind, i.sure) for i in items] == [("conflict", False)] * 2
    assert "“乙.xlsx”" in items[0].why
    with pytest.raises(ValidationError, match="只留一种"):
        actions.merge(delivery=delivery, tokens=[i.token for i in items], by=clerk, at=at)


def test_what_a_unit_wrote_stays_its_own_words_when_the_office_brings_it(ledger, clerk, units, at, today):
    merged(clerk, ledger, at, today, filled(exported(clerk, ledger, today, unit=units["供水科"]), {("M1", "整改进展"): "原话"}))
    assert ledger.measures.get(serial=1).progress_reported == "原话"


def test_the_offices_wording_leaves_the_units_beside_it(ledger, clerk, water, at, today):
    report(ledger.measures.get(serial=1), "原话", water, at)
    merged(clerk, ledger, at, today, filled(exported(clerk, ledger, today), {("M1", "整改进展"): "定稿"}))
    measure = ledger.measures.get(serial=1)
    assert (measure.progress, measure.progress_reported) == ("定稿", "原话")
    assert events(ledger)[-1] == ("measure:edit_progress", "measure:1")


def test_a_table_of_their_own_is_met_by_its_words(ledger, clerk, at, today):
    grid = [
        ["市水务局整改情况", "", "", ""],
        ["序号", "存在问题", "整改措施", "整改进展情况"],
        ["1", "管网漏损率偏高", "更换老旧管网。已更换12公里。", "又更换3公里"],
        ["", "", "增设监测点", ""],
        ["2", "水费收缴不规范的问题", "规范收缴", "制度已修订"],
        ["注：按月报送", "", "", ""],
    ]
    found = differences(clerk, ledger, at, today, table(grid))
    assert [(kind, key, cells) for kind, _verb, key, cells in found] == [
        ("changed", "measure:1", {"progress": "又更换3公里"}),
        ("changed", "measure:3", {"progress": "制度已修订"}),
    ]


def test_a_row_that_is_new_becomes_a_measure_and_is_known_again(planned, clerk, at, today):
    new = {"问题": "管网漏损率偏高", "整改措施": "建立分区计量。"}
    data = filled(exported(clerk, planned, today), rows=[new])
    assert differences(clerk, planned, at, today, data) == [("added", "add_measure", "finding:1", {"measure": "建立分区计量。"})]
    merged(clerk, planned, at, today, data)
    assert planned.measures.get(serial=5).text == "建立分区计量。"
    assert differences(clerk, planned, at, today, data) == []


def test_what_moved_on_while_it_was_looked_at_is_not_written(ledger, clerk, water, at, today):
    delivery = delivered(clerk, ledger, at, today, filled(exported(clerk, ledger, today), {("M1", "整改进展"): "已更换15公里"}))
    tokens = [i.token for i in actions.compared(delivery, clerk, today).choosable]
    report(ledger.measures.get(serial=1), "已更换20公里", water, at)
    before = events(ledger)
    with pytest.raises(actions.Moved):
        actions.merge(delivery=delivery, tokens=tokens, by=clerk, at=at)
    assert events(ledger) == before


def test_a_delivery_is_merged_once(ledger, clerk, at, today):
    delivery = merged(clerk, ledger, at, today, filled(exported(clerk, ledger, today), {("M1", "整改进展"): "一"}))
    with pytest.raises(ValidationError, match="已汇入"):
        actions.merge(delivery=delivery, tokens=[], by=clerk, at=at)


def test_only_offices_and_contacts_bring_tables(ledger, person, clerk, at, today):
    data = exported(clerk, ledger, today)
    with pytest.raises(Refused):
        delivered(person("principal", "市水务局"), ledger, at, today, data)
    with pytest.raises(Refused):
        delivered(person("contact", "江岸市"), ledger, at, today, data)


def test_a_table_of_another_ledger_is_refused(ledger, planned, clerk, at, today):
    diff = actions.compared(delivered(clerk, planned, at, today, exported(clerk, ledger, today)), clerk, today)
    assert "另一本台账" in diff.files[0].problem


def test_tallies_stay_right_after_a_merge(planned, clerk, at, today):
    changes = {("M1", "牵头单位"): "河湖科", ("M3", "整改时限"): "2026-12-31", ("M4", "整改措施"): "清理三个账户。"}
    merged(
        clerk,
        planned,
        at,
        today,
        filled(exported(clerk, planned, today), changes, rows=[{"问题": "管网漏损率偏高", "整改措施": "新措施。"}]),
    )
    kept = {str(t) for t in planned.tallies.exclude(n=0)}
    tally.rebuild(planned)
    assert {str(t) for t in planned.tallies.all()} == kept


@pytest.mark.parametrize(
    ("state", "cell", "text"),
    [
        ("planned", "整改类型", "限期"),
        ("planned", "整改时限", "2027年6月底前"),
        ("ledger", "单位自评", "已完成"),
        ("planned", "牵头单位", "河湖科"),
    ],
)
def test_what_was_said_in_other_words_is_known_again(state, cell, text, request, clerk, at, today):
    ledger = request.getfixturevalue(state)
    data = filled(
        exported(clerk, ledger, today), {("M3", cell): text, **({("M3", "整改进展"): "有进展"} if state == "ledger" else {})}
    )
    merged(clerk, ledger, at, today, data)
    assert differences(clerk, ledger, at, today, data) == []


def test_what_a_unit_may_not_is_not_chosen_unasked_when_the_office_brings_it(ledger, clerk, units, at, today):
    changes = {("M1", "整改进展"): "原话", ("M1", "责任领导"): "李副局长", ("M2", "整改时限"): "2028-1-1"}
    new = {"方面": "供水保障方面", "问题": "抢修不及时", "整改措施": "值班到岗。"}
    data = filled(exported(clerk, ledger, today, unit=units["供水科"]), changes, rows=[new])
    found = actions.compared(delivered(clerk, ledger, at, today, data), clerk, today).choosable
    assert {item.verb: item.sure for item in found} == {
        "report_progress": True, "assign": False, "set_deadline": False, "add_finding": False,
    }  # fmt: skip
    assert all("不该由“供水科”来改" in item.why for item in found if not item.sure)


def test_a_table_of_their_own_settles_nothing_unasked(planned, clerk, at, today):
    grid = [["问题", "整改措施", "责任领导"], ["水费收缴不规范", "规范收缴。", "李副局长"]]
    [item] = actions.compared(delivered(clerk, planned, at, today, table(grid)), clerk, today).items
    assert (item.verb, item.sure) == ("assign", False)
    assert "不是从台账导出的" in item.why


def test_columns_that_the_ledger_does_not_have_are_named(ledger, clerk, at, today):
    grid = [["问题", "整改措施", "责任人", "整改目标", "我们的说法"], ["水费收缴不规范", "规范收缴。", "李强", "规范", "一"]]
    [told] = actions.compared(delivered(clerk, ledger, at, today, table(grid)), clerk, today).files
    assert (told.unread, told.unknown) == (["责任人", "整改目标"], ["我们的说法"])
