"""Notices in a browser: the bell, what it leads to, wishes, a group that is tried, a unit reminded; clean by axe-core."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from taizhang.notices import dealing, following, scanning, tasks
from tests.browser.conftest import NARROW
from tests.browser.test_accessible import wrong_with
from tests.notices.receiver import receiver
from tests.supervision.rounds import begin, share

TODAY = timezone.localdate()


@pytest.fixture
def there(settings):
    settings.OUTSIDE_ALLOWED = ["127.0.0.1"]
    with receiver() as found:
        yield found


def test_from_the_bell_to_what_it_counts(window, clerk, ledger):
    ledger.findings.filter(serial__in=[1, 2]).update(deadline=TODAY)
    scanning.scan(timezone.now()), dealing.deal(timezone.now())
    page = window(clerk)
    page.goto("/")
    assert wrong_with(page, "/notices/") == []
    page.get_by_role("link", name="通知：1 条未读").click()
    page.get_by_role("link", name="2 个问题即将到期").click()
    expect(page).to_have_url(re.compile(rf"/ledgers/{ledger.pk}/\?deadline=week$"))
    expect(page.get_by_role("link", name="通知", exact=True)).to_be_visible()


def test_wishes_are_kept_on_a_telephone(window, clerk):
    page = window(clerk, size=NARROW, theme="dark")
    assert wrong_with(page, "/notices/settings/") == []
    page.get_by_label("催报").uncheck()
    page.get_by_label("从几点起不发").select_option("18")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("通知设置已保存。")).to_be_visible()
    expect(page.get_by_label("催报")).not_to_be_checked()
    expect(page.get_by_label("从几点起不发")).to_have_value("18")


def test_a_group_is_added_and_tried(window, clerk, units, there):
    page = window(clerk)
    page.goto("/settings/groups/")
    page.get_by_role("link", name="添加一个群").click()
    page.get_by_label("哪个单位的群").select_option(str(units["市水务局"].pk))
    page.get_by_label("群的名称").fill("整改工作群")
    page.get_by_label("群机器人的网址").fill(f"{there.url}?key=1234")
    page.get_by_role("button", name="添加").click()
    page.get_by_role("button", name="发一条测试消息").click()
    tasks.pass_on()
    page.reload()
    expect(page.get_by_text("最近一条消息 · 已发出")).to_be_visible()
    assert "测试消息" in there.got[0][2].decode()
    for address in ("/settings/groups/add/", "/settings/groups/", "/settings/deliveries/"):
        assert wrong_with(page, address) == []
    expect(page.get_by_text("市水务局 · 整改工作群")).to_be_visible()


def test_a_unit_that_has_not_answered_is_reminded(window, clerk, contact, units, ledger, at):
    begin(share(ledger, units["财务科"], clerk, at), clerk, timezone.now(), as_of=TODAY, due=TODAY)
    office = window(clerk)
    office.goto(f"/ledgers/{ledger.pk}/rounds/1/")
    office.get_by_role("button", name="发送提醒").click()
    expect(office.get_by_text("今天已发送提醒")).to_be_visible()
    following.follow(timezone.now()), dealing.deal(timezone.now())
    unit = window(contact)
    unit.goto("/notices/")
    expect(unit.get_by_role("link", name="整改进展还没有报齐，请尽快报送")).to_be_visible()
