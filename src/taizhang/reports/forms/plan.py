"""整改方案 with its three lists: 问题清单, 任务清单, 责任清单."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reports.facts import Aspect, Finding, Ledger
from taizhang.reports.forms.phrases import answering, feedback
from taizhang.reports.forms.tables import duties, problems, tasks
from taizhang.reports.official import Attachment, Block, Heading, Official, Text, spoken


def plan(ledger: Ledger) -> Official:
    """The paper and its lists, dated on the day that it was approved."""
    words = ledger.words
    lists = (problems(ledger), tasks(ledger), duties(ledger))
    return Official(
        title=f"{ledger.body}关于{ledger.subject}的{words.plan}",
        blocks=(
            Text(f"{feedback(ledger)}为做好{ledger.subject}的整改工作，明确任务、责任和时限，制定本方案。"),
            Heading(1, "工作目标"),
            Text(_aims(ledger)),
            Heading(1, "任务和措施"),
            *(block for aspect in ledger.aspects for block in _aspect(aspect, ledger)),
            Heading(1, "工作步骤"),
            *(Heading(2, step, then) for step, then in _steps(ledger)),
            Heading(1, "组织领导"),
            Text(f"整改工作由{words.leading_group}统一领导，{words.office}负责日常调度、督促检查和{words.close}审核。"),
            Text(f"各{words.lead_unit}对牵头的措施负责，{words.assisting}按职责分工配合；{words.leader}对分管的事项审核把关。"),
            Heading(1, "工作要求"),
            Text(_demands(ledger)),
        ),
        attachments=tuple(Attachment(one.title, (one,), across=True) for one in lists),
        signed_by=ledger.body,
        signed_on=ledger.organising.approved_on or ledger.as_of,
        stamp=ledger.stamp,
    )


def _aims(ledger: Ledger) -> str:
    words = ledger.words
    findings, measures = sum(1 for _ in ledger.findings()), sum(1 for _ in ledger.tasks())
    return (
        f"对{findings}个{words.finding}制定{measures}条{words.measure}，逐条明确{words.leader}、{words.lead_unit}和{words.deadline}，"
        f"完成一项、认定一项、{words.close}一项，做到问题不解决不放过、整改不到位不放过。"
    )


def _aspect(aspect: Aspect, ledger: Ledger) -> Iterator[Block]:
    yield Heading(2, aspect.title)
    for finding in aspect.findings:
        level = 3
        if finding.stated:
            yield Heading(3, finding.statement)
            yield from _manifestations(finding, ledger)
            level = 4
        for measure in finding.measures:
            title, stop, rest = measure.text.rstrip("。").partition("。")
            yield Heading(level, title + stop, f"{rest}{answering(measure.answers, ledger.words)}。")


def _manifestations(finding: Finding, ledger: Ledger) -> Iterator[Block]:
    if finding.manifestations:
        told = "；".join(text.rstrip("。；") for text in finding.manifestations)
        yield Text(f"{ledger.words.manifestation}：{told}。")


def _steps(ledger: Ledger) -> Iterator[tuple[str, str]]:
    until = f"至{spoken(ledger.concentrated_until)}，" if ledger.concentrated_until else ""
    words = ledger.words
    yield "制定方案。", f"逐条研究{words.finding}，制定措施，明确分工，经审核批准后印发执行。"
    yield "集中整改。", f"{until}各{words.lead_unit}按照清单推进，定期报告进展，{words.office}逐项核对佐证材料。"
    yield "巩固提升。", "对需要长期坚持的措施定期确认，对已经完成的事项适时回头看，防止问题反弹。"


def _demands(ledger: Ledger) -> str:
    words = ledger.words
    return (
        f"措施完成后，由{words.lead_unit}提交佐证材料，经{words.leader}审签、{words.office}认定。时限确需调整的，"
        f"在到期前申请并说明理由。不得以发文开会代替整改，对弄虚作假、敷衍应付的，按规定追究责任。"
    )
