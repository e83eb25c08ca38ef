"""Where a verb is done: for whom, when, in which ledger, to what; and what a program means by the numbers it sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Manager, Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.api import access
from taizhang.api.files import FileIn
from taizhang.files import incoming
from taizhang.files.models import Original
from taizhang.handwritten import Miswritten
from taizhang.ledger import handing, pinning, policy
from taizhang.ledger.actions import Given, Paper
from taizhang.ledger.holiday_notice import read_text
from taizhang.ledger.listing import units_of
from taizhang.ledger.models import (
    Evidence,
    Finding,
    Handover,
    Ledger,
    Manifestation,
    Measure,
    Objection,
    Opinion,
    Slot,
    Snapshot,
    SupervisingBody,
)
from taizhang.ledger.units_in_sight import units_in_sight
from taizhang.profiles import Profile
from taizhang.supervision.models import Invitation
from taizhang.workdays import Year


@dataclass(frozen=True)
class Place:
    """One call: who asks, when, in which ledger, and the thing or things that it is done to."""

    request: HttpRequest
    user: User
    at: datetime
    subjects: Sequence[Any] = ()
    ledger: Ledger | None = None

    @property
    def subject(self) -> Any:
        """The one thing."""
        [subject] = self.subjects
        return subject

    def unit(self, pk: int) -> Unit:
        """A unit: one of the ledger's body, else one that the person deals with."""
        return self.any_unit(pk) if self.ledger is None else _there(self._units.get(pk), _("单位"), pk)

    @cached_property
    def _units(self) -> dict[int, Unit]:
        """The body's units, read once for all that is named."""
        return {unit.pk: unit for unit in units_of(self.ledger).values()} if self.ledger else {}

    def any_unit(self, pk: int) -> Unit:
        """A unit that the person deals with, be it the body's or one that supervises it."""
        return _there(units_in_sight(self.user, access.ledgers(self.request)).filter(pk=pk).first(), _("单位"), pk)

    def finding(self, serial: int) -> Finding:
        """Another finding of the ledger that the person may see."""
        assert self.ledger is not None  # nosec B101 - verbs that name another finding are of a ledger
        rows = Finding.objects.filter(ledger=self.ledger, serial=serial).select_related("lead_unit")
        return _there(policy.visible_of(self.user, self.ledger, rows).first(), _("问题"), serial)

    def measure(self, serial: int) -> Measure:
        """Another measure of the ledger that the person may see."""
        assert self.ledger is not None  # nosec B101 - likewise
        rows = Measure.objects.filter(ledger=self.ledger, serial=serial).select_related("finding__lead_unit", "lead_unit")
        return _there(policy.visible_of(self.user, self.ledger, rows).first(), _("措施"), serial)

    def numbered(self, serial: int) -> Any:
        """The one of the things with that number."""
        return next(row for row in self.subjects if row.serial == serial)

    def other_ledger(self, key: UUID) -> Ledger:
        """Another ledger that the person may know of."""
        return _there(access.ledgers(self.request).filter(key=key).first(), _("台账"), key)

    def earlier(self, key: UUID, serial: int) -> Finding:
        """A finding of any ledger that the person may see."""
        held = self.other_ledger(key)
        rows = Finding.objects.filter(ledger=held, serial=serial).select_related("ledger__body")
        return _there(policy.visible_of(self.user, held, rows).first(), _("问题"), serial)

    def body(self, name: str) -> SupervisingBody:
        """A body of the ledger's route, by its name."""
        assert self.ledger is not None  # nosec B101 - likewise
        return _there(self.ledger.supervising_bodies.filter(name=name).first(), _("监督审核单位"), name)

    def handover(self, serial: int) -> Handover:
        """A handover of the ledger that the person may see."""
        assert self.ledger is not None  # nosec B101 - likewise
        found = _there(handing.visible(self.user, self.ledger).filter(serial=serial).first(), _("交接单"), serial)
        found.ledger = self.ledger
        return found

    def snapshot(self, serial: int) -> Snapshot:
        """A snapshot of the ledger, to who sees all of it."""
        assert self.ledger is not None  # nosec B101 - likewise
        access.only_who_sees_all(self.request, self.ledger)
        return _there(self.ledger.snapshots.filter(serial=serial).first(), _("数据版本"), serial)

    def manifestation(self, position: int) -> Manifestation:
        """A manifestation of the finding, or of the first of several."""
        found: Manifestation = _there(_at(self.subjects[0].manifestations, position), _("具体表现"), position)
        return found

    def opinion(self, position: int) -> Opinion:
        """An opinion on the version of the plan."""
        found: Opinion = _there(_at(self.subject.opinions, position), _("审核意见"), position)
        return found

    def objection(self, position: int) -> Objection:
        """An objection to the finding's close-out."""
        found: Objection = _there(_at(self.subject.objections, position), _("异议"), position)
        return found

    def evidence(self, position: int) -> Evidence:
        """A piece of evidence of the measure."""
        found: Evidence = _there(_at(self.subject.evidence, position), _("佐证材料"), position)
        found.measure = self.subject
        return found

    def invitation(self, position: int) -> Invitation:
        """A unit's link in the round."""
        found: Invitation = _there(_at(self.subject.invitations, position), _("链接"), position)
        found.round = self.subject
        return found

    def slot(self, position: int) -> Slot:
        """A slot of the measure, or of the first of several."""
        found: Slot = _there(_at(self.subjects[0].slots, position), _("佐证清单"), position)
        return found

    def profile(self, name: str) -> Profile:
        """A profile that the ledger's body, or else one of the person's, can choose."""
        bodies = [self.ledger.body] if self.ledger else [post.unit for post in self.user.posts]
        return _there(next((one for body in bodies if (one := pinning.offered(body, name))), None), _("办理规则"), name)

    def year(self, text: str) -> Year:
        """The holidays of a year: a notice as it was published, or a year file."""
        try:
            return read_text(text)
        except Miswritten as error:
            raise ValidationError(str(error)) from error

    def file(self, given: FileIn) -> Original:
        """A file, looked at and kept."""
        return incoming.take(given.content, given.name, by=self.user.actor, at=self.at)

    def paper(self, said: Any) -> Paper:
        """What stands on a paper that others signed."""
        facts = said.model_dump(exclude={"scan", "unit"})
        unit = said.unit or (self.ledger.body.name if self.ledger else "")
        return Paper(**facts, unit_name=unit, scan=self.file(said.scan) if said.scan else None)

    def given(self, said: Any) -> Given:
        """A piece of evidence: a file, or a paper by its number and place."""
        if said.file and said.classified:
            raise ValidationError(_("涉密材料不上传，只登记文号和存放处。"))
        if not said.file and not (said.paper_number and said.paper_place):
            raise ValidationError(_("请选择文件，或登记纸质材料。"))
        original = self.file(said.file) if said.file else None
        name = said.name or (said.file.name if said.file else "")
        if not name:
            raise ValidationError(_("纸质材料请写明名称、文号和存放处。"))
        return Given(name, original, said.paper_number, said.paper_place, said.classified)


Found = TypeVar("Found")
Row = TypeVar("Row", bound=Model)
Take = Callable[[Place, Any], Any]


def _at(rows: Manager[Row], position: int) -> Row | None:
    """The one at that place."""
    return rows.filter(position=position).first()


def _there(found: Found | None, what: str, number: object) -> Found:
    if found is None:
        raise ValidationError(_("没有这个%(what)s：%(number)s。") % {"what": what, "number": number})
    return found
