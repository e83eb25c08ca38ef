"""Who comes in: a token and nothing else; it can only be narrower than its person, and it ends."""

from datetime import timedelta

import pytest

from taizhang.accounts import tries
from taizhang.accounts.actions import close_account, revoke_token
from taizhang.accounts.models import Token
from tests.api.conftest import Program
from tests.conftest import AT


def test_without_a_token_nothing_is_told(program, ledger, clerk):
    answer = program().get("/ledgers")
    assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["reason"]) == (401, "Bearer", "token")


def test_a_signed_in_browser_is_nobody_here(ledger, clerk):
    browser = Program()
    browser.client.force_login(clerk)
    assert browser.get("/ledgers").status_code == 401
    assert browser.post(f"/ledgers/{ledger.key}/actions/set_stage", {"stage": "continuing"}).status_code == 401


def test_a_token_ends(program, clerk, person):
    ended = [program(clerk), program(clerk), program(clerk)]
    revoke_token(token=Token.objects.order_by("pk")[0], by=clerk, at=AT)
    Token.objects.filter(pk=Token.objects.order_by("pk")[1].pk).update(expires_on=AT.date() - timedelta(days=400))
    assert [one.get("/me").status_code for one in ended] == [401, 401, 200]
    close_account(user=clerk, by=person("administrator", "市水务局"), at=AT)
    assert ended[2].get("/me").status_code == 401


def test_who_tries_too_often_is_told_to_wait_and_nobody_else(program, clerk, office):
    for _ in range(tries.WRONG_FROM_ONE_ADDRESS):
        assert Program("tz_nothing").get("/me").status_code == 401
    answer = Program("tz_nothing").get("/me")
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert office.get("/me").status_code == 200


def test_a_reading_token_changes_nothing(program, clerk, ledger):
    reading = program(clerk, may_act=False)
    answer = reading.post(f"/ledgers/{ledger.key}/findings/1/actions/add_measure", {"text": "更换水泵"})
    assert (answer.status_code, answer.json()["reason"]) == (403, "scope")
    assert reading.get(f"/ledgers/{ledger.key}/findings").status_code == 200


def test_a_token_for_some_ledgers_reaches_no_others(program, clerk, ledger, planned):
    one = program(clerk, ledgers=[planned.key])
    assert [found["key"] for found in one.get("/ledgers").json()["items"]] == [str(planned.key)]
    assert one.get(f"/ledgers/{ledger.key}").status_code == 404
    assert one.post("/actions/add_unit", {"name": "新科", "parent": 2}).json()["reason"] == "scope"


@pytest.mark.parametrize("role", ["contact", "observer"])
def test_a_token_reaches_no_further_than_its_person(program, person, ledger, role):
    unit = {"contact": "财务科", "observer": "市委巡察办"}[role]
    found = program(person(role, unit)).get(f"/ledgers/{ledger.key}/findings").json()["items"]
    assert (len(found) == 0) is (role == "contact")


def test_of_its_use_the_day_is_kept(office):
    office.get("/me")
    assert Token.objects.get().last_used_on is not None


def test_what_is_not_there_is_said_as_a_problem(office):
    for path in ("/nothing", "/ledgers/7d9f3a52-5a0b-4d5e-9a73-2f2f3f1f9a10", "/ledgers/nonsense"):
        answer = office.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_no_other_site_may_read_it(office):
    answer = office.get("/me", {"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert not answer.cookies


def test_the_page_of_documentation_loads_nothing_from_elsewhere_and_nothing_inline(program):
    page = program().get("/docs")
    assert page.status_code == 200
    assert b"//cdn" not in page.content
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert page.content.count(b"<script") == page.content.count(b"<script src=") + page.content.count(b'type="application/json"')
