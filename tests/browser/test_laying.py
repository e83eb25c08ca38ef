"""The clerk's way: on site, feedback, list of findings, plan – one ledger, two items mended on the way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

SAMPLES = Path(__file__).parent.parent.parent / "samples"


def bring(page, name):
    page.goto("/intake/")
    page.set_input_files("input[type=file]", SAMPLES / name)
    page.wait_for_url(re.compile(r"/intake/\d+/$"))


def lay(page):
    page.get_by_role("link", name="并入已有台账").click()
    page.wait_for_url(re.compile(r"/onto/\d+/$"))
    page.get_by_role("button", name="并入台账").click()
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))


def test_feedback_list_and_plan_become_one_ledger(window, clerk):
    page = window(clerk)
    bring(page, "反馈意见.docx")
    page.locator("#tree .item.manifestation > a").last.click()
    page.get_by_role("toolbar", name="修改这一条").get_by_role("button", name="不采用").click()
    expect(page.locator(".told .found td").nth(2)).to_have_text("27")
    page.get_by_role("button", name="生成台账").click()
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))
    expect(page.locator("#count-line")).to_contain_text("12个问题")

    bring(page, "问题清单.xlsx")
    lay(page)
    expect(page.locator(".toast")).to_contain_text("问题清单.xlsx")

    bring(page, "整改方案.docx")
    page.locator("#tree .item.measure > a").first.click()
    page.keyboard.press("e")
    page.get_by_role("textbox", name="文字").fill("建立供水保障台账")
    page.keyboard.press("Enter")
    expect(page.locator("#tree .item.measure > a").first).to_contain_text("建立供水保障台账")
    lay(page)
    expect(page.locator("#count-line")).to_contain_text("12个问题")
    expect(page.locator("#count-line")).to_contain_text("57条措施")
    expect(page.get_by_role("link", name="建立供水保障台账")).to_be_visible()


@pytest.mark.parametrize("size", [None, NARROW])
def test_an_item_handed_over_is_contained_in_the_feedback(window, clerk, size):
    page = window(clerk, **({"size": size} if size else {}))
    page.goto("/ledgers/")
    page.get_by_role("link", name="建立台账").click()
    page.get_by_label("台账名称").fill("2026年巡察整改台账")
    page.get_by_role("button", name="建立台账").click()
    page.get_by_role("link", name="列入交办事项").click()
    page.get_by_label("交办事项", exact=True).fill("城乡供水保障能力不足，抢修电话无人值守")
    page.get_by_label("立行立改通知书文号").fill("立改〔2026〕1号")
    page.get_by_role("button", name="列入台账").click()
    bring(page, "反馈意见.docx")
    page.get_by_role("link", name="并入已有台账").click()
    for undecided in page.locator(".pairing").filter(has=page.get_by_text("进驻期间交办", exact=True)).all():
        undecided.get_by_label("新增为问题").check()
    page.get_by_role("button", name="并入台账").click()
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))
    page.goto(f"{page.url}findings/1/")
    page.get_by_role("link", name="并入反馈问题").click()
    page.get_by_label(re.compile("城乡供水保障能力不足$")).check()
    page.get_by_role("button", name="并入所选的问题").click()
    page.goto(re.sub(r"findings/.*", "", page.url))
    expect(page.locator("#count-line")).to_contain_text("12个问题（含进驻期间立行立改1个）")
    page.locator(".stage-menu summary").click()
    page.get_by_role("button", name="进入“反馈”").click()
    expect(page.locator(".stage-menu summary")).to_contain_text("反馈")


def test_headings_are_mapped_on_the_page(window, clerk):
    page = window(clerk)
    page.goto("/intake/")
    table = "编码\t毛病\t怎么办\n1\t管网漏损率偏高\t更换老旧管网\n"
    page.get_by_label("或者粘贴文字、Excel 单元格").fill(table)
    page.get_by_role("button", name="识读粘贴的内容").click()
    page.get_by_label("毛病").select_option("statement")
    page.get_by_label("怎么办").select_option("measure")
    page.get_by_role("button", name="记住并重新识读").click()
    expect(page.locator(".told .found td")).to_have_text(["1", "1", "0", "1"])
