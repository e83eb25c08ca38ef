"""What the worker does by the clock. Every step can be repeated: after a crash the next minute puts right what was left."""

from __future__ import annotations

from huey import crontab

from taizhang.config.queue import huey, runner

NIGHT = "19"  # the queue counts in UTC: 3 o'clock in Shanghai
MORNING = "22"  # 6 o'clock


def keep_time() -> None:
    """Put the timetable on this process's queue; called once, by the worker."""
    runner()
    huey().periodic_task(crontab(minute="*"), name="read_left_lying")(_read_left_lying)
    huey().periodic_task(crontab(minute="*"), name="pass_notices_on")(_pass_notices_on)
    huey().periodic_task(crontab(minute="*"), name="tell_programs")(_tell_programs)
    huey().periodic_task(crontab(minute="5"), name="scan_for_notices")(_scan_for_notices)
    huey().periodic_task(crontab(minute="20", hour=NIGHT), name="clear_away")(_clear_away)
    huey().periodic_task(crontab(minute="10", hour=MORNING), name="propose_rounds")(_propose_rounds)


def _read_left_lying() -> None:
    from taizhang.binders.tasks import make_left_lying
    from taizhang.config.queue import fresh_connections
    from taizhang.drafts.tasks import check_left_lying
    from taizhang.intake.tasks import read_left_lying

    with fresh_connections():
        read_left_lying()
        check_left_lying()
        make_left_lying()


def _tell_programs() -> None:
    """Tell the programs that want to know what has happened since the last minute."""
    from django.utils import timezone

    from taizhang.config.queue import fresh_connections
    from taizhang.notices.hooks.sending import send_due

    with fresh_connections():
        send_due(timezone.now())


def _clear_away() -> None:
    """Delete what is no longer kept, at night."""
    from django.utils import timezone

    from taizhang.accounts import repeating
    from taizhang.binders.tasks import delete_expired as delete_binders
    from taizhang.config.queue import fresh_connections
    from taizhang.drafts.tasks import delete_expired
    from taizhang.files.sweeping import sweep
    from taizhang.notices.hooks import sending as hooks
    from taizhang.notices.tasks import clear_away

    with fresh_connections():
        delete_expired()
        clear_away()
        delete_binders()
        repeating.sweep(timezone.now())
        hooks.sweep(timezone.now())
        sweep()


def _propose_rounds() -> None:
    """Propose the rounds of collecting progress that have come round, before people come to work."""
    from taizhang.config.queue import fresh_connections
    from taizhang.supervision.tasks import propose_rounds

    with fresh_connections():
        propose_rounds()


def _scan_for_notices() -> None:
    """Look what has come near its deadline or passed it: hourly, since a deadline may be set at any time."""
    from taizhang.config.queue import fresh_connections
    from taizhang.notices.tasks import scan

    with fresh_connections():
        scan()


def _pass_notices_on() -> None:
    """Tell people and groups what happened, and send what waits."""
    from taizhang.config.queue import fresh_connections
    from taizhang.notices.tasks import pass_on

    with fresh_connections():
        pass_on()
