"""Moving a ledger from one stage to the next (进驻 → 反馈 → 方案 → 集中整改 → 持续整改 → 归档), or one back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger, Stage


@transaction.atomic
def set_stage(*, ledger: Ledger, stage: Stage, reason: str = "", by: User, at: datetime) -> Ledger:
    """Move the ledger one stage on, or one back with a reason. Raises Refused, or ValidationError where no reason is given.

    ``ledger`` is as the person saw it: where somebody else was quicker, nothing is written.
    """
    row = Ledger.objects.select_for_update(of=("self",)).select_related("body").get(pk=ledger.pk)
    if row.stage != ledger.stage:
        raise ValidationError(_("阶段刚被别人改为“%(stage)s”，请刷新后再看。") % {"stage": row.get_stage_display()})
    if why := policy.why_not_stage(by, row, stage):
        raise Refused(why)
    reason = reason.strip()
    if policy.is_back(Stage(row.stage), stage) and not reason:
        raise ValidationError(_("退回上一阶段要写明理由。"))
    facts = {"was": {"stage": row.stage}, "now": {"stage": str(stage)}, **({"reason": reason} if reason else {})}
    row.stage = stage
    row.save(update_fields=["stage"])
    append(row.log_key, [Entry("ledger:set_stage", "ledger", facts)], by=by.actor, at=at)
    return row
