"""A part is amended by its unit or by the office, or given to another unit; nobody writes over what another just wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.ledger.typed import in_one_line, said
from taizhang.manuscripts import policy
from taizhang.manuscripts.actions.writing import digest, held, keep_version, note, refuse
from taizhang.manuscripts.bound import is_known, names
from taizhang.manuscripts.models import Part, TypedNumber

LONGEST = 20_000
MOST_REASON = 300


class Conflict(Exception):
    """Somebody amended the part since it was read. ``part`` is as it stands now; ``wanted`` is the text that was to be saved."""

    def __init__(self, part: Part, wanted: str) -> None:
        super().__init__(_("这一部分刚被别人修改过，请核对后再保存。"))
        self.part = part
        self.wanted = wanted


@transaction.atomic
def amend_part(
    *, part: Part, text: str, version: int, run_on: str | None = None, reason: str = "", by: User, at: datetime
) -> Part:
    """Save what the part says. Where a number of the snapshot was typed by hand, ``reason`` says why.

    Raises Refused, Conflict, ValidationError. What is as it was leaves no event.
    """
    row = _held(part)
    refuse(policy.why_not_amend(by, row))
    words = said(text, _("正文"), longest=LONGEST, needed=False)
    behind = row.run_on if run_on is None else in_one_line(run_on, _("标题后的话"), longest=2000, needed=False)
    if (words, behind) == (row.text, row.run_on):
        return row
    if row.version != version:
        raise Conflict(row, words)
    _hold_names(row, f"{behind}\n{words}")
    typed = _typed(row, f"{behind}\n{words}", reason)
    if not row.versions.exists():  # what it said before anybody amended it can be looked up, too
        row.versions.create(
            number=row.version, run_on=row.run_on, text=row.text, by=row.manuscript.begun_by, at=row.manuscript.begun_at
        )
    row.text, row.run_on, row.version = words, behind, row.version + 1
    row.amended_by, row.amended_unit, row.amended_at = by.name, by.actor.unit, at
    row.save(update_fields=["text", "run_on", "version", "amended_by", "amended_unit", "amended_at"])
    _keep_typed(row, typed, reason, by, at)
    keep_version(row, by, at)
    note(row.manuscript, "amend", {"part": row.position, "version": row.version, "digest": digest(row), "typed": typed}, by, at)
    return row


def _held(part: Part) -> Part:
    """The manuscript and the part, locked."""
    manuscript = held(part.manuscript)
    row = Part.objects.select_for_update(of=("self",)).select_related("unit").get(pk=part.pk)
    row.manuscript = manuscript
    return row


def _hold_names(part: Part, words: str) -> None:
    """Raises ValidationError for a number that there is not; what the snapshot itself has in braces is text."""
    told, own = part.manuscript.numbers, names(part.base)
    if unknown := next((name for name in names(words) if name not in own and not is_known(name, told)), None):
        raise ValidationError(_("没有“{%(name)s}”这个数据。请从列出的数据里选。") % {"name": unknown})


def _typed(part: Part, words: str, reason: str) -> list[str]:
    """The numbers of the snapshot that the part no longer names; raises ValidationError where it is not said why."""
    told = part.manuscript.numbers
    missing = [name for name in names(part.base) if is_known(name, told) and name not in names(words)]
    known = set(part.typed_numbers.values_list("field", flat=True))
    if any(name not in known for name in missing) and not reason.strip():
        listed = _("、").join(name for name in missing if name not in known)
        raise ValidationError(_("“%(names)s”不再取自数据版本，请写明改成手写的理由。") % {"names": listed})
    return missing


def _keep_typed(part: Part, typed: Sequence[str], reason: str, by: User, at: datetime) -> None:
    part.typed_numbers.exclude(field__in=typed).delete()
    known = set(part.typed_numbers.values_list("field", flat=True))
    why = in_one_line(reason, _("理由"), longest=MOST_REASON, needed=False)
    TypedNumber.objects.bulk_create(
        TypedNumber(part=part, field=name, reason=why, by=by.name, at=at) for name in typed if name not in known
    )


@transaction.atomic
def assign_part(*, part: Part, unit: Unit | None, by: User, at: datetime) -> Part:
    """Say which unit amends the part; none: the office alone."""
    row = _held(part)
    refuse(policy.why_not_edit(by, row.manuscript))
    if unit is not None and not row.manuscript.ledger.body.holds(unit):
        raise ValidationError(_("“%(unit)s”不是本单位的部门。") % {"unit": unit.name})
    if row.unit == unit:
        return row
    facts = {"part": row.position, "was": row.unit.name if row.unit else "", "now": unit.name if unit else ""}
    row.unit = unit
    row.save(update_fields=["unit"])
    note(row.manuscript, "assign", facts, by, at)
    return row
