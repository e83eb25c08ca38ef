"""The rules in a real browser: the form of a new ledger follows the source; a copy is edited on a phone without losing a word."""

import pytest
from playwright.sync_api import expect

from taizhang.ledger.actions import copy_profile
from taizhang.ledger.models import PinnedProfile
from taizhang.profiles import shipped
from tests.browser.conftest import NARROW, WIDE


@pytest.fixture
def copy(clerk, units, at):
    return copy_profile(body=units["市水务局"], of=shipped("inspection"), name="本局巡察", by=clerk, at=at)


def test_the_proposed_profile_follows_the_source(window, clerk, copy):
    page = window(clerk)
    page.goto("/ledgers/open/")
    for source, name in (("巡察", "本局巡察"), ("审计", "审计"), ("风险排查", "风险排查")):
        page.select_option("[name=source]", source)
        assert page.locator("[name=profile] option").first.inner_text() == f"按来源：{name}"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_copy_is_edited_through_its_preview(window, clerk, copy, size):
    page = window(clerk, size=size)
    page.goto(f"/settings/profiles/{copy.code}/edit/")
    page.fill('[name="words.finding"]', "问题点")
    page.fill('[name="lamps.soon"]', "十天")
    page.get_by_role("button", name="看看会变什么").last.click()
    expect(page.locator('[name="lamps.soon"]')).to_have_attribute("aria-invalid", "true")
    expect(page.locator('[name="words.finding"]')).to_have_value("问题点")
    page.fill('[name="lamps.soon"]', "10")
    page.locator("#l-reports").get_by_role("button", name="加一行").click()
    page.fill('[name="reports.4.name"]', "专报")
    page.select_option('[name="reports.4.stage"]', "整改全程")
    page.select_option('[name="reports.4.rhythm"]', "每年")
    page.get_by_role("button", name="看看会变什么").last.click()
    expect(page.get_by_text("“用词·问题”由“问题”改为“问题点”。")).to_be_visible()
    page.get_by_role("button", name="保存为新版").click()
    expect(page.get_by_role("heading", name="本局巡察", level=1)).to_be_visible()
    saved = PinnedProfile.objects.get(code=copy.code, latest=True).profile
    assert (saved.words.finding, saved.lamps.soon, saved.reports[-1].name) == ("问题点", 10, "专报")


def test_nothing_stands_beyond_the_edge_of_a_phone(window, clerk, copy, ledger):
    page = window(clerk, size=NARROW)
    for address in ("/settings/profiles/", f"/settings/profiles/{copy.code}/edit/", f"/ledgers/{ledger.pk}/rules/?profile=audit"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
