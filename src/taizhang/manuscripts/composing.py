"""A manuscript's parts flowing together into one official paper, and that paper read and checked like anybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone, translation

from taizhang.checks import Remark, check
from taizhang.journal.append import canonical
from taizhang.ledger import snapshots
from taizhang.ledger.models import Snapshot
from taizhang.ledger.working_days import calendar
from taizhang.manuscripts.bound import filled
from taizhang.manuscripts.flowing import blocks
from taizhang.manuscripts.models import Manuscript, Part
from taizhang.reading import Reading
from taizhang.reading import read as read_file
from taizhang.reports import facts, forms
from taizhang.reports.compared import changes
from taizhang.reports.frozen import Frozen
from taizhang.reports.listed import Listed
from taizhang.reports.official import Heading, Official, numbered
from taizhang.reports.word import docx
from taizhang.sheet import Aspect, Counts, Finding, Sheet

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper that is put together this way: the form it begins as."""

    code: str
    name: str
    occasion: str


def kinds() -> list[Kind]:
    """Every kind, as the forms are listed: the reports."""
    return [Kind(one.code, one.name, one.occasion) for one in forms.FORMS if one.group == forms.Group.REPORTS]


def written(snapshot: Snapshot, code: str) -> tuple[Official, facts.Ledger]:
    """The form of that code as the snapshot has it, with what it was written from. Raises snapshots.Damaged."""
    frozen = snapshots.opened(snapshot)
    form = forms.form(code)
    if form is None:
        raise LookupError(code)
    ledger = frozen.ledger
    if forms.Asks.EARLIER in form.asks and (earlier := _earlier(snapshot)):
        ledger = replace(ledger, changes=changes(earlier, frozen))
    with translation.override("zh-hans"):  # a paper is written in Chinese, whatever language its writer reads
        return form.write(ledger), ledger


def _earlier(snapshot: Snapshot) -> Frozen | None:
    """The last snapshot of an earlier day."""
    before = Snapshot.objects.filter(ledger=snapshot.ledger_id, as_of__lt=snapshot.as_of).order_by("as_of", "serial").last()
    return snapshots.opened(before) if before else None


def paper(manuscript: Manuscript, parts: Sequence[Part]) -> Official:
    """The whole paper as it would go out. Raises snapshots.Damaged."""
    form, _ledger = written(manuscript.snapshot, manuscript.form)
    return _flowed(form, manuscript, parts)


def _flowed(form: Official, manuscript: Manuscript, parts: Sequence[Part]) -> Official:
    """The form's paper with the parts in place of what it said."""
    tables = [block for block in form.blocks if isinstance(block, Listed)]
    told = manuscript.numbers
    flowing = (
        block
        for part in parts
        for block in blocks(part.level, filled(part.heading, told), filled(part.run_on, told), filled(part.text, told), tables)
    )
    return replace(form, title=manuscript.title, blocks=tuple(flowing))


def content(manuscript: Manuscript, parts: Sequence[Part]) -> str:
    """The digest of what the manuscript says, numbers in their places: what was checked, and what is to be final."""
    told = manuscript.numbers
    said = [[part.level, part.heading, filled(part.run_on, told), filled(part.text, told)] for part in parts]
    whole = {"snapshot": manuscript.snapshot.digest, "title": manuscript.title, "parts": said}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found: the text as our own reader reads the Word file, the remarks, and which part each is in."""

    content: str
    remarks: tuple[tuple[Remark, Part | None], ...]


def checked(manuscript: Manuscript, parts: Sequence[Part]) -> Checked:
    """Read the manuscript's Word file and check it, held against the snapshot's findings and numbers."""
    form, ledger = written(manuscript.snapshot, manuscript.form)
    data = docx(_flowed(form, manuscript, parts))
    reading = read_file(data, "manuscript.docx")
    found = check(
        reading,
        profile=manuscript.ledger.profile,
        sheet=_sheet(ledger),
        counts=_counts(manuscript.snapshot, ledger),
        today=timezone.localdate(),
        days=calendar(),
        file=data,
        public=manuscript.form == PUBLIC,
    )
    starts = _starts(reading, manuscript, parts)
    remarks = tuple((remark, _part_at(starts, remark)) for remark in found)
    return Checked(content(manuscript, parts), remarks)


def _sheet(ledger: facts.Ledger) -> Sheet:
    findings = tuple(Finding(None, finding.statement) for _, finding in ledger.findings())
    return Sheet(ledger.title, (Aspect(None, "", findings),))


def _counts(snapshot: Snapshot, ledger: facts.Ledger) -> Counts:
    told = snapshots.numbers(snapshot)
    return Counts(len(ledger.aspects), told.finding_total, told.manifestations, told.measure_total)


def _starts(reading: Reading, manuscript: Manuscript, parts: Sequence[Part]) -> list[tuple[int, Part]]:
    """Where each part begins in the text that was read: at its heading, or its first line."""
    found, at, told = [], 0, manuscript.numbers
    for part in parts:
        first = next(iter(blocks(part.level, filled(part.heading, told), "", filled(part.text, told))), None)
        if first is None:
            continue
        line = first.text if isinstance(first, Heading) else getattr(first, "text", "")
        place = reading.text.find(line.rstrip("。")[:40], at) if line else -1
        if place >= 0:
            found.append((place, part))
            at = place
    return found


def _part_at(starts: Sequence[tuple[int, Part]], remark: Remark) -> Part | None:
    """The part that a remark stands in; None for one on the paper as a whole, or on its title."""
    if not remark.quote:
        return None
    return next((part for start, part in reversed(starts) if start <= remark.start), None)


def outline(parts: Sequence[Part], numbers_of: Manuscript) -> list[tuple[Part, str]]:
    """The parts with the official numbers of their headings."""
    headed = [part for part in parts if part.level]
    told = numbers_of.numbers
    counted = numbered(Heading(part.level, filled(part.heading, told)) for part in headed)
    by_pk = {part.pk: block.number for part, block in zip(headed, counted, strict=True) if isinstance(block, Heading)}
    return [(part, by_pk.get(part.pk, "")) for part in parts]
