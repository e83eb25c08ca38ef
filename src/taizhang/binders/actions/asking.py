"""Asking for a binder: noted in the ledger's log, since evidence leaves the system by it; made by the worker afterwards."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.binders.models import Binder, BinderForm, BinderState
from taizhang.binders.policy import bindable, own_binders
from taizhang.journal.append import Entry, append
from taizhang.ledger.models import Evidence, Finding, Ledger
from taizhang.reports import pdf

MOST_FINDINGS, MOST_PIECES = 1000, 5000


@transaction.atomic
def bind(*, ledger: Ledger, finding: Finding | None = None, form: BinderForm, by: User, at: datetime) -> Binder:
    """Ask for a binder of what ``by`` sees of the ledger, or of one finding. Raises Refused or ValidationError.

    One that is being made already is not asked for twice.
    """
    if form == BinderForm.PDF and (why := pdf.why_not()):
        raise ValidationError(why)
    found = bindable(by, ledger, finding)
    if not found.exists():
        raise Refused(_("没有您能看到的问题，不能汇编。"))
    if waiting := own_binders(by, ledger).filter(finding=finding, form=form, state=BinderState.WAITING).first():
        return waiting
    _within(found.count(), MOST_FINDINGS, _("共有 %(n)d 个问题，超过 %(most)d 个，请逐个问题汇编。"))
    pieces = Evidence.objects.filter(measure__finding__in=found, withdrawn_on=None).count()
    _within(pieces, MOST_PIECES, _("共有 %(n)d 件佐证材料，超过 %(most)d 件，请逐个问题汇编。"))
    row = Binder.objects.create(ledger=ledger, finding=finding, form=form, asked_by=by, asked_at=at)
    subject = finding.key if finding else "ledger"
    entry = Entry(f"{'finding' if finding else 'ledger'}:bind", subject, {"form": str(form), "pieces": pieces})
    append(ledger.log_key, [entry], by=by.actor, at=at)
    return row


def _within(n: int, most: int, sentence: str) -> None:
    if n > most:
        raise ValidationError(sentence % {"n": n, "most": most})
