"""``python -m bench.killed.process NAME``: everything loaded once; what is asked for is done in processes forked from it.

Reads one JSON object a line, answers so. What works on the database is always the only process that has it open, so that whoever
comes after a killed one opens it as after a crash.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from bench import installation
from bench.killed.adopting import Adopting
from bench.killed.closing import Closing
from bench.killed.job import Job, whole
from bench.killed.merging import Merging
from bench.killed.people import make
from bench.killed.telling import Telling

JOBS: dict[str, Job] = {"adopt": Adopting(), "close": Closing(), "merge": Merging(), "tell": Telling()}
LEFT_BEHIND = 10  # seconds that a server may take to notice that its client is gone


def main() -> None:
    """Make an installation, then do what is asked until nobody asks."""
    remove = installation.start(on_disk=True, name=sys.argv[1])
    _mail_into_a_folder()
    make()
    _warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            _child(asked)
        _say(pid=pid)
        _say(ended=os.waitpid(pid, 0)[1])
    remove()


def _warm_up() -> None:
    """Do every job once, so that what is loaded late is loaded; then nobody has the database open."""
    from django.db import connections

    for job in JOBS.values():
        facts = job.prepare(-1)
        list(job.run(facts))
        job.found(facts)
    connections.close_all()


def _mail_into_a_folder() -> None:
    """Mails become files, which outlive whoever sent them."""
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.EMAIL_HOST = settings.HOME / "mail", "mail.example"


def _child(asked: dict[str, Any]) -> None:
    try:
        DOES[asked.pop("do")](**asked)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def prepare(job: str, n: int) -> None:
    """Make everything that the job needs."""
    _say(facts=JOBS[job].prepare(n))


def run(job: str, facts: dict[str, Any], die_at: int = 0) -> None:
    """Do the job, saying each step once it is done; die by one's own hand at a point of the talk with the database."""
    points = _counted(die_at)
    _say(begun=True)
    began = time.perf_counter()
    for step in JOBS[job].run(facts):
        _say(step=step)
    _say(seconds=time.perf_counter() - began, points=points())


def examine(job: str, facts: dict[str, Any]) -> None:
    """What is there of the job."""
    _alone()
    found = JOBS[job].found(facts)
    _say(done=sorted(found.done), half=found.half, twice=found.twice)


def look_over() -> None:
    """What is wrong with the whole installation, the night's sweeping done."""
    from taizhang.files.models import Original
    from taizhang.files.store import folder
    from taizhang.files.sweeping import sweep

    _alone()
    for path in folder().glob("??/*"):
        os.utime(path, (0, 0))  # a day has passed
    swept = sweep()
    left = {path.name for path in folder().glob("??/*")} ^ set(Original.objects.values_list("pk", flat=True))
    _say(wrong=whole() + [f"file {name}" for name in left], swept=swept)


DOES: dict[str, Callable[..., None]] = {"prepare": prepare, "run": run, "examine": examine, "look_over": look_over}


def _counted(die_at: int) -> Callable[[], int]:
    """Count the points before and after every statement and commit; die at one of them (0: at none)."""
    from django.db import connections

    connection: Any = connections["default"]
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(call: Callable[..., Any], *arguments: Any) -> Any:
        point()
        done = call(*arguments)
        point()
        return done

    connection.ensure_connection()
    connection.execute_wrappers.append(execute)
    commit = connection._commit
    connection._commit = lambda: execute(commit)
    return lambda: passed


def _alone() -> None:
    """Wait until the server has noticed that whoever was killed is gone."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until = time.monotonic() + LEFT_BEHIND
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.02)
    raise TimeoutError("somebody else works on the database")


def _say(**what: Any) -> None:
    os.write(sys.stdout.fileno(), (json.dumps(what) + "\n").encode())


if __name__ == "__main__":
    main()
