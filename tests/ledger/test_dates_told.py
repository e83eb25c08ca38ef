"""How a time limit came to be what it is: every change, none where it was only set."""

from datetime import date

import pytest

from taizhang.ledger import actions
from taizhang.ledger.dates_told import dates_of

pytestmark = pytest.mark.django_db


def put(ledger, day, by, at):
    finding = ledger.findings.get(serial=1)
    return actions.set_deadline(subject=finding, deadline=day, horizon="限期", version=finding.version, by=by, at=at)


def test_every_date_that_was_changed_is_told_in_order(ledger, clerk, at):
    ledger.findings.update(deadline=None, deadline_text="")
    first = put(ledger, date(2026, 12, 1), clerk, at)
    assert dates_of([first]) == {}  # set for the first time
    put(ledger, date(2026, 12, 20), clerk, at)
    last = put(ledger, date(2027, 1, 5), clerk, at)
    told = dates_of([last])["finding:1"]
    assert [(one.was, one.now) for one in told] == [
        ("2026年12月1日", "2026年12月20日"),
        ("2026年12月20日", "2027年1月5日"),
    ]
    assert {one.how for one in told} == {"确定时限"}
