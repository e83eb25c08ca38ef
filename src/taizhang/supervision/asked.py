"""What each unit is asked for in a ledger's round, and how much of it has been told – by whatever way it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from taizhang.accounts.models import Unit
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.models import Ledger, Measure
from taizhang.ledger.policy import visible_findings
from taizhang.ledger.stand_in import contact_of
from taizhang.ledger.states import OPEN_FINDINGS, move
from taizhang.supervision.models import Invitation, Round

REPORTABLE = Q(state__in=move("report_progress", "measure").sources, finding__state__in=OPEN_FINDINGS)
_ITS_OWN = Q(lead_unit__isnull=False) | ~Q(lead_unit_text="") | ~Q(leader="")  # Measure.responsible as the database sees it


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's part of a round: its invitation, how many rows it is asked for, how many of them are told."""

    invitation: Invitation
    asked: int
    told: int

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.invitation.unit

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to tell."""
        return self.told >= self.asked


def counted(ledger: Ledger, since: date) -> dict[int, tuple[int, int]]:
    """By lead unit, how many measures can be reported on, and on how many that was done as of ``since`` or later. One query."""
    rows = _led(ledger).filter(unit__isnull=False).order_by().values("unit")
    told = Count("pk", filter=Q(progress_as_of__gte=since))
    return {unit: (n, done) for unit, n, done in rows.annotate(n=Count("pk"), done=told).values_list("unit", "n", "done")}


def unled(ledger: Ledger) -> int:
    """How many measures could be reported on, but name no unit that is known here: nobody is asked about them."""
    return _led(ledger).filter(unit=None).count()


def _led(ledger: Ledger) -> QuerySet[Any]:
    """The measures that can be reported on, each with the ``unit`` that answers for it."""
    unit = Case(When(_ITS_OWN, then=F("lead_unit")), default=F("finding__lead_unit"))
    return Measure.objects.filter(REPORTABLE, ledger=ledger).annotate(unit=unit)


def shares(round_: Round) -> list[Share]:
    """Every unit's part of a round, in the order of the tree: as it stands, or as it stood when the round was closed."""
    invited = list(round_.invitations.filter(revoked_at=None).select_related("unit").order_by("unit__path"))
    for invitation in invited:
        invitation.round = round_
    if not round_.is_open:
        return [Share(one, one.asked, one.told) for one in invited]
    now = counted(round_.ledger, round_.told_since)
    return [Share(one, *now.get(one.unit_id, (0, 0))) for one in invited]


def rows_of(invitation: Invitation) -> Iterator[Line]:
    """The lines that a link opens: the measures its unit itself leads and can be reported on, nothing else."""
    ledger = invitation.round.ledger
    found = visible_findings(contact_of(invitation.unit), ledger)
    return (line for line in lines(ledger, found, measures=REPORTABLE, unit=invitation.unit) if line.measure)


def row_of(invitation: Invitation, serial: int) -> Measure | None:
    """The measure of that number, where the link opens it."""
    mine = _led(invitation.round.ledger).filter(unit=invitation.unit_id, serial=serial)
    row: Measure | None = mine.select_related("lead_unit", "finding__lead_unit").first()
    if row:
        row.ledger = row.finding.ledger = invitation.round.ledger
    return row


def share_of(invitation: Invitation) -> Share:
    """The unit's part of the open round, as it stands."""
    mine = _led(invitation.round.ledger).filter(unit=invitation.unit_id)
    told = Count("pk", filter=Q(progress_as_of__gte=invitation.round.told_since))
    return Share(invitation, **mine.aggregate(asked=Count("pk"), told=told))
