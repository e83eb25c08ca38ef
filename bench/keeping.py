"""``make bench NAME=keeping``: one ledger of 100,000 findings with 500,000 measures on SQLite, backed up, restored, carried over.

Keys: backup_seconds and backup_mb; copy_seconds and copy_mb of sqlite3's own backup of the same database in the same run;
floor_ratio (seconds of backup over copy); restore_seconds (every digest, loading, verifying); export_seconds, export_mb and
import_seconds of the ledger's package; peak_mb, the most memory any of these took. ``FINDINGS`` in the environment: fewer.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench import installation

FINDINGS = int(os.environ.get("FINDINGS", "100000"))
MB = 1024 * 1024


def main() -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp(prefix="taizhang-bench-"))
    try:
        print(json.dumps({"name": "keeping", "findings": FINDINGS, **measured(folder)}))
    finally:
        shutil.rmtree(folder)


def measured(folder: Path) -> dict[str, float]:
    """Every figure, in an installation of its own under ``folder``."""
    here, there, other = (folder / name for name in ("here", "there", "other"))
    taizhang(here, "-c", "from bench.keeping import fill; fill()")
    copy = plain_copy(here / "taizhang.sqlite3", folder / "copy.sqlite3")
    backup = taizhang(here, "-m", "taizhang", "backup", str(folder / "backup.zip"))
    restore = taizhang(there, "-m", "taizhang", "restore", str(folder / "backup.zip"))
    export = taizhang(here, "-m", "taizhang", "export", "--ledger", "1", str(folder / "ledger.zip"))
    taizhang(other, "-c", "from bench.keeping import ready; ready()")
    arrival = taizhang(other, "-m", "taizhang", "import", "--make-units", str(folder / "ledger.zip"))
    figures = {
        "backup_seconds": backup.seconds,
        "backup_mb": size(folder / "backup.zip"),
        "copy_seconds": copy,
        "copy_mb": size(folder / "copy.sqlite3"),
        "floor_ratio": backup.seconds / copy,
        "restore_seconds": restore.seconds,
        "export_seconds": export.seconds,
        "export_mb": size(folder / "ledger.zip"),
        "import_seconds": arrival.seconds,
        "peak_mb": max(run.mb for run in (backup, restore, export, arrival)),
    }
    return {name: round(figure, 2) for name, figure in figures.items()}


class Run(NamedTuple):
    """What a command took: seconds, and megabytes of memory at its peak."""

    seconds: float
    mb: float


def taizhang(home: Path, *words: str) -> Run:
    """Run a command in the data folder ``home``."""
    environment = {**os.environ, "TAIZHANG_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{words} ended with {status}")
    return Run(time.perf_counter() - start, used.ru_maxrss / 1024)


def fill() -> None:
    """The ledger, adopted the way a clerk does it."""
    ready()
    from taizhang.ledger.actions import adopt

    clerk, bureau = installation.people()
    sheet = installation.sheet(FINDINGS)
    adopt(opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)


def ready() -> None:
    """An installation without anything in it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def plain_copy(source: Path, target: Path) -> float:
    """Seconds of sqlite3's own online backup."""
    start = time.perf_counter()
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    return time.perf_counter() - start


def size(path: Path) -> float:
    """Megabytes of a file."""
    return path.stat().st_size / MB


if __name__ == "__main__":
    main()
