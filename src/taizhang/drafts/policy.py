"""Who may see which drafts: whoever brought one, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.drafts.models import Draft


def own_drafts(user: User) -> QuerySet[Draft]:
    """The drafts that ``user`` brought."""
    return Draft.objects.filter(brought_by=user).select_related("original", "feedback", "ledger")


def ask(user: User, draft: Draft) -> None:
    """Raises Refused unless the draft is ``user``'s own."""
    if draft.brought_by_id != user.pk:
        raise Refused(_("文稿只有拖进来的人自己能看、能改。"))
