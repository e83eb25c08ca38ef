"""The first run in a real browser: the first page, a list from Excel, one's own password; and every page of it is clean."""

import pytest
from playwright.sync_api import expect

from taizhang.accounts.actions import invite_user, rename_unit
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import faults, wrong_with
from tests.reading.excel import workbook

LIST = workbook(
    [
        ["姓名", "登录名", "单位", "角色", "民族"],
        ["李强", "liqiang", "市水务局", "联络员", "甲"],
        ["赵平", "", "市水务局", "", ""],
    ]
)


@pytest.fixture
def administrator(person, units, at):
    rename_unit(unit=units["供水科"], name="供水管理科", by=SYSTEM, at=at)
    return person("administrator", "市水务局", "陈刚")


def look_at(page, data=LIST):
    page.goto("/settings/roster/")
    page.set_input_files("[name=file]", {"name": "人员.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    page.get_by_role("button", name="看看会增加什么").click()
    expect(page.get_by_role("heading", name="核对名单")).to_be_visible()


def test_from_nothing_to_a_second_person_at_work(window):
    page = window()
    page.goto("/")
    assert faults(page) == []
    for label, text in (("主体单位", "市水务局"), ("系统管理员姓名", "陈刚"), ("登录名", "chengang")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("密码", exact=True).fill("yellow-river-42")
    page.get_by_label("再输入一次密码").fill("yellow-river-42")
    page.get_by_role("button", name="完成设置").click()
    page.get_by_role("link", name="去登录").click()
    sign_in(page, "chengang", "yellow-river-42")
    expect(page.get_by_role("heading", name="一分钟认识台账")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="确认导入").click()
    password = page.locator(".passwords code").last.inner_text()
    other = window()
    other.goto("/")
    sign_in(other, "liqiang", password)
    expect(other.get_by_role("heading", name="修改密码")).to_be_visible()
    other.get_by_label("现在的密码").fill(password)
    other.get_by_label("新密码", exact=True).fill("of-his-own-42")
    other.get_by_label("再输入一次新密码").fill("of-his-own-42")
    other.locator("main").get_by_role("button", name="修改密码").click()
    expect(other.get_by_role("heading", name="我的待办")).to_be_visible()


def sign_in(page, username, password):
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_the_tour_goes_and_comes_back(window, clerk):
    page = window(clerk)
    page.goto("/")
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_role("heading", name="一分钟认识台账")).to_have_count(0)
    page.keyboard.press("?")
    page.get_by_role("button", name="再看一遍").click()
    expect(page.get_by_role("heading", name="一分钟认识台账")).to_be_visible()


def test_units_by_the_keyboard(window, administrator):
    page = window(administrator)
    page.goto("/settings/units/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="市水务局", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="市水务局", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("size", "theme", "language"),
    [(WIDE, "light", "zh-hans"), (WIDE, "dark", "en"), (NARROW, "dark", "zh-hans"), (NARROW, "light", "en")],
)
def test_every_page_is_clean(window, administrator, units, contact, at, size, theme, language):
    page = window(administrator, size=size, theme=theme, language=language)
    water, river = units["供水科"].pk, units["河湖科"].pk
    pages = [
        "/", "/settings/units/", "/settings/units/add/", f"/settings/units/{water}/", f"/settings/units/{water}/merge/?into={river}",
        f"/settings/units/{water}/merge/?into={water}", "/settings/people/", "/settings/people/?q=nobody", "/settings/people/add/",
        f"/settings/people/{contact.pk}/", f"/settings/people/{administrator.pk}/", "/settings/roster/",
    ]  # fmt: skip
    assert {address: found for address in pages if (found := wrong_with(page, address))} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_list_looked_at_and_passwords_are_clean(window, administrator, size):
    page = window(administrator, size=size)
    look_at(page)
    assert faults(page) == []
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="名单已导入")).to_be_visible()
    assert faults(page) == []


def test_choosing_ones_own_password_is_clean(window, units, at):
    user, _ = invite_user(username="zhou", name="周平", unit=units["供水科"], role=Role.CONTACT, by=SYSTEM, at=at)
    page = window(user, size=NARROW)
    assert wrong_with(page, "/ledgers/") == []
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
