"""立行立改情况报告: what was handed over on site, and the measures that the plan wants carried out at once."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reports.facts import Finding, Ledger
from taizhang.reports.forms.phrases import answering, done, ended, so_far
from taizhang.reports.forms.reporting import item, report
from taizhang.reports.official import Block, Heading, Official, Text, numeral, spoken


def at_once_report(ledger: Ledger) -> Official:
    """The report as of the ledger's day."""
    return report(
        ledger,
        f"{ledger.body}{ledger.words.at_once}情况的报告",
        (
            Text(f"现将{ledger.words.at_once}事项截至{spoken(ledger.as_of)}的办理情况报告如下。"),
            Heading(1, "交办事项"),
            *_handed_over(ledger),
            Heading(1, f"{ledger.words.at_once}的措施"),
            *_measures(ledger),
        ),
    )


def _handed_over(ledger: Ledger) -> Iterator[Block]:
    items = ledger.handed_over
    if not items:
        yield Text("没有进驻期间交办的事项。")
        return
    left = sum(finding.is_open for finding in items)
    yield Text(f"进驻期间交办{len(items)}件，已办结{len(items) - left}件{f'，正在办理{left}件' if left else ''}。")
    for finding in items:
        yield Heading(3, f"{finding.statement.rstrip('。')}。", _told(finding, ledger))
        yield from (Text(f"{_which(n, finding)}{done(one)}") for n, one in enumerate(finding.measures, 1))


def _told(finding: Finding, ledger: Ledger) -> str:
    site = finding.on_site
    notice = f"（{site.notice}）" if site and site.notice else ""
    handed = f"{spoken(site.handed_over_on)}交办{notice}，" if site else ""
    return ended(f"{handed}{finding.state}{answering(finding.answers, ledger.words)}")


def _which(n: int, finding: Finding) -> str:
    return f"{numeral(n)}是" if len(finding.measures) > 1 else ""


def _measures(ledger: Ledger) -> Iterator[Block]:
    asked = [task for task in ledger.tasks() if task.measure.answers.horizon == ledger.words.at_once]
    if not asked:
        yield Text(f"方案没有列为{ledger.words.at_once}的措施。")
        return
    left = sum(task.measure.is_open for task in asked)
    open_ones = f"，尚未完成{left}条" if left else ""
    yield Text(f"方案列为{ledger.words.at_once}的措施{len(asked)}条，已完成{len(asked) - left}条{open_ones}。")
    for task in asked:
        yield item(task, ledger, so_far(task.measure))
