"""Renaming and merging units: nobody loses a role, no name is forgotten."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import add_unit, merge_units, rename_unit
from taizhang.accounts.models import Unit, UnitName
from taizhang.accounts.naming import units_by_name
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event


@pytest.fixture
def add(units, at):
    return lambda name, parent: add_unit(name=name, parent=parent, by=SYSTEM, at=at)


@pytest.fixture
def merge(at):
    return lambda source, target: merge_units(source=source, target=target, by=SYSTEM, at=at)


def former_names(unit):
    return list(unit.former_names.values_list("name", flat=True))


def test_a_renamed_unit_is_found_by_both_names(units, at):
    rename_unit(unit=units["财务科"], name=" 财务审计科 ", by=SYSTEM, at=at)
    named = units_by_name(Unit.objects.all())
    assert named["财务科"] == named["财务审计科"] == units["财务科"]
    assert named["财务科"].name == "财务审计科"


def test_a_name_taken_back_is_no_former_name(units, at):
    rename_unit(unit=units["财务科"], name="计财科", by=SYSTEM, at=at)
    rename_unit(unit=units["财务科"], name="财务科", by=SYSTEM, at=at)
    assert former_names(units["财务科"]) == ["计财科"]


def test_the_same_name_again_is_no_change(units, at):
    before = Event.objects.count()
    rename_unit(unit=units["财务科"], name="财务科", by=SYSTEM, at=at)
    assert (Event.objects.count(), UnitName.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", ["", "河湖科", "长" * 121])
def test_a_unit_is_not_renamed_to_nothing_or_to_another(units, name, at):
    with pytest.raises(ValidationError):
        rename_unit(unit=units["财务科"], name=name, by=SYSTEM, at=at)


def test_what_is_called_so_now_goes_before_what_was(units, add, at):
    rename_unit(unit=units["财务科"], name="计财科", by=SYSTEM, at=at)
    new = add("财务科", units["市水务局"])
    assert units_by_name(Unit.objects.all())["财务科"] == new


def test_a_name_that_two_bear_means_neither(units, add):
    add("办公室", units["市委巡察办"])
    assert units_by_name(Unit.objects.all())["办公室"] is None


def test_a_merged_unit_leaves_its_people_and_its_names(units, person, merge, at):
    both = person("contact", "供水科")
    rename_unit(unit=units["供水科"], name="供水管理科", by=SYSTEM, at=at)
    merge(units["供水科"], units["河湖科"])
    assert [post.unit.name for post in both.memberships.all()] == ["河湖科"]
    assert former_names(units["河湖科"]) == ["供水管理科", "供水科"]
    assert not Unit.objects.filter(pk=units["供水科"].pk).exists()


def test_a_role_held_in_both_is_held_once(units, contact, merge, at):
    from taizhang.accounts.actions import give_role
    from taizhang.accounts.roles import Role

    give_role(user=contact, unit=units["河湖科"], role=Role.CONTACT, by=SYSTEM, at=at)
    merge(units["财务科"], units["河湖科"])
    assert contact.memberships.count() == 1


def test_parts_move_and_those_of_one_name_become_one(units, add, merge):
    one, other = add("一组", units["供水科"]), add("一组", units["河湖科"])
    deep, moved = add("抄表班", one), add("二组", units["供水科"])
    merge(units["供水科"], units["河湖科"])
    assert Unit.objects.get(pk=moved.pk).path == f"{units['河湖科'].path}{moved.pk}/"
    assert Unit.objects.get(pk=deep.pk).path == f"{other.path}{deep.pk}/"
    assert not Unit.objects.filter(pk=one.pk).exists()
    assert Event.objects.get(name="unit:merge").facts["with"] == [["一组", "一组"]]


def test_a_part_is_merged_into_what_it_stands_under(units, add, merge):
    group = add("一组", units["供水科"])
    merge(units["供水科"], units["市水务局"])
    assert Unit.objects.get(pk=group.pk).parent == units["市水务局"]


@pytest.mark.parametrize(("source", "target"), [("市水务局", "供水科"), ("供水科", "供水科")])
def test_a_unit_is_not_merged_into_itself_or_a_part_of_its_own(units, merge, source, target):
    with pytest.raises(ValidationError):
        merge(units[source], units[target])


def test_a_unit_merged_in_the_meantime_is_said_to_be_gone(units, merge):
    gone = Unit.objects.get(pk=units["供水科"].pk)
    merge(units["供水科"], units["河湖科"])
    with pytest.raises(ValidationError, match="刷新"):
        merge(gone, units["财务科"])
