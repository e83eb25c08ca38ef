"""套用本单位 Word 模板 on the screen: looked at, kept by the office, filled with what a person sees."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.intake.models import WordTemplate
from taizhang.journal.models import Event
from taizhang.reading.formats import docx as reader
from taizhang.reports import pdf
from taizhang.reports.official import Official, Text
from taizhang.reports.word import docx

LINES = ("{{ 单位 }}共{{ 问题数 }}个问题", "{%p for 问题 in 各问题 %}", "{{ 问题.编号 }}. {{ 问题.内容 }}", "{%p endfor %}")


def template(*lines):
    return docx(Official("情况表", tuple(Text(line) for line in lines)))


@pytest.fixture
def address(ledger, home):
    return f"/ledgers/{ledger.pk}/word-templates/"


def keep(client, address, data, title="情况表", name="情况表.docx"):
    return client.post(address, {"title": title, "file": SimpleUploadedFile(name, data)})


def test_a_template_is_kept_and_filled(office, address):
    assert keep(office, address, template(*LINES)).status_code == 302
    kept = WordTemplate.objects.get()
    assert Event.objects.get(name="word_template:keep").facts["title"] == "情况表"
    answer = office.get(f"{address}{kept.pk}/")
    assert "attachment" in answer["Content-Disposition"]
    text = reader.read(answer.content).text
    assert "市水务局共2个问题" in text
    assert "1. 管网漏损率偏高" in text


def test_what_is_wrong_is_listed_and_nothing_kept(office, address):
    answer = keep(office, address, template("{{ 台账名 }}", "{{ 单位.__class__ }}"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "模板有 2 处要改" in page
    assert "是不是“台账名称”" in page
    assert not WordTemplate.objects.exists()


def test_of_one_title_the_last_is_kept(office, address):
    for lines in (LINES, ("{{ 单位 }}",)):
        keep(office, address, template(*lines))
    assert WordTemplate.objects.count() == 1


def test_only_the_office_keeps_and_drops(office, address, visit, contact, ledger, clerk, units):
    from taizhang.ledger.actions import assign
    from tests.conftest import AT

    finding = ledger.findings.get(serial=2)
    assign(subject=finding, lead_unit=units["财务科"], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    keep(office, address, template(*LINES))
    kept = WordTemplate.objects.get()
    seen = visit(contact)
    assert keep(seen, address, template(*LINES), title="别的").status_code == 422
    seen.post(f"{address}{kept.pk}/drop/")
    assert WordTemplate.objects.count() == 1
    text = reader.read(seen.get(f"{address}{kept.pk}/").content).text
    assert "共1个问题" in text
    assert "管网漏损率" not in text


def test_a_snapshot_fills_it_as_it_was(office, address, ledger, clerk):
    from taizhang.ledger.actions import take_snapshot
    from tests.conftest import AT, TODAY

    keep(office, address, template("{{ 数据版本 }}", *LINES))
    take_snapshot(ledger=ledger, as_of=TODAY, by=clerk, at=AT)
    kept = WordTemplate.objects.get()
    assert "数据版本1" in reader.read(office.get(f"{address}{kept.pk}/?snapshot=1").content).text
    assert office.get(f"{address}{kept.pk}/?snapshot=7").status_code == 404


def test_the_list_and_the_sample_are_there(office, address):
    page = office.get(address).content.decode()
    assert "{{ 台账名称 }}" in page
    sample = office.get(f"{address}sample.docx")
    assert keep(office, address, sample.content).status_code == 302


@pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")
def test_the_preview_is_a_picture(office, address):
    keep(office, address, template(*LINES))
    kept = WordTemplate.objects.get()
    assert office.get(f"{address}{kept.pk}/preview.png").content.startswith(b"\x89PNG")
    assert office.get(f"{address}{kept.pk}/?as=pdf").content.startswith(b"%PDF-")


def test_one_that_is_dropped_is_gone_with_its_file(office, address):
    keep(office, address, template(*LINES))
    office.post(f"{address}{WordTemplate.objects.get().pk}/drop/")
    from taizhang.files.models import Original

    assert not WordTemplate.objects.exists()
    assert not Original.objects.exists()


def test_the_units_that_become_one_keep_their_templates(office, address, units, clerk):
    from taizhang.intake.senders import follow_merge
    from tests.conftest import AT

    keep(office, address, template(*LINES))
    follow_merge(source=units["市水务局"], target=units["江岸市"], by=clerk.actor, at=AT)
    assert WordTemplate.objects.get().body == units["江岸市"]
