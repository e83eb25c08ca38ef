"""What goes on the forms that are signed for single items: approval forms, close-outs, changes of the plan, handovers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from taizhang.journal.heads import head_of
from taizhang.ledger.approval import lines_of
from taizhang.ledger.form_facts import Teller, answers, day_of, piece, stamp_of, words_of
from taizhang.ledger.gathering import gathered_findings
from taizhang.ledger.lines import Line
from taizhang.ledger.models import ApprovalForm, Finding, Handover, Ledger, Measure, PlanChange
from taizhang.ledger.wording import horizon_words
from taizhang.reports import facts, forms
from taizhang.reports.official import spoken

ONLY_THE_DAY = {"deadline"}


def of_approval(form: ApprovalForm, title: str, boxes: Iterable[str]) -> forms.Approval:
    """An approval form as it is printed."""
    items = tuple(_item(line.subject, line.item.content[:8]) for line in lines_of(form))
    ledger, head = form.ledger, head_of(form.ledger.log_key)
    return forms.Approval(
        title=title,
        body=ledger.body.name,
        number=form.serial,
        made_by=form.made_by,
        made_on=form.made_on,
        items=items,
        opinions=tuple(boxes),
        stamp=stamp_of(ledger, head),
        proof=head.printed,
    )


def of_close_out(finding: Finding, boxes: Iterable[str], on: date) -> forms.CloseOut:
    """The application for the close-out of one finding."""
    ledger, head = finding.ledger, head_of(finding.ledger.log_key)
    return forms.CloseOut(
        body=ledger.body.name,
        finding=_whole(finding, on),
        applied_on=finding.submitted_on or on,
        opinions=tuple(boxes),
        words=words_of(ledger),
        stamp=stamp_of(ledger, head),
        proof=head.printed,
    )


def of_change(change: PlanChange, boxes: Iterable[str]) -> forms.Extension:
    """The application for another day, or for another wording of the plan."""
    ledger, wanted, head = change.ledger, json.loads(change.wanted), head_of(change.ledger.log_key)
    told = _whole(change.finding, change.asked_on)
    number = f"{change.finding.serial}.{change.measure.place}" if change.measure else ""
    return forms.Extension(
        body=ledger.body.name,
        number=change.serial,
        finding=told,
        measure=next((one for one in told.measures if one.number == number), None),
        lines=_differences(ledger, json.loads(change.was), wanted),
        reason=change.reason,
        asked_on=change.asked_on,
        asked_by=change.asked_by,
        only_the_day=set(wanted) <= ONLY_THE_DAY,
        opinions=tuple(boxes),
        words=words_of(ledger),
        stamp=stamp_of(ledger, head),
        proof=head.printed,
    )


def of_handover(handover: Handover) -> forms.Handover:
    """A handover as it is printed."""
    ledger, head = handover.ledger, head_of(handover.ledger.log_key)
    items = handover.items.select_related("finding__lead_unit", "measure__finding__lead_unit", "measure__lead_unit")
    return forms.Handover(
        body=ledger.body.name,
        ledger=ledger.title,
        number=handover.serial,
        kind=str(handover.get_kind_display()),
        giver=handover.giver,
        taker=handover.taker,
        reason=handover.reason,
        made_on=handover.made_on,
        items=tuple(_handed(ledger, item.subject) for item in items),
        words=words_of(ledger),
        stamp=stamp_of(ledger, head),
        proof=head.printed,
    )


def _whole(finding: Finding, on: date) -> facts.Finding:
    """The finding with all that forms say of it, as it stands. A handful of queries."""
    row = gathered_findings(Finding.objects.filter(pk=finding.pk)).get()
    measures = list(row.measures.all())
    for measure in measures:
        measure.ledger, measure.finding = row.ledger, row
    return Teller(row.ledger, on).finding(row, measures)


def _differences(ledger: Ledger, was: dict[str, str], wanted: dict[str, str]) -> tuple[forms.Line, ...]:
    return tuple(
        forms.Line(_word(ledger, name), _said(ledger, name, was[name]), _said(ledger, name, wanted[name])) for name in wanted
    )


def _word(ledger: Ledger, name: str) -> str:
    """What the plan calls what is to change."""
    words = ledger.profile.words
    return "措施内容" if name == "text" else str(getattr(words, name))


def _said(ledger: Ledger, name: str, value: str) -> str:
    if name == "deadline":
        day = day_of(value)
        return spoken(day) if day else value
    return horizon_words(ledger.profile, {value: value})[value] if name == "horizon" and value else value


def _handed(ledger: Ledger, subject: Finding | Measure) -> forms.Handed:
    measure = subject if isinstance(subject, Measure) else None
    finding = subject.finding if isinstance(subject, Measure) else subject
    subject.ledger = finding.ledger = ledger
    told = answers(subject, Line(finding, measure))
    return forms.Handed(
        number=f"{finding.serial}.{measure.place}" if measure else str(finding.serial),
        what=measure.title if measure else finding.statement,
        state=subject.state_word,
        lead_unit=told.lead_unit,
        deadline=told.deadline,
        progress=(measure.stage_left or measure.progress) if measure else "",
    )


def _item(subject: Finding | Measure, code: str) -> forms.Item:
    if isinstance(subject, Measure):
        finding, measures = subject.finding, [subject]
        told = "\n".join(filter(None, (subject.progress, subject.effect)))
        number, lead, title = f"{finding.serial}.{subject.place}", subject.responsible.lead_unit_name, subject.title
    else:
        finding, measures = subject, list(subject.measures.all())
        told = "\n".join(f"{one.place}.{one.title}：{one.state_word}{'，' if one.effect else ''}{one.effect}" for one in measures)
        number, lead, title = str(finding.serial), finding.lead_unit_name, ""
    proofs = [piece(finding, m, one) for m in measures for one in m.evidence.all() if one.withdrawn_on is None]
    evidence = "\n".join(f"{one.number} {one.name}" for one in proofs)
    return forms.Item(number, code, finding.statement, told, lead, evidence, title)
