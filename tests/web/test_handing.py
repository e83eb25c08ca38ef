"""One person's work in every ledger handed on at once, and confirmed at once."""

import pytest

from taizhang.ledger.models import Finding, Handover
from tests.ledger.test_ending_ledgers import other  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


@pytest.fixture
def two(ledger, other, person):  # noqa: F811
    """Two ledgers in which 王建国 answers for the first finding; he and who follows him have accounts."""
    people = {name: person("leader", "市水务局", name) for name in ("王建国", "李新来")}
    for one in (ledger, other):
        one.findings.filter(serial=1).update(leader="王建国", leader_user=people["王建国"])
    return people


def test_all_ledgers_at_once_and_both_confirm_at_once(two, office, visit):
    said = {"whose": "leader:王建国", "taker": "李新来", "reason": "工作调动"}
    assert "已在2本台账制作交接单" in html(office.post("/handovers/", said, follow=True))
    rows = [str(one.pk) for one in Handover.objects.all()]
    for side, name in (("giver", "王建国"), ("taker", "李新来")):
        his = visit(two[name])
        assert html(his.get("/handovers/")).count('name="handover"') == 2
        assert "已确认2张交接单" in html(his.post("/handovers/confirm/", {"side": side, "handover": rows}, follow=True))
    assert set(Finding.objects.filter(serial=1).values_list("leader", flat=True)) == {"李新来"}


def test_nothing_to_hand_on_is_said(two, office):
    Finding.objects.update(leader="")
    page = office.post("/handovers/", {"whose": "leader:王建国", "taker": "李新来", "reason": "工作调动"})
    assert page.status_code == 422


def test_who_keeps_no_ledger_makes_none_and_confirms_only_his_own(two, office, visit):
    stranger = visit(two["李新来"])
    assert stranger.post("/handovers/", {"whose": "leader:王建国"}).status_code == 403
    office.post("/handovers/", {"whose": "leader:王建国", "taker": "李新来", "reason": "工作调动"})
    rows = [str(one.pk) for one in Handover.objects.all()]
    stranger.post("/handovers/confirm/", {"side": "giver", "handover": rows})
    assert not Handover.objects.exclude(given_on=None).exists()
