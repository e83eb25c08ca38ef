"""Who may see which papers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from taizhang.accounts.models import Membership, User
from taizhang.accounts.roles import Role
from taizhang.intake.models import Paper


def visible_papers(user: User) -> QuerySet[Paper]:
    """The papers that were brought in by an office ``user`` is a member of: whoever minds the shop can carry on."""
    offices = [post.unit_id for post in user.posts if post.role == Role.OFFICE]
    colleagues = Membership.objects.filter(user=OuterRef("brought_by"), unit__in=offices, role=Role.OFFICE)
    return Paper.objects.filter(Exists(colleagues)).select_related("brought_by", "ledger", "original")
