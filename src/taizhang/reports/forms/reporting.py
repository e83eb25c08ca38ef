"""What reports share: the findings with what was done for each, what is left, the paper around its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.reports.facts import Aspect, Finding, Ledger, Task
from taizhang.reports.forms.phrases import about, answering, done, drawn_from, ended
from taizhang.reports.official import Block, Heading, Official, Text, numeral


def report(ledger: Ledger, title: str, blocks: Iterable[Block], *, addressed: bool = True, note: str = "") -> Official:
    """A paper of the body as of the ledger's day, to whom it reports."""
    return Official(
        title=title,
        addressee=f"{ledger.reports_to}：" if addressed and ledger.reports_to else "",
        blocks=tuple(blocks),
        signed_by=ledger.body,
        signed_on=ledger.as_of,
        note=note or drawn_from(ledger),
        stamp=ledger.stamp,
    )


def carried_out(aspects: Iterable[Aspect], ledger: Ledger, *, named: bool = False) -> Iterator[Block]:
    """Aspect by aspect and finding by finding what was done; ``named`` says who answers for it, too."""
    for aspect in aspects:
        yield Heading(2, aspect.title)
        for finding in aspect.findings:
            if finding.stated:
                who = answering(finding.answers, ledger.words) if named else ""
                yield Heading(3, about(finding), ended(finding.state + who))
            yield from measures_of(finding)
            if not finding.measures and finding.is_open:
                yield Text("尚未制定措施。")


def measures_of(finding: Finding) -> Iterator[Block]:
    """What was done for one finding, measure by measure: 一是…二是…"""
    for n, measure in enumerate(finding.measures, 1):
        first = f"{numeral(n)}是" if len(finding.measures) > 1 else ""
        yield Text(first + done(measure))


def still_to_do(ledger: Ledger, *, named: bool = True) -> Iterator[Block]:
    """What is open, measure by measure, who goes on with it until when; where nothing is, how it is kept up."""
    left = ledger.open_tasks()
    if not left:
        yield Text("各项措施均已完成。对需要长期坚持的事项定期确认，适时组织回头看，防止问题反弹。")
        return
    yield Text(f"对尚未完成的{len(left)}条措施，明确责任和时限，逐项跟踪，完成一项、认定一项。")
    for task in left:
        yield item(task, ledger, named=named)


def item(task: Task, ledger: Ledger, more: str = "", *, named: bool = True) -> Heading:
    """An open measure as a numbered line: what, who, until when, what is left of it, and what else is to be said."""
    measure = task.measure
    left = f"尚需：{ended(measure.left)}" if measure.left else ""
    return line(measure.title, f"{answering(measure.answers, ledger.words, named=named)}。{left}{more}")


def line(what: str, then: str) -> Heading:
    """A numbered line that is no heading: a page may end behind it."""
    return Heading(3, what.rstrip("。"), then)
