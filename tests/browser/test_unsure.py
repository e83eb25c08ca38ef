"""What reading was not sure of in a paper: said in words, one place after the other by keyboard."""

import pytest
from playwright.sync_api import expect

from taizhang.intake import actions
from tests.browser.conftest import NARROW
from tests.browser.report import NAME, REPORT

# A number is left out, and a rate says no noun.
DOUBTFUL = REPORT.replace("二是增设监测点", "四是增设监测点").replace("（二）河湖管理方面", "（三）河湖管理方面")


@pytest.fixture
def paper(clerk, at):
    return actions.read(paper=actions.receive(data=DOUBTFUL.encode(), name=NAME, by=clerk, at=at), at=at)


def test_n_goes_from_one_unsure_place_to_the_next(window, clerk, paper):
    page = window(clerk)
    page.goto(f"/intake/{paper.pk}/")
    assert "处把握不大" in page.locator(".unsure-head").inner_text()
    page.keyboard.press("n")
    first = page.locator("a.kept").get_attribute("data-item")
    page.keyboard.press("n")
    assert page.locator("a.kept").get_attribute("data-item") != first
    page.keyboard.press("Shift+N")
    assert page.locator("a.kept").get_attribute("data-item") == first
    assert "第 1 处" in page.locator("[data-step-said]").inner_text()


def test_on_a_telephone_the_buttons_step(window, clerk, paper):
    page = window(clerk, size=NARROW)
    page.goto(f"/intake/{paper.pk}/")
    page.get_by_role("button", name="下一处").click()
    assert page.locator("a.kept[data-unsure]").is_visible()


def test_a_mended_item_is_sure(window, clerk, paper):
    page = window(clerk)
    page.goto(f"/intake/{paper.pk}/")
    before = page.locator(".items [data-unsure]").count()
    page.keyboard.press("n")
    page.keyboard.press("e")
    page.locator(".mend-box textarea").fill("改过的文字")
    page.keyboard.press("Enter")
    expect(page.locator(".items [data-unsure]")).to_have_count(before - 1)
