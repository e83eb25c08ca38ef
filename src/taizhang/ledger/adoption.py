"""From a Sheet to the rows of a ledger: numbering, matching of units, deadlines, and the degree that a report claims."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from taizhang import sheet as paper
from taizhang.accounts import naming
from taizhang.accounts.models import Unit, User
from taizhang.files.models import Original
from taizhang.ledger.leaders import meant
from taizhang.ledger.models import Aspect, Finding, Horizon, Ledger, Manifestation, Measure
from taizhang.ledger.models.ledger import STEP as STEP  # passed on: pages number measures by it
from taizhang.ledger.states import Degree, FindingState, MeasureState

# What a paper says of how far a measure has come, first match wins; "基本完成" before "完成".
DEGREES = (
    (("未启动", "尚未", "未开展", "待整改"), Degree.NOT_STARTED),
    (("基本完成", "基本整改", "阶段性完成", "部分完成"), Degree.BASICALLY_DONE),
    (("正在", "推进", "整改中", "进行中"), Degree.UNDER_WAY),
    (("完成", "到位", "销号", "办结"), Degree.DONE),
)


@dataclass(slots=True)
class Rows:
    """The unsaved rows of one Sheet, in document order; what hangs under a finding points at it."""

    aspects: list[Aspect] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    manifestations: list[Manifestation] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """Lays a Sheet out as rows of ``ledger``. ``reported`` papers tell of work under way, others of work to be planned.

    ``measures_before`` is the last serial that the ledger has given to a measure; ``leaders`` are the people who can be meant.
    """

    ledger: Ledger
    source: Original | None
    reported: bool
    units: dict[str, Unit]
    measures_before: int = 0
    leaders: list[User] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    _meant: dict[str, User | None] = field(default_factory=dict)

    def lay(self, sheet: paper.Sheet) -> Rows:
        """Every row of ``sheet``."""
        for aspect in sheet.aspects:
            row = Aspect(
                ledger=self.ledger,
                position=(len(self.rows.aspects) + 1) * STEP,
                number=aspect.number or "",
                title=aspect.title[:300],
            )
            self.rows.aspects.append(row)
            for finding in aspect.findings:
                self.finding(row, finding, len(self.rows.findings) + 1)
        return self.rows

    def finding(self, aspect: Aspect, finding: paper.Finding, serial: int) -> Finding:
        """The finding with that serial, and all that stands under it."""
        row = Finding(
            ledger=self.ledger,
            aspect=aspect,
            serial=serial,
            position=serial * STEP,
            number=finding.number or "",
            statement=finding.statement if finding.statement is not None else aspect.title,
            stated=finding.statement is not None,
            state=FindingState.UNDER_WAY if self.reported else FindingState.AWAITING_PLAN,
            source=self.source,
            **self._place(finding.span),
            **self.answerable(finding.responsibility, finding.deadline),
        )
        self.rows.findings.append(row)
        for position, shown in enumerate(finding.manifestations, 1):
            self.manifestation(row, position, shown)
        for position, measure in enumerate(finding.measures, 1):
            self.measure(row, position, measure)
        return row

    def manifestation(self, finding: Finding, position: int, shown: paper.Manifestation) -> None:
        """A manifestation in that place under ``finding``."""
        self.rows.manifestations.append(
            Manifestation(
                finding=finding, position=position * STEP, number=shown.number or "", text=shown.text, **self._place(shown.span)
            )
        )

    def measure(self, finding: Finding, position: int, measure: paper.Measure) -> None:
        """A measure in that place under ``finding``."""
        self.rows.measures.append(
            Measure(
                ledger=self.ledger,
                finding=finding,
                serial=self.measures_before + len(self.rows.measures) + 1,
                position=position * STEP,
                number=measure.number or "",
                title=measure.title[:300],
                text=measure.text,
                state=MeasureState.UNDER_WAY if self.reported else MeasureState.DRAFTED,
                cycle=finding.cycle,
                degree_self=claimed_degree(measure.state) if self.reported else "",
                long_term="长期坚持" in f"{measure.state} {measure.deadline.text if measure.deadline else ''}",
                **self._place(measure.span),
                **self.answerable(measure.responsibility, measure.deadline),
            )
        )

    def answerable(self, who: paper.Responsibility, deadline: paper.Deadline | None) -> dict[str, Any]:
        """Who answers and by when, as the fields of a row."""
        named = (who.lead_unit or "").strip()
        due = deadline or paper.Deadline("")
        leader = (who.leader or "")[:120]
        return {
            "leader": leader,
            "leader_user": self._leader(leader),
            "lead_unit": self.units.get(named),
            "lead_unit_text": named[:200],
            "assisting": "、".join(who.assisting)[:500],
            "deadline": last_day(due.iso),
            "deadline_text": due.text[:120],
            "horizon": due.horizon if due.horizon in Horizon.values else "",
        }

    def _leader(self, written: str) -> User | None:
        """The account that is meant by a leader as written; asked once for each way of writing."""
        if written and written not in self._meant:
            self._meant[written] = meant(written, self.leaders)
        return self._meant.get(written)

    @staticmethod
    def _place(span: paper.Span | None) -> dict[str, int | None]:
        return {"start": span.start if span else None, "end": span.end if span else None}


def draft_under(finding: Finding) -> Measure:
    """A measure as it would be drafted under ``finding``, unsaved, to ask the policy about."""
    return Measure(ledger=finding.ledger, finding=finding, state=MeasureState.DRAFTED, cycle=finding.cycle)


def claimed_degree(state: str | None) -> str:
    """The degree that a paper's own words claim (自评); empty where it says nothing that is understood."""
    for words, degree in DEGREES:
        if state and any(word in state for word in words):
            return degree
    return ""


def last_day(iso: str | None) -> date | None:
    """The day on which a deadline of the stated precision falls: a month ends on its last day, a bare year is no date."""
    if iso is None or len(iso) < len("2026-06"):
        return None
    year, month = int(iso[:4]), int(iso[5:7])
    day = int(iso[8:10]) if len(iso) >= len("2026-06-30") else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def units_by_name(body: Unit) -> dict[str, Unit]:
    """The body and its parts by name, for matching lead units as written. A name that two parts share matches neither."""
    named = naming.units_by_name(Unit.objects.filter(path__startswith=body.path))
    return {name: unit for name, unit in named.items() if unit is not None}
