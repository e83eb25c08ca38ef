"""A round in a browser: opened, told on a telephone by link with a photograph, seen by the office; the pages clean by axe-core."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from taizhang.supervision import actions
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import wrong_with
from tests.supervision.rounds import begin, share

TODAY = timezone.localdate()


@pytest.fixture
def shared(ledger, units, clerk, at):
    return share(ledger, units["财务科"], clerk, at)


@pytest.fixture
def opened(shared, clerk):
    return begin(shared, clerk, timezone.now(), as_of=TODAY, due=TODAY + timedelta(days=5))


def link_of(opened, unit):
    return next(f"/fill/{token}/" for row, token in opened.tokens if row.unit.name == unit)


def photograph():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_from_collect_to_told(window, clerk, shared):
    office = window(clerk)
    office.goto(f"/ledgers/{shared.pk}/rounds/")
    office.get_by_role("button", name="开始收集").click()
    link = office.get_by_label("供水科", exact=True).input_value()
    phone = window(size=NARROW)
    phone.goto(link)
    card = phone.locator("#m1")
    card.get_by_label("进展情况").fill("已更换15公里")
    card.get_by_label("单位自评").select_option("under_way")
    expect(phone.locator("[data-count]")).to_have_text("已报1条，共2条")
    card.locator("input[type=file]").set_input_files(photograph())
    expect(card.locator("[data-evidence]")).to_have_text("现场.jpg")
    phone.locator("#m2").get_by_role("button", name="保存").click()
    expect(phone.locator("#m2 [data-fill] [data-wrong]")).to_be_visible()
    phone.locator("#m2").get_by_label("进展情况").fill("已增设10处")
    phone.locator("#m2").get_by_role("button", name="保存").click()
    expect(phone.locator("[data-count]")).to_have_text("已报2条，共2条")
    office.get_by_role("link", name="发完了").click()
    expect(office.locator(".shares")).to_contain_text("报齐 2 条")
    reminder = office.locator("#chase-text").input_value()
    assert "财务科" in reminder
    assert "供水科" not in reminder


def test_the_reminder_is_copied_in_one_click(window, clerk, opened, shared):
    office = window(clerk)
    office.context.grant_permissions(["clipboard-read", "clipboard-write"])
    office.goto(f"/ledgers/{shared.pk}/rounds/1/")
    office.get_by_role("button", name="复制催报文字").click()
    expect(office.locator(".toast")).to_contain_text("已复制")
    assert office.evaluate("navigator.clipboard.readText()").startswith("请")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_clean(window, clerk, shared, opened, theme, size):
    stranger, office = window(size=size, theme=theme), window(clerk, size=size, theme=theme)
    found = {"link": wrong_with(stranger, link_of(opened, "供水科")), "none": wrong_with(stranger, "/fill/nothing/")}
    found["round"] = wrong_with(office, f"/ledgers/{shared.pk}/rounds/1/")
    actions.close_round(round=opened.round, by=clerk, at=timezone.now())
    found["open"] = wrong_with(office, f"/ledgers/{shared.pk}/rounds/")
    found["ended"] = wrong_with(stranger, link_of(opened, "供水科"))
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_the_links_are_clean(window, clerk, shared):
    from tests.browser.test_accessible import faults

    for size in (WIDE, NARROW):
        page = window(clerk, size=size)
        page.goto(f"/ledgers/{shared.pk}/rounds/")
        if size is WIDE:
            page.get_by_role("button", name="开始收集").click()
        else:
            page.goto(f"/ledgers/{shared.pk}/rounds/1/")
            page.locator(".shares summary").first.click()
            page.get_by_role("button", name="重新生成链接").first.click()
        expect(page.get_by_role("heading", name="填报链接")).to_be_visible()
        assert faults(page) == []
