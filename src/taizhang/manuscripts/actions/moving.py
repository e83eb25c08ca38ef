"""A manuscript moves to another snapshot: numbers follow, parts that nobody amended follow, the others are looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.journal.append import canonical
from taizhang.ledger.adoption import units_by_name
from taizhang.ledger.models import Snapshot
from taizhang.manuscripts import policy
from taizhang.manuscripts.actions.beginning import part_of
from taizhang.manuscripts.actions.writing import held, keep_version, note, refuse
from taizhang.manuscripts.bound import numbers
from taizhang.manuscripts.composing import written
from taizhang.manuscripts.flowing import parted
from taizhang.manuscripts.models import Manuscript, Part

FAR = 100_000  # beyond any position, so that parts change places without meeting


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving would change: numbers (name, was, now), and parts by what becomes of them."""

    numbers: tuple[tuple[str, str, str], ...]
    followed: tuple[Part, ...]  # nobody amended them: they follow
    both: tuple[tuple[Part, Part], ...]  # amended, and the snapshot says something else: (as it stands, as the snapshot has it)
    new: tuple[Part, ...]
    gone: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The parts as the other snapshot has them, in order, each with the one that stands here under its name."""

    pairs: list[tuple[Part, Part | None]]
    gone: list[Part]
    fields: dict[str, str]


def moved(manuscript: Manuscript, snapshot: Snapshot) -> Moved:
    """What changes when the manuscript moves to ``snapshot``; nothing is written. Raises snapshots.Damaged."""
    plan = _planned(manuscript, snapshot)
    was, now = manuscript.numbers, plan.fields
    changed = [(new, here) for new, here in plan.pairs if here and new.base != here.base]
    names = [*now, *(name for name in was if name not in now)]
    told = ((name, was.get(name, "0"), now.get(name, "0")) for name in names)
    return Moved(
        numbers=tuple(one for one in told if one[1] != one[2]),
        followed=tuple(here for _new, here in changed if not here.is_amended),
        both=tuple((here, new) for new, here in changed if here.is_amended),
        new=tuple(new for new, here in plan.pairs if here is None),
        gone=tuple(plan.gone),
    )


def _planned(manuscript: Manuscript, snapshot: Snapshot) -> _Plan:
    paper, told = written(snapshot, manuscript.form)
    drafted = parted(paper, told)
    here = {part.name: part for part in manuscript.parts.order_by("position")}
    units = units_by_name(manuscript.ledger.body)
    pairs = [(part_of(manuscript, n, one, told, units), here.pop(one.name, None)) for n, one in enumerate(drafted, 1)]
    return _Plan(pairs, list(here.values()), numbers(told))


@transaction.atomic
def move_manuscript(
    *, manuscript: Manuscript, snapshot: Snapshot, taken: Collection[int] = (), by: User, at: datetime
) -> Manuscript:
    """Bind the manuscript to ``snapshot``. Parts that nobody amended say what it says, and amended ones that are ``taken``.

    A part that it no longer has goes where nobody amended it, else it stays at the end. Raises Refused, snapshots.Damaged.
    """
    row = held(manuscript)
    refuse(policy.why_not_edit(by, row))
    if snapshot.ledger_id != row.ledger_id:
        raise ValidationError(_("请选择这个台账的数据版本。"))
    if snapshot.pk == row.snapshot_id:
        return row
    plan = _planned(row, snapshot)
    kept = _kept(plan, row, taken, by, at)
    was = row.snapshot
    row.snapshot, row.fields, row.version = snapshot, canonical(plan.fields), row.version + 1
    row.save(update_fields=["snapshot", "fields", "version"])
    note(row, "move", {"was": was.key, "now": snapshot.key, "digest": snapshot.digest, "kept": kept}, by, at)
    return row


def _kept(plan: _Plan, manuscript: Manuscript, taken: Collection[int], by: User, at: datetime) -> list[int]:
    """Write the parts as planned; the positions of those that stay as they were amended."""
    for part in plan.gone:
        if not part.is_amended:
            part.delete()
    staying = [part for part in plan.gone if part.is_amended]
    for offset, part in enumerate(manuscript.parts.order_by("position"), FAR):
        Part.objects.filter(pk=part.pk).update(position=offset)
    kept: list[int] = []
    for new, here in plan.pairs:
        if here is None:
            new.save()
        elif not _follow(here, new, here.pk in taken, by, at):
            kept.append(here.position)
    for position, part in enumerate(staying, len(plan.pairs) + 1):
        part.position = position
        part.save(update_fields=["position"])
    return kept


def _follow(here: Part, new: Part, taken: bool, by: User, at: datetime) -> bool:
    """Give the part its new place and base; whether it says what the snapshot says."""
    follows = taken or not here.is_amended
    said_otherwise = follows and here.whole != new.whole
    here.position, here.heading, here.base = new.position, new.heading, new.base
    if said_otherwise:
        here.run_on, here.text, here.version = new.run_on, new.text, here.version + 1
    here.save(update_fields=["position", "heading", "base", "run_on", "text", "version"])
    if said_otherwise:
        here.typed_numbers.all().delete()
        keep_version(here, by, at)
    return follows
