"""佐证材料汇编 on the screen: asked for, waited for, fetched by its own person only."""

import io
import zipfile

import pytest

from taizhang.binders.models import Binder, BinderState
from taizhang.reports import pdf


@pytest.fixture
def address(ledger, home):
    return f"/ledgers/{ledger.pk}/binders/"


def test_a_zip_is_asked_for_made_and_fetched(office, address, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(address, {"form": "zip"}).status_code == 302
    page = office.get(address).content.decode()
    assert "下载" in page
    answer = office.get(f"{address}{Binder.objects.get().pk}/")
    assert "attachment" in answer["Content-Disposition"]
    assert "目录.docx" in zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


def test_while_it_is_made_the_page_asks_again(office, address, ledger):
    office.post(address, {"form": "zip"})
    page = office.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "<progress" in page


def test_nobody_fetches_another_persons(office, address, visit, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        office.post(address, {"form": "zip"})
    other = visit(person("office", "市水务局", "王芳"))
    assert other.get(f"{address}{Binder.objects.get().pk}/").status_code == 404
    assert "下载" not in other.get(address).content.decode()


def test_a_finding_that_is_not_seen_cannot_be_named(visit, contact, address):
    assert visit(contact).get(f"{address}?finding=1").status_code == 404


def test_without_libreoffice_the_page_says_so(office, address, monkeypatch):
    monkeypatch.setattr(pdf, "why_not", lambda: pdf.ABSENT)
    page = office.get(address).content.decode()
    assert "没有安装 LibreOffice" in page
    assert 'value="pdf"' not in page


def test_what_is_left_out_is_listed_with_its_place(office, address, ledger, clerk):
    from tests.conftest import AT

    told = '[{"number": "1-1-2", "name": "会议纪要", "place": "档案室2柜", "why": ""}]'
    binder = Binder.objects.create(
        ledger=ledger, form="pdf", asked_by=clerk, asked_at=AT, state=BinderState.READY, ending=".pdf", missing_text=told
    )
    binder.file.parent.mkdir(parents=True, exist_ok=True)
    binder.file.write_bytes(b"%PDF-")
    page = office.get(address).content.decode()
    assert "1 件没有编入" in page
    assert "档案室2柜" in page
