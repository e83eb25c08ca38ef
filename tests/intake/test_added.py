"""Rows that the ledger does not have: new findings and new measures by a table, with all of their cells."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Stage
from tests.intake.workbooks import delivered, differences, exported, filled, merged, table
from tests.ledger.closing import way
from tests.ledger.test_adding import whole

pytestmark = pytest.mark.django_db
WATER = "（一）供水保障方面"


def items(by, ledger, at, today, *files):
    return actions.compared(delivered(by, ledger, at, today, *files), by, today).items


def with_rows(by, ledger, today, *rows):
    return filled(exported(by, ledger, today), rows=rows)


NEW = {"方面": WATER, "问题": "抢修不及时", "具体表现": "①夜间无人值守\n②备件不足", "整改措施": "值班到岗。", "牵头单位": "供水科",
       "责任领导": "王副局长", "整改时限": "2027-3-31", "整改类型": "限期"}  # fmt: skip
FURTHER = {"方面": WATER, "问题": "抢修不及时", "整改措施": "按月通报。"}


def test_a_row_under_a_finding_that_is_not_there_adds_it_with_its_measures(planned, units, clerk, at, today):
    data = with_rows(clerk, planned, today, NEW, FURTHER)
    assert [(k, v) for k, v, *_ in differences(clerk, planned, at, today, data)] == [
        ("added", "add_finding"),
        ("added", "add_measure"),
    ]
    merged(clerk, planned, at, today, data)
    row = planned.findings.get(statement="抢修不及时")
    assert (row.aspect.title, row.lead_unit, row.deadline) == ("供水保障方面", units["供水科"], date(2027, 3, 31))
    assert [(m.number, m.text) for m in row.manifestations.all()] == [("①", "夜间无人值守"), ("②", "备件不足")]
    assert [(m.text, m.lead_unit) for m in row.measures.order_by("position")] == [("值班到岗。", None), ("按月通报。", None)]
    whole(planned)


def test_once_merged_the_same_table_changes_nothing(planned, clerk, at, today):
    data = with_rows(clerk, planned, today, NEW, FURTHER)
    merged(clerk, planned, at, today, data)
    assert differences(clerk, planned, at, today, data) == []


def test_rows_of_a_new_finding_that_say_different_things_get_them_themselves(planned, units, clerk, at, today):
    merged(clerk, planned, at, today, with_rows(clerk, planned, today, NEW, {**FURTHER, "牵头单位": "河湖科"}))
    row = planned.findings.get(statement="抢修不及时")
    assert (row.lead_unit, row.deadline) == (None, date(2027, 3, 31))
    assert [m.lead_unit for m in row.measures.order_by("position")] == [units["供水科"], units["河湖科"]]


def test_each_row_can_be_refused_but_no_measure_goes_without_its_finding(planned, clerk, at, today):
    delivery = delivered(clerk, planned, at, today, with_rows(clerk, planned, today, NEW, FURTHER))
    first, second = actions.compared(delivery, clerk, today).choosable
    with pytest.raises(ValidationError, match="没有选这个问题本身"):
        actions.merge(delivery=delivery, tokens=[second.token], by=clerk, at=at)
    actions.merge(delivery=delivery, tokens=[first.token], by=clerk, at=at)
    assert [m.text for m in planned.findings.get(statement="抢修不及时").measures.all()] == ["值班到岗。"]


def test_an_aspect_is_found_by_its_name_and_a_new_one_is_added(planned, clerk, at, today):
    rows = [
        {"方面": text, "问题": f"问题{n}", "整改措施": "措施。"} for n, text in enumerate(("供水保障方面", "（三）队伍建设方面"))
    ]
    merged(clerk, planned, at, today, with_rows(clerk, planned, today, *rows))
    assert [f.aspect.title for f in planned.findings.order_by("-serial")[:2]] == ["队伍建设方面", "供水保障方面"]
    assert planned.aspects.get(title="队伍建设方面").number == "（三）"


def test_a_new_finding_needs_its_aspect(planned, clerk, at, today):
    grid = [["问题", "整改措施"], ["抢修不及时", "值班到岗。"]]
    [item] = items(clerk, planned, at, today, table(grid))
    assert (item.kind, "方面" in item.why, item.place.row) == ("not_understood", True, 2)


def test_in_a_table_of_their_own_nothing_new_is_chosen_unasked(planned, clerk, at, today):
    grid = [
        ["方面", "问题", "整改措施"],
        [WATER, "1.抢修不及时", "值班到岗。"],
        [WATER, "水费收缴方面还是很不规范", "另一件事情。"],
    ]
    found = items(clerk, planned, at, today, table(grid))
    assert [(i.kind, i.verb, i.sure) for i in found] == [("added", "add_measure", False), ("added", "add_finding", False)]
    assert found[1].facts["finding"].number == "1."


def test_what_is_like_a_finding_is_named_in_our_own_table(planned, clerk, at, today):
    [item] = items(
        clerk, planned, at, today, with_rows(clerk, planned, today, {"方面": WATER, "问题": "管网漏损率较高", "整改措施": "查。"})
    )
    assert (item.verb, item.sure) == ("add_finding", False)
    assert "问题1“管网漏损率偏高”" in item.why


def test_a_number_alone_names_the_finding_in_our_own_table(planned, clerk, at, today):
    rows = [{"序号": "1", "整改措施": "建立分区计量。"}, {"序号": "2", "整改措施": "公开水价。"}]
    found = differences(clerk, planned, at, today, with_rows(clerk, planned, today, *rows))
    assert [(verb, key) for _, verb, key, _ in found] == [("add_measure", "finding:1"), ("add_measure", "finding:2")]


def test_a_row_that_was_copied_with_its_hidden_id_is_a_new_one(planned, clerk, at, today):
    from taizhang.reading.formats.xlsx import grids

    [(name, grid, _)] = list(grids(exported(clerk, planned, today)))
    copied = [*grid[3]]
    copied[grid[2].index("整改措施")] = "建立分区计量台账。"
    found = differences(clerk, planned, at, today, table([*grid[:3], copied, *grid[3:]], name=name))
    assert [(kind, verb, key) for kind, verb, key, _ in found] == [("added", "add_measure", "finding:1")]


def test_a_new_measure_takes_all_of_its_cells(planned, units, clerk, at, today):
    row = {"问题": "管网漏损率偏高", "整改措施": "建立分区计量。", "牵头单位": "河湖科", "配合单位": "财务科", "责任领导": "李副局长",
           "整改时限": "2027-1-15", "整改类型": "分阶段"}  # fmt: skip
    merged(clerk, planned, at, today, with_rows(clerk, planned, today, row, {"问题": "管网漏损率偏高", "整改措施": "再一条。"}))
    new, plain = planned.measures.filter(serial__gt=4).order_by("position")
    assert (new.lead_unit, new.assisting, new.leader) == (units["河湖科"], "财务科", "李副局长")
    assert (new.deadline, new.horizon, new.place) == (date(2027, 1, 15), "分阶段", 3)
    assert (plain.lead_unit, plain.deadline, plain.responsible.lead_unit) == (None, None, units["供水科"])
    whole(planned)


def test_a_new_measure_that_says_what_its_finding_says_has_it_from_there(planned, clerk, at, today):
    row = {"问题": "管网漏损率偏高", "整改措施": "建立分区计量。", "牵头单位": "供水科", "责任领导": "王副局长"}
    merged(clerk, planned, at, today, with_rows(clerk, planned, today, row))
    assert planned.measures.get(serial=5).lead_unit is None


def test_one_part_of_who_answers_takes_the_rest_from_the_finding(planned, units, clerk, at, today):
    row = {"问题": "管网漏损率偏高", "整改措施": "建立分区计量。", "责任领导": "李副局长"}
    merged(clerk, planned, at, today, with_rows(clerk, planned, today, row))
    new = planned.measures.get(serial=5)
    assert (new.leader, new.lead_unit, new.lead_unit_text) == ("李副局长", units["供水科"], "供水科")


def test_one_wrong_cell_of_a_new_row_keeps_nothing_else_back(planned, clerk, at, today):
    row = {**NEW, "牵头单位": "不存在科", "整改进展": "已开始"}
    found = items(clerk, planned, at, today, with_rows(clerk, planned, today, row))
    assert [(i.kind, [c.field for c in i.cells]) for i in found[:-1]] == [
        ("not_understood", ["lead_unit"]),
        ("not_his", ["progress"]),
    ]
    assert (found[-1].verb, found[-1].facts["finding"].charge.leader) == ("add_finding", "王副局长")


def test_two_tables_with_the_same_new_finding_name_each_other(planned, clerk, at, today):
    one, other = (with_rows(clerk, planned, today, {**NEW, "整改措施": text}) for text in ("甲。", "乙。"))
    found = items(clerk, planned, at, today, ("甲.xlsx", one), ("乙.xlsx", other), ("丙.xlsx", one))
    assert [(i.kind, i.sure) for i in found] == [("conflict", False)] * 2


def test_what_was_added_meanwhile_is_not_added_again(planned, clerk, at, today):
    data = with_rows(clerk, planned, today, NEW)
    delivery = delivered(clerk, planned, at, today, data)
    tokens = [i.token for i in actions.compared(delivery, clerk, today).choosable]
    merged(clerk, planned, at, today, ("别人的.xlsx", data))
    with pytest.raises(actions.Moved):
        actions.merge(delivery=delivery, tokens=tokens, by=clerk, at=at)
    assert planned.findings.filter(statement="抢修不及时").count() == 1


def test_a_contact_drafts_words_and_adds_no_finding(planned, person, at, today):
    water = person("contact", "供水科")
    rows = [{"问题": "管网漏损率偏高", "整改措施": "建立分区计量。", "牵头单位": "河湖科"}, NEW]
    found = items(water, planned, at, today, with_rows(water, planned, today, *rows))
    assert [(i.kind, i.verb) for i in found] == [("not_his", "add_measure"), ("added", "add_measure"), ("not_his", "add_finding")]
    assert [i.why for i in found if i.why] == ["“明确责任”由整改办办理。", "新的问题由“市水务局”的整改办列入台账。"]
    merged(water, planned, at, today, with_rows(water, planned, today, *rows))
    assert (planned.measures.count(), planned.findings.count(), planned.measures.get(serial=5).lead_unit) == (5, 3, None)


def test_nothing_new_comes_under_a_finding_that_is_over(clerk, sheet, opening, person, units, at, today):
    over = way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units).completed()
    over.submit()
    ledger = over.ledger
    finding = ledger.findings.exclude(state__in=["awaiting_plan", "under_way"]).first()
    row = {"问题": finding.statement, "整改措施": "再来一条全新的安排。"}
    [item] = items(clerk, ledger, at, today, with_rows(clerk, ledger, today, row))
    assert (item.kind, item.verb) == ("not_his", "add_measure")
    assert item.why.startswith("现在是“")


def test_an_archived_ledger_takes_no_table(planned, clerk, at, today):
    data = with_rows(clerk, planned, today, NEW)
    planned.stage = Stage.ARCHIVED
    planned.save()
    with pytest.raises(Refused, match="归档"):
        delivered(clerk, planned, at, today, data)
