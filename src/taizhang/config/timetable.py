"""What the worker does by the clock. Every step can be repeated: after a crash the next minute puts right what was left."""

from __future__ import annotations

from huey import crontab

from taizhang.config.queue import huey, runner


def keep_time() -> None:
    """Put the timetable on this process's queue; called once, by the worker."""
    runner()
    huey().periodic_task(crontab(minute="*"), name="read_left_lying")(_read_left_lying)


def _read_left_lying() -> None:
    from taizhang.config.queue import fresh_connections
    from taizhang.intake.tasks import read_left_lying

    with fresh_connections():
        read_left_lying()
