"""The finding's page: what was found, what is done, where it stands, what happened; reporting and issuing from it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.files import store
from taizhang.intake.models import Paper, PaperState
from taizhang.ledger import actions, history
from taizhang.ledger.models import Measure

HX = {"HX-Request": "true"}


def html(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def address(ledger):
    return f"/ledgers/{ledger.pk}/findings/1/"


def test_it_shows_statement_manifestations_measures_and_people(office, address):
    page = html(office.get(address))
    for text in ("管网漏损率偏高", "老城区管网超期服役", "已更换12公里", "供水科", "王副局长", "11月30日", "长期坚持"):
        assert text in page


def test_the_state_stands_on_its_path(office, address):
    path = office.get(address).context["path"]
    assert [step["word"] for step in path] == ["待定方案", "整改中", "待审定", "待监督审核", "已销号", "回头看"]
    assert [step["when"] for step in path[:3]] == ["past", "now", "ahead"]


def test_a_state_off_the_path_stands_where_it_was_left(office, ledger, address):
    ledger.findings.filter(serial=1).update(state="transferred", settled_reference="市信函〔2026〕3号")
    assert [step["word"] for step in office.get(address).context["path"]] == ["待定方案", "整改中", "已移交"]


def test_it_says_whose_turn_it_is(office, ledger, planned, address):
    assert office.get(address).context["turn"] == "供水科：推进措施，报进展"
    assert office.get(f"/ledgers/{planned.pk}/findings/1/").context["turn"] == "责任领导王副局长：认领；整改办：报送方案"
    assert office.get(f"/ledgers/{planned.pk}/findings/2/").context["turn"] == "整改办：明确牵头单位"


def test_events_read_as_sentences_newest_first(office, ledger, address, clerk, at):
    measure = ledger.measures.get(serial=1)
    actions.assign(subject=measure, lead_unit=None, leader="李副局长", assisting="", version=1, by=clerk, at=at)
    first, last = office.get(address).context["events"]
    assert (first["by"], first["of"], first["sentence"]) == ("张敏", "1.1", "将责任领导定为“李副局长”")
    assert last["sentence"] == "列入台账，有整改措施 2 条"
    assert last["leaf"] in html(office.get(address))


def test_older_events_come_on_demand(office, ledger, address, clerk, at, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 1)
    actions.assign(subject=ledger.findings.get(serial=1), lead_unit=None, leader="李", assisting="", version=1, by=clerk, at=at)
    older = office.get(address).context["older"]
    assert "列入台账" in html(office.get(f"{address}events/?before={older}"))


def test_the_drawer_gets_the_finding_at_a_glance(office, address):
    page = html(office.get(address, headers={**HX, "HX-Target": "drawer"}))
    assert "打开全页" in page
    assert "<html" not in page


@pytest.fixture
def paper(ledger, clerk, at):
    """The paper that finding 1 was read from."""
    original = store.keep("反馈意见".encode(), at=at)
    made = Paper.objects.create(
        original=original, name="反馈意见.txt", brought_by=clerk, brought_at=at, state=PaperState.ADOPTED, ledger=ledger
    )
    ledger.findings.filter(serial=1).update(source=original)
    return made


def test_the_source_opens_at_the_place_for_those_who_may_see_the_paper(office, visit, person, paper, address):
    link = f'href="/intake/{paper.pk}/#s10"'
    assert link in html(office.get(address))
    page = html(visit(person("observer", "市水务局")).get(address))
    assert link not in page
    assert "反馈意见.txt" in page


def test_the_page_asks_a_bounded_number_of_times(office, paper, address):
    with CaptureQueriesContext(connection) as queries:
        office.get(address)
    assert len(queries) <= 31


@pytest.fixture
def report(office, ledger):
    """Reports progress on measure 1."""

    def post(by=office, **fields):
        told = {
            "version": 1,
            "place": "page",
            "text": "已更换13公里。",
            "as_of": "2026-11-20",
            "degree": "basically_done",
            **fields,
        }
        return by.post(f"/ledgers/{ledger.pk}/measures/1/progress/", told, headers=HX)

    return post


def test_progress_is_reported_with_its_day_and_degree(report, ledger):
    assert "已更换13公里。" in html(report())
    measure = Measure.objects.get(ledger=ledger, serial=1)
    assert (measure.progress, measure.progress_as_of, measure.degree_self) == (
        "已更换13公里。",
        date(2026, 11, 20),
        "basically_done",
    )


def test_the_unit_that_leads_reports_too(report, visit, person):
    assert report(by=visit(person("contact", "供水科"))).status_code == 200


@pytest.mark.parametrize(("fields", "said"), [({"text": " "}, "这个字段是必填项"), ({"as_of": "昨天"}, "输入一个有效的日期")])
def test_what_is_missing_is_said_at_its_field(report, fields, said):
    response = report(**fields)
    assert (response.status_code, response["HX-Retarget"]) == (422, "#progress-1")
    assert said in response.content.decode()


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(report):
    response = report(as_of=(timezone.localdate() + timedelta(days=2)).isoformat())
    assert response.status_code == 422
    assert "截至日期不能晚于今天" in response.content.decode()
    assert "已更换13公里。" in response.content.decode()


def test_two_who_report_at_once_are_told(report, ledger):
    report()
    response = report(text="别的话")
    assert response.status_code == 409
    assert "已更换13公里。" in response.content.decode()
    assert "别的话" in response.content.decode()


def test_who_may_not_report_sees_why_on_the_button(visit, person, address):
    page = html(visit(person("observer", "市水务局")).get(address))
    assert 'aria-disabled="true" title="“报进展”由牵头单位联络员、整改办办理。"' in page


def test_issuing_asks_first_and_names_what_cannot_be(office, approved):
    page = html(office.get(f"/ledgers/{approved.pk}/measures/do/issue/?finding=1&finding=2"))
    assert "将“下达” 2 项。" in page
    assert "下达后不能撤回。" in page
    assert "还没有牵头单位，请先明确责任。" in page
    assert not approved.measures.exclude(state="drafted").exists()


def test_issuing_does_what_it_said(office, approved):
    page = html(office.post(f"/ledgers/{approved.pk}/measures/do/issue/", {"measure": [1, 2, 3]}, headers=HX))
    assert "已办理“下达” 2 项。" in page
    assert "还没有牵头单位，请先明确责任。" in page
    assert list(approved.measures.filter(state="under_way").values_list("serial", flat=True)) == [1, 2]


def test_a_contact_cannot_issue(visit, person, approved):
    page = html(visit(person("contact", "供水科")).get(f"/ledgers/{approved.pk}/measures/do/issue/?finding=1"))
    assert "没有可以“下达”的事项。" in page
    assert "由整改办办理" in page
