"""Every action by program: none is forgotten, the house's own rules answer, the loser of a race sees both values."""

import base64
import inspect

import pytest

from taizhang.api import acting
from taizhang.api.acting import moves
from taizhang.api.acting.bodies import body_of
from taizhang.api.acting.others import ELSEWHERE, ROOMS
from taizhang.ledger.models import Evidence, Signature
from taizhang.ledger.states import MOVES
from tests.ledger.closing import MEETING

PAPER = {"name": "王副局长", "capacity": "副局长", "signed_on": "2026-11-22", "unit": "市水务局"}


def test_every_row_of_the_table_of_states_can_be_done():
    rows = {(row.of, row.action) for row in MOVES} - moves.ELSEWHERE
    assert {(verb.kind, verb.name) for verb in moves.VERBS} == rows


def test_every_verb_of_every_room_is_offered_or_said_why_not():
    offered = {verb.call for verb in acting.VERBS} | {call for call, _parameter in moves.EACH.values()}
    every = {verb for room in ROOMS for verb in room.VERBS}
    assert every - offered - set(ELSEWHERE) == set()
    assert not offered & set(ELSEWHERE)


@pytest.mark.parametrize("verb", acting.VERBS, ids=lambda verb: f"{verb.kind}-{verb.name}")
def test_every_example_is_a_body_as_the_action_takes_it(verb):
    body_of(verb).model_validate(dict(verb.example))
    sent = {one.name for one in verb.parameters} | {verb.subject, "version", "by", "at", "form", "giver_user", "taker_user"}
    assert set(inspect.signature(verb.call).parameters) <= sent


@pytest.fixture
def do(started, program):
    """``do("contact", "measures/1", "hand_in", {…})`` by the program of one of the people."""
    programs = {who: program(user) for who, user in started.people.items()}

    def post(who, what, action, body=None, **headers):
        return programs[who].post(f"/ledgers/{started.ledger.key}/{what}/actions/{action}", body, headers or None)

    return post


def test_a_finding_is_closed_by_programs_alone(do, started):
    proof = {"files": [{"name": "验收单", "paper_number": "水务〔2026〕3号", "paper_place": "档案室3柜"}]}
    every = {"measures": [1, 2, 3, 4]}
    assert do("contact", "measures", "add_evidence", {**every, **proof}).json()["refused"] == []
    assert do("contact", "measures", "hand_in", {**every, "effects": "已到位"}).json()["refused"] == []
    assert do("office", "measures", "countersign", {**every, "paper": PAPER}).json()["refused"] == []
    assert do("office", "measures", "accept", every).json()["refused"] == []
    assert do("contact", "findings/1", "submit").json()["state"] == "awaiting_decision"
    assert do("leading_group", "findings/1", "decide", {"meeting": MEETING}).status_code == 200
    assert do("principal", "findings/1", "endorse").json()["state"] == "awaiting_verification"
    answer = do("verifier", "findings/1", "agree", {"degree": "done", "body": None})
    assert answer.status_code == 200
    assert [one.action for one in Signature.objects.filter(finding=started.finding)] == ["decide", "endorse", "agree"]


def test_why_not_is_said_in_words_and_in_a_code(do):
    answer = do("contact", "findings/1", "submit")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["reason"] == "measures_ended"
    assert "措施" in answer.json()["detail"]
    assert (do("verifier", "findings/1", "submit").status_code, do("verifier", "findings/1", "submit").json()["reason"]) == (
        403,
        "person",
    )
    assert do("office", "findings/1", "end_notice").json()["reason"] == "state"


def test_a_reason_is_told_in_english_where_it_is_asked_for(do):
    answer = do("verifier", "findings/1", "submit", **{"Accept-Language": "en-GB,zh;q=0.5"})
    assert "整改办" not in answer.json()["detail"]
    assert answer["Content-Language"] == "en"


def test_the_loser_of_a_race_sees_both_values(do, started):
    version = started.ledger.measures.get(serial=1).version
    said = {"as_of": "2026-11-22", "degree": "", "version": version}
    assert do("contact", "measures/1", "report_progress", {**said, "text": "他写的"}).json()["version"] == version + 1
    answer = do("office", "measures/1", "report_progress", {**said, "text": "我写的"})
    assert (answer.status_code, answer.json()["reason"], answer.json()["version"]) == (409, "version", version + 1)
    assert (answer.json()["now"]["progress"], answer.json()["wanted"]["progress"]) == ("他写的", "我写的")


def test_the_version_can_stand_in_the_header_and_must_be_said(do, started):
    said = {"text": "已更换13公里", "as_of": "2026-11-22", "degree": ""}
    assert do("contact", "measures/1", "report_progress", said).status_code == 428
    version = started.ledger.measures.get(serial=1).version
    assert do("contact", "measures/1", "report_progress", said, **{"If-Match": f'"{version}"'}).status_code == 200


def test_what_may_be_done_now_is_what_can_be_done(do, started, program):
    base = f"/ledgers/{started.ledger.key}/measures/1"
    told = program(started.people["contact"]).get(f"{base}/actions").json()
    by_name = {one["action"]: one for one in told["actions"]}
    assert by_name["report_progress"]["may"]
    assert (by_name["report_stage"]["his"], by_name["edit_progress"]["his"]) == (True, False)
    assert by_name["edit_progress"]["reason"] == "person"
    for name, one in by_name.items():
        answer = do("contact", "measures/1", name, {})
        assert one["may"] or answer.status_code in (403, 409, 422, 428), name


def test_several_are_reported_on_each_in_words_of_its_own(do, started):
    items = [
        {"n": m.serial, "text": f"进展{m.serial}", "as_of": "2026-11-22", "degree": "", "version": m.version}
        for m in started.ledger.measures.all()
    ]
    assert do("contact", "measures", "report_progress", {"items": items}).json()["refused"] == []
    assert started.ledger.measures.get(serial=2).progress == "进展2"


def test_a_file_in_json_fills_a_slot(do, started, home):
    do(
        "office",
        "measures/1",
        "set_slots",
        {"slots": [{"kind": "文件", "what": "纪要", "count": 1, "required": True}], "version": 1},
    )
    file = {"name": "说明.txt", "content": base64.b64encode("已更换".encode()).decode()}
    assert do("contact", "measures/1", "add_evidence", {"files": [{"file": file}], "slot": 1}).status_code == 200
    one = Evidence.objects.get()
    assert (one.slot.what, one.name, one.number) == ("纪要", "说明.txt", "1-1-1")


@pytest.mark.parametrize(
    "body",
    [
        {"degree": "sehr gut", "version": 1},
        {"version": 1},
        {"degree": "done", "version": 1, "colour": "red"},
        {"degree": "done\u0000"},
    ],
)
def test_what_does_not_fit_is_told_by_its_place(do, body):
    answer = do("contact", "findings/1", "assess", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["place"].startswith("body")
