"""What can be done about telling programs. Each verb leaves one event, in the ledger's log or the site's, without address."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append, site_log
from taizhang.journal.heads import head_of
from taizhang.ledger.models import Ledger
from taizhang.ledger.typed import in_one_line
from taizhang.notices.hooks.models import Subscription
from taizhang.notices.hooks.policy import why_not_subscribe
from taizhang.notices.hooks.signing import secret_of
from taizhang.notices.outside import NotAllowed, Unreachable, find

MOST = 10  # of one ledger, or of the site
_KIND = re.compile(r"[a-z_]{1,20}:([a-z_]{1,39}|\*)")


def subscribe_to_ledger(
    *, ledger: Ledger, name: str, address: str, kinds: str = "", by: User, at: datetime
) -> tuple[Subscription, str]:
    """Have a program told of the ledger's events from now on; with the secret, which is told once."""
    return _subscribe(ledger, name, address, kinds, by, at)


def subscribe_to_site(*, name: str, address: str, kinds: str = "", by: User, at: datetime) -> tuple[Subscription, str]:
    """Have a program told of the site's events – units, people, roles – from now on; with the secret, which is told once."""
    return _subscribe(None, name, address, kinds, by, at)


def _subscribe(ledger: Ledger | None, name: str, address: str, kinds: str, by: User, at: datetime) -> tuple[Subscription, str]:
    _ask(by, ledger)
    wanted = kinds.split()
    if wrong := next((kind for kind in wanted if not _KIND.fullmatch(kind)), None):
        raise ValidationError(_("“%(kind)s”不是事件的名称，应写成 finding:submit 或 measure:*。") % {"kind": wrong[:60]})
    said = {"name": in_one_line(name, _("名称"), longest=60), "address": _reachable(address.strip()), "kinds": "\n".join(wanted)}
    return _written(ledger, said, by, at)


def _reachable(address: str) -> str:
    """``address``, if a message may go there. The name is looked up before any transaction opens."""
    if not 0 < len(address) <= 500:
        raise ValidationError(_("请写明接收程序的网址，不超过500个字符。"))
    try:
        find(address)
    except NotAllowed as error:
        raise ValidationError(_(str(error))) from error
    except Unreachable:
        return address  # the host may be known later: sending tells
    return address


@transaction.atomic
def _written(ledger: Ledger | None, said: dict[str, str], by: User, at: datetime) -> tuple[Subscription, str]:
    if Subscription.objects.filter(ledger=ledger, ended_at=None).count() >= MOST:
        raise Refused(_("推送最多设%(n)d个，请先停掉不用的。") % {"n": MOST})
    row = Subscription(ledger=ledger, made_at=at, made_by=by.name, **said)
    row.save()
    _note(row, "subscribe", {"name": row.name, "host": row.host, "kinds": row.kinds.split()}, by, at)
    row.seq = head_of(_log(row)).size
    row.save(update_fields=["seq"])
    return row, secret_of(row)


@transaction.atomic
def end_subscription(*, subscription: Subscription, by: User, at: datetime) -> Subscription:
    """The program is told nothing any more."""
    row = _held(subscription, by)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _note(row, "end", {"name": row.name}, by, at)
    return row


@transaction.atomic
def resume_subscription(*, subscription: Subscription, by: User, at: datetime) -> Subscription:
    """Tell it again, from where it stopped, after it had failed for too long."""
    row = _held(subscription, by)
    if row.ended_at is not None:
        raise Refused(_("这个推送已经停掉，请重新添加。"))
    if row.disabled_at is not None or row.failing_since is not None:
        row.disabled_at = row.failing_since = row.try_at = None
        row.tries = 0
        row.save(update_fields=["disabled_at", "failing_since", "try_at", "tries"])
        _note(row, "resume", {"name": row.name}, by, at)
    return row


VERBS = (subscribe_to_ledger, subscribe_to_site, end_subscription, resume_subscription)


def _ask(by: User, ledger: Ledger | None) -> None:
    if why := why_not_subscribe(by, ledger):
        raise Refused(why)


def _held(subscription: Subscription, by: User) -> Subscription:
    row = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    _ask(by, row.ledger)
    return row


def _log(row: Subscription) -> str:
    return row.ledger.log_key if row.ledger else site_log()


def _note(row: Subscription, action: str, facts: dict[str, object], by: User, at: datetime) -> None:
    append(_log(row), [Entry(f"subscription:{action}", f"subscription:{row.pk}", facts)], by=by.actor, at=at)
