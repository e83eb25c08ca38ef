"""People, units and papers that tests start from. States are reached by real actions, never by writing rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from taizhang.sheet import Aspect, Deadline, Finding, Manifestation, Measure, Responsibility, Sheet, Span

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def pytest_collection_modifyitems(items):
    """Mark what needs a database, so that one run can be repeated on another database without the rest."""
    for item in items:
        if {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def no_failed_sign_ins():
    """Whoever failed to sign in in one test is not kept out in the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def at():
    return AT


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def units(db):
    """The water bureau and its parts, under its city; the inspecting body beside it."""
    from taizhang.accounts.actions import add_unit
    from taizhang.journal.append import SYSTEM

    def make(name, parent=None):
        return add_unit(name=name, parent=parent, by=SYSTEM, at=AT)

    city = make("江岸市")
    bureau = make("市水务局", city)
    parts = {name: make(name, bureau) for name in ("办公室", "财务科", "河湖科", "供水科")}
    return {"江岸市": city, "市水务局": bureau, "市委巡察办": make("市委巡察办", city), **parts}


@pytest.fixture
def person(units):
    """Makes a user with one role: ``person("office", "市水务局")``."""
    from taizhang.accounts.actions import add_user, give_role
    from taizhang.accounts.models import User
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    def make(role, unit, name=None):
        name = name or f"{role}-{unit}"
        user = add_user(username=f"u{User.objects.count() + 1}", name=name, password="pass-of-tests", by=SYSTEM, at=AT)
        give_role(user=user, unit=units[unit], role=Role(role), by=SYSTEM, at=AT)
        return user

    return make


@pytest.fixture
def clerk(person):
    """The rectification office's clerk."""
    return person("office", "市水务局", "张敏")


@pytest.fixture
def contact(person):
    """The contact person of the finance section."""
    return person("contact", "财务科", "李强")


@pytest.fixture
def sheet():
    """Two aspects; two findings and one without a statement; four measures."""
    return Sheet(
        "整改情况",
        (
            Aspect(
                "（一）",
                "供水保障方面",
                (
                    Finding(
                        "1.",
                        "管网漏损率偏高",
                        Span(10, 40),
                        (Manifestation("①", "老城区管网超期服役"), Manifestation("②", "漏损监测点不足")),
                        (
                            Measure("一是", "更换老旧管网", "更换老旧管网。已更换12公里。", state="已完成"),
                            Measure("二是", "增设监测点", "增设监测点。", deadline=Deadline("长期坚持", None, "长期")),
                        ),
                        Responsibility("王副局长", "供水科"),
                        Deadline("2026年11月底前", "2026-11", "限期"),
                    ),
                    Finding("2.", "水费收缴不规范", None, (), (Measure(None, "规范收缴", "规范收缴。"),)),
                ),
            ),
            Aspect("（二）", "资金管理方面", (Finding(None, None, None, (), (Measure("一是", "清理账户", "清理账户。"),)),)),
        ),
    )


@pytest.fixture
def opening(units):
    from taizhang.ledger.actions import Opening
    from taizhang.ledger.models import Source, Stage

    return Opening(
        "2026年巡察整改台账", Source.INSPECTION, units["市水务局"], Stage.CONCENTRATED, supervised_by=units["市委巡察办"]
    )


@pytest.fixture
def ledger(clerk, sheet, opening):
    """The sheet, adopted by the clerk from a finished report."""
    from taizhang.ledger.actions import adopt

    return adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=AT)


@pytest.fixture
def planned(clerk, sheet, opening):
    """The sheet, adopted by the clerk from a plan: nothing issued yet."""
    from taizhang.ledger.actions import adopt

    return adopt(opening=opening, sheet=sheet, source=None, reported=False, by=clerk, at=AT)


@pytest.fixture
def principal_signed():
    """The paper on which the head of the body signed."""
    from taizhang.ledger.actions import Paper

    return Paper("赵局长", "市水务局", "主要负责人", TODAY, reference="水发〔2026〕12号", meeting="党组会第20次")


@pytest.fixture
def approved(planned, clerk, principal_signed):
    """The plan of ``planned``, reviewed and approved on paper: its measures can be issued."""
    from taizhang.ledger.actions import approve_plan, send_plan

    plan = send_plan(ledger=planned, by=clerk, at=AT)
    approve_plan(plan=plan, meeting=principal_signed.meeting, paper=principal_signed, by=clerk, at=AT)
    planned.refresh_from_db()
    return planned


@pytest.fixture
def started(clerk, sheet, opening, person, units):
    """A ledger kept by the inspections' profile, with everybody whom a close-out needs (tests/ledger/closing.py)."""
    from tests.ledger.closing import way

    return way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units)


@pytest.fixture
def home(settings, tmp_path):
    """A data folder of this test's own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return settings.HOME
