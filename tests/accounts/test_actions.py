"""Units, users and roles: one event each, and what may not be is said plainly."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import add_unit, add_user, give_role, set_password
from taizhang.accounts.models import Unit, User
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify

FORBIDDEN = {"ethnic", "nation", "relig", "faith", "party", "politic", "belief", "health", "birth", "gender", "last_login"}


def test_a_unit_stands_in_the_tree(units):
    assert units["财务科"].path == f"{units['市水务局'].path}{units['财务科'].pk}/"
    assert units["市水务局"].holds(units["财务科"])
    assert not units["财务科"].holds(units["市水务局"])
    assert not units["财务科"].holds(None)


@pytest.mark.parametrize(("name", "parent"), [("财务科", "市水务局"), ("  ", "市水务局"), ("江岸市", None)])
def test_a_unit_needs_a_name_of_its_own(units, name, parent, at):
    with pytest.raises(ValidationError):
        add_unit(name=name, parent=units.get(parent), by=SYSTEM, at=at)


def test_the_same_name_may_stand_under_another_unit(units, at):
    add_unit(name="办公室", parent=units["市委巡察办"], by=SYSTEM, at=at)
    assert Unit.objects.filter(name="办公室").count() == 2


def test_a_user_name_is_taken_once(units, at):
    add_user(username="zhang", name="张敏", password="x", by=SYSTEM, at=at)
    with pytest.raises(ValidationError, match="zhang"):
        add_user(username="zhang", name="张三", password="x", by=SYSTEM, at=at)


def test_a_role_given_twice_is_one_role_and_one_event(clerk, units, at):
    before = Event.objects.count()
    give_role(user=clerk, unit=units["市水务局"], role=Role.OFFICE, by=SYSTEM, at=at)
    assert Event.objects.count() == before
    assert [post.role for post in clerk.posts] == ["office"]


def test_everything_stands_in_one_whole_log(clerk, at):
    set_password(user=clerk, password="another", by=SYSTEM, at=at)
    [log] = Log.objects.all()
    assert log.key.startswith("site:")
    assert verify(log).broken is None
    assert not log.events.filter(payload__contains="another").exists()


def test_a_user_is_a_name_and_a_way_to_reach_him_and_nothing_more():
    fields = {field.name for field in User._meta.get_fields() if field.concrete}
    assert fields == {"id", "password", "username", "name", "email", "is_active", "must_change_password", "seal"}
    assert not [name for name in fields for word in FORBIDDEN if word in name]
