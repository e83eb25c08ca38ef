"""Completing a measure: handed in, countersigned, accepted by another; returned; merged."""

from __future__ import annotations

from datetime import date

from taizhang.ledger import actions
from taizhang.ledger.states import MeasureState


def test_the_whole_way(ledger, clerk, person, units, at):
    from taizhang.ledger.actions import Given
    water, leader = person("contact", "供水科"), person("leader", "市水务局", "王建国")
    m = ledger.measures.get(serial=1)
    actions.assign(subject=m, lead_unit=units["供水科"], leader="王建国", assisting="", version=1, by=clerk, at=at)
    type(m).objects.filter(pk=m.pk).update(leader_user=leader)
    actions.add_evidence(measures=[m], files=[Given("验收报告", None, "水务〔2026〕3号", "档案室3柜")], by=water, at=at)
    out = actions.hand_in(measures=[m], effects="漏损率降到9%", by=water, at=at)
    assert out.refused == []
    out = actions.countersign(measures=[m], by=leader, at=at)
    assert out.refused == []
    out = actions.accept(measures=[m], long_term=True, by=clerk, at=at)
    assert out.refused == []
    m.refresh_from_db()
    assert m.state == MeasureState.DONE, m.confirm_on
    print(m.confirm_on)
