"""After closing, by the people whose turn it is: looked back at, taken up again, handed on in all ledgers, merged into another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from taizhang.ledger import actions
from tests.browser.test_accessible import faults
from tests.browser.test_life import act, measure
from tests.ledger.closing import way


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


@pytest.fixture
def closed(clerk, sheet, opening, person, units):
    """A finding that was closed inside, and a second ledger of the same body."""
    made = way("self_check", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units).endorsed()
    said = {name: getattr(opening, name) for name in opening.__dataclass_fields__}
    other = opening.__class__(**{**said, "title": "2027年整改台账"})
    made.again["other"] = actions.open_ledger(opening=other, by=made.people["office"], at=made.at)
    return made


def test_looked_back_at_and_taken_up_again(window, closed):
    address = f"/ledgers/{closed.ledger.pk}/findings/1/"
    office = window(closed.people["office"])
    office.goto(address)
    office.get_by_role("button", name="回头看", exact=True).first.click()
    dialog = office.locator("#act")
    dialog.get_by_label("没有通过，重新整改").check()
    dialog.get_by_label("检查情况", exact=False).fill("又有跑冒滴漏")
    soon = timezone.localdate() + timedelta(days=2)
    dialog.get_by_label("重新整改的时限", exact=False).fill(soon.isoformat())
    dialog.get_by_role("button", name="回头看", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(office.get_by_text("第2次整改").first).to_be_visible()
    expect(office.get_by_text(f"黄灯：整改时限{soon.month}月{soon.day}日", exact=False).last).to_be_visible()
    contact = window(closed.people["contact"])
    contact.goto(address)
    act(contact, "重新整改", measure(contact, 1))
    expect(measure(contact, 1)).to_contain_text("拟定")
    assert faults(contact) == []


def test_the_group_merges_it_and_what_is_open_goes_on_there(window, closed):
    other = closed.again["other"]
    group = window(closed.people["leading_group"])
    group.goto(f"/ledgers/{closed.ledger.pk}/end/")
    assert faults(group) == []
    group.get_by_label("并入另一本台账").check()
    group.get_by_label("并入哪本台账").select_option(str(other.pk))
    group.get_by_label("理由").fill("两次检查合并整改")
    group.get_by_role("button", name="按领导小组的决定办理").click()
    expect(group.get_by_text("台账已并入", exact=False).first).to_be_visible()
    group.goto(f"/ledgers/{other.pk}/")
    expect(group.get_by_text("已并入这本台账", exact=False)).to_be_visible()
    assert faults(group) == []
