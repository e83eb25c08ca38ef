"""A manuscript begins as a form written from a snapshot, in parts; it can be given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.journal.append import canonical
from taizhang.ledger.adoption import units_by_name
from taizhang.ledger.models import Ledger, Snapshot
from taizhang.ledger.typed import in_one_line
from taizhang.manuscripts import policy
from taizhang.manuscripts.actions.writing import held, note, refuse
from taizhang.manuscripts.bound import bound, numbers
from taizhang.manuscripts.composing import kinds, written
from taizhang.manuscripts.flowing import Drafted, parted
from taizhang.manuscripts.models import Manuscript, ManuscriptState, Part
from taizhang.reports import facts


@transaction.atomic
def begin_manuscript(*, ledger: Ledger, snapshot: Snapshot, form: str, by: User, at: datetime) -> Manuscript:
    """Put together a manuscript of the kind ``form`` from ``snapshot``; parts go to the units that lead what they are about.

    Raises Refused, ValidationError, snapshots.Damaged.
    """
    places = ("body", "pinned", "office_unit", "supervised_by")
    row = Ledger.objects.select_for_update(of=("self",)).select_related(*places).get(pk=ledger.pk)
    refuse(policy.why_not_begin(by, row))
    if form not in {one.code for one in kinds()} or snapshot.ledger_id != row.pk:
        raise ValidationError(_("请选择文稿种类和数据版本。"))
    paper, told = written(snapshot, form)
    manuscript = Manuscript.objects.create(
        ledger=row,
        serial=(row.manuscripts.aggregate(last=Max("serial"))["last"] or 0) + 1,
        snapshot=snapshot,
        form=form,
        title=paper.title,
        fields=canonical(numbers(told)),
        begun_by=by.name,
        begun_at=at,
    )
    units = units_by_name(row.body)
    rows = [part_of(manuscript, n, one, told, units) for n, one in enumerate(parted(paper, told), 1)]
    Part.objects.bulk_create(rows)
    note(manuscript, "begin", {"form": form, "snapshot": snapshot.key, "digest": snapshot.digest, "parts": len(rows)}, by, at)
    return manuscript


def part_of(manuscript: Manuscript, position: int, drafted: Drafted, told: facts.Ledger, units: Mapping[str, Unit]) -> Part:
    """A part as the snapshot gives it. What a finding says is its unit's own words; elsewhere numbers are bound."""
    own = drafted.name.startswith("finding:")
    part = Part(
        manuscript=manuscript,
        position=position,
        name=drafted.name,
        level=drafted.level,
        heading=drafted.heading if own else bound(drafted.heading, told),
        run_on=drafted.run_on if own else bound(drafted.run_on, told),
        text=drafted.text if own else bound(drafted.text, told),
        unit=units.get(drafted.lead_unit),
    )
    part.base = part.whole
    return part


@transaction.atomic
def withdraw_manuscript(*, manuscript: Manuscript, reason: str, by: User, at: datetime) -> Manuscript:
    """Give a manuscript up (作废) that is not final."""
    row = held(manuscript)
    refuse(policy.why_not_edit(by, row))
    why = in_one_line(reason, _("作废的理由"), longest=200)
    row.state = ManuscriptState.WITHDRAWN
    row.save(update_fields=["state"])
    note(row, "withdraw", {"reason": why}, by, at)
    return row
