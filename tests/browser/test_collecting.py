"""From collecting to merged: three departments answer – by link on a telephone, by workbook, by a table they changed – one makes
a mistake, one edits what it may not. ``PICTURES=folder`` keeps what it looks like."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from taizhang.ledger import actions
from tests.browser.conftest import NARROW
from tests.intake.workbooks import filled, table
from tests.supervision.rounds import begin

TODAY = timezone.localdate()
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def shared(ledger, units, clerk, at):
    """The water section leads the first finding, finance the second, rivers the third."""
    for serial, unit in ((2, "财务科"), (3, "河湖科")):
        finding = ledger.findings.get(serial=serial)
        said = {"lead_unit": units[unit], "leader": "王副局长", "assisting": ""}
        actions.assign(subject=finding, version=finding.version, by=clerk, at=at, **said)
    return ledger


@pytest.fixture
def opened(shared, clerk):
    return begin(shared, clerk, timezone.now(), as_of=TODAY, due=TODAY + timedelta(days=5))


@pytest.fixture
def pictures(tmp_path):
    return Path(os.environ.get("PICTURES") or tmp_path)


def answer_by_link(window, opened, pictures):
    """The water section's contact fills in both measures on a telephone."""
    token = next(token for row, token in opened.tokens if row.unit.name == "供水科")
    phone = window(size=NARROW)
    phone.goto(f"/fill/{token}/")
    for serial, text in ((1, "已更换15公里"), (2, "已增设10处监测点")):
        card = phone.locator(f"#m{serial}")
        card.get_by_label("进展情况").fill(text)
        card.get_by_role("button", name="保存").click()
        expect(card.locator("[data-said]")).to_have_text("已保存")
    expect(phone.locator("[data-count]")).to_have_text("已报2条，共2条")
    phone.screenshot(path=pictures / "collecting-phone.png")


def workbook(office, shared, units):
    """Finance fills its workbook in, writes a degree that there is not, and takes off the protection to move its deadline."""
    blank = office.request.get(f"/ledgers/{shared.pk}/rounds/1/units/{units['财务科'].pk}/workbook.xlsx").body()
    cells = {("M3", "整改进展"): "收费制度已修订", ("M3", "单位自评"): "差不多了", ("M3", "整改时限"): "2028-12-31"}
    return {"name": "财务科.xlsx", "mimeType": SHEET, "buffer": filled(blank, cells)}


def changed_table(shared):
    """Rivers answers in a table of its own making: other headings, other columns, no ids."""
    measure = shared.measures.get(serial=4)
    grid = [
        ["河湖科整改情况反馈", "", "", ""],
        ["存在问题", "整改措施", "目前进展情况", "备注"],
        [measure.finding.statement, measure.text, "三个账户已清理", "年底前全部销户"],
    ]
    return {"name": "河湖科自制表.xlsx", "mimeType": SHEET, "buffer": table(grid)}


def test_what_is_clean_is_merged_with_three_clicks(window, clerk, shared, opened, units, pictures):
    answer_by_link(window, opened, pictures)
    office = window(clerk)
    office.goto(f"/ledgers/{shared.pk}/")
    answers = [workbook(office, shared, units), changed_table(shared)]
    office.get_by_role("link", name="催报汇总").click()  # one
    office.wait_for_url(f"**/ledgers/{shared.pk}/rounds/1/")
    office.set_input_files("#given", answers)  # two
    merge = office.locator("[data-count]")
    expect(merge).to_have_text("汇入所选 2 项")
    expect(office.locator("#not_understood")).to_contain_text("看不出“差不多了”是哪种完成程度")
    expect(office.locator("#not_understood .place")).to_contain_text("财务科.xlsx")
    expect(office.locator("#changed .why")).to_contain_text("不该由“财务科”来改")
    office.screenshot(path=pictures / "collecting-differences.png", full_page=True)
    merge.click()  # three
    expect(office.locator(".toast")).to_contain_text("已汇入2项")
    told = dict(shared.measures.values_list("serial", "progress"))
    assert told == {1: "已更换15公里", 2: "已增设10处监测点", 3: "收费制度已修订", 4: "三个账户已清理"}
    assert shared.findings.get(serial=2).deadline is None
    office.goto(f"/ledgers/{shared.pk}/rounds/1/")
    expect(office.locator(".summary")).to_contain_text("报齐 3 · 未报齐 0")
    office.screenshot(path=pictures / "collecting-round.png", full_page=True)


def test_the_mistake_is_mended_by_bringing_the_file_again(window, clerk, shared, opened, units, pictures):
    office = window(clerk)
    office.goto(f"/ledgers/{shared.pk}/rounds/1/")
    wrong = workbook(office, shared, units)
    blank = office.request.get(f"/ledgers/{shared.pk}/rounds/1/units/{units['财务科'].pk}/workbook.xlsx").body()
    right = {**wrong, "buffer": filled(blank, {("M3", "整改进展"): "收费制度已修订", ("M3", "单位自评"): "基本完成"})}
    for file, left in ((wrong, 1), (right, 0)):
        office.goto(f"/ledgers/{shared.pk}/rounds/1/")
        office.set_input_files("#given", file)
        expect(office.locator("#not_understood li")).to_have_count(left)
        office.locator("[data-count]").click()
        expect(office.locator(".toast")).to_contain_text("已汇入1项")
    assert shared.measures.get(serial=3).degree_self == "basically_done"


def test_a_new_finding_comes_in_with_its_measures_and_goes_with_them(window, clerk, shared, pictures):
    office = window(clerk)
    office.goto(f"/ledgers/{shared.pk}/")
    blank = office.request.get(f"/ledgers/{shared.pk}/export/ledger.xlsx").body()
    new = {
        "方面": "（一）供水保障方面",
        "问题": "抢修不及时",
        "具体表现": "①夜间无人值守",
        "牵头单位": "供水科",
        "整改时限": "2027-3-31",
    }
    rows = [{**new, "整改措施": "值班到岗。"}, {"方面": new["方面"], "问题": "抢修不及时", "整改措施": "按月通报抢修用时。"}]
    office.goto(f"/ledgers/{shared.pk}/bring/")
    office.set_input_files("#given", {"name": "台账.xlsx", "mimeType": SHEET, "buffer": filled(blank, rows=rows)})
    merge = office.locator("[data-count]")
    expect(merge).to_have_text("汇入所选 2 项")
    office.screenshot(path=pictures / "collecting-new.png", full_page=True)
    finding, measure = office.locator("#added [name=take]").all()
    finding.uncheck()
    expect(measure).not_to_be_checked()
    measure.check()
    expect(finding).to_be_checked()
    merge.click()
    expect(office.get_by_role("link", name="抢修不及时")).to_be_visible()
    assert shared.findings.get(statement="抢修不及时").measures.count() == 2
