"""The ledger's page: the tree, the numbers and their lists, what may be edited, and how little it asks the database."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.ledger import actions
from taizhang.ledger.models import Finding
from taizhang.profiles import shipped
from taizhang.web import count_line


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def shown(response):
    return [row.serial for row in response.context["turning"].rows]


def test_the_tree_shows_aspects_findings_and_measures(office, ledger):
    page = html(office.get(f"/ledgers/{ledger.pk}/"))
    for text in ("供水保障方面", "管网漏损率偏高", "更换老旧管网", "供水科", "王副局长", "11月30日", "自评完成"):
        assert text in page


def test_a_finding_without_a_statement_is_marked_and_not_counted(office, ledger):
    response = office.get(f"/ledgers/{ledger.pk}/")
    assert "不计数" in html(response)
    assert [level.total.word for level in response.context["levels"]] == ["2个问题", "2条具体表现", "4条措施"]


def test_every_number_of_the_count_line_leads_to_the_list_it_counts(office, ledger):
    levels = office.get(f"/ledgers/{ledger.pk}/").context["levels"]
    for level in levels:
        for part in (*level.parts, *level.claimed):
            matching = office.get(f"/ledgers/{ledger.pk}/?{part.query}").context["matching"]
            assert part.n == (matching["findings"] if matching["measures"] is None else matching["measures"])


def test_the_count_line_as_a_sentence_names_its_day_and_levels(office, ledger, today):
    sentence = office.get(f"/ledgers/{ledger.pk}/").context["count_sentence"]
    assert "共有2个问题（整改中2）；2条具体表现；4条措施（推进中4），单位自评完成1。" in sentence
    day = timezone.localdate()
    assert sentence.startswith(f"截至{day.year}年{day.month}月{day.day}日，“2026年巡察整改台账”")


def test_a_filter_says_how_many_of_how_many(office, ledger):
    page = html(office.get(f"/ledgers/{ledger.pk}/?text=漏损"))
    assert "符合条件：1 / 2 个问题" in page
    assert "水费收缴" not in page


def test_nothing_found_offers_the_way_back(office, ledger):
    assert "没有符合条件的问题" in html(office.get(f"/ledgers/{ledger.pk}/?text=没有这样的字"))


@pytest.mark.parametrize(("deadline", "days"), [("late", -1), ("week", 0), ("week", 7), ("month", 8)])
def test_quick_filters_follow_the_day(office, ledger, clerk, at, deadline, days):
    finding = ledger.findings.get(serial=2)
    day = timezone.localdate() + timedelta(days=days)
    actions.set_deadline(subject=finding, deadline=day, horizon="", version=1, by=clerk, at=at)
    assert 2 in shown(office.get(f"/ledgers/{ledger.pk}/?deadline={deadline}"))


def test_who_may_not_edit_sees_why_and_no_button(visit, person, ledger):
    page = html(visit(person("observer", "市水务局")).get(f"/ledgers/{ledger.pk}/"))
    assert "data-edit" not in page
    assert 'title="“明确责任”由整改办办理。"' in page
    assert '<p id="why-' in page


def test_the_office_edits_every_open_row(office, ledger):
    assert html(office.get(f"/ledgers/{ledger.pk}/")).count('data-edit="unit"') == 7


def test_a_measure_shows_what_it_inherits_in_a_lighter_tone(office, ledger):
    page = html(office.get(f"/ledgers/{ledger.pk}/"))
    first = page[page.index('data-key="measures/1"') :].split("</tr>")[0]
    assert re.findall(r'<td class="(\w+) inherited">.*?>([^<]+)<', first) == [
        ("unit", "供水科"),
        ("leader", "王副局长"),
        ("due", "11月30日 周一"),
    ]


def test_measures_fold_and_open_for_one_finding(office, ledger):
    folded = html(office.get(f"/ledgers/{ledger.pk}/?open=none"))
    assert "更换老旧管网" not in folded
    assert "0/2" in folded
    assert "更换老旧管网" in html(office.get(f"/ledgers/{ledger.pk}/findings/1/rows/?open=1"))


def test_manifestations_open_from_their_number(office, ledger):
    assert "老城区管网超期服役" in html(office.get(f"/ledgers/{ledger.pk}/?open=manifestations"))


def test_a_contact_sees_his_own_and_that_it_is_part_of_a_whole(visit, person, ledger):
    response = visit(person("contact", "供水科")).get(f"/ledgers/{ledger.pk}/")
    assert shown(response) == [1]
    assert "符合条件：1 / 2 个问题" in html(response)


@pytest.mark.parametrize(
    "path",
    ["", "findings/1/", "findings/1/rows/", "findings/1/events/", "findings/1/edit/unit/", "measures/1/progress/", "issue/"],
)
def test_what_a_stranger_may_not_know_of_is_not_found(visit, person, ledger, path):
    assert visit(person("office", "市委巡察办")).get(f"/ledgers/{ledger.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["findings/2/", "findings/2/rows/", "findings/2/edit/unit/", "measures/3/progress/"])
def test_what_is_not_a_contacts_is_not_found(visit, person, ledger, path):
    assert visit(person("contact", "供水科")).get(f"/ledgers/{ledger.pk}/{path}").status_code == 404


QUERIES = [
    "",
    "?open=measures",
    "?open=manifestations",
    "?text=网&open=measures",
    "?state=claimed:done",
    "?deadline=late&unit=none",
    "?mine=1",
]


@pytest.mark.parametrize("role", ["office", "contact", "observer", "verifier"])
@pytest.mark.parametrize("query", QUERIES)
def test_the_page_asks_the_database_fifteen_times_at_most(visit, person, ledger, role, query):
    reader = visit(person(role, {"contact": "供水科", "verifier": "市委巡察办"}.get(role, "市水务局")))
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(f"/ledgers/{ledger.pk}/{query}").status_code == 200
    assert len(queries) <= 15, "\n".join(query["sql"][:160] for query in queries)


def test_pages_turn_by_position(office, ledger, monkeypatch):
    monkeypatch.setattr("taizhang.ledger.listing.PAGE", 1)
    first = office.get(f"/ledgers/{ledger.pk}/")
    after = first.context["turning"].after
    second = office.get(f"/ledgers/{ledger.pk}/?after={after}")
    assert (shown(first), shown(second)) == ([1], [2])
    assert shown(office.get(f"/ledgers/{ledger.pk}/?before={second.context['turning'].before}")) == [1]


def test_the_count_line_in_english_separates_word_and_number(visit, clerk, ledger):
    sentence = visit(clerk, language="en").get(f"/ledgers/{ledger.pk}/").context["count_sentence"]
    assert "(Under way 2)" in sentence


def test_a_level_without_any_is_left_out(office, ledger):
    from taizhang.ledger.tally import CountLine

    assert len(count_line.levels(shipped("inspection"), CountLine())) == 2


def test_markup_in_a_paper_stays_text(office, ledger):
    Finding.objects.filter(ledger=ledger, serial=1).update(
        statement="<script>alert(1)</script>", lead_unit=None, lead_unit_text="<b>科</b>"
    )
    page = html(office.get(f"/ledgers/{ledger.pk}/"))
    assert "<script>alert" not in page
    assert "<b>科</b>" not in page
