"""Keeping and reading the tallies: the count line of a ledger without counting its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Model, Sum

from taizhang.ledger.lamps import near_until
from taizhang.ledger.models import Finding, Ledger, Manifestation, Measure, Tally
from taizhang.ledger.states import OPEN_FINDINGS, Degree, FindingState, MeasureState

Key = tuple[str, str, str, str]  # scope, level, state, degree
Row = Finding | Measure | Manifestation
ROWS_PER_STATEMENT = 150  # SQLite takes 999 parameters
REBOUND, REPEAT = "rebound", "repeat"
GONE, GONE_WITH_IT = "gone", "gone_with_it"  # of what was a finding of its own and went over into another ledger, of the rest


class Counted(NamedTuple):
    """Where one thing stands in the counts of its ledger; ``degree`` is as the unit sees it (自评)."""

    level: str
    state: str
    degree: str


def counted(row: Row) -> Counted:
    """Where ``row`` is counted as it stands."""
    return Counted(_level(row), row.state, row.degree_self)


def _level(row: Row) -> str:
    """What ``row`` is counted as; what went over into another ledger, and all that hung on it, is counted there."""
    if isinstance(row, Finding):
        level = "within" if row.within_id else "finding" if row.stated else "unstated"
        if row.went_to:
            return GONE if level == "finding" else GONE_WITH_IT
        return level
    if row.finding.went_to:
        return GONE_WITH_IT
    return "measure" if isinstance(row, Measure) else "manifestation"


def keys(row: Row) -> Iterator[Key]:
    """Every tally that ``row`` counts in as it stands."""
    place = counted(row)
    finding = row if isinstance(row, Finding) else row.finding
    yield "all", *place
    yield f"aspect:{finding.aspect_id}", *place
    if row is finding and finding.state in OPEN_FINDINGS and not finding.went_to:
        if finding.lead_unit_id is None:
            yield "all", "unassigned", "", ""
        if finding.deadline:
            yield f"due:{finding.deadline.isoformat()}", place.level, "", ""
    if row is finding:
        for mark, n in marks(finding).items():
            yield from repeat(("all", mark, "", ""), n)


def marks(finding: Finding) -> Counter[str]:
    """What is counted of a finding beside where it stands: how often it rebounded (反弹), whether it repeats an earlier one."""
    return Counter({REBOUND: finding.rebounds, REPEAT: int(bool(finding.repeats_text and not finding.went_to))})


def add(ledger: Ledger, changes: Counter[Key]) -> None:
    """Add ``changes`` to the ledger's tallies, in the transaction of the change they follow from."""
    add_up(Tally, ("scope", "level", "state", "degree"), ledger, changes)


def add_up(model: type[Model], names: Sequence[str], ledger: Ledger, changes: Counter[Any]) -> None:
    """Add ``changes`` to what the table of ``model`` counts of ``ledger``; each key has a value for every column of ``names``."""
    table, columns = model._meta.db_table, ", ".join(["ledger_id", *names])
    places = f"({', '.join(['%s'] * (len(names) + 2))})"
    rows = [(ledger.pk, *key, n) for key, n in sorted(changes.items()) if n]
    for at in range(0, len(rows), ROWS_PER_STATEMENT):
        some = rows[at : at + ROWS_PER_STATEMENT]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}, n) VALUES {', '.join([places] * len(some))} "  # nosec B608
                f"ON CONFLICT ({columns}) DO UPDATE SET n = {table}.n + excluded.n",
                [value for row in some for value in row],
            )


def difference(before: Iterable[Key], after: Iterable[Key]) -> Counter[Key]:
    """What changes in the tallies when a row goes from counting in ``before`` to counting in ``after``."""
    changes = Counter(after)
    changes.subtract(before)
    return changes


@dataclass(slots=True)
class CountLine:
    """The numbers of one ledger or aspect, each with its level: how many findings and measures, by state and by degree.

    ``unassigned`` counts what is open and has no lead unit, findings without a statement included: it is work, not a figure.
    ``rebounds`` counts how often something closed was reopened (反弹), more than once for a finding of the third round.
    ``within`` counts items handed over on site that a finding of the feedback contains: they are none of the findings counted.
    ``repeats`` counts findings that show again what an earlier finding, of any ledger, was about.
    ``gone`` counts findings that went over into another ledger when this one was merged into it.
    """

    findings: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    degrees: Counter[str] = field(default_factory=Counter)
    manifestations: int = 0
    within: int = 0
    gone: int = 0
    unassigned: int = 0
    rebounds: int = 0
    repeats: int = 0
    overdue: int = 0
    soon: int = 0

    @property
    def finding_total(self) -> int:
        """All findings, whatever their state."""
        return self.findings.total()

    @property
    def measure_total(self) -> int:
        """All measures, whatever their state."""
        return self.measures.total()

    @property
    def closed(self) -> int:
        """Findings closed (销号)."""
        return self.findings[FindingState.CLOSED]

    @property
    def measures_done(self) -> int:
        """Measures completed (完成)."""
        return self.measures[MeasureState.DONE]

    @property
    def claimed_done(self) -> int:
        """Measures that the unit itself calls completed (自评)."""
        return self.degrees[Degree.DONE]

    def take(self, level: str, state: str, degree: str, n: int) -> None:
        """Count ``n`` more."""
        if level == "finding":
            self.findings[state] += n
        elif level == "measure":
            self.measures[state] += n
            self.degrees[degree] += n
        elif level == "manifestation":
            self.manifestations += n
        elif level == "within":
            self.within += n
        elif level == GONE:
            self.gone += n
        elif level == "unassigned":
            self.unassigned += n
        elif level == REBOUND:
            self.rebounds += n
        elif level == REPEAT:
            self.repeats += n


def count_line(ledger: Ledger, today: date) -> CountLine:
    """The ledger's numbers as they stand, overdue and soon due as of ``today``. One query, a row for each state and late day."""
    return lines_of(ledger, today, ())[0]


def total(ledger: Ledger, *levels: str) -> int:
    """How many things of ``levels`` the ledger has. One query."""
    return ledger.tallies.filter(scope="all", level__in=levels).aggregate(n=Sum("n"))["n"] or 0


def lines_of(ledger: Ledger, today: date, aspect_ids: Iterable[int]) -> tuple[CountLine, dict[int, CountLine]]:
    """The ledger's numbers as ``count_line`` gives them, and those of some of its aspects by aspect id. One query."""
    line, by_scope = CountLine(), {f"aspect:{pk}": (pk, CountLine()) for pk in aspect_ids}
    now, until = f"due:{today.isoformat()}", f"due:{near_until(ledger.profile.lamps, today).isoformat()}"
    due = ledger.tallies.filter(level="finding", scope__gte="due:", scope__lte=until)
    named = ledger.tallies.filter(scope__in=["all", *by_scope])
    columns = ("scope", "level", "state", "degree", "n")
    # Two searches joined, not one with OR: SQLite would go through every tally of the ledger.
    for scope, level, state, degree, n in named.values_list(*columns).union(due.values_list(*columns), all=True):
        if scope in by_scope:
            by_scope[scope][1].take(level, state, degree, n)
        elif scope == "all":
            line.take(level, state, degree, n)
        elif not ledger.in_hand:
            continue  # nothing falls due where nothing can be done
        elif scope < now:
            line.overdue += n
        else:
            line.soon += n
    return line, dict(by_scope.values())


@transaction.atomic
def rebuild(ledger: Ledger) -> None:
    """Count the ledger's rows again and put the tallies right."""
    changes: Counter[Key] = Counter()
    for finding in ledger.findings.iterator():
        changes.update(keys(finding))
    for measure in ledger.measures.select_related("finding").iterator():
        changes.update(keys(measure))
    for manifestation in Manifestation.objects.filter(finding__ledger=ledger).select_related("finding").iterator():
        changes.update(keys(manifestation))
    Tally.objects.filter(ledger=ledger).delete()
    add(ledger, changes)
