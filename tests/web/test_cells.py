"""Cells between the ledger's page and a spreadsheet: copied out, pasted in, looked at before anything is written."""

import csv
import io
import json

import pytest

from taizhang.intake.delivered.item import Kind
from taizhang.intake.models import Delivery
from taizhang.ledger.actions import set_deadline
from taizhang.ledger.sheets import stamp_of
from taizhang.reports.delimited import as_typed, text
from taizhang.reports.listed import Column, Listed, Row
from taizhang.web import cells_page


def copied(client, ledger, query=""):
    body = client.get(f"/ledgers/{ledger.pk}/cells/{query}").content.decode()
    return list(csv.reader(io.StringIO(body), dialect="excel-tab"))


def typed(rows):
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab").writerows(rows)
    return out.getvalue()


def paste(client, ledger, words, keys="", fields="", **more):
    said = {"text": words, "keys": keys, "fields": fields, "stamp": str(stamp_of(ledger)), **more}
    return client.post(f"/ledgers/{ledger.pk}/cells/", said, headers={"HX-Request": "true"})


def why(response):
    assert response.status_code == 422
    assert not Delivery.objects.exists()
    return json.loads(response["HX-Trigger"])["say"]["text"]


def shown(client, response):
    return client.get(response["HX-Redirect"]).context["diff"].items


def merge(client, response):
    page = client.get(response["HX-Redirect"])
    tokens = [item.token for item in page.context["diff"].choosable]
    client.post(response["HX-Redirect"], {"seen": page.context["seen"], "take": tokens})


def test_what_is_copied_is_the_list_with_its_ids(office, ledger):
    head, *rows = copied(office, ledger)
    assert head[0] == str(stamp_of(ledger))
    assert head[6] == "整改措施"
    assert [row[0] for row in rows] == ["M1", "M2", "M3", "M4"]
    assert rows[0][3] == rows[1][3] != ""


def test_what_a_filter_leaves_is_copied(office, ledger):
    assert [row[0] for row in copied(office, ledger, "?state=claimed:done")[1:]] == ["M1"]


def test_what_is_pasted_back_as_it_was_changes_nothing(office, ledger):
    assert shown(office, paste(office, ledger, typed(copied(office, ledger)))) == []


def test_a_list_changed_elsewhere_comes_back_by_its_ids(office, ledger):
    head, *rows = copied(office, ledger)
    rows[1][head.index("整改进展")] = "已完成第一批"
    merge(office, paste(office, ledger, typed([head, rows[1]])))
    assert ledger.measures.get(serial=2).progress == "已完成第一批"


def test_a_column_is_pasted_from_a_cell_downwards(office, ledger):
    response = paste(office, ledger, "李明\n王芳\n", keys="M2 M3 M4", fields="leader deadline")
    assert [(item.name, item.cells[0].wanted) for item in shown(office, response)] == [("1-2", "李明"), ("2", "王芳")]
    assert ledger.measures.get(serial=2).leader == ""


def test_one_cell_fills_all_that_are_chosen(office, ledger):
    merge(office, paste(office, ledger, "2026-12-25", keys="M1 M2", fields="deadline", chosen="1"))
    assert {m.due.deadline.isoformat() for m in ledger.measures.filter(serial__in=(1, 2))} == {"2026-12-25"}


def test_a_text_with_commas_and_line_breaks_stays_one_cell(office, ledger):
    response = paste(office, ledger, '"一,二\n三"', keys="M1", fields="what")
    assert [item.cells[0].wanted for item in shown(office, response)] == ["一,二\n三"]


def test_what_changed_since_the_page_was_drawn_is_in_conflict(office, ledger, clerk, at, today):
    stamp = str(stamp_of(ledger))
    measure = ledger.measures.get(serial=1)
    set_deadline(
        subject=measure, deadline=today.replace(day=28), deadline_text="", horizon="", version=measure.version, by=clerk, at=at
    )
    response = paste(office, ledger, "2026-12-25", keys="M1", fields="deadline", stamp=stamp)
    assert [item.kind for item in shown(office, response)] == [Kind.CONFLICT]


@pytest.mark.parametrize(
    ("words", "keys", "fields", "told"),
    [
        ("李明", "", "", "请先点一下要填的格子"),
        ("甲\t乙\t丙", "M1", "leader deadline", "复制了3列，从这一格往右只有2列能填（责任领导、整改时限）"),
        ("甲\n乙\n丙", "M1 M2", "leader", "复制了3行，从这一格往下只显示着2行"),
        (" \n ", "M1", "leader", "剪贴板里没有文字"),
        ("甲\x01乙", "M1", "leader", "控制字符"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_kept(office, ledger, words, keys, fields, told):
    assert told in why(paste(office, ledger, words, keys, fields))


def test_who_may_not_bring_tables_may_not_paste(visit, person, ledger):
    assert "联络员" in why(paste(visit(person("observer", "市水务局")), ledger, "甲", "M1", "leader"))


def test_a_contact_cannot_paste_what_he_may_not_change(visit, person, ledger):
    contact = visit(person("contact", "供水科"))
    assert [item.kind for item in shown(contact, paste(contact, ledger, "甲", "M1", "leader"))] == [Kind.NOT_HIS]


def test_a_list_too_long_for_the_clipboard_is_told(office, ledger, monkeypatch):
    monkeypatch.setattr(cells_page, "MOST_COPIED", 3)
    assert "超过3行" in why(office.get(f"/ledgers/{ledger.pk}/cells/"))


@pytest.mark.parametrize(("words", "out"), [("=1+1", "'=1+1"), ("-管网", "'-管网"), ("'甲", "'甲"), ("甲", "甲")])
def test_words_never_become_a_formula(words, out):
    listed = Listed("台账", (Column("measure", "整改措施", 32),), [Row("M1", (words,))], stamp="taizhang")
    assert text(listed) == f"taizhang\t整改措施\nM1\t{out}\n"
    assert as_typed(out) == words
