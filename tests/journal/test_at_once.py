"""Two events at the same moment: none is lost, and the site has one log."""

import pytest
from django.db import IntegrityError, transaction

from taizhang.journal.append import SYSTEM, Entry, append, site_log
from taizhang.journal.models import Log
from taizhang.journal.verify import verify
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def happen(at, log=None):
    return append(log or site_log(), [Entry("unit:add", "unit:1", {})], by=SYSTEM, at=at).key


def test_the_two_very_first_events_of_a_site_stand_in_one_log(at, tmp_path):
    first, second = at_once(tmp_path, lambda: happen(at), lambda: happen(at))
    assert first == second


def test_of_events_at_the_same_moment_none_is_lost(at, tmp_path):
    at_once(tmp_path, *[lambda: happen(at, "ledger:x")] * 6)
    [log] = at_once(tmp_path, lambda: Log.objects.get(key="ledger:x"))
    [verdict] = at_once(tmp_path, lambda: verify(log))
    assert (log.size, verdict.broken) == (6, None)


def test_the_database_takes_no_second_log_of_the_site(at):
    Log.objects.create(key="site:1")
    with pytest.raises(IntegrityError):
        Log.objects.create(key="site:2")
    Log.objects.create(key="ledger:1")
    Log.objects.create(key="ledger:2")
