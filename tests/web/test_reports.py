"""表格与报告: every form from the snapshot that is chosen, with the letter around it that was typed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taizhang.ledger import actions
from taizhang.reading import read
from taizhang.reading.formats import open_document
from taizhang.reports.forms import FORMS
from tests.reports.test_word import departures

LETTER = {
    "issuer": "江岸市水务局文件", "number": "江水发〔2026〕18号", "signed_by": "江岸市水务局", "sealed": "on",
    "copies_to": "市纪委监委", "printed_by": "江岸市水务局办公室", "printed_on": "2026-11-22",
}  # fmt: skip


def text(answer):
    return read(answer.content, "a.docx").text


def fetched(client, name, ledger, **query):
    return client.get(reverse("word", args=[ledger.pk, name]), query)


def told(measure, words, clerk, at):
    measure.refresh_from_db()
    version, day = measure.version, timezone.localdate(at)
    return actions.report_progress(subject=measure, text=words, as_of=day, degree="", version=version, by=clerk, at=at)


@pytest.fixture
def frozen(approved, clerk, at):
    """The ledger with two snapshots, and something told between them and after."""
    first = approved.measures.get(serial=1)
    actions.issue(measures=[first], by=clerk, at=at)
    actions.take_snapshot(ledger=approved, by=clerk, at=at)
    told(first, "已更换三公里", clerk, at + timedelta(days=40))
    actions.take_snapshot(ledger=approved, by=clerk, at=at + timedelta(days=41))
    told(first, "已更换五公里", clerk, at + timedelta(days=42))
    return approved


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_form_comes_from_the_page_as_a_file_that_keeps_to_the_standard(office, frozen, form):
    answer = fetched(office, form.code, frozen)
    assert departures(answer.content) == []


def test_a_form_is_filled_in_from_the_snapshot_that_is_chosen(office, frozen):
    first, newest = (text(fetched(office, "summary", frozen, snapshot=n)) for n in (1, 2))
    assert "数据版本1" in first
    assert "三公里" not in first
    assert "三公里" in newest
    assert "五公里" not in newest


def test_a_monthly_report_tells_what_changed_since_the_snapshot_before(office, frozen):
    assert "已更换三公里" in text(fetched(office, "monthly", frozen)).split("尚未完成的事项")[0]
    assert "没有上期数据版本" in text(fetched(office, "monthly", frozen, snapshot="1"))


@pytest.mark.parametrize("query", [{"snapshot": "9"}, {"snapshot": "x"}, {"earlier": "2"}])
def test_a_snapshot_that_is_not_there_is_not_found(office, frozen, query):
    assert fetched(office, "monthly", frozen, **query).status_code == 404


def test_the_page_lists_every_form_with_its_occasion(office, frozen):
    page = office.get(reverse("reports", args=[frozen.pk])).content.decode()
    for form in FORMS:
        assert (reverse("word", args=[frozen.pk, form.code]) in page) == (form.code != "audit")
    assert "与整改进展情况报告一并上报" in page
    assert "方正小标宋简体" in page


def test_without_a_snapshot_the_page_says_what_to_do_and_takes_one(office, approved):
    page = office.get(reverse("reports", args=[approved.pk])).content.decode()
    assert "还没有数据版本" in page
    assert reverse("word", args=[approved.pk, "report"]) not in page
    answer = office.post(reverse("take_for_reports", args=[approved.pk]))
    assert answer.url.endswith("?snapshot=1")
    assert "数据版本1" in text(fetched(office, "report", approved))


def test_who_sees_a_part_gets_tables_of_that_part_and_no_report(visit, contact, frozen):
    client = visit(contact)
    page = client.get(reverse("reports", args=[frozen.pk])).content.decode()
    assert reverse("word", args=[frozen.pk, "report"]) not in page
    assert fetched(client, "report", frozen).status_code == 404
    assert "管网漏损率偏高" not in text(fetched(client, "summary", frozen))
    client.post(reverse("take_for_reports", args=[frozen.pk]))
    assert frozen.snapshots.count() == 2


def test_a_letter_has_its_red_head_and_its_tail(office, frozen):
    answer = fetched(office, "report", frozen, **LETTER)
    assert departures(answer.content) == []
    for said in ("江岸市水务局文件", "江水发〔2026〕18号", "抄送：市纪委监委。", "2026年11月22日印发"):
        assert said in text(answer)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"issuer": "江岸市水务局文件", "number": "18号"}, "发文字号写作"),
        ({"number": "江水发〔2026〕18号"}, "请填写发文机关标志"),
        ({"open_from": "2026-11-22"}, "起止日期要写全"),
        ({"open_from": "2026-11-22", "open_until": "2026-11-01"}, "止日早于起日"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(office, frozen, typed, why):
    answer = fetched(office, "public", frozen, phone="0700-8655120", **typed)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "0700-8655120" in answer.content.decode()


def test_a_table_comes_as_a_workbook_and_as_a_page(office, frozen):
    workbook = b"".join(office.get(reverse("report_table", args=[frozen.pk, "tasks", "xlsx"])))
    assert len(open_document(workbook, "a.xlsx").tables[0].rows) >= 1 + frozen.measures.count()
    page = office.get(reverse("report_table", args=[frozen.pk, "tasks", "html"]))
    assert "整改任务清单" in page.content.decode()
    assert "sandbox" in page["Content-Security-Policy"]


def test_a_report_is_no_table(office, frozen):
    assert office.get(reverse("report_table", args=[frozen.pk, "report", "xlsx"])).status_code == 404


@pytest.fixture
def change(approved, clerk, at):
    """Another day asked for a measure of the plan."""
    actions.issue(measures=[approved.measures.get(serial=1)], by=clerk, at=at)
    row = told(approved.measures.get(serial=1), "已更换十二公里", clerk, at)
    wanted = {"deadline": date(2026, 12, 20)}
    return actions.ask_change(subject=row, wanted=wanted, reason="汛期不能施工", version=row.version, by=clerk, at=at)


def test_an_extension_is_printed_with_who_has_to_say_what(office, change):
    answer = office.get(reverse("extension_word", args=[change.ledger_id, change.serial]))
    assert departures(answer.content) == []
    for said in ("整改时限延期申请表", "汛期不能施工", "责任领导意见", "账本校验：共"):
        assert said in text(answer)


def test_a_handover_is_printed_with_its_items(office, approved, clerk, at):
    made = actions.make_handover(
        ledger=approved, kind="leader", unit=None, giver="王副局长", taker="赵一鸣", reason="岗位调整", by=clerk, at=at
    )
    answer = office.get(reverse("handover_word", args=[approved.pk, made.serial]))
    assert departures(answer.content) == []
    assert "移交人\n王副局长" in text(answer)
    assert "账本校验：共" in text(answer)
