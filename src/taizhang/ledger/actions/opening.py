"""Opening a ledger: empty, or from what a paper says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.files.models import Original
from taizhang.journal.append import Entry, append
from taizhang.ledger import as_of, policy
from taizhang.ledger.actions.writing import NO_UNITS, names_meant, store, told_of
from taizhang.ledger.adoption import Layout, Rows, units_by_name
from taizhang.ledger.leaders import leaders_of
from taizhang.ledger.models import Ledger, Manifestation, Measure, Source, Stage, SupervisingBody
from taizhang.ledger.pinning import pin, proposed, route_of
from taizhang.profiles import Profile
from taizhang.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person says of a new ledger: its title, where it comes from, whom it is about, by which profile it is kept.

    ``follows`` is the ledger whose inspection it looks back at (巡视“回头看”), ``follows_title`` names one not kept here.
    Without ``profile`` it is the one proposed for that source (``pinning.proposed``).
    """

    title: str
    source: Source
    body: Unit
    stage: Stage
    inspected_by: str = ""
    feedback_on: date | None = None
    supervised_by: Unit | None = None
    concentrated_until: date | None = None
    profile: Profile | None = None
    office_unit: Unit | None = None
    follows: Ledger | None = None
    follows_title: str = ""


@transaction.atomic
def open_ledger(*, opening: Opening, by: User, at: datetime) -> Ledger:
    """A ledger with nothing in it yet: the inspectors are on site (进驻) and hand items over, or a paper is still to come."""
    ledger = _new_ledger(opening, by, at)
    facts = {
        "title": ledger.title,
        "source": ledger.source,
        "body": ledger.body.name,
        "stage": ledger.stage,
        "profile": ledger.pinned_id,
        **_followed(ledger),
    }
    append(ledger.log_key, [Entry("ledger:open", "ledger", facts)], by=by.actor, at=at)
    return ledger


def _new_ledger(opening: Opening, by: User, at: datetime) -> Ledger:
    if why := policy.may_open(by, opening.body):
        raise Refused(why)
    if not opening.title.strip():
        raise ValidationError(_("请写明台账名称。"))
    said = {name: getattr(opening, name) for name in Opening.__dataclass_fields__ if name != "profile"}
    said["follows_title"] = opening.follows.title if opening.follows else opening.follows_title.strip()
    ledger = Ledger(opened_at=at, pinned=pin(_profile(opening), at=at), **said)
    ledger.save()
    SupervisingBody.objects.bulk_create(route_of(ledger))
    return ledger


def _followed(ledger: Ledger) -> dict[str, str]:
    """The ledger of the inspection that this one looks back at, as the event names it; nothing where there is none."""
    log = {"follows": ledger.follows.log_key} if ledger.follows else {}
    return {**log, "follows_title": ledger.follows_title} if ledger.follows_title else {}


def _profile(opening: Opening) -> Profile:
    profile = opening.profile or proposed(opening.body, opening.source)
    if profile is None:
        raise ValidationError(_("没有适用于“%(source)s”的办理规则，请选择一种。") % {"source": opening.source})
    return profile


@transaction.atomic
def adopt(
    *,
    opening: Opening,
    sheet: Sheet,
    source: Original | None,
    reported: bool,
    units: Mapping[str, Unit] = NO_UNITS,
    by: User,
    at: datetime,
) -> Ledger:
    """A new ledger from what a paper says: one ``ledger:adopt`` and a ``finding:add`` for each finding.

    ``reported`` papers (通报, 报告) start with findings 整改中 and measures 推进中, with the degree they claim as 自评:
    nothing is closed by importing. ``units`` are those that a person said names mean which no unit goes by.
    Raises Refused, or ValidationError when there is nothing to adopt.
    """
    if not sheet.aspects:
        raise ValidationError(_("没有可以生成台账的内容：请至少保留一个方面。"))
    ledger = _new_ledger(opening, by, at)
    known = {**units_by_name(opening.body), **units}
    rows = Layout(ledger, source, reported, known, leaders=leaders_of(ledger)).lay(sheet)
    store(ledger, rows)
    counts = sheet.counts()
    facts = {
        "title": ledger.title,
        "source": ledger.source,
        "body": ledger.body.name,
        "stage": ledger.stage,
        "profile": ledger.pinned_id,
        "paper": source.digest if source else None,
        **_followed(ledger),
        "findings": counts.findings,
        "measures": counts.measures,
        **names_meant(units),
    }
    log = append(ledger.log_key, [Entry("ledger:adopt", "ledger", facts), *_added(rows)], by=by.actor, at=at)
    seqs = {finding.serial: seq for seq, finding in enumerate(rows.findings, log.size - len(rows.findings))}
    as_of.begin(ledger, rows, seqs, at)
    return ledger


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
                **told_of(finding),
                "aspect": finding.aspect.title,
                "statement": finding.statement,
                "stated": finding.stated,
                "manifestations": [m.text for m in shown.get(finding.serial, ())],
                "measures": [
                    {**told_of(m), "key": m.key, "title": m.title, "text": m.text} for m in under.get(finding.serial, ())
                ],
            },
        )
        for finding in rows.findings
    ]
