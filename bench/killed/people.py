"""The people of the made-up bureau whom the jobs need, made once and found again by every process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import installation
from bench.killed.job import AT

if TYPE_CHECKING:
    from taizhang.accounts.models import Unit, User

SECTION = installation.SECTIONS[0]
ROLES = (("contact", SECTION, "赵联络"), ("leading_group", "市水务局", "周组长"), ("principal", "市水务局", "吴局长"))


def make() -> None:
    """The office's clerk, a section's contact, the leading group, the head of the body."""
    from taizhang.accounts.actions import add_user, give_role
    from taizhang.accounts.models import Unit
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    installation.people()
    for role, unit, name in ROLES:
        user = add_user(username=role, name=name, password="bench", by=SYSTEM, at=AT)
        give_role(user=user, unit=Unit.objects.get(name=unit), role=Role(role), by=SYSTEM, at=AT)


def whoever(username: str) -> User:
    """One of them by his user name."""
    from taizhang.accounts.models import User

    return User.objects.get(username=username)


def bureau() -> Unit:
    """The body."""
    from taizhang.accounts.models import Unit

    return Unit.objects.get(name="市水务局")
