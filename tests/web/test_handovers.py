"""Handovers on the pages: made by the office, printed, confirmed by both, and seen by nobody else's contact."""

import pytest

from taizhang.ledger.models import Finding, Handover


@pytest.fixture
def two(started, person):
    """A leader with something open, and who takes over."""
    both = {"giver": person("leader", "市水务局", "王国强"), "taker": person("leader", "市水务局", "李卫民")}
    Finding.objects.filter(pk=started.finding.pk).update(leader="王国强", leader_user=both["giver"])
    return both


def address(started, rest=""):
    return f"/ledgers/{started.ledger.pk}/handovers/{rest}"


@pytest.fixture
def made(started, two, office):
    said = {"whose": "leader:王国强", "taker": "李卫民", "reason": "分工调整"}
    response = office.post(address(started), said)
    assert response.url == address(started, "1/")
    return Handover.objects.get()


def test_the_sheet_lists_what_is_handed_on(made, started, office):
    page = office.get(address(started, "1/")).content.decode()
    assert started.finding.statement in page
    assert "登记移交人王国强的签字" in page


def test_both_confirm_on_their_own_screen_and_it_is_the_others(made, started, two, visit):
    for side in ("giver", "taker"):
        desk = visit(two[side]).get("/").content.decode()
        assert address(started, "1/") in desk
        assert visit(two[side]).post(address(started, "1/confirm/"), {"side": side}).status_code == 302
    assert started.finding.leader == "李卫民"
    assert "交接完成" in visit(two["taker"]).get(address(started, "1/")).content.decode()


def test_the_office_registers_paper(made, started, office):
    for side in ("giver", "taker"):
        office.post(address(started, "1/confirm/"), {"side": side, "on_paper": "1", "on": made.made_on, "reference": "交1号"})
    assert Handover.objects.get().reference == "交1号"
    assert started.finding.leader == "李卫民"


def test_it_is_withdrawn(made, started, office):
    office.post(address(started, "1/withdraw/"))
    assert "这张交接单已作废" in office.get(address(started, "1/")).content.decode()


def test_what_is_missing_is_said(started, two, office):
    response = office.post(
        address(started), {"whose": f"contact:{started.finding.lead_unit_id}", "taker": "钱新", "reason": "调离"}
    )
    assert response.status_code == 422
    assert "请写明移交人" in response.content.decode()


def test_who_has_no_part_in_it_does_not_see_it(made, started, visit):
    contact = visit(started.people["contact"])
    assert contact.get(address(started, "1/")).status_code == 404
    assert "没有要您确认的交接单" in contact.get(address(started)).content.decode()
