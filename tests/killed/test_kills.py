"""Killed (SIGKILL) in the middle, nothing is half there, lost or doubled; and what would be is noticed."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from bench.killed.adopting import Adopting
from bench.killed.closing import Closing
from bench.killed.job import whole
from bench.killed.kills import KINDS, Process, kill_many
from bench.killed.merging import Merging
from bench.killed.people import make
from bench.killed.telling import Telling
from taizhang.files.store import path_of
from taizhang.journal.models import Event
from taizhang.ledger.models import Finding, Ledger, Measure, Signature, Tally
from taizhang.notices.models import Matter, Notice

KILLS = 20
JOBS = {"adopt": Adopting(), "close": Closing(), "merge": Merging(), "tell": Telling()}


@pytest.mark.database
def test_twenty_kills_leave_everything_whole():
    process = Process(f"killed_{os.getpid()}")
    try:
        outcome = kill_many(process, KILLS, seed=os.getpid())
    finally:
        process.close()
    assert (outcome.half_written, outcome.lost, outcome.doubled) == ([], [], [])
    assert outcome.killed == KILLS
    assert all(outcome.by_kind[kind] for kind in KINDS)


@pytest.fixture
def done(db, settings, tmp_path):
    """Makes one of the jobs, done without a kill: what is found of it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.EMAIL_HOST = tmp_path, "mail.example"
    make()

    def do(kind):
        job = JOBS[kind]
        facts = job.prepare(7)
        steps = list(job.run(facts))
        return steps, lambda: job.found(facts)

    return do


@pytest.mark.parametrize("kind", JOBS)
def test_what_was_done_is_found_and_nothing_twice(done, kind):
    steps, found = done(kind)
    assert set(steps) <= found().done
    assert (found().half, found().twice, whole()) == ([], [], [])


DAMAGES = {
    "adopt": [
        lambda: Measure.objects.first().delete(),
        lambda: Event.objects.filter(name="finding:add").last().delete(),
        lambda: Ledger.objects.update(title="别的台账"),
    ],
    "close": [
        lambda: Finding.objects.filter(serial=2).update(submitted_on="2026-11-21", decided_on="2026-11-21"),
        lambda: Signature.objects.filter(action="decide").first().delete(),
        lambda: Tally.objects.filter(level="finding", n__gt=0).update(n=9),
    ],
    "merge": [
        lambda: Measure.objects.filter(serial=1).update(progress=""),
        lambda: Event.objects.filter(name="measure:report_progress").first().delete(),
    ],
    "tell": [
        lambda: Notice.objects.filter(user__username="contact").first().delete(),
        lambda: Matter.objects.filter(reason="overdue").first().delete(),
        lambda: [path.unlink() for path in Path(settings.EMAIL_FILE_PATH).glob("*")],
    ],
}


@pytest.mark.parametrize(("kind", "damage"), [(kind, damage) for kind, some in DAMAGES.items() for damage in some])
def test_what_is_half_there_is_noticed(done, kind, damage):
    _, found = done(kind)
    damage()
    assert found().half


def test_what_is_gone_is_noticed(done):
    steps, found = done("adopt")
    Finding.objects.all().delete()
    assert "findings" not in found().done
    assert steps == ["receive", "read", "adopt"]


def test_a_lost_file_and_a_changed_log_are_noticed(done):
    done("merge")
    from taizhang.files.models import Original

    path_of(Original.objects.first().digest).unlink()
    Event.objects.filter(name="ledger:adopt").update(payload="{}")
    assert [word.split()[0].partition(":")[0] for word in whole()] == ["ledger", "file"]
