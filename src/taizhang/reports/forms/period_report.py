"""整改月报 and 季报: what changed since the last snapshot, and what is open; nothing else is told again."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reports.facts import Change, Ledger
from taizhang.reports.forms.phrases import counts, ended, so_far
from taizhang.reports.forms.reporting import item, report
from taizhang.reports.official import Block, Heading, Official, Text, numeral, spoken


def monthly_report(ledger: Ledger) -> Official:
    """The report of the month that the ledger's day is in."""
    return _report(ledger, "月报", f"{ledger.as_of.year}年{ledger.as_of.month}月")


def quarterly_report(ledger: Ledger) -> Official:
    """The report of the quarter."""
    return _report(ledger, "季报", f"{ledger.as_of.year}年第{numeral((ledger.as_of.month + 2) // 3)}季度")


def _report(ledger: Ledger, word: str, period: str) -> Official:
    return report(
        ledger,
        f"{ledger.body}{ledger.subject}整改工作{word}\n（{period}）",
        (
            Text(counts(ledger)),
            Heading(1, "本期变化情况"),
            *_changes(ledger),
            Heading(1, "尚未完成的事项"),
            *_open(ledger),
            Heading(1, "长期坚持事项"),
            Text(_lasting(ledger)),
        ),
    )


def _changes(ledger: Ledger) -> Iterator[Block]:
    words, told = ledger.words, ledger.changes
    if told is None:
        yield Text("没有上期数据版本可以对比，本期只列尚未完成的事项。")
        return
    groups = (
        (f"新{words.close}", told.closed),
        ("反弹、退回重新整改", told.reopened),
        ("新超期", told.slipped),
        ("其他变化", told.changed),
    )
    yield Text(f"与数据版本{told.version}（截至{spoken(told.since)}）相比：{_summary(groups)}。")
    for word, changes in groups:
        if changes:
            yield Heading(2, f"{word}{len(changes)}项")
            yield from (Text(_change(one, ledger)) for one in changes)


def _change(one: Change, ledger: Ledger) -> str:
    level = ledger.words.measure if "." in one.number else ledger.words.finding
    return f"{level}{one.number}，{one.what.rstrip('。')}：{ended(one.said)}"


def _summary(groups: tuple[tuple[str, tuple[Change, ...]], ...]) -> str:
    told = [f"{word}{len(changes)}项" for word, changes in groups if changes]
    return "、".join(told) if told else "没有变化"


def _open(ledger: Ledger) -> Iterator[Block]:
    left = ledger.open_tasks()
    if not left:
        yield Text("没有尚未完成的事项。")
        return
    late = len(ledger.late_tasks())
    yield Text(f"共{len(left)}条措施{f'，其中超过时限{late}条' if late else ''}。")
    for task in left:
        days = task.measure.late_by(ledger.as_of)
        yield item(task, ledger, (f"超期{days}天。" if days else "") + so_far(task.measure))


def _lasting(ledger: Ledger) -> str:
    lasting = [task for task in ledger.tasks() if task.measure.lasting and not task.measure.is_open]
    return f"已完成并长期坚持的措施{len(lasting)}条，按期确认。" if lasting else "没有需要长期坚持的事项。"
