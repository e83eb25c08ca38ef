"""整改方案 on the web: versions and lists, opinions and answers, approval, owning up, changes of the plan – by HTTP."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import actions
from taizhang.ledger.actions import Paper
from taizhang.ledger.models import Opinion, PlanChange
from taizhang.web import plan_page

MEETING = "局党组会议2026年第8次"
ON_PAPER = {"medium": "paper", "name": "周明", "capacity": "局长", "signed_on": "2026-11-20", "reference": "水党组〔2026〕8号"}


@pytest.fixture
def plan(planned):
    """Where the plan of the planned ledger stands."""
    return f"/ledgers/{planned.pk}/plan/"


@pytest.fixture
def sent(planned, clerk, at):
    return actions.send_plan(ledger=planned, by=clerk, at=at)


@pytest.fixture
def approved(sent, clerk, at):
    signed = Paper("周明", "市水务局", "局长", date(2026, 11, 22))
    plan = actions.approve_plan(plan=sent, meeting=MEETING, paper=signed, by=clerk, at=at)
    actions.issue(measures=[sent.ledger.measures.get(serial=1)], by=clerk, at=at)
    return plan


@pytest.fixture
def change(approved, clerk, at):
    measure = approved.ledger.measures.get(serial=1)
    wanted = {"leader": "刘副局长"}
    return actions.ask_change(subject=measure, wanted=wanted, reason="分工调整", version=measure.version, by=clerk, at=at)


@pytest.fixture
def verifier(person):
    return person("verifier", "市委巡察办", "陈审")


def words(response):
    assert response.status_code == 200, response.content.decode()[:600]
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode().partition("<main")[2])


def do(client, ledger, kind, action, **said):
    return client.post(f"/ledgers/{ledger.pk}/{kind}/do/{action}/", said)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("problems", "管网漏损率偏高"),
        ("tasks", "更换老旧管网。已更换12公里。"),
        ("duties", "王副局长供水科"),
        ("opinions", "还没有审核意见"),
    ],
)
def test_each_list_stands_on_its_own_page(office, plan, sent, part, said):
    assert said in words(office.get(plan, {"part": part}))


def test_a_long_list_is_told_a_page_at_a_time_and_printed_whole(office, planned, plan, monkeypatch):
    monkeypatch.setattr(plan_page, "ON_ONE_PAGE", 1)
    first, second = (office.get(f"{plan}?part=tasks&page={n}").content.decode() for n in (1, 2))
    assert "更换老旧管网" in first
    assert "规范收缴" not in first
    assert "规范收缴" in second
    assert 'href="?version=now&amp;part=tasks&amp;page=1"' in second
    printed = office.get(f"{plan}print/?part=tasks").content.decode()
    assert "更换老旧管网" in printed
    assert "规范收缴" in printed


def test_before_it_is_sent_the_page_says_what_is_missing(office, plan):
    said = words(office.get(plan))
    assert "送审前还缺：" in said
    assert "责任领导2项（2、3）" in said


def test_the_office_puts_it_to_review(office, planned, plan):
    assert office.post(f"{plan}send/", {"review_until": "2099-01-01"}).status_code == 302
    assert "整改方案第1版征求意见" in words(office.get(plan))
    assert planned.plans.get().review_until == date(2099, 1, 1)


@pytest.mark.parametrize("until", ["2020-01-01", "2026-13-45"])
def test_a_wrong_day_is_told_and_nothing_is_sent(office, planned, plan, until):
    office.post(f"{plan}send/", {"review_until": until})
    assert not planned.plans.exists()


def test_a_body_gives_its_opinion_on_screen(visit, verifier, sent, plan):
    client = visit(verifier)
    dialog = client.get(f"/ledgers/{sent.ledger_id}/plans/do/give_opinion/?plan=1").content.decode()
    assert 'value="市委巡察办"' in dialog
    said = {"plan": 1, "body": "市委巡察办", "finding": 1, "text": "细化措施", "given_by": "陈审", "given_on": "2026-11-22"}
    do(client, sent.ledger, "plans", "give_opinion", **said)
    assert Opinion.objects.get().finding.serial == 1
    assert "共1条意见" in words(client.get(plan, {"part": "opinions"}))


def test_the_office_answers_it(office, sent, verifier, plan, at):
    actions.give_opinion(plan=sent, body="市委巡察办", text="细化措施", by=verifier, at=at)
    address = f"/ledgers/{sent.ledger_id}/plans/do/answer_opinion/?plan=1&opinion=1"
    assert address.replace("&", "&amp;") in office.get(plan, {"part": "opinions"}).content.decode()
    assert "细化措施" in office.get(address).content.decode()
    wrong = do(office, sent.ledger, "plans", "answer_opinion", plan=1, opinion=1, reply="not_adopted", why="")
    assert (wrong.status_code, "理由" in wrong.content.decode()) == (422, True)
    do(office, sent.ledger, "plans", "answer_opinion", plan=1, opinion=1, reply="adopted", why="已细化")
    assert "采纳1条" in words(office.get(plan, {"part": "opinions"}))


def test_approval_is_registered_from_paper(office, sent, plan):
    do(office, sent.ledger, "plans", "approve_plan", plan=1, meeting=MEETING, **ON_PAPER)
    sent.refresh_from_db()
    assert (sent.state, sent.approved_by, sent.approved_on) == ("approved", "周明", date(2026, 11, 20))
    assert MEETING in words(office.get(plan, {"version": 1}))


def test_the_principal_approves_on_screen(visit, person, sent, plan):
    client = visit(person("principal", "市水务局", "周明"))
    assert "plans/do/approve_plan/?plan=1" in client.get(plan).content.decode()
    do(client, sent.ledger, "plans", "approve_plan", plan=1, meeting=MEETING, medium="screen")
    sent.refresh_from_db()
    assert sent.state == "approved"


def test_what_stands_in_the_way_of_approval_is_said_on_the_page(office, sent, clerk, at, plan):
    finding = sent.ledger.findings.get(serial=2)
    actions.set_deadline(subject=finding, deadline=date(2026, 12, 1), horizon="", version=finding.version, by=clerk, at=at)
    assert "请撤回后重新送审" in words(office.get(plan))


def test_two_versions_are_held_against_each_other(office, sent, clerk, at, plan):
    measure = sent.ledger.measures.get(serial=1)
    actions.withdraw_plan(plan=sent, reason="修改", by=clerk, at=at)
    actions.reword(measure=measure, text="更换老旧管网。已更换20公里。", version=measure.version, by=clerk, at=at)
    page = office.get(plan, {"part": "differences"}).content.decode()
    assert "已更换<del>1</del>2公里" in page
    assert "已更换2<ins>0</ins>公里" in page


def test_leaders_own_up_in_a_batch(visit, person, planned, plan):
    leader = visit(person("leader", "市水务局", "王建国"))
    assert 'name="finding" value="1"' in leader.get(plan).content.decode()
    do(leader, planned, "findings", "own_up", finding=[1, 2], medium="screen")
    assert set(planned.findings.values_list("serial", "owned_by")) == {(1, "王建国"), (2, ""), (3, "")}
    assert "王建国" in words(leader.get(plan))


@pytest.mark.parametrize(("paper", "across"), [("A4", False), ("A3", True)])
def test_a_list_is_printed_on_either_paper(office, sent, plan, paper, across):
    page = office.get(f"{plan}print/", {"version": 1, "part": "tasks", "paper": paper})
    assert "市水务局整改方案任务清单" in words(page)
    assert ("plan-a3" in page.content.decode()) is across


@pytest.mark.parametrize("asked", [{"version": "9"}, {"version": "x"}, {"part": "secrets"}])
def test_what_there_is_not_is_not_found(office, sent, plan, asked):
    assert office.get(plan, asked).status_code == 404


def test_a_contact_sees_his_part_of_the_plan(visit, person, planned, plan, clerk, at):
    client = visit(person("contact", "供水科"))
    said = words(client.get(plan, {"part": "tasks"}))
    assert "更换老旧管网" in said
    assert "规范收缴" not in said


def test_a_change_is_asked_for_from_the_finding(office, approved):
    ledger = approved.ledger
    address = f"/ledgers/{ledger.pk}/measures/do/ask_change/?measure=1"
    assert address in office.get(f"/ledgers/{ledger.pk}/findings/1/").content.decode()
    shown = office.get(address).context["form"].initial
    assert (shown["leader"], shown["text"]) == ("王副局长", "更换老旧管网。已更换12公里。")
    said = {**{name: value or "" for name, value in shown.items()}, "leader": "刘副局长", "reason": "分工调整", "measure": 1}
    do(office, ledger, "measures", "ask_change", **said)
    assert PlanChange.objects.get().wanted == '{"leader":"刘副局长"}'


def test_a_change_waits_in_the_queue_with_its_buttons(office, change, plan):
    said = words(office.get(f"{plan}changes/"))
    assert "王副局长→刘副局长" in said
    assert "待责任领导审签" in said
    do(office, change.ledger, "changes", "support_change", plan_change=1, **{**ON_PAPER, "name": "王副局长"})
    assert "待整改办审核" in words(office.get(f"{plan}changes/"))


def test_it_is_agreed_to_by_a_colleague_and_holds(visit, person, office, change, plan):
    do(office, change.ledger, "changes", "support_change", plan_change=1, **{**ON_PAPER, "name": "王副局长"})
    do(visit(person("office", "市水务局", "赵静")), change.ledger, "changes", "agree_change", plan_change=1, medium="screen")
    change.measure.refresh_from_db()
    assert change.measure.leader == "刘副局长"
    assert "已同意调整" in words(office.get(f"{plan}changes/"))


def test_it_is_refused_with_the_reason(office, change, plan):
    do(office, change.ledger, "changes", "refuse_change", plan_change=1, reason="分工没有变", **{**ON_PAPER, "name": "王副局长"})
    assert "分工没有变" in words(office.get(f"{plan}changes/", {"which": "settled"}))


def test_who_may_not_see_the_finding_sees_no_change_of_it(visit, contact, change, plan):
    assert "刘副局长" not in words(visit(contact).get(f"{plan}changes/"))


@pytest.mark.parametrize("part", ["problems", "tasks", "duties", "differences", "opinions"])
def test_a_page_of_the_plan_takes_the_same_few_queries(office, clerk, sent, verifier, plan, at, part):
    def taken():
        with CaptureQueriesContext(connection) as queries:
            words(office.get(plan, {"part": part}))
        return len(queries)

    actions.give_opinion(plan=sent, body="市委巡察办", text="意见", by=verifier, at=at)
    taken()
    before = taken()
    for n in range(3):
        actions.give_opinion(plan=sent, body="市委巡察办", text=f"意见{n}", by=verifier, at=at)
        actions.add_measure(finding=sent.ledger.findings.get(serial=1), text="建立台账。", by=clerk, at=at)
    assert taken() == before <= 25


def test_the_queue_takes_the_same_few_queries(office, clerk, approved, plan, at):
    def taken():
        with CaptureQueriesContext(connection) as queries:
            words(office.get(f"{plan}changes/"))
        return len(queries)

    def ask(serial):
        finding = approved.ledger.findings.get(serial=serial)
        actions.ask_change(
            subject=finding, wanted={"assisting": "办公室"}, reason="联合办理", version=finding.version, by=clerk, at=at
        )

    taken()
    ask(1)
    before = taken()
    ask(2)
    assert taken() <= before <= 25
