"""The first run happens once, whoever tries at the same moment."""

import dataclasses
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from taizhang.accounts.actions import AlreadySetUp, FirstRun, set_up
from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event, Log
from taizhang.ledger import policy

SAID = FirstRun("陈刚", "chengang", "yellow-river-42", "市水务局", "江岸市", "机关党委")


@pytest.mark.django_db
def test_the_first_administrator_can_start_work(at):
    user = set_up(said=SAID, by=SYSTEM, at=at)
    body = Unit.objects.get(name="市水务局")
    assert body.parent.name == "江岸市"
    assert [(post.unit.name, post.role) for post in user.posts] == [("机关党委", "administrator"), ("市水务局", "office")]
    assert policy.may_open(user, body) is None
    assert user.check_password(SAID.password)


@pytest.mark.django_db
def test_a_body_may_stand_alone_and_its_administrator_keep_out_of_ledgers(at):
    said = dataclasses.replace(SAID, superior=" ", office="", keeps_ledgers=False)
    user = set_up(said=said, by=SYSTEM, at=at)
    assert [(post.unit.name, post.unit.parent, post.role) for post in user.posts] == [("市水务局", None, "administrator")]


@pytest.mark.parametrize(
    "changed", [{"password": "123"}, {"password": "chengang"}, {"body": ""}, {"name": ""}, {"username": " "}]
)
@pytest.mark.django_db
def test_what_is_missing_or_weak_leaves_nothing_behind(changed, at):
    with pytest.raises(ValidationError):
        set_up(said=dataclasses.replace(SAID, **changed), by=SYSTEM, at=at)
    assert (User.objects.count(), Unit.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_where_there_is_an_account_it_is_over(clerk, at):
    with pytest.raises(AlreadySetUp):
        set_up(said=SAID, by=SYSTEM, at=at)
    with pytest.raises(Refused):
        set_up(said=SAID, by=clerk.actor, at=at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's IMMEDIATE transactions come one after the other anyway")
def test_of_two_at_once_one_wins(at):
    told, start = [], threading.Barrier(2)

    def try_it(username):
        start.wait()
        try:
            set_up(said=dataclasses.replace(SAID, username=username), by=SYSTEM, at=at)
            told.append("done")
        except AlreadySetUp:
            told.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "late"]
    assert (User.objects.count(), Log.objects.count()) == (1, 1)
