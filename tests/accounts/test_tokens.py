"""Tokens for programs: one's own, told once, never longer than a year, over with the account and with the seal."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts import tokens
from taizhang.accounts.actions import close_account, issue_token, reopen_account, revoke_token
from taizhang.accounts.policy import Refused
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event
from tests.conftest import AT, TODAY


@pytest.fixture
def issue(clerk):
    def make(user=clerk, by=clerk, days=90, name="报表程序", **more):
        wanted = {"may_act": False, "ledgers": (), "expires_on": TODAY + timedelta(days=days), **more}
        return issue_token(user=user, name=name, **wanted, by=by, at=AT)

    return make


def test_its_text_stands_nowhere(issue):
    token, text = issue()
    assert tokens.found(text) == token
    assert text not in str(vars(token))
    assert not Event.objects.filter(payload__contains=text[tokens.SHOWN :]).exists()
    assert token.token_hash != text
    assert text.startswith(token.prefix)


def test_nobody_has_one_for_somebody_else(issue, contact, person):
    for by in (person("administrator", "市水务局"), SYSTEM):
        with pytest.raises(Refused, match="本人"):
            issue(user=contact, by=by)


def test_a_one_time_password_comes_first(issue, clerk):
    clerk.must_change_password = True
    with pytest.raises(Refused, match="一次性密码"):
        issue()


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 367}, {"name": " "}, {"name": "字" * 61}, {"name": "报表\n程序"}])
def test_it_has_a_name_and_an_end(issue, wrong):
    with pytest.raises(ValidationError):
        issue(**wrong)


def test_the_last_day_counts(issue):
    token, _ = issue(days=1)
    assert token.works(TODAY + timedelta(days=1))
    assert not token.works(TODAY + timedelta(days=2))


def test_it_ends_with_the_account_and_does_not_come_back(issue, clerk, person):
    _, text = issue()
    administrator = person("administrator", "市水务局")
    close_account(user=clerk, by=administrator, at=AT)
    assert not tokens.found(text).works(TODAY)
    reopen_account(user=clerk, by=administrator, at=AT)
    assert not tokens.found(text).works(TODAY)


def test_he_and_an_administrator_revoke_it_nobody_else(issue, clerk, contact, person):
    token, text = issue()
    with pytest.raises(Refused, match="系统管理员"):
        revoke_token(token=token, by=contact, at=AT)
    before = Event.objects.count()
    for _ in range(2):
        revoke_token(token=token, by=clerk, at=AT)
    assert not tokens.found(text).works(TODAY)
    assert Event.objects.count() == before + 1
    other, _ = issue()
    assert revoke_token(token=other, by=person("administrator", "市水务局"), at=AT).revoked_at


def test_of_its_use_only_the_day_is_kept(issue, django_assert_num_queries):
    token, text = issue()
    tokens.note_use(token, TODAY)
    with django_assert_num_queries(0):
        tokens.note_use(tokens.Token(last_used_on=TODAY), TODAY)
    assert tokens.found(text).last_used_on == TODAY
    fields = {field.name for field in tokens.Token._meta.concrete_fields}
    assert not [name for name in fields if "count" in name or "address" in name]
