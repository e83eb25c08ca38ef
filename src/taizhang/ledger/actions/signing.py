"""How a decision is signed, on screen by the person himself or on paper and registered by the office (代登记)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.files.models import Original
from taizhang.ledger.content import content
from taizhang.ledger.models import ApprovalForm, Finding, Manifestation, Measure, Plan, PlanChange, Signature, Verdict
from taizhang.ledger.typed import in_one_line

Signable = Finding | Manifestation | Measure | Plan | PlanChange

NAME = 60  # signs of a signer's name


@dataclass(frozen=True, slots=True)
class Paper:
    """What the office registers of a decision signed on paper: who signed, for which unit, in what capacity, when."""

    name: str
    unit_name: str
    capacity: str
    signed_on: date
    unit: Unit | None = None
    reference: str = ""
    meeting: str = ""
    scan: Original | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A decision's signer: ``user`` where he signed on screen himself. ``key`` is what two deciders are told apart by."""

    name: str
    unit_name: str
    capacity: str
    on: date
    on_paper: bool
    unit: Unit | None = None
    user: User | None = None
    reference: str = ""
    meeting: str = ""
    scan: Original | None = None

    @property
    def key(self) -> str:
        """The name, which no two deciders of one thing may share: namesakes are told apart by writing the unit behind."""
        return _key(self.name)

    @property
    def facts(self) -> dict[str, Any]:
        """What the event keeps of the signature; what is empty is left out."""
        said = {
            "name": self.name,
            "unit": self.unit_name,
            "capacity": self.capacity,
            "on": self.on.isoformat(),
            "paper": self.on_paper,
            "reference": self.reference,
            "meeting": self.meeting,
            "scan": self.scan.digest if self.scan else "",
        }
        return {name: value for name, value in said.items() if value}


def _key(name: str) -> str:
    return "".join(name.split())  # 张 敏 is 张敏


NO_BODIES: Mapping[int, str] = {}
Signers = Mapping[int, Signed]  # by the row's pk: a batch can touch several ledgers


def signed(
    paper: Paper | None, *, by: User, at: datetime, capacity: str = "", unit: Unit | None = None, meeting: str = ""
) -> Signed:
    """Who signed: as ``paper`` says, or ``by`` himself on screen, in ``capacity`` for ``unit`` (his own without one)."""
    if paper is None:
        own = unit or by.posts[0].unit
        return Signed(by.name, own.name, capacity, timezone.localdate(at), False, own, by, meeting=meeting.strip())
    if paper.signed_on > timezone.localdate(at):
        raise ValidationError(_("签字日期不能晚于今天。"))
    return Signed(
        in_one_line(paper.name, _("签字人"), longest=NAME),
        in_one_line(paper.unit_name, _("签字人的单位"), longest=200),
        in_one_line(paper.capacity, _("签字人的职务"), longest=60, needed=False),
        paper.signed_on,
        True,
        paper.unit,
        None,
        in_one_line(paper.reference, _("文号"), longest=120, needed=False),
        in_one_line(paper.meeting or meeting, _("会议"), longest=120, needed=False),
        paper.scan,
    )


def told_apart(signer: Signed, before: Iterable[Signature]) -> Signed:
    """``signer`` with his unit behind his name where a namesake with another account has signed ``before``."""
    namesakes = (one for one in before if _key(one.name) == signer.key and one.user_id)
    if signer.user is None or all(one.user_id == signer.user.pk for one in namesakes):
        return signer
    return replace(signer, name=(_("%(name)s（%(unit)s）") % {"name": signer.name, "unit": signer.unit_name})[:NAME])


def sign(
    subjects: Sequence[Signable],
    action: str,
    signer: Signed,
    *,
    verdict: Verdict = Verdict.AGREED,
    reason: str = "",
    degree: str = "",
    body: str = "",
    form: ApprovalForm | None = None,
    by: User,
    at: datetime,
) -> None:
    """Leave the signature under each of ``subjects`` – as gathered, before the action writes them."""
    Signature.objects.bulk_create(
        Signature(
            **_of(subject),
            form=form,
            action=action,
            verdict=verdict,
            degree=degree,
            reason=reason,
            name=signer.name,
            capacity=signer.capacity,
            body=body,
            unit_name=signer.unit_name,
            unit=signer.unit,
            user=signer.user,
            signed_on=signer.on,
            on_paper=signer.on_paper,
            reference=signer.reference,
            meeting=signer.meeting,
            scan=signer.scan,
            recorded_by=by.name,
            recorded_at=at,
            content=content_of(subject),
        )
        for subject in subjects
    )


def sign_each(
    rows: Sequence[Finding] | Sequence[Measure],
    action: str,
    signers: Signers,
    *,
    bodies: Mapping[int, str] = NO_BODIES,
    verdict: Verdict = Verdict.AGREED,
    reason: str = "",
    degree: str = "",
    form: ApprovalForm | None = None,
    by: User,
    at: datetime,
) -> None:
    """Leave each row's signature, written together for all that one person signed for one body."""
    together: dict[tuple[Signed, str], list[Finding | Measure]] = {}
    for row in rows:
        together.setdefault((signers[row.pk], bodies.get(row.pk, "")), []).append(row)
    for (signer, body), some in together.items():
        sign(some, action, signer, verdict=verdict, reason=reason, degree=degree, body=body, form=form, by=by, at=at)


def told(signer: Signed, form: ApprovalForm | None = None, **more: Any) -> dict[str, Any]:
    """What the event of a decision keeps beside the fields that it changed; what is empty is left out."""
    facts = {"signed": signer.facts, "form": form.serial if form else None, **more}
    return {name: value for name, value in facts.items() if value}


def too_early(signer: Signed, since: date | None, step: str) -> str | None:
    """Why ``signer`` cannot have signed on his day: ``step`` was taken ``since``; None where the order is right."""
    if since is None or signer.on >= since:
        return None
    facts = {"on": signer.on.isoformat(), "since": since.isoformat(), "step": step}
    return _("签字日期（%(on)s）早于%(step)s的日期（%(since)s），请核对。") % facts


def content_of(subject: Signable) -> str:
    """The digest that a signature under ``subject`` keeps."""
    if isinstance(subject, Plan):
        return subject.content
    if isinstance(subject, PlanChange):
        return hashlib.sha256(f"{subject.was}\n{subject.wanted}\n{subject.reason}".encode()).hexdigest()
    return content(subject.finding if isinstance(subject, Manifestation) else subject)


def _of(subject: Signable) -> dict[str, Any]:
    """The columns by which a signature names its thing, and the ledger it is of."""
    if isinstance(subject, Manifestation):
        return {**_of(subject.finding), "manifestation": subject}
    ledger = {"ledger_id": subject.ledger_id}
    if isinstance(subject, Measure):
        return {**ledger, "measure": subject, "cycle": subject.cycle}
    if isinstance(subject, Finding):
        return {**ledger, "finding": subject, "cycle": subject.cycle}
    return {**ledger, "plan": subject} if isinstance(subject, Plan) else {**ledger, "plan_change": subject}


def another(signer: Signed, others: Sequence[str]) -> None:
    """Hold the deciders' rule: who signs now is none of ``others``. Raises Refused."""
    if why := why_not_another(signer, others):
        raise Refused(why)


def why_not_another(signer: Signed, others: Sequence[str]) -> str | None:
    """Why ``signer`` may not decide after ``others``; None where he is none of them."""
    if signer.key not in {_key(name) for name in others}:
        return None
    return _("%(name)s已经办过前一步，须由另一人决定。同名不同人的，请在姓名后加单位区别。") % {"name": signer.name}


def outside(signer: Signed, responsible_unit: str) -> None:
    """Hold the deciders' rule: the last to decide is outside the responsible unit. Raises Refused."""
    if why := why_not_outside(signer, {responsible_unit: None}):
        raise Refused(why)


def why_not_outside(signer: Signed, responsible: Mapping[str, Unit | None]) -> str | None:
    """Why ``signer`` may not decide last on what ``responsible`` units answer for: he signs for one, or is in it."""
    places = [signer.unit, *(post.unit for post in signer.user.posts)] if signer.user else [signer.unit]
    for name, unit in responsible.items():
        if signer.unit_name == name or (unit is not None and any(unit.holds(place) for place in places)):
            return _("最后审定的人不能在责任单位“%(unit)s”。") % {"unit": name}
    return None
