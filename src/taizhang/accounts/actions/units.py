"""What can be done to the tree of units."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts import merging
from taizhang.accounts.models import Unit, UnitName, User
from taizhang.accounts.policy import ask
from taizhang.journal.append import Actor, Entry, append, site_log

NAME_LENGTH = 120


@transaction.atomic
def add_unit(*, name: str, parent: Unit | None, by: User | Actor, at: datetime) -> Unit:
    """A new unit under ``parent``. Raises ValidationError when the name is empty or stands there already."""
    actor = ask(by, "add_unit")
    unit = Unit.objects.create(name=free_name(name, parent), parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    facts = {"name": unit.name, "parent": parent.name if parent else None}
    append(site_log(), [Entry("unit:add", f"unit:{unit.pk}", facts)], by=actor, at=at)
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, by: User | Actor, at: datetime) -> Unit:
    """Give ``unit`` another name; the old one is kept, so that what older papers call it still finds it."""
    actor = ask(by, "rename_unit")
    row = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if row.name == name.strip():
        return row
    was, row.name = row.name, free_name(name, row.parent)
    row.save(update_fields=["name"])
    UnitName.objects.filter(unit=row, name=row.name).delete()
    merging.remember(row, was)
    append(site_log(), [Entry("unit:rename", f"unit:{row.pk}", {"was": was, "now": row.name})], by=actor, at=at)
    return row


@transaction.atomic
def merge_units(*, source: Unit, target: Unit, by: User | Actor, at: datetime) -> Unit:
    """Make ``source`` part of ``target``: people, parts, names and what ledgers say of it move; it cannot be undone."""
    actor = ask(by, "merge_units")
    units = {unit.pk: unit for unit in Unit.objects.select_for_update(of=("self",)).order_by("pk")}
    if source.pk not in units or target.pk not in units:
        raise ValidationError(_("这个单位已经被合并或删除，请刷新页面。"))
    gone, kept = merging.apart(units[source.pk], units[target.pk])
    subject = f"unit:{gone.pk}"
    folded = [[one.name, other.name] for one, other in merging.fold(gone, kept, by=actor, at=at)]
    facts = {"source": source.name, "target": kept.name, "target_key": f"unit:{kept.pk}", "with": folded[:-1]}
    append(site_log(), [Entry("unit:merge", subject, facts)], by=actor, at=at)
    return kept


def free_name(name: str, parent: Unit | None) -> str:
    """``name`` without blanks around it, if a unit under ``parent`` can bear it. Raises ValidationError."""
    name = name.strip()
    if not name:
        raise ValidationError(_("请写明单位名称。"))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("单位名称太长，请不要超过 %(n)d 个字。") % {"n": NAME_LENGTH})
    if Unit.objects.filter(parent=parent, name=name).exists():
        raise ValidationError(_("“%(name)s”已经在这一级单位中，请直接使用或换一个名称。") % {"name": name})
    return name
