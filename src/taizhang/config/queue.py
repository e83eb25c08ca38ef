"""The work queue: django-tasks' interface over huey, in a file of its own beside SQLite or in the PostgreSQL database.

A task is enqueued after the transaction that asks for it has committed (callers use ``transaction.on_commit``). After a
crash no queue runs a half-done task again, so every task is a repeatable step and the timetable sweeps up what was left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id
from huey import Huey, PostgresHuey, SqliteHuey
from huey.serializer import SignedSerializer


@cache
def huey() -> Huey:
    """This process's handle on the queue."""
    serializer = SignedSerializer(secret=settings.SECRET_KEY, salt="taizhang.queue")
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        where = {key: database[name] for key, name in names.items() if database[name]}
        return PostgresHuey("taizhang", results=False, serializer=serializer, **where)
    return SqliteHuey("taizhang", results=False, serializer=serializer, filename=str(settings.HOME / "queue.sqlite3"))


@cache
def runner() -> Any:
    """The one huey task there is: called, it puts a message on the queue; the worker then calls ``run`` with it."""
    return huey().task(name="run")(run)


def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the task that stands at ``path``."""
    with fresh_connections():
        import_string(path).func(*args, **kwargs)


@contextmanager
def fresh_connections() -> Iterator[None]:
    """Database connections as fresh as a request's, for work outside one."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


class HueyBackend(BaseTaskBackend):
    """The TASKS backend: writes a signed message that names the task and its arguments."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Put ``task`` on the queue. Nothing waits for results: what a task did stands in the database."""
        self.validate_task(task)
        runner()(task.module_path, list(args), dict(kwargs))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
