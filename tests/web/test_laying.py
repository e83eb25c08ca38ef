"""A paper brought beside an open ledger: compared, laid as chosen, units and headings asked about – by HTTP."""

import pytest

from taizhang.accounts.models import Unit
from taizhang.intake import actions
from taizhang.intake.models import KnownHeading, PaperState
from taizhang.journal.models import Event

PLAN = """市水务局巡察整改方案
一、整改任务和措施
（一）供水保障方面
1.管网漏损率偏高问题
整改措施：
（1）建立管网巡检制度。每月巡检不少于2次。（水利科负责）
2.窗口服务态度生硬问题
整改措施：
（1）开展窗口作风整治。每季度组织1次评议。
"""
TABLE = "编码\t毛病\t怎么办\t哪个科办\n1\t管网漏损率偏高\t更换老旧管网\t供水科\n2\t水费收缴不规范\t修订制度\t财务科\n"
MAPPED = {"heading": ["编码", "毛病", "怎么办", "哪个科办"], "field": ["number", "statement", "measure", "lead_unit"]}


@pytest.fixture
def brought(clerk, at):
    def bring(text, name="整改方案.txt", **facts):
        return actions.read(paper=actions.receive(data=text.encode(), name=name, by=clerk, at=at, **facts), at=at)

    return bring


@pytest.fixture
def plan(brought):
    return brought(PLAN)


def lay(office, paper, ledger, **said):
    return office.post(f"/intake/{paper.pk}/onto/{ledger.pk}/", {"version": paper.version, **said})


def test_the_paper_offers_the_open_ledger(office, plan, ledger):
    assert f'href="/intake/{plan.pk}/onto/{ledger.pk}/"' in office.get(f"/intake/{plan.pk}/").content.decode()


def test_each_finding_stands_beside_its_like_and_the_unsure_is_asked(office, plan, ledger, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        shown = office.get(f"/intake/{plan.pk}/onto/{ledger.pk}/").context
    assert [(p.one.onto and p.one.onto.serial, p.choice) for p in shown["pairings"]] == [(1, "onto"), (None, None)]
    assert [row.serial for row in shown["unanswered"]] == [2]


def test_what_is_not_chosen_is_marked_and_nothing_is_laid(office, plan, ledger):
    response = lay(office, plan, ledger, f0="onto")
    assert response.status_code == 422
    assert "还有1条没有选定" in response.content.decode()
    assert [bool(p.wrong) for p in response.context["pairings"]] == [False, True]
    assert ledger.measures.count() == 4


def test_a_number_that_the_ledger_does_not_have_is_said(office, plan, ledger):
    response = lay(office, plan, ledger, f0="onto", f1="other", **{"f1-other": "99"})
    assert "请填台账里的问题序号" in response.content.decode()


def test_laid_as_chosen_it_is_told_in_a_line(office, plan, ledger):
    response = lay(office, plan, ledger, f0="other", f1="new", **{"f0-other": "2"})
    assert response.url == f"/ledgers/{ledger.pk}/"
    assert "已并入“整改方案.txt”：1个问题有补充，新增1个问题。" in office.get(response.url).content.decode()
    assert ledger.findings.get(serial=2).measures.count() == 2
    assert ledger.findings.get(serial=4).statement == "窗口服务态度生硬问题"


def test_who_mended_meanwhile_is_not_overrun(office, clerk, plan, ledger, at):
    actions.mend(paper=plan, name="leave_out", line=1, facts={}, version=plan.version, by=clerk, at=at)
    response = lay(office, plan, ledger, f0="onto", f1="new")
    assert response.status_code == 422
    assert ledger.findings.count() == 3


def test_a_notice_is_compared_and_changes_nothing_by_itself(office, brought, ledger):
    notice = brought(PLAN.replace("整改方案", "整改进展情况的通报"), "通报.txt")
    shown = office.get(f"/intake/{notice.pk}/onto/{ledger.pk}/").context
    assert (shown["compared"], {p.choice for p in shown["pairings"]}) == (True, {"leave"})
    assert lay(office, notice, ledger, f0="leave", f1="leave").status_code == 422


def test_a_ledger_of_others_is_not_there(visit, person, plan, ledger):
    stranger = visit(person("office", "市委巡察办"))
    assert stranger.get(f"/intake/{plan.pk}/onto/{ledger.pk}/").status_code == 404


def test_unknown_units_are_asked_about_and_settled_as_chosen(office, plan, ledger, units):
    [question] = office.get(f"/intake/{plan.pk}/onto/{ledger.pk}/").context["unit_questions"]
    assert (question["about"].name, question["about"].times) == ("水利科", 1)
    lay(office, plan, ledger, f0="onto", f1="leave", unit="水利科", unit_for=str(units["河湖科"].pk))
    assert ledger.measures.get(serial=5).lead_unit == units["河湖科"]
    assert Event.objects.get(name="ledger:lay").facts["units"] == {"水利科": "河湖科"}


@pytest.mark.parametrize(("choice", "why"), [("new", "系统管理员"), ("0", "不在“市水务局”之下")])
def test_what_may_not_be_meant_is_refused(office, plan, ledger, choice, why):
    response = lay(office, plan, ledger, f0="onto", f1="leave", unit="水利科", unit_for=choice)
    assert (response.status_code, why in response.content.decode()) == (422, True)
    assert not Unit.objects.filter(name="水利科").exists()


def test_an_administrator_of_the_office_creates_the_unit(visit, clerk, plan, ledger, units, at):
    from taizhang.accounts.actions import give_role
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    give_role(user=clerk, unit=units["市水务局"], role=Role.ADMINISTRATOR, by=SYSTEM, at=at)
    clerk.refresh_from_db()
    lay(visit(clerk), plan, ledger, f0="onto", f1="leave", unit="水利科", unit_for="new")
    assert ledger.measures.get(serial=5).lead_unit == Unit.objects.get(name="水利科", parent=units["市水务局"])


def test_a_former_name_needs_no_question(office, clerk, plan, ledger, units, at):
    from taizhang.accounts.actions import rename_unit
    from taizhang.journal.append import SYSTEM

    rename_unit(unit=rename_unit(unit=units["河湖科"], name="水利科", by=SYSTEM, at=at), name="河湖管理科", by=SYSTEM, at=at)
    assert office.get(f"/intake/{plan.pk}/onto/{ledger.pk}/").context["unit_questions"] == []


def test_headings_are_mapped_once_and_remembered_for_the_sender(office, brought):
    first = brought(TABLE, "表.tsv")
    assert "4 个表头没有认出" in office.get(f"/intake/{first.pk}/").content.decode()
    office.post(f"/intake/{first.pk}/headings/", {**MAPPED, "sender": "供水公司", "version": first.version})
    first.refresh_from_db()
    assert [f.statement for f in first.sheet.findings()] == ["管网漏损率偏高", "水费收缴不规范"]
    assert brought(TABLE, "下月.tsv", sender="供水公司").sheet.counts().measures == 2
    assert brought(TABLE, "别家.tsv", sender="排水公司").sheet.counts().measures == 0
    assert KnownHeading.objects.count() == 4


def test_mends_are_asked_about_before_reading_again_and_come_back(office, clerk, brought, at):
    paper = brought("问题\t怎么办\t责任单位\n管网漏损率偏高\t更换老旧管网\t供水科\n", "表.tsv")
    mended = actions.mend(paper=paper, name="retitle", line=1, facts={"text": "漏损高"}, version=1, by=clerk, at=at)
    said = {"heading": "怎么办", "field": "measure", "sender": "供水公司", "version": mended.version}
    office.post(f"/intake/{paper.pk}/headings/", said)
    paper.refresh_from_db()
    assert paper.sheet == mended.sheet
    office.post(f"/intake/{paper.pk}/headings/", {**said, "over_mends": "on"})
    paper.refresh_from_db()
    assert (paper.sheet.counts().measures, next(paper.sheet.findings()).statement) == (1, "管网漏损率偏高")
    back = actions.undo(paper=paper, version=paper.version, by=clerk, at=at)
    assert (back.sheet, back.state) == (mended.sheet, PaperState.READ)
