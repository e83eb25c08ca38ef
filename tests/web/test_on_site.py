"""A ledger opened on site: items handed over, contained in the feedback, stage by stage – by HTTP."""

import dataclasses
from datetime import date

import pytest

from taizhang.ledger.actions import HandedOver, hand_over, open_ledger
from taizhang.ledger.models import Ledger, Stage

ITEM = {
    "statement": "供水抢修电话无人值守",
    "notice": "立改〔2026〕1号",
    "handed_over_on": "2026-03-10",
    "deadline": "2026-03-20",
}


@pytest.fixture
def on_site(clerk, opening, at):
    return open_ledger(opening=dataclasses.replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)


@pytest.fixture
def item(ledger, clerk, at):
    """An item beside the ledger's findings."""
    Ledger.objects.filter(pk=ledger.pk).update(stage=Stage.ON_SITE)
    ledger.refresh_from_db()
    return hand_over(ledger=ledger, item=HandedOver("管网漏损严重", "立改〔2026〕1号", date(2026, 3, 10)), by=clerk, at=at)


def test_an_empty_ledger_is_opened(office, clerk):
    body = clerk.posts[0].unit.pk
    said = {"title": "2026年巡察台账", "source": "巡察", "stage": "on_site", "body": body}
    response = office.post("/ledgers/open/", said)
    ledger = Ledger.objects.get()
    assert (response.url, ledger.stage) == (f"/ledgers/{ledger.pk}/", Stage.ON_SITE)


def test_what_is_missing_stands_at_its_field(office):
    response = office.post("/ledgers/open/", {"title": "x"})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_who_is_not_of_the_office_opens_none(visit, contact):
    assert visit(contact).get("/ledgers/open/").status_code == 403


def test_items_are_handed_over_one_after_the_other(office, on_site, units):
    said = {**ITEM, "lead_unit": units["供水科"].pk, "more": "1"}
    response = office.post(f"/ledgers/{on_site.pk}/hand-over/", said)
    assert response.url == f"/ledgers/{on_site.pk}/hand-over/"
    row = on_site.findings.get()
    assert (row.notice, row.lead_unit, row.deadline) == ("立改〔2026〕1号", units["供水科"], date(2026, 3, 20))
    assert "立行立改</span>" in office.get(f"/ledgers/{on_site.pk}/").content.decode()


@pytest.mark.parametrize("wrong", [{"notice": ""}, {"deadline": "2026-03-01"}, {"handed_over_on": "x"}])
def test_a_wrong_item_is_said_at_its_field(office, on_site, wrong):
    response = office.post(f"/ledgers/{on_site.pk}/hand-over/", {**ITEM, **wrong})
    assert response.status_code == 422
    assert not on_site.findings.exists()


def test_items_are_handed_over_on_site_only_and_by_the_office(office, visit, person, ledger, on_site):
    assert office.get(f"/ledgers/{ledger.pk}/hand-over/").url == f"/ledgers/{ledger.pk}/"
    assert visit(person("principal", "市水务局")).get(f"/ledgers/{on_site.pk}/hand-over/").status_code == 403


def test_an_item_is_contained_in_a_finding_and_counted_with_it(office, ledger, item):
    page = f"/ledgers/{ledger.pk}/findings/{item.serial}/"
    shown = office.get(f"{page}contain/").context
    assert shown["nearest"][0].serial == 1
    response = office.post(f"{page}contain/", {"within": 1, "version": item.version})
    assert response.url == page
    assert f'href="/ledgers/{ledger.pk}/findings/1/"' in office.get(page).content.decode()
    assert "含进驻期间交办" in office.get(f"/ledgers/{ledger.pk}/findings/1/").content.decode()
    whole = office.get(f"/ledgers/{ledger.pk}/").content.decode()
    assert "2个问题（含进驻期间立行立改1个）" in whole
    assert "并入问题 1</span>" in whole
    assert office.get(f"{page}contain/").status_code == 403


@pytest.mark.parametrize("within", ["", "99", "4"])
def test_a_wrong_choice_is_said(office, ledger, item, within):
    response = office.post(f"/ledgers/{ledger.pk}/findings/{item.serial}/contain/", {"within": within, "version": 1})
    assert response.status_code == 422


def test_the_stage_is_moved_from_the_head(office, ledger):
    move = f"/ledgers/{ledger.pk}/stage/"
    office.post(move, {"was": "concentrated", "stage": "continuing"})
    ledger.refresh_from_db()
    assert ledger.stage == Stage.CONTINUING
    office.post(move, {"was": "concentrated", "stage": "plan", "reason": "x"})
    office.post(move, {"was": "continuing", "stage": "concentrated", "reason": " "})
    ledger.refresh_from_db()
    assert ledger.stage == Stage.CONTINUING
    assert office.post(move, {"was": "x", "stage": "y"}).status_code == 400


def test_only_the_office_sees_the_control(visit, person, ledger):
    assert "stage-menu" not in visit(person("principal", "市水务局")).get(f"/ledgers/{ledger.pk}/").content.decode()
