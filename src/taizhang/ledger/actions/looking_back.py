"""Looking back at what was closed (回头看): passed it stays closed; else the next round begins, with measures of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import close_out, look_backs, policy
from taizhang.ledger.actions import concluding
from taizhang.ledger.actions.writing import BATCH, Outcome, Written, gather, hold, sort_out, write
from taizhang.ledger.models import Finding, LookBack, LookBackKind, Manifestation, Measure
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.ledger.typed import in_one_line, said

# What a measure forgets of the round in which it was done; its event keeps it.
_DATES = ("progress_as_of", "stage_next_on", "handed_in_on", "countersigned_on", "accepted_on", "confirm_on", "confirmed_on")
_WORDS = ("progress", "progress_reported", "stage_left", "effect", "degree_self", "degree_recognised", "deadline_text")
_NAMES = ("handed_in_by", "countersigned_by", "accepted_by")


@dataclass(frozen=True, slots=True)
class _Look:
    """One look back as it is told, the same for all that were looked at together."""

    kind: str
    carried_out_on: date
    passed: bool
    found: str
    reference: str


@transaction.atomic
def look_back(
    *,
    findings: Sequence[Finding],
    kind: str,
    carried_out_on: date,
    passed: bool,
    checked_by: str = "",
    found: str = "",
    new_date: date | None = None,
    reference: str = "",
    manifestations: Sequence[Manifestation] = (),
    by: User,
    at: datetime,
) -> Outcome[Finding]:
    """Look back at closed findings (回头看). What passed stays closed until the next date; what did not is reopened.

    Reopened, a finding is in its next round, due on ``new_date``, a rebound more; the round before stays as it was frozen.
    Where manifestations are closed one by one, those named come back, without any named all of them.
    """
    look = _Look(
        kind,
        carried_out_on,
        passed,
        said(found, _("回头看发现的问题"), needed=not passed),
        in_one_line(reference, _("文号"), longest=120, needed=False),
    )
    _hold_dates(look, new_date, timezone.localdate(at))
    who = in_one_line(checked_by, _("检查单位"), longest=120, needed=False)
    outcome = hold(
        sort_out(gather(findings), "look_back", by),
        lambda row: _too_early(row, carried_out_on),
        lambda row: _not_his_kind(row, kind, by),
    )
    kept = _kept(outcome.done, look, who, by)
    write("look_back", [_looked_at(row, kept[row.pk], look, new_date, manifestations) for row in outcome.done], by=by, at=at)
    return outcome


def _hold_dates(look: _Look, new_date: date | None, today: date) -> None:
    if look.kind not in LookBackKind.values:
        raise ValidationError(_("没有“%(kind)s”这种回头看。") % {"kind": look.kind})
    if look.carried_out_on > today:
        raise ValidationError(_("回头看的日期不能晚于今天。"))
    if not look.passed and (new_date is None or new_date <= today):
        raise ValidationError(_("没有通过的，请写明今天以后的新时限。"))


def _too_early(row: Finding, on: date) -> str | None:
    if row.closed_on is None or on >= row.closed_on:
        return None
    return _("回头看的日期早于销号的日期（%(on)s），请核对。") % {"on": row.closed_on.isoformat()}


def _not_his_kind(row: Finding, kind: str, by: User) -> str | None:
    if kind != LookBackKind.OWN_CHECK or "office" in policy.relations(by, row.ledger):
        return None
    return _("本单位自查由%(office)s登记。") % {"office": _(row.ledger.profile.words.office)}


def _kept(rows: Sequence[Finding], look: _Look, who: str, by: User) -> dict[int, LookBack]:
    """A row of its own for each finding that was looked at, by finding."""
    held = LookBack.objects.filter(finding__in=rows).order_by().values("finding").annotate(last=Max("position"))
    last = dict(held.values_list("finding", "last"))
    kept = [
        LookBack(
            finding=row,
            cycle=row.cycle,
            position=last.get(row.pk, 0) + 1,
            checked_by=who or _checker(row, by),
            **asdict(look),
        )
        for row in rows
    ]
    LookBack.objects.bulk_create(kept, batch_size=BATCH)
    return {one.finding_id: one for one in kept}


def _checker(row: Finding, by: User) -> str:
    """Who looked where nobody is named: the body itself, or the unit of whoever verifies it."""
    return row.ledger.body.name if "office" in policy.relations(by, row.ledger) else by.posts[0].unit.name


def _looked_at(
    row: Finding, kept: LookBack, look: _Look, new_date: date | None, named: Sequence[Manifestation]
) -> Written[Finding]:
    said_of_it = {**asdict(look), "carried_out_on": look.carried_out_on.isoformat(), "checked_by": kept.checked_by}
    facts = {name: value for name, value in said_of_it.items() if value != ""}
    if look.passed:
        return Written(row, _until_the_next(row, look), facts)
    return Written(row, _next_round(row, new_date), facts, [(part, concluding.taken_apart(part)) for part in _back(row, named)])


def _until_the_next(row: Finding, look: _Look) -> dict[str, Any]:
    """A spot check comes beside what is due anyway; the others answer the date that stands."""
    if look.kind == LookBackKind.SPOT_CHECK or row.closed_on is None:
        return {}
    return {"look_back_on": look_backs.following(row.ledger.profile, row.closed_on, row.look_back_on)}


def _next_round(row: Finding, new_date: date | None) -> dict[str, Any]:
    return {
        **concluding.taken_back(row, new_date),
        "cycle": row.cycle + 1,
        "rebounds": row.rebounds + 1,
        "submission": 0,
        "degree_self": "",
        "degree_recognised": "",
        "carried_on": None,
    }


def _back(row: Finding, named: Sequence[Manifestation]) -> list[Manifestation]:
    parts = [part for part in row.manifestations.all() if part.state == FindingState.CLOSED]
    pks = {part.pk for part in named}
    return [part for part in parts if part.pk in pks] if pks and close_out.by_manifestation(row) else parts


@transaction.atomic
def reopen(*, measures: Sequence[Measure], by: User, at: datetime) -> Outcome[Measure]:
    """Take measures that were done in an earlier round up again (重新整改): drafted, to be issued and proved anew.

    What the round before said of them stays in the events; without a date of its own a measure is due when its finding is.
    """
    outcome = sort_out(gather(measures, "reopen"), "reopen", by)
    write("reopen", [Written(row, _taken_up(row)) for row in outcome.done], by=by, at=at)
    return outcome


def _taken_up(row: Measure) -> dict[str, Any]:
    nothing = {**dict.fromkeys((*_DATES, "deadline")), **dict.fromkeys((*_WORDS, *_NAMES), "")}
    return {"state": str(MeasureState.DRAFTED), "cycle": row.finding.cycle, **nothing}
