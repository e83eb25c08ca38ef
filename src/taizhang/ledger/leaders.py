"""Which account is meant where a leader stands as people write him: 王建国, 王建国（副局长）, 党组书记王建国."""

from __future__ import annotations

import re

from taizhang.accounts.models import Membership, User
from taizhang.accounts.roles import Role
from taizhang.ledger.models import Ledger

LEADERS = (Role.LEADER, Role.PRINCIPAL, Role.LEADING_GROUP)
# What may stand before and after a name, so that 王建 is not found in 王建国: nothing, a mark, or a post.
_BEFORE = r"(?:^|[\s、，,；;：:（(）)]|[长记任员理])"
_AFTER = r"(?:$|[\s、，,；;（()）]|副|局长|主任|书记|党组|组长|处长|科长|部长|院长|校长|委员|同志)"


def leaders_of(ledger: Ledger) -> list[User]:
    """The people who can answer for a finding of ``ledger``: its body's leaders, leading group and principal."""
    posts = Membership.objects.filter(unit=ledger.body_id, role__in=LEADERS)
    return list(User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name", "pk"))


def meant(written: str, leaders: list[User]) -> User | None:
    """The one of ``leaders`` whose name stands in what is ``written``; None where there is none, or more than one."""
    named = [user for user in leaders if re.search(f"{_BEFORE}{_spelled(user.name)}{_AFTER}", written)]
    return named[0] if len(named) == 1 else None


def _spelled(name: str) -> str:
    """A pattern of the name: tables set names of two signs apart, 王　伟, so that they are as wide as those of three."""
    return r"\s*".join(re.escape(mark) for mark in name) if len(name) == 2 else re.escape(name)
