"""What a message says: how many things of what kind, of which ledger, and where to look. No text of a finding, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from taizhang.journal.head import Head
from taizhang.ledger.models import Ledger
from taizhang.notices.models import Group, Notice
from taizhang.notices.reasons import REASONS, Reason

PAGE = "/notices/"


def line(reason: Reason, n: int) -> str:
    """One reason with its number: ``3 个问题即将到期``."""
    return _(reason.says) % {"n": n}


def said(notices: Iterable[Notice]) -> list[str]:
    """The reasons of ``notices`` with their numbers added up, in the order of the list of reasons."""
    counts: Counter[str] = Counter()
    for notice in notices:
        counts[notice.reason] += notice.n
    return [line(reason, counts[reason.code]) for reason in REASONS if counts[reason.code]]


def subject(notices: Sequence[Notice]) -> str:
    """The heading of a mail: the numbers of all ledgers together."""
    return _("台账通知：%(said)s") % {"said": _("，").join(said(notices))}


def to_person(notices: Sequence[Notice]) -> str:
    """A mail: ledger by ledger, then where to look and where to change what is sent."""
    ledgers = {notice.ledger_id: notice.ledger for notice in notices}
    parts = [
        "\n".join([ledger.title, *(f"  {one}" for one in said(n for n in notices if n.ledger_id == pk))])
        for pk, ledger in ledgers.items()
    ]
    end = [*where(), _("这是系统自动发送的，不用回复。什么时候发、发哪些，可以在“通知设置”里改。")]
    return "\n\n".join([*parts, "\n".join(end)]) + "\n"


def to_group(group: Group, notices: Sequence[Notice]) -> str:
    """A message to a group: not even the ledgers' titles, since who is in the group is not known here."""
    told = _("【台账】%(unit)s：%(said)s。") % {"unit": group.unit.name, "said": _("，").join(said(notices))}
    return "\n".join([told, *where()])


def of_head(ledger: Ledger, head: Head, at: datetime) -> str:
    """A mail to who keeps a ledger's heads: the head, and how it is held against the ledger later."""
    until = date_format(timezone.localtime(at), _("Y年n月j日 H:i"))
    named = {"body": ledger.body.name, "ledger": ledger.title, "until": until}
    return "\n".join(
        [
            _("%(body)s“%(ledger)s”的办理记录，到%(until)s为止：") % named,
            "",
            f"    {head.printed}",
            f"    {head}",
            "",
            _("请留存这封邮件。以后要核对在这以前的记录有没有被改动、删去或插入，任选一种："),
            _("一、请对方打开台账的“校验”页面，当面填上面的校验码，看是否对得上；"),
            _("二、请对方给一份证明文件，用 taizhang verify-proof 自己核验，不需要账号。"),
            "",
            _(
                "邮件里只有条数和校验码，没有问题内容。每周一次，有问题销号时另发；记录没有增加就不发。不再需要的，请告知对方整改办。"
            ),
            "",
        ]
    )


def where() -> list[str]:
    """Where to look, where the installation says under which address it is reached."""
    address = settings.SITE_ADDRESS.rstrip("/")
    return [_("查看：%(address)s") % {"address": f"{address}{PAGE}"}] if address else [_("请登录台账系统查看。")]
