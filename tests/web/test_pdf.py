"""PDF of a Word form: where LibreOffice is installed there is a button; else the page says why, and what to do."""

import pytest
from django.urls import reverse

from taizhang.ledger import actions
from taizhang.reports import pdf


@pytest.fixture
def frozen(ledger, clerk, at):
    actions.take_snapshot(ledger=ledger, by=clerk, at=at)
    return ledger


@pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")
def test_a_form_comes_as_pdf(office, frozen):
    assert 'name="as" value="pdf"' in office.get(reverse("reports", args=[frozen.pk])).content.decode()
    answer = office.get(reverse("word", args=[frozen.pk, "summary"]), {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_without_libreoffice_there_is_no_button_and_the_page_says_why(office, frozen, monkeypatch):
    monkeypatch.setenv("PATH", "")
    page = office.get(reverse("reports", args=[frozen.pk])).content.decode()
    assert 'name="as"' not in page
    assert "用 Word 或 WPS 另存为 PDF" in page
    answer = office.get(reverse("word", args=[frozen.pk, "summary"]), {"as": "pdf"}, follow=True)
    assert "没有安装 LibreOffice" in answer.content.decode()
