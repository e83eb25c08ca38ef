"""The people of the made-up bureau whom the jobs need, made once and found again by every process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bench import installation
from bench.killed.job import AT
from taizhang.sheet import Responsibility

if TYPE_CHECKING:
    from taizhang.accounts.models import Unit, User
    from taizhang.ledger.models import Ledger
    from taizhang.sheet import Sheet

SECTION = installation.SECTIONS[0]
ROLES = (("contact", SECTION, "赵联络"), ("leading_group", "市水务局", "周组长"), ("principal", "市水务局", "吴局长"))


def make() -> None:
    """The office's clerk, a section's contact, who is told at once by mail, the leading group, the head of the body."""
    from taizhang.accounts.actions import add_user, correct_user, give_role
    from taizhang.accounts.models import Unit
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM
    from taizhang.notices.actions import Said, prefer

    installation.people()
    for role, unit, name in ROLES:
        user = add_user(username=role, name=name, password="bench", by=SYSTEM, at=AT)
        give_role(user=user, unit=Unit.objects.get(name=unit), role=Role(role), by=SYSTEM, at=AT)
    contact = correct_user(user=whoever("contact"), name="赵联络", email="contact@water.example", by=SYSTEM, at=AT)
    at_once = Said(daily=False, quiet_from=0, quiet_until=0, working_days_only=False)
    prefer(said=at_once, by_mail=True, language="zh-hans", by=contact, at=AT)


def whoever(username: str) -> User:
    """One of them by his user name."""
    from taizhang.accounts.models import User

    return User.objects.get(username=username)


def bureau() -> Unit:
    """The body."""
    from taizhang.accounts.models import Unit

    return Unit.objects.get(name="市水务局")


def led_by_one(sheet: Sheet) -> Sheet:
    """``sheet`` with all findings led by the section that has the contact."""
    who = Responsibility("王副局长", SECTION)
    return replace(
        sheet,
        aspects=tuple(
            replace(aspect, findings=tuple(replace(finding, responsibility=who) for finding in aspect.findings))
            for aspect in sheet.aspects
        ),
    )


def complete(ledger: Ledger) -> None:
    """All measures handed in, countersigned and accepted."""
    from taizhang.ledger import actions

    contact, clerk, measures = whoever("contact"), whoever("clerk"), list(ledger.measures.all())
    proof = actions.Given("验收单", None, "水务〔2026〕3号", "档案室3柜")
    actions.add_evidence(measures=measures, files=[proof], by=contact, at=AT)
    actions.hand_in(measures=measures, effects="已整改到位", by=contact, at=AT)
    leader = actions.Paper("王副局长", "市水务局", "副局长", AT.date())
    actions.countersign(measures=measures, paper=leader, by=clerk, at=AT)
    if actions.accept(measures=measures, by=clerk, at=AT).refused:
        raise RuntimeError("the way to the close-out has changed")
