"""The single verbs for many rows at once: what a table that came back says of a hundred measures is one batch, one event each.

Each item carries its row's version as it was read. What may not be, cannot be meant or was changed meanwhile is refused with
the reason; what is as it was leaves no event. A handful of queries whatever the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.actions.writing import Outcome, Subject, Written, write
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Finding, Horizon, Ledger, Measure
from taizhang.ledger.plans import title_of
from taizhang.ledger.states import Degree
from taizhang.ledger.typed import said

Row = Finding | Measure
READ = 500  # rows a query: SQLite takes so many parameters


class Item(Protocol):
    """What is wanted of one row, which was read at ``version``."""

    @property
    def subject(self) -> Row:
        """The row as it was read."""

    @property
    def version(self) -> int:
        """Its version then."""


@dataclass(frozen=True, slots=True)
class ProgressTold:
    """How far one measure has come, in words as of a day; ``own_words`` where the lead unit wrote them, whoever brings them."""

    subject: Measure
    text: str
    as_of: date
    degree: str
    version: int
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Reworded:
    """Another text for one measure: its own words, or those of its progress."""

    subject: Measure
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who is to answer for one finding or measure; ``note`` is what its event tells besides."""

    subject: Row
    lead_unit: Unit | None
    lead_unit_text: str
    leader: str
    assisting: str
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """By when one finding or measure is to be done: a day, or words that name none."""

    subject: Row
    deadline: date | None
    deadline_text: str
    horizon: str
    version: int
    note: str = ""


Asked = TypeVar("Asked", bound=Item)


@transaction.atomic
def report_progress_many(*, reports: Sequence[ProgressTold], by: User, at: datetime) -> Outcome[Measure]:
    """The progress of many measures, as ``report_progress`` writes it of one."""
    today = timezone.localdate(at)

    def fields(row: Measure, one: ProgressTold) -> dict[str, Any]:
        words = said(one.text, _("进展情况"))
        if one.as_of > today:
            raise ValidationError(_("截至日期不能晚于今天。"))
        if one.degree and one.degree not in list(Degree):
            raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": one.degree})
        own = one.own_words or "lead_unit" in policy.relations(by, row.ledger, row)
        told = {"progress": words, "progress_as_of": one.as_of, "degree_self": one.degree}
        return {**told, "progress_reported": words if own else ""}

    return _change(Measure, "report_progress", reports, fields, by, at)


@transaction.atomic
def edit_progress_many(*, texts: Sequence[Reworded], by: User, at: datetime) -> Outcome[Measure]:
    """The office's final text of many measures' progress; the lead units' own words stay beside it."""
    return _change(Measure, "edit_progress", texts, lambda row, one: {"progress": said(one.text, _("进展情况"))}, by, at)


@transaction.atomic
def reword_many(*, texts: Sequence[Reworded], by: User, at: datetime) -> Outcome[Measure]:
    """Say many drafted measures in other words."""

    def fields(row: Measure, one: Reworded) -> dict[str, Any]:
        words = said(one.text, _("整改措施"))
        return {"title": title_of(words), "text": words}

    return _change(Measure, "reword", texts, fields, by, at)


@transaction.atomic
def assign_many(*, assigned: Sequence[Assigned], by: User, at: datetime) -> Outcome[Any]:
    """Say who answers for many findings or measures, all of one ledger and of one kind."""
    leaders = leaders_of(assigned[0].subject.ledger) if assigned else []

    def fields(row: Any, one: Assigned) -> dict[str, Any]:
        leader = said(one.leader, _("责任领导"), longest=120, needed=False)
        told: dict[str, Any] = {
            "lead_unit": one.lead_unit,
            "lead_unit_text": one.lead_unit.name
            if one.lead_unit
            else said(one.lead_unit_text, _("单位"), longest=200, needed=False),
            "leader": leader,
            "assisting": said(one.assisting, _("配合单位"), longest=500, needed=False),
        }
        if leader != row.leader:
            told["leader_user"] = meant(leader, leaders) if leader else None
            told |= {"owned_by": "", "owned_on": None} if isinstance(row, Finding) else {}
        return told

    return _change(type(assigned[0].subject) if assigned else Finding, "assign", assigned, fields, by, at)


@transaction.atomic
def set_deadline_many(*, dues: Sequence[Due], by: User, at: datetime) -> Outcome[Any]:
    """Say by when many findings or measures are due, all of one kind."""

    def fields(row: Any, one: Due) -> dict[str, Any]:
        if one.horizon and one.horizon not in Horizon.values:
            raise ValidationError(_("没有“%(horizon)s”这种整改类型。") % {"horizon": one.horizon})
        text = said(one.deadline_text, _("时限"), longest=120, needed=False)
        return {"deadline": one.deadline, "deadline_text": text, "horizon": one.horizon}

    return _change(type(dues[0].subject) if dues else Finding, "set_deadline", dues, fields, by, at)


def _change(
    model: type[Subject],
    action: str,
    asked: Sequence[Asked],
    fields: Callable[[Subject, Asked], dict[str, Any]],
    by: User,
    at: datetime,
) -> Outcome[Subject]:
    """Write what is asked of each row, as ``writing.change`` does it for one."""
    rows = _held(model, [one.subject.pk for one in asked])
    changes: dict[int, Written[Subject]] = {}
    refused: list[tuple[Subject, str]] = []
    for one in asked:
        row = rows[one.subject.pk]
        try:
            changed = _changed(row, action, fields(row, one), one.version, by)
        except _Not as why:
            refused.append((row, str(why)))
        except ValidationError as error:
            refused.append((row, error.messages[0]))
        else:
            if changed:
                changes[row.pk] = Written(row, changed, _noted(one))
    write(action, list(changes.values()), by=by, at=at)
    return Outcome([change.row for change in changes.values()], refused)


def _noted(one: Item) -> dict[str, str]:
    note = said(getattr(one, "note", ""), _("说明"), longest=300, needed=False)
    return {"note": note} if note else {}


class _Not(Exception):
    """Why a row is not changed."""


def _changed(row: Any, action: str, wanted: dict[str, Any], version: int, by: User) -> dict[str, Any]:
    """Those fields of ``wanted`` that the row does not have yet. Raises ``_Not``."""
    if why := policy.why_not(by, action, row):
        raise _Not(why)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changed and row.version != version:
        raise _Not(_("这一条刚被别人修改过，请核对后再保存。"))
    return changed


def _held(model: type[Subject], pks: Iterable[int]) -> dict[int, Subject]:
    """The rows of ``pks``, locked until the transaction ends, those of one ledger sharing it; a measure's finding goes first."""
    unique = sorted(set(pks))
    ledgers: dict[int, Ledger] = {}
    held: dict[int, Subject] = {}
    for first in range(0, len(unique), READ):
        some = unique[first : first + READ]
        if model is Measure:
            over = Measure.objects.filter(pk__in=some).values("finding")
            list(Finding.objects.select_for_update().filter(pk__in=over).order_by("pk").values_list("pk"))
        related = ["lead_unit", "finding__lead_unit"] if model is Measure else ["lead_unit"]
        rows = model.objects.select_for_update(of=("self",)).select_related(*related).filter(pk__in=some)
        for row in rows.order_by("pk"):
            _share(row, ledgers)
            held[row.pk] = row
    return held


def _share(row: Any, ledgers: dict[int, Ledger]) -> None:
    """Give the row its ledger, read once for all."""
    if row.ledger_id not in ledgers:
        places = Ledger.objects.select_related("body", "pinned", "office_unit", "supervised_by")
        ledgers[row.ledger_id] = places.prefetch_related("supervising_bodies").get(pk=row.ledger_id)
    row.ledger = ledgers[row.ledger_id]
    if isinstance(row, Measure):
        row.finding.ledger = row.ledger
