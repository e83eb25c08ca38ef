"""The policy's answers, and the same rule as a list."""

import pytest

from taizhang.ledger import policy
from taizhang.ledger.models import Plan, PlanChange, Stage
from taizhang.ledger.pinning import pin
from taizhang.ledger.states import MOVES, ChangeState, FindingState, MeasureState, PlanState
from taizhang.profiles import shipped

# Who somebody is: role and unit. The lead unit is 供水科, the leader 王建国, the supervising body 市委巡察办.
PEOPLE = {
    "office": ("office", "市水务局"), "office elsewhere": ("office", "供水科"), "contact": ("contact", "供水科"),
    "contact elsewhere": ("contact", "财务科"), "contact of the body": ("contact", "市水务局"), "leader": ("leader", "市水务局"),
    "leader of others": ("leader", "市水务局"), "leading_group": ("leading_group", "市水务局"),
    "principal": ("principal", "市水务局"), "verifier": ("verifier", "市委巡察办"), "verifier elsewhere": ("verifier", "江岸市"),
    "observer": ("observer", "市水务局"), "administrator": ("administrator", "江岸市"),
}  # fmt: skip
# Who may do what, by hand: the table is held against this and not against itself.
OFFICE = {
    "finding": "assign set_deadline contain assess record_amounts record_accountability submit object answer_objection end_notice ask_change add_measure "
    "confirm resume carry_on look_back name_earlier",
    "measure": "assign set_deadline reword set_slots set_milestones set_rhythm issue report_progress edit_progress carry_out add_evidence "
    "withdraw_evidence accept return confirm slacken ask_change reopen",
    "plan": "give_opinion answer_opinion withdraw_plan",
    "plan_change": "agree_change withdraw_change",
}
CONTACT = {
    "finding": "assess record_amounts submit ask_change add_measure",
    "measure": "reword set_milestones report_progress carry_out add_evidence withdraw_evidence report_stage hand_in ask_change reopen",
    "plan_change": "withdraw_change",
}
MAY = {
    "office": OFFICE,
    "contact": CONTACT,
    "contact of the body": CONTACT,
    "leader": {"finding": "own_up", "measure": "countersign return", "plan_change": "support_change"},
    "leading_group": {"finding": "decide return transfer concede", "measure": "end", "plan": "give_opinion"},
    "principal": {"finding": "approve_plan endorse return undo_close", "plan": "approve_plan"},
    "verifier": {
        "finding": "agree agree_in_part return look_back undo_close name_earlier",
        "plan": "give_opinion",
        "plan_change": "approve_change",
    },
}
TURN = {"with_leader": "leader", "with_office": "office", "with_bodies": "verifier"}
STATES = {"finding": FindingState, "measure": MeasureState, "plan": PlanState, "plan_change": ChangeState}


@pytest.fixture
def things(ledger, leader):
    """One of each kind, all conditions on it met: what is left is who it is and in which state."""
    ledger.findings.filter(serial=1).update(leader_user=leader)
    finding, measure = ledger.findings.get(serial=1), ledger.measures.get(serial=1)
    change = PlanChange(ledger=ledger, finding=finding)
    return {"finding": finding, "measure": measure, "plan": Plan(ledger=ledger), "plan_change": change}


@pytest.fixture
def leader(person):
    return person("leader", "市水务局", "王建国")


@pytest.fixture
def all_met(monkeypatch):
    """Every condition holds."""
    for name in policy.CONDITIONS:
        monkeypatch.setitem(policy.CONDITIONS, name, lambda subject: None)
    for name in policy.DATED:
        monkeypatch.setitem(policy.DATED, name, lambda subject, today: None)


@pytest.mark.parametrize("who", PEOPLE)
def test_state_by_action_by_role_and_relation(who, things, leader, person, all_met):
    user = leader if who == "leader" else person(*PEOPLE[who], f"某{who}")
    for row in MOVES:
        thing = things[row.of]
        for state in STATES[row.of]:
            thing.state = state
            named = row.action in MAY.get(who, {}).get(row.of, "").split() or (row.who == ("turn",) and TURN.get(state) == who)
            why = policy.why_not(user, row.action, thing)
            assert (why is None) == (named and state in row.sources), (row.of, row.action, state, why)
            assert why is None or why.endswith("。")


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_office_registers_what_others_signed_on_paper(who, things, leader, person, all_met):
    user = leader if who == "leader" else person(*PEOPLE[who], f"某{who}")
    for row in MOVES:
        thing = things[row.of]
        thing.state = row.sources[0]
        why = policy.why_not(user, row.action, thing, on_paper=True)
        assert (why is None) == (row.signed and who == "office"), (row.of, row.action)


@pytest.mark.parametrize(
    ("code", "who"),
    [("inspection", "verifier"), ("audit", "leading_group"), ("assigned", "principal"), ("environment", "leading_group")],
)
def test_where_the_office_itself_leads_its_substitute_decides(code, who, things, units, person, at, all_met):
    measure = things["measure"]
    measure.state, measure.ledger.office_unit = MeasureState.AWAITING_REVIEW, units["供水科"]
    measure.ledger.pinned = pin(shipped(code), at=at)
    assert policy.why_not(person(*PEOPLE[who]), "accept", measure) is None
    assert "代行单位" in policy.why_not(person(*PEOPLE["office"], "钱主任"), "accept", measure)


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


def test_a_unit_that_was_only_named_is_named_in_the_reason(approved, clerk):
    measure = approved.measures.get(serial=3)
    measure.lead_unit_text = "水政监察支队"
    assert policy.why_not(clerk, "issue", measure) == "“水政监察支队”还没有对应到单位，请先明确责任。"
