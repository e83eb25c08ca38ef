"""A person's notices in the product: how many are unread, the newest first, and what one of them counts."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.models import Finding
from taizhang.notices.models import Matter, Notice
from taizhang.notices.policy import own_notices
from taizhang.notices.wording import line

MOST = 99  # unread ones are counted so far
PAGE = 50


class Page(NamedTuple):
    """Some of a person's notices, and the key behind which to go on."""

    notices: list[Notice]
    after: int | None


def unread(user: User) -> int:
    """How many notices ``user`` has not read; more than ``MOST`` are not counted on. One query."""
    return own_notices(user).filter(read_at=None).order_by()[: MOST + 1].count()


def page(user: User, after: int | None = None) -> Page:
    """The newest notices, or those that came before the one of that key."""
    rows = own_notices(user).select_related("ledger").order_by("-pk")
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def told(notice: Notice) -> str:
    """What it says."""
    return line(notice.why, notice.n)


def findings_of(notice: Notice) -> QuerySet[Finding]:
    """The findings that the notice counts and its person may see today."""
    user = notice.user
    if user is None:
        return Finding.objects.none()
    counted = Matter.objects.filter(batch=notice.batch, ledger=notice.ledger_id, reason=notice.reason, finding__isnull=False)
    rows = notice.ledger.findings.filter(pk__in=counted.values("finding"))
    return policy.visible_of(user, notice.ledger, rows).select_related("ledger__pinned", "lead_unit").order_by("position")
