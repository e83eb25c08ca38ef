"""What a message says: how many things of what kind, of which ledger, and where to look. No text of a finding, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

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


def where() -> list[str]:
    """Where to look, where the installation says under which address it is reached."""
    address = settings.SITE_ADDRESS.rstrip("/")
    return [_("查看：%(address)s") % {"address": f"{address}{PAGE}"}] if address else [_("请登录台账系统查看。")]
