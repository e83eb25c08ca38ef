"""How measures come along: from the daily sums, and by unit in the order of the tree."""

from datetime import timedelta

from taizhang.ledger import completion
from taizhang.ledger.actions import assign
from tests.conftest import AT, TODAY


def test_the_last_point_is_today_and_counts_all(ledger, django_assert_num_queries):
    with django_assert_num_queries(1):
        points = completion.over_time(ledger, TODAY + timedelta(days=200))
    assert points[-1][0] == TODAY + timedelta(days=200)
    assert points[-1][1].total == ledger.measures.count()
    assert len(points) <= completion.MOST_POINTS + 1


def test_before_there_was_anything_nothing_is_drawn(ledger):
    ledger.daily_sums.all().delete()
    assert completion.over_time(ledger, TODAY) == []


def test_units_come_in_the_order_of_the_tree_and_the_rest_last(ledger, clerk, units, django_assert_num_queries):
    for serial, name in ((1, "供水科"), (2, "财务科")):
        finding = ledger.findings.get(serial=serial)
        assign(subject=finding, lead_unit=units[name], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    with django_assert_num_queries(2):
        told = [(name, one.total) for name, one in completion.by_unit(ledger)]
    assert told == [("财务科", 1), ("供水科", 2), (completion.NOT_NAMED, 1)]
