"""The page of a unit's link by HTTP: without an account its rows and no others, kept as they are filled in, until it ends."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from taizhang.accounts import tries
from taizhang.journal.models import Event
from taizhang.ledger import actions as ledger_actions
from taizhang.supervision import actions
from taizhang.web import fill_page, link_door
from tests.supervision.rounds import begin, share

TODAY = timezone.localdate()
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def shared(ledger, units, clerk, at):
    return share(ledger, units["财务科"], clerk, at)


@pytest.fixture
def opened(shared, clerk):
    return begin(shared, clerk, timezone.now(), as_of=TODAY, due=TODAY + timedelta(days=5))


@pytest.fixture
def water(opened):
    """The address of the water section's link, which leads measures 1 and 2."""
    return next(f"/fill/{token}/" for row, token in opened.tokens if row.unit.name == "供水科")


@pytest.fixture
def stranger():
    return Client(raise_request_exception=False)


def told(measure, **more):
    return {"version": measure.version, "text": "已更换15公里", "as_of": TODAY.isoformat(), "degree": "under_way", **more}


def photograph():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    out.seek(0)
    out.name = "现场.jpg"
    return out


def test_it_shows_the_units_rows_and_no_others(stranger, water):
    page = stranger.get(water).content.decode()
    assert "更换老旧管网" in page
    assert "增设监测点" in page
    assert "规范收缴" not in page
    assert "清理账户" not in page
    assert f'value="{TODAY.isoformat()}"' in page


def test_it_leads_nowhere_else(stranger, water):
    page = stranger.get(water).content.decode()
    assert {href for href in re.findall(r'href="([^"]+)"', page) if href[0] != "#" and not href.startswith("/static/")} == set()
    assert set(re.findall(r'action="([^"]+)"', page)) == {
        f"{water}1/", f"{water}1/files/", f"{water}2/", f"{water}2/files/",
    }  # fmt: skip


def test_its_headers_keep_it_out_of_search_and_out_of_other_sites(stranger, water):
    for response in (stranger.get(water), stranger.get(f"{water}3/"), stranger.get("/fill/" + "x" * 43 + "/")):
        assert response.headers["Cache-Control"] == "no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "DENY"


def test_a_row_is_kept_and_says_how_many_are_told(stranger, water, shared):
    answer = stranger.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT)
    measure = shared.measures.get(serial=1)
    assert answer.json() == {
        "said": "已保存",
        "version": measure.version,
        "told": True,
        "count": "已报1条，共2条",
        "evidence": [],
    }
    assert (measure.progress, measure.progress_reported, measure.degree_self) == ("已更换15公里", "已更换15公里", "under_way")


def test_without_script_it_goes_back_to_the_row(stranger, water, shared):
    response = stranger.post(f"{water}1/", told(shared.measures.get(serial=1)))
    assert (response.status_code, response.url) == (302, f"{water}#m1")


def test_what_is_wrong_is_said_and_kept(stranger, water, shared):
    measure = shared.measures.get(serial=1)
    assert (
        "截至日期不能晚于今天"
        in stranger.post(f"{water}1/", told(measure, as_of=(TODAY + timedelta(days=1)).isoformat()), **SCRIPT).json()["wrong"]
    )
    page = stranger.post(f"{water}1/", told(measure, as_of="不知道", text="写了很多"))
    assert page.status_code == 422
    assert "写了很多" in page.content.decode()


def test_who_was_slower_sees_what_stands_there(stranger, water, shared, clerk):
    measure = shared.measures.get(serial=1)
    ledger_actions.report_progress(
        subject=measure, text="整改办改过", as_of=TODAY, degree="", version=measure.version, by=clerk, at=timezone.now()
    )
    answer = stranger.post(f"{water}1/", told(measure), **SCRIPT)
    assert (answer.status_code, answer.json()["now"]) == (409, "整改办改过")
    again = stranger.post(f"{water}1/", told(measure, version=answer.json()["version"]), **SCRIPT)
    assert again.status_code == 200


def test_a_photograph_becomes_evidence(stranger, water, shared):
    answer = stranger.post(f"{water}1/files/", {"given": [photograph()]}, **SCRIPT)
    assert answer.json()["evidence"] == ["现场.jpg"]
    assert shared.measures.get(serial=1).evidence.get().added_by == "供水科"


def test_what_is_no_evidence_is_refused(stranger, water, shared):
    bad = io.BytesIO(b"MZ\x90\x00")
    bad.name = "run.exe"
    assert stranger.post(f"{water}1/files/", {"given": [bad]}, **SCRIPT).status_code == 422
    assert stranger.post(f"{water}1/files/", {}, **SCRIPT).status_code == 422
    assert not shared.measures.get(serial=1).evidence.exists()


@pytest.mark.parametrize("path", ["3/", "3/files/", "4/", "99/"])
def test_another_units_row_is_not_found(stranger, water, shared, path):
    measure = shared.measures.get(serial=3)
    response = stranger.post(water + path, {**told(measure), "given": [photograph()]}, **SCRIPT)
    assert response.status_code == 404
    assert shared.measures.get(serial=3).progress == measure.progress


def test_a_row_that_became_another_units_is_not_found(stranger, water, shared, units, clerk, at):
    finding = shared.findings.get(serial=1)
    ledger_actions.assign(
        subject=finding, lead_unit=units["河湖科"], leader="", assisting="", version=finding.version, by=clerk, at=at
    )
    assert stranger.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT).status_code == 404
    assert "更换老旧管网" not in stranger.get(water).content.decode()


def test_what_the_contact_may_not_report_on_the_link_does_not_either(stranger, water, shared):
    shared.measures.filter(serial=1).update(state="awaiting_review")
    assert stranger.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_ended_links_say_so_plainly(stranger, water, opened, clerk, method):
    def answers(words):
        response = getattr(stranger, method)(water if method == "get" else f"{water}1/", {})
        assert response.status_code == 410
        assert words in response.content.decode()

    link = next(row for row, _ in opened.tokens if row.unit.name == "供水科")
    type(link).objects.filter(pk=link.pk).update(expires_at=timezone.now())
    answers("已经过期")
    actions.revoke_link(invitation=link, by=clerk, at=timezone.now())
    answers("已经作废")


def test_a_closed_round_ends_its_links(stranger, water, opened, clerk):
    actions.close_round(round=opened.round, by=clerk, at=timezone.now())
    assert "已经结束" in stranger.get(water).content.decode()


def test_wrong_tokens_are_soon_not_looked_up(stranger, water):
    for _ in range(tries.WRONG_FROM_ONE_ADDRESS):
        assert stranger.get("/fill/" + "y" * 43 + "/").status_code == 404
    assert stranger.get("/fill/" + "y" * 43 + "/").status_code == 429
    assert stranger.get(water).status_code == 429
    assert stranger.get(water, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_one_link_is_not_used_without_end(stranger, water, monkeypatch):
    monkeypatch.setattr(link_door, "USES_OF_ONE_LINK", 2)
    assert [stranger.get(water).status_code for _ in range(3)] == [200, 200, 429]


def test_every_use_is_an_event_that_names_the_link(stranger, water, shared):
    stranger.get(water)
    stranger.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT)
    events = Event.objects.filter(log__key=shared.log_key, by_id__startswith="link:").order_by("seq")
    assert [e.name for e in events] == ["invitation:visit", "measure:report_progress", "invitation:answer"]


def test_a_browser_that_keeps_no_cookies_works_too(water, shared):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT).status_code == 200


def test_pages_ask_a_bounded_number_of_queries(stranger, water, shared):
    with CaptureQueriesContext(connection) as page:
        stranger.get(water)
    with CaptureQueriesContext(connection) as saving:
        stranger.post(f"{water}1/", told(shared.measures.get(serial=1)), **SCRIPT)
    assert len(page) <= 26, len(page)
    assert len(saving) <= 45, len(saving)


def test_no_token_stands_in_the_log(stranger, water, caplog, shared):
    measure = shared.measures.get(serial=1)
    for answer in (stranger.get(f"{water}1/"), stranger.get(f"{water}99/"), stranger.post(f"{water}1/", told(measure, text=""))):
        assert answer.status_code in (302, 422)
    assert stranger.post(f"{water}99/", {}).status_code == 404
    assert water.split("/")[2] not in caplog.text


def test_without_script_too_who_was_slower_sees_what_stands_there(stranger, water, shared, clerk):
    measure = shared.measures.get(serial=1)
    ledger_actions.report_progress(
        subject=measure, text="整改办改过", as_of=TODAY, degree="", version=measure.version, by=clerk, at=timezone.now()
    )
    page = stranger.post(f"{water}1/", told(measure)).content.decode()
    assert "现在的进展是：整改办改过" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert stranger.post(f"{water}1/", told(measure, version=version)).status_code == 302


def test_many_rows_come_in_pages(stranger, water, monkeypatch):
    monkeypatch.setattr(fill_page, "ROWS", 1)
    first, second = stranger.get(water).content.decode(), stranger.get(f"{water}?page=2").content.decode()
    assert ("更换老旧管网" in first, "增设监测点" in first) == (True, False)
    assert ("更换老旧管网" in second, "增设监测点" in second) == (False, True)
    wrong = stranger.post(f"{water}2/", {"version": 1, "text": "", "as_of": "", "degree": ""})
    assert "增设监测点" in wrong.content.decode()
