"""Writing a ledger's package. That it leaves changes nothing in the ledger; the site's log keeps that it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from taizhang.files import store
from taizhang.files.models import Original
from taizhang.journal.append import SYSTEM, Actor, Entry, append, site_log
from taizhang.journal.carrying import TOLD, told
from taizhang.journal.models import Log
from taizhang.journal.verify import Head, verify
from taizhang.keeping.form import Unusable
from taizhang.keeping.sealing import Sealing
from taizhang.keeping.snapshot import snapshot
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.ledger.package import EVENTS, LEDGER, PACKAGE, PARTS, THE_LEDGER, UNIT_LINKS, Part
from taizhang.ledger.unit_paths import paths_of

ROWS_AT_ONCE = 2000


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
            packed = _written(sealing, Ledger.objects.get(pk=ledger.pk))
        with transaction.atomic():
            facts = {"title": packed.title, "head": str(packed.head), "package": packed.fingerprint}
            append(site_log(), [Entry("ledger:export", f"ledger:{ledger.pk}", {"key": ledger.log_key, **facts})], by=by, at=at)
    return packed


def _written(sealing: Sealing, ledger: Ledger) -> Packed:
    head = _proved_head(ledger)
    units = _units_named(ledger)
    numbers = {pk: number for number, pk in enumerate(units)}
    whole = next(_rows(THE_LEDGER, ledger, numbers))
    counts = {part.member: sealing.lines(part.member, _rows(part, ledger, numbers)) for part in PARTS}
    counts[EVENTS] = sealing.lines(EVENTS, (dict(zip(TOLD, event, strict=True)) for event in told(ledger.log_key)))
    sealing.lines(LEDGER, [{**whole, "units": list(units.values())}])
    counts["files"] = _put_files(sealing, ledger)
    facts = {"title": ledger.title, "key": str(ledger.key), "head": str(head), "counts": counts}
    return Packed(ledger.title, sealing.seal(facts), head, counts)


def _proved_head(ledger: Ledger) -> Head:
    log = Log.objects.filter(key=ledger.log_key).first()
    verdict = verify(log) if log else None
    if verdict is None or verdict.broken:
        raise Unusable(f"台账“{ledger.title}”的办理记录不完整或被改动过，不能导出。请先运行 taizhang verify 查明。")
    return verdict.head


def _units_named(ledger: Ledger) -> dict[int, tuple[str, ...]]:
    pks = {ledger.body_id, ledger.supervised_by_id}
    for model in (Finding, Measure):
        pks |= set(model.objects.filter(ledger=ledger).order_by().values_list("lead_unit", flat=True).distinct())
    return dict(sorted(paths_of({pk for pk in pks if pk}).items(), key=lambda unit: unit[1]))


def _rows(part: Part, ledger: Ledger, numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Every row of the ledger's ``part``, units by their number in the package."""
    rows = part.model._base_manager.filter(**{part.of_ledger: ledger.pk}).order_by(*part.order)
    paths = (*part.fields, *part.links.values(), *part.stand_ins.values())
    for values in rows.values_list(*paths).iterator(ROWS_AT_ONCE):
        row = dict(zip(part.names, values, strict=False))
        for name, stand_in in zip(part.stand_ins, values[len(row) :], strict=True):
            row[name] = row[name] or stand_in or ""
        for name in UNIT_LINKS & row.keys():
            row[name] = numbers.get(row[name])
        yield row


def _put_files(sealing: Sealing, ledger: Ledger) -> int:
    digests = ledger.findings.exclude(source=None).order_by().values_list("source", flat=True).distinct()
    originals = list(Original.objects.filter(pk__in=digests).order_by("pk"))
    for original in originals:
        sealing.put(f"files/{original.digest}", store.fetch(original))
    return len(originals)
