"""What the close-out actions share: who signs for whom, what becomes of a finding that all have agreed to, its cycle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger import close_out, look_backs
from taizhang.ledger.actions import signing
from taizhang.ledger.actions.signing import Paper, Signed, Signers, signed, why_not_another, why_not_outside
from taizhang.ledger.actions.writing import BATCH, Written
from taizhang.ledger.content import content
from taizhang.ledger.models import Cycle, Finding, Ledger, Manifestation, SupervisingBody
from taizhang.ledger.states import FindingState
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline
from taizhang.workdays import YearMissing

PRINCIPAL, VERIFIER = "主要负责人", "监督审核人"


def signers_of_body(
    rows: Iterable[Finding], role: Role, paper: Paper | None, *, meeting: str = "", by: User, at: datetime
) -> Signers:
    """Who signs for each finding's body: as ``paper`` says, or ``by`` in his ``role`` there."""
    return {
        row.pk: signed(paper, by=by, at=at, capacity=_capacity(by, row.ledger, role), unit=row.ledger.body, meeting=meeting)
        for row in rows
    }


def _capacity(user: User, ledger: Ledger, role: Role) -> str:
    """In what capacity ``user`` signs: his duty there, else the role in the ledger's own words."""
    duties = [post.duty for post in user.posts if post.unit_id == ledger.body_id and post.role == role]
    usual = PRINCIPAL if role == Role.PRINCIPAL else ledger.profile.words.leading_group
    return next((duty for duty in duties if duty), usual)


def body_of(ledger: Ledger, body: SupervisingBody | None, paper: Paper | None, by: User) -> SupervisingBody | str:
    """The body of the ledger's route that agrees, or the sentence why it cannot be told or is not the signer's.

    A ledger whose route names nobody is spoken for by whoever supervises it.
    """
    route = list(ledger.supervising_bodies.all())
    if not route:
        name = ledger.supervised_by.name if ledger.supervised_by else ledger.profile.words.supervisor
        route = [SupervisingBody(ledger=ledger, position=1, name=name, unit=ledger.supervised_by)]
    if body is not None and body.ledger_id != ledger.pk:
        return _("“%(body)s”不是这本台账的监督审核单位。") % {"body": body.name}
    mine = _on_paper(route, paper, ledger) if paper else _on_screen(route, by)
    if body is not None:
        if body in mine or (paper and not mine and paper.unit_name.strip() != ledger.body.name):
            return body
        return _("“%(body)s”的意见由它的审核人签署，签在纸上的由整改办登记。") % {"body": body.name}
    if len(mine) == 1:
        return mine[0]
    names = _("、").join(one.name for one in route)
    return _("请写明是哪个监督审核单位的意见：%(names)s。") % {"names": names}


def signers_of_bodies(
    bodies: Mapping[int, SupervisingBody | str | None], paper: Paper | None, *, by: User, at: datetime
) -> Signers:
    """Who signs for which body of the route, by finding; nobody where it could not be told for which."""
    told = {pk: body for pk, body in bodies.items() if isinstance(body, SupervisingBody)}
    return {pk: signed(paper, by=by, at=at, capacity=VERIFIER, unit=body.unit) for pk, body in told.items()}


def _on_paper(route: list[SupervisingBody], paper: Paper, ledger: Ledger) -> list[SupervisingBody]:
    """The bodies that the paper can be from: the one it names, else the only one there is – if it is not the body's own."""
    signer = paper.unit_name.strip()
    named = [one for one in route if signer == one.name or (paper.unit and paper.unit.pk == one.unit_id)]
    return named if named or len(route) > 1 or signer == ledger.body.name else route


def _on_screen(route: list[SupervisingBody], by: User) -> list[SupervisingBody]:
    places = {post.unit_id for post in by.posts if post.role == Role.VERIFIER}
    return [one for one in route if one.unit_id in places]


def told_apart(rows: Iterable[Finding], signers: Signers) -> Signers:
    """``signers`` by names that tell them from namesakes who have signed for the same finding before."""
    return {row.pk: signing.told_apart(signers[row.pk], close_out.deciders(row)) for row in rows if row.pk in signers}


def not_another(signer: Signed, finding: Finding) -> str | None:
    """Why ``signer`` may not decide on ``finding``: he has signed for this close-out before."""
    return why_not_another(signer, [one.name for one in close_out.deciders(finding)])


def not_outside(signer: Signed, finding: Finding) -> str | None:
    """Why ``signer`` may not decide last on ``finding``: he is of a unit that answers for it."""
    return why_not_outside(signer, close_out.responsible_units(finding))


def hold_new_date(new_date: date | None, today: date) -> None:
    """Hold that a new date, where one is given, is not past. Raises ValidationError."""
    if new_date and new_date < today:
        raise ValidationError(_("新的时限不能早于今天。"))


def beyond_the_calendar(finding: Finding, today: date) -> str | None:
    """Why the notice of ``finding`` cannot be dated: the year's holidays are not loaded; None where it can be."""
    try:
        _notice(finding, today)
    except YearMissing as missing:
        return str(missing)
    return None


def _notice(finding: Finding, today: date) -> date | None:
    limit = finding.ledger.profile.closing.notice
    return deadline(limit, today, calendar()) if limit else None


def concluded(
    row: Finding, signer: Signed, degree: str, days: Sequence[date], facts: dict[str, Any], today: date
) -> Written[Finding]:
    """What becomes of ``row`` with all that is applied for of it, when the last has agreed."""
    parts, rest = close_out.submitted(row), bool(close_out.left_open(row))
    written = agreed(row, parts, rest=rest, signer=signer, degree=degree, on=max(days), today=today)
    return Written(row, written.fields, facts, written.shown)


def agreed(
    finding: Finding, parts: Sequence[Manifestation], *, rest: bool, signer: Signed, degree: str, on: date, today: date
) -> Written[Finding]:
    """What becomes of ``finding`` when the last of the route has agreed: put on notice where the profile says so, else closed.

    ``parts`` are the manifestations that go with it; where there is a ``rest`` still worked on, only they are closed.
    """
    decision = {"degree_recognised": degree, "closed_by": signer.name, "closed_unit": signer.unit_name}
    if until := _notice(finding, today):
        apart = [(part, {"state": str(FindingState.ON_NOTICE)}) for part in _apart(finding, parts, rest)]
        dates = {"on_notice_from": today, "on_notice_until": until, "on_notice_at": ""}
        return Written(finding, {"state": str(FindingState.ON_NOTICE), **dates, **decision}, shown=apart)
    return closed(finding, parts, rest=rest, decision={**decision, "closed_on": on})


def closed(finding: Finding, parts: Sequence[Manifestation], *, rest: bool, decision: dict[str, Any]) -> Written[Finding]:
    """``finding`` closed with ``decision``; where there is a ``rest``, its ``parts`` are, and it goes on with the others."""
    shown = [
        (part, {**_passed(finding, part), **decision, "state": str(FindingState.CLOSED)}) for part in _apart(finding, parts, rest)
    ]
    if rest:
        return Written(finding, {"state": str(FindingState.UNDER_WAY), **finding.forget_close_out()}, shown=shown)
    looked_at = {"look_back_on": look_backs.first(finding.ledger.profile, decision["closed_on"])}
    return Written(finding, {"state": str(FindingState.CLOSED), **decision, **looked_at}, shown=shown)


def _apart(finding: Finding, parts: Sequence[Manifestation], rest: bool) -> Sequence[Manifestation]:
    """``parts`` where manifestations have a state of their own: when some go apart, and where they are what is closed."""
    went_apart = any(part.state == FindingState.CLOSED for part in finding.manifestations.all())
    return parts if rest or went_apart or close_out.by_manifestation(finding) else []


def _passed(finding: Finding, part: Manifestation) -> dict[str, Any]:
    """How a manifestation came to where its finding's close-out stands."""
    names = ("submitted_on", "submitted_by", "decided_on", "decided_by", "degree_recognised", "closed_by", "closed_unit")
    return {
        **{name: getattr(finding, name) for name in names},
        "responsible_unit": part.lead_unit_name or finding.responsible_unit,
    }


def taken_back(finding: Finding, new_date: date | None = None) -> dict[str, Any]:
    """The fields of a finding that goes back to work, due on ``new_date`` where there is one: its close-out came to nothing."""
    notice = {"on_notice_from": None, "on_notice_until": None, "on_notice_at": ""}
    due = {"deadline": new_date, "deadline_text": ""} if new_date else {}
    gone = {**finding.forget_close_out(), **notice, **({"look_back_on": None} if finding.look_back_on else {})}
    return {"state": str(FindingState.UNDER_WAY), **gone, **due}


def open_cycles(findings: Sequence[Finding], today: date) -> None:
    """A cycle for each of ``findings`` that has none open: its close-out is applied for for the first time."""
    cycles = [Cycle(finding=finding, number=finding.cycle, opened_on=today) for finding in findings]
    Cycle.objects.bulk_create(cycles, ignore_conflicts=True)


def freeze_cycles(findings: Sequence[Finding]) -> None:
    """End the open cycles of those of ``findings`` that are closed now, with the digest of what was closed."""
    ended = {finding.pk: finding for finding in findings if finding.state == FindingState.CLOSED}
    cycles = list(Cycle.objects.filter(finding__in=ended, ended_on=None))
    for cycle in cycles:
        finding = ended[cycle.finding_id]
        cycle.ended_on, cycle.content = finding.closed_on, content(finding)
        cycle.decided_by, cycle.closed_by = finding.decided_by, finding.closed_by
        cycle.degree_recognised = finding.degree_recognised
    names = ["ended_on", "decided_by", "closed_by", "degree_recognised", "content"]
    Cycle.objects.bulk_update(cycles, names, batch_size=BATCH)


def open_again(finding: Finding) -> None:
    """The cycle of a finding whose close-out was a mistake goes on as if it had not ended."""
    nothing = {"decided_by": "", "closed_by": "", "degree_recognised": "", "content": ""}
    Cycle.objects.filter(finding=finding, number=finding.cycle).update(ended_on=None, **nothing)


def taken_apart(part: Manifestation) -> dict[str, Any]:
    """The fields of a manifestation that was closed and goes back to work with its finding."""
    return {"state": "", "degree_recognised": "", **part.forget_close_out()}
