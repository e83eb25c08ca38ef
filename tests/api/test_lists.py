"""Every list: pages that meet, a bounded number of queries however much there is, only what the person may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from tests.browser.report import NAME, REPORT

LISTS = (
    *("aspects", "findings", "measures", "evidence", "signatures", "look-backs", "forms", "plans", "plan-changes"),
    *(
        "handovers",
        "rounds",
        "hooks",
        "snapshots",
        "manuscripts",
        "standing",
        "events",
        "counts",
        "findings/1",
        "measures/1",
        "findings/1/actions",
    ),
)
OF_THE_SITE = (
    *(
        "/ledgers",
        "/papers",
        "/deliveries",
        "/units",
        "/people",
        "/profiles",
        "/tokens",
        "/me",
        "/me/wishes",
        "/hooks",
        "/notices",
    ),
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_a_ledger_takes_a_handful_of_queries(office, started, name):
    started.endorsed()
    office.get("/me")
    with CaptureQueriesContext(connection) as queries:
        assert office.get(f"/ledgers/{started.ledger.key}/{name}").status_code == 200
    assert len(queries) <= (28 if name.endswith("actions") else 15)


@pytest.mark.parametrize("path", OF_THE_SITE)
def test_so_does_a_list_of_the_site(office, ledger, planned, path):
    office.get("/me")
    with CaptureQueriesContext(connection) as queries:
        assert office.get(path).status_code == 200
    assert len(queries) <= 10


def test_pages_meet(office, ledger):
    first = office.get(f"/ledgers/{ledger.key}/measures", limit=3).json()
    second = office.get(f"/ledgers/{ledger.key}/measures", limit=3, cursor=first["next"]).json()
    assert [one["serial"] for one in (*first["items"], *second["items"])] == [1, 2, 3, 4]
    assert (first["total"], second["next"]) == (4, None)


def test_pages_meet_where_the_order_has_two_columns(started, office):
    started.completed()
    where, found, cursor = f"/ledgers/{started.ledger.key}/evidence", [], ""
    while cursor is not None:
        told = office.get(where, limit=1, **({"cursor": cursor} if cursor else {})).json()
        found += [(one["measure"], one["position"]) for one in told["items"]]
        cursor = told["next"]
    assert found == [(1, 1), (2, 1), (3, 1), (4, 1)]


@pytest.mark.parametrize("cursor", ["x", "1.2", "-1", "9" * 30, "１", "%00"])
def test_a_cursor_is_one_that_was_given(office, ledger, cursor):
    assert office.get(f"/ledgers/{ledger.key}/findings", cursor=cursor).status_code == 422


def test_filters_are_the_pages(office, ledger):
    def serials(**query):
        return [one["serial"] for one in office.get(f"/ledgers/{ledger.key}/findings", **query).json()["items"]]

    assert serials(text="漏损") == [1]
    assert serials(unit="none") == [2, 3]
    assert serials(state="measure:under_way") == [1, 2, 3]
    assert serials(deadline="none") == [2, 3]
    assert office.get(f"/ledgers/{ledger.key}/findings", state="sleeping").status_code == 422


def test_a_contact_sees_what_his_unit_answers_for(program, person, ledger):
    his = program(person("contact", "供水科"))
    base = f"/ledgers/{ledger.key}"
    assert [one["serial"] for one in his.get(f"{base}/findings").json()["items"]] == [1]
    assert [one["serial"] for one in his.get(f"{base}/measures").json()["items"]] == [1, 2]
    assert [one["title"] for one in his.get(f"{base}/aspects").json()["items"]] == ["供水保障方面"]
    assert {one["subject"] for one in his.get(f"{base}/events").json()["items"]} == {"finding:1"}
    assert his.get(f"{base}/findings").json()["total"] is None
    assert his.get(f"{base}/findings/2").status_code == 404
    assert his.get(f"{base}/standing").json()["reason"] == "person"
    assert [one["username"] for one in his.get("/people").json()["items"]] == [his_name(his)]


def his_name(program):
    from taizhang.accounts.models import User

    return User.objects.get(name=program.get("/me").json()["name"]).username


def test_events_go_on_from_a_number_and_prove_themselves(office, ledger):
    where = f"/ledgers/{ledger.key}/events"
    first = office.get(where, limit=2).json()
    rest = office.get(where, since=first["next"]).json()
    assert [one["seq"] for one in (*first["items"], *rest["items"])] == list(range(first["size"]))
    assert (first["more"], rest["more"], rest["next"]) == (True, False, first["size"])
    log = Log.objects.get(key=ledger.log_key)
    assert (first["size"], first["root"]) == (log.size, log.root.hex())
    assert verify(log).broken is None


def test_rounds_are_the_offices(program, person, office, started):
    body = {"rhythm": "once", "as_of": "2026-11-22", "due": "2026-11-30"}
    assert office.post(f"/ledgers/{started.ledger.key}/actions/open_round", body).status_code == 200
    [share] = office.get(f"/ledgers/{started.ledger.key}/rounds/1/shares").json()["items"]
    assert (share["unit_name"], share["told"]) == ("供水科", 0)
    seen = program(started.people["verifier"])
    assert seen.get(f"/ledgers/{started.ledger.key}/rounds").status_code == 403
    assert Event.objects.filter(subject="round:1").exists()
    names = {one["subject"] for one in seen.get(f"/ledgers/{started.ledger.key}/events", limit=500).json()["items"]}
    assert "round:1" not in names


def test_a_file_is_handed_out_as_one_that_no_browser_opens(office, started, home, program, person):
    from django.core.files.uploadedfile import SimpleUploadedFile

    base = f"/ledgers/{started.ledger.key}/measures/1/evidence"
    given = SimpleUploadedFile("说明.txt", b"<script>")
    answer = office.upload(base, {"files": [given]}, {"Idempotency-Key": "f1"})
    assert answer.json()["made"] == ["evidence:1-1-1"]
    given.seek(0)
    assert office.upload(base, {"files": [given]}, {"Idempotency-Key": "f1"}).content == answer.content
    got = office.get(f"{base}/1/file")
    assert (got.content, got["Content-Disposition"].partition(";")[0]) == (b"<script>", "attachment")
    assert "sandbox" in got["Content-Security-Policy"]
    assert program(person("contact", "财务科")).get(f"{base}/1/file").status_code == 404


def test_what_cannot_be_evidence_is_refused_and_nothing_kept(office, started, home):
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = SimpleUploadedFile("a.txt", "机密★10年".encode())
    answer = office.upload(f"/ledgers/{started.ledger.key}/measures/1/evidence", {"files": [given]}, {"Idempotency-Key": "f2"})
    assert (answer.status_code, "密级" in answer.json()["detail"]) == (422, True)
    assert Event.objects.filter(name="paper:refuse").count() == 1


def test_a_paper_is_brought_in_and_made_a_ledger(office, home, units):
    from django.core.files.uploadedfile import SimpleUploadedFile

    kept = office.upload("/papers", {"file": SimpleUploadedFile(NAME, REPORT.encode())}).json()
    [paper] = office.get("/papers").json()["items"]
    assert (kept["subject"], paper["state"]) == (f"paper:{paper['id']}", "read")
    opening = {"title": "程序建的台账", "source": "巡察", "body": units["市水务局"].pk, "stage": "plan"}
    made = office.post(f"/papers/{paper['id']}/actions/adopt", {"opening": opening, "again": False}).json()
    key = made["made"][0].partition(":")[2]
    assert office.get(f"/ledgers/{key}").json()["title"] == "程序建的台账"
