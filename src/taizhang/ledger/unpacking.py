"""Taking a ledger's package in: everything is proved before anything is written, and all of it is written or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction

from taizhang.accounts.models import Unit
from taizhang.files import store
from taizhang.journal.append import SYSTEM, Actor, Entry, append, site_log
from taizhang.journal.carrying import Unlike, take_over
from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.keeping.form import Unusable
from taizhang.keeping.rows import insert
from taizhang.keeping.sealed import unsealed
from taizhang.ledger import as_of, tally
from taizhang.ledger.models import Ledger
from taizhang.ledger.package import PARTS, THE_LEDGER, Part, bounded_package
from taizhang.ledger.package_reading import MALFORMED, Reading
from taizhang.ledger.pinning import pin
from taizhang.ledger.unit_paths import Matching, Unmatched


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was taken in: the ledger as it is here, and how many of each there are."""

    ledger: Ledger
    fingerprint: str
    head: Head
    counts: dict[str, int]


def unpack(source: Path, *, body: Unit | None = None, make_units: bool = False, by: Actor = SYSTEM, at: datetime) -> Unpacked:
    """Take in the ledger of the package ``source``. Raises Unusable; then nothing was written.

    Its units are looked for by their names from the root. ``body`` says which unit here the ledger is about, where that
    stands elsewhere in the tree; ``make_units`` adds those that are not here.
    """
    with unsealed(source, bounded_package()) as sealed:
        sealed.check()
        reading = Reading(sealed)
        _refuse_if_here(reading)
        reading.prove()
        try:
            with transaction.atomic():
                ledger = _take_in(reading, _units(reading, body, make_units, at), at)
                facts = {"key": ledger.log_key, "title": ledger.title, "head": str(reading.head), "package": sealed.fingerprint}
                append(site_log(), [Entry("ledger:import", f"ledger:{ledger.pk}", facts)], by=by, at=at)
        except Unmatched as error:
            raise Unusable(f"没有导入。{error}") from error
        except (DatabaseError, Unlike, *MALFORMED) as error:
            raise sealed.unusable("里的内容自相矛盾，没有导入。请让对方重新导出。") from error
        return Unpacked(ledger, sealed.fingerprint, reading.head, reading.counts)


def _refuse_if_here(reading: Reading) -> None:
    here = Ledger.objects.filter(key=reading.ledger["key"]).first()
    if here:
        raise Unusable(f"这个台账已在本系统中（编号 {here.pk}，{here.title}），没有重复导入。")
    if Log.objects.filter(key=reading.log_key).exists():
        raise Unusable("这个台账的办理记录已在本系统中，没有重复导入。请先运行 taizhang verify 查明。")


def _units(reading: Reading, body: Unit | None, make: bool, at: datetime) -> list[Unit]:
    matching = Matching(reading.body_path, body)
    return matching.made(reading.units, at=at) if make else matching.found(reading.units)


def _take_in(reading: Reading, units: list[Unit], at: datetime) -> Ledger:
    arrival = Arrival(units)
    said = arrival.turned(THE_LEDGER, reading.ledger)
    own = Unit.objects.get(pk=said["body_id"]) if reading.own_profile else None
    ledger = Ledger.objects.create(pinned=pin(reading.profile, body=own, at=at), **said)
    for part in PARTS:
        insert(part.model, arrival.columns(part), arrival.rows(part, ledger, reading))
        arrival.learn(part, ledger)
    take_over(reading.log_key, reading.events(), reading.head)
    tally.rebuild(ledger)
    as_of.rebuild(ledger)
    for data in reading.sealed.files():  # last: what is on disk is not taken back with the transaction
        store.keep(data, at=at)
    return ledger


@dataclass(slots=True)
class Arrival:
    """Turns the package's keys into those of the rows here, as far as these have been written."""

    units: list[Unit]
    pks: dict[str, dict[Any, int]] = field(default_factory=dict)  # what it is called: key in the package → row here
    ahead: list[tuple[str, Any, Any]] = field(default_factory=list)  # link of a row to one of its own kind, set afterwards

    def columns(self, part: Part) -> list[str]:
        """What ``rows`` gives values of."""
        links = [f"{name}_id" for name, link in part.links.items() if link.to != part.known_as]
        return [*part.fields, *links, *(["ledger_id"] if "ledger" in part.left else [])]

    def rows(self, part: Part, ledger: Ledger, reading: Reading) -> Iterator[list[Any]]:
        """The rows of ``part`` as they will stand here."""
        owner = [ledger.pk] if "ledger" in part.left else []
        own = [name for name, link in part.links.items() if link.to == part.known_as]
        for row in reading.rows(part):
            for name in own:
                if (key := row.pop(name)) is not None:
                    self.ahead.append((name, row[part.order[0]], key))
            yield [*self.turned(part, row).values(), *owner]

    def turned(self, part: Part, row: dict[str, Any]) -> dict[str, Any]:
        """``row`` with its links turned, by the names of the columns. Raises KeyError where one points at nothing."""
        return {
            f"{name}_id" if name in part.links else name: self._turned(part.links[name].to, value)
            if name in part.links
            else value
            for name, value in row.items()
        }

    def learn(self, part: Part, ledger: Ledger) -> None:
        """Look up what the rows just written are called here, for those that point at them."""
        if not part.known_as:
            return
        rows = part.model._base_manager.filter(**{part.of_ledger: ledger.pk}).order_by()
        found = {key[0] if len(key) == 1 else tuple(key): pk for pk, *key in rows.values_list("pk", *part.order)}
        self.pks[part.known_as] = found
        for name, inner, outer in self.ahead:
            part.model._base_manager.filter(pk=found[inner]).update(**{name: found[outer]})
        self.ahead.clear()

    def _turned(self, to: str, value: Any) -> Any:
        if value is None:
            return None
        if to == "unit":
            return self.units[value].pk
        return value if to == "file" else self.pks[to][value]
