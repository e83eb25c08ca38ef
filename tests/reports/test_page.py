"""A list as a web page, a paper as a letter."""

from datetime import date

from taizhang.reports import forms
from taizhang.reports.letter import Letter, as_letter
from taizhang.reports.page import page
from tests.reports import ledgers
from tests.reports.test_forms import PAPERS


def made(code, ledger=None):
    return page(forms.form(code).table(ledger or ledgers.ledger()))


def test_what_stands_once_over_several_rows_is_one_cell():
    told = made("tasks")
    assert told.count('rowspan="2"') == 4
    assert told.count("<tr>") == 1 + 9


def test_marks_in_a_text_are_text():
    named = ledgers.ledger(body="<b>市水务局</b>")
    assert "<b>" not in made("tasks", named)
    assert "&lt;b&gt;市水务局" in made("tasks", named)


def test_a_list_of_nothing_says_so():
    assert '<td class="short" colspan="9">无</td>' in made("closed", ledgers.bare())


def test_nothing_is_fetched():
    assert "http" not in made("summary")
    assert "<script" not in made("summary")


def test_a_letter_leaves_what_was_not_typed_as_it_is():
    report = PAPERS["report"]
    assert as_letter(report, Letter()) == report
    sent = as_letter(report, Letter(addressee="市委巡察工作领导小组", signed_on=date(2026, 12, 1)))
    assert (sent.addressee, sent.signed_on, sent.signed_by) == ("市委巡察工作领导小组：", date(2026, 12, 1), "市水务局")
    assert (sent.head, sent.tail) == (None, None)
