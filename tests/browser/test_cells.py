"""Cells of the ledger's table chosen, copied and pasted in a browser as in a spreadsheet."""

import pytest
from playwright.sync_api import expect

MEASURE = '.tree tr[data-key="measures/{}"]'


@pytest.fixture
def page(window, clerk, ledger):
    opened = window(clerk)
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.goto(f"/ledgers/{ledger.pk}/?open=measures")
    return opened


def cell(page, serial, column):
    return page.locator(MEASURE.format(serial)).locator(f".{column}")


def put_on_clipboard(page, text):
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def test_a_column_from_a_spreadsheet_is_pasted_looked_at_and_merged(page, ledger):
    put_on_clipboard(page, "李明\r\n王芳\r\n")
    cell(page, 1, "leader").locator(".cell").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("form[data-merge]")).to_contain_text("李明")
    page.locator("[data-count]").click()
    page.wait_for_url(f"**/ledgers/{ledger.pk}/")
    assert [m.leader for m in ledger.measures.order_by("serial")[:2]] == ["李明", "王芳"]


def test_a_chosen_range_is_copied_as_a_spreadsheet_takes_it(page):
    page.locator(MEASURE.format(1)).locator(".leader .cell").focus()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(f"Shift+{key}")
    assert page.locator(".tree .chosen").count() == 4
    page.keyboard.press("Control+c")
    expect(page.locator(".toast")).to_contain_text("已复制 4 个格子")
    first, second = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert first == "王副局长\t2026-11-30"
    assert second.startswith("王副局长\t")


def test_a_range_is_drawn_with_the_mouse_and_a_plain_click_still_edits(page):
    cell(page, 1, "unit").hover()
    page.mouse.down()
    cell(page, 2, "leader").hover()
    page.mouse.up()
    assert page.locator(".tree .chosen").count() == 4
    expect(page.locator("#editor")).to_have_count(0)
    cell(page, 1, "leader").locator(".cell").click()
    assert page.locator(".tree .chosen").count() == 0
    expect(page.locator("#editor")).to_be_visible()


def test_one_value_fills_the_chosen_cells(page, ledger):
    put_on_clipboard(page, "2026-12-25")
    cell(page, 1, "due").locator(".cell").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+v")
    expect(page.locator("form[data-merge]")).to_contain_text("12月25日")
    page.locator("[data-count]").click()
    page.wait_for_url(f"**/ledgers/{ledger.pk}/")
    assert {m.due.deadline.isoformat() for m in ledger.measures.filter(serial__in=(1, 2))} == {"2026-12-25"}


def test_the_list_goes_out_and_comes_back(page):
    page.get_by_text("导出", exact=True).click()
    page.get_by_role("button", name="复制为表格").click()
    expect(page.locator(".toast")).to_contain_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    put_on_clipboard(page, text.replace("增设监测点。", "增设监测点20处。"))
    page.locator(".main").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("form[data-merge]")).to_contain_text("增设监测点20处")


def test_what_cannot_be_placed_is_told_and_the_page_stays(page):
    put_on_clipboard(page, "甲\t乙\t丙\t丁")
    cell(page, 1, "leader").locator(".cell").focus()
    page.keyboard.press("Control+v")
    expect(page.locator(".toast")).to_contain_text("复制了4列")


def test_words_pasted_into_the_filter_stay_there(page):
    put_on_clipboard(page, "管网")
    page.locator("[data-search]").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("[data-search]")).to_have_value("管网")
