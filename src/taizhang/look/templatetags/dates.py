"""Days as people speak of them: ``{% day finding.deadline %}`` → 11月28日 周五, ``{% until finding.deadline %}`` → 还有 6 天.

``today`` is taken from the template's context, where the page put it once: two dates on one page never disagree.
"""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taizhang.ledger.lamps import counted_in
from taizhang.ledger.lateness import USUAL, Lamp, lamp
from taizhang.profiles.shape import Lamps

register = template.Library()

LAMPS = {Lamp.NONE: "soft", Lamp.SOON: "soon", Lamp.PRESSING: "pressing", Lamp.LATE: "mark late"}  # class names
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken_day(day: date, today: date) -> str:
    """``day`` with its weekday; with its year only where that is not this year: 11月28日 周五, Fri 28 Nov."""
    if get_language() == "en":
        year = "" if day.year == today.year else f" {day.year}"
        return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]}{year}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 {_WEEKDAYS[day.weekday()]}"


@register.simple_tag(name="exact")
def exact_day(day: date) -> str:
    """The whole date, for the tooltip and on paper: 2026年11月28日, 28 November 2026."""
    return f"{day.day} {day:%B} {day.year}" if get_language() == "en" else f"{day.year}年{day.month}月{day.day}日"


def spoken_distance(day: date, today: date) -> str:
    """How far off a deadline is: 还有 6 天, 今天到期, 逾期 3 天. Calendar days."""
    left = (day - today).days
    if left == 0:
        return _("今天到期")
    if left > 0:
        return ngettext("还有 %(days)d 天", "还有 %(days)d 天", left) % {"days": left}
    return ngettext("逾期 %(days)d 天", "逾期 %(days)d 天", -left) % {"days": -left}


@register.simple_tag(takes_context=True, name="day")
def day_tag(context: Context, day: date | None) -> SafeString:
    """A day in words with the exact date on hover; nothing for None."""
    if day is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', day.isoformat(), exact_day(day), spoken_day(day, _today(context))
    )


@register.simple_tag(takes_context=True, name="until")
def until_tag(context: Context, day: date | None, lamps: Lamps | None = None, why: str = "") -> SafeString:
    """How far off an open thing's deadline is: a mark when late, a colour when near, plain words else; nothing for None.

    From when on it is near stands in ``lamps``, else in the page's own, which are those of its ledger's profile. ``why`` says
    what the lamp means for this thing: on hover, and for screen readers in the words' place.
    """
    if day is None:
        return SafeString("")
    today = _today(context)
    lit_by = lamps or context.get("lamps") or USUAL
    shown = lamp(day, today, lit_by, calendar=counted_in(lit_by))
    return lit(LAMPS[shown], spoken_distance(day, today), why)


def lit(tone: str, words: str, why: str) -> SafeString:
    """A lamp: its words in their tone, with the sentence that says why on hover, and instead of them for screen readers."""
    if not why:
        return format_html('<span class="{}">{}</span>', tone, words)
    shown = format_html('<span class="{}" title="{}"><span aria-hidden="true">{}</span>', tone, why, words)
    return shown + format_html('<span class="unseen">{}</span></span>', why)


@register.simple_tag(takes_context=True, name="moment")
def moment_tag(context: Context, moment: datetime | None) -> SafeString:
    """A moment in words, to the minute: 今天 14:05, 昨天 09:12, 11月20日 周五 08:30; to the second on hover."""
    if moment is None:
        return SafeString("")
    local, today = timezone.localtime(moment), _today(context)
    ago = (today - local.date()).days
    named = {0: _("今天"), 1: _("昨天")}.get(ago) or spoken_day(local.date(), today)
    exact = f"{exact_day(local.date())} {local:%H:%M:%S}"
    return format_html('<time datetime="{}" title="{}">{} {}</time>', local.isoformat(), exact, named, f"{local:%H:%M}")


def _today(context: Context) -> date:
    today: date = context.get("today") or timezone.localdate()
    return today
