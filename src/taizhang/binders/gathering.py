"""What goes into a binder, gathered from a ledger in slices: facts, evidence by measure and slot, signatures, events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.accounts.models import User
from taizhang.binders.policy import bindable, sees_whole
from taizhang.files import store
from taizhang.files.photographs import is_photograph
from taizhang.journal.models import Event
from taizhang.ledger import form_facts, history
from taizhang.ledger.lines import lines
from taizhang.ledger.models import Evidence, Finding, Ledger, Measure, PlanChange, Signature, Slot
from taizhang.reports import facts
from taizhang.reports.binder.contents import Binder, Part, Piece, Section
from taizhang.reports.binder.finding_file import FindingFile, Happened, Signed, card, events
from taizhang.reports.official import spoken

SLICE = 50  # findings
MOST_EVENTS = 500  # of one finding
SIGNED_PAPERS = "签批材料"
CLASSIFIED = "涉密材料"


def binder_of(user: User, ledger: Ledger, today: date, finding: Finding | None = None) -> tuple[Binder, list[int]]:
    """The binder of what ``user`` sees of the ledger, or of the one finding; and the serial numbers of what is in it."""
    with override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        found = bindable(user, ledger, finding)
        told = form_facts.of_lines(ledger, lines(ledger, found, evidence=None), today)
        parts = [*_parts(ledger, found, told, sees_whole(user, ledger))]
    what = f"整改档案\n（{told.words.finding}{finding.serial}）" if finding else "整改佐证材料汇编"
    binder = Binder(
        f"{told.body}{told.subject}{what}", told.body, told.title, today, tuple(part for _, part in parts), told.stamp
    )
    return binder, [serial for serial, _ in parts]


def _parts(ledger: Ledger, found: QuerySet[Finding], told: facts.Ledger, with_scans: bool) -> Iterator[tuple[int, Part]]:
    """The findings' files in the ledger's order, each with its serial number."""
    by_serial = {finding.serial: (aspect.title, finding) for aspect in told.aspects for finding in aspect.findings}
    rows = _hanging(found).order_by("position")
    at = -1
    while some := list(rows.filter(position__gt=at)[:SLICE]):
        happened = _happened(ledger, some)
        for row in some:
            row.ledger = ledger
            aspect, fact = by_serial[row.serial]
            kept = happened[row.serial]
            yield row.serial, _part(row, FindingFile(
                told.body, aspect, fact, told.words, row.cycle, row.plan_version or 0, tuple(_signed(row)),
                tuple(kept[-MOST_EVENTS:]), max(0, len(kept) - MOST_EVENTS), told.stamp,
            ), with_scans)  # fmt: skip
        at = some[-1].position


def _hanging(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with their measures, slots, evidence that stands, signatures, and changes of their plan."""
    standing = Evidence.objects.filter(withdrawn_on=None).order_by("position").select_related("original")
    signatures = Signature.objects.order_by("signed_on", "pk").select_related("scan")
    return found.prefetch_related(
        Prefetch("measures", Measure.objects.order_by("position")),
        Prefetch("measures__slots", Slot.objects.order_by("position")),
        Prefetch("measures__evidence", standing),
        Prefetch("measures__signatures", signatures),
        Prefetch("signatures", signatures),
        Prefetch("plan_changes", PlanChange.objects.order_by("serial")),
    )


def _part(row: Finding, file: FindingFile, with_scans: bool) -> Part:
    sections = [_section(row, measure) for measure in row.measures.all()]
    if with_scans:
        sections.insert(0, _signed_papers(row))
    return Part(file.title, card(file), tuple(section for section in sections if section.pieces), events(file))


def _section(row: Finding, measure: Measure) -> Section:
    """A measure's evidence: of this round by slots in their order, then what stands in none, then that of earlier rounds."""
    places = {slot.pk: n for n, slot in enumerate(measure.slots.all())}
    title = f"{row.serial}.{measure.place} {measure.title}"
    some = sorted(measure.evidence.all(), key=lambda one: (-one.cycle, places.get(one.slot_id or 0, len(places)), one.position))
    return Section(title, tuple(_piece(row, measure, one, title) for one in some))


def _piece(row: Finding, measure: Measure, one: Evidence, under: str) -> Piece:
    """One piece. Of what is classified only number and place are told."""
    number = f"{row.serial}-{measure.place}-{one.position}"
    name = CLASSIFIED if one.classified else one.name
    if one.cycle < measure.cycle:
        name = f"（第{one.cycle}次整改）{name}"
    if one.original is None:
        return Piece(number, name, under, place=f"{one.paper_number}　{one.paper_place}")
    return Piece(number, name, under, store.path_of(one.original.digest), one.original.digest)


def _signatures(row: Finding) -> list[tuple[str, Signature]]:
    """All signatures under the finding and its measures in the order of their days, each with the number of what it is on."""
    of_measures = [(f"{row.serial}.{one.place}", signed) for one in row.measures.all() for signed in one.signatures.all()]
    own = [(str(row.serial), signed) for signed in row.signatures.all()]
    return sorted([*own, *of_measures], key=lambda pair: (pair[1].signed_on, pair[1].pk))


def _signed(row: Finding) -> Iterator[Signed]:
    for of, one in _signatures(row):
        who = "　".join(filter(None, (one.unit_name, one.capacity, one.name)))
        said = f"{_(one.word)}：{one.get_verdict_display()}"
        yield Signed(of, said, who, spoken(one.signed_on), "　".join(filter(None, (one.reference, one.meeting))))


def _signed_papers(row: Finding) -> Section:
    """The scans of what was signed on paper, each once."""
    pieces: dict[str, Piece] = {}
    for of, one in _signatures(row):
        if one.scan is not None and one.scan.digest not in pieces:
            path = store.path_of(one.scan.digest)
            name = f"{of} {_(one.word)} {one.reference or spoken(one.signed_on)}{_ending(one.scan.digest)}"
            number = f"{row.serial}-0-{len(pieces) + 1}"
            pieces[one.scan.digest] = Piece(number, name, SIGNED_PAPERS, path, one.scan.digest)
    return Section(SIGNED_PAPERS, tuple(pieces.values()))


def _ending(digest: str) -> str:
    """How the name of a scan ends, which is kept without one: by its first bytes."""
    try:
        with store.path_of(digest).open("rb") as file:
            head = file.read(1024)
    except OSError:
        return ""
    if is_photograph(head):
        return ".png" if head.startswith(b"\x89PNG") else ".jpg"
    return ".pdf" if b"%PDF-" in head else ""


def _happened(ledger: Ledger, some: Iterable[Finding]) -> defaultdict[int, list[Happened]]:
    """The events of some findings, their measures and changes of their plan, oldest first, by the finding. One query."""
    of = {row.key: (row.serial, str(row.serial)) for row in some}
    of |= {one.key: (row.serial, f"{row.serial}.{one.place}") for row in some for one in row.measures.all()}
    found: defaultdict[int, list[Happened]] = defaultdict(list)
    of |= {f"plan_change:{one.serial}": (row.serial, str(row.serial)) for row in some for one in row.plan_changes.all()}
    rows = Event.objects.filter(log__key=ledger.log_key, subject__in=of).order_by("seq")
    for event in rows.iterator(500):
        serial, number = of[event.subject]
        day = spoken(timezone.localdate(event.moment))
        who = "　".join(filter(None, (event.by_unit, event.by_name)))
        found[serial].append(Happened(day, who, number, history.sentence(event)))
    return found
