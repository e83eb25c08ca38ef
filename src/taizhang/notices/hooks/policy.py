"""Who may have programs told: of a ledger its office, of the site an administrator."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger
from taizhang.notices.hooks.models import Subscription


def why_not_subscribe(user: User, ledger: Ledger | None) -> str | None:
    """Why ``user`` may not say which programs are told of ``ledger``, or of the site; None when he may."""
    if ledger is None:
        return None if user.is_active and user.is_administrator else _("全系统的推送由系统管理员设置。")
    return None if "office" in policy.relations(user, ledger) else _("台账的推送由整改办设置。")


def visible_subscriptions(user: User) -> QuerySet[Subscription]:
    """The subscriptions that ``user`` may look at: those that he may set."""
    kept = [ledger.pk for ledger in policy.visible_ledgers(user) if why_not_subscribe(user, ledger) is None]
    found = Subscription.objects.filter(ledger__in=kept)
    return found | Subscription.objects.filter(ledger=None) if user.is_administrator else found
