"""Conditions on a version of the plan, and on what is asked to be changed in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger import plans
from taizhang.ledger.models import Opinion, Plan


def opinions_for(plan: Plan) -> list[Opinion]:
    """What was said on ``plan`` and on the versions withdrawn before it, since one was approved: all of it wants an answer."""
    approved = plans.last_approved(plan.ledger, before=plan.version)
    since = approved.version if approved else 0
    told = [version for version in plan.ledger.plans.all() if since < version.version <= plan.version]
    return [opinion for version in sorted(told, key=lambda v: v.version) for opinion in version.opinions.all()]


def _opinions_unanswered(subject: Any) -> str | None:
    if not isinstance(subject, Plan):
        return None
    left = sum(not opinion.reply for opinion in opinions_for(subject))
    return ngettext("还有%(n)d条审核意见没有答复。", "还有%(n)d条审核意见没有答复。", left) % {"n": left} if left else None


def _plan_changed(subject: Any) -> str | None:
    if plans.drawn_up(subject.ledger).content == subject.content:
        return None
    return _("送审以后方案内容有改动，请撤回后重新送审。")


CONDITIONS = {
    "opinions_answered": _opinions_unanswered,
    "plan_unchanged": _plan_changed,
}
