"""Evidence as a contract: what a kind of measure asks for, what fills it, and what is taken out again."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.files.store import keep
from taizhang.journal.models import Event
from taizhang.ledger import actions, slots
from taizhang.ledger.actions import Conflict, Given, Refused
from taizhang.ledger.conditions import slots_open
from taizhang.ledger.slots import SlotWanted, proposal
from tests.ledger.measures import PROOF

KINDS = [
    ("修订财务管理制度，堵塞漏洞。", ["印发文件", "制度文本"]),
    ("制定《水费收缴管理办法》。", ["印发文件", "制度文本"]),
    ("召开局党组会专题研究。", ["会议纪要或会议记录"]),
    ("组织业务培训。", ["培训通知", "培训资料和参加人员名单"]),
    ("清退违规发放的补贴。", ["缴款或退款凭证", "清退明细表"]),
    ("更换老旧管网12公里。", ["验收报告或验收记录", "整改前后现场照片"]),
    ("全面排查在建项目。", ["排查台账", "排查情况报告"]),
    ("认真抓好落实。", ["能证明办结的材料"]),
    ("规范水费收缴。", ["收缴情况统计表"]),
]


@pytest.mark.parametrize(("text", "asked"), KINDS, ids=[text for text, _ in KINDS])
def test_the_kind_of_a_measure_says_what_proves_it(text, asked):
    assert [slot.what for slot in proposal(text)] == asked


@pytest.mark.parametrize("text", ["", "。" * 9000, "制定" * 9000, "\x00\ud800", "召开、培训、排查、清退、修订制度、工程验收"])
def test_whatever_the_words_a_few_slots_are_proposed(text):
    assert 1 <= len(proposal(text)) <= slots.MOST_PROPOSED


def test_words_of_two_parts_stand_in_one_clause():
    assert proposal("制定计划。落实制度。")[0].what != "印发文件"


def test_a_file_in_the_data_folder_adds_kinds_and_replaces_its_namesakes(settings, tmp_path):
    settings.HOME = tmp_path
    own = '[[kinds]]\nname = "会议"\nwords = ["碰头"]\n[[kinds.pieces]]\nkind = "会议"\nwhat = "碰头会记录"\n'
    (tmp_path / "evidence.toml").write_text(own, "utf-8")
    assert [slot.what for slot in proposal("每周碰头")] == ["碰头会记录"]
    assert [slot.what for slot in proposal("召开会议")] == ["能证明办结的材料"]
    (tmp_path / "evidence.toml").write_text(own.replace("words", "wrods"), "utf-8")
    with pytest.raises(ValidationError, match="evidence.toml：不认识"):
        proposal("每周碰头")


def test_slots_are_proposed_when_a_measure_is_issued(work):
    assert [(s.what, s.required) for s in work.measure.slots.all()] == [("验收报告或验收记录", True), ("整改前后现场照片", False)]
    event = Event.objects.filter(name="measure:issue", subject="measure:1").get()
    assert event.facts["slots"] == ["验收报告或验收记录", "整改前后现场照片"]


def test_the_office_sets_slots_and_what_fills_them_stays(work, clerk, at):
    first, second = work.measure.slots.all()
    work.add(slot=first)
    wanted = [SlotWanted("工程", "竣工图", 2), SlotWanted("工程", "验收报告", pk=first.pk)]
    measure = actions.set_slots(measure=work.measure, slots=wanted, version=work.measure.version, by=clerk, at=at)
    assert [(s.position, s.what, s.count) for s in measure.slots.order_by("position")] == [(1, "竣工图", 2), (2, "验收报告", 1)]
    assert measure.evidence.get().slot_id == first.pk
    assert not measure.slots.filter(pk=second.pk).exists()


def test_slots_that_are_as_they_were_leave_no_event(work, clerk, at):
    wanted = [SlotWanted(s.kind, s.what, s.count, s.required, s.pk) for s in work.measure.slots.all()]
    before = Event.objects.count()
    actions.set_slots(measure=work.measure, slots=wanted, version=1, by=clerk, at=at)
    assert Event.objects.count() == before


def test_the_loser_of_a_race_for_slots_is_told(work, clerk, at):
    stale = work.measure
    actions.set_slots(measure=stale, slots=[SlotWanted("", "图")], version=stale.version, by=clerk, at=at)
    with pytest.raises(Conflict):
        actions.set_slots(measure=stale, slots=[SlotWanted("", "表")], version=stale.version, by=clerk, at=at)


@pytest.mark.parametrize(
    "wanted",
    [
        [SlotWanted("", " ")], [SlotWanted("", "图", 0)], [SlotWanted("", "图", 100)], [SlotWanted("", "图" * 121)],
        [SlotWanted("", "图", pk=99999)], [SlotWanted("", "图")] * 21,
    ],
)  # fmt: skip
def test_slots_that_cannot_be_are_refused(work, clerk, at, wanted):
    with pytest.raises(ValidationError):
        actions.set_slots(measure=work.measure, slots=wanted, version=work.measure.version, by=clerk, at=at)


def test_one_file_stands_under_several_measures_numbered_by_itself(work, at):
    photo = Given("现场.jpg", keep(b"photo", at=at))
    added = work.add(measures=[work.measure, work.lasting], files=[photo, PROOF])
    assert [one.number for one in added] == ["1-1-1", "1-1-2", "1-2-1", "1-2-2"]
    assert len({one.original_id for one in added}) == 2  # the photograph, and none


def test_a_file_finds_its_slot_by_its_name(work):
    report, photos = work.measure.slots.all()
    added = work.add(
        files=[Given("竣工验收单", None, "1号", "柜"), Given("现场照片", None, "2号", "柜"), Given("别的", None, "3号", "柜")]
    )
    assert [one.slot_id for one in added] == [report.pk, photos.pk, None]


def test_what_stands_there_already_is_not_put_there_twice(work):
    work.add()
    with pytest.raises(Refused, match="已经在这条措施下"):
        work.add()
    assert [one.slot for one in work.add(slot=work.measure.slots.last())] == [work.measure.slots.last()]


def test_its_number_is_never_given_to_another(work, at):
    [one] = work.add()
    actions.withdraw_evidence(evidence=one, reason="扫描不清", by=work.contact, at=at)
    [again] = work.add()
    assert (again.number, again.cycle) == ("1-1-2", 1)
    with pytest.raises(Refused, match="已经撤下"):
        actions.withdraw_evidence(evidence=one, reason="扫描不清", by=work.contact, at=at)


def test_classified_evidence_is_paper(work, at):
    with pytest.raises(ValidationError, match="涉密材料不上传"):
        work.add(files=[Given("批示", keep(b"x", at=at), classified=True)])
    [one] = work.add(files=[Given("批示", None, "水密〔2026〕1号", "机要室", classified=True)])
    assert (one.classified, one.original) == (True, None)


@pytest.mark.parametrize(
    "given",
    [
        Given("", None, "1号", "柜"),
        Given("\u202e\x00", None, "1号", "柜"),
        Given("表", None, "1号"),
        Given("表" * 201, None, "1号", "柜"),
    ],
)
def test_evidence_has_a_name_and_is_somewhere(work, given):
    with pytest.raises(ValidationError):
        work.add(files=[given])


def test_a_name_is_kept_without_marks_that_are_not_seen(work):
    [one] = work.add(files=[Given("验收\u202egpj.exe\x00\n报告", None, "1号", "柜")])
    assert one.name == "验收gpj.exe 报告"


def test_no_evidence_by_strangers_and_none_taken_out_once_it_counts(work, person, at):
    with pytest.raises(Refused, match="由牵头单位联络员、整改办办理"):
        work.add(by=person("contact", "河湖科"))
    [one] = work.accepted().measure.evidence.exclude(slot=work.measure.slots.last())
    with pytest.raises(Refused, match="完成"):
        actions.withdraw_evidence(evidence=one, reason="换一份", by=work.contact, at=at)


def test_evidence_of_an_earlier_time_round_fills_nothing(work):
    measure = work.proved().measure
    assert slots_open(measure) == []
    measure.cycle += 1
    assert slots_open(measure) == ["验收报告或验收记录（还差1份）"]


def test_a_file_does_not_disturb_who_is_editing(work, clerk, at):
    stale = work.measure
    work.add()
    wanted = {"text": "已更换12公里", "as_of": work.day, "degree": "", "version": stale.version}
    assert actions.report_progress(subject=stale, **wanted, by=work.contact, at=at).progress == "已更换12公里"
