"""How the time limit of a finding or measure came to be what it is: every date it has had, as the events tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from taizhang.journal.models import Event
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.told_fields import day_told

N_ = str  # marks words that are translated where they are shown

# In what way a date changed, by the verb of its event; others go without a word.
HOW = {
    "change_plan": N_("方案调整"),
    "return": N_("退回补充"),
    "agree_in_part": N_("部分同意"),
    "look_back": N_("回头看没有通过"),
    "slacken": N_("确认松懈"),
    "resume": N_("恢复整改"),
    "set_deadline": N_("确定时限"),
}


class DateChanged(NamedTuple):
    """One change of a time limit: on which day, from what to what, how and why."""

    event: Event
    was: str
    now: str
    how: str
    reason: str


def dates_of(subjects: Iterable[Finding | Measure]) -> dict[str, list[DateChanged]]:
    """Every change of the time limits of ``subjects``, all of one ledger, oldest first, by their keys. One query."""
    by_key = {subject.key: subject for subject in subjects}
    log = next((subject.ledger.log_key for subject in by_key.values()), "")
    events = Event.objects.filter(log__key=log, subject__in=by_key, payload__contains='"deadline"').order_by("seq")
    told: dict[str, list[DateChanged]] = {}
    for event in events:
        if change := _change(event, event.facts):
            told.setdefault(event.subject, []).append(change)
    return told


def _change(event: Event, facts: Mapping[str, Any]) -> DateChanged | None:
    """What the event changed of the limit; None for one that was set for the first time, or not at all."""
    now, was = facts.get("now") or {}, facts.get("was") or {}
    old = was.get("deadline") or was.get("deadline_text")
    new = now.get("deadline") or now.get("deadline_text")
    if not isinstance(now, dict) or "deadline" not in now or not old:
        return None
    how = HOW.get(event.name.partition(":")[2], "")
    return DateChanged(
        event, day_told(old), day_told(new) if new else _("不定时限"), _(how) if how else "", facts.get("reason", "")
    )
