"""The reviewer's queue and approval forms."""

from datetime import timedelta

import pytest

from taizhang.ledger import actions, review
from taizhang.ledger.review import marked


def html(response):
    return response.content.decode()


@pytest.fixture
def handed_in(started):
    """Both measures of the first finding handed in with evidence, countersigned on paper."""
    from tests.ledger.closing import paper

    measures = list(started.ledger.measures.filter(finding=started.finding))
    proof = actions.Given("验收单", None, "水务〔2026〕3号", "档案室")
    by, at = started.people["contact"], started.at
    actions.report_progress(
        subject=measures[0], text="已更换12公里。", as_of=at.date(), degree="done", version=measures[0].version, by=by, at=at
    )
    actions.add_evidence(measures=measures, files=[proof], by=by, at=at)
    actions.hand_in(measures=measures, effects="漏损下降", by=by, at=at)
    actions.countersign(measures=measures, paper=paper("王副局长"), by=started.people["office"], at=at)
    return measures


def test_the_queue_is_of_those_whose_turn_it_is(started, handed_in):
    assert [(one.subject.serial, one.action) for one in review.waiting(started.people["office"])] == [
        (1, "accept"),
        (2, "accept"),
    ]
    assert review.waiting(started.people["contact"]) == []
    assert review.waiting(started.people["verifier"]) == []


def test_a_finding_waits_for_one_after_the_other(started):
    started.completed()
    for who, step in (("leading_group", started.decide), ("principal", started.endorse), ("verifier", started.agree)):
        if who == "leading_group":
            started.submit()
        assert [one.subject.serial for one in review.waiting(started.people[who])] == [1]
        step()
        assert review.waiting(started.people[who]) == []


def test_the_page_shows_the_first_and_asks_a_bounded_number_of_times(started, handed_in, visit, django_assert_max_num_queries):
    client = visit(started.people["office"])
    with django_assert_max_num_queries(34):
        page = html(client.get("/review/"))
    assert "更换老旧管网" in page
    assert "1-1-1" in page
    assert "data-agree" in page


def test_what_changed_since_it_was_sent_back_is_marked(started, handed_in, visit):
    by, later = started.people["office"], started.at + timedelta(hours=1)
    actions.return_measures(measures=handed_in[:1], reason="没有数据", new_date=started.day + timedelta(days=9), by=by, at=later)
    measure = started.ledger.measures.get(serial=1)
    contact, again = started.people["contact"], started.at + timedelta(hours=2)
    actions.report_progress(
        subject=measure, text="已更换15公里。", as_of=started.day, degree="done", version=measure.version, by=contact, at=again
    )
    measure.refresh_from_db()
    since = review.since_last(measure)
    assert since.returned.reason == "没有数据"
    assert since.pieces == [("same", "已更换1"), ("gone", "2"), ("new", "5"), ("same", "公里。")]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [("", "新写", [("new", "新写")]), ("旧", "", [("gone", "旧")]), ("同", "同", [("same", "同")]), ("", "", [])],
)  # fmt: skip
def test_two_versions_as_one(before, after, pieces):
    assert marked(before, after) == pieces


def test_a_form_is_made_printed_and_registered(started, handed_in, visit):
    client = visit(started.people["office"])
    base = f"/ledgers/{started.ledger.pk}/forms"
    response = client.post(f"{base}/make/", {"action": "accept", "measure": [1, 2]})
    assert response.url == f"{base}/1/"
    page = html(client.get(response.url))
    assert "整改措施完成认定审批表" in page
    assert "漏损下降" in page
    said = {"medium": "paper", "name": "钱主任", "capacity": "整改办主任", "signed_on": "2026-11-22", "long_term": ""}
    response = client.post(f"{base}/1/sign/", said, follow=True)
    assert "已登记 2 项。" in html(response)
    assert set(started.ledger.measures.filter(serial__in=[1, 2]).values_list("state", flat=True)) == {"done"}
    assert "1" in html(client.get(f"{base}/"))


def test_a_form_tells_of_the_whole_ledger_and_is_not_for_a_contact(started, handed_in, visit):
    visit(started.people["office"]).post(f"/ledgers/{started.ledger.pk}/forms/make/", {"action": "accept", "measure": [1]})
    assert visit(started.people["contact"]).get(f"/ledgers/{started.ledger.pk}/forms/1/").status_code == 404
