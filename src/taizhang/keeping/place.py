"""Where a backup is restored to: a data folder and a database that hold nothing yet, and hold nothing after a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from taizhang.keeping.backup import KEPT, YEARS
from taizhang.keeping.form import Unusable

UNFINISHED = ".restoring"  # while it stands, what is in the folder came from a restore that did not come to its end
FILES = "files"
# What may be there: made by starting the command, by the product from itself, or by people beside the data.
HARMLESS = frozenset({"secret.key", "static", "samples", "backups", UNFINISHED})


class Place:
    """The data folder and the database of this installation, while it is being brought back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unfinished = folder / UNFINISHED

    def refuse_unless_empty(self, source: Path) -> None:
        """Raises Unusable, saying what to do, when there is anything that a restore would mix with or overwrite."""
        harmless = HARMLESS | ({FILES, YEARS, *KEPT} if self._unfinished.exists() else set())
        there = sorted(p.name for p in self.folder.iterdir() if p.name not in harmless and p.resolve() != source.resolve())
        if there:
            raise Unusable(
                f"数据目录 {self.folder} 里已有 {'、'.join(there[:3])}{'等' if len(there) > 3 else ''}，恢复只写入空的数据目录。"
                "请先停止服务，把这个目录改名移开，或用 TAIZHANG_HOME 另指定一个空目录，再恢复。"
            )
        if connection.vendor != "sqlite" and connection.introspection.django_table_names(only_existing=True):
            raise Unusable(
                f"数据库 {connection.settings_dict['NAME']} 里已有数据，恢复只写入空的数据库。"
                "请新建一个数据库，让 DATABASE_URL 指向它，再恢复。"
            )

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """The block brings everything back, or its failure leaves folder and database as they were found."""
        self._clear()
        self._unfinished.mkdir(mode=0o700)
        try:
            with self._built_beside() if connection.vendor == "sqlite" else transaction.atomic():
                yield
        except BaseException:
            self._clear()
            raise
        shutil.rmtree(self._unfinished)

    def put_back(self, kept: dict[str, bytes]) -> None:
        """The small files of the data folder, readable by their owner only."""
        for name, data in kept.items():
            partial, final = self._unfinished / Path(name).name, self.folder / name
            final.parent.mkdir(mode=0o700, exist_ok=True)
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
            os.replace(partial, final)

    def _clear(self) -> None:
        """Remove what an unfinished restore left."""
        if not self._unfinished.exists():
            return
        for name in (FILES, YEARS):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for name in KEPT:
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self._unfinished)

    @contextmanager
    def _built_beside(self) -> Iterator[None]:
        """SQLite migrates outside any transaction: the database is built under another name and renamed when it is whole."""
        final = connection.settings_dict["NAME"]
        beside = self._unfinished / Path(final).name
        connection.close()
        connection.settings_dict["NAME"] = str(beside)
        try:
            yield
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            os.replace(beside, final)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = final
