"""Duties in the leading group and the office: given with a role, changed, brought in from a list, told by name."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import bring_in, give_role, invite_user, set_duty
from taizhang.accounts.bringing import plan
from taizhang.accounts.grids import from_pasted
from taizhang.accounts.models import Membership
from taizhang.accounts.roles import DUTIES as SAID
from taizhang.accounts.roles import Duty, Role, post_word
from taizhang.accounts.roster import DUTIES, from_plain, to_plain, understand
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event

HEADS = "姓名\t登录名\t单位\t角色\t组内职务\n"


def brought(rows, at, heads=HEADS):
    roster = from_plain(to_plain(understand(from_pasted(heads + rows))))
    return bring_in(roster=roster, under=None, role=Role.CONTACT, by=SYSTEM, at=at)


def posts(name):
    return [(post.role, post.duty) for post in Membership.objects.filter(user__name=name).order_by("role")]


def test_the_list_and_the_roles_know_the_same_duties():
    assert {role: tuple(duty.value for duty in duties) for role, duties in SAID.items()} == DUTIES


@pytest.mark.parametrize(
    ("role", "duty", "word"),
    [
        ("leading_group", "组长", "领导小组组长"),
        ("office", "副主任", "整改办副主任"),
        ("office", "", "整改办"),
        ("contact", "", "联络员"),
    ],
)
def test_a_post_is_called_by_its_duty(role, duty, word):
    assert post_word(role, duty) == word


def test_a_role_is_given_with_its_duty_and_the_event_says_so(clerk, units, at):
    post = give_role(user=clerk, unit=units["市水务局"], role=Role.LEADING_GROUP, duty="副组长", by=SYSTEM, at=at)
    assert (post.duty, post.word) == ("副组长", "领导小组副组长")
    assert Event.objects.filter(name="user:give_role").latest("seq").facts["duty"] == "副组长"


def test_given_again_with_another_duty_it_moves_on_with_one_event(clerk, units, at):
    for duty in ("主任", "主任", "副主任"):
        give_role(user=clerk, unit=units["市水务局"], role=Role.OFFICE, duty=duty, by=SYSTEM, at=at)
    told = [event.facts for event in Event.objects.filter(name="user:set_duty").order_by("seq")]
    assert [(facts["was"], facts["now"]) for facts in told] == [("", "主任"), ("主任", "副主任")]


@pytest.mark.parametrize(("role", "duty"), [("contact", "主任"), ("office", "组长"), ("leading_group", "书记")])
def test_a_role_has_only_its_own_duties(clerk, units, at, role, duty):
    with pytest.raises(ValidationError, match="没有"):
        give_role(user=clerk, unit=units["市水务局"], role=Role(role), duty=duty, by=SYSTEM, at=at)
    with pytest.raises(ValidationError, match="没有"):
        invite_user(username="n", name="新人", unit=units["市水务局"], role=Role(role), duty=duty, by=SYSTEM, at=at)


def test_a_duty_can_be_taken_back(clerk, at):
    post = set_duty(membership=clerk.memberships.get(), duty=Duty.OFFICE_HEAD, by=SYSTEM, at=at)
    assert set_duty(membership=post, duty="", by=SYSTEM, at=at).duty == ""


def test_a_list_says_duties_by_the_role_or_in_a_column(units, at):
    brought("王建\twj\t市水务局\t领导小组组长\t\n赵明\tzm\t市水务局\t领导小组\t常务副组长\n孙丽\tsl\t市水务局\t\t副主任\n", at)
    assert posts("王建") == [("leading_group", "组长")]
    assert posts("赵明") == [("leading_group", "常务副组长")]
    assert posts("孙丽") == [("office", "副主任")]


def test_a_duty_goes_to_the_role_that_has_it(units, at):
    brought("王建\twj\t市水务局\t责任领导、领导小组成员\t副组长\n", at)
    assert posts("王建") == [("leader", ""), ("leading_group", "副组长")]


def test_a_duty_that_no_role_of_the_row_has_is_named_with_its_place(units):
    roster = understand(from_pasted(HEADS + "王建\twj\t市水务局\t联络员\t组长\n"))
    [trouble] = roster.troubles
    assert (trouble.kind, trouble.place.row, trouble.place.column, trouble.value) == ("duty_unknown", 2, "E", "组长")


def test_a_post_elsewhere_is_not_read(units):
    roster = understand(from_pasted("姓名\t登录名\t单位\t职务\n王建\twj\t市水务局\t副局长\n"))
    assert roster.left_out == ["职务"]
    assert roster.people[0].duties == ()


def test_who_is_known_gets_only_the_duty_that_is_new(clerk, units, at):
    made = plan(
        understand(from_pasted(HEADS + f"张敏\t{clerk.username}\t市水务局\t整改办\t主任\n")), under=None, role=Role.CONTACT
    )
    assert [post.word for post in made.new_posts[0].posts] == ["整改办主任"]
    brought(f"张敏\t{clerk.username}\t市水务局\t整改办\t主任\n", at)
    again = brought(f"张敏\t{clerk.username}\t市水务局\t整改办\t\n", at)
    assert posts("张敏") == [("office", "主任")]
    assert not again.plan.adds
