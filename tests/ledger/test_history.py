"""Events are told in sentences that a clerk would write; what is not known is told by its name."""

import json

import pytest

from taizhang.journal.models import Event
from taizhang.ledger import actions, history

SIGNED = {"name": "王建国", "unit": "市水务局", "on": "2026-11-20", "paper": True, "reference": "水党组〔2026〕8号"}
TOLD = [
    ("finding:add", {"measures": [{}, {}]}, "列入台账，有整改措施 2 条"),
    ("finding:add", {}, "列入台账"),
    ("finding:assign", {"was": {"leader": ""}, "now": {"leader": "王副局长"}}, "将责任领导定为“王副局长”"),
    (
        "finding:assign",
        {"was": {"lead_unit": "办公室", "lead_unit_text": "办公室"}, "now": {"lead_unit": "财务科", "lead_unit_text": "财务科"}},
        "将牵头单位由“办公室”改为“财务科”",
    ),
    (
        "measure:assign",
        {"was": {"lead_unit": "办公室", "lead_unit_text": "办公室"}, "now": {"lead_unit": None, "lead_unit_text": ""}},
        "取消了牵头单位（原为“办公室”）",
    ),
    (
        "measure:set_deadline",
        {"was": {"deadline": None, "deadline_text": "年底前"}, "now": {"deadline": "2026-12-01", "deadline_text": ""}},
        "将时限由“年底前”改为“2026年12月1日”",
    ),
    ("measure:issue", {"was": {"state": "drafted"}, "now": {"state": "under_way"}}, "下达，进入“推进中”"),
    (
        "measure:report_progress",
        {"now": {"progress": "已更换13公里", "progress_as_of": "2026-11-20", "degree_self": "done"}},
        "报进展（截至2026年11月20日），“已更换13公里”，自评“完成”",
    ),
    ("finding:own_up", {"signed": SIGNED}, "认领，王建国 2026年11月20日签字（纸质、水党组〔2026〕8号）"),
    (
        "finding:approve_plan",
        {"version": 1, "signed": {"name": "周明", "on": "2026-11-22"}, "now": {"state": "under_way"}},
        "整改方案第1版获批，周明 2026年11月22日签字，进入“整改中”",
    ),
    (
        "measure:ask_change",
        {"change": 3, "stands": {"deadline": "2026-11-30"}, "asked": {"deadline": "2026-12-20"}, "reason": "汛期"},
        "申请方案调整3：将时限由“2026年11月30日”改为“2026年12月20日”。理由：汛期",
    ),
    (
        "measure:change_plan",
        {"change": 3, "was": {"leader": "王", "leader_user": "王"}, "now": {"leader": "刘", "leader_user": None}},
        "按方案调整3将责任领导由“王”改为“刘”",
    ),
    ("measure:approve_plan", {"version": 2, "now": {"plan_version": 2}}, "列入获批的整改方案第2版"),
    ("finding:add_measure", {"measures": [{"title": "建立台账"}]}, "拟定措施“建立台账”"),
    ("finding:confess", {}, "办理了“finding:confess”"),
    ("finding:mend", {"was": {"statement": "甲"}, "now": {"statement": "乙"}}, "办理了“finding:mend”：将statement由“甲”改为“乙”"),
]


@pytest.mark.parametrize(("name", "facts", "told"), TOLD, ids=lambda value: value if isinstance(value, str) else None)
def test_an_event_reads_as_a_sentence(name, facts, told):
    assert history.sentence(Event(name=name, payload=json.dumps(facts))) == told


def test_a_leaf_is_what_the_log_hashed(ledger):
    first = Event.objects.select_related("log").get(log__key=ledger.log_key, seq=0)
    assert history.leaf(first) == bytes(first.node).hex()


def test_events_of_measures_stand_among_those_of_the_finding_newest_first(ledger, clerk, at):
    finding, measure = ledger.findings.get(serial=1), ledger.measures.get(serial=1)
    actions.assign(subject=measure, lead_unit=None, leader="李强", assisting="", version=1, by=clerk, at=at)
    actions.assign(subject=finding, lead_unit=None, leader="李强", assisting="", version=1, by=clerk, at=at)
    told = [(event.name, event.subject) for event in history.events_of(finding, [measure])]
    assert told == [("finding:assign", "finding:1"), ("measure:assign", "measure:1"), ("finding:add", "finding:1")]


def test_older_events_are_reached_from_the_last_one_shown(ledger, clerk, at, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 1)
    finding = ledger.findings.get(serial=1)
    actions.assign(subject=finding, lead_unit=None, leader="李强", assisting="", version=1, by=clerk, at=at)
    first, more = history.events_of(finding, [])
    assert [event.seq for event in history.events_of(finding, [], before=first.seq)] == [more.seq]
