"""Working in the ledger's table by hand and by key: editing in place, folding, filtering, the drawer, handing down, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from taizhang.intake import actions as intake
from taizhang.ledger import actions
from tests.browser.conftest import NARROW
from tests.browser.report import NAME, REPORT
from tests.browser.test_accessible import faults


@pytest.fixture
def table(window, clerk, ledger):
    """The ledger's page, before the clerk."""
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/")
    return page


def row(page, key="findings/1"):
    return page.locator(f'[data-key="{key}"]')


def edit(page, cell="unit", key="findings/1"):
    row(page, key).locator(f'[data-edit="{cell}"]').click()
    form = page.locator(f'#editor[data-cell="{cell}"]')
    form.wait_for()
    return form


def test_a_unit_is_set_by_keyboard_alone(table):
    table.keyboard.press("j")
    table.keyboard.press("e")
    expect(table.get_by_label("牵头单位", exact=True).last).to_be_focused()
    table.keyboard.type("财务科")
    table.keyboard.press("Enter")
    expect(row(table).locator(".unit")).to_have_text("财务科")
    expect(row(table).locator('[data-edit="unit"]')).to_be_focused()
    expect(row(table, "measures/1").locator(".unit")).to_have_text("财务科")


def test_tab_saves_and_goes_to_the_next_cell(table):
    form = edit(table, "leader")
    form.get_by_label("责任领导").fill("李副局长")
    table.keyboard.press("Tab")
    expect(table.locator('#editor[data-cell="deadline"]')).to_be_visible()
    expect(row(table).locator(".leader")).to_have_text("李副局长")
    table.get_by_label("整改时限", exact=True).last.fill("2027-01-31")
    table.keyboard.press("Enter")
    expect(row(table).locator(".due time")).to_have_attribute("datetime", "2027-01-31")


def test_escape_leaves_everything_as_it_was(table):
    form = edit(table, "leader")
    form.get_by_label("责任领导").fill("谁")
    table.keyboard.press("Escape")
    expect(table.locator("#editor")).to_have_count(0)
    expect(row(table).locator(".leader")).to_have_text("王副局长")
    expect(row(table).locator('[data-edit="leader"]')).to_be_focused()


def test_an_edit_is_undone_from_the_message(table):
    edit(table, "leader").get_by_label("责任领导").fill("李副局长")
    table.keyboard.press("Enter")
    table.get_by_role("button", name="撤销").click()
    expect(row(table).locator(".leader")).to_have_text("王副局长")
    expect(table.locator(".toast")).to_contain_text("已恢复为原来的内容")


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(table):
    form = edit(table)
    form.get_by_label("牵头单位").fill("没有的科")
    table.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("没有名为“没有的科”的单位")
    expect(form.get_by_label("牵头单位")).to_have_value("没有的科")


def test_two_at_once_see_both_values(table, ledger, clerk, at):
    form = edit(table, "leader")
    finding = ledger.findings.get(serial=1)
    actions.assign(subject=finding, lead_unit=None, leader="赵副局长", assisting="", version=1, by=clerk, at=at)
    form.get_by_label("责任领导").fill("孙副局长")
    table.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("赵副局长")
    assert faults(table) == []
    table.get_by_role("button", name="改为我填的").click()
    expect(row(table).locator(".leader")).to_have_text("孙副局长")


def test_keeping_what_is_there_redraws_the_table(table, ledger, clerk, at):
    form = edit(table, "leader")
    finding = ledger.findings.get(serial=1)
    actions.assign(subject=finding, lead_unit=None, leader="赵副局长", assisting="", version=1, by=clerk, at=at)
    form.get_by_label("责任领导").fill("孙副局长")
    table.keyboard.press("Enter")
    table.get_by_role("button", name="保留现在的").click()
    expect(row(table).locator(".leader")).to_have_text("赵副局长")


def test_arrows_fold_measures_and_walk_into_cells(table):
    table.keyboard.press("j")
    table.keyboard.press("ArrowLeft")
    expect(row(table, "measures/1")).to_have_count(0)
    expect(row(table).locator("[data-open]")).to_be_focused()
    table.keyboard.press("ArrowRight")
    expect(row(table, "measures/1")).to_be_visible()
    table.keyboard.press("ArrowRight")
    expect(row(table).locator('[data-edit="unit"]')).to_be_focused()


def test_groups_fold_and_stay_folded(table):
    table.get_by_role("button", name="供水保障方面").click()
    expect(row(table)).to_be_hidden()
    table.reload()
    expect(row(table)).to_be_hidden()
    table.get_by_role("button", name="供水保障方面").click()
    expect(row(table)).to_be_visible()


def test_words_filter_while_they_are_typed_and_going_back_undoes_it(table):
    table.keyboard.press("/")
    table.keyboard.type("水费")
    expect(table.get_by_text("符合条件：1 / 2 个问题")).to_be_visible()
    expect(table).to_have_url(re.compile(r"\?text=[^&]+$"))
    table.go_back()
    expect(row(table)).to_be_visible()


def test_a_quick_filter_and_a_state_narrow_together(table):
    table.get_by_role("link", name=re.compile("^等我办")).click()
    expect(row(table, "findings/2")).to_be_visible()
    expect(row(table)).to_have_count(0)
    table.locator("select[name=deadline]").select_option(label="已逾期")
    expect(table.get_by_text("没有符合条件的问题")).to_be_visible()


def test_the_drawer_shows_a_finding_and_gives_the_place_back(table):
    table.keyboard.press("j")
    table.keyboard.press("Enter")
    drawer = table.get_by_role("complementary", name="问题概览")
    expect(drawer.get_by_role("heading", name="管网漏损率偏高")).to_be_visible()
    assert faults(table) == []
    table.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(row(table).locator("[data-open]")).to_be_focused()


def test_the_count_line_is_copied_as_a_sentence(table):
    table.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table.keyboard.press("c")
    expect(table.locator(".toast")).to_contain_text("共有2个问题（整改中2）")
    assert "4条措施" in table.evaluate("navigator.clipboard.readText()")


def test_measures_are_picked_and_handed_down(window, clerk, approved):
    page = window(clerk)
    page.goto(f"/ledgers/{approved.pk}/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("已选 1 行")).to_be_visible()
    page.get_by_role("button", name="下达", exact=True).click()
    dialog = page.get_by_role("dialog", name="下达")
    expect(dialog).to_contain_text("将“下达” 2 项")
    assert faults(page) == []
    dialog.get_by_role("button", name="下达").click()
    expect(row(page, "measures/1").locator(".state")).to_have_text("推进中")
    expect(page.locator("#count-line")).to_contain_text("推进中 2")


def test_the_editor_is_clean_in_the_dark(window, clerk, ledger):
    page = window(clerk, theme="dark")
    page.goto(f"/ledgers/{ledger.pk}/")
    edit(page, "unit")
    assert faults(page) == []


def test_on_a_phone_the_table_is_a_list_and_opens_the_finding(window, clerk, ledger):
    page = window(clerk, size=NARROW)
    page.goto(f"/ledgers/{ledger.pk}/")
    expect(row(page).locator(".unit")).to_be_visible()
    expect(row(page).locator(".leader")).to_be_hidden()
    page.get_by_role("link", name="管网漏损率偏高").click()
    page.wait_for_url(re.compile(r"/findings/1/$"))


def test_progress_is_reported_on_the_findings_page(window, clerk, ledger):
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/findings/1/")
    page.get_by_role("button", name="报进展").first.click()
    page.get_by_label("进展情况").fill("")
    page.locator(".progress-form").get_by_role("button", name="报进展").click()
    expect(page.locator(".progress-form .wrong")).to_be_visible()
    page.get_by_label("进展情况").fill("已更换13公里。")
    page.get_by_label("单位自评").select_option(label="基本完成")
    page.locator(".progress-form").get_by_role("button", name="报进展").click()
    expect(page.locator("#m1")).to_contain_text("自评基本完成")
    expect(page.locator(".timeline")).to_contain_text("报进展（截至")


def test_a_cell_is_edited_on_the_findings_page(window, clerk, ledger):
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/findings/1/")
    page.locator(".stand [data-edit=leader]").click()
    page.get_by_label("责任领导").last.fill("李副局长")
    page.keyboard.press("Enter")
    expect(page.locator(".stand [data-edit=leader]")).to_contain_text("李副局长")
    expect(page.locator(".timeline")).to_contain_text("将责任领导由“王副局长”改为“李副局长”")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".stand [data-edit=leader]")).to_contain_text("王副局长")


def test_the_source_opens_at_the_findings_place(window, clerk, opening, at):
    paper = intake.read(paper=intake.receive(data=REPORT.encode(), name=NAME, by=clerk, at=at), at=at)
    ledger = intake.adopt(paper=paper, opening=opening, again=False, by=clerk, at=at)
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/findings/3/")
    page.get_by_role("link", name=f"原文：{NAME}").click()
    page.wait_for_url(re.compile(r"/intake/\d+/#s\d+$"))
    expect(page.locator("#text .kept").first).to_contain_text("巡河走过场")
