"""The forms, listed once: each a few lines that say what stands where, over the plain data of ``reports/facts.py``."""

from __future__ import annotations

from taizhang.reports.forms import tables
from taizhang.reports.forms.approval import Approval, Item, approval
from taizhang.reports.forms.at_once import at_once_report
from taizhang.reports.forms.audit_report import audit_report
from taizhang.reports.forms.briefing import briefing
from taizhang.reports.forms.circular import circular, public_circular
from taizhang.reports.forms.close_out import CloseOut, close_out
from taizhang.reports.forms.extension import Extension, Line, extension
from taizhang.reports.forms.form import Asks, Form, Group, tabled
from taizhang.reports.forms.handover import Handed, Handover, handover
from taizhang.reports.forms.period_report import monthly_report, quarterly_report
from taizhang.reports.forms.plan import plan
from taizhang.reports.forms.principal_report import principal_report
from taizhang.reports.forms.progress_report import progress_report

__all__ = [
    "FORMS",
    "Approval",
    "Asks",
    "CloseOut",
    "Extension",
    "Form",
    "Group",
    "Handed",
    "Handover",
    "Item",
    "Line",
    "approval",
    "close_out",
    "extension",
    "form",
    "handover",
]

N_ = str  # marks words that are translated where they are shown
_PLAN, _EARLIER = frozenset({Asks.PLAN}), frozenset({Asks.EARLIER})

FORMS: tuple[Form, ...] = (
    Form("plan", N_("整改方案"), N_("方案审定后印发、报送审核，附三张清单"), Group.PLAN, plan, asks=_PLAN),
    tabled("problems", N_("问题清单"), N_("反馈后分解问题，明确由谁负责"), tables.problems, Group.PLAN),
    tabled("tasks", N_("任务清单"), N_("逐条列出措施、时限和牵头单位"), tables.tasks, Group.PLAN),
    tabled("duties", N_("责任清单"), N_("每位责任领导、每个单位各负责哪些"), tables.duties, Group.PLAN),
    tabled("opinions", N_("意见采纳情况表"), N_("报审方案时说明审核意见怎样采纳"), tables.opinions, Group.PLAN),
    Form("report", N_("整改进展情况报告"), N_("集中整改期满和持续整改期间上报"), Group.REPORTS, progress_report),
    Form(
        "principal",
        N_("主要负责人组织落实情况报告"),
        N_("与整改进展情况报告一并上报，由主要负责人签字"),
        Group.REPORTS,
        principal_report,
    ),
    Form("circular", N_("整改情况通报（党内稿）"), N_("在规定范围内通报"), Group.REPORTS, circular),
    Form(
        "public",
        N_("整改情况通报（公开稿）"),
        N_("保密审查后向社会公开，不出现个人姓名"),
        Group.REPORTS,
        public_circular,
    ),
    Form("audit", N_("审计整改情况报告"), N_("向审计机关报送，金额、移送处理和审计建议分开写"), Group.REPORTS, audit_report),
    Form("at_once", N_("立行立改情况报告"), N_("进驻期间交办和方案要求立行立改的事项办理后上报"), Group.REPORTS, at_once_report),
    Form("monthly", N_("整改月报"), N_("每月上报，只写尚未完成的和本期有变化的"), Group.REPORTS, monthly_report, asks=_EARLIER),
    Form(
        "quarterly",
        N_("整改季报"),
        N_("每季度上报，只写尚未完成的和本期有变化的"),
        Group.REPORTS,
        quarterly_report,
        asks=_EARLIER,
    ),
    Form("briefing", N_("整改工作汇报提纲"), N_("向领导小组汇报：超期、难点、需要协调的事项"), Group.REPORTS, briefing),
    tabled("summary", N_("整改情况汇总表"), N_("一览每条措施办到哪一步"), tables.summary),
    tabled("overview", N_("整改概况表"), N_("上报数字：应整改、已整改、立行立改、问责数"), tables.overview),
    tabled("closed", N_("销号汇总表"), N_("集中申请、审核销号时附在前面"), tables.closed),
    tabled("evidence", N_("佐证材料目录"), N_("装订、报送佐证材料时放在最前"), tables.evidence_contents, across=False),
)
_BY_CODE = {one.code: one for one in FORMS}


def form(code: str) -> Form | None:
    """The form that an address or a command names; None where there is none."""
    return _BY_CODE.get(code)
