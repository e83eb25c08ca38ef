"""Every page is clean by axe-core, in both themes, wide and narrow, and never wider than its window."""

from pathlib import Path

import pytest

from taizhang.intake import actions
from tests.browser.conftest import NARROW, WIDE
from tests.browser.report import NAME, REPORT

AXE = next((Path(__file__).parent.parent / "vendor").glob("axe-core-*/axe.min.js"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def pages(clerk, ledger, at):
    """Every page by what it is, with something on it."""
    paper = actions.receive(data=REPORT.encode(), name=NAME, by=clerk, at=at)
    actions.read(paper=paper, at=at)
    waiting = actions.receive(data=b"not yet", name="问题清单.docx", by=clerk, at=at)
    scan = actions.receive(data=b"PK\x03\x04 broken", name="扫描件.docx", by=clerk, at=at)
    actions.read(paper=scan, at=at)
    return {
        "desk": "/",
        "ledgers": "/ledgers/",
        "ledger": f"/ledgers/{ledger.pk}/",
        "finding": f"/ledgers/{ledger.pk}/findings/1/",
        "intake": "/intake/",
        "paper": f"/intake/{paper.pk}/",
        "waiting": f"/intake/{waiting.pk}/",
        "unreadable": f"/intake/{scan.pk}/",
        "password": "/account/password/",
        "not found": "/nowhere/",
    }


def wrong_with(page, address):
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*faults(page), *(["wider than the window"] if wide else [])]


def faults(page):
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{fault['id']}: {node['target']} {node['failureSummary']}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_clean(window, clerk, pages, theme, size):
    page = window(clerk, size=size, theme=theme)
    assert {name: found for name, address in pages.items() if (found := wrong_with(page, address))} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_are_clean_in_english(window, clerk, pages, size):
    page = window(clerk, size=size, language="en")
    assert {name: found for name, address in pages.items() if (found := wrong_with(page, address))} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signing_in_is_clean(window, clerk, theme):
    page = window(theme=theme, size=NARROW)
    page.goto("/account/login/")
    page.get_by_label("登录名").fill("nobody")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    assert faults(page) == []
