"""What notices keep of units, moved when two units become one."""

from __future__ import annotations

from datetime import datetime

from taizhang.accounts.models import Unit
from taizhang.journal.append import Actor
from taizhang.notices.models import Group


def follow_merge(*, source: Unit, target: Unit, by: Actor, at: datetime) -> None:
    """The source's groups become the target's; one of a name that the target has is told apart by where it came from."""
    taken = set(Group.objects.filter(unit=target, stopped_at=None).values_list("name", flat=True))
    for group in Group.objects.filter(unit=source):
        if group.stopped_at is None and group.name in taken:
            group.name = f"{group.name[:40]}（{source.name[:18]}）"
        group.unit = target
        group.save(update_fields=["unit", "name"])
