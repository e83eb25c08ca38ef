"""A ledger as the facts that forms are written from: its findings as they stand or stood, its plan, the opinions on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from taizhang.journal.head import Head
from taizhang.journal.heads import head_of
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.models import Evidence, Finding, Ledger, Measure, Opinion, Source, Verdict
from taizhang.ledger.organised import opinions_on, organising
from taizhang.ledger.plans import Planned, PlannedFinding, PlannedMeasure, PlanText
from taizhang.ledger.sheets import Stamp
from taizhang.ledger.states import OPEN_FINDINGS, OPEN_MEASURES, ChangeState, Degree, FindingState
from taizhang.ledger.then import end_of
from taizhang.ledger.wording import degree_words, horizon_words
from taizhang.profiles.shape import HorizonKind
from taizhang.reports import facts
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
    """``found`` of the ledger as it stands. Read in slices."""
    return of_lines(ledger, lines(ledger, found.prefetch_related("amounts", "accountability")), as_of)


def of_lines(ledger: Ledger, some: Iterable[Line], as_of: date) -> facts.Ledger:
    """The ledger as ``some`` lines of it tell it, as they stand or as they stood on a day.

    Items that others contain are told with these; by themselves only where it is told what was handed over on site.
    """
    teller = Teller(ledger, as_of)
    told: dict[int, tuple[str, list[facts.Finding]]] = {}
    handed_over: list[facts.Finding] = []
    for row, measures in _by_finding(some):
        finding = teller.finding(row, measures)
        if row.within_id is None:
            told.setdefault(row.aspect_id, (row.aspect.title, []))[1].append(finding)
        if finding.on_site:
            handed_over.append(finding)
    aspects = tuple(facts.Aspect(title, tuple(found)) for title, found in told.values())
    return replace(_ledger(ledger, aspects, as_of), handed_over=tuple(handed_over))


def _by_finding(some: Iterable[Line]) -> Iterator[tuple[Finding, list[Measure]]]:
    for _pk, of in groupby(some, key=lambda line: line.finding.pk):
        under = list(of)
        yield under[0].finding, [line.measure for line in under if line.measure]


def of_plan(ledger: Ledger, text: PlanText, as_of: date, opinions: Iterable[Opinion], approved_on: date | None) -> facts.Ledger:
    """A version of the plan as its text says it, with the opinions on it. A few queries, however long it is."""
    bare = {str(aspect): aspect.title for aspect in ledger.aspects.all()}  # the paper counts its aspects by itself
    grouped = groupby(text.findings, key=lambda finding: finding.aspect)
    aspects = tuple(facts.Aspect(bare.get(title, title), tuple(_planned(ledger, one) for one in some)) for title, some in grouped)
    known = facts.Organising(approved_on=approved_on)
    return replace(_ledger(ledger, aspects, as_of), organising=known, opinions=opinions_on(opinions, as_of))


def _ledger(ledger: Ledger, aspects: tuple[facts.Aspect, ...], as_of: date) -> facts.Ledger:
    known, said = organising(ledger, as_of)
    return facts.Ledger(
        title=ledger.title,
        body=ledger.body.name,
        subject=SUBJECTS[Source(ledger.source)],
        as_of=as_of,
        aspects=aspects,
        words=words_of(ledger),
        reports_to=ledger.supervised_by.name if ledger.supervised_by else "",
        inspected_by=ledger.inspected_by,
        feedback_on=ledger.feedback_on,
        concentrated_until=ledger.concentrated_until,
        stamp=stamp_of(ledger, head_of(ledger.log_key)),
        organising=known,
        opinions=said,
    )


def stamp_of(ledger: Ledger, head: Head) -> str:
    """What a paper of the ledger as it stands is made from."""
    return str(Stamp(str(ledger.key), head))


def words_of(ledger: Ledger) -> facts.Words:
    """What papers call things: as the ledger's profile does."""
    words = ledger.profile.words
    told = {name: getattr(words, name) for name in facts.Words.__slots__ if hasattr(words, name)}
    return facts.Words(
        **told,
        at_once=_horizon(ledger, HorizonKind.AT_ONCE),
        under_way=words.finding_states.under_way,
        in_hand=words.measure_states.under_way,
        stage_done=words.measure_states.stage_done,
        ended=words.measure_states.ended,
    )


class Teller:
    """Tells rows of one ledger as facts; what hangs on a row elsewhere is counted once for all of them."""

    def __init__(self, ledger: Ledger, as_of: date) -> None:
        self._ledger = ledger
        self._degrees = degree_words(ledger.profile)
        self._sent_back = _sent_back(ledger, as_of)
        self._extended = _extended(ledger, as_of)

    def finding(self, row: Finding, measures: Iterable[Measure]) -> facts.Finding:
        """One finding with its measures."""
        return facts.Finding(
            serial=row.serial,
            statement=row.statement,
            stated=row.stated,
            manifestations=tuple(f"{one.number}{one.text}" for one in row.manifestations.all()),
            measures=tuple(self.measure(row, measure) for measure in measures),
            answers=answers(row, Line(row, None)),
            state=row.state_word,
            is_open=row.state in OPEN_FINDINGS,
            close_out=self._close_out(row),
            waits_for=_waits_for(row),
            rebounds=row.rebounds,
            returned=self._sent_back["finding", row.pk],
            settled="，".join(filter(None, (row.settled_with, row.settled_reference))),
            transferred=row.state == FindingState.TRANSFERRED,
            amounts=tuple(facts.Amount(one.kind, one.found, one.rectified) for one in row.amounts.all()),
            accountability=tuple(
                facts.Accountability(one.kind, one.organisations, one.people) for one in row.accountability.all()
            ),
            on_site=_on_site(row),
        )

    def measure(self, finding: Finding, row: Measure) -> facts.Measure:
        """One measure of it, with the evidence that hangs on the row."""
        return facts.Measure(
            number=f"{finding.serial}.{row.place}",
            title=row.title,
            text=row.text,
            answers=answers(row, Line(finding, row)),
            state=row.state_word,
            progress=row.progress,
            effect=row.effect,
            is_open=row.state in OPEN_MEASURES,
            evidence=tuple(piece(finding, row, one) for one in row.evidence.all() if one.withdrawn_on is None),
            left=row.stage_left,
            returned=self._sent_back["measure", row.pk],
            extended=self._extended[row.pk],
            lasting=row.long_term,
        )

    def _close_out(self, row: Finding) -> facts.CloseOut:
        degree = self._degrees[Degree(row.degree_recognised)] if row.degree_recognised else ""
        return facts.CloseOut(row.submitted_on, row.decided_on, row.decided_by, row.closed_on, row.closed_by, degree)


def _sent_back(ledger: Ledger, as_of: date) -> Counter[tuple[str, int]]:
    """How many times each finding and each measure was sent back up to a day."""
    signed = ledger.signatures.filter(verdict=Verdict.RETURNED, plan_change=None, recorded_at__lt=end_of(as_of)).order_by()
    told = signed.values_list("measure", "finding")
    return Counter(("measure", measure) if measure else ("finding", finding) for measure, finding in told if measure or finding)


def _extended(ledger: Ledger, as_of: date) -> Counter[int]:
    """How many times each measure got another day, for itself or with its finding, up to a day."""
    agreed = ledger.plan_changes.filter(state=ChangeState.AGREED, decided_on__lte=as_of, wanted__contains='"deadline"')
    return Counter(pk for pk in agreed.order_by().values_list("measure", flat=True) if pk)


def _waits_for(row: Finding) -> str:
    """Who besides the lead unit is to move next, where somebody is."""
    words = row.ledger.profile.words
    return {
        FindingState.AWAITING_PLAN: f"待{words.plan}审定",
        FindingState.AWAITING_DECISION: f"待{words.leading_group}审定",
        FindingState.AWAITING_VERIFICATION: f"待{words.supervisor}审核",
        FindingState.ON_NOTICE: "待公示期满",
    }.get(FindingState(row.state), "")


def _on_site(row: Finding) -> facts.OnSite | None:
    return facts.OnSite(row.notice, row.handed_over_on, row.received_by) if row.handed_over_on else None


def answers(row: Finding | Measure, line: Line) -> facts.Answers:
    """Who answers for a finding or measure and by when, as papers write it."""
    held, due = line.answers, line.due
    return facts.Answers(
        leader=(row.led if isinstance(row, Measure) else row).leader,
        lead_unit=held.lead_unit_name,
        assisting=held.assisting,
        deadline=(spoken(due.deadline) if due.deadline else due.deadline_text)
        or (LASTING if isinstance(row, Measure) and row.long_term else ""),
        horizon=_horizon(row.ledger, due.horizon),
        due=due.deadline,
    )


def _horizon(ledger: Ledger, kind: str) -> str:
    return horizon_words(ledger.profile, {kind: kind})[kind] if kind else ""


def piece(finding: Finding, measure: Measure, one: Evidence) -> facts.Evidence:
    """A piece of evidence as its contents list it. Of what is classified only number and place are told."""
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
    due = day_of(one.deadline)
    limit = (spoken(due) if due else one.deadline) or (LASTING if lasting else "")
    return facts.Answers(one.leader, one.lead_unit, one.assisting, limit, _horizon(ledger, one.horizon), due)


def day_of(text: str) -> date | None:
    """The day that a plan's text names; None where it says it in words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
