"""What manuscripts keep of units, moved when two units become one."""

from __future__ import annotations

from datetime import datetime

from taizhang.accounts.models import Unit
from taizhang.journal.append import Actor
from taizhang.manuscripts.models import Part


def follow_merge(*, source: Unit, target: Unit, by: Actor, at: datetime) -> None:
    """The source's parts become the target's."""
    Part.objects.filter(unit=source).update(unit=target)
