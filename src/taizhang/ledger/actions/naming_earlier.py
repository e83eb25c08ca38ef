"""Saying which earlier finding, of any ledger and source, shows again in one: what comes back is counted (反弹)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.actions.writing import change
from taizhang.ledger.going_over import named
from taizhang.ledger.models import Finding
from taizhang.ledger.typed import in_one_line


@transaction.atomic
def name_earlier(*, finding: Finding, earlier: Finding | None, text: str = "", version: int, by: User, at: datetime) -> Finding:
    """Name the ``earlier`` finding that ``finding`` repeats, or in ``text`` one that is in no ledger here; neither takes it back.

    An earlier one must be one that ``by`` may see, and may not itself repeat this one.
    """
    if earlier is not None:
        _hold(finding, earlier, by)
    said = named(earlier) if earlier else in_one_line(text, _("以前的问题"), longest=300, needed=False)
    wanted = {"repeats": earlier, "repeats_text": said[:300]}
    return change(finding, "name_earlier", wanted, version=version, by=by, at=at)


def _hold(finding: Finding, earlier: Finding, by: User) -> None:
    seen: Finding | None = Finding.objects.select_related("ledger").get(pk=earlier.pk)
    if seen and not policy.visible_findings(by, seen.ledger).filter(pk=seen.pk).exists():
        raise ValidationError(_("找不到您指明的问题，请核对台账和问题编号。"))
    while seen is not None:
        if seen.pk == finding.pk:
            raise ValidationError(_("不能指明问题自己，或由它重复出现的问题。"))
        seen = seen.repeats
