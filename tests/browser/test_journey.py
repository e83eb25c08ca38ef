"""The main job: sign in, bring a paper in, look at it, make it a ledger."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.report import NAME, REPORT


def bring(page, name=NAME, text=REPORT):
    page.goto("/intake/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    page.wait_for_url(re.compile(r"/intake/\d+/$"))


def test_from_signing_in_to_a_ledger(window, clerk):
    page = window()
    page.goto("/")
    page.get_by_label("登录名").fill(clerk.username)
    page.get_by_label("密码").fill("pass-of-tests")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
    bring(page)
    found = page.locator(".told .found td")
    expect(found).to_have_text(["2", "3", "0", "6"])
    page.get_by_label("台账名称").fill("2026年巡察整改台账")
    page.get_by_role("button", name="生成台账").click()
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))
    expect(page.get_by_role("heading", name="2026年巡察整改台账")).to_be_visible()


def test_both_sides_light_each_other_up(window, clerk):
    page = window(clerk)
    bring(page)
    item = page.locator("#tree .item.measure > a").first
    item.hover()
    expect(page.locator("#text .lit").first).to_contain_text("加快管网更新")
    page.locator("#text .finding").last.click()
    expect(page.locator("#tree a.kept")).to_contain_text("巡河走过场")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#text .kept").first).to_contain_text("推行随手拍")


def test_the_same_file_twice_is_asked_about(window, clerk):
    page = window(clerk)
    for _ in range(2):
        bring(page)
        page.get_by_role("button", name="生成台账").click()
    expect(page.get_by_role("alert")).to_contain_text("已经生成过台账")
    page.get_by_label("仍要再生成一本").check()
    page.get_by_role("button", name="生成台账").click()
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))


def test_an_item_is_mended_and_the_mend_undone(window, clerk):
    page = window(clerk)
    bring(page)
    page.locator("#tree .item.measure > a").nth(1).click()
    page.get_by_role("toolbar", name="修改这一条").get_by_role("button", name="不采用").click()
    expect(page.locator(".told .found td").last).to_have_text("5")
    page.get_by_role("button", name="撤销上一步修改").click()
    expect(page.locator(".told .found td").last).to_have_text("6")


def test_an_item_is_split_at_the_cursor(window, clerk):
    page = window(clerk)
    bring(page)
    page.locator("#tree .item.measure > a").first.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="文字")
    box.evaluate("box => box.setSelectionRange(box.value.indexOf('漏损率'), box.value.indexOf('漏损率'))")
    box.press("Enter")
    expect(page.locator(".told .found td").last).to_have_text("7")
    expect(page.locator("#tree .item.measure > a").nth(1)).to_contain_text("漏损率由17.2%降至11.8%")


def test_marked_words_become_an_item(window, clerk):
    page = window(clerk)
    bring(page)
    page.evaluate(
        """() => {
            const line = [...document.querySelectorAll("#text p")].find((p) => p.textContent.includes("倒排工期"));
            getSelection().selectAllChildren(line);
        }"""
    )
    page.get_by_role("toolbar", name="把选中的文字补为").get_by_role("button", name="措施").click()
    expect(page.locator(".told .found td").last).to_have_text("7")
    expect(page.locator("#tree a.kept")).to_contain_text("倒排工期")


def test_on_a_phone_one_side_shows_at_a_time(window, clerk):
    page = window(clerk, size=NARROW)
    bring(page)
    expect(page.locator("#text")).to_be_hidden()
    page.locator("#tree .item.finding > a").first.click()
    page.get_by_role("button", name="看原文").click()
    expect(page.locator("#text .kept").first).to_contain_text("管网漏损率偏高")
    expect(page.locator("#tree")).to_be_hidden()


def test_what_cannot_be_read_says_why_and_is_not_kept(window, clerk):
    page = window(clerk)
    page.goto("/intake/")
    page.set_input_files("input[type=file]", {"name": "坏.docx", "mimeType": "text/plain", "buffer": b"PK\x03\x04"})
    expect(page.locator(".toast.error")).to_contain_text("“坏.docx”的压缩结构已损坏")
    page.reload()
    expect(page.locator(".papers")).to_have_count(0)


def test_keys_move_and_help(window, clerk, ledger):
    page = window(clerk)
    page.goto("/ledgers/")
    page.keyboard.press("j")
    expect(page.locator("[data-row] [data-open]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ledgers/\d+/$"))


def test_language_and_theme_are_kept(window, clerk):
    page = window(clerk)
    page.goto("/intake/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Intake")).to_be_visible()
    page.locator("summary[aria-label=Theme]").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_too_large_a_file_is_not_even_sent(window, clerk, settings):
    settings.UPLOAD_LIMIT = 1024
    page = window(clerk)
    page.goto("/intake/")
    page.set_input_files("input[type=file]", {"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * 2048})
    expect(page.locator(".toast.error")).to_contain_text("没有上传")


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in(window, clerk):
    page = window(clerk)
    bring(page)
    page.context.clear_cookies(name="sessionid")
    page.locator("#tree .item.measure > a").first.click()
    page.get_by_role("toolbar", name="修改这一条").get_by_role("button", name="不采用").click()
    page.wait_for_url(re.compile(r"/account/login/"))
