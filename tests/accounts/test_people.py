"""Accounts: passwords that are shown once, accounts that are closed and opened again."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import (
    add_user,
    close_account,
    correct_user,
    invite_user,
    reopen_account,
    reset_password,
    set_password,
)
from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event
from tests.conftest import AT


def invite(units, email=""):
    return invite_user(username="zhou", name="周平", email=email, unit=units["财务科"], role=Role.CONTACT, by=SYSTEM, at=AT)


def signs_in(client, user, password):
    return client.post("/account/login/", {"login": user.username, "password": password}).status_code == 302


def is_signed_in(client):
    return client.get("/").status_code == 200


def test_a_one_time_password_opens_the_account_until_it_is_changed(units, at, client):
    user, password = invite(units)
    assert user.must_change_password
    assert check_password(password, user.password)
    set_password(user=user, password="of-his-own", by=user, at=at)
    assert not User.objects.get(pk=user.pk).must_change_password


def test_no_event_holds_a_password_or_an_address(units, at):
    user, password = invite(units, email="zhou@example.com")
    again = reset_password(user=user, by=SYSTEM, at=at)
    correct_user(user=user, name="周平", email="zhou@example.org", by=SYSTEM, at=at)
    payloads = " ".join(Event.objects.values_list("payload", flat=True))
    assert not [secret for secret in (password, again, "example") if secret in payloads]
    assert Event.objects.get(name="user:correct").facts["email_changed"]


def test_one_time_passwords_are_cheap_to_make_in_bulk(units, at):
    user, _ = invite(units)
    assert user.password.startswith("one_time$1000$")


def test_what_is_as_it_was_leaves_no_event(contact, at):
    before = Event.objects.count()
    correct_user(user=contact, name=contact.name, email="", by=SYSTEM, at=at)
    reopen_account(user=contact, by=SYSTEM, at=at)
    assert Event.objects.count() == before


@pytest.mark.parametrize(("username", "name", "email"), [("", "周平", ""), ("zhou", " ", ""), ("zhou", "周平", "no-address")])
def test_an_account_needs_a_name_a_login_and_no_false_address(units, at, username, name, email):
    with pytest.raises(ValidationError):
        add_user(username=username, name=name, email=email, password="x", by=SYSTEM, at=at)


def test_a_closed_account_is_out_at_once_and_keeps_its_roles(contact, client, at):
    client.force_login(contact)
    close_account(user=contact, by=SYSTEM, at=at)
    assert not is_signed_in(client)
    assert contact.memberships.count() == 1


def test_reopening_brings_back_the_password_but_not_the_old_session(contact, client, at):
    client.force_login(contact)
    close_account(user=contact, by=SYSTEM, at=at)
    reopen_account(user=contact, by=SYSTEM, at=at)
    assert not is_signed_in(client)
    assert signs_in(client, contact, "pass-of-tests")


def test_a_reset_password_ends_the_sessions(contact, client, at):
    client.force_login(contact)
    reset_password(user=contact, by=SYSTEM, at=at)
    assert not is_signed_in(client)


def test_a_closed_account_gets_no_password(contact, at):
    closed = close_account(user=contact, by=SYSTEM, at=at)
    with pytest.raises(ValidationError, match="重新启用"):
        reset_password(user=closed, by=SYSTEM, at=at)
