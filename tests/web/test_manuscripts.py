"""合稿 on the pages: begun by the office, amended by units, checked, moved on, final; each sees what is his."""

from datetime import timedelta

import pytest

from taizhang.ledger import actions as ledger_actions
from taizhang.manuscripts.models import Manuscript, ManuscriptState, Part


@pytest.fixture
def snapshot(ledger, clerk, at):
    return ledger_actions.take_snapshot(ledger=ledger, by=clerk, at=at)


@pytest.fixture
def begun(ledger, snapshot, office, home):
    response = office.post(address(ledger), {"form": "report", "snapshot": "1"})
    assert response.url == address(ledger, "1/")
    return Manuscript.objects.get()


@pytest.fixture
def waterworks(visit, person):
    return visit(person("contact", "供水科", "钱新"))


def address(ledger, rest=""):
    return f"/ledgers/{ledger.pk}/manuscripts/{rest}"


def part_address(part):
    return address(part.manuscript.ledger, f"1/parts/{part.pk}/")


def read(client, page):
    return client.get(page).content.decode()


def test_without_a_snapshot_the_way_to_one_is_offered(ledger, office):
    assert f"/ledgers/{ledger.pk}/snapshots/" in read(office, address(ledger))


def test_the_text_flows_with_official_numbers_and_bound_ones(begun, ledger, office):
    page = read(office, address(ledger, "1/"))
    assert "1.关于管网漏损率偏高的问题。" in page.replace("\n", "")
    assert '<span class="bound" title="问题总数">2</span>' in page


def test_a_unit_amends_its_own_part_on_its_page(begun, waterworks, ledger):
    mine = Part.objects.get(name="finding:1")
    page = read(waterworks, address(ledger, "1/"))
    assert part_address(mine) in page
    assert "水费收缴不规范" not in page
    saved = waterworks.post(part_address(mine), {"text": "一是已更换14公里。", "run_on": "", "version": 1})
    assert saved.url == f"{address(ledger, '1/')}#p{mine.pk}"


def test_a_unit_does_not_reach_the_others(begun, waterworks):
    other = Part.objects.get(name="finding:2")
    assert waterworks.get(part_address(other)).status_code == 404


def test_what_is_not_his_turn_is_not_found(begun, waterworks, ledger):
    assert waterworks.get(address(ledger, "1/word/")).status_code == 404
    assert waterworks.get(address(ledger, "1/move/?to=1")).status_code == 404


def test_the_slower_one_sees_both_texts(begun, office, waterworks):
    mine = Part.objects.get(name="finding:1")
    office.post(part_address(mine), {"text": "整改办改的。", "run_on": "", "version": 1})
    answer = waterworks.post(part_address(mine), {"text": "科室改的。", "run_on": "", "version": 1})
    page = answer.content.decode()
    assert (answer.status_code, "整改办改的。" in page, "科室改的。" in page) == (422, True, True)
    assert 'name="version" value="2"' in page


def test_a_typed_number_is_asked_about_and_listed(begun, office, ledger):
    told = Part.objects.get(text__contains="{问题总数}")
    typed = {"text": told.text.replace("{问题总数}", "3"), "run_on": told.run_on, "version": 1}
    assert "请写明改成手写的理由" in office.post(part_address(told), typed).content.decode()
    office.post(part_address(told), {**typed, "reason": "含督办件1个"})
    assert "含督办件1个" in read(office, address(ledger, "1/"))


def test_from_checking_to_the_final_word(begun, office, ledger):
    office.post(address(ledger, "1/check/"))
    for remark in begun.remarks.exclude(severity="note"):
        office.post(address(ledger, f"1/remarks/{remark.position}/"), {"reason": "已核对"})
    office.post(address(ledger, "1/finalise/"))
    begun.refresh_from_db()
    assert begun.state == ManuscriptState.FINAL
    word = office.get(address(ledger, "1/word/"))
    assert word.content[:2] == b"PK"
    assert "%E6%8A%A5%E5%91%8A.docx" in word["Content-Disposition"]


def test_it_is_not_final_before_it_is_checked(begun, office, ledger):
    page = read(office, address(ledger, "1/"))
    assert "定稿前请先校核。" in page
    office.post(address(ledger, "1/finalise/"))
    begun.refresh_from_db()
    assert begun.state == ManuscriptState.DRAFTING


def test_moving_shows_the_numbers_first(begun, ledger, office, clerk, at):
    later = at + timedelta(days=1)
    ledger_actions.add_measure(finding=ledger.findings.get(serial=2), text="按月抽查。", by=clerk, at=later)
    ledger_actions.take_snapshot(ledger=ledger, by=clerk, at=later)
    assert "有更新的数据版本 2" in read(office, address(ledger, "1/"))
    assert "整改措施总数" in read(office, address(ledger, "1/move/?to=2"))
    office.post(address(ledger, "1/move/"), {"to": "2"})
    begun.refresh_from_db()
    assert begun.snapshot.serial == 2


def test_it_is_given_to_another_unit(begun, office, units):
    other = Part.objects.get(name="finding:2")
    office.post(part_address(other) + "unit/", {"unit": units["财务科"].pk})
    other.refresh_from_db()
    assert other.unit == units["财务科"]


def test_it_is_given_up(begun, office, ledger):
    office.post(address(ledger, "1/withdraw/"), {"reason": "改报季报"})
    assert "已作废" in read(office, address(ledger))


def test_a_page_takes_a_bounded_number_of_queries(begun, office, ledger, django_assert_max_num_queries):
    office.post(address(ledger, "1/check/"))
    with django_assert_max_num_queries(32):
        office.get(address(ledger, "1/"))


@pytest.mark.parametrize("rest", ["", "1/"])
def test_in_english(begun, visit, clerk, rest, ledger):
    assert 'lang="en' in read(visit(clerk, language="en"), address(ledger, rest))
