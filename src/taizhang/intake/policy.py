"""Who may see which papers, and what came back for which ledgers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.accounts.models import Membership, User
from taizhang.accounts.roles import Role
from taizhang.intake.models import Delivery, Paper


def visible_papers(user: User) -> QuerySet[Paper]:
    """The papers that were brought in by an office ``user`` is a member of: whoever minds the shop can carry on."""
    offices = [post.unit_id for post in user.posts if post.role == Role.OFFICE]
    colleagues = Membership.objects.filter(user=OuterRef("brought_by"), unit__in=offices, role=Role.OFFICE)
    return Paper.objects.filter(Exists(colleagues)).select_related("brought_by", "ledger", "original")


def visible_deliveries(user: User) -> QuerySet[Delivery]:
    """What came back and ``user`` may see: what he brought himself, and for an office all that came for its ledgers."""
    offices = [post.unit_id for post in user.posts if post.role == Role.OFFICE]
    return Delivery.objects.filter(Q(brought_by=user) | Q(ledger__body__in=offices)).select_related("brought_by")
