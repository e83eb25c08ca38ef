"""Making an installation ready to serve: tables, static files, the shared cache. Quick when there is nothing to do."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from taizhang import __version__
from taizhang.ledger import as_of

STAMP = "static/.version"


def make_ready() -> None:
    """Bring database, counts and static files up to this version; what was there is backed up before any migration."""
    if _migrations_waiting():
        saved = back_up_before_migration()
        if saved:
            print(f"升级前已备份数据库：{saved}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    if n := as_of.catch_up():
        print(f"已为{n}个台账补算按日统计。")
    _collect_static()


def _migrations_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def back_up_before_migration() -> Path | None:
    """A consistent copy of the SQLite database in ``backups``; None where there is nothing to copy, or on a server."""
    source = settings.DATABASES["default"]["NAME"]
    if connection.vendor != "sqlite" or not Path(source).exists() or not connection.introspection.table_names():
        return None
    folder = Path(settings.HOME) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{datetime.now():%Y%m%d-%H%M%S}-升级前.sqlite3"  # noqa: DTZ005 - a file name on this machine's clock
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    target.chmod(0o600)
    return target


def _collect_static() -> None:
    """Copy the assets beside the database, compressed and hashed, if they are not this version's."""
    stamp = Path(settings.HOME) / STAMP
    newest = max(path.stat().st_mtime_ns for path in Path(settings.PACKAGE).glob("*/static/**/*"))
    current = f"{__version__} {newest}"
    if not stamp.exists() or stamp.read_text("utf-8") != current:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(current, "utf-8")
