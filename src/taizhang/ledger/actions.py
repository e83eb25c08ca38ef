"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.files.models import Original
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy, tally
from taizhang.ledger.adoption import Layout, Rows, units_by_name
from taizhang.ledger.models import Aspect, Finding, Horizon, Ledger, Manifestation, Measure, Source, Stage
from taizhang.ledger.states import Degree, move
from taizhang.sheet import Sheet

Subject = TypeVar("Subject", Finding, Measure)


class Refused(Exception):
    """The policy's answer, as a sentence for the person who asked."""


class Conflict(Exception):
    """Somebody changed the row since it was read. ``row`` is as it stands now; ``wanted`` is what was to be written."""

    def __init__(self, row: Finding | Measure, wanted: dict[str, Any]) -> None:
        super().__init__(_("这一条刚被别人修改过，请核对后再保存。"))
        self.row = row
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch did: the rows it changed, and those it refused with the reason for each."""

    done: list[Measure]
    refused: list[tuple[Measure, str]]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person says of a new ledger: its title, where it comes from, whom it is about."""

    title: str
    source: Source
    body: Unit
    stage: Stage
    inspected_by: str = ""
    feedback_on: date | None = None
    supervised_by: Unit | None = None
    concentrated_until: date | None = None


@transaction.atomic
def adopt(*, opening: Opening, sheet: Sheet, source: Original | None, reported: bool, by: User, at: datetime) -> Ledger:
    """A new ledger from what a paper says: one ``ledger:adopt`` and a ``finding:add`` for each finding.

    ``reported`` papers (通报, 报告) start with findings 整改中 and measures 推进中, with the degree they claim as 自评:
    nothing is closed by importing. Raises Refused, or ValidationError when there is nothing to adopt.
    """
    if why := policy.may_open(by, opening.body):
        raise Refused(why)
    if not sheet.aspects or not opening.title.strip():
        raise ValidationError(_("没有可以生成台账的内容：请先写明台账名称，并至少保留一个方面。"))
    ledger = Ledger.objects.create(opened_at=at, **{name: getattr(opening, name) for name in Opening.__dataclass_fields__})
    rows = Layout(ledger, source, reported, units_by_name(opening.body)).lay(sheet)
    _store(ledger, rows)
    counts = sheet.counts()
    facts = {
        "title": ledger.title,
        "source": ledger.source,
        "body": ledger.body.name,
        "stage": ledger.stage,
        "paper": source.digest if source else None,
        "findings": counts.findings,
        "measures": counts.measures,
    }
    append(ledger.log_key, [Entry("ledger:adopt", "ledger", facts), *_added(rows)], by=by.actor, at=at)
    return ledger


def _store(ledger: Ledger, rows: Rows) -> None:
    Aspect.objects.bulk_create(rows.aspects)
    Finding.objects.bulk_create(rows.findings)
    Manifestation.objects.bulk_create(rows.manifestations)
    Measure.objects.bulk_create(rows.measures)
    counted: list[Finding | Manifestation | Measure] = [*rows.findings, *rows.manifestations, *rows.measures]
    tally.add(ledger, Counter(key for row in counted for key in tally.keys(row)))


def _added(rows: Rows) -> list[Entry]:
    shown: dict[int, list[Manifestation]] = {}
    for manifestation in rows.manifestations:
        shown.setdefault(manifestation.finding.serial, []).append(manifestation)
    under: dict[int, list[Measure]] = {}
    for measure in rows.measures:
        under.setdefault(measure.finding.serial, []).append(measure)
    return [
        Entry(
            "finding:add",
            finding.key,
            {
                **_told(finding),
                "aspect": finding.aspect.title,
                "statement": finding.statement,
                "stated": finding.stated,
                "manifestations": [m.text for m in shown.get(finding.serial, ())],
                "measures": [{**_told(m), "key": m.key, "title": m.title, "text": m.text} for m in under.get(finding.serial, ())],
            },
        )
        for finding in rows.findings
    ]


def _told(row: Finding | Measure) -> dict[str, Any]:
    """What an event keeps of a new row; what is empty is left out."""
    facts = {
        "number": row.number,
        "state": row.state,
        "degree_self": row.degree_self,
        "leader": row.leader,
        "lead_unit": row.lead_unit_name,
        "assisting": row.assisting,
        "deadline": row.deadline.isoformat() if row.deadline else row.deadline_text,
        "horizon": row.horizon,
    }
    return {name: value for name, value in facts.items() if value}


@transaction.atomic
def assign(
    *,
    subject: Subject,
    lead_unit: Unit | None,
    lead_unit_text: str = "",
    leader: str,
    assisting: str,
    version: int,
    by: User,
    at: datetime,
) -> Subject:
    """Say who answers for a finding or measure: lead unit (or its name as written), leader as written, assisting units."""
    wanted = {
        "lead_unit": lead_unit,
        "lead_unit_text": lead_unit.name if lead_unit else lead_unit_text.strip(),
        "leader": leader.strip(),
        "assisting": assisting.strip(),
    }
    return _change(subject, "assign", wanted, version=version, by=by, at=at)


@transaction.atomic
def set_deadline(
    *, subject: Subject, deadline: date | None, deadline_text: str = "", horizon: str, version: int, by: User, at: datetime
) -> Subject:
    """Say by when a finding or measure is due (a date, or in words that name no day), and its horizon."""
    if horizon and horizon not in Horizon.values:
        raise ValidationError(_("没有“%(horizon)s”这种整改类型。") % {"horizon": horizon})
    wanted = {"deadline": deadline, "deadline_text": deadline_text.strip(), "horizon": horizon}
    return _change(subject, "set_deadline", wanted, version=version, by=by, at=at)


@transaction.atomic
def report_progress(*, subject: Measure, text: str, as_of: date, degree: str, version: int, by: User, at: datetime) -> Measure:
    """The measure's progress in words as of a day, with the degree as the unit sees it (自评)."""
    if not text.strip():
        raise ValidationError(_("请写明进展情况。"))
    if as_of > timezone.localdate(at):
        raise ValidationError(_("截至日期不能晚于今天。"))
    if degree and degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    wanted = {"progress": text.strip(), "progress_as_of": as_of, "degree_self": degree}
    return _change(subject, "report_progress", wanted, version=version, by=by, at=at)


@transaction.atomic
def issue(*, measures: Sequence[Measure], by: User, at: datetime) -> Outcome:
    """Hand measures down (下达) to those who carry them out; what may not be is listed with the reason."""
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    for measure in _lock(Measure, [measure.pk for measure in measures]):
        why = policy.why_not(by, "issue", measure)
        if why:
            refused.append((measure, why))
        else:
            done.append(measure)
    _advance(done, "issue", by, at)
    return Outcome(done, refused)


def _advance(measures: list[Measure], action: str, by: User, at: datetime) -> None:
    """Move every one of ``measures`` (of one ledger each batch) to the state that the table gives ``action``."""
    target = move(action, "measure").target
    for ledger in {measure.ledger for measure in measures}:
        rows = [measure for measure in measures if measure.ledger_id == ledger.pk]
        before = [key for row in rows for key in tally.keys(row)]
        entries = [Entry(f"measure:{action}", row.key, {"was": {"state": row.state}, "now": {"state": target}}) for row in rows]
        for row in rows:
            row.state = str(target)
            row.version += 1
        Measure.objects.bulk_update(rows, ["state", "version"])
        tally.add(ledger, tally.difference(before, [key for row in rows for key in tally.keys(row)]))
        append(ledger.log_key, entries, by=by.actor, at=at)


def _lock(model: type[Subject], pks: Sequence[int]) -> list[Subject]:
    related = ["ledger__body", "lead_unit"] + (["finding__lead_unit"] if model is Measure else [])
    rows = model.objects.select_for_update(of=("self",)).select_related(*related).filter(pk__in=pks)
    return list(rows.order_by("pk"))


def _change(subject: Subject, action: str, wanted: dict[str, Any], *, version: int, by: User, at: datetime) -> Subject:
    """Write ``wanted`` to the row if the policy allows it and nobody was quicker; what is as it was leaves no event."""
    [row] = _lock(type(subject), [subject.pk])
    if why := policy.why_not(by, action, row):
        raise Refused(why)
    changed: dict[str, Any] = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.version != version:
        raise Conflict(row, wanted)
    was = {name: _plain(getattr(row, name)) for name in changed}
    before = list(tally.keys(row))
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    tally.add(row.ledger, tally.difference(before, tally.keys(row)))
    facts = {"was": was, "now": {name: _plain(value) for name, value in changed.items()}}
    append(row.ledger.log_key, [Entry(f"{row.key.partition(':')[0]}:{action}", row.key, facts)], by=by.actor, at=at)
    return row


def _plain(value: Any) -> Any:
    """A field's value as an event keeps it: names and dates as text."""
    if isinstance(value, Unit):
        return value.name
    return value.isoformat() if isinstance(value, date) else value
