"""Evidence (佐证): which pieces a measure asks for, files and registered papers that fill them, and what is taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.files.models import Original
from taizhang.ledger.actions.writing import Conflict, Written, gather, only, sort_out, tell, write
from taizhang.ledger.models import Evidence, Measure, Slot
from taizhang.ledger.slots import SlotWanted, fitting
from taizhang.ledger.typed import in_one_line

MOST_SLOTS = 20
MOST_COPIES = 99
MOST_FILES = 200  # at once
ASIDE = 1_000  # beyond any position, so that slots change places without meeting


@dataclass(frozen=True, slots=True)
class Given:
    """One piece of evidence as it is given: a stored file, or paper by its number and place; classified is always paper."""

    name: str
    original: Original | None = None
    paper_number: str = ""
    paper_place: str = ""
    classified: bool = False


@transaction.atomic
def set_slots(*, measure: Measure, slots: Sequence[SlotWanted], version: int, by: User, at: datetime) -> Measure:
    """Say which evidence the measure asks for, in that order. Those with a ``pk`` stay what they are, with what fills them."""
    row = only(sort_out(gather([measure], "set_slots", also=["slots"]), "set_slots", by))
    wanted = [_said(slot) for slot in slots]
    standing = {slot.pk: slot for slot in row.slots.all()}
    kept = [slot.pk for slot in wanted if slot.pk is not None]
    if len(wanted) > MOST_SLOTS:
        raise ValidationError(_("一条措施的佐证清单不超过%(n)d项。") % {"n": MOST_SLOTS})
    if len(set(kept)) < len(kept) or not set(kept) <= set(standing):
        raise ValidationError(_("佐证清单里有一项不是这条措施的，请刷新后再改。"))
    if wanted == [SlotWanted(s.kind, s.what, s.count, s.required, s.pk) for s in standing.values()]:
        return row
    if row.version != version:
        raise Conflict(row, {"slots": list(slots)})
    facts = {"was": {"slots": [_told(s) for s in standing.values()]}, "now": {"slots": [_told(s) for s in wanted]}}
    _put(row, wanted, kept)
    write("set_slots", [Written(row, {}, facts)], by=by, at=at)
    return row


def _said(slot: SlotWanted) -> SlotWanted:
    if not 1 <= slot.count <= MOST_COPIES:
        raise ValidationError(_("份数为1到%(n)d。") % {"n": MOST_COPIES})
    kind = in_one_line(slot.kind, _("佐证类别"), longest=20, needed=False)
    return SlotWanted(kind, in_one_line(slot.what, _("佐证材料"), longest=120), slot.count, slot.required, slot.pk)


def _told(slot: SlotWanted | Slot) -> list[Any]:
    return [slot.kind, slot.what, slot.count, slot.required]


def _put(measure: Measure, wanted: Sequence[SlotWanted], kept: Sequence[int]) -> None:
    """The slots as they are wanted; evidence of one that goes stays with the measure."""
    measure.slots.exclude(pk__in=kept).delete()
    measure.slots.update(position=F("position") + ASIDE)
    rows = [
        Slot(pk=s.pk, measure=measure, position=n, kind=s.kind, what=s.what, count=s.count, required=s.required)
        for n, s in enumerate(wanted, 1)
    ]
    Slot.objects.bulk_update([r for r in rows if r.pk], ["position", "kind", "what", "count", "required"])
    Slot.objects.bulk_create(r for r in rows if not r.pk)


@transaction.atomic
def add_evidence(
    *, measures: Sequence[Measure], files: Sequence[Given], slot: Slot | None = None, by: User, at: datetime
) -> list[Evidence]:
    """Put files, or papers by number and place, under measures: into ``slot`` and its like, or where their names tell.

    What stands in that place already is not put there twice. Raises Refused where one of the measures takes none.
    """
    given = [_checked(one) for one in files]
    if not given or len(given) > MOST_FILES:
        raise ValidationError(_("请选择1到%(n)d份材料。") % {"n": MOST_FILES})
    rows = gather(measures, "add_evidence", also=["slots", "evidence"])
    for row in rows:
        only(sort_out([row], "add_evidence", by))
    new = {row.pk: _placed(row, given, slot, by, at) for row in rows}
    if not any(new.values()):
        raise Refused(_("这些材料已经在这条措施下了。"))
    added = Evidence.objects.bulk_create(one for some in new.values() for one in some)
    changes = [Written(row, {}, {"evidence": [_facts(e) for e in new[row.pk]]}) for row in rows if new[row.pk]]
    tell("add_evidence", changes, by=by, at=at)
    return added


def _checked(one: Given) -> Given:
    name = in_one_line(one.name, _("材料名称"), longest=200)
    number = in_one_line(one.paper_number, _("文号"), longest=120, needed=False)
    place = in_one_line(one.paper_place, _("存放处"), longest=200, needed=False)
    if one.classified and one.original:
        raise ValidationError(_("涉密材料不上传，只登记文号和存放处。"))
    if one.original is None and not (number and place):
        raise ValidationError(_("纸质材料请写明文号和存放处。"))
    return Given(name, one.original, number, place, one.classified)


def _placed(measure: Measure, given: Sequence[Given], slot: Slot | None, by: User, at: datetime) -> list[Evidence]:
    """The unsaved evidence of ``given`` under ``measure``, but for what stands in its place already."""
    standing = [one for one in measure.evidence.all() if one.withdrawn_on is None and one.cycle == measure.cycle]
    known = {_same(one, one.slot_id) for one in standing}
    last = max((one.position for one in measure.evidence.all()), default=0)
    new: list[Evidence] = []
    for one in given:
        place = _slot(measure, slot, one.name)
        if _same(one, place.pk if place else None) not in known:
            known.add(_same(one, place.pk if place else None))
            new.append(_row(measure, place, one, last + len(new) + 1, by, at))
    return new


def _same(one: Given | Evidence, slot: int | None) -> tuple[Any, ...]:
    digest = one.original_id if isinstance(one, Evidence) else one.original and one.original.pk
    return slot, digest, one.paper_number, one.paper_place


def _slot(measure: Measure, slot: Slot | None, name: str) -> Slot | None:
    """The measure's slot for a file: the one that is asked for, on other measures the one of the same words."""
    own = list(measure.slots.all())
    if slot is None:
        return fitting(own, name)
    like = [s for s in own if s.pk == slot.pk] or [s for s in own if (s.kind, s.what) == (slot.kind, slot.what)]
    return like[0] if like else None


def _row(measure: Measure, slot: Slot | None, one: Given, position: int, by: User, at: datetime) -> Evidence:
    return Evidence(
        measure=measure,
        slot=slot,
        cycle=measure.cycle,
        position=position,
        name=one.name,
        original=one.original,
        paper_number=one.paper_number,
        paper_place=one.paper_place,
        classified=one.classified,
        added_on=timezone.localdate(at),
        added_by=by.name,
    )


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """Take a piece of evidence out again; it stays to be seen, with the day, and its number is not given to another."""
    why = in_one_line(reason, _("撤下的理由"), longest=300)
    row = only(sort_out(gather([evidence.measure], "withdraw_evidence", also=["evidence"]), "withdraw_evidence", by))
    one = next(e for e in row.evidence.all() if e.pk == evidence.pk)
    if one.withdrawn_on:
        raise Refused(_("这份材料已经撤下了。"))
    one.withdrawn_on = timezone.localdate(at)
    one.save(update_fields=["withdrawn_on"])
    tell("withdraw_evidence", [Written(row, {}, {"evidence": [_facts(one)], "reason": why})], by=by, at=at)
    return one


def _facts(one: Evidence) -> dict[str, Any]:
    """What an event keeps of a piece of evidence; what is empty is left out."""
    told = {
        "number": one.number,
        "name": one.name,
        "slot": one.slot.what if one.slot else "",
        "digest": one.original_id,
        "paper_number": one.paper_number,
        "paper_place": one.paper_place,
        "classified": one.classified,
    }
    return {name: value for name, value in told.items() if value}
