"""More findings and measures by a list: what a table brings that the ledger does not have, with who answers and by when.

A batch is one transaction with one event for each finding that is added or gets measures; numbers and places are given under
the ledger's lock, and queries do not grow with the batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from taizhang import sheet as paper
from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import as_of, policy
from taizhang.ledger.actions.writing import Outcome, store, told_of
from taizhang.ledger.adoption import STEP, Layout, Rows, draft_under
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Aspect, Finding, Horizon, Ledger, Measure
from taizhang.ledger.placing import last_serial, new_aspect, next_serial, place_in
from taizhang.ledger.plans import title_of
from taizhang.ledger.typed import said

READ = 500  # rows a query: SQLite takes so many parameters


@dataclass(frozen=True, slots=True)
class Charge:
    """Who answers for something new and by when; what is empty is not said."""

    lead_unit: Unit | None = None
    lead_unit_text: str = ""
    leader: str = ""
    assisting: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    horizon: str = ""

    @property
    def verbs(self) -> list[str]:
        """What it would take to say this of a measure that is there already."""
        assigned = self.lead_unit or self.lead_unit_text or self.leader or self.assisting
        due = self.deadline or self.deadline_text or self.horizon
        return [verb for verb, told in (("assign", assigned), ("set_deadline", due)) if told]

    def fields(self, leaders: list[User]) -> dict[str, Any]:
        """As the fields of a row. Raises ValidationError where something cannot be kept."""
        if self.horizon and self.horizon not in Horizon.values:
            raise ValidationError(_("没有“%(horizon)s”这种整改类型。") % {"horizon": self.horizon})
        unit = self.lead_unit.name if self.lead_unit else self.lead_unit_text
        leader = said(self.leader, _("责任领导"), longest=120, needed=False)
        return {
            "lead_unit": self.lead_unit,
            "lead_unit_text": said(unit, _("单位"), longest=200, needed=False),
            "leader": leader,
            "leader_user": meant(leader, leaders) if leader else None,
            "assisting": said(self.assisting, _("配合单位"), longest=500, needed=False),
            "deadline": self.deadline,
            "deadline_text": said(self.deadline_text, _("时限"), longest=120, needed=False),
            "horizon": self.horizon,
        }


NOBODY = Charge()


@dataclass(frozen=True, slots=True)
class Drafted:
    """One more measure under a finding; where it says nobody, its finding's unit, leader and deadline hold."""

    finding: Finding
    text: str
    charge: Charge = NOBODY


@dataclass(frozen=True, slots=True)
class NewFinding:
    """One more finding with its manifestations and measures, under the aspect of that title, which may be new itself."""

    aspect: paper.Aspect
    statement: str
    number: str = ""
    manifestations: Sequence[paper.Manifestation] = ()
    charge: Charge = NOBODY
    measures: Sequence[tuple[str, Charge]] = ()


@transaction.atomic
def add_findings(*, ledger: Ledger, new: Sequence[NewFinding], by: User, at: datetime) -> list[Finding]:
    """More findings at the ends of their aspects: one ``finding:add`` each. They wait for a plan, as those of a paper do."""
    row = _held(ledger.pk)
    if why := policy.why_not_add_finding(by, row):
        raise Refused(why)
    leaders, aspects, added = leaders_of(row), _aspects(row, [one.aspect for one in new]), Rows()
    for aspect, some in _by_aspect(aspects, new):
        rows = _lay(row, aspect, some, leaders)
        added.findings += rows.findings
        added.manifestations += rows.manifestations
        added.measures += rows.measures
    if added.findings:
        _begin(row, added, added.findings, _added(added), by, at)
    return added.findings


Named = tuple[str, str]  # an aspect's number and title


def _aspects(ledger: Ledger, wanted: Sequence[paper.Aspect]) -> dict[Named, Aspect]:
    """The aspects of those names, else of those titles; what the ledger does not have is added behind the others."""
    known: dict[Named, Aspect] = {}
    for aspect in ledger.aspects.order_by("-position"):
        known["", aspect.title] = known[aspect.number, aspect.title] = aspect
    for one in wanted:
        name = number, title = _named(one)
        if name not in known:
            known[name] = known.get(("", title)) or new_aspect(ledger, paper.Aspect(number or None, title))
            known.setdefault(("", title), known[name])
    return known


def _named(aspect: paper.Aspect) -> Named:
    return (aspect.number or "")[:20], said(aspect.title, _("方面"), longest=300)


def _by_aspect(aspects: Mapping[Named, Aspect], new: Sequence[NewFinding]) -> list[tuple[Aspect, list[NewFinding]]]:
    under: dict[int, tuple[Aspect, list[NewFinding]]] = {}
    for one in new:
        aspect = aspects[_named(one.aspect)]
        under.setdefault(aspect.pk, (aspect, []))[1].append(one)
    return list(under.values())


def _lay(ledger: Ledger, aspect: Aspect, new: Sequence[NewFinding], leaders: list[User]) -> Rows:
    """The new findings of one aspect with all that stands under them, stored."""
    layout = Layout(ledger, None, False, {}, measures_before=last_serial(ledger.measures.all()))
    serial, first = next_serial(ledger.findings.all()), place_in(aspect, len(new))
    for n, one in enumerate(new):
        told = paper.Finding(one.number[:20], said(one.statement, _("问题")), None, tuple(one.manifestations))
        row = layout.finding(aspect, told, serial + n)
        row.position = first + n
        _charge(row, one.charge.fields(leaders))
        for place, (text, charge) in enumerate(one.measures, 1):
            _draft(layout, row, place, text, charge, leaders)
    store(ledger, layout.rows)
    return layout.rows


def _draft(layout: Layout, finding: Finding, place: int, text: str, charge: Charge, leaders: list[User]) -> None:
    words, charged = said(text, _("整改措施")), charge.fields(leaders)
    layout.measure(finding, place, paper.Measure(None, title_of(words), words))
    measure = layout.rows.measures[-1]
    _charge(measure, charged)
    measure.long_term = "长期坚持" in measure.deadline_text


def _charge(row: Finding | Measure, charged: Mapping[str, Any]) -> None:
    for name, value in charged.items():
        setattr(row, name, value)


@transaction.atomic
def add_measure_many(*, drafts: Sequence[Drafted], by: User, at: datetime) -> Outcome[Any]:
    """Draft many measures under findings of one ledger: one event for each finding, ``done`` are the measures."""
    if not drafts:
        return Outcome([], [])
    ledger = _held(drafts[0].finding.ledger_id)
    findings = _findings(ledger, {one.finding.pk for one in drafts})
    layout = Layout(ledger, None, False, {}, measures_before=last_serial(ledger.measures.all()))
    leaders, places, taken = leaders_of(ledger), _places(ledger, findings), dict[int, Finding]()
    refused: list[tuple[Any, str]] = []
    for one in drafts:
        finding = findings[one.finding.pk]
        try:
            if why := _why_not_draft(by, finding, one.charge):
                raise ValidationError(why)
            _draft(layout, finding, places.get(finding.pk, 0) + 1, one.text, one.charge, leaders)
        except ValidationError as error:
            refused.append((finding, error.messages[0]))
        else:
            places[finding.pk] = places.get(finding.pk, 0) + 1
            taken[finding.pk] = finding
    return Outcome(_drafted(ledger, layout, list(taken.values()), by, at), refused)


def _why_not_draft(by: User, finding: Finding, charge: Charge) -> str | None:
    """Why ``by`` may not draft such a measure: what it says besides its text is asked about as of one that is there."""
    if why := policy.why_not(by, "add_measure", finding):
        return why
    draft = draft_under(finding)
    return next((why for verb in charge.verbs if (why := policy.why_not(by, verb, draft))), None)


def _drafted(ledger: Ledger, layout: Layout, findings: list[Finding], by: User, at: datetime) -> list[Measure]:
    if not findings:
        return []
    store(ledger, layout.rows)
    under = _under(layout.rows)
    entries = [Entry("finding:add_measure", f.key, {"measures": [_measure(m) for m in under[f.serial]]}) for f in findings]
    _begin(ledger, layout.rows, findings, entries, by, at)
    pks = [finding.pk for finding in findings]
    for first in range(0, len(pks), READ):
        Finding.objects.filter(pk__in=pks[first : first + READ]).update(version=F("version") + 1)
    return list(ledger.measures.filter(serial__gt=layout.measures_before).order_by("serial"))


def _begin(ledger: Ledger, rows: Rows, findings: Sequence[Finding], entries: Sequence[Entry], by: User, at: datetime) -> None:
    """Leave the events, one for each of ``findings``, and begin to count by day what is new under each."""
    log = append(ledger.log_key, entries, by=by.actor, at=at)
    as_of.begin(ledger, rows, {f.serial: seq for seq, f in enumerate(findings, log.size - len(findings))}, at)


def _held(pk: int) -> Ledger:
    """The ledger's row, locked: numbers and places are given to one person at a time."""
    rows = Ledger.objects.select_for_update(of=("self",)).select_related("body", "pinned", "office_unit")
    return rows.prefetch_related("supervising_bodies").get(pk=pk)


def _findings(ledger: Ledger, pks: set[int]) -> dict[int, Finding]:
    """The findings, locked until the transaction ends."""
    held: dict[int, Finding] = {}
    unique = sorted(pks)
    for first in range(0, len(unique), READ):
        rows = ledger.findings.select_for_update(of=("self",)).select_related("lead_unit", "aspect")
        for row in rows.filter(pk__in=unique[first : first + READ]).order_by("pk"):
            row.ledger = ledger
            held[row.pk] = row
    return held


def _places(ledger: Ledger, findings: Mapping[int, Finding]) -> dict[int, int]:
    """How many places are taken under each finding."""
    pks, found = list(findings), dict[int, int]()
    for first in range(0, len(pks), READ):
        under = ledger.measures.filter(finding__in=pks[first : first + READ]).order_by()
        found |= {pk: last // STEP for pk, last in under.values_list("finding").annotate(last=Max("position"))}
    return found


def _added(rows: Rows) -> list[Entry]:
    shown: dict[int, list[str]] = {}
    for one in rows.manifestations:
        shown.setdefault(one.finding.serial, []).append(one.text)
    under, entries = _under(rows), []
    for row in rows.findings:
        about = {"aspect": row.aspect.title, "statement": row.statement, "stated": row.stated}
        hung = {"manifestations": shown.get(row.serial, []), "measures": [_measure(m) for m in under.get(row.serial, ())]}
        entries.append(Entry("finding:add", row.key, {**told_of(row), **about, **hung}))
    return entries


def _under(rows: Rows) -> dict[int, list[Measure]]:
    under: dict[int, list[Measure]] = {}
    for measure in rows.measures:
        under.setdefault(measure.finding.serial, []).append(measure)
    return under


def _measure(row: Measure) -> dict[str, Any]:
    return {**told_of(row), "key": row.key, "title": row.title, "text": row.text}
