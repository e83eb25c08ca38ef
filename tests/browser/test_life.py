"""The life of a measure and of a finding, by the people whose turn it is, each in a browser of his own."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.test_accessible import faults


@pytest.fixture
def look(tmp_path):
    """Keeps a picture of a page: ``PICTURES=folder`` says where."""
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    return lambda page, name: page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def people(person, clerk):
    return {
        "clerk": clerk,
        "contact": person("contact", "供水科", "李强"),
        "head": person("leading_group", "市水务局", "周副局长"),
        "principal": person("principal", "市水务局", "赵局长"),
        "verifier": person("verifier", "市委巡察办", "陈静"),
    }


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


def act(page, word, within=None, **typed):
    """Press the button of an act, fill the dialog, and press it there."""
    scope = within or page
    button = scope.get_by_role("button", name=word, exact=True)
    if not button.first.is_visible():
        scope.get_by_label("更多办理").first.click()
    button.first.click()
    dialog = page.locator("#act")
    expect(dialog).to_be_visible()
    for label, value in typed.items():
        dialog.get_by_label(label, exact=False).first.fill(value)
    dialog.get_by_role("button", name=word, exact=True).click()
    expect(dialog).to_have_count(0)


def measure(page, n):
    return page.locator(f"#m{n}")


def test_from_issuing_to_closing(window, approved, people, look):
    address = f"/ledgers/{approved.pk}/findings/1/"
    office = window(people["clerk"])
    office.goto(address)
    look(office, "life-1-approved")
    act(office, "下达", measure(office, 1))
    act(office, "下达", measure(office, 2))
    contact = window(people["contact"])
    contact.goto(address)
    look(contact, "life-2-issued")
    assert faults(contact) == []
    for n in (1, 2):
        card = measure(contact, n)
        for left in reversed(range(card.locator(".box.missing").count())):
            box = card.locator(".box.missing").first
            what = box.locator(".box-head span").first.inner_text()
            drop(contact, box, f"{what}.txt", f"{what}，第{n}项")
            expect(card.locator(".box.missing")).to_have_count(left, timeout=15_000)
        act(contact, "报完成", card, 取得的成效="漏损率下降2个百分点")
    look(contact, "life-3-handed-in")
    office.reload()
    for n in (1, 2):
        act(office, "审签", measure(office, n), 签字人="王副局长", 审批表编号="审签表1号")
        act(office, "认定完成", measure(office, n))
    look(office, "life-4-accepted")
    act(office, "申请销号")
    head = window(people["head"])
    head.goto(address)
    act(head, "单位审定", 会议名称="党组会第21次")
    principal = window(people["principal"])
    principal.goto(address)
    act(principal, "签字背书")
    verifier = window(people["verifier"], size=NARROW)
    verifier.goto(address)
    look(verifier, "life-5-verifier-narrow")
    act(verifier, "同意销号")
    expect(verifier.locator(".turn")).to_contain_text("组织部门")
    office.reload()
    for body in ("纪检监察机关", "组织部门"):
        office.get_by_role("button", name="同意销号", exact=True).click()
        dialog = office.locator("#act")
        dialog.get_by_label("监督审核单位").select_option(label=body)
        dialog.get_by_label("签字人", exact=True).fill(f"{body}负责人")
        look(office, f"life-6-{body}")
        dialog.get_by_role("button", name="同意销号", exact=True).click()
        expect(dialog).to_have_count(0)
    expect(office.locator(".path .now")).to_have_text("已销号")
    look(office, "life-7-closed")
    assert faults(office) == []


def drop(page, box, name, text):
    """Drop a file on a box."""
    transfer = page.evaluate_handle(
        "([name, text]) => { const t = new DataTransfer(); t.items.add(new File([text], name, {type: 'text/plain'})); return t; }",
        [name, text],
    )
    box.dispatch_event("drop", {"dataTransfer": transfer})


def test_an_act_that_cannot_be_done_says_why_and_keeps_what_was_typed(window, approved, people):
    office = window(people["clerk"])
    office.goto(f"/ledgers/{approved.pk}/findings/1/")
    act(office, "下达", measure(office, 1))
    button = measure(office, 1).get_by_role("button", name=re.compile("^报完成"))
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_attribute("title", re.compile("牵头单位联络员"))
