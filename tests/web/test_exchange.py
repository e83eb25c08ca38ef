"""Out to Excel and back on the web."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.intake.models import Delivery
from taizhang.reading.formats.xlsx import grids
from tests.intake.workbooks import exported, filled
from tests.reports.test_template import form


def body(response):
    return b"".join(response.streaming_content)


def bring(client, ledger, *files):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(f"/ledgers/{ledger.pk}/bring/", {"given": given, "as_of": "2026-11-20"})


def test_the_ledgers_page_offers_both_ways(office, ledger):
    page = office.get(f"/ledgers/{ledger.pk}/?deadline=late").content.decode()
    assert f'href="/ledgers/{ledger.pk}/bring/"' in page
    assert f'href="/ledgers/{ledger.pk}/export/ledger.xlsx?deadline=late"' in page


def test_a_ledger_is_downloaded_whole_and_as_filtered(office, ledger):
    response = office.get(f"/ledgers/{ledger.pk}/export/ledger.xlsx")
    assert response["Content-Disposition"].startswith("attachment")
    [(_, rows, _)] = list(grids(body(response)))
    assert [row[0] for row in rows[3:]] == ["M1", "M2", "M3", "M4"]
    [(_, rows, _)] = list(grids(body(office.get(f"/ledgers/{ledger.pk}/export/ledger.xlsx?state=claimed:done"))))
    assert [row[0] for row in rows[3:]] == ["M1"]


def test_each_lead_unit_gets_its_own_workbook(office, ledger):
    archive = zipfile.ZipFile(io.BytesIO(body(office.get(f"/ledgers/{ledger.pk}/export/units.zip"))))
    assert [name.partition("-")[0] for name in archive.namelist()] == ["供水科"]


def test_others_do_not_know_of_it(visit, ledger, person):
    client = visit(person("office", "江岸市"))
    for where in ("export/ledger.xlsx", "export/units.zip", "bring/", "templates/"):
        assert client.get(f"/ledgers/{ledger.pk}/{where}").status_code == 404


def test_a_filled_table_is_looked_at_then_merged(office, ledger, clerk, today):
    data = filled(exported(clerk, ledger, today), {("M1", "整改进展"): "已更换15公里", ("M3", "整改进展"): "已修订<b>制度</b>"})
    answer = bring(office, ledger, ("供水科.xlsx", data))
    page = office.get(answer.url).content.decode()
    assert "已更换15公里" in page
    assert "已修订&lt;b&gt;制度&lt;/b&gt;" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    tokens = [part.partition('"')[0] for part in page.split('name="take" value="')[1:]]
    assert len(tokens) == 2
    office.post(answer.url, {"seen": seen, "take": tokens[:1]})
    assert [m.progress for m in ledger.measures.order_by("serial")] == ["已更换15公里", "", "", ""]


def test_what_was_not_looked_at_is_not_merged(office, ledger, clerk, today):
    answer = bring(office, ledger, ("甲.xlsx", filled(exported(clerk, ledger, today), {("M1", "整改进展"): "一"})))
    response = office.post(answer.url, {"seen": "another", "take": []})
    assert response.status_code == 422
    assert "没有写入" in response.content.decode()


def test_a_delivery_is_seen_by_who_brought_it_and_by_the_office(office, visit, ledger, person, clerk, today):
    water = visit(person("contact", "供水科"))
    answer = bring(water, ledger, ("甲.xlsx", exported(clerk, ledger, today)))
    assert office.get(answer.url).status_code == water.get(answer.url).status_code == 200
    assert visit(person("contact", "财务科")).get(answer.url).status_code == 404


def test_a_delivery_can_be_left(office, ledger, clerk, today):
    answer = bring(office, ledger, ("甲.xlsx", filled(exported(clerk, ledger, today), {("M1", "整改进展"): "一"})))
    office.post(f"{answer.url}aside/")
    assert Delivery.objects.get().state == "put_aside"
    assert "已放弃" in office.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "why"), [("a.xlsx", b"PK\x03\x04broken", "损坏"), ("b.txt", "没有表格".encode(), "没有找到台账的表格")]
)
def test_what_cannot_be_read_is_told(name, data, why, office, ledger):
    answer = bring(office, ledger, (name, data))
    page = office.get(answer.url) if answer.status_code == 302 else answer
    assert why in page.content.decode()


def test_unknown_headings_are_said_once(office, ledger, clerk):
    from tests.intake.workbooks import table

    data = table([["存在问题", "整改措施", "我们的说法"], ["管网漏损率偏高", "增设监测点", "增设了10处"]])
    answer = bring(office, ledger, ("甲.xlsx", data))
    assert "我们的说法" in office.get(answer.url).content.decode()
    office.post(f"{answer.url}headings/", {"sender": "供水集团", "heading": ["我们的说法"], "field": ["progress"]})
    assert "增设了10处" in office.get(answer.url).content.decode()


def test_a_receivers_form_is_kept_and_filled(office, ledger):
    where = f"/ledgers/{ledger.pk}/templates/"
    assert office.post(where, {"receiver": "市委巡察办", "form": SimpleUploadedFile("报表.xlsx", form())}).status_code == 302
    page = office.get(where).content.decode()
    assert "市委巡察办" in page
    address = page.partition('href="/ledgers/')[0] and f"{where}1/filled.xlsx"
    from taizhang.intake.models import Template

    address = f"{where}{Template.objects.get().pk}/filled.xlsx"
    [(_, rows, _)] = list(grids(body(office.get(address))))
    assert [row[1] for row in rows[2:6]] == [m.text for m in ledger.measures.order_by("serial")]


def test_only_the_office_keeps_forms(visit, person, ledger):
    client = visit(person("contact", "供水科"))
    response = client.post(
        f"/ledgers/{ledger.pk}/templates/", {"receiver": "甲", "form": SimpleUploadedFile("报表.xlsx", form())}
    )
    assert response.status_code == 422
