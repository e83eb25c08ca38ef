"""The forms: each keeps to the standard, says what it was given, and its numbers make their totals."""

import re
from dataclasses import replace
from datetime import date

import pytest

from taizhang.checks import Severity, check
from taizhang.reading import read
from taizhang.reading.formats import open_document
from taizhang.reports import facts, forms
from taizhang.reports.forms import FORMS
from taizhang.reports.word import docx
from tests.reports import ledgers
from tests.reports.test_word import departures

OWN = {"audit": ledgers.audit(), "at_once": ledgers.on_site()}
SHEETS = {
    "approval": forms.approval(ledgers.APPROVAL),
    "close_out": forms.close_out(ledgers.CLOSE_OUT),
    "extension": forms.extension(ledgers.EXTENSION),
    "handover": forms.handover(ledgers.HANDOVER),
}
PAPERS = {one.code: one.write(OWN.get(one.code, ledgers.ledger())) for one in FORMS} | SHEETS
REPORTS = [one.code for one in FORMS if one.table is None]
ODD = {"large": ledgers.large(), "bare": ledgers.bare(), "nothing": ledgers.ledger((facts.Aspect("供水保障方面", ()),))}


def write(code, ledger):
    return next(one for one in FORMS if one.code == code).write(ledger)


def text(code, ledger=None):
    paper = write(code, ledger) if ledger else PAPERS[code]
    return open_document(docx(paper), "a.docx").text


@pytest.mark.parametrize("code", PAPERS)
def test_every_form_keeps_to_the_standard(code):
    assert departures(docx(PAPERS[code])) == []


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("code", [one.code for one in FORMS])
def test_every_form_keeps_to_it_whatever_the_ledger_has(code, odd):
    assert departures(docx(write(code, ODD[odd]))) == []


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_has_no_error_in_it(code):
    data = docx(PAPERS[code])
    remarks = check(read(data, "a.docx"), file=data, today=ledgers.TODAY, public=code == "public")
    assert [(one.code, one.message) for one in remarks if one.severity == Severity.ERROR] == []


@pytest.mark.parametrize("code", [one.code for one in FORMS if one.code != "plan"])
def test_every_form_names_the_snapshot_that_it_is_from(code):
    assert "数据版本3" in text(code)
    assert "校验码0a1b2c3d" in text(code)


@pytest.mark.parametrize("code", SHEETS)
def test_what_is_signed_names_the_head_of_the_log_and_has_places_to_sign(code):
    said = text(code)
    assert ledgers.PROOF in said
    assert "签字：" in said


@pytest.mark.parametrize("code", ["plan", "report", "circular", "public"])
def test_reports_read_back_as_the_ledger(code):
    counts = read(docx(PAPERS[code]), "a.docx").sheet.counts()
    assert (counts.findings, counts.measures) == (4 + (code == "plan"), 9)  # a plan tells what goes under its aspect's title


@pytest.mark.parametrize("code", ["report", "circular", "public", "principal", "monthly", "briefing"])
def test_reports_claim_the_numbers_that_they_wrote(code):
    claims = {(claim.kind, claim.value) for claim in read(docx(PAPERS[code]), "a.docx").claims}
    assert {("problems", 4), ("measures", 9)} <= claims


def test_the_plan_brings_its_three_lists():
    document = open_document(docx(PAPERS["plan"]), "a.docx")
    assert [len(table.rows) for table in document.tables] == [2 + 4, 2 + 9, 2 + 1]
    for said in ("附件：1.问题清单\n2.任务清单\n3.责任清单", "（责任领导：王建国；牵头单位：供水科；", "2026年9月20日"):
        assert said in document.text


def test_duties_have_every_number_and_the_last_day():
    row = forms.form("duties").table(ledgers.ledger()).rows[0]
    assert row.values[1:] == (
        "王建国", "供水科", "财务科、办公室", "1、 2、 3、 4", "1.1、 1.2、 2.1、 2.2、 3.1、 3.2、 4.1、 4.2、 5.1", ledgers.DUE
    )  # fmt: skip


def test_the_report_counts_what_it_tells():
    said = "截至2026年11月22日，共有问题4个，其中整改中2个、已销号2个；整改措施9条，其中完成7条、推进中2条。"
    assert said in text("report")


def test_the_report_is_of_progress_until_nothing_is_left():
    done = ledgers.ledger((ledgers.UNSTATED,))
    assert "整改进展情况" in PAPERS["report"].title
    assert write("report", done).title == "市水务局关于巡察反馈问题整改情况的报告"


def test_the_public_text_names_nobody():
    named = replace(ledgers.measure("1.1", True), progress="王建国带队检查泵站，王建国签字确认。")
    told = ledgers.ledger((facts.Aspect("供水保障方面", (ledgers.finding(1, (named,), True),)),))
    assert "王建国" in text("circular", told)
    assert "王建国" not in text("public", told)
    assert "王某某带队检查泵站" in text("public", told)


def test_only_the_public_text_is_marked_public_and_both_say_where_to_turn_to():
    assert "此件公开发布" in text("public")
    assert "党内稿" in text("circular")
    assert "公开期限：2026年11月22日至2026年12月11日；联系电话：0700-8655120；邮政地址：" in text("public")


def test_an_audit_report_has_money_by_kind_and_what_was_handed_on_and_advised_apart():
    said = text("audit")
    assert "涉及问题金额3,125万元，已整改3,100万元。" in said
    assert re.search(
        "三、移送处理事项办理情况.*已移送市纪委监委，江审移〔2026〕2号.*四、审计建议采纳情况\n审计建议1条，已落实1条。\n1.健全工程变更审批制度。已销号。",
        said,
        re.S,
    )
    rows = open_document(docx(PAPERS["audit"]), "a.docx").tables[0].rows
    assert [cell.text for cell in rows[2]][1:] == ["上缴财政", "125万元", "100万元", "80%"]


def test_who_was_held_to_account_is_a_number():
    assert "诫勉组织1个、2人" in text("audit")


def test_a_monthly_report_tells_what_changed_and_what_is_open_only():
    said = text("monthly")
    assert "与数据版本2（截至2026年10月31日）相比：新销号1项、新超期1项。" in said
    assert "共2条措施。" in said
    assert said.count("更换老旧管网（") == 2


@pytest.mark.parametrize(("month", "quarter"), [(1, "一"), (3, "一"), (4, "二"), (12, "四")])
def test_quarters(month, quarter):
    assert f"第{quarter}季度" in write("quarterly", ledgers.ledger(as_of=date(2026, month, 9))).title


def test_the_briefing_has_what_is_late_hard_and_to_be_coordinated():
    late = replace(ledgers.measure("1.1", False), answers=ledgers.LATE, returned=2, extended=1)
    waiting = replace(ledgers.finding(1, (late,), False), waits_for="待巡察办审核", rebounds=1)
    said = text("briefing", ledgers.ledger((facts.Aspect("供水保障方面", (waiting,)),)))
    for told in ("超期22天", "退回2次、延期1次", "销号后反弹1次", "整改中，待巡察办审核。"):
        assert told in said


def test_items_of_the_time_on_site_are_counted_with_their_notices():
    said = text("at_once")
    assert "进驻期间交办2件，已办结1件，正在办理1件。" in said
    assert "2026年3月5日交办（立改〔2026〕1号）" in said


def test_the_overview_adds_up():
    rows = forms.form("overview").table(OWN["audit"]).rows
    assert [row.values[1:5] for row in rows] == [
        ("预算执行方面", 3, 2, "66.7%"),
        ("审计建议", 1, 1, "100%"),
        ("合计", 4, 3, "75%"),
    ]
    assert rows[-1].values[-2:] == (1, 2)


def test_only_what_was_applied_for_is_in_the_table_of_close_outs():
    rows = forms.form("closed").table(ledgers.ledger()).rows
    assert [row.values[1] for row in rows] == [2, 4]
    assert rows[0].values[5] == "李卫东\n2026年10月12日"


def test_opinions_are_counted_with_those_still_open():
    assert "共2条意见：采纳1条、待答复1条" in text("opinions")


def test_the_contents_of_evidence_name_each_piece_by_its_number():
    rows = open_document(docx(PAPERS["evidence"]), "a.docx").tables[0].rows
    assert [cell.text for cell in rows[2]][-3:] == ["1-1-1", "老旧管网改造验收单", "电子件"]
    assert len(rows) == 2 + 7


def test_an_approval_form_has_the_codes_of_its_items():
    assert "0a1b2c3d" in text("approval")
    assert "责任领导审签意见" in text("approval")


def test_an_extension_says_what_was_and_what_is_wanted():
    said = text("extension")
    for told in ("整改时限延期申请表", "汛期不具备停水施工条件", "此前已延期1次。", "目前进展：截至11月20日"):
        assert told in said
    changed = replace(ledgers.EXTENSION, only_the_day=False)
    assert forms.extension(changed).title == "整改方案调整申请表"


def test_a_handover_names_both_sides():
    said = text("handover")
    assert "王建国的责任领导事项5项，移交赵一鸣" in said
    assert "移交人\n王建国" in said


def test_forms_are_listed_once():
    assert len({one.code for one in FORMS}) == len({one.name for one in FORMS}) == len(FORMS)
    assert forms.form("nothing") is None


def test_what_is_not_known_is_not_claimed():
    said = text("report", ledgers.bare())
    assert "制定整改方案" not in said
    assert "关于泵站值班制度没有落实的问题。\n落实值班。拟定。" in said
    assert "。。" not in said


def test_a_finding_without_measures_says_so():
    assert said_of_second(text("report", ledgers.bare())) == "尚未制定措施。"


def said_of_second(told):
    return told.split("2.关于泵站值班制度没有落实的问题。\n")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("texts", "shown"), [(("甲", "乙"), "1.甲\n2.乙"), (("（1）甲", "（2）乙"), "（1）甲\n（2）乙"), (("甲",), "甲")]
)
def test_manifestations_keep_their_own_numbers(texts, shown):
    one = replace(ledgers.finding(1, (), False), manifestations=texts)
    assert forms.form("problems").table(ledgers.ledger((facts.Aspect("供水", (one,)),))).rows[0].values[3] == shown


def test_who_answers_for_nothing_named_is_shown_as_missing():
    assert forms.form("duties").table(ledgers.bare()).rows[0].values[1:3] == ("未明确", "未明确")


def test_a_briefing_tells_ten_of_a_kind_and_how_many_there_are():
    late = tuple(replace(ledgers.measure(f"1.{n}", False), answers=ledgers.LATE) for n in range(1, 15))
    said = text("briefing", ledgers.ledger((facts.Aspect("供水保障方面", (ledgers.finding(1, late, False),)),)))
    assert "共14项，先说前10项" in said
    assert said.count("超期22天") == 10
