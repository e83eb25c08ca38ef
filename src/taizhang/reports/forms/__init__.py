"""The forms: each a few lines that say what stands where, over the plain data of ``reports/facts.py``."""

from taizhang.reports.forms.approval import Approval, approval
from taizhang.reports.forms.close_out import CloseOut, close_out
from taizhang.reports.forms.evidence_contents import evidence_contents
from taizhang.reports.forms.opinions import Opinion, Opinions, opinions
from taizhang.reports.forms.plan import Plan, plan
from taizhang.reports.forms.progress_report import progress_report
from taizhang.reports.forms.summary import summary

__all__ = [
    "Approval",
    "CloseOut",
    "Opinion",
    "Opinions",
    "Plan",
    "approval",
    "close_out",
    "evidence_contents",
    "opinions",
    "plan",
    "progress_report",
    "summary",
]
