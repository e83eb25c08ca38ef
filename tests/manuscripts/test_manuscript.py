"""A manuscript from its snapshot to its Word file: who amends what, what is bound, what must be looked at before it is final."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.checks import check
from taizhang.files import store
from taizhang.journal.models import Event
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger.actions import Refused
from taizhang.manuscripts import actions
from taizhang.manuscripts.actions.moving import moved
from taizhang.manuscripts.models import Manuscript, Noted, Part
from taizhang.reading import read

pytestmark = pytest.mark.django_db
COUNTS = "巡察反馈问题整改落实情况"  # the part that tells the numbers


def part(manuscript, name):
    return manuscript.parts.get(name=name)


def amend(target, text, by, at, **said):
    target.refresh_from_db()
    return actions.amend_part(part=target, text=text, version=said.pop("version", target.version), by=by, at=at, **said)


def settle(manuscript, by, at):
    """Check it and leave what is found as it is."""
    actions.check_manuscript(manuscript=manuscript, by=by, at=at)
    for remark in manuscript.remarks.exclude(severity="note"):
        actions.answer_remark(remark=remark, reason="已核对", by=by, at=at)


def final(manuscript, by, at, **said):
    settle(manuscript, by, at)
    return actions.finalise_manuscript(manuscript=manuscript, by=by, at=at, **said)


def test_it_begins_with_the_parts_of_its_form(manuscript):
    told = list(manuscript.parts.order_by("position").values_list("level", "heading"))
    assert told[0] == (0, "")
    assert (1, COUNTS) in told
    assert (3, "关于管网漏损率偏高的问题。") in told
    assert part(manuscript, "finding:1").unit.name == "供水科"


def test_a_unit_amends_its_own_part_and_no_other(manuscript, waterworks, at):
    mine = amend(part(manuscript, "finding:1"), "一是更换管网。已更换14公里。", waterworks, at)
    assert (mine.is_amended, mine.amended_by, mine.amended_unit) == (True, "钱新", "供水科")
    with pytest.raises(Refused, match="这一部分由整改办修改"):
        amend(part(manuscript, COUNTS), "总体向好。", waterworks, at)


def test_who_saves_later_is_shown_what_was_saved_before(manuscript, waterworks, clerk, at):
    target = part(manuscript, "finding:1")
    amend(target, "办公室改的。", clerk, at)
    with pytest.raises(actions.Conflict) as conflict:
        amend(target, "科室改的。", waterworks, at, version=1)
    assert (conflict.value.part.text, conflict.value.wanted) == ("办公室改的。", "科室改的。")


def test_every_version_is_kept_with_who_and_when(manuscript, waterworks, clerk, at):
    target = part(manuscript, "finding:1")
    amend(target, "科室改的。", waterworks, at)
    amend(target, "办公室改的。", clerk, at)
    assert list(target.versions.values_list("number", "by")) == [(3, "张敏"), (2, "钱新"), (1, "张敏")]
    assert Event.objects.filter(name="manuscript:amend").count() == 2


def test_a_number_typed_by_hand_wants_a_reason_and_is_listed(manuscript, clerk, at):
    target = part(manuscript, COUNTS)
    typed = target.text.replace("{问题总数}", "3")
    with pytest.raises(ValidationError, match="“问题总数”不再取自数据版本"):
        amend(target, typed, clerk, at)
    amend(target, typed, clerk, at, reason="含督办件1个")
    assert [(t.field, t.reason, t.by) for t in target.typed_numbers.all()] == [("问题总数", "含督办件1个", "张敏")]
    amend(target, typed.replace("问题3个", "问题{问题总数}个"), clerk, at)
    assert not target.typed_numbers.exists()


def test_a_number_that_is_not_there_is_refused(manuscript, clerk, at):
    with pytest.raises(ValidationError, match="没有“{人数}”"):
        amend(part(manuscript, "finding:1"), "共{人数}人。", clerk, at)


def test_remarks_stand_by_their_part(manuscript, clerk, at):
    amend(part(manuscript, "finding:1"), "一是更换管网。2026年2月30日已更换12公里。", clerk, at)
    actions.check_manuscript(manuscript=manuscript, by=clerk, at=at)
    wrong = manuscript.remarks.get(severity="error")
    assert (wrong.part.name, "2月30日" in wrong.quote) == ("finding:1", True)


def test_it_is_final_only_when_every_remark_is_met(manuscript, clerk, at, home):
    target = part(manuscript, "finding:1")
    amend(target, "一是更换管网。2026年2月30日已更换12公里。", clerk, at)
    with pytest.raises(Refused, match="请先校核"):
        actions.finalise_manuscript(manuscript=manuscript, by=clerk, at=at)
    actions.check_manuscript(manuscript=manuscript, by=clerk, at=at)
    with pytest.raises(Refused, match="没有处理"):
        actions.finalise_manuscript(manuscript=manuscript, by=clerk, at=at)
    amend(target, "一是更换管网。2026年2月28日已更换12公里。", clerk, at)
    with pytest.raises(Refused, match="请重新校核"):
        actions.finalise_manuscript(manuscript=manuscript, by=clerk, at=at)
    assert final(manuscript, clerk, at).state == "final"


def test_an_answer_holds_when_it_is_checked_again(manuscript, clerk, at):
    amend(part(manuscript, "finding:1"), "一是更换管网。2026年2月30日已更换12公里。", clerk, at)
    settle(manuscript, clerk, at)
    actions.check_manuscript(manuscript=manuscript, by=clerk, at=at)
    assert manuscript.remarks.get(severity="error").answer == "已核对"


def test_the_word_file_reads_back_without_an_error(manuscript, clerk, at, home):
    made = final(manuscript, clerk, at)
    data = store.fetch(made.final)
    reading = read(data, "报告.docx")
    assert "一是更换老旧管网" in reading.text
    assert [remark for remark in check(reading, file=data) if remark.severity == "error"] == []


def test_a_final_one_is_not_touched_any_more(manuscript, clerk, at, home):
    final(manuscript, clerk, at)
    with pytest.raises(Refused, match="稿子已定稿，不再改动"):
        amend(part(manuscript, "finding:1"), "再改。", clerk, at)


def test_typed_numbers_are_looked_at_before_it_is_final(manuscript, clerk, at, home):
    target = part(manuscript, COUNTS)
    amend(target, target.text.replace("{问题总数}", "2"), clerk, at, reason="按上级口径")
    with pytest.raises(ValidationError, match="有手写的数字"):
        final(manuscript, clerk, at)
    assert final(manuscript, clerk, at, typed_confirmed=True).state == "final"


@pytest.fixture
def newer(manuscript, reported, clerk, at):
    """A later snapshot: one more measure, another progress."""
    later = at + timedelta(days=5)
    measure = reported.measures.get(serial=3)
    said = {"text": "已全部整改到位", "as_of": later.date(), "degree": "done", "version": measure.version}
    ledger_actions.report_progress(subject=measure, **said, by=clerk, at=later)
    ledger_actions.add_measure(finding=reported.findings.get(serial=2), text="按月抽查收费。", by=clerk, at=later)
    return ledger_actions.take_snapshot(ledger=reported, by=clerk, at=later)


def test_moving_shows_what_changes(manuscript, newer, waterworks, clerk, at):
    amend(part(manuscript, "finding:2"), "规范收缴。正在整改。", clerk, at)
    told = moved(manuscript, newer)
    assert ("整改措施总数", "4", "5") in told.numbers
    assert [here.name for here, _new in told.both] == ["finding:2"]
    assert part(manuscript, "finding:2").text == "规范收缴。正在整改。"


def test_moving_keeps_what_was_amended_unless_it_is_taken(manuscript, newer, clerk, at):
    target = part(manuscript, "finding:2")
    amend(target, "规范收缴。正在整改。", clerk, at)
    row = actions.move_manuscript(manuscript=manuscript, snapshot=newer, by=clerk, at=at)
    target.refresh_from_db()
    assert (row.snapshot, target.text, target.is_amended) == (newer, "规范收缴。正在整改。", True)
    assert row.numbers["整改措施总数"] == "5"


def test_moving_takes_what_is_wanted(manuscript, newer, clerk, at):
    target = part(manuscript, "finding:2")
    amend(target, "规范收缴。正在整改。", clerk, at)
    actions.move_manuscript(manuscript=manuscript, snapshot=newer, taken=[target.pk], by=clerk, at=at)
    target.refresh_from_db()
    assert ("已全部整改到位" in target.text, "按月抽查收费" in target.text, target.is_amended) == (True, True, False)


def test_only_the_office_assigns(manuscript, waterworks, clerk, units, at):
    target = part(manuscript, "finding:2")
    with pytest.raises(Refused, match="合稿由整改办办理"):
        actions.assign_part(part=target, unit=units["财务科"], by=waterworks, at=at)
    assert actions.assign_part(part=target, unit=units["财务科"], by=clerk, at=at).unit == units["财务科"]


def test_a_withdrawn_one_stays_to_be_seen(manuscript, clerk, at):
    actions.withdraw_manuscript(manuscript=manuscript, reason="改报季报", by=clerk, at=at)
    assert Manuscript.objects.get().get_state_display() == "已作废"


def test_units_that_merge_keep_their_parts(manuscript, units, at):
    from taizhang.accounts.actions import merge_units
    from taizhang.journal.append import SYSTEM

    merge_units(source=units["供水科"], target=units["河湖科"], by=SYSTEM, at=at)
    assert Part.objects.get(name="finding:1").unit == units["河湖科"]


def test_no_remark_is_left_without_saying_why(manuscript, clerk, at):
    actions.check_manuscript(manuscript=manuscript, by=clerk, at=at)
    remark = Noted.objects.create(manuscript=manuscript, position=999, code="x", severity="error", message="x", sentence="0" * 64)
    with pytest.raises(ValidationError, match="请写明理由"):
        actions.answer_remark(remark=remark, reason=" ", by=clerk, at=at)
