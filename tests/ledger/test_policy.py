"""The policy's answers, and the same rule as a list."""

import pytest

from taizhang.ledger import policy
from taizhang.ledger.models import Stage
from taizhang.ledger.states import MOVES, FindingState, MeasureState

ROLES = [
    ("office", "市水务局"), ("office", "供水科"), ("contact", "供水科"), ("contact", "财务科"), ("leading_group", "市水务局"),
    ("principal", "市水务局"), ("leader", "市水务局"), ("verifier", "市委巡察办"), ("observer", "市水务局"), ("administrator", "江岸市"),
]  # fmt: skip
MAY = {
    ("office", "市水务局"): {"contain", "assign", "set_deadline", "issue", "report_progress"},
    ("contact", "供水科"): {"report_progress"},
}


@pytest.mark.parametrize("row", MOVES, ids=lambda row: f"{row.of}:{row.action}")
@pytest.mark.parametrize(("role", "unit"), ROLES)
def test_state_by_action_by_role(row, role, unit, ledger, person, today):
    user = person(role, unit)
    subject = ledger.findings.get(serial=1) if row.of == "finding" else ledger.measures.get(serial=1)
    if row.action == "contain":
        subject.handed_over_on = today
    for state in FindingState if row.of == "finding" else MeasureState:
        subject.state = state
        allowed = state in row.sources and row.action in MAY.get((role, unit), ())
        why = policy.why_not(user, row.action, subject)
        assert (why is None) == allowed
        assert why is None or why.endswith("。")


def test_an_archived_ledger_changes_no_more(ledger, clerk):
    finding = ledger.findings.get(serial=1)
    finding.ledger.stage = Stage.ARCHIVED
    assert policy.why_not(clerk, "assign", finding) == "台账已归档，不再变动。"


@pytest.mark.parametrize(
    ("role", "unit", "serials"),
    [
        ("office", "市水务局", [1, 2, 3]), ("principal", "市水务局", [1, 2, 3]), ("verifier", "市委巡察办", [1, 2, 3]),
        ("contact", "供水科", [1]), ("contact", "财务科", []), ("contact", "市水务局", [1]), ("administrator", "江岸市", []),
        ("office", "江岸市", []),
    ],
)  # fmt: skip
def test_who_sees_which_findings(role, unit, serials, ledger, person):
    user = person(role, unit)
    assert [f.serial for f in policy.visible_findings(user, ledger).order_by("serial")] == serials
    assert [f.serial for f in policy.findings_in_sight(user).order_by("serial")] == serials


@pytest.mark.parametrize(
    ("role", "unit", "sees"),
    [
        ("office", "市水务局", True),
        ("contact", "财务科", True),
        ("verifier", "市委巡察办", True),
        ("verifier", "江岸市", False),
        ("administrator", "江岸市", False),
    ],
)
def test_who_knows_of_a_ledger(role, unit, sees, ledger, person):
    assert policy.visible_ledgers(person(role, unit)).filter(pk=ledger.pk).exists() is sees


def test_a_unit_that_was_only_named_is_named_in_the_reason(planned, clerk):
    measure = planned.measures.get(serial=3)
    measure.lead_unit_text = "水政监察支队"
    assert policy.why_not(clerk, "issue", measure) == "“水政监察支队”还没有对应到单位，请先明确责任。"
