"""Folding one branch of the tree of units into another: parts, roles, former names, and what other rooms keep of a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from taizhang.accounts.models import Membership, Unit, UnitName
from taizhang.journal.append import Actor

Follower = Callable[..., None]


def followers() -> list[Follower]:
    """The functions of other rooms that move their references from one unit to another (settings.UNIT_FOLLOWERS)."""
    return [import_string(path) for path in settings.UNIT_FOLLOWERS]


def fold(source: Unit, target: Unit, *, by: Actor, at: datetime) -> Iterator[tuple[Unit, Unit]]:
    """Move everything that hangs on ``source`` to ``target`` and delete ``source``; parts of the same name are folded too.

    Yields each pair that became one. A reference that nobody moved makes the deletion fail: nothing is lost silently.
    """
    for part in source.parts.order_by("pk"):
        twin = target.parts.filter(name=part.name).first()
        if twin:
            yield from fold(part, twin, by=by, at=at)
        else:
            move(part, target)
    for membership in source.memberships.all():
        Membership.objects.get_or_create(user_id=membership.user_id, unit=target, role=membership.role)
        membership.delete()
    for follow in followers():
        follow(source=source, target=target, by=by, at=at)
    for name in (source.name, *source.former_names.values_list("name", flat=True)):
        remember(target, name)
    yield source, target
    source.delete()


def move(unit: Unit, parent: Unit) -> None:
    """Put ``unit`` with all its parts under ``parent``."""
    was, now = unit.path, f"{parent.path}{unit.pk}/"
    unit.parent = parent
    unit.save(update_fields=["parent"])
    branch = list(Unit.objects.filter(path__startswith=was))
    for row in branch:
        row.path = now + row.path.removeprefix(was)
    Unit.objects.bulk_update(branch, ["path"], batch_size=200)


def remember(unit: Unit, name: str) -> None:
    """Keep ``name`` as a former name of ``unit``, unless it is what the unit is called."""
    if name != unit.name:
        UnitName.objects.get_or_create(unit=unit, name=name)


def apart(source: Unit, target: Unit) -> tuple[Unit, Unit]:
    """Both, where ``source`` can be merged into ``target``. Raises ValidationError for itself, or one of its own parts."""
    if source == target:
        raise ValidationError(_("请选择另一个单位。"))
    if source.holds(target):
        facts = {"source": source.name, "target": target.name}
        raise ValidationError(_("“%(target)s”是“%(source)s”的下级单位，不能把上级并入下级。") % facts)
    return source, target
