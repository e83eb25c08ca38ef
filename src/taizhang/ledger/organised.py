"""How the work of a ledger was organised up to a day, as papers tell it: the plan's approval, meetings, what was signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from taizhang.ledger.models import Ledger, Opinion, Plan, Signature, Verdict
from taizhang.ledger.then import end_of
from taizhang.reports import facts


def organising(ledger: Ledger, as_of: date) -> tuple[facts.Organising, tuple[facts.Opinion, ...]]:
    """What is known of it on that day, with the opinions on the plan that held then. Four queries."""
    signed = ledger.signatures.filter(verdict=Verdict.AGREED, recorded_at__lt=end_of(as_of)).order_by()
    plan = _approved(ledger, signed)
    meetings = signed.exclude(meeting="").order_by("pk").values_list("meeting", flat=True)
    known = facts.Organising(
        approved_on=plan.approved_on if plan else None,
        approved_by=plan.approved_by if plan else "",
        meeting=plan.meeting if plan else "",
        meetings=tuple(dict.fromkeys([plan.meeting] if plan and plan.meeting else []) | dict.fromkeys(meetings)),
        endorsed=signed.filter(action="endorse").values("finding").distinct().count(),
    )
    return known, opinions_on(plan.opinions.select_related("finding") if plan else (), as_of)


def _approved(ledger: Ledger, signed: QuerySet[Signature]) -> Plan | None:
    """The last version whose approval was recorded by then."""
    plans = signed.filter(action="approve_plan").values("plan")
    return ledger.plans.filter(pk__in=plans).order_by("-version").first()


def opinions_on(some: Iterable[Opinion], as_of: date) -> tuple[facts.Opinion, ...]:
    """The opinions given up to a day, each with the answer that it had by then."""
    return tuple(_opinion(one, as_of) for one in some if one.given_on <= as_of)


def _opinion(one: Opinion, as_of: date) -> facts.Opinion:
    answered = bool(one.reply) and (one.answered_on is None or one.answered_on <= as_of)
    return facts.Opinion(
        body=one.body,
        given_on=one.given_on,
        text=one.text,
        reply=str(one.get_reply_display()) if answered else "",
        why=one.why if answered else "",
        about=f"（问题{one.finding.serial}）" if one.finding else "",
    )
