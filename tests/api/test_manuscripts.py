"""A manuscript put together by programs: begun from a snapshot, amended part by part, checked, made final."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import actions
from tests.conftest import AT


@pytest.fixture
def base(ledger, clerk, home):
    """The ledger's address; it has one snapshot."""
    actions.take_snapshot(ledger=ledger, by=clerk, at=AT)
    return f"/ledgers/{ledger.key}"


@pytest.fixture
def begun(base, office):
    """The address of a manuscript that was begun."""
    done = office.post(f"{base}/actions/begin_manuscript", {"snapshot": 1, "form": "report"}).json()
    assert done["made"] == ["manuscript:1"]
    return f"{base}/manuscripts/1"


def part_of(program, where, about):
    return next(one for one in program.get(f"{where}/parts", limit=100).json()["items"] if about in one["heading"])


def test_it_is_begun_amended_checked_and_made_final(office, program, person, base, begun):
    his = program(person("contact", "供水科"))
    mine = part_of(his, begun, "管网漏损率")
    said = {"text": "已更换老旧管网14公里。", "version": mine["version"]}
    assert his.post(f"{base}/manuscript-parts/{mine['id']}/actions/amend_part", said).json()["version"] == 2
    assert office.post(f"{begun}/actions/finalise_manuscript").json()["detail"] == "定稿前请先校核。"
    assert office.post(f"{begun}/actions/check_manuscript").status_code == 200
    for one in office.get(f"{begun}/remarks", limit=100).json()["items"]:
        answer = office.post(f"{base}/manuscript-remarks/{one['id']}/actions/answer_remark", {"reason": "已核对"})
        assert answer.status_code == 200
    assert office.get(f"{begun}/file").status_code == 404
    assert office.post(f"{begun}/actions/finalise_manuscript", headers={"Idempotency-Key": "f"}).json()["state"] == "final"
    assert office.get(f"{begun}/file").content[:2] == b"PK"
    assert his.get(f"{begun}/file").status_code == 404
    [one] = office.get(f"{base}/manuscripts").json()["items"]
    assert (one["state"], one["snapshot"], one["finalised_by"]) == ("final", 1, "张敏")


def test_the_loser_of_a_race_sees_both_texts(office, base, begun):
    one = part_of(office, begun, "管网漏损率")
    where = f"{base}/manuscript-parts/{one['id']}/actions/amend_part"
    assert office.post(where, {"text": "先写的。", "version": 1}).status_code == 200
    answer = office.post(where, {"text": "后写的。", "version": 1})
    assert (answer.status_code, answer.json()["version"]) == (409, 2)
    assert (answer.json()["now"]["text"], answer.json()["wanted"]["text"]) == ("先写的。", "后写的。")


def test_a_contact_reads_his_units_parts_and_what_is_remarked_on_them(office, program, person, base, begun):
    office.post(f"{begun}/actions/check_manuscript")
    his, other = program(person("contact", "供水科")), part_of(office, begun, "整改落实情况")
    seen = {one["id"] for one in his.get(f"{begun}/parts", limit=100).json()["items"]}
    assert seen
    assert other["id"] not in seen
    assert {one["part"] for one in his.get(f"{begun}/remarks", limit=100).json()["items"]} <= seen
    where = f"{base}/manuscript-parts/{other['id']}/actions"
    assert his.post(f"{where}/amend_part", {"text": "x", "version": 1}).status_code == 404
    assert his.post(f"{base}/actions/begin_manuscript", {"snapshot": 1, "form": "report"}).status_code == 403
    assert his.post(f"{begun}/actions/check_manuscript").status_code == 403
    nobody = program(person("contact", "财务科"))
    assert [nobody.get(f"{begun}/{name}").status_code for name in ("parts", "remarks")] == [404, 404]


def test_it_moves_to_another_snapshot_and_is_given_up(office, base, begun, ledger, clerk, units):
    actions.take_snapshot(ledger=ledger, by=clerk, at=AT)
    assert office.post(f"{begun}/actions/move_manuscript", {"snapshot": 2}).json()["version"] == 2
    one = part_of(office, begun, "管网漏损率")
    unit = units["财务科"].pk
    assert office.post(f"{base}/manuscript-parts/{one['id']}/actions/assign_part", {"unit": unit}).status_code == 200
    assert part_of(office, begun, "管网漏损率")["unit"] == unit
    assert office.post(f"{begun}/actions/move_manuscript", {"snapshot": 9}).status_code == 422
    assert office.post(f"{begun}/actions/withdraw_manuscript", {"reason": "改用新的格式"}).json()["state"] == "withdrawn"


@pytest.mark.parametrize("name", ["manuscripts", "manuscripts/1/parts", "manuscripts/1/remarks"])
def test_the_lists_take_a_handful_of_queries(office, base, begun, name):
    office.post(f"{begun}/actions/check_manuscript")
    with CaptureQueriesContext(connection) as queries:
        assert office.get(f"{base}/{name}", limit=5).json()["items"]
    assert len(queries) <= 15
