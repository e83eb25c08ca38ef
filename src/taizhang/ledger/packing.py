"""Writing a ledger's package. That it leaves changes nothing in the ledger; the site's log keeps that it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from taizhang.files import store
from taizhang.files.models import Original
from taizhang.journal.append import SYSTEM, Actor, Entry, append, site_log
from taizhang.journal.carrying import told
from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.journal.record import FIELDS
from taizhang.journal.verify import verify
from taizhang.keeping.form import Unusable
from taizhang.keeping.sealing import Sealing
from taizhang.keeping.snapshot import snapshot
from taizhang.ledger.models import Ledger
from taizhang.ledger.package import EVENTS, LEDGER, PACKAGE, PARTS, THE_LEDGER, Link, Part
from taizhang.ledger.sheets import copy_of
from taizhang.ledger.unit_paths import paths_of
from taizhang.reports.workbook import write

ROWS_AT_ONCE = 2000
WORKBOOK = "ledger.xlsx"


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a package, and the digest of its manifest, by which both sides can make sure that they mean the same."""

    title: str
    fingerprint: str
    head: Head
    counts: dict[str, int]


def pack(ledger: Ledger, target: Path, *, by: Actor = SYSTEM, at: datetime) -> Packed:
    """Write ``ledger`` with its events and files to ``target``. Raises Unusable or Damaged; then nothing was written."""
    with Sealing(target, PACKAGE, at=at) as sealing:
        with snapshot():
            packed = _written(sealing, Ledger.objects.get(pk=ledger.pk), at)
        with transaction.atomic():
            facts = {"title": packed.title, "head": str(packed.head), "package": packed.fingerprint}
            append(site_log(), [Entry("ledger:export", f"ledger:{ledger.pk}", {"key": ledger.log_key, **facts})], by=by, at=at)
    return packed


def _written(sealing: Sealing, ledger: Ledger, at: datetime) -> Packed:
    head = _proved_head(ledger)
    units = _units_named(ledger)
    numbers = {pk: number for number, pk in enumerate(units)}
    whole = next(_rows(THE_LEDGER, ledger, numbers))
    counts = {part.member: sealing.lines(part.member, _rows(part, ledger, numbers)) for part in PARTS}
    counts[EVENTS] = sealing.lines(EVENTS, (dict(zip(FIELDS, event, strict=True)) for event in told(ledger.log_key)))
    sealing.lines(LEDGER, [{**whole, "profile": _profile(ledger), "units": list(units.values())}])
    counts["files"] = _put_files(sealing, ledger)
    sealing.put(WORKBOOK, _workbook(ledger, at))
    facts = {"title": ledger.title, "key": str(ledger.key), "head": str(head), "counts": counts}
    return Packed(ledger.title, sealing.seal(facts), head, counts)


def _workbook(ledger: Ledger, at: datetime) -> bytes:
    """The list as people read it, for whoever opens the package without a system of his own; nothing is read back from it."""
    target = BytesIO()
    write(replace(copy_of(ledger, timezone.localdate(at)), made_at=at), target)
    return target.getvalue()


def _profile(ledger: Ledger) -> dict[str, Any]:
    """The profile that the ledger pins, as text, and whether it is the body's own copy."""
    return {"text": ledger.pinned.text, "own": ledger.pinned.body_id is not None}


def _proved_head(ledger: Ledger) -> Head:
    log = Log.objects.filter(key=ledger.log_key).first()
    verdict = verify(log) if log else None
    if verdict is None or verdict.broken:
        raise Unusable(f"台账“{ledger.title}”的办理记录不完整或被改动过，不能导出。请先运行 taizhang verify 查明。")
    return verdict.head


def _units_named(ledger: Ledger) -> dict[int, tuple[str, ...]]:
    pks = set(_pointed_at(ledger, "unit"))
    return dict(sorted(paths_of({int(pk) for pk in pks}).items(), key=lambda unit: unit[1]))


def _pointed_at(ledger: Ledger, to: str) -> Iterator[Any]:
    """The keys of every unit, or every file, that some row of the ledger points at."""
    for part in (THE_LEDGER, *PARTS):
        for link in part.links.values():
            if link.to == to:
                rows = part.model._base_manager.filter(**{part.of_ledger: ledger.pk}).order_by()
                yield from (key for key in rows.values_list(*link.by, flat=True).distinct() if key is not None)


def _rows(part: Part, ledger: Ledger, numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Every row of the ledger's ``part``, units by their number in the package."""
    rows = part.model._base_manager.filter(**{part.of_ledger: ledger.pk}).order_by(*part.order)
    paths = (*part.fields, *(path for link in part.links.values() for path in link.by), *part.stand_ins.values())
    for values in rows.values_list(*paths).iterator(ROWS_AT_ONCE):
        told = iter(values)
        row = {name: next(told) for name in part.fields}
        row |= {name: _key(link, [next(told) for _ in link.by], numbers) for name, link in part.links.items()}
        for name, stand_in in zip(part.stand_ins, told, strict=True):
            row[name] = row[name] or stand_in or ""
        yield row


def _key(link: Link, values: list[Any], numbers: dict[int, int]) -> Any:
    """What the package has for a link: a unit's number, a digest, a number, or several; None where it points at nothing."""
    if values[0] is None:
        return None
    if link.to == "unit":
        return numbers[values[0]]
    return values[0] if len(values) == 1 else values


def _put_files(sealing: Sealing, ledger: Ledger) -> int:
    originals = list(Original.objects.filter(pk__in=set(_pointed_at(ledger, "file"))).order_by("pk"))
    for original in originals:
        sealing.put(f"files/{original.digest}", store.fetch(original))
    return len(originals)
