"""A paper from upload to ledger, by the actions the page and the command call."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions, tasks
from taizhang.intake.models import Paper, PaperState
from taizhang.intake.proposal import bodies_of, proposed_opening
from taizhang.journal.models import Event
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Ledger, Source, Stage

REPORT = """关于巡察整改进展情况的通报
根据市委统一部署，2026年3月2日至4月30日，市委第三巡察组对市水务局开展了常规巡察。2026年5月20日，市委第三巡察组向市水务局反馈了巡察意见。现将整改进展情况予以公布。
一、加强组织领导，压实整改责任
（一）提高站位。局党组召开专题会议研究整改工作。
二、聚焦反馈问题，逐项推进整改
（一）供水保障方面
1.管网漏损率偏高问题
一是更换老旧管网。已更换老旧管网12公里。
二是增设监测点。新增漏损监测点30个。
2.水费收缴不规范问题
一是规范收缴流程。修订收费制度1项。
（二）资金管理方面
1.账户清理不及时问题
一是开展账户清理。撤销账户2个。
"""


@pytest.fixture
def paper(clerk, at):
    return actions.receive(data=REPORT.encode(), name="整改进展情况通报.txt", by=clerk, at=at)


@pytest.fixture
def read(paper, at):
    return actions.read(paper=paper, at=at)


def adopted(paper, clerk, at, **kwargs):
    [body] = bodies_of(clerk)
    return actions.adopt(paper=paper, opening=proposed_opening(paper, body), by=clerk, at=at, **{"again": False, **kwargs})


def names(subject):
    return list(Event.objects.filter(subject=subject).order_by("pk").values_list("name", flat=True))


def test_a_paper_is_received_then_read(paper, at):
    assert paper.state == PaperState.WAITING
    read = actions.read(paper=paper, at=at)
    assert (read.state, read.reading["document_kind"]) == (PaperState.READ, "通报")
    assert (read.sheet.counts().aspects, read.sheet.counts().findings, read.sheet.counts().measures) == (2, 3, 4)
    assert names(f"paper:{paper.pk}") == ["paper:receive", "paper:read"]


def test_reading_again_changes_nothing(read, at):
    actions.read(paper=read, at=at)
    assert names(f"paper:{read.pk}") == ["paper:receive", "paper:read"]


def test_a_paper_whose_original_is_lost_says_so(paper, settings, at):
    (settings.HOME / "files" / paper.original_id[:2] / paper.original_id).unlink()
    read = actions.read(paper=paper, at=at)
    assert (read.state, "请从备份恢复" in read.problem) == (PaperState.UNREADABLE, True)


def test_only_the_office_brings_papers_in(contact, at):
    with pytest.raises(Refused, match="整改办"):
        actions.receive(data=b"x", name="x.txt", by=contact, at=at)


def test_the_paper_proposes_the_opening(read, units):
    opening = proposed_opening(read, units["市水务局"])
    assert (opening.source, opening.stage) == (Source.INSPECTION, Stage.CONTINUING)
    assert opening.title == "2026年常规巡察整改台账"
    assert opening.feedback_on.isoformat() == "2026-05-20"
    assert opening.inspected_by == "市委第三巡察组"


def test_a_read_paper_becomes_a_ledger_once(read, clerk, at):
    ledger = adopted(read, clerk, at)
    assert ledger.findings.filter(stated=True).count() == 3
    assert Paper.objects.get(pk=read.pk).ledger == ledger
    with pytest.raises(ValidationError, match="已生成台账"):
        adopted(Paper.objects.get(pk=read.pk), clerk, at)
    assert Ledger.objects.count() == 1


def test_the_same_file_twice_is_asked_about(read, clerk, at):
    adopted(read, clerk, at)
    again = actions.read(paper=actions.receive(data=REPORT.encode(), name="副本.txt", by=clerk, at=at), at=at)
    with pytest.raises(actions.BroughtBefore, match="已经生成过台账"):
        adopted(again, clerk, at)
    adopted(again, clerk, at, again=True)
    assert Ledger.objects.count() == 2


def mend(paper, clerk, at, name, line, version=None, **facts):
    return actions.mend(paper=paper, name=name, line=line, facts=facts, version=version or paper.version, by=clerk, at=at)


def test_mends_are_kept_and_taken_back_one_by_one(read, clerk, at):
    once = mend(read, clerk, at, "retitle", 0, text="供水方面")
    twice = mend(once, clerk, at, "leave_out", 1)
    assert twice.sheet.aspects[0].title == "供水方面"
    back = actions.undo(paper=actions.undo(paper=twice, version=3, by=clerk, at=at), version=4, by=clerk, at=at)
    assert back.sheet == read.sheet
    with pytest.raises(ValidationError, match="没有可以撤销"):
        actions.undo(paper=back, version=5, by=clerk, at=at)


def test_two_people_do_not_overwrite_each_other(read, clerk, at):
    mend(read, clerk, at, "retitle", 0, text="我的")
    with pytest.raises(actions.Overtaken) as overtaken:
        mend(read, clerk, at, "retitle", 0, version=1, text="他的")
    assert overtaken.value.paper.sheet.aspects[0].title == "我的"


def test_another_bodys_office_makes_no_ledger_of_it(read, person, at):
    stranger = person("office", "供水科")
    with pytest.raises(Refused, match="导入它的整改办"):
        adopted(read, stranger, at)


def test_what_lay_too_long_is_read_by_the_timetable(paper, clerk):
    assert tasks.read_left_lying() == 1
    assert tasks.read_left_lying() == 0
    assert Paper.objects.get(pk=paper.pk).state == PaperState.READ
