"""文稿校核: dropped, checked, answered, held against papers and ledgers, deleted."""

import dataclasses
import inspect
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.policy import Refused
from taizhang.drafts import actions, tasks
from taizhang.drafts.actions import Against, Changed, Dropped, Stored
from taizhang.drafts.known import answered
from taizhang.drafts.models import Answer, Draft, DraftState
from taizhang.files import store
from taizhang.journal.models import Event
from taizhang.profiles.shape import CheckOff
from tests.drafts.conftest import MENDED, NAME, NOTICE

FEEDBACK = (
    "关于巡察市水务局党委的反馈意见\n一、发现的主要问题\n（一）供水保障方面\n1.城乡供水保障能力不足\n2.节约用水工作推进不力"
)
PLAN = "市水务局整改方案\n一、整改任务和措施\n（一）关于供水保障方面\n1.关于城乡供水保障能力不足的问题\n（1）改造管网45公里。\n"


def codes(draft):
    return [remark.code for remark in draft.result.remarks]


def place(draft, code):
    return codes(draft).index(code)


def open_codes(draft):
    return [remark.code for remark in answered(draft, draft.result) if remark.answer is None]


@pytest.mark.parametrize("verb", [v for v in actions.VERBS if v.__name__ not in ("check", "delete_expired")])
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)


def test_what_is_wrong_is_found(draft):
    assert draft.state == DraftState.CHECKED
    assert {"parts.sum", "dates.impossible"} <= set(codes(draft))


def test_checking_twice_changes_nothing(draft, at):
    assert actions.check(draft=draft, at=at + timedelta(days=1)).result_text == draft.result_text


def test_events_say_nothing_of_what_the_paper_says(draft, contact, at):
    actions.answer(draft=draft, places=[0], reason="与市委批复一致", round=1, by=contact, at=at)
    actions.delete(draft=draft, by=contact, at=at)
    events = Event.objects.filter(name__startswith="draft:").order_by("pk")
    assert [event.name for event in events] == ["draft:receive", "draft:check", "draft:answer", "draft:delete"]
    assert not [event for event in events if "通报" in event.payload or "批复" in event.payload]


def test_an_answer_holds_when_the_paper_comes_back_changed(draft, check, contact, at):
    actions.answer(draft=draft, places=[place(draft, "dates.impossible")], reason="原文如此", round=1, by=contact, at=at)
    again = check(MENDED, name="通报（改）.txt", follows=draft)
    assert "dates.impossible" not in open_codes(again)
    assert again.result.mended == 1


def test_an_answer_does_not_hold_for_another_sentence(draft, check, contact, at):
    actions.answer(draft=draft, places=[place(draft, "dates.impossible")], reason="原文如此", round=1, by=contact, at=at)
    assert "dates.impossible" in open_codes(check(NOTICE.replace("9月31日前完成追缴", "9月31日前全部完成")))


def test_an_answer_is_the_persons_own(draft, check, contact, clerk, at):
    actions.answer(draft=draft, places=[0], reason="原文如此", round=1, by=contact, at=at)
    assert open_codes(check(by=clerk)) == codes(draft)


def test_an_answer_can_be_given_anew_and_taken_back(draft, contact, at):
    for reason in ("原文如此", "已核对"):
        actions.answer(draft=draft, places=[0], reason=reason, round=1, by=contact, at=at)
    assert answered(draft, draft.result)[0].answer == "已核对"
    actions.take_back(draft=draft, place=0, round=1, by=contact, at=at)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(("reason", "places"), [(" ", [0]), ("字" * 501, [0])])
def test_an_answer_has_a_reason(draft, contact, at, reason, places):
    with pytest.raises(ValidationError):
        actions.answer(draft=draft, places=places, reason=reason, round=1, by=contact, at=at)


@pytest.mark.parametrize(("places", "round"), [([99], 1), ([], 1), ([0], 2), ([-1], 1)])
def test_what_is_not_there_any_more_is_not_answered(draft, contact, at, places, round):
    with pytest.raises(Changed):
        actions.answer(draft=draft, places=places, reason="原文如此", round=round, by=contact, at=at)


def test_a_draft_is_nobody_elses(draft, clerk, at):
    for verb, said in (
        (actions.answer, {"places": [0], "reason": "原文如此", "round": 1}),
        (actions.take_back, {"place": 0, "round": 1}),
        (actions.hold_against, {"against": Against()}),
        (actions.delete, {}),
    ):
        with pytest.raises(Refused):
            verb(draft=draft, by=clerk, at=at, **said)


def test_a_plan_is_held_against_the_feedback(check, contact, at):
    draft = check(PLAN, name="方案.txt")
    assert "answers.unanswered" not in codes(draft)
    against = Against(feedback=Dropped("反馈意见.txt", FEEDBACK.encode()))
    draft = actions.check(draft=actions.hold_against(draft=draft, against=against, by=contact, at=at), at=at)
    [remark] = [remark for remark in draft.result.remarks if remark.code == "answers.unanswered"]
    assert "节约用水工作推进不力" in remark.message


def test_a_paper_is_held_against_the_ledger(check, ledger, clerk, at, today):
    draft = check(by=clerk)
    against = Against(ledger=ledger, as_of=today)
    draft = actions.check(draft=actions.hold_against(draft=draft, against=against, by=clerk, at=at), at=at)
    told = [remark.message for remark in draft.result.remarks if remark.code == "answers.ledger"]
    assert "文中写57条措施，台账里是4条措施。" in told


@pytest.mark.parametrize(("days", "why"), [(-400, "还没有问题"), (1, "还没有到")])
def test_numbers_are_those_of_the_day(ledger, clerk, draft, at, today, days, why):
    against = Against(ledger=ledger, as_of=today + timedelta(days=days))
    mine = own(draft, clerk, at)
    with pytest.raises(ValidationError, match=why):
        actions.hold_against(draft=mine, against=against, by=clerk, at=at)


def own(draft, by, at):
    return actions.take_over(original=draft.original, name=draft.name, by=by, at=at)


def test_a_ledger_one_may_not_know_of_is_none(draft, ledger, person, at):
    stranger = person("office", "市委巡察办")
    with pytest.raises(ValidationError, match="知悉范围"):
        actions.hold_against(draft=own(draft, stranger, at), against=Against(ledger=ledger), by=stranger, at=at)


def test_a_contact_is_told_of_his_findings_only(check, ledger, contact, at):
    """He sees none of them: the numbers are the ledger's, and no finding is named to him."""
    draft = check(NOTICE + "二、反馈问题整改落实情况\n（一）关于作风方面\n1.针对“窗口服务态度生硬”问题。一是评议。评议4次。\n")
    draft = actions.check(draft=actions.hold_against(draft=draft, against=Against(ledger=ledger), by=contact, at=at), at=at)
    assert "answers.ledger" in codes(draft)
    assert "answers.not_reported" not in codes(draft)


def test_what_was_said_to_hold_against_goes_on_with_the_paper(draft, check, contact, at):
    against = Against(feedback=Stored("反馈意见.txt", store.keep(FEEDBACK.encode(), at=at)), public=True)
    actions.hold_against(draft=draft, against=against, by=contact, at=at)
    again = check(MENDED)
    assert (again.follows, again.feedback_name, again.public) == (draft, "反馈意见.txt", True)


def test_a_result_of_before_is_not_written_over_a_later_one(check, contact, at, monkeypatch):
    draft = actions.receive(file=Dropped(NAME, NOTICE.encode()), by=contact, at=at)
    before = Draft.objects.get(pk=draft.pk)
    actions.hold_against(draft=draft, against=Against(public=True), by=contact, at=at)
    before.state, before.result_text = DraftState.CHECKED, "{}"
    from taizhang.drafts.actions import checking

    assert checking._note_checked(before, at).state == DraftState.WAITING


def test_a_check_that_fails_is_said_and_does_not_come_again(contact, at, monkeypatch, caplog):
    draft = actions.receive(file=Dropped(NAME, NOTICE.encode()), by=contact, at=at)
    monkeypatch.setattr("taizhang.drafts.comparing.check", lambda *_, **__: 1 / 0)
    draft = actions.check(draft=draft, at=at)
    assert draft.state == DraftState.UNREADABLE
    assert "告诉管理员" in draft.problem
    assert "ZeroDivisionError" in caplog.text


def test_what_a_body_does_not_check_is_not_checked(draft, ledger, clerk, at, monkeypatch):
    profile = dataclasses.replace(ledger.profile, checks_off=(CheckOff("parts.sum", "另行核对"),))
    monkeypatch.setattr(type(ledger), "profile", profile)
    held = actions.hold_against(draft=own(draft, clerk, at), against=Against(ledger=ledger), by=clerk, at=at)
    assert "parts.sum" not in codes(actions.check(draft=held, at=at))


def test_a_lost_task_is_made_up_for(contact, at):
    actions.receive(file=Dropped(NAME, NOTICE.encode()), by=contact, at=at - timedelta(days=1))
    assert tasks.check_left_lying() == 1
    assert Draft.objects.get().state == DraftState.CHECKED


def test_a_deleted_draft_leaves_nothing(draft, contact, at):
    actions.delete(draft=draft, by=contact, at=at)
    assert not Draft.objects.exists()
    assert not store.Original.objects.exists()


def test_a_file_used_elsewhere_stays(draft, check, contact, at):
    again = check(name="另一个名字.txt")
    actions.delete(draft=draft, by=contact, at=at)
    assert store.fetch(again.original) == NOTICE.encode()


def test_days_over_it_is_deleted_with_answers_of_no_use(draft, contact, at, settings):
    actions.answer(draft=draft, places=[0], reason="原文如此", round=1, by=contact, at=at)
    assert actions.delete_expired(before=at, at=at) == 0
    assert Answer.objects.count() == 1
    assert actions.delete_expired(before=at + timedelta(seconds=1), at=at) == 1
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.txt", "空文件"),
        (b"PK\x03\x04 half", "半个.docx", "可能没有传完"),
        ("一、问题".encode(), "../方案.txt", "改名"),
        ("秘密★10年\n关于整改情况的报告\n".encode(), "报告.txt", "密级"),
    ],
)
def test_what_is_not_taken_in_is_not_kept(contact, at, data, name, why):
    with pytest.raises(ValidationError, match=why):
        actions.receive(file=Dropped(name, data), by=contact, at=at)
    assert not Draft.objects.exists()
    assert not store.Original.objects.exists()


def test_secret_feedback_is_not_kept(draft, contact, at):
    secret = Dropped("反馈.txt", "机密★\n反馈意见\n".encode())
    with pytest.raises(ValidationError, match="密级"):
        actions.hold_against(draft=draft, against=Against(feedback=secret), by=contact, at=at)
    assert store.Original.objects.get() == draft.original
