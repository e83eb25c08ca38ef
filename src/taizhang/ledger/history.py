"""The events of a finding and its measures (办理记录), newest first, told in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.journal.merkle import leaf_hash
from taizhang.journal.models import Event
from taizhang.journal.record import FIELDS, record
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.told_fields import changes
from taizhang.ledger.told_findings import TELLERS as OF_FINDINGS
from taizhang.ledger.told_measures import TELLERS as OF_MEASURES
from taizhang.ledger.told_plans import TELLERS as OF_PLANS

PAGE = 30


def events_of(finding: Finding, measures: Iterable[Measure], *, before: int | None = None) -> list[Event]:
    """The newest ``PAGE`` + 1 events of the finding, of ``measures`` and of changes of its plan, older than ``before``."""
    found = _of(finding, measures)
    if before is not None:
        found = found.filter(seq__lt=before)
    return list(found.select_related("log").order_by("-seq")[: PAGE + 1])


def is_of(finding: Finding, measures: Iterable[Measure], seq: int) -> bool:
    """Whether the event of that number is one of those that ``events_of`` tells."""
    return _of(finding, measures).filter(seq=seq).exists()


def _of(finding: Finding, measures: Iterable[Measure]) -> QuerySet[Event]:
    changed = finding.plan_changes.values_list("serial", flat=True)
    subjects = [finding.key, *(measure.key for measure in measures), *(f"plan_change:{serial}" for serial in changed)]
    return Event.objects.filter(log__key=finding.ledger.log_key, subject__in=subjects)


def last_of(subject: Finding | Measure) -> Event:
    """The newest event of the finding or measure itself. Raises DoesNotExist for one that was never recorded."""
    named = Event.objects.filter(log__key=subject.ledger.log_key, subject=subject.key)
    return named.select_related("log").latest("seq")


def sentence(event: Event) -> str:
    """What happened, as a sentence without its subject: 将牵头单位由“办公室”改为“财务科”. Unknown events go by their name."""
    facts = event.facts
    tell = TELLERS.get(event.name) or TELLERS.get(event.name.partition(":")[2])
    return tell(facts) if tell else _("办理了“%(name)s”") % {"name": event.name} + _fields(facts)


def leaf(event: Event) -> str:
    """The hash under which the event stands in its log, as hexadecimal."""
    fields = (getattr(event, name).encode() for name in FIELDS)
    return leaf_hash(record(event.log.key.encode(), event.seq, *fields)).hex()


def _added(facts: dict[str, Any]) -> str:
    measures = len(facts.get("measures", ()))
    return _("列入台账，有整改措施 %(n)d 条") % {"n": measures} if measures else _("列入台账")


def _handed_over(facts: dict[str, Any]) -> str:
    return _("进驻期间交办，通知书“%(notice)s”") % {"notice": facts.get("notice", "")}


def _laid_on(facts: dict[str, Any]) -> str:
    parts = {_("整改措施"): len(facts.get("measures", ())), _("具体表现"): len(facts.get("manifestations", ()))}
    told = [_("%(what)s %(n)d 条") % {"what": what, "n": n} for what, n in parts.items() if n]
    if facts.get("taken") or facts.get("filled"):
        told.append(_("责任和时限"))
    return _("并入后来的文件，补充%(what)s") % {"what": _("、").join(told)}


def _contained(facts: dict[str, Any]) -> str:
    return _("并入反馈问题 %(n)s") % {"n": str(facts.get("now", {}).get("within", "")).rpartition(":")[2]}


def _taken_over(facts: dict[str, Any]) -> str:
    said = {
        "n": facts.get("handover", ""),
        "was": facts.get("was", {}).get("leader", ""),
        "now": facts.get("now", {}).get("leader", ""),
    }
    return _("“%(was)s”交接给“%(now)s”（第%(n)s号交接单）") % said


def _changed(facts: dict[str, Any]) -> str:
    told = _("；").join(changes(facts)) or _("作了修改")
    return told + (_("。说明：%(note)s") % {"note": facts["note"]} if facts.get("note") else "")


def _bound(facts: dict[str, Any]) -> str:
    n = facts.get("pieces", 0)
    form = _("PDF") if facts.get("form") == "pdf" else _("压缩包")
    return ngettext("汇编整改档案（%(form)s），有佐证材料 %(n)d 件", "汇编整改档案（%(form)s），有佐证材料 %(n)d 件", n) % {
        "form": form,
        "n": n,
    }


def _fields(facts: dict[str, Any]) -> str:
    told = changes(facts)
    return _("：") + _("；").join(told) if told else ""


# By the event's whole name where findings and measures tell it in different words, else by its verb.
TELLERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "add": _added,
    "hand_over": _handed_over,
    "lay": _laid_on,
    "contain": _contained,
    "assign": _changed,
    "set_deadline": _changed,
    "take_over": _taken_over,
    "bind": _bound,
    **OF_FINDINGS,
    **OF_MEASURES,
    **OF_PLANS,
}
