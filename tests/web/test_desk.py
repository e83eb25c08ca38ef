"""My desk and the list of ledgers."""

from datetime import timedelta

from django.utils import timezone

from taizhang.accounts.models import Unit


def texts(response, key):
    return [line.text for pile in response.context["piles"] if pile.key == key for line in pile.lines]


def test_the_office_is_asked_to_issue_and_to_assign(office, approved):
    response = office.get("/")
    assert texts(response, "mine")[0] == "4 条措施待下达"
    assert "水费收缴不规范" in texts(response, "mine")


def test_an_empty_desk_says_so_and_offers_the_way(visit, contact):
    html = visit(contact).get("/").content.decode()
    assert "现在没有等您办的事" in html
    assert 'href="/ledgers/"' in html


def test_due_and_late_are_apart(office, ledger, clerk, at):
    today = timezone.localdate()
    late, soon = ledger.findings.all()[:2]
    for finding, day in ((late, today - timedelta(days=3)), (soon, today + timedelta(days=2))):
        type(finding).objects.filter(pk=finding.pk).update(deadline=day)
    response = office.get("/")
    assert texts(response, "late") == [late.statement]
    assert texts(response, "soon") == [soon.statement]


def test_the_desk_asks_the_database_a_bounded_number_of_times(office, ledger, planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(27):
        assert office.get("/").status_code == 200


def test_the_ledgers_are_counted_in_two_queries(office, ledger, planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = office.get("/ledgers/")
    assert [line.measure_total for _, line in response.context["rows"]] == [4, 4]
    assert [line.finding_total for _, line in response.context["rows"]] == [2, 2]


def test_who_may_not_know_of_a_ledger_does_not_see_it(visit, person, ledger):
    assert Unit.objects.filter(name="市委巡察办").exists()
    response = visit(person("office", "市委巡察办")).get("/ledgers/")
    assert response.context["rows"] == []
