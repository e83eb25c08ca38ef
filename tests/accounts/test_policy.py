"""Every verb: named arguments, one event, administrators only; the last of them stays."""

import inspect

import pytest

from taizhang.accounts import actions
from taizhang.accounts.models import Membership, User
from taizhang.accounts.policy import Refused, why_not
from taizhang.accounts.roles import Role
from taizhang.journal.append import Actor
from taizhang.journal.models import Event

# Made of the others, or a person's own: with tests of their own.
COMPOUND = {"set_up", "bring_in", "issue_token", "revoke_token"}
VERBS = [verb for verb in actions.VERBS if verb.__name__ not in COMPOUND]


def try_out(verb, units, user, by, at):
    """Call ``verb`` in a way that would change something."""
    arguments = {
        "add_unit": {"name": "政策法规科", "parent": units["市水务局"]},
        "rename_unit": {"unit": units["财务科"], "name": "财务审计科"},
        "merge_units": {"source": units["供水科"], "target": units["河湖科"]},
        "add_user": {"username": "new", "name": "新人", "password": "x"},
        "invite_user": {"username": "new", "name": "新人", "unit": units["财务科"], "role": Role.CONTACT},
        "correct_user": {"user": user, "name": "李强（小）", "email": ""},
        "give_role": {"user": user, "unit": units["办公室"], "role": Role.CONTACT},
        "set_duty": {"membership": _in_office(user, units), "duty": "主任"},
        "take_role": {"membership": user.memberships.first()},
        "set_password": {"user": user, "password": "of-his-own"},
        "reset_password": {"user": user},
        "close_account": {"user": user},
        "reopen_account": {"user": user},
    }
    if verb.__name__ == "reopen_account":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return verb(**arguments[verb.__name__], by=by, at=at)


def _in_office(user, units):
    return Membership.objects.get_or_create(user=user, unit=units["市水务局"], role=Role.OFFICE)[0]


@pytest.mark.parametrize("verb", actions.VERBS, ids=lambda verb: verb.__name__)
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)
    assert getattr(actions, verb.__name__) is verb


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_verb_leaves_one_event_by_the_administrator(verb, units, contact, administrator, at):
    before = Event.objects.count()
    try_out(verb, units, contact, administrator, at)
    event, *more = Event.objects.order_by("seq")[before:]
    assert (event.by_name, event.log.key.partition(":")[0]) == ("陈刚", "site")
    assert [e.name for e in more] == (["user:give_role"] if verb.__name__ == "invite_user" else [])


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
@pytest.mark.parametrize("role", ["office", "principal"])
def test_nobody_but_an_administrator_may(verb, role, units, contact, person, at):
    by, before = person(role, "市水务局"), Event.objects.count()
    with pytest.raises(Refused, match="系统管理员"):
        try_out(verb, units, contact, by, at)
    assert Event.objects.count() == before


def test_a_person_changes_his_own_password_and_nobody_elses(contact, clerk):
    assert why_not(contact, "set_password", contact) is None
    assert why_not(contact, "set_password", clerk) is not None


def test_only_the_system_itself_may_without_an_account(units):
    assert why_not(Actor(id="user:1", name="陈刚"), "add_unit") is not None


def test_a_closed_administrator_may_nothing(administrator):
    administrator.is_active = False
    assert why_not(administrator, "add_unit") is not None


def test_the_last_administrator_stays(administrator, person, at):
    [post] = Membership.objects.filter(user=administrator)
    for verb, said in ((actions.close_account, {"user": administrator}), (actions.take_role, {"membership": post})):
        with pytest.raises(Refused, match="最后一位"):
            verb(**said, by=administrator, at=at)
    other = person("administrator", "办公室")
    actions.close_account(user=administrator, by=other, at=at)
    with pytest.raises(Refused, match="最后一位"):
        actions.close_account(user=other, by=other, at=at)


def test_a_second_post_as_administrator_may_be_taken(administrator, units, at):
    second = actions.give_role(user=administrator, unit=units["办公室"], role=Role.ADMINISTRATOR, by=administrator, at=at)
    actions.take_role(membership=second, by=administrator, at=at)
    assert administrator.is_administrator
