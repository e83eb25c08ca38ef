"""A paper brought in, read and made a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from bench.killed import people
from bench.killed.job import AT, Facts, Found, of_ledger

FINDINGS, MEASURES = 8, 2
OPENING = """关于巡察整改进展情况的通报（第{n}号）
一、加强组织领导
（一）提高站位。局党组召开专题会议研究整改工作。
二、聚焦反馈问题，逐项推进整改
（一）供水保障方面
"""
FINDING = "{n}.第{n}类管网巡检记录不完整问题。一是完善巡检制度。已修订制度{n}项。二是按月核对记录。核对记录{n}次。\n"


class Adopting:
    """The paper's steps, as the clerk and the worker take them."""

    def prepare(self, n: int) -> Facts:
        """A paper that nobody has brought yet."""
        text = OPENING.format(n=n) + "".join(FINDING.format(n=k + 1) for k in range(FINDINGS))
        return {"name": f"通报{n}.txt", "title": f"第{n}份台账", "text": text}

    def run(self, facts: Facts) -> Iterator[str]:
        """Brought in, read, adopted; a file that is a ledger already is not made one again."""
        from dataclasses import replace

        from taizhang.intake import actions
        from taizhang.intake.proposal import proposed_opening

        clerk = people.whoever("clerk")
        paper = actions.receive(data=facts["text"].encode(), name=facts["name"], by=clerk, at=AT)
        yield "receive"
        paper = actions.read(paper=paper, at=AT)
        yield "read"
        opening = replace(proposed_opening(paper, people.bureau()), title=facts["title"])
        try:
            actions.adopt(paper=paper, opening=opening, again=False, by=clerk, at=AT)
        except actions.BroughtBefore:
            return
        yield "adopt"

    def found(self, facts: Facts) -> Found:
        """Papers of this file, and the ledger made of one."""
        from taizhang.intake.models import Paper, PaperState
        from taizhang.journal.models import Event
        from taizhang.ledger.models import Ledger, Measure

        found = Found()
        papers = list(Paper.objects.filter(name=facts["name"]))
        found.done |= {"receive"} if papers else set()
        found.done |= {"read"} if any(paper.state != PaperState.WAITING for paper in papers) else set()
        ledgers = list(Ledger.objects.filter(title=facts["title"]))
        found.step("adopt", len(ledgers), of=1)
        if {paper.ledger_id for paper in papers} - {None} != {ledger.pk for ledger in ledgers}:
            found.half.append("adopt: paper and ledger")
        for ledger in ledgers:
            events = Event.objects.filter(log__key=ledger.log_key)
            found.step("findings", ledger.findings.count(), of=FINDINGS)
            found.step("measures", Measure.objects.filter(ledger=ledger).count(), of=FINDINGS * MEASURES)
            found.step("events", events.filter(name="finding:add").count(), of=FINDINGS)
            found.step("event", events.filter(name="ledger:adopt").count(), of=1)
            of_ledger(found, ledger)
        return found
