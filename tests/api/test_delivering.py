"""Tables brought back by a program: uploaded, their differences looked at, merged; and what else may happen on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY
from tests.intake.workbooks import HEADINGS, exported, filled, table

TOLD = {("M1", "整改进展"): "已更换老旧管网13公里", ("M2", "整改进展"): "已增设监测点30处"}


@pytest.fixture
def upload(home, ledger):
    """Brings a workbook in; gives the address of the delivery."""

    def bring(program, data):
        given = SimpleUploadedFile("台账.xlsx", data)
        done = program.upload(f"/ledgers/{ledger.key}/deliveries", {"files": [given], "as_of": str(TODAY)}).json()
        return "/deliveries/" + done["subject"].partition(":")[2]

    return bring


@pytest.fixture
def where(upload, office, clerk, ledger):
    """A list that was exported and came back with progress in two rows."""
    return upload(office, filled(exported(clerk, ledger, TODAY), TOLD))


def test_a_table_is_uploaded_looked_at_and_merged(office, ledger, where):
    told = office.get(f"{where}/differences").json()
    assert (told["state"], told["choosable"], told["total"], told["next"]) == ("open", 2, 2, None)
    one = told["items"][0]
    assert (one["subject"], one["action"], one["kind"], one["choosable"]) == ("measure:1", "report_progress", "changed", True)
    assert {"field": "progress", "was": "", "wanted": "已更换老旧管网13公里", "then": None} in one["cells"]
    assert (one["place"]["file"], told["files"][0]["problem"]) == ("台账.xlsx", "")
    done = office.post(f"{where}/actions/merge", {"tokens": [one["token"]]}, {"Idempotency-Key": "m1"}).json()
    assert done["state"] == "merged"
    assert [m.progress for m in ledger.measures.order_by("serial")[:2]] == ["已更换老旧管网13公里", ""]
    assert office.get(f"{where}/differences").json()["items"] == []


def test_differences_come_in_pages_at_a_bounded_number_of_queries(office, where):
    office.get("/me")
    with CaptureQueriesContext(connection) as queries:
        first = office.get(f"{where}/differences", limit=1).json()
    second = office.get(f"{where}/differences", limit=1, cursor=first["next"]).json()
    assert [page["items"][0]["subject"] for page in (first, second)] == ["measure:1", "measure:2"]
    assert second["next"] is None
    assert len(queries) <= 40
    assert office.get(f"{where}/differences", cursor="x").status_code == 422


def test_what_moved_on_since_it_was_looked_at_is_not_merged(office, ledger, where):
    tokens = [one["token"] for one in office.get(f"{where}/differences").json()["items"]]
    said = {"text": "刚写的", "as_of": str(TODAY), "degree": "", "version": ledger.measures.get(serial=1).version}
    assert office.post(f"/ledgers/{ledger.key}/measures/1/actions/report_progress", said).status_code == 200
    answer = office.post(f"{where}/actions/merge", {"tokens": tokens})
    assert (answer.status_code, answer.json()["reason"]) == (409, "version")
    assert answer.json()["now"] == {"choosable": 2, "conflict": 1, "changed": 1}
    assert ledger.measures.get(serial=2).progress == ""


def test_a_heading_that_nobody_knows_is_named(office, upload, ledger):
    heads = ["本月干了啥" if one == "整改进展情况" else one for one in HEADINGS]
    finding = ledger.findings.get(serial=1)
    measure = finding.measures.get(serial=1)
    row = ["1", "", finding.statement, measure.text, "", "", "", "已更换13公里", "", ""]
    where = upload(office, table([["台账"], heads, row]))
    assert "本月干了啥" in office.get(f"{where}/differences").json()["files"][0]["unknown"]
    body = {"sender": "供水科", "chosen": {"本月干了啥": "progress"}}
    assert office.post(f"{where}/actions/map_delivered_headings", body).status_code == 200
    told = office.get(f"{where}/differences").json()
    assert told["items"][0]["cells"][0]["wanted"] == "已更换13公里"
    assert office.post(f"{where}/actions/map_delivered_headings", {**body, "chosen": {"x": "y"}}).status_code == 422


def test_a_delivery_is_seen_by_its_office_and_by_who_brought_it(where, program, person, clerk, ledger):
    assert program(person("contact", "供水科")).get(f"{where}/differences").status_code == 404
    assert program(person("observer", "市水务局")).post(f"{where}/actions/merge", {"tokens": ["0f" * 10]}).status_code == 404
    reader = program(clerk, may_act=False)
    assert reader.get(f"{where}/differences").status_code == 200
    assert reader.post(f"{where}/actions/merge", {"tokens": ["0f" * 10]}).status_code == 403


def test_who_may_not_see_the_ledger_any_more_sees_no_differences(where, program, clerk, person):
    clerk.memberships.all().delete()
    assert program(clerk).get(f"{where}/differences").status_code == 403
