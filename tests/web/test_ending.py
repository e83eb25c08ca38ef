"""撤销或并入, a ledger's basic facts and its ties to other ledgers, on screen."""

import pytest

from taizhang.ledger import actions
from taizhang.ledger.models import Finding, Ledger
from tests.ledger.test_ending_ledgers import other  # noqa: F401 - a fixture

PAPER = {"medium": "paper", "name": "周组长", "capacity": "组长", "signed_on": "2026-11-22", "reference": "水党组〔2026〕9号"}
pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


@pytest.fixture
def end(office, ledger):
    return lambda **more: office.post(f"/ledgers/{ledger.pk}/end/", {"reason": "重复建账", **PAPER, **more}, follow=True)


def test_the_office_registers_the_cancelling(end, ledger, office):
    page = html(end(how="cancel"))
    assert Ledger.objects.get(pk=ledger.pk).ended == "cancelled"
    assert all(said in page for said in ("台账已撤销", "重复建账", "水党组〔2026〕9号"))
    assert "已撤销" in html(office.get("/ledgers/"))
    assert "领导小组" not in html(office.get("/"))


def test_merged_it_says_where_everything_went(end, ledger, other, office):  # noqa: F811
    page = html(end(how="merge", into=other.pk))
    assert all(said in page for said in ("台账已并入", f'href="/ledgers/{other.pk}/"', "2个没有办结的问题转到那里"))
    assert f"“{ledger.title}”已并入这本台账" in html(office.get(f"/ledgers/{other.pk}/"))
    new = Finding.objects.get(came_from__serial=1)
    old = html(office.get(f"/ledgers/{ledger.pk}/findings/1/"))
    assert f'href="/ledgers/{other.pk}/findings/{new.serial}/"' in old
    came = html(office.get(f"/ledgers/{other.pk}/findings/{new.serial}/"))
    assert all(said in came for said in (f'href="/ledgers/{ledger.pk}/findings/1/"', "转入"))


def test_what_is_missing_is_said_at_its_field(end, ledger, other):  # noqa: F811
    assert "请选择并入哪本台账" in html(end(how="merge"))
    assert "纸质签批要填写这一项" in html(end(how="cancel", name=""))
    assert Ledger.objects.get(pk=ledger.pk).ended == ""


def test_nobody_else_finds_the_way(visit, person, ledger):
    contact = visit(person("contact", "供水科"))
    assert contact.get(f"/ledgers/{ledger.pk}/end/").status_code == 403
    assert "撤销或并入" not in html(contact.get(f"/ledgers/{ledger.pk}/rules/"))


def test_the_group_decides_on_screen(visit, person, ledger):
    member = visit(person("leading_group", "市水务局", "周组长"))
    member.post(f"/ledgers/{ledger.pk}/end/", {"how": "cancel", "reason": "重复建账", "medium": "screen"})
    assert Ledger.objects.get(pk=ledger.pk).ended_by == "周组长"


def test_basic_facts_are_corrected(office, ledger):
    shown = office.get(f"/ledgers/{ledger.pk}/rules/").context["facts"]
    said = {"title": "2026年巡察整改台账（更正）", "feedback_on": "2026-03-03", "seen": shown["seen"].value()}
    assert "已保存" in html(office.post(f"/ledgers/{ledger.pk}/rules/facts/", said, follow=True))
    assert Ledger.objects.get(pk=ledger.pk).title == "2026年巡察整改台账（更正）"
    again = office.post(f"/ledgers/{ledger.pk}/rules/facts/", said)
    assert again.status_code == 422
    assert "刚被别人改过" in html(again)


def test_both_ledgers_of_a_look_back_name_each_other(office, ledger, other, clerk, at):  # noqa: F811
    now = actions.LedgerFacts.of(other)
    said = actions.LedgerFacts(other.title, follows=ledger)
    actions.correct_ledger(ledger=other, said=said, seen=now, by=clerk, at=at)
    assert f'回头看 <a href="/ledgers/{ledger.pk}/">' in html(office.get(f"/ledgers/{other.pk}/"))
    assert "后来的“回头看”" in html(office.get(f"/ledgers/{ledger.pk}/"))


def test_an_earlier_finding_is_named_in_its_dialog(office, ledger, other):  # noqa: F811
    act = f"/ledgers/{other.pk}/findings/do/name_earlier/"
    data = {"finding": 1, "of_ledger": ledger.pk, "number": 99}
    assert "没有这个编号的问题" in html(office.post(act, data))
    assert "已办理" in html(office.post(act, {**data, "number": 2}))
    assert "反弹自" in html(office.get(f"/ledgers/{other.pk}/findings/1/"))
    assert "又见于" in html(office.get(f"/ledgers/{ledger.pk}/findings/2/"))
