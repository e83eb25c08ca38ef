"""The plan's way on screen: sent, an opinion given and answered, approved, owned up to; its pages clean by axe-core."""

from datetime import date

import pytest
from playwright.sync_api import expect

from taizhang.ledger import actions
from taizhang.ledger.actions import Paper
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import faults, wrong_with

PAPER = Paper("周明", "市水务局", "局长", date(2026, 11, 22))


@pytest.fixture
def plan(planned):
    return f"/ledgers/{planned.pk}/plan/"


@pytest.fixture
def told(planned, clerk, at):
    """Two versions, an opinion with its answer, a change that waits."""
    first = actions.send_plan(ledger=planned, by=clerk, at=at)
    opinion = actions.give_opinion(plan=first, body="市委巡察办", text="细化措施", by=clerk, at=at)
    actions.answer_opinion(opinion=opinion, reply="in_part", why="已细化措施1.1", by=clerk, at=at)
    actions.withdraw_plan(plan=first, reason="按意见修改", by=clerk, at=at)
    measure = planned.measures.get(serial=1)
    actions.reword(measure=measure, text="更换老旧管网20公里。", version=measure.version, by=clerk, at=at)
    second = actions.send_plan(ledger=planned, by=clerk, at=at)
    actions.approve_plan(plan=second, meeting="局党组会议2026年第8次", paper=PAPER, by=clerk, at=at)
    finding = planned.findings.get(serial=1)
    wanted = {"leader": "刘副局长", "assisting": "办公室"}
    actions.ask_change(subject=finding, wanted=wanted, reason="分工调整", version=finding.version, by=clerk, at=at)


def test_from_review_to_approval(window, clerk, person, planned, plan):
    office, body = window(clerk), window(person("verifier", "市委巡察办", "陈审"))
    office.goto(plan)
    office.locator("summary", has_text="送审").click()
    office.get_by_role("button", name="送审").click()
    expect(office.get_by_role("heading", name="整改方案第1版")).to_be_visible()
    body.goto(plan)
    body.get_by_role("button", name="提审核意见").click()
    body.get_by_label("意见内容").fill("建议增加量化目标")
    body.locator("#act").get_by_role("button", name="提审核意见").click()
    expect(body.get_by_role("link", name="意见采纳情况 1")).to_be_visible()
    office.goto(f"{plan}?part=opinions")
    office.get_by_role("button", name="答复", exact=True).click()
    office.get_by_label("采纳", exact=True).check()
    office.get_by_role("button", name="答复审核意见").click()
    expect(office.locator(".replies")).to_contain_text("采纳 1 条")
    principal = window(person("principal", "市水务局", "周明"))
    principal.goto(plan)
    principal.get_by_role("button", name="方案获批").click()
    principal.get_by_label("会议名称和届次").fill("局党组会议2026年第8次")
    principal.locator("#act").get_by_role("button", name="方案获批").click()
    expect(principal.locator(".plan-head")).to_contain_text("已获批")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_leader_owns_up_to_what_he_picks(window, person, planned, plan, size):
    page = window(person("leader", "市水务局", "王建国"), size=size)
    page.goto(plan)
    page.get_by_label("选中问题 1").check()
    page.get_by_role("button", name="认领选中的问题").click()
    page.locator("#act").get_by_role("button", name="认领").click()
    expect(page.locator(".plan-table .mark.done")).to_have_text("王建国")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_clean(window, clerk, told, plan, theme, size):
    page = window(clerk, size=size, theme=theme)
    parts = [f"?version=2&part={part}" for part in ("problems", "tasks", "duties", "differences", "opinions")]
    addresses = [*parts, "?version=now", "print/?version=2&part=tasks&paper=A3", "changes/"]
    assert {address: found for address in addresses if (found := wrong_with(page, plan + address))} == {}


def test_the_dialog_of_a_change_is_clean(window, clerk, told, planned, plan):
    page = window(clerk)
    page.goto(f"{plan}changes/")
    page.get_by_role("button", name="审签调整").click()
    page.locator("#act[open]").wait_for()
    assert faults(page) == []
