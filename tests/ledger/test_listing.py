"""What of a ledger is selected, and how its pages join up."""

from datetime import date

import pytest

from taizhang.ledger import actions, listing
from taizhang.ledger.actions import Opening
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Source, Stage
from taizhang.ledger.reasons import Reasons
from taizhang.sheet import Aspect, Finding, Measure, Sheet


@pytest.fixture
def long_ledger(clerk, units, at):
    """120 findings with a measure each."""
    found = tuple(Finding(f"{n}.", f"第{n}个问题", measures=(Measure(None, f"措施{n}", f"措施{n}。"),)) for n in range(1, 121))
    opening = Opening("长台账", Source.AUDIT, units["市水务局"], Stage.PLAN)
    return actions.adopt(
        opening=opening, sheet=Sheet("长", (Aspect("一、", "方面", found),)), source=None, reported=False, by=clerk, at=at
    )


def serials(found, **where):
    return [row.serial for row in listing.page(found, **where).rows]


def chosen(ledger, user, today, **fields):
    return serials(listing.select(user, ledger, Selection.read(fields), today))


def test_pages_join_without_gap_or_overlap(long_ledger):
    seen, after = [], None
    while True:
        page = listing.page(long_ledger.findings.all(), after=after)
        seen += [row.serial for row in page.rows]
        if (after := page.after) is None:
            break
    assert seen == list(range(1, 121))


def test_going_back_shows_the_page_that_was_left(long_ledger):
    findings = long_ledger.findings.all()
    first = listing.page(findings)
    second = listing.page(findings, after=first.after)
    assert listing.page(findings, before=second.before).rows == first.rows


def test_the_first_page_has_nothing_before_and_the_last_nothing_after(long_ledger):
    findings = long_ledger.findings.all()
    first = listing.page(findings)
    last = listing.page(findings, after=listing.page(findings, after=first.after).after)
    assert (first.before, last.after, len(last.rows)) == (None, None, 20)
    back = listing.page(findings, before=listing.page(findings, after=first.after).before)
    assert back.before is None


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [1, 2, 3]),
        ({"text": "漏损"}, [1]),
        ({"text": "王副局长"}, [1]),
        ({"text": "清理账户"}, [3]),
        ({"text": "供水科"}, [1]),
        ({"unit": "none"}, [2, 3]),
        ({"state": "under_way"}, [1, 2, 3]),
        ({"state": "closed"}, []),
        ({"state": "claimed:done"}, [1]),
        ({"state": "measure:under_way"}, [1, 2, 3]),
        ({"deadline": "month"}, [1]),
        ({"deadline": "week"}, []),
        ({"deadline": "late"}, []),
        ({"deadline": "none"}, [2, 3]),
        ({"mine": "1"}, [2, 3]),
        ({"unit": "none", "text": "水费"}, [2]),
        ({"state": "nonsense", "deadline": "someday", "unit": "x"}, [1, 2, 3]),
    ],
)
def test_a_selection_finds(ledger, clerk, today, fields, found):
    assert chosen(ledger, clerk, today, **fields) == found


def test_what_is_late_shows_from_the_day_after(ledger, clerk, today):
    assert chosen(ledger, clerk, date(2026, 11, 30), deadline="late") == []
    assert chosen(ledger, clerk, date(2026, 12, 1), deadline="late") == [1]


def test_a_unit_is_found_with_what_stands_below_it_and_through_measures(ledger, clerk, units, today, at):
    measure = ledger.measures.get(finding__serial=3)
    actions.assign(subject=measure, lead_unit=units["财务科"], leader="", assisting="", version=1, by=clerk, at=at)
    assert chosen(ledger, clerk, today, unit=str(units["财务科"].pk)) == [3]
    assert chosen(ledger, clerk, today, unit=str(units["市水务局"].pk)) == [1, 3]


def test_a_contact_finds_only_his_own_and_what_waits_for_him(ledger, person, today):
    contact = person("contact", "供水科")
    assert chosen(ledger, contact, today) == [1]
    assert chosen(ledger, contact, today, mine="1") == [1]
    assert listing.count_waiting(contact, ledger) == 1


def test_what_waits_is_counted_so_far_and_no_further(long_ledger, clerk, monkeypatch):
    monkeypatch.setattr(listing, "MANY", 9)
    assert listing.count_waiting(clerk, long_ledger) == 10


def test_the_address_of_a_selection_reads_back():
    selection = Selection(unit="none", state="claimed:done", text="管网 &=")
    from django.http import QueryDict

    assert Selection.read(QueryDict(selection.query)) == selection


def test_counts_under_a_filter_name_the_level(ledger, clerk, today):
    whole, claimed = Selection(), Selection(state="claimed:done")
    assert listing.how_many(listing.select(clerk, ledger, whole, today), whole) == (2, None)
    assert listing.how_many(listing.select(clerk, ledger, claimed, today), claimed) == (1, 1)


def test_only_measures_that_are_meant_are_opened(ledger):
    [finding] = ledger.findings.filter(serial=1)
    under = listing.measures_of([finding.pk], Selection(state="claimed:done"))
    assert [row.title for row in under[finding.pk]] == ["更换老旧管网"]
    assert len(listing.measures_of([finding.pk], Selection())[finding.pk]) == 2


def test_units_of_the_same_name_go_with_the_one_above(ledger, units, at):
    from taizhang.accounts.actions import add_unit
    from taizhang.journal.append import SYSTEM

    add_unit(name="办公室", parent=units["供水科"], by=SYSTEM, at=at)
    labels = set(listing.units_of(ledger))
    assert {"市水务局 › 办公室", "供水科 › 办公室", "财务科"} <= labels


def test_what_an_approved_plan_settles_is_not_offered_in_the_list(planned, clerk, at):
    plan = actions.send_plan(ledger=planned, by=clerk, at=at)
    paper = actions.Paper("周明", "市水务局", "局长", at.date())
    actions.approve_plan(plan=plan, meeting="局党组会议2026年第8次", paper=paper, by=clerk, at=at)
    first, second, *_rest = listing.page(planned.findings.all()).rows
    [measure, lasting] = listing.measures_of([first.pk], Selection())[first.pk]
    reasons = Reasons(clerk, planned)
    assert "方案调整" in reasons.finding("assign", first)
    assert "方案调整" in reasons.measure("set_deadline", measure, first)
    assert "方案调整" in reasons.measure("set_deadline", lasting, first)
    assert reasons.finding("assign", second) is None
