"""A report written together in the browser: from a snapshot, by two units on their phones, checked, final, as Word."""

import pytest
from playwright.sync_api import expect

from taizhang.ledger import actions as ledger_actions
from taizhang.manuscripts import actions
from taizhang.manuscripts.models import Manuscript
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import wrong_with


@pytest.fixture
def home(settings, tmp_path):
    """A data folder of this test's own: what is final is stored there."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


@pytest.fixture
def led(ledger, units, clerk, at):
    """Both findings are led by somebody."""
    second = ledger.findings.get(serial=2)
    said = {"lead_unit": units["财务科"], "leader": "", "assisting": "", "version": second.version}
    ledger_actions.assign(subject=second, **said, by=clerk, at=at)
    return ledger


def amended(page, ledger, heading, text):
    """Amend the part of that heading on the person's own page."""
    page.goto(f"/ledgers/{ledger.pk}/manuscripts/1/")
    page.locator(".part", has_text=heading).get_by_role("link", name="修改").click()
    page.get_by_label("正文").fill(text)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".part", has_text=heading)).to_contain_text(text[:12])


def test_two_units_write_one_report(window, clerk, person, led, home):
    office = window(clerk)
    office.goto(f"/ledgers/{led.pk}/snapshots/")
    office.get_by_role("button", name="生成数据版本").click()
    office.goto(f"/ledgers/{led.pk}/manuscripts/")
    office.get_by_label("文稿种类").select_option(label="整改进展情况报告")
    office.get_by_role("button", name="开始合稿").click()
    water = window(person("contact", "供水科", "钱新"), size=NARROW)
    amended(
        water, led, "关于管网漏损率偏高的问题", "一是更换老旧管网14公里，漏损率由18%降至11%。\n二是增设监测点30处，按月核对读数。"
    )
    money = window(person("contact", "财务科", "李强"), size=NARROW)
    amended(money, led, "关于水费收缴不规范的问题", "修订收费流程1项，追缴欠费26万元。")
    office.reload()
    office.get_by_role("button", name="校核", exact=True).click()
    while (unmet := office.locator(".note:not(.is-note):not(.settled) summary")).count():
        unmet.first.click()
        note = office.locator(".note:not(.settled)", has=office.locator("details[open]"))
        note.get_by_label("为什么不改").fill("已与台账核对")
        note.get_by_role("button", name="保留原文").click()
        office.wait_for_load_state()
    office.get_by_role("button", name="定稿", exact=True).click()
    expect(office.locator(".page-head")).to_contain_text("已定稿")
    expect(office.get_by_role("link", name="Word")).to_have_attribute("href", f"/ledgers/{led.pk}/manuscripts/1/word/")
    assert Manuscript.objects.get().final is not None


@pytest.fixture
def begun(led, clerk, at):
    """A manuscript with something in every corner of its page."""
    snapshot = ledger_actions.take_snapshot(ledger=led, by=clerk, at=at)
    ledger_actions.take_snapshot(ledger=led, by=clerk, at=at)
    begun = actions.begin_manuscript(ledger=led, snapshot=snapshot, form="report", by=clerk, at=at)
    told = begun.parts.get(text__contains="{问题总数}")
    typed = {"text": told.text.replace("{问题总数}", "3"), "run_on": told.run_on, "reason": "含督办件", "version": 1}
    actions.amend_part(part=told, **typed, by=clerk, at=at)
    actions.check_manuscript(manuscript=begun, by=clerk, at=at)
    return begun


def test_a_number_is_put_in_by_a_click(window, clerk, begun):
    page = window(clerk)
    part = begun.parts.get(name="finding:1")
    page.goto(f"/ledgers/{begun.ledger_id}/manuscripts/1/parts/{part.pk}/")
    page.get_by_text("可以引用的数据").click()
    page.get_by_role("button", name="整改措施总数").click()
    expect(page.get_by_label("正文")).to_have_value(f"{part.text}{{整改措施总数}}")


PAGES = (
    "snapshots/",
    "snapshots/1/",
    "snapshots/1/compare/?with=2",
    "manuscripts/",
    "manuscripts/1/",
    "manuscripts/1/move/?to=2",
)


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
def test_the_pages_are_clean(window, clerk, begun, size, theme):
    page, ledger = window(clerk, size=size, theme=theme), f"/ledgers/{begun.ledger_id}/"
    part = begun.parts.get(name="finding:1")
    addresses = (*PAGES, f"manuscripts/1/parts/{part.pk}/")
    assert {address: found for address in addresses if (found := wrong_with(page, ledger + address))} == {}
