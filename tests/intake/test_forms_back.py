"""Receivers' own forms that we filled and that come back: the stamp in them makes them as good as our own workbooks."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import random_ledgers, round_trip
from taizhang.intake import actions
from taizhang.reports.template.stamp import stamped
from tests.intake.test_delivered import report
from tests.intake.test_round_trip import UNITS
from tests.intake.workbooks import changed, delivered, differences, filled_form, form, merged

FIRST = 3  # the body's first row


@pytest.fixture
def back(ledger, clerk, today):
    return filled_form(clerk, ledger, today)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_form_that_comes_back_as_it_went_changes_nothing(seed, clerk, opening, today):
    made = random_ledgers.ledger(Random(seed), clerk, opening, UNITS)
    assert round_trip.differences(clerk, made, filled_form(clerk, made, today)) == []


@pytest.mark.django_db
def test_what_libreoffice_saved_is_known_by_its_stamp_too(clerk, opening, today):
    made = [random_ledgers.ledger(Random(seed), clerk, opening, UNITS) for seed in range(3)]
    saved = round_trip.resaved([filled_form(clerk, one, today) for one in made])
    if saved is None:
        pytest.skip("LibreOffice is not installed: make system-deps installs it")
    assert [list(stamped(data)) for data in saved] == [["报表"]] * 3
    assert [round_trip.differences(clerk, one, data) for one, data in zip(made, saved, strict=True)] == [[], [], []]


def test_a_filled_cell_is_a_change(ledger, clerk, back, at, today):
    found = differences(clerk, ledger, at, today, changed(back, {(FIRST, "整改进展情况"): "已更换15公里"}))
    assert found == [("changed", "report_progress", "measure:1", {"progress": "已更换15公里"})]


def test_an_old_form_does_not_put_back_what_was_written_since(ledger, clerk, contact, person, back, at, today):
    report(ledger.measures.get(serial=1), "已更换20公里", person("contact", "供水科"), at)
    found = differences(clerk, ledger, at, today, changed(back, {(FIRST + 1, "整改进展情况"): "增设10处"}))
    assert found == [("changed", "report_progress", "measure:2", {"progress": "增设10处"})]


def test_both_changed_is_a_conflict(ledger, clerk, person, back, at, today):
    data = changed(back, {(FIRST, "整改进展情况"): "已更换15公里"})
    report(ledger.measures.get(serial=1), "已更换20公里", person("contact", "供水科"), at)
    [item] = actions.compared(delivered(clerk, ledger, at, today, data), clerk, today).items
    assert (item.kind, item.sure, item.cells[0].then) == ("conflict", False, "")


def test_an_emptied_cell_is_asked_about(planned, clerk, at, today):
    data = changed(filled_form(clerk, planned, today), {(FIRST, "责任领导"): ""})
    [item] = actions.compared(delivered(clerk, planned, at, today, data), clerk, today).items
    assert (item.kind, item.sure, item.facts["leader"]) == ("cleared", False, "")


def test_rows_are_met_by_the_words_that_they_went_out_with(planned, clerk, at, today):
    from taizhang.ledger import actions as ledger_actions

    data = changed(filled_form(clerk, planned, today), {(FIRST, "责任领导"): "李副局长"})
    measure = planned.measures.get(serial=1)
    ledger_actions.reword(measure=measure, text="完全换了一种说法。", version=measure.version, by=clerk, at=at)
    assert [(verb, key) for _, verb, key, _ in differences(clerk, planned, at, today, data)] == [("assign", "finding:1")]


def test_a_drafted_measure_is_reworded_by_a_form(planned, clerk, at, today):
    data = changed(filled_form(clerk, planned, today), {(FIRST, "整改措施"): "更换老旧管网。已更换12公里，余下年底前完成。"})
    assert [(verb, key) for _, verb, key, _ in differences(clerk, planned, at, today, data)] == [("reword", "measure:1")]


def test_the_same_form_again_changes_nothing(ledger, clerk, back, at, today):
    data = changed(back, {(FIRST, "整改进展情况"): "已更换15公里", (FIRST, "是否完成"): "基本完成"})
    merged(clerk, ledger, at, today, data)
    assert ledger.measures.get(serial=1).degree_self == "basically_done"
    assert differences(clerk, ledger, at, today, data) == []


def test_a_form_of_another_ledger_is_refused(ledger, planned, clerk, at, today):
    diff = actions.compared(delivered(clerk, planned, at, today, filled_form(clerk, ledger, today)), clerk, today)
    assert "另一本台账" in diff.files[0].problem


def test_a_units_form_brings_the_units_own_words(ledger, clerk, units, at, today):
    data = filled_form(clerk, ledger, today, unit=units["供水科"])
    merged(clerk, ledger, at, today, changed(data, {(FIRST, "整改进展情况"): "原话"}))
    assert ledger.measures.get(serial=1).progress_reported == "原话"


def test_a_form_that_was_sent_back_is_a_blank_for_the_next_time(ledger, clerk, back, at, today):
    report(ledger.measures.get(serial=1), "已更换20公里", clerk, at)
    again = filled_form(clerk, ledger, today, data=back)
    assert len(stamped(again)) == 1
    assert stamped(again) != stamped(back)
    assert differences(clerk, ledger, at, today, again) == []


def test_a_form_nobody_filled_is_met_by_likeness(ledger, clerk, at, today):
    assert stamped(form()) == {}
