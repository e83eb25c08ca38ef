"""Backup: the whole installation in one sealed archive that depends on no database, taken while the product runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Model

from taizhang.files import store
from taizhang.files.models import Original
from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.keeping.form import Form, Unusable
from taizhang.keeping.schema import Schema, UnknownMigration, applied_migrations, schema_at
from taizhang.keeping.sealing import Sealing
from taizhang.keeping.sequences import last_ids
from taizhang.keeping.snapshot import snapshot

BACKUP = Form("taizhang-backup", "台账备份", "backup", 1, "backup.json")
# What else an installation has in its data folder: its secret, the mark that its accounts are the demonstration's, which pieces
# of evidence it asks for beside the usual ones, and the holidays of years that were loaded.
KEPT = ("secret.key", "demo-accounts.txt", "evidence.toml")
YEARS = "years"
_YEAR_FILE = re.compile(rf"{YEARS}/\d{{4}}\.toml")
ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What went into a backup: rows by table, how many files, and those files that could not be had any more."""

    fingerprint: str
    rows: dict[str, int]
    files: int
    missing: list[str]


def back_up(target: Path, *, at: datetime) -> BackedUp:
    """Write everything to ``target``. Raises Unusable; then nothing was written."""
    try:
        with Sealing(target, BACKUP, at=at) as sealing, snapshot():
            return _written(sealing, _schema())
    except DatabaseError as error:
        what = str(error).partition("\n")[0]
        raise Unusable(f"数据库读不出来，没有备份：{what}。请先运行 taizhang verify 查看哪里损坏。") from error


def _schema() -> Schema:
    migrations = applied_migrations()
    if not migrations:
        raise Unusable("还没有可备份的数据：数据库是空的。请检查 TAIZHANG_HOME 和 DATABASE_URL 是否指向要备份的系统。")
    try:
        return schema_at(migrations)
    except UnknownMigration as error:
        raise Unusable(f"数据库由更新版本的产品建立（{error}），请用那个版本来备份。") from error


def _written(sealing: Sealing, schema: Schema) -> BackedUp:
    tables = {model._meta.label_lower: _table(sealing, model) for model in schema.models}
    files, missing = _originals(sealing)
    for name in kept_in(Path(settings.HOME)):
        sealing.put(f"home/{name}", (Path(settings.HOME) / name).read_bytes())
    facts = {
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "tables": tables,
        "last_ids": last_ids(schema.models),
        "heads": heads(),
        "missing": missing,
    }
    return BackedUp(sealing.seal(facts), {name: table["rows"] for name, table in tables.items()}, files, missing)


def is_kept(name: str) -> bool:
    """Whether a file of that name in the data folder goes along."""
    return name in KEPT or bool(_YEAR_FILE.fullmatch(name))


def kept_in(folder: Path) -> list[str]:
    """The files of the data folder that go along, by their names in it."""
    there = [*(folder / name for name in KEPT), *sorted((folder / YEARS).glob("*.toml"))]
    names = (path.relative_to(folder).as_posix() for path in there if path.is_file())
    return [name for name in names if is_kept(name)]


def member_of(label: str) -> str:
    """The member that holds the rows of the model of that label."""
    return f"rows/{label}.jsonl"


def _table(sealing: Sealing, model: type[Model]) -> dict[str, Any]:
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*columns).iterator(ROWS_AT_ONCE)
    return {"columns": columns, "rows": sealing.lines(member_of(model._meta.label_lower), rows)}


def _originals(sealing: Sealing) -> tuple[int, list[str]]:
    """Every file of the digest store; one that is damaged is named and does not keep the rest from being saved."""
    count, missing = 0, []
    for original in _rows_of_originals():
        try:
            sealing.put(f"files/{original.digest}", store.fetch(original))
            count += 1
        except store.Damaged:
            missing.append(original.digest)
    return count, missing


def _rows_of_originals() -> Iterator[Original]:
    return Original.objects.only("digest").order_by("pk").iterator(ROWS_AT_ONCE)


def heads() -> dict[str, str]:
    """The head of every log, by its key."""
    rows = Log.objects.order_by("pk").values_list("key", "size", "peaks")
    return {key: str(Head(size, Log(size=size, peaks=peaks).root)) for key, size, peaks in rows}
