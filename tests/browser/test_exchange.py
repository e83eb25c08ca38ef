"""Tables brought back: chosen and merged in a real browser. ``PICTURES=folder`` keeps what it looks like."""

import os
from datetime import date
from pathlib import Path

import pytest

from taizhang.intake.actions import keep_template
from taizhang.ledger import actions
from taizhang.ledger.models import Measure
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import wrong_with
from tests.intake.workbooks import delivered, exported, filled
from tests.reports.test_template import form


@pytest.fixture
def brought(ledger, clerk, at, today, settings, tmp_path):
    """One table with a bit of everything, held against a ledger that moved on."""
    settings.HOME = tmp_path
    changes = {
        ("M1", "整改进展"): "已更换15公里，漏损率由14.2%降到11.8%。",
        ("M1", "单位自评"): "基本完成",
        ("M2", "整改进展"): "增设漏损监测点42处。",
        ("M2", "单位自评"): "差不多",
        ("M3", "整改进展"): "已修订收费制度，规范收缴流程。",
        ("M3", "措施状态"): "完成",
        ("M4", "责任领导"): "李副局长",
    }
    data = filled(exported(clerk, ledger, today), changes, rows=[{"问题": "水费收缴不规范", "整改措施": "上线缴费核对系统。"}])
    measure = Measure.objects.get(ledger=ledger, serial=1)
    actions.report_progress(
        subject=measure,
        text="已更换12公里，漏损率由14.2%降到12.5%。",
        as_of=date(2026, 11, 20),
        degree="",
        version=measure.version,
        by=clerk,
        at=at,
    )
    return delivered(clerk, ledger, at, today, ("供水科报回.xlsx", data))


def test_differences_are_chosen_and_merged(window, ledger, clerk, brought, tmp_path):
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/")
    page.get_by_text("导出").first.click()
    page.screenshot(path=folder / "exchange-menu.png")
    page.goto(f"/ledgers/{ledger.pk}/bring/")
    page.screenshot(path=folder / "exchange-bring.png")
    page.goto(f"/deliveries/{brought.pk}/")
    page.screenshot(path=folder / "exchange-differences.png", full_page=True)
    button = page.locator("[data-count]")
    before = button.inner_text()
    page.locator("#conflict [name=take]").check()
    assert button.inner_text() != before
    narrow = window(clerk, size=NARROW, theme="dark")
    narrow.goto(f"/deliveries/{brought.pk}/")
    narrow.screenshot(path=folder / "exchange-narrow.png", full_page=True)
    button.click()
    page.get_by_text("已汇入").wait_for()
    assert ledger.measures.get(serial=1).progress.startswith("已更换15公里")


def test_a_form_is_kept_and_offered(window, ledger, clerk, settings, tmp_path):
    settings.HOME = tmp_path
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/templates/")
    page.get_by_label("报给谁").fill("市委巡察办")
    page.locator("input[type=file]").set_input_files(
        {"name": "报表.xlsx", "mimeType": "application/octet-stream", "buffer": form()}
    )
    page.get_by_role("button", name="保存").click()
    page.get_by_text("填好并下载").wait_for()
    page.screenshot(path=folder / "exchange-templates.png", full_page=True)


@pytest.mark.parametrize(
    ("size", "theme", "language"), [(WIDE, "light", "zh-hans"), (NARROW, "dark", "zh-hans"), (NARROW, "light", "en")]
)
def test_the_pages_are_clean(window, ledger, clerk, brought, at, size, theme, language):
    keep_template(body=ledger.body, receiver="市委巡察办", name="报表.xlsx", data=form(), by=clerk, at=at)
    page = window(clerk, size=size, theme=theme, language=language)
    pages = [f"/ledgers/{ledger.pk}/{name}" for name in ("bring/", "templates/")] + [f"/deliveries/{brought.pk}/"]
    assert {address: found for address in pages if (found := wrong_with(page, address))} == {}
