"""A unit's contact who has no account: what may be done in a table or by a link of the unit is what its contact may do."""

from __future__ import annotations

from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.roles import Role


def contact_of(unit: Unit) -> User:
    """Somebody who is nothing but the contact of ``unit``; never saved."""
    user = User(pk=0, name=unit.name)
    user._posts = [Membership(user=user, unit=unit, role=Role.CONTACT)]
    return user
