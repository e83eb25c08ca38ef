"""Bringing papers in, looking at them, making them ledgers – by HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.intake import actions
from taizhang.intake.models import Paper, PaperState
from taizhang.ledger.models import Ledger
from tests.browser.report import NAME, REPORT


@pytest.fixture
def paper(clerk, at):
    """The report, read."""
    received = actions.receive(data=REPORT.encode(), name=NAME, by=clerk, at=at)
    return actions.read(paper=received, at=at)


def opening(clerk, **changes):
    body = clerk.posts[0].unit.pk
    return {"title": "2026年巡察整改台账", "source": "巡察", "body": body, "stage": "continuing", **changes}


def test_a_file_is_received_and_read(office):
    response = office.post("/intake/", {"file": SimpleUploadedFile(NAME, REPORT.encode())})
    paper = Paper.objects.get()
    assert response.url == f"/intake/{paper.pk}/"
    assert (paper.name, paper.state) == (NAME, PaperState.READ)


def test_pasted_text_is_a_paper_too(office):
    office.post("/intake/", {"text": REPORT})
    assert Paper.objects.get().sheet.counts().measures == 6


def test_a_script_is_told_where_to_go(office):
    response = office.post("/intake/", {"text": REPORT}, headers={"hx-request": "true"})
    assert response["HX-Redirect"] == f"/intake/{Paper.objects.get().pk}/"


@pytest.mark.parametrize(
    "data", [{}, {"text": "  "}, {"file": SimpleUploadedFile("空.txt", b"")}], ids=["nothing", "blank", "empty"]
)
def test_nothing_to_read_is_said_at_the_form(office, data):
    response = office.post("/intake/", data)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Paper.objects.exists()


def test_who_is_not_of_the_office_is_told_who_is(visit, contact):
    client = visit(contact)
    assert "由整改办办理" in client.get("/intake/").content.decode()
    assert client.post("/intake/", {"text": REPORT}).status_code == 422
    assert not Paper.objects.exists()


def test_the_page_asks_again_until_the_paper_is_read(office, clerk, at):
    paper = actions.receive(data=REPORT.encode(), name=NAME, by=clerk, at=at)
    assert 'hx-trigger="every 1s"' in office.get(f"/intake/{paper.pk}/").content.decode()
    actions.read(paper=paper, at=at)
    assert office.get(f"/intake/{paper.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_what_cannot_be_read_is_said_at_the_form(office):
    response = office.post("/intake/", {"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04")})
    assert response.status_code == 422
    assert "“坏.docx”的压缩结构已损坏" in response.content.decode()
    assert not Paper.objects.exists()


def test_a_paper_whose_original_is_lost_says_so(office, clerk, at, settings):
    paper = actions.receive(data=REPORT.encode() + b"\n", name=NAME, by=clerk, at=at)
    (settings.HOME / "files" / paper.original_id[:2] / paper.original_id).unlink()
    paper = actions.read(paper=paper, at=at)
    assert paper.problem in office.get(f"/intake/{paper.pk}/").content.decode()


def test_found_stands_against_what_the_paper_says(office, paper):
    levels = {level.level: (level.found, level.said) for level in office.get(f"/intake/{paper.pk}/").context["levels"]}
    assert levels == {"aspects": (2, 2), "findings": (3, 4), "manifestations": (0, 6), "measures": (6, 9)}


def test_a_paper_becomes_a_ledger(office, clerk, paper):
    response = office.post(f"/intake/{paper.pk}/adopt/", opening(clerk))
    ledger = Ledger.objects.get()
    assert response.url == f"/ledgers/{ledger.pk}/"
    assert ledger.findings.count() == 3


def test_what_is_wrong_stands_at_the_field_and_nothing_typed_is_lost(office, clerk, paper):
    response = office.post(f"/intake/{paper.pk}/adopt/", opening(clerk, title="", inspected_by="市委第三巡察组"))
    html = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in html
    assert 'value="市委第三巡察组"' in html


def test_the_same_file_twice_is_asked_about(office, clerk, paper, at):
    office.post(f"/intake/{paper.pk}/adopt/", opening(clerk))
    again = actions.read(paper=actions.receive(data=REPORT.encode(), name=NAME, by=clerk, at=at), at=at)
    assert "已经生成过台账" in office.get(f"/intake/{again.pk}/").content.decode()
    assert office.post(f"/intake/{again.pk}/adopt/", opening(clerk)).status_code == 422
    assert office.post(f"/intake/{again.pk}/adopt/", opening(clerk, again="on")).status_code == 302
    assert Ledger.objects.count() == 2


def test_a_paper_is_nothing_to_another_office(visit, person, paper):
    stranger = visit(person("office", "市委巡察办"))
    assert stranger.get(f"/intake/{paper.pk}/").status_code == 404
    assert stranger.post(f"/intake/{paper.pk}/adopt/").status_code == 404
    assert stranger.post(f"/intake/{paper.pk}/mend/").status_code == 404


def test_a_mend_answers_with_both_sides(office, paper):
    response = office.post(f"/intake/{paper.pk}/mend/", {"name": "leave_out", "line": 2, "version": paper.version})
    assert response.status_code == 200
    assert response.context["levels"][3].found == 5
    assert "data-undo>" in response.content.decode()


def test_the_loser_of_a_race_is_told_and_nothing_is_written(office, paper):
    stale = {"name": "leave_out", "line": 2, "version": paper.version - 1}
    response = office.post(f"/intake/{paper.pk}/mend/", stale)
    assert response.status_code == 409
    assert response.context["levels"][3].found == 6


def test_marked_words_are_added_where_they_stand(office, paper):
    start = REPORT.index("对未完成的措施")
    facts = {"name": "add", "kind": "measure", "start": start, "end": start + 12, "version": paper.version}
    response = office.post(f"/intake/{paper.pk}/mend/", facts)
    assert response.context["focus"] == "i12"
    paper.refresh_from_db()
    assert [m.text for f in paper.sheet.findings() for m in f.measures][-1] == REPORT[start : start + 12]


def test_pages_read_a_bounded_number_of_rows(office, clerk, at, django_assert_max_num_queries):
    for n in range(60):
        actions.receive(data=b"%d" % n, name=f"{n}.txt", by=clerk, at=at)
    with django_assert_max_num_queries(8):
        response = office.get("/intake/")
    assert len(response.context["papers"]) == 50
    older = response.context["older"]
    assert next(paper.name for paper in office.get(f"/intake/?before={older}").context["papers"]) == "9.txt"
