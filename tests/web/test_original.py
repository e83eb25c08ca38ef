"""Originals as downloads, pages as pictures, half uploads, cells from the clipboard."""

import io

import pytest

from samples.write_pdf import pdf
from taizhang.intake import actions
from taizhang.intake.models import Paper

NAME = '反馈 "意见"；1.txt'
PAGES = pdf([(80, 760, "关于整改情况的通报")], [(80, 760, "第二页")])


@pytest.fixture
def brought(clerk, at):
    def bring(data, name):
        return actions.read(paper=actions.receive(data=data, name=name, by=clerk, at=at), at=at)

    return bring


def test_an_original_is_a_download_that_no_browser_runs(office, brought):
    data = "<p>一、问题<script>alert(1)</script></p>".encode()
    response = office.get(f"/intake/{brought(data, NAME.replace('txt', 'html')).pk}/original/")
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith('attachment; filename="paper-')
    assert "filename*=UTF-8''%E5%8F%8D%E9%A6%88%20%22" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


def test_a_lost_original_is_said(office, brought, settings):
    paper = brought("一、只有一份的问题".encode(), "一.txt")
    (settings.HOME / "files" / paper.original_id[:2] / paper.original_id).unlink()
    response = office.get(f"/intake/{paper.pk}/original/", follow=True)
    assert "请从备份恢复" in response.content.decode()


def test_pages_are_pictures_drawn_once(office, brought, settings):
    paper = brought(PAGES, "通报.pdf")
    assert paper.pages == 2
    response = office.get(f"/intake/{paper.pk}/pages/2.png")
    assert (response["Content-Type"], response.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    [kept] = (settings.HOME / "pictures").rglob(f"{paper.original_id}-2.png")
    kept.write_bytes(b"kept")
    assert office.get(f"/intake/{paper.pk}/pages/2.png").content == b"kept"
    kept.unlink()


@pytest.mark.parametrize("page", [0, 3, 999999])
def test_a_page_that_is_not_there_is_not_found(office, brought, page):
    assert office.get(f"/intake/{brought(PAGES, '通报.pdf').pk}/pages/{page}.png").status_code == 404


def test_what_is_no_pdf_has_no_pictures(office, brought):
    paper = brought("一、问题".encode(), "一.txt")
    assert paper.pages == 0
    assert office.get(f"/intake/{paper.pk}/pages/1.png").status_code == 404


def test_a_file_is_nothing_to_another_office(visit, person, brought):
    paper = brought(PAGES, "通报.pdf")
    stranger = visit(person("office", "市委巡察办"))
    assert stranger.get(f"/intake/{paper.pk}/original/").status_code == 404
    assert stranger.get(f"/intake/{paper.pk}/pages/1.png").status_code == 404
    assert visit().get(f"/intake/{paper.pk}/original/").status_code == 302


def test_half_an_upload_is_none(office):
    begin = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = begin + "一、问题\n".encode() * 100
    sent = {"CONTENT_LENGTH": str(len(body) + 500), "wsgi.input": io.BytesIO(body)}
    response = office.generic("POST", "/intake/", body, "multipart/form-data; boundary=b", **sent)
    assert response.status_code == 400
    assert not Paper.objects.exists()


@pytest.mark.parametrize(("missing", "code"), [(0, 302), (7, 400)])
def test_a_plain_form_must_be_whole_too(office, missing, code):
    body = "text=一、问题".encode()
    sent = {"CONTENT_LENGTH": str(len(body) + missing), "wsgi.input": io.BytesIO(body)}
    response = office.generic("POST", "/intake/", body, "application/x-www-form-urlencoded", **sent)
    assert response.status_code == code


def test_a_path_in_a_name_goes_no_further_than_the_name(office, settings):
    begin = b'--b\r\nContent-Disposition: form-data; name="file"; filename="../../../evil.txt"\r\n\r\n'
    body = begin + "一、问题\n".encode() + b"\r\n--b--\r\n"
    office.generic("POST", "/intake/", body, "multipart/form-data; boundary=b")
    assert Paper.objects.get().name == "evil.txt"
    assert not list(settings.HOME.parent.glob("evil*"))


TSV = "序号\t问题\t整改措施\n1\t管网漏损率偏高\t更换老旧管网\n2\t水费收缴不规范\t修订制度\n"
HTML = """<html><body><table><tr><td>序号<td>问题<td>整改措施</tr>
<tr><td>1<td rowspan=2>管网漏损率偏高<td>更换老旧管网</tr><tr><td>2<td>增设监测点</tr></table></body></html>"""


@pytest.mark.parametrize(("said", "counts"), [({"text": TSV}, (2, 2)), ({"text": TSV, "cells": HTML}, (1, 2))])
def test_cells_from_the_clipboard_are_a_table(office, said, counts):
    office.post("/intake/", said)
    found = Paper.objects.get().sheet.counts()
    assert (found.findings, found.measures) == counts
    assert Paper.objects.get().name.startswith("粘贴的表格")
