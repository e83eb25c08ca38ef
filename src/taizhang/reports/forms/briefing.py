"""整改工作汇报提纲: for a leader with ten minutes – what is late, what is difficult, what has to be coordinated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from taizhang.reports.facts import Finding, Ledger, Task
from taizhang.reports.forms.phrases import answering, counts, ended
from taizhang.reports.forms.reporting import item, line, report
from taizhang.reports.official import Block, Heading, Official, Text

_MOST_SHOWN = 10  # of a kind: nobody listens to more


def briefing(ledger: Ledger) -> Official:
    """The outline."""
    return report(
        ledger,
        f"{ledger.body}{ledger.subject}整改工作汇报提纲",
        (
            Heading(1, "总体情况"),
            Text(counts(ledger)),
            Heading(1, "超期事项"),
            *_late(ledger),
            Heading(1, "难点事项"),
            *_difficult(ledger),
            Heading(1, "需要协调的事项"),
            *_to_coordinate(ledger),
        ),
        addressed=False,
    )


def _late(ledger: Ledger) -> Iterator[Block]:
    late = (item(task, ledger, f"超期{task.measure.late_by(ledger.as_of)}天。") for task in ledger.late_tasks())
    yield from _listed(late, "没有超期的事项。")


def _difficult(ledger: Ledger) -> Iterator[Block]:
    """What came back after it was closed, was sent back, or got more time, and is still open."""
    back = (_back(finding, ledger, why) for _, finding in ledger.findings() if finding.is_open and (why := _why_back(finding)))
    hard = (item(task, ledger, why) for task in ledger.open_tasks() if (why := _why(task)))
    yield from _listed((*back, *hard), "没有反弹、退回或延期的事项。")


def _back(finding: Finding, ledger: Ledger, why: str) -> Heading:
    return line(finding.statement, f"{answering(finding.answers, ledger.words)}。{ledger.words.close}{why}")


def _why_back(finding: Finding) -> str:
    return _times({"后反弹": finding.rebounds, "申请退回": finding.returned})


def _why(task: Task) -> str:
    return _times({"退回": task.measure.returned, "延期": task.measure.extended})


def _times(counted: Mapping[str, int]) -> str:
    """退回2次、延期1次。"""
    told = "、".join(f"{word}{n}次" for word, n in counted.items() if n)
    return f"{told}。" if told else ""


def _to_coordinate(ledger: Ledger) -> Iterator[Block]:
    """Findings that wait for somebody else than their lead unit."""
    waiting = (
        line(finding.statement, f"。{finding.state}，{ended(finding.waits_for)}")
        for _, finding in ledger.findings()
        if finding.is_open and finding.waits_for
    )
    yield from _listed(waiting, "没有需要协调的事项。")


def _listed(lines: Iterable[Heading], nothing: str) -> Iterator[Block]:
    some = list(lines)
    others = f"，先说前{_MOST_SHOWN}项，其余见整改情况汇总表" if len(some) > _MOST_SHOWN else ""
    yield Text(f"共{len(some)}项{others}。" if some else nothing)
    yield from some[:_MOST_SHOWN]
