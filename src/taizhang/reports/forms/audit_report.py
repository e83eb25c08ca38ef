"""审计整改情况报告: amounts by kind, what was done, what was handed on (移送处理), what was advised (审计建议), what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Amount, Aspect, Finding, Ledger
from taizhang.reports.forms.organising import organised
from taizhang.reports.forms.phrases import about, counts, ended, feedback, money, share
from taizhang.reports.forms.reporting import carried_out, item, line, measures_of, report
from taizhang.reports.listed import Kind
from taizhang.reports.official import Block, Heading, Official, Text

TOTAL = "合计"


def audit_report(ledger: Ledger) -> Official:
    """The report as of the ledger's day."""
    found = tuple(aspect for aspect in ledger.aspects if not aspect.advises)
    advised = tuple(aspect for aspect in ledger.aspects if aspect.advises)
    return report(
        ledger,
        f"{ledger.body}关于{ledger.subject}整改情况的报告",
        (
            Text(f"{feedback(ledger)}{ledger.body}对照{ledger.subject}逐项整改，现将整改情况报告如下。"),
            Heading(1, "部署推进情况"),
            *organised(ledger),
            Heading(1, f"{ledger.subject}整改情况"),
            Text(counts(ledger) + _amounts(ledger)),
            *_by_kind(ledger),
            *carried_out(found, ledger),
            *_handed_on(ledger),
            *_taken_up(advised),
            Heading(1, "未完成原因及下一步工作"),
            *_left(ledger),
        ),
    )


def _summed(ledger: Ledger) -> list[Amount]:
    """What was found and put right, by kind, in the order in which kinds come up."""
    found, rectified = Counter[str](), Counter[str]()
    for _, finding in ledger.findings():
        for one in finding.amounts:
            found[one.kind] += one.found
            rectified[one.kind] += one.rectified
    return [Amount(kind, found[kind], rectified[kind]) for kind in found]


def _total(amounts: Iterable[Amount]) -> Amount:
    some = list(amounts)
    return Amount(TOTAL, sum(one.found for one in some), sum(one.rectified for one in some))


def _amounts(ledger: Ledger) -> str:
    total = _total(_summed(ledger))
    return f"涉及问题金额{money(total.found)}，已整改{money(total.rectified)}。" if total.found or total.rectified else ""


def _by_kind(ledger: Ledger) -> Iterator[Block]:
    summed = _summed(ledger)
    columns: tuple[Shown[Amount], ...] = (
        Shown("金额类别", 30, lambda one: one.kind, Kind.SHORT),
        Shown("问题金额", 30, lambda one: money(one.found), Kind.SHORT),
        Shown("已整改金额", 30, lambda one: money(one.rectified), Kind.SHORT),
        Shown("整改比例", 20, lambda one: share(one.rectified, one.found), Kind.SHORT),
    )
    if summed:
        yield listed("问题金额整改情况", columns, [*summed, _total(summed)], notes="问题金额整改情况")


def _handed_on(ledger: Ledger) -> Iterator[Block]:
    """移送处理: apart from what was put right."""
    gone = [finding for _, finding in ledger.findings() if finding.transferred]
    if gone:
        yield Heading(1, "移送处理事项办理情况")
        yield Text(f"移送处理{len(gone)}项。")
        for finding in gone:
            yield Heading(3, about(finding), _to(finding))


def _taken_up(advised: Iterable[Aspect]) -> Iterator[Block]:
    """审计建议: apart from what was found, and no problems."""
    findings = [finding for aspect in advised for finding in aspect.findings]
    if findings:
        yield Heading(1, "审计建议采纳情况")
        yield Text(f"审计建议{len(findings)}条，已落实{sum(not finding.is_open for finding in findings)}条。")
        for finding in findings:
            yield line(finding.statement, ended(f"。{finding.state}"))
            yield from measures_of(finding)


def _to(finding: Finding) -> str:
    return f"已移送{ended(finding.settled)}" if finding.settled else f"{finding.state}。"


def _left(ledger: Ledger) -> Iterator[Block]:
    left = ledger.open_tasks()
    if not left:
        yield Text("各项措施均已完成。对审计查出问题适时组织回头看，健全长效机制，防止问题再次发生。")
        return
    late = len(ledger.late_tasks())
    yield Text(f"尚有{len(left)}条措施未完成{f'，其中{late}条超过时限' if late else ''}，原因和下一步安排如下。")
    for task in left:
        yield item(task, ledger)
