"""Who may collect progress: the ledger's office."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger
from taizhang.supervision.models import Round


def why_not_see(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not look at the rounds of ``ledger``; None when he may."""
    return None if "office" in policy.relations(user, ledger) else _("收集进展由整改办办理。")


def why_not_collect(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not open, chase and close rounds of ``ledger``; None when he may."""
    if why := why_not_see(user, ledger):
        return why
    return policy.why_over(ledger)


def proposed_to(user: User) -> QuerySet[Round]:
    """Rounds that a ledger's rhythm proposed and that ``user``, of its body's office, has still to open or decline."""
    bodies = [post.unit_id for post in user.posts if post.role == Role.OFFICE]
    waiting = Round.objects.filter(ledger__body__in=bodies, opened_at=None, closed_at=None)
    return waiting.select_related("ledger__pinned").order_by("due", "pk")
