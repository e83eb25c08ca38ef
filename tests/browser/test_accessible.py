"""Every page is clean by axe-core, in both themes, wide and narrow, and never wider than its window."""

import dataclasses
from pathlib import Path

import pytest
from django.utils import timezone

from samples.write_pdf import pdf
from taizhang.intake import actions
from taizhang.journal.heads import head_then
from taizhang.ledger.actions import Addition, HandedOver, copy_profile, hand_over, lay, open_ledger
from taizhang.ledger.models import Stage
from taizhang.profiles import shipped
from taizhang.sheet import Aspect, Finding
from tests.browser.conftest import NARROW, WIDE
from tests.browser.report import NAME, REPORT

AXE = next((Path(__file__).parent.parent / "vendor").glob("axe-core-*/axe.min.js"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


PLAN = """市水务局巡察整改方案
一、整改任务和措施
（一）供水保障方面
1.管网漏损率偏高问题
整改措施：
（1）建立管网巡检制度。每月巡检不少于2次。（水利科负责）
2.窗口服务态度生硬问题
整改措施：
（1）开展窗口作风整治。每季度组织1次评议。
"""
TABLE = "编码\t毛病\t怎么办\n1\t管网漏损率偏高\t更换老旧管网\n"


def brought(data, name, clerk, at):
    return actions.read(paper=actions.receive(data=data, name=name, by=clerk, at=at), at=at)


@pytest.fixture
def pages(clerk, ledger, opening, settings, at):
    """Every page by what it is, with something on it."""
    paper = brought(REPORT.encode(), NAME, clerk, at)
    waiting = actions.receive(data=b"not yet", name="问题清单.txt", by=clerk, at=at)
    lost = actions.receive(data=b"lost", name="反馈意见.txt", by=clerk, at=at)
    (settings.HOME / "files" / lost.original_id[:2] / lost.original_id).unlink()
    actions.read(paper=lost, at=at)
    plan, table = brought(PLAN.encode(), "整改方案.txt", clerk, at), brought(TABLE.encode(), "清单.tsv", clerk, at)
    printed = brought(pdf([(80, 760, "关于整改情况的通报")]), "通报.pdf", clerk, at)
    on_site = open_ledger(opening=dataclasses.replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)
    item = HandedOver("供水抢修电话无人值守", "立改〔2026〕1号", timezone.localdate(at))
    hand_over(ledger=on_site, item=item, by=clerk, at=at)
    lay(
        ledger=on_site,
        additions=[Addition(Aspect(None, "供水"), Finding("1.", "管网漏损率偏高"), None)],
        source=None,
        by=clerk,
        at=at,
    )
    return {
        "desk": "/",
        "ledgers": "/ledgers/",
        "ledger": f"/ledgers/{ledger.pk}/",
        "finding": f"/ledgers/{ledger.pk}/findings/1/",
        "intake": "/intake/",
        "paper": f"/intake/{paper.pk}/",
        "waiting": f"/intake/{waiting.pk}/",
        "unreadable": f"/intake/{lost.pk}/",
        "plan": f"/intake/{plan.pk}/",
        "headings": f"/intake/{table.pk}/",
        "pages": f"/intake/{printed.pk}/",
        "laying": f"/intake/{plan.pk}/onto/{ledger.pk}/",
        "comparison": f"/intake/{paper.pk}/onto/{ledger.pk}/",
        "opening": "/ledgers/open/",
        "on site": f"/ledgers/{on_site.pk}/",
        "handing over": f"/ledgers/{on_site.pk}/hand-over/",
        "item": f"/ledgers/{on_site.pk}/findings/1/",
        "containing": f"/ledgers/{on_site.pk}/findings/1/contain/",
        "rules": f"/ledgers/{ledger.pk}/rules/?profile=audit",
        "ending": f"/ledgers/{ledger.pk}/end/",
        "handing on": f"/ledgers/{ledger.pk}/handovers/",
        "handing on everywhere": "/handovers/",
        "check code": f"/ledgers/{ledger.pk}/head/?head={head_then(ledger.log_key, 2)}",
        "check code that does not fit": f"/ledgers/{ledger.pk}/head/?head=2:{40 * chr(48)}",
        "profiles": "/settings/profiles/",
        "profile": "/settings/profiles/audit/",
        "editing a profile": f"/settings/profiles/{_copy(clerk, opening, at).code}/edit/",
        "password": "/account/password/",
        "not found": "/nowhere/",
    }


def _copy(clerk, opening, at):
    return copy_profile(body=opening.body, of=shipped("inspection"), name="本局巡察", by=clerk, at=at)


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
