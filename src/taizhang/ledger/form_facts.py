"""A ledger as the facts that forms are written from: its plan, its findings as they stand, opinions, approval forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from taizhang.journal.heads import head_of
from taizhang.ledger.approval import lines_of
from taizhang.ledger.gathering import gathered_findings
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.models import ApprovalForm, Evidence, Finding, Ledger, Measure, Opinion, Source
from taizhang.ledger.plan_lists import duties
from taizhang.ledger.plans import Planned, PlannedFinding, PlannedMeasure, PlanText
from taizhang.ledger.sheets import Stamp
from taizhang.ledger.states import MeasureState
from taizhang.ledger.wording import horizon_words
from taizhang.reports import facts, forms
from taizhang.reports.forms.approval import Item
from taizhang.reports.official import spoken

LASTING = "长期坚持"
SUBJECTS = {
    Source.TOP_INSPECTION: "巡视反馈问题",
    Source.INSPECTION: "巡察反馈问题",
    Source.AUDIT: "审计查出问题",
    Source.SUPERVISION: "督察反馈问题",
    Source.SPECIAL_CHECK: "专项检查发现问题",
    Source.MEETING: "民主生活会查摆问题",
    Source.SELF_CHECK: "自查发现问题",
    Source.SURVEY: "调研发现问题",
    Source.ASSIGNED: "督办事项",
    Source.PROGRAMME: "创建指标",
    Source.RISK: "风险排查发现问题",
}


def of_ledger(ledger: Ledger, found: QuerySet[Finding], as_of: date) -> facts.Ledger:
    """``found`` of the ledger as it stands; items that others contain are told with these. Read in slices."""
    return of_lines(ledger, lines(ledger, found.filter(within=None)), as_of)


def of_lines(ledger: Ledger, some: Iterable[Line], as_of: date) -> facts.Ledger:
    """The ledger as ``some`` lines of it tell it, as they stand or as they stood on a day."""
    told = groupby(some, key=lambda line: line.finding.aspect)
    aspects = tuple(facts.Aspect(aspect.title, tuple(_findings(of))) for aspect, of in told)
    return _ledger(ledger, aspects, as_of)


def of_plan(ledger: Ledger, text: PlanText, as_of: date, approved_on: date | None = None) -> forms.Plan:
    """A plan as its text says it, with the duties that fall out of it. One query, however long it is."""
    bare = {str(aspect): aspect.title for aspect in ledger.aspects.all()}  # the paper counts its aspects by itself
    grouped = groupby(text.findings, key=lambda finding: finding.aspect)
    aspects = tuple(facts.Aspect(bare.get(title, title), tuple(_planned(ledger, one) for one in some)) for title, some in grouped)
    return forms.Plan(_ledger(ledger, aspects, as_of), tuple(_duties(text)), approved_on)


def of_opinions(ledger: Ledger, opinions: Iterable[Opinion]) -> forms.Opinions:
    """The table of opinions on a version of the plan."""
    told = tuple(
        forms.Opinion(
            one.body, one.given_on, one.text, one.get_reply_display() if one.reply else "", one.why,
            f"（问题{one.finding.serial}）" if one.finding else "",
        )
        for one in opinions
    )  # fmt: skip
    return forms.Opinions(ledger.body.name, ledger.profile.words.plan, told, _stamp(ledger))


def of_approval(form: ApprovalForm, title: str, boxes: Iterable[str]) -> forms.Approval:
    """An approval form as it is printed."""
    items = tuple(_item(line.subject, line.item.content[:8]) for line in lines_of(form))
    body = form.ledger.body.name
    return forms.Approval(title, body, form.serial, form.made_by, form.made_on, items, tuple(boxes), _stamp(form.ledger))


def of_close_out(finding: Finding, boxes: Iterable[str], on: date) -> forms.CloseOut:
    """The application for the close-out of one finding."""
    row = gathered_findings(Finding.objects.filter(pk=finding.pk)).get()
    ledger = row.ledger
    for measure in row.measures.all():
        measure.ledger, measure.finding = ledger, row
    told = _finding(row, tuple(_measure(row, measure) for measure in row.measures.all()))
    return forms.CloseOut(ledger.body.name, told, row.submitted_on or on, tuple(boxes), _words(ledger), _stamp(ledger))


def _ledger(ledger: Ledger, aspects: tuple[facts.Aspect, ...], as_of: date) -> facts.Ledger:
    return facts.Ledger(
        title=ledger.title,
        body=ledger.body.name,
        subject=SUBJECTS[Source(ledger.source)],
        as_of=as_of,
        aspects=aspects,
        words=_words(ledger),
        reports_to=ledger.supervised_by.name if ledger.supervised_by else "",
        inspected_by=ledger.inspected_by,
        feedback_on=ledger.feedback_on,
        concentrated_until=ledger.concentrated_until,
        stamp=_stamp(ledger),
    )


def _stamp(ledger: Ledger) -> str:
    return str(Stamp(str(ledger.key), head_of(ledger.log_key)))


def _words(ledger: Ledger) -> facts.Words:
    words = ledger.profile.words
    return facts.Words(**{name: getattr(words, name) for name in facts.Words.__slots__})


def _findings(some: Iterable[Line]) -> Iterator[facts.Finding]:
    for _, of in groupby(some, key=lambda line: line.finding.pk):
        under = list(of)
        yield _finding(under[0].finding, tuple(_measure(line.finding, line.measure) for line in under if line.measure))


def _finding(row: Finding, measures: tuple[facts.Measure, ...]) -> facts.Finding:
    shown = tuple(f"{one.number}{one.text}" for one in row.manifestations.all())
    answers = _answers(row, Line(row, None))
    return facts.Finding(row.serial, row.statement, row.stated, shown, measures, answers, row.state_word)


def _measure(finding: Finding, row: Measure) -> facts.Measure:
    return facts.Measure(
        number=f"{finding.serial}.{row.place}",
        title=row.title,
        text=row.text,
        answers=_answers(row, Line(finding, row)),
        state=row.state_word,
        progress=row.progress,
        effect=row.effect,
        is_open=row.state not in (MeasureState.DONE, MeasureState.ENDED),
        evidence=tuple(_evidence(finding, row, one) for one in row.evidence.all() if one.withdrawn_on is None),
    )


def _answers(row: Finding | Measure, line: Line) -> facts.Answers:
    held, due = line.answers, line.due
    return facts.Answers(
        leader=(row.led if isinstance(row, Measure) else row).leader,
        lead_unit=held.lead_unit_name,
        assisting=held.assisting,
        deadline=(spoken(due.deadline) if due.deadline else due.deadline_text)
        or (LASTING if isinstance(row, Measure) and row.long_term else ""),
        horizon=_horizon(row.ledger, due.horizon),
    )


def _horizon(ledger: Ledger, kind: str) -> str:
    return horizon_words(ledger.profile, {kind: kind})[kind] if kind else ""


def _evidence(finding: Finding, measure: Measure, one: Evidence) -> facts.Evidence:
    """A piece as its contents list it. Of what is classified only number and place are told."""
    number = f"{finding.serial}-{measure.place}-{one.position}"
    where = "电子件" if one.original_id else f"{one.paper_number}　{one.paper_place}"
    return facts.Evidence(number, "涉密材料" if one.classified else one.name, where)


def _planned(ledger: Ledger, one: PlannedFinding) -> facts.Finding:
    measures = tuple(
        facts.Measure(measure.place, measure.text.partition("。")[0], measure.text, _said(ledger, measure))
        for measure in one.measures
    )
    return facts.Finding(one.serial, one.statement, one.stated, one.manifestations, measures, _said(ledger, one))


def _said(ledger: Ledger, one: Planned) -> facts.Answers:
    lasting = isinstance(one, PlannedMeasure) and one.long_term
    limit = _day(one.deadline) or (LASTING if lasting else "")
    return facts.Answers(one.leader, one.lead_unit, one.assisting, limit, _horizon(ledger, one.horizon))


def _day(text: str) -> str:
    """A day of the plan's text as papers write it; words as they are."""
    try:
        return spoken(date.fromisoformat(text))
    except ValueError:
        return text


def _duties(text: PlanText) -> Iterator[facts.Duty]:
    for one in duties(text):
        found = tuple(map(str, one.findings))
        yield facts.Duty(one.leader, one.lead_unit, "、".join(one.assisting), found, tuple(one.measures), _day(one.last_day))


def _item(subject: Finding | Measure, code: str) -> Item:
    if isinstance(subject, Measure):
        finding, measures = subject.finding, [subject]
        told = "\n".join(filter(None, (subject.progress, subject.effect)))
        number, lead, title = f"{finding.serial}.{subject.place}", subject.responsible.lead_unit_name, subject.title
    else:
        finding, measures = subject, list(subject.measures.all())
        told = "\n".join(f"{one.place}.{one.title}：{one.state_word}{'，' if one.effect else ''}{one.effect}" for one in measures)
        number, lead, title = str(finding.serial), finding.lead_unit_name, ""
    proofs = [_evidence(finding, m, one) for m in measures for one in m.evidence.all() if one.withdrawn_on is None]
    evidence = "\n".join(f"{one.number} {one.name}" for one in proofs)
    return Item(number, code, finding.statement, told, lead, evidence, title)
