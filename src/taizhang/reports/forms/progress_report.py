"""整改进展情况报告, and 整改情况报告 where nothing is open any more: what was found, what was done, what is left."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reports.facts import Aspect, Finding, Ledger, Measure
from taizhang.reports.forms.phrases import answering, ended, feedback, parts
from taizhang.reports.official import Block, Heading, Official, Text, numeral, spoken


def progress_report(ledger: Ledger) -> Official:
    """The report as of the ledger's day."""
    left = [task for task in ledger.tasks() if task.measure.is_open]
    what = f"整改{'进展' if left else ''}情况"
    return Official(
        title=f"{ledger.body}关于{ledger.subject}{what}的报告",
        addressee=f"{ledger.reports_to}：" if ledger.reports_to else "",
        blocks=(
            Text(f"{feedback(ledger)}{ledger.body}对照{ledger.subject}逐项推进整改，现将{what}报告如下。"),
            Heading(1, "总体情况"),
            Text(_counts(ledger)),
            Heading(1, "整改落实情况"),
            *(block for aspect in ledger.aspects for block in _aspect(aspect)),
            Heading(1, "下一步工作"),
            *_next([task.measure for task in left], ledger),
        ),
        signed_by=ledger.body,
        signed_on=ledger.as_of,
        stamp=ledger.stamp,
    )


def _counts(ledger: Ledger) -> str:
    """Every number with its parts, which make it: both are counted from what the report goes on to tell."""
    words, findings, measures = ledger.words, ledger.finding_states(), ledger.measure_states()
    return (
        f"截至{spoken(ledger.as_of)}，共有{words.finding}{findings.total()}个，其中{parts(findings, '个')}；"
        f"{words.measure}{measures.total()}条，其中{parts(measures, '条')}。"
    )


def _aspect(aspect: Aspect) -> Iterator[Block]:
    yield Heading(2, aspect.title)
    for finding in aspect.findings:
        if finding.stated:
            yield Heading(3, f"关于{finding.statement.rstrip('。')}的问题。", f"{finding.state}。")
        yield from _measures(finding)


def _measures(finding: Finding) -> Iterator[Block]:
    for n, measure in enumerate(finding.measures, 1):
        first = f"{numeral(n)}是" if len(finding.measures) > 1 else ""
        yield Text(first + _done(measure))


def _done(measure: Measure) -> str:
    """What was done; where nothing is reported yet, where the measure stands."""
    told = measure.progress or measure.state
    begun = "" if told.startswith(measure.title[:8]) else ended(measure.title)
    return begun + ended(told) + (ended(measure.effect) if measure.effect and measure.effect not in told else "")


def _next(left: list[Measure], ledger: Ledger) -> Iterator[Block]:
    if not left:
        yield Text("各项措施均已完成。对需要长期坚持的事项定期确认，适时组织回头看，防止问题反弹。")
        return
    yield Text(f"对尚未完成的{len(left)}条措施，明确责任和时限，逐项跟踪，完成一项、认定一项。")
    for measure in left:
        yield Heading(3, measure.title.rstrip("。") + answering(measure.answers, ledger.words) + "。")
