"""Tokens and pushes on the web: shown once, one's own, ended at once; who may not, is told."""

import pytest

from taizhang.accounts.models import Token
from taizhang.notices.hooks import sending
from taizhang.notices.hooks.models import Subscription
from taizhang.notices.outside import Answer
from tests.conftest import AT

ADDRESS = "https://oa.water.example/hook?key=own"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setattr("taizhang.notices.hooks.actions.find", lambda url: None)


def html(response):
    return response.content.decode()


def soon():
    from datetime import timedelta

    from django.utils import timezone

    return (timezone.localdate() + timedelta(days=30)).isoformat()


def test_a_token_is_shown_once_and_works(office, ledger, client):
    page = html(office.post("/account/tokens/", {"name": "月报程序", "expires_on": soon(), "ledgers": [str(ledger.key)]}))
    text = page.partition("<code>")[2].partition("</code>")[0]
    told = client.get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).json()
    assert (told["token"], told["may_act"], told["ledgers"]) == ("月报程序", False, [str(ledger.key)])
    again = html(office.get("/account/tokens/"))
    assert text not in again
    assert text[:9] in again


def test_a_token_without_an_end_is_asked_about_and_what_was_typed_stays(office):
    response = office.post("/account/tokens/", {"name": "月报程序", "expires_on": "2020-01-01"})
    assert response.status_code == 422
    assert "最长一年" in html(response)
    assert 'value="月报程序"' in html(response)


def test_a_token_for_a_ledger_out_of_sight_is_none(visit, contact, ledger, planned, person):
    elsewhere = person("contact", "市委巡察办")
    response = visit(elsewhere).post("/account/tokens/", {"name": "程序", "expires_on": soon(), "ledgers": [str(ledger.key)]})
    assert response.status_code == 422
    assert not Token.objects.exists()


def test_ones_own_tokens_are_revoked_nobody_elses(office, visit, contact):
    office.post("/account/tokens/", {"name": "月报程序", "expires_on": soon()})
    token = Token.objects.get()
    assert visit(contact).post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    office.post(f"/account/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at
    assert "已作废" in html(office.get("/account/tokens/"))


def test_a_push_is_set_up_and_its_attempts_are_told(office, ledger, clerk):
    where = f"/ledgers/{ledger.pk}/hooks/"
    page = html(office.post(where, {"name": "局办公系统", "address": ADDRESS, "kinds": "finding:*"}))
    assert "tzs_" in page
    row = Subscription.objects.get()
    assert "key=own" not in html(office.get(where))
    Subscription.objects.update(seq=0)
    sending.send_due(AT, lambda *said: Answer(503, b""))
    assert "连续失败 1 次" in html(office.get(where))
    assert "对方回答 503" in html(office.get(f"/hooks/{row.pk}/"))
    office.post(f"/hooks/{row.pk}/resume/")
    office.post(f"/hooks/{row.pk}/end/")
    assert "还没有接收推送的程序" in html(office.get(where))


def test_what_failed_too_long_says_so_on_the_page(office, ledger):
    office.post(f"/ledgers/{ledger.pk}/hooks/", {"name": "局办公系统", "address": ADDRESS})
    Subscription.objects.update(disabled_at=AT)
    assert "失败太久，已暂停" in html(office.get(f"/ledgers/{ledger.pk}/hooks/"))


def test_pushes_are_the_offices_and_the_administrators(visit, ledger, person, office, started):
    assert visit(started.people["verifier"]).get(f"/ledgers/{started.ledger.pk}/hooks/").status_code == 403
    assert office.get("/settings/hooks/").status_code == 403
    administrator = visit(person("administrator", "市水务局"))
    assert administrator.get("/settings/hooks/").status_code == 200
    assert "推送" in html(administrator.get("/settings/units/"))
