"""Who may collect progress: the ledger's office."""

from __future__ import annotations

from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger, Stage


def why_not_see(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not look at the rounds of ``ledger``; None when he may."""
    return None if "office" in policy.relations(user, ledger) else _("收集进展由整改办办理。")


def why_not_collect(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not open, chase and close rounds of ``ledger``; None when he may."""
    if why := why_not_see(user, ledger):
        return why
    return _("台账已归档，不再变动。") if ledger.stage == Stage.ARCHIVED else None
