"""Reading a ledger's package: every value is held to its field before it is given out, for it comes from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from taizhang.accounts.models import Unit
from taizhang.journal.carrying import Told, head_of
from taizhang.journal.head import Head
from taizhang.journal.models import Event, moment_of
from taizhang.journal.record import FIELDS
from taizhang.keeping.columns import field_of, strict_reader
from taizhang.keeping.sealed import Sealed
from taizhang.ledger.models import Ledger
from taizhang.ledger.package import EVENTS, LEDGER, THE_LEDGER, Link, Part
from taizhang.ledger.unit_paths import Path
from taizhang.profiles import Miswritten, Profile, from_canonical

Reader = Callable[[Any], Any]
MALFORMED = (Miswritten, KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError)


class Reading:
    """The package's contents, read row by row; anything that is not as it should be raises Unusable with its place."""

    def __init__(self, sealed: Sealed) -> None:
        self.sealed = sealed
        row: Any = next(sealed.lines(LEDGER), None) if LEDGER in sealed.names else None
        try:
            self.units = _unit_paths(row.pop("units"))
            self.profile, self.own_profile = _profile(row.pop("profile"))
            self.ledger = _read(row, _readers(THE_LEDGER, self.units))
            self.head = Head.parse(sealed.facts["head"])
            self.counts = {str(name): int(count) for name, count in sealed.facts["counts"].items()}
            self.body_path = self.units[self.ledger["body"]]
        except MALFORMED as error:
            raise sealed.unusable(f"中的 {LEDGER} 不合格式，没有导入。") from error

    @property
    def log_key(self) -> str:
        """The key of the ledger's log, here as there."""
        return Ledger(key=self.ledger["key"]).log_key

    def rows(self, part: Part) -> Iterator[dict[str, Any]]:
        """Every row of ``part``, each value held to its field."""
        readers = _readers(part, self.units)
        readers |= {name: self._file for name, link in part.links.items() if link.to == "file"}
        return self._read_lines(part.member, lambda line: _read(line, readers))

    def events(self) -> Iterator[Told]:
        """Every event, word for word."""
        readers = {name: strict_reader(field_of(Event, name)) for name in FIELDS}
        return self._read_lines(EVENTS, lambda line: _read_event(line, readers))

    def prove(self) -> None:
        """Hash every event again and hold the log against the head in the package."""
        if head_of(self.log_key, self.events()) != self.head:
            raise self.sealed.unusable("里的办理记录与日志头不符：被改动过或不完整，没有导入。")

    def _read_lines(self, member: str, read: Callable[[Any], Any]) -> Iterator[Any]:
        if member not in self.sealed.names:
            raise self.sealed.unusable(f"里没有 {member}，没有导入。")
        for number, line in enumerate(self.sealed.lines(member), 1):
            try:
                value = read(line)
            except MALFORMED as error:
                raise self.sealed.unusable(f"中的 {member} 第 {number} 行不合格式，没有导入。") from error
            yield value

    def _file(self, digest: Any) -> str | None:
        if digest is not None and f"files/{digest}" not in self.sealed.names:
            raise ValueError("a file that is not in the package")
        return digest  # type: ignore[no-any-return] # it is the name of a member


def _unit_paths(plain: Any) -> list[Path]:
    name = strict_reader(field_of(Unit, "name"))
    paths = [tuple(name(step) for step in path) for path in plain if isinstance(path, list)]
    if len(paths) != len(plain) or not all(path and all(step.strip() == step != "" for step in path) for path in paths):
        raise ValueError("a unit without a name")
    return paths


def _profile(plain: Any) -> tuple[Profile, bool]:
    if plain.keys() != {"text", "own"} or type(plain["own"]) is not bool:
        raise ValueError("a profile is its text, and whether it is a copy of the body's own")
    return from_canonical(plain["text"]), plain["own"]


def _readers(part: Part, units: list[Path]) -> dict[str, Reader]:
    fields = {name: strict_reader(field_of(part.model, name)) for name in part.fields}
    return fields | {name: _link(link, len(units)) for name, link in part.links.items()}


def _link(link: Link, units: int) -> Reader:
    if link.to == "unit":
        return _unit_number(units)
    return _key if len(link.by) == 1 else _keys(len(link.by))


def _unit_number(count: int) -> Reader:
    def read(value: Any) -> int | None:
        if value is not None and (type(value) is not int or not 0 <= value < count):
            raise ValueError("no unit of the package")
        return value

    return read


def _key(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise ValueError("a key is a whole number")
    return value


def _keys(count: int) -> Reader:
    def read(value: Any) -> tuple[int, ...] | None:
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != count or any(type(part) is not int for part in value):
            raise ValueError("a key of several whole numbers")
        return tuple(value)

    return read


def _read(line: Any, readers: dict[str, Reader]) -> dict[str, Any]:
    if line.keys() != readers.keys():
        raise ValueError("other fields than expected")
    return {name: read(line[name]) for name, read in readers.items()}


def _read_event(line: Any, readers: dict[str, Reader]) -> Told:
    event = _read(line, readers)
    moment_of(event["at"])
    if not isinstance(json.loads(event["payload"]), dict):
        raise ValueError("facts expected")
    return tuple(event[name] for name in FIELDS)
