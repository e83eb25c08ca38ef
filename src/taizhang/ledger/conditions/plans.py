"""Conditions on a version of the plan, and on what is asked to be changed in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from taizhang.ledger.models import Plan


def _opinions_unanswered(subject: Any) -> str | None:
    if not isinstance(subject, Plan):
        return None
    left = sum(not opinion.reply for opinion in subject.opinions.all())
    return ngettext("还有%(n)d条审核意见没有答复。", "还有%(n)d条审核意见没有答复。", left) % {"n": left} if left else None


CONDITIONS = {
    "opinions_answered": _opinions_unanswered,
}
