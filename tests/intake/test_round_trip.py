"""Out to Excel and back changes nothing; by Excel nobody does what he may not do on the page."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import random_ledgers, round_trip
from taizhang.accounts.policy import Refused
from taizhang.intake import actions
from taizhang.ledger.models import Stage
from tests.intake.workbooks import delivered, exported, filled
from tests.ledger.closing import way

UNITS = ("办公室", "财务科", "河湖科", "供水科")
EVERYTHING = {
    ("M1", "牵头单位"): "财务科", ("M1", "整改时限"): "2027-1-15", ("M1", "整改措施"): "换一种说法。",
    ("M1", "整改进展"): "又有进展", ("M1", "问题"): "换一个问题", ("M1", "措施状态"): "完成", ("M1", "认定程度"): "完成",
}  # fmt: skip
NEW = (
    {"问题": "管网漏损率偏高", "整改措施": "建立分区计量。", "责任领导": "李副局长"},
    {"方面": "供水保障方面", "问题": "抢修不及时"},
)
# Who may change what by a table, by hand: by the state of the measure whose cells are all changed. What is new is asked of its
# finding, which is open in each of them, and of the ledger.
OFFICE = {
    "drafted": {"assign", "set_deadline", "reword", "add_measure", "add_finding"},
    "under_way": {"assign", "set_deadline", "report_progress", "add_measure", "add_finding"},
    "done": {"assign", "set_deadline", "add_measure", "add_finding"},  # of the finding, from which the measure has them
}
CONTACT = {"drafted": {"reword", "add_measure"}, "under_way": {"report_progress", "add_measure"}, "done": {"add_measure"}}
MAY = {
    ("office", "市水务局"): OFFICE, ("contact", "供水科"): CONTACT, ("contact", "市水务局"): CONTACT,
    ("contact", "财务科"): {}, ("office", "供水科"): None, ("contact", "市委巡察办"): None, ("leader", "市水务局"): None,
    ("leading_group", "市水务局"): None, ("principal", "市水务局"): None, ("verifier", "市委巡察办"): None,
    ("observer", "市水务局"): None, ("administrator", "江岸市"): None,
}  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_what_goes_out_comes_back_as_it_was(seed, clerk, opening):
    made = random_ledgers.ledger(Random(seed), clerk, opening, UNITS)
    assert round_trip.differences(clerk, made, round_trip.exported(clerk, made)) == []


@pytest.mark.django_db
def test_what_libreoffice_saved_comes_back_as_it_was(clerk, opening):
    made = [random_ledgers.ledger(Random(seed), clerk, opening, UNITS) for seed in range(3)]
    saved = round_trip.resaved([round_trip.exported(clerk, one) for one in made])
    if saved is None:
        pytest.skip("LibreOffice is not installed: make system-deps installs it")
    assert [round_trip.differences(clerk, one, data) for one, data in zip(made, saved, strict=True)] == [[], [], []]


@pytest.mark.parametrize("state", ["drafted", "under_way", "done", "archived"])
def test_nobody_does_by_excel_what_he_may_not_on_the_page(
    state, units, planned, ledger, sheet, opening, clerk, person, at, today
):
    subject = {"drafted": planned, "under_way": ledger, "archived": ledger}.get(state)
    if subject is None:
        subject = way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units).completed().ledger
    data = filled(exported(clerk, subject, today), EVERYTHING, NEW)
    if state == "archived":
        subject.stage = Stage.ARCHIVED
        subject.save()
    for (role, unit), may in MAY.items():
        user = person(role, unit, f"{role}-{unit}-某")
        if may is None or state == "archived":
            with pytest.raises(Refused):
                delivered(user, subject, at, today, data)
            continue
        delivery = delivered(user, subject, at, today, data)
        diff = actions.compared(delivery, user, today)
        assert {item.verb for item in diff.choosable} == may.get(state, set()), (role, unit)
        assert all(item.why for item in diff.items if not item.choosable)
        assert ("leader" in {c.field for i in diff.choosable if i.verb == "add_measure" for c in i.cells}) == (may is OFFICE)
        refused = [item.token for item in diff.items if not item.choosable]
        with pytest.raises(actions.Moved):
            actions.merge(delivery=delivery, tokens=refused, by=user, at=at)
