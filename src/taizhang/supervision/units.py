"""What rounds keep of units, moved when two units become one."""

from __future__ import annotations

from datetime import datetime

from taizhang.accounts.models import Unit
from taizhang.journal.append import Actor
from taizhang.supervision.models import Invitation


def follow_merge(*, source: Unit, target: Unit, by: Actor, at: datetime) -> None:
    """The source's links become the target's; where the target has one in the same round, the source's is revoked."""
    invited = Invitation.objects.filter(revoked_at=None)
    both = list(invited.filter(unit=target).values_list("round", flat=True))
    invited.filter(unit=source, round__in=both).update(revoked_at=at)
    Invitation.objects.filter(unit=source).update(unit=target)
