"""导出 Word: papers of a ledger for those who may see it, in Chinese whatever the screen speaks, conforming as they come."""

from dataclasses import replace

import pytest
from django.urls import reverse

from taizhang.ledger import actions
from taizhang.reading import read
from tests.reports.test_word import departures

NAMES = ("plan", "opinions", "report", "summary", "evidence")
OF_THE_PLAN = ("plan", "opinions", "problems", "tasks", "duties")


def fetched(client, name, ledger, **query):
    return client.get(reverse("word", args=[ledger.pk, name]), query)


@pytest.fixture
def frozen(approved, clerk, at):
    """The ledger with a snapshot of it."""
    actions.take_snapshot(ledger=approved, by=clerk, at=at)
    return approved


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_of_a_ledger_keeps_to_the_standard(office, frozen, name):
    answer = fetched(office, name, frozen)
    assert answer.status_code == 200
    assert departures(answer.content) == []


def test_the_plan_is_the_version_that_is_looked_at(office, approved):
    answer = fetched(office, "plan", approved, version="1")
    found = read(answer.content, "方案.docx")
    assert "市水务局关于巡察反馈问题的整改方案" in found.text
    assert "王副局长" in found.text
    assert "%E7%AC%AC1%E7%89%88" in answer["Content-Disposition"]  # 第1版


def test_a_paper_is_chinese_for_an_english_screen(visit, clerk, approved):
    text = read(fetched(visit(clerk, language="en"), "opinions", approved, version="1").content, "a.docx").text
    assert "意见采纳情况表" in text


def test_who_sees_a_part_is_told_of_that_part_and_writes_no_report(visit, contact, approved):
    client = visit(contact)
    assert fetched(client, "report", approved).status_code == 404
    assert "管网漏损率偏高" not in read(fetched(client, "plan", approved).content, "a.docx").text


@pytest.mark.parametrize("name", ["plan", "nothing"])
def test_what_is_not_there_is_not_found(office, visit, person, approved, name):
    stranger = visit(person("office", "江岸市"))
    assert fetched(office, "nothing", approved).status_code == 404
    assert fetched(stranger, name, approved).status_code == 404


@pytest.fixture
def large(clerk, sheet, opening, at):
    """A ledger of forty aspects."""
    first = sheet.aspects[0]
    many = tuple(replace(first, title=f"第{n}片区方面") for n in range(40))
    return actions.adopt(opening=opening, sheet=replace(sheet, aspects=many), source=None, reported=False, by=clerk, at=at)


@pytest.mark.parametrize("name", ["plan", "report", "summary", "evidence"])
def test_a_paper_takes_the_same_few_queries_of_any_ledger(office, frozen, large, clerk, at, name, django_assert_max_num_queries):
    actions.take_snapshot(ledger=large, by=clerk, at=at)
    for ledger in (frozen, large):
        with django_assert_max_num_queries(22):
            fetched(office, name, ledger, **({"version": "now"} if name == "plan" else {}))


def test_the_plan_page_offers_them(office, approved):
    page = office.get(reverse("plan", args=[approved.pk])).content.decode()
    for name in OF_THE_PLAN:
        assert reverse("word", args=[approved.pk, name]) in page
    assert reverse("reports", args=[approved.pk]) in page


@pytest.fixture
def form(started):
    """A form for deciding on every finding of a ledger."""
    way = started.completed()
    way.submit(way.findings)
    return way, actions.make_form(action="decide", subjects=way.findings, by=way.people["office"], at=way.at)


def test_an_approval_form_has_its_items_with_their_codes(visit, form):
    way, made = form
    answer = visit(way.people["office"]).get(reverse("approval_form_word", args=[way.ledger.pk, made.serial]))
    assert departures(answer.content) == []
    text = read(answer.content, "a.docx").text
    assert all(item.content[:8] in text for item in made.items.all())
    assert "领导小组审定意见" in text


def test_the_application_for_a_close_out_names_everybody_who_is_asked(visit, form):
    way, _ = form
    answer = visit(way.people["office"]).get(reverse("close_out_word", args=[way.ledger.pk, way.finding.serial]))
    assert departures(answer.content) == []
    text = read(answer.content, "a.docx").text
    assert "责任领导意见" in text
    assert way.finding.statement in text
