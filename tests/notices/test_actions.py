"""What people set: keyword-only verbs with ``by`` and ``at``, the policy asked, one event, no robot's address anywhere."""

import importlib
import inspect
import pkgutil

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import merge_units
from taizhang.accounts.policy import Refused
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event
from taizhang.notices import actions
from taizhang.notices.actions import GroupSaid, Said
from taizhang.notices.models import Delivery, Group, Notice, Preference

pytestmark = pytest.mark.django_db
ROBOT = GroupSaid("群", "feishu", "https://8.8.8.8/open-apis/bot/v2/hook/hidden-7777", "hidden-secret")


def events():
    return list(Event.objects.filter(name__startswith="notices:").order_by("seq").values_list("name", flat=True))


@pytest.mark.parametrize("verb", [*actions.VERBS, *actions.READING], ids=lambda f: f.__name__)
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)


def test_every_verb_of_the_room_is_listed():
    modules = [importlib.import_module(f"{actions.__name__}.{m.name}") for m in pkgutil.iter_modules(actions.__path__)]
    shared = {"hold", "changes", "told"}
    functions = {
        f for module in modules for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__
    }
    assert {f for f in functions if f.__name__[0] != "_" and f.__name__ not in shared} == {*actions.VERBS, *actions.READING}


def test_each_setting_leaves_one_event_in_the_sites_log(clerk, units, at):
    group = actions.add_group(unit=units["供水科"], group=ROBOT, by=clerk, at=at)
    for _ in range(2):
        actions.change_group(row=group, group=GroupSaid("新群", "feishu"), by=clerk, at=at)
        actions.prefer(said=Said(["soon"]), by_mail=False, language="en", by=clerk, at=at)
    actions.try_group(row=group, by=clerk, at=at)
    actions.stop_group(row=group, by=clerk, at=at)
    assert events() == ["notices:add_group", "notices:change_group", "notices:prefer", "notices:try_group", "notices:stop_group"]


def test_what_is_as_the_defaults_say_leaves_no_row(clerk, at):
    actions.prefer(said=Said(), by_mail=True, language="zh-hans", by=clerk, at=at)
    assert (events(), Preference.objects.count()) == ([], 0)


def test_a_robots_address_and_secret_stand_in_no_event(clerk, units, at):
    group = actions.add_group(unit=units["供水科"], group=ROBOT, by=clerk, at=at)
    actions.change_group(
        row=group, group=GroupSaid("群", "feishu", "https://8.8.8.8/other-8888", "other-secret"), by=clerk, at=at
    )
    actions.stop_group(row=group, by=clerk, at=at)
    told = " ".join(Event.objects.values_list("payload", flat=True))
    assert not [secret for secret in ("hidden-7777", "hidden-secret", "other-8888", "other-secret") if secret in told]
    assert "8.8.8.8/…7777" in told


@pytest.mark.parametrize(
    ("role", "unit"), [("contact", "供水科"), ("office", "市委巡察办"), ("office", "财务科"), ("principal", "市水务局")]
)
def test_others_set_no_groups_of_a_unit(person, units, at, role, unit):
    with pytest.raises(Refused, match="整改办或系统管理员"):
        actions.add_group(unit=units["供水科"], group=ROBOT, by=person(role, unit), at=at)


def test_an_administrator_sets_any(person, units, at):
    assert actions.add_group(unit=units["江岸市"], group=ROBOT, by=person("administrator", "市水务局"), at=at)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": " "}, "群的名称"),
        ({"channel": "mail"}, "哪个软件"),
        ({"channel": "telegram"}, "哪个软件"),
        ({"address": ""}, "网址"),
        ({"address": "https://10.0.0.1/"}, "内部网络"),
        ({"address": "https://8.8.8.8/" + "x" * 500}, "太长"),
        ({"said": Said(daily_hour=24)}, "23点"),
        ({"said": Said(["nothing"])}, "没有这种通知"),
    ],
)
def test_what_cannot_be_meant_is_refused(clerk, units, at, said, why):
    told = {"name": "群", "channel": "wecom", "address": "https://8.8.8.8/x", **said}
    with pytest.raises(ValidationError, match=why):
        actions.add_group(unit=units["供水科"], group=GroupSaid(**told), by=clerk, at=at)
    assert not Group.objects.exists()


def test_a_name_stands_once_in_a_unit(clerk, units, at):
    actions.add_group(unit=units["供水科"], group=ROBOT, by=clerk, at=at)
    with pytest.raises(ValidationError, match="已经有名为"):
        actions.add_group(unit=units["供水科"], group=ROBOT, by=clerk, at=at)
    assert actions.add_group(unit=units["财务科"], group=ROBOT, by=clerk, at=at)


def test_groups_follow_their_unit_into_another(clerk, units, at):
    for name in ("供水科", "财务科"):
        actions.add_group(unit=units[name], group=ROBOT, by=clerk, at=at)
    merge_units(source=units["供水科"], target=units["财务科"], by=SYSTEM, at=at)
    assert sorted(Group.objects.values_list("unit__name", "name")) == [("财务科", "群"), ("财务科", "群（供水科）")]


def test_reading_is_everybodys_own_and_leaves_no_event(ledger, clerk, contact, at):
    mine, other = (
        Notice.objects.create(user=u, ledger=ledger, reason="soon", n=1, batch=1, made_at=at) for u in (clerk, contact)
    )
    before = Event.objects.count()
    actions.read(notice=other, by=clerk, at=at)
    assert actions.read_all(by=clerk, at=at) == 1
    other.refresh_from_db()
    assert (other.read_at, Event.objects.count()) == (None, before)
    mine.refresh_from_db()
    assert mine.read_at == at


def test_a_stopped_group_is_told_nothing_more(group, clerk, at):
    actions.stop_group(row=group, by=clerk, at=at)
    with pytest.raises(Refused, match="停用"):
        actions.try_group(row=group, by=clerk, at=at)
    assert not Delivery.objects.exists()
