"""What a person wishes, said or not."""

from __future__ import annotations

from taizhang.accounts.models import User
from taizhang.notices.models import Preference


def wish_of(user: User) -> Preference:
    """What ``user`` wishes; what the defaults say where he has said nothing."""
    return user.preference if hasattr(user, "preference") else Preference(user=user)
