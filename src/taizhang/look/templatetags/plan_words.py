"""The words of a plan's lists: what is missing, kinds of time limit, days and limits in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from taizhang.ledger.models import Ledger
from taizhang.ledger.plan_lists import Gap
from taizhang.ledger.wording import horizon_words
from taizhang.look.templatetags.dates import day_tag, exact_day

register = template.Library()

TITLES = {
    "problems": gettext_lazy("问题清单"),
    "tasks": gettext_lazy("任务清单"),
    "duties": gettext_lazy("责任清单"),
    "opinions": gettext_lazy("审核意见采纳情况表"),
}
NAMED_AT_ONCE = 12


@register.simple_tag
def part_title(part: str) -> str:
    """What a list is called at its head."""
    return str(TITLES[part])


@register.filter
def of(held: Mapping[int, object], key: int) -> object:
    """What ``held`` has under ``key``; None where it has nothing."""
    return held.get(key)


@register.simple_tag
def gap_words(gap: Gap, ledger: Ledger) -> str:
    """What is missing, and where: 责任领导 3 项（2、5、8.1）."""
    words = {"measures": ledger.profile.words.measure}
    what = _(words.get(gap.what) or getattr(ledger.profile.words, gap.what))
    places = _("、").join(gap.places[:NAMED_AT_ONCE]) + ("…" if len(gap.places) > NAMED_AT_ONCE else "")
    facts = {"what": what, "n": len(gap.places), "places": places}
    return ngettext("%(what)s %(n)d 项（%(places)s）", "%(what)s %(n)d 项（%(places)s）", len(gap.places)) % facts


@register.simple_tag
def horizon(kind: str, ledger: Ledger) -> str:
    """A kind of time limit as the ledger's profile calls it."""
    return _(horizon_words(ledger.profile, {kind: kind})[kind]) if kind else "–"


@register.simple_tag(takes_context=True)
def limit(context: Context, text: str, lasting: bool = False) -> SafeString | str:
    """A time limit of a plan: its day as people say it, in full on paper; else its words; 长期坚持 where it has no end."""
    try:
        day = date.fromisoformat(text)
        return exact_day(day) if context.get("paper") else day_tag(context, day)
    except ValueError:
        return text or (_("长期坚持") if lasting else "–")
