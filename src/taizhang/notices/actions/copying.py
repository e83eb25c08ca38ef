"""Saying to whom outside a ledger's head is copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger
from taizhang.notices.models import HeadCopies

MOST, LONGEST = 10, 254


@transaction.atomic
def copy_heads(*, ledger: Ledger, addresses: Sequence[str], by: User, at: datetime) -> HeadCopies:
    """Copy the heads of ``ledger`` to these addresses from now on; none: to nobody. What is as it was leaves no event."""
    held = Ledger.objects.select_for_update(of=("self",)).select_related("body").get(pk=ledger.pk)
    if why := policy.why_not_arrange(by, held):
        raise Refused(why)
    wanted = _checked(addresses)
    row, _new = HeadCopies.objects.get_or_create(ledger=held)
    was = row.listed
    if was == wanted:
        return row
    row.addresses = "\n".join(wanted)
    row.size, row.copied_on = (0, None) if set(wanted) - set(was) else (row.size, row.copied_on)  # who is new has none yet
    row.save()
    append(held.log_key, [Entry("ledger:copy_heads", "ledger", {"was": was, "now": wanted})], by=by.actor, at=at)
    return row


def _checked(addresses: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(one.strip() for one in addresses if one.strip()))
    if len(wanted) > MOST:
        raise ValidationError(_("最多填%(n)d个邮箱。") % {"n": MOST})
    for one in wanted:
        try:
            validate_email(one)
        except ValidationError as error:
            raise ValidationError(_("“%(address)s”不是邮箱地址。") % {"address": one[:LONGEST]}) from error
    return wanted
