"""A manuscript is checked before it goes out; every remark is met by mending the text, or left with a reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.checks import Remark
from taizhang.ledger.typed import in_one_line
from taizhang.manuscripts import policy
from taizhang.manuscripts.actions.writing import PLACES, held, note, refuse
from taizhang.manuscripts.composing import Checked, checked
from taizhang.manuscripts.models import Manuscript, Noted, Part

GRAVE = ("error", "warning")
MOST = 500  # remarks that are kept; whoever has more mends first


def check_manuscript(*, manuscript: Manuscript, by: User, at: datetime) -> Manuscript:
    """Check the manuscript as it stands. Answers hold for the same remark on the same sentence.

    It is written, read and checked before the transaction opens: on SQLite every writer would wait for it.
    Raises Refused, snapshots.Damaged.
    """
    row = Manuscript.objects.select_related(*PLACES).get(pk=manuscript.pk)
    refuse(policy.why_not_edit(by, row))
    return _keep(row, checked(row, list(row.parts.order_by("position"))), by, at)


@transaction.atomic
def _keep(manuscript: Manuscript, found: Checked, by: User, at: datetime) -> Manuscript:
    row = held(manuscript)
    refuse(policy.why_not_edit(by, row))
    answers = {(one.code, one.sentence): one for one in row.remarks.exclude(answer="")}
    row.remarks.all().delete()
    noted = [_noted(row, n, remark, part, answers) for n, (remark, part) in enumerate(found.remarks[:MOST], 1)]
    Noted.objects.bulk_create(noted)
    row.checked, row.checked_at = found.content, at
    row.save(update_fields=["checked", "checked_at"])
    severities = Counter(remark.severity.value for remark, _part in found.remarks)
    note(row, "check", {"digest": found.content, **dict(sorted(severities.items()))}, by, at)
    return row


def _noted(row: Manuscript, n: int, remark: Remark, part: Part | None, answers: dict[tuple[str, str], Noted]) -> Noted:
    sentence = hashlib.sha256(remark.key[1].encode("utf-8", "surrogatepass")).hexdigest()
    before = answers.get((remark.code, sentence))
    return Noted(
        manuscript=row,
        position=n,
        part=part,
        code=remark.code,
        severity=remark.severity.value,
        message=remark.message,
        english=remark.english,
        quote=remark.quote,
        suggestion=remark.suggestion or "",
        sentence=sentence,
        answer=before.answer if before else "",
        answered_by=before.answered_by if before else "",
        answered_at=before.answered_at if before else None,
    )


def unanswered(remarks: Sequence[Noted]) -> list[Noted]:
    """The errors and warnings that nobody has given a reason for leaving."""
    return [one for one in remarks if one.severity in GRAVE and not one.answer]


@transaction.atomic
def answer_remark(*, remark: Noted, reason: str, by: User, at: datetime) -> Noted:
    """Leave what a remark is on as it is, with the reason."""
    row = _held(remark, by)
    row.answer, row.answered_by, row.answered_at = in_one_line(reason, _("理由"), longest=300), by.name, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    note(row.manuscript, "answer", {"code": row.code, "sentence": row.sentence, "reason": row.answer}, by, at)
    return row


@transaction.atomic
def take_back_answer(*, remark: Noted, by: User, at: datetime) -> Noted:
    """The reason does not hold after all."""
    row = _held(remark, by)
    if not row.answer:
        return row
    row.answer, row.answered_by, row.answered_at = "", "", None
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    note(row.manuscript, "take_back_answer", {"code": row.code, "sentence": row.sentence}, by, at)
    return row


def _held(remark: Noted, by: User) -> Noted:
    manuscript = held(remark.manuscript)
    row = Noted.objects.select_related("part__unit").get(pk=remark.pk)
    row.manuscript = manuscript
    if row.part:
        row.part.manuscript = manuscript
        refuse(policy.why_not_amend(by, row.part))
    else:
        refuse(policy.why_not_edit(by, manuscript))
    return row
