"""Restore: a backup becomes an installation again, in an empty data folder and an empty database, wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from taizhang.files import store
from taizhang.journal.append import SYSTEM, Entry, append, site_log
from taizhang.journal.head import Head
from taizhang.journal.models import moment_of, stamp
from taizhang.keeping.backup import BACKUP, heads, is_kept, member_of
from taizhang.keeping.columns import reader
from taizhang.keeping.form import Unusable
from taizhang.keeping.place import Place
from taizhang.keeping.rows import insert
from taizhang.keeping.schema import Schema, UnknownMigration, migrate_to, schema_at
from taizhang.keeping.sealed import Sealed, has_room_for, unsealed
from taizhang.keeping.sequences import go_on_from


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup's manifest says it holds."""

    product: str
    made_at: datetime
    migrations: list[tuple[str, str]]
    tables: dict[str, tuple[list[str], int]]  # by label: columns, rows
    last_ids: dict[str, int]
    heads: dict[str, Head]
    missing: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each table."""
        return {label: rows for label, (_, rows) in self.tables.items()}

    @classmethod
    def of(cls, sealed: Sealed) -> Contents:
        """The contents of ``sealed``. Raises Unusable when the manifest is not one."""
        facts = sealed.facts
        try:
            return cls(
                str(facts["product"]),
                moment_of(facts["made_at"]),
                [(str(app), str(name)) for app, name in facts["migrations"]],
                {str(label): (list(table["columns"]), int(table["rows"])) for label, table in facts["tables"].items()},
                {str(label): int(last) for label, last in facts["last_ids"].items()},
                {str(key): Head.parse(head) for key, head in facts["heads"].items()},
                [str(digest) for digest in facts["missing"]],
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise sealed.unusable("的清单不合格式。") from error


def restore(source: Path, *, at: datetime) -> Contents:
    """Bring back everything that is in the backup ``source``. Raises Unusable; then nothing is left behind."""
    with unsealed(source, BACKUP) as sealed:
        contents = Contents.of(sealed)
        place = Place(Path(settings.HOME))
        place.refuse_unless_empty(source)
        schema = _schema(sealed, contents)
        if not has_room_for(sealed.size, place.folder):
            raise Unusable(f"磁盘空间不够：恢复需要 {sealed.size // 1024**2 + 1:,} MB。请腾出空间后再试。")
        sealed.check()
        try:
            with place.all_or_nothing():
                _bring_back(sealed, contents, schema, place, at)
        except DatabaseError as error:
            what = str(error).partition("\n")[0]
            raise sealed.unusable(f"里的内容数据库不接受，没有恢复：{what}") from error
    return contents


def _schema(sealed: Sealed, contents: Contents) -> Schema:
    """The schema the backup was taken at, held against the tables that it says it holds."""
    try:
        schema = schema_at(contents.migrations)
    except UnknownMigration as error:
        raise sealed.newer(sealed.facts) from error
    columns = {model._meta.label_lower: [field.attname for field in model._meta.concrete_fields] for model in schema.models}
    told = {label: names for label, (names, _) in contents.tables.items()}
    if columns != told or not {member_of(label) for label in columns} <= set(sealed.names):
        raise sealed.unusable(f"里的数据表与产品 {contents.product} 版的不同，没有恢复。请用制作它的版本恢复。")
    return schema


def _bring_back(sealed: Sealed, contents: Contents, schema: Schema, place: Place, at: datetime) -> None:
    migrate_to(schema)
    with transaction.atomic():
        connection.check_constraints()  # making tables left them checked row by row; from here on it is at the end
        for model in schema.models:
            _load(sealed, model, contents.tables[model._meta.label_lower][1])
        go_on_from(schema.models, contents.last_ids)
        connection.check_constraints()
    call_command("migrate", interactive=False, verbosity=0)  # what this version has added since
    call_command("createcachetable", verbosity=0)
    if heads() != {key: str(head) for key, head in contents.heads.items()}:
        raise sealed.unusable("里的日志头与清单不符：被改动过，没有恢复。")
    for data in sealed.files():
        store.keep(data, at=at)
    kept = (name.removeprefix("home/") for name in sealed.names if name.startswith("home/"))
    place.put_back({name: sealed.read(f"home/{name}") for name in kept if is_kept(name)})
    with transaction.atomic():
        facts = {"made_at": stamp(contents.made_at), "product": contents.product, "backup": sealed.fingerprint}
        append(site_log(), [Entry("site:restore", "site", facts)], by=SYSTEM, at=at)


def _load(sealed: Sealed, model: type[Model], told: int) -> None:
    name, count = member_of(model._meta.label_lower), 0
    fields = model._meta.concrete_fields
    readers = [reader(field) for field in fields]

    def rows() -> Iterator[list[Any]]:
        nonlocal count
        for row in sealed.lines(name):
            count += 1
            yield [read(value) for read, value in zip(readers, _listed(row), strict=True)]

    try:
        insert(model, [field.attname for field in fields], rows())
    except (ValueError, OverflowError) as error:
        raise sealed.unusable(f"中的 {name} 第 {count} 行不合格式，没有恢复。") from error
    if count != told:
        raise sealed.unusable(f"中的 {name} 有 {count} 行，清单说有 {told} 行，没有恢复。")


def _listed(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise ValueError("a row is a list")
    return row
