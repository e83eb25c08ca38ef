"""整改进展情况报告, and 整改情况报告 where nothing is open any more: how it was organised, what was done, what is left."""

from __future__ import annotations

from taizhang.reports.facts import Ledger
from taizhang.reports.forms.organising import organised
from taizhang.reports.forms.phrases import counts, feedback
from taizhang.reports.forms.reporting import carried_out, report, still_to_do
from taizhang.reports.official import Heading, Official, Text


def progress_report(ledger: Ledger) -> Official:
    """The report as of the ledger's day."""
    what = f"整改{'进展' if ledger.open_tasks() else ''}情况"
    return report(
        ledger,
        f"{ledger.body}关于{ledger.subject}{what}的报告",
        (
            Text(f"{feedback(ledger)}{ledger.body}对照{ledger.subject}逐项推进整改，现将{what}报告如下。"),
            Heading(1, "主体责任落实情况"),
            *organised(ledger),
            Heading(1, f"{ledger.subject}整改落实情况"),
            Text(counts(ledger)),
            *carried_out(ledger.aspects, ledger),
            Heading(1, "下一步工作"),
            *still_to_do(ledger),
        ),
    )
