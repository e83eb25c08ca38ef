"""A list against what there is: added, known, not understood; then all of it in one transaction."""

import pytest

from taizhang.accounts.actions import bring_in, close_account, rename_unit
from taizhang.accounts.bringing import plan
from taizhang.accounts.grids import from_pasted
from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.policy import Refused
from taizhang.accounts.roles import Role
from taizhang.accounts.roster import understand
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify

UNITS = "单位名称\t上级单位\n抄表班\t营业所\n营业所\t市水务局\n财务科\t市水务局\n市水务局\t\n安监科\t"
PEOPLE = "姓名\t登录名\t单位\t角色"


def roster(*tables):
    return understand([grid for table in tables for grid in from_pasted(table)])


@pytest.fixture
def planned(units):
    return lambda *tables, role=Role.CONTACT: plan(roster(*tables), under=units["市水务局"], role=role)


def kinds(made):
    return [(trouble.kind, trouble.value) for trouble in made.troubles]


def test_units_are_placed_whatever_their_order(planned):
    made = planned(UNITS)
    assert [spot.label for spot in made.units] == [
        "江岸市/市水务局/营业所",
        "江岸市/市水务局/安监科",
        "江岸市/市水务局/营业所/抄表班",
    ]
    assert [spot.name for spot in made.known_units] == ["财务科", "市水务局"]


def test_a_renamed_unit_is_known_by_its_former_name(planned, units, at):
    rename_unit(unit=units["财务科"], name="计财科", by=SYSTEM, at=at)
    made = planned("单位名称\n财务科")
    assert (made.units, [spot.name for spot in made.known_units]) == ([], ["计财科"])


@pytest.mark.parametrize("table", ["单位名称\t上级单位\n甲科\t乙局", "单位名称\t上级单位\n甲科\t乙科\n乙科\t甲科"])
def test_a_superior_that_is_not_there_is_asked_about(planned, table):
    assert {kind for kind, _ in kinds(planned(table))} == {"parent_unknown"}


def test_people_go_into_units_of_the_same_list(planned):
    made = planned(UNITS, f"{PEOPLE}\n周平\tzhou\t抄表班\t")
    [person] = made.new_people
    assert [(post.spot.label, post.role) for post in person.posts] == [("江岸市/市水务局/营业所/抄表班", Role.CONTACT)]


def test_one_person_in_two_lines_is_one_person(planned):
    made = planned(f"{PEOPLE}\n周平\tzhou\t财务科\t联络员\n周平\tzhou\t市水务局\t整改办\n周平\tzhou\t财务科\t联络员")
    [person] = made.new_people
    assert [(post.spot.name, post.role.value) for post in person.posts] == [("财务科", "contact"), ("市水务局", "office")]


def test_who_is_known_gets_only_what_is_new(planned, contact):
    made = planned(f"{PEOPLE}\n李强\t{contact.username}\t财务科\t联络员、责任领导")
    assert [[post.role.value for post in person.posts] for person in made.new_posts] == [["leader"]]
    made = planned(f"{PEOPLE}\n李强\t{contact.username}\t财务科\t联络员")
    assert ([person.name for person in made.known_people], made.adds) == (["李强"], False)


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("周平\tu1\t财务科\t", ("username_taken", "李强", "B")),
        ("周平\tzhou\t审计科\t", ("unit_unknown", "审计科", "C")),
        ("周平\tzhou\t\t联络员", ("no_unit", "", "C")),
        ("周平\tzhou\t财务科\t\n赵平\tzhou\t财务科\t", ("username_twice", "zhou", "B")),
    ],
)
def test_what_does_not_match_is_asked_about(planned, contact, row, trouble):
    [found] = planned(f"{PEOPLE}\n{row}").troubles
    assert (found.kind, found.value, found.place.column) == trouble


def test_a_closed_account_is_named(planned, contact, at):
    close_account(user=contact, by=SYSTEM, at=at)
    assert kinds(planned(f"{PEOPLE}\n李强\tu1\t财务科\t")) == [("account_closed", "u1")]


def test_without_a_role_to_fall_back_on_it_is_asked_for(planned):
    assert kinds(planned(f"{PEOPLE}\n周平\tzhou\t财务科\t", role=None)) == [("no_role", "")]


def test_a_name_that_two_units_bear_is_decided_by_what_stands_above(planned, units, at):
    from taizhang.accounts.actions import add_unit

    add_unit(name="办公室", parent=units["市委巡察办"], by=SYSTEM, at=at)
    table = f"{PEOPLE}\n甲\ta\t办公室\t\n乙\tb\t市委巡察办/办公室\t"
    labels = [person.posts[0].spot.label for person in planned(table).new_people]
    assert labels == ["江岸市/市水务局/办公室", "江岸市/市委巡察办/办公室"]
    assert kinds(plan(roster(table), under=None, role=Role.CONTACT)) == [("unit_ambiguous", "办公室")]


def test_all_of_it_is_done_at_once_and_written_down(units, administrator, at):
    brought = bring_in(
        roster=roster(UNITS, f"{PEOPLE}\n周平\tzhou\t抄表班\t联络员\n无名\t\t财务科\t"),
        under=units["市水务局"], role=None, by=administrator, at=at,
    )  # fmt: skip
    [(user, password)] = brought.passwords
    assert User.objects.get(username="zhou").check_password(password)
    assert user.must_change_password
    unit = Unit.objects.get(name="抄表班")
    assert unit.path == f"{Unit.objects.get(name='营业所').path}{unit.pk}/"
    assert Membership.objects.filter(user=user, unit=unit, role="contact").exists()
    assert list(Event.objects.order_by("-seq").values_list("name", flat=True)[:5]) == [
        "user:give_role", "user:add", "unit:add", "unit:add", "unit:add",
    ]  # fmt: skip
    assert verify(Log.objects.get()).broken is None


def test_the_same_list_again_adds_nothing(units, administrator, at):
    said = {"roster": roster(UNITS, f"{PEOPLE}\n周平\tzhou\t抄表班\t联络员"), "under": units["市水务局"], "role": None}
    bring_in(**said, by=administrator, at=at)
    before = (Unit.objects.count(), User.objects.count(), Event.objects.count())
    assert bring_in(**said, by=administrator, at=at).passwords == []
    assert (Unit.objects.count(), User.objects.count(), Event.objects.count()) == before


def test_only_an_administrator_brings_lists_in(units, clerk, at):
    with pytest.raises(Refused):
        bring_in(roster=roster(UNITS), under=None, role=None, by=clerk, at=at)
