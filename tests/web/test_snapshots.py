"""Snapshots on the pages: taken by the office, read a page at a time, held against each other, kept from whom they tell too much."""

from datetime import timedelta

import pytest

from taizhang.ledger import actions
from taizhang.ledger.models import Snapshot, SnapshotPart


def address(ledger, rest=""):
    return f"/ledgers/{ledger.pk}/snapshots/{rest}"


@pytest.fixture
def two(ledger, clerk, at):
    """Two snapshots, between which something was reported."""
    actions.take_snapshot(ledger=ledger, by=clerk, at=at)
    measure = ledger.measures.get(serial=1)
    said = {"text": "已更换13公里", "as_of": at.date(), "degree": "under_way", "version": measure.version}
    actions.report_progress(subject=measure, **said, by=clerk, at=at + timedelta(days=2))
    actions.take_snapshot(ledger=ledger, by=clerk, at=at + timedelta(days=2))
    return ledger


def test_the_office_takes_one_and_sees_it(ledger, office, today):
    response = office.post(address(ledger), {"as_of": today.isoformat()})
    assert response.url == address(ledger, "1/")
    page = office.get(response.url).content.decode()
    assert "管网漏损率偏高" in page
    assert Snapshot.objects.get().digest in page


def test_the_list_tells_the_numbers(two, office):
    page = office.get(address(two)).content.decode()
    assert page.count("2 个问题") == 2


def test_a_day_that_cannot_be_had_is_said_at_the_field(ledger, office):
    response = office.post(address(ledger), {"as_of": "2020-01-01"})
    assert response.status_code == 422
    assert "还没有这个台账" in response.content.decode()


def test_two_side_by_side(two, office):
    page = office.get(address(two, "1/compare/?with=2")).content.decode()
    assert "进展更新为“已更换13公里”" in page
    assert office.get(address(two, "1/compare/?with=1")).status_code == 404


def test_a_contact_does_not_see_them(two, visit, contact):
    assert visit(contact).get(address(two)).status_code == 404
    assert "snapshots" not in visit(contact).get(f"/ledgers/{two.pk}/").content.decode()


def test_a_reader_takes_none(ledger, visit, person, today):
    reader = visit(person("observer", "市水务局"))
    assert reader.post(address(ledger), {"as_of": today.isoformat()}).status_code == 200
    assert not Snapshot.objects.exists()


def test_a_damaged_one_is_said(two, office):
    SnapshotPart.objects.update(packed=b"x")
    response = office.get(address(two, "1/"))
    assert (response.status_code, "与生成时不符" in response.content.decode()) == (500, True)


def test_in_english(two, visit, clerk):
    assert 'lang="en' in visit(clerk, language="en").get(address(two, "1/")).content.decode()


@pytest.mark.parametrize("page", ["", "1/"])
def test_a_page_takes_a_handful_of_queries(two, office, django_assert_max_num_queries, page):
    with django_assert_max_num_queries(24):
        office.get(address(two, page))
