"""The public notice (公示) before something is closed: objections taken in and answered, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger import close_out
from taizhang.ledger.actions import concluding, containing
from taizhang.ledger.actions.writing import Outcome, Written, gather, only, sort_out, write
from taizhang.ledger.models import Finding, Objection
from taizhang.ledger.states import FindingState
from taizhang.ledger.typed import in_one_line, said


@transaction.atomic
def object(*, finding: Finding, about: str, received_on: date, by: User, at: datetime) -> Objection:
    """Take in an objection to a close-out on notice (登记异议): what about and when, never from whom."""
    what = said(about, _("异议的内容"))
    row = only(sort_out(gather([finding]), "object", by))
    if received_on > timezone.localdate(at):
        raise ValidationError(_("收到异议的日期不能晚于今天。"))
    if row.on_notice_from and received_on < row.on_notice_from:
        raise ValidationError(_("收到异议的日期不能早于公示开始的日期。"))
    position = max((one.position for one in row.objections.all()), default=0) + 1
    objection = Objection(finding=row, cycle=row.cycle, position=position, about=what, received_on=received_on)
    objection.save(force_insert=True)
    facts = {"objection": position, "about": objection.about, "received_on": received_on.isoformat()}
    write("object", [Written(row, {}, facts)], by=by, at=at)
    return objection


@transaction.atomic
def answer_objection(*, objection: Objection, answer: str, upheld: bool, by: User, at: datetime) -> Objection:
    """Answer an objection; where it is upheld the finding goes back to work."""
    reply = said(answer, _("对异议的答复"))
    row = only(sort_out(gather([objection.finding]), "answer_objection", by))
    held = next(one for one in row.objections.all() if one.pk == objection.pk)
    if held.answered_on is not None:
        raise Refused(_("这条异议已经答复。"))
    held.answer, held.upheld, held.answered_on = reply, upheld, timezone.localdate(at)
    held.save(update_fields=["answer", "upheld", "answered_on"])
    facts = {"objection": held.position, "answer": held.answer, "upheld": upheld}
    back = [(part, {"state": ""}) for part in close_out.submitted(row) if part.state == FindingState.ON_NOTICE]
    write(
        "answer_objection",
        [Written(row, concluding.taken_back(row), facts, back) if upheld else Written(row, {}, facts)],
        by=by,
        at=at,
    )
    return held


@transaction.atomic
def end_notice(*, findings: Sequence[Finding], posted_at: str = "", by: User, at: datetime) -> Outcome[Finding]:
    """Close findings whose notice is over and whose objections are answered; ``posted_at`` is where the notice stood."""
    today = timezone.localdate(at)
    place = in_one_line(posted_at, _("公示的地方"), longest=200, needed=False)
    outcome = sort_out(gather(findings), "end_notice", by, today=today)
    write("end_notice", [_over(row, place, today) for row in outcome.done], by=by, at=at)
    concluding.freeze_cycles(outcome.done)
    containing.close_contained(outcome.done, by=by, at=at)
    return outcome


def _over(row: Finding, posted_at: str, today: date) -> Written[Finding]:
    parts, rest = close_out.submitted(row), bool(close_out.left_open(row))
    written = concluding.closed(row, parts, rest=rest, decision={"closed_on": today})
    return Written(row, {**written.fields, "on_notice_at": posted_at}, shown=written.shown)
