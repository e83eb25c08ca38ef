"""文稿校核 on screen: a notice with six mistakes dropped, each shown at its place, answered by key, gone when it is mended."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from samples import papers
from samples.planted import MISTAKES, planted
from samples.story import load
from samples.write_docx import docx
from taizhang.drafts import actions
from taizhang.drafts.actions import Against, Dropped
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessible import faults, wrong_with
from tests.conftest import TODAY
from tests.drafts.conftest import NOTICE
from tests.drafts.test_actions import FEEDBACK

NAME = "整改进展情况通报（送审稿）.docx"
PICTURES = os.environ.get("DRAFT_PICTURES")


def notice(*mistakes):
    return docx(planted(papers.notice(load(TODAY)), mistakes), [])


def drop(page, data, name=NAME):
    page.locator("#file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.locator("#checked").wait_for()
    page.wait_for_load_state("load")  # keys are listened for by a script that comes last


def card(page, code):
    return page.locator(".note", has=page.locator(".code", has_text=code))


def codes(page):
    return set(page.locator(".note .code").all_inner_texts())


@pytest.fixture
def dropped(window, contact):
    """The page of the notice with six mistakes."""
    page = window(contact)
    page.goto("/check/")
    drop(page, notice(*MISTAKES))
    return page


@pytest.fixture
def pages(ledger, clerk, at, today):
    """Every page of the room, with something on it."""
    full = actions.receive(file=Dropped(NAME, notice(*MISTAKES)), by=clerk, at=at)
    against = Against(feedback=Dropped("反馈意见.txt", FEEDBACK.encode()), ledger=ledger, as_of=today)
    full = actions.check(draft=actions.hold_against(draft=full, against=against, by=clerk, at=at), at=at)
    actions.answer(draft=full, places=[1], reason="按单位惯例", round=full.round, by=clerk, at=at)
    none = actions.receive(file=Dropped("通知.txt", "关于召开例会的通知\n请按时参加。\n".encode()), by=clerk, at=at)
    actions.check(draft=none, at=at)
    waiting = actions.receive(file=Dropped("待校.txt", NOTICE.encode()), by=clerk, at=at)
    return {"list": "/check/", "full": f"/check/{full.pk}/", "none": f"/check/{none.pk}/", "waiting": f"/check/{waiting.pk}/"}


def test_each_planted_mistake_stands_beside_its_line(dropped):
    for mistake in MISTAKES:
        row = dropped.locator(".margin-row", has=dropped.locator(".note .code", has_text=mistake.code))
        expect(row.locator("mark").first).to_be_visible()
    expect(card(dropped, "parts.sum")).to_contain_text("50+4+5")
    expect(card(dropped, "wording.slip")).to_contain_text("可改为：部署")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.code)
def test_a_mended_mistake_is_gone(dropped, mistake):
    drop_again = [other for other in MISTAKES if other is not mistake]
    before = dropped.url
    dropped.locator("#file").set_input_files(
        {"name": "改.docx", "mimeType": "application/octet-stream", "buffer": notice(*drop_again)}
    )
    dropped.wait_for_url(lambda url: url != before)
    dropped.locator("#checked").wait_for()
    assert mistake.code not in codes(dropped)
    assert {other.code for other in drop_again} <= codes(dropped)
    expect(dropped.get_by_text("改掉 1 条，新出现 0 条")).to_be_visible()


def test_by_keys_alone(dropped):
    first = dropped.locator(".all-remarks li").first.locator("[data-open]").inner_text()
    dropped.keyboard.press("j")
    expect(dropped.locator(":focus")).to_have_text(first)
    dropped.keyboard.press("Enter")
    expect(dropped.locator(".note:focus-within")).to_contain_text(first)
    dropped.keyboard.press("x")
    dropped.keyboard.type("已与依据核对，原文无误")
    dropped.keyboard.press("Enter")
    expect(dropped.locator(".note", has_text=first)).to_contain_text("已说明：已与依据核对")
    second = dropped.locator(".all-remarks li:not(.settled)").first.locator("[data-open]").inner_text()
    expect(dropped.locator(".note:focus-within")).to_contain_text(second)


def test_from_the_list_by_x_and_put_away_by_esc(dropped):
    dropped.keyboard.press("j")
    dropped.keyboard.press("x")
    expect(dropped.locator("input[name=reason]:focus")).to_have_count(1)
    dropped.keyboard.press("Escape")
    expect(dropped.locator(".answering[open]")).to_have_count(0)


def test_a_feedback_paper_is_dropped_on_its_field(window, contact):
    page = window(contact)
    page.goto("/check/")
    drop(
        page,
        "市水务局整改方案\n一、整改任务和措施\n1.关于城乡供水保障能力不足的问题\n（1）改造管网45公里。\n".encode(),
        "方案.txt",
    )
    page.locator(".against > summary").click()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "反馈意见.txt"));
            document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
        }""",
        FEEDBACK,
    )
    page.get_by_role("button", name="重新校核").click()
    expect(card(page, "answers.unanswered")).to_contain_text("节约用水工作推进不力")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_clean(window, clerk, pages, theme, size):
    page = window(clerk, size=size, theme=theme)
    found = {}
    for name, address in pages.items():
        found |= {name: wrong} if (wrong := wrong_with(page, address)) else {}
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{theme}-{size['width']}.png", full_page=True)
    assert found == {}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_pages_are_clean_in_english_with_everything_open(window, clerk, pages, size):
    page = window(clerk, size=size, language="en")
    page.goto(pages["full"])
    page.locator(".against > summary").click()
    page.locator(".answering > summary").first.click()
    assert faults(page) == []
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"open-en-{size['width']}.png", full_page=True)
