"""The forms: each keeps to the standard, says what it was given, and its numbers make their totals."""

import pytest

from taizhang.checks import Severity, check
from taizhang.reading import read
from taizhang.reading.formats import open_document
from taizhang.reports import forms
from taizhang.reports.word import docx
from tests.reports import ledgers
from tests.reports.test_word import departures

FORMS = {
    "plan": forms.plan(ledgers.PLAN),
    "progress_report": forms.progress_report(ledgers.ledger()),
    "summary": forms.summary(ledgers.ledger()),
    "evidence_contents": forms.evidence_contents(ledgers.ledger()),
    "opinions": forms.opinions(ledgers.OPINIONS),
    "approval": forms.approval(ledgers.APPROVAL),
    "close_out": forms.close_out(ledgers.CLOSE_OUT),
}


def text(name):
    return open_document(docx(FORMS[name]), "a.docx").text


@pytest.mark.parametrize("name", FORMS)
def test_every_form_keeps_to_the_standard(name):
    assert departures(docx(FORMS[name])) == []


@pytest.mark.parametrize("name", ["plan", "progress_report"])
def test_a_paper_that_comes_from_a_ledger_has_no_error_in_it(name):
    data = docx(FORMS[name])
    remarks = check(read(data, "a.docx"), file=data, today=ledgers.TODAY)
    assert [(one.code, one.message) for one in remarks if one.severity == Severity.ERROR] == []


def test_the_plan_reads_back_as_the_ledger():
    counts = read(docx(FORMS["plan"]), "整改方案.docx").sheet.counts()
    assert (counts.findings, counts.measures) == (4 + 1, 9)  # what goes under its aspect's title is told by it


def test_the_plan_brings_its_three_lists():
    document = open_document(docx(FORMS["plan"]), "a.docx")
    assert [len(table.rows) for table in document.tables] == [1 + 4, 1 + 9, 1 + 1]
    for said in ("附件：1.问题清单\n2.任务清单\n3.责任清单", "（责任领导：王建国；牵头单位：供水科；", "2026年9月20日"):
        assert said in document.text


def test_the_report_counts_what_it_tells():
    said = "截至2026年11月22日，共有问题4个，其中整改中2个、已销号2个；整改措施9条，其中完成7条、推进中2条。"
    assert said in text("progress_report")


def test_the_report_is_of_progress_until_nothing_is_left():
    done = ledgers.ledger((ledgers.UNSTATED,))
    assert "整改进展情况" in FORMS["progress_report"].title
    assert forms.progress_report(done).title == "市水务局关于巡察反馈问题整改情况的报告"


def test_opinions_are_counted_with_those_still_open():
    assert "共2条意见：采纳1条、待答复1条" in text("opinions")


def test_the_contents_of_evidence_name_each_piece_by_its_number():
    rows = open_document(docx(FORMS["evidence_contents"]), "a.docx").tables[0].rows
    assert [cell.text for cell in rows[2]][-3:] == ["1-1-1", "老旧管网改造验收单", "电子件"]
    assert len(rows) == 2 + 7


def test_an_approval_form_has_the_codes_of_its_items_and_a_place_to_sign():
    said = text("approval")
    assert "0a1b2c3d" in said
    assert "责任领导审签意见" in said and "签字：" in said  # noqa: PT018


@pytest.mark.parametrize("name", ["summary", "opinions"])
def test_what_has_nothing_to_list_is_written_all_the_same(name):
    empty = {"summary": forms.summary(ledgers.ledger((ledgers.facts.Aspect("供水", ()),)))}
    paper = empty.get(name) or forms.opinions(forms.Opinions("市水务局", "整改方案", ()))
    assert departures(docx(paper)) == []
