"""主要负责人组织落实情况报告: what the head of the body did for it, how far it has come, what is short of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from taizhang.reports.facts import Aspect, Ledger
from taizhang.reports.forms.organising import held_to_account, planned
from taizhang.reports.forms.phrases import counts, feedback
from taizhang.reports.forms.reporting import item, report
from taizhang.reports.official import Block, Heading, Official, Text

_MOST_SHOWN = 10  # of what is late: the whole list stands in the progress report


def principal_report(ledger: Ledger) -> Official:
    """The report, to be signed by the head himself."""
    paper = report(
        ledger,
        f"{ledger.body}主要负责人关于组织落实{ledger.subject}整改工作情况的报告",
        (
            Text(f"{feedback(ledger)}作为整改第一责任人，现将组织落实整改工作的情况报告如下。"),
            Heading(1, "履行第一责任人责任情况"),
            Heading(2, "部署推动。", planned(ledger)),
            *_signed(ledger),
            Heading(1, "整改任务落实情况"),
            Text(counts(ledger)),
            *(Heading(2, _head(aspect), _aspect(aspect, ledger)) for aspect in ledger.aspects if aspect.findings),
            Heading(1, "存在的不足"),
            *_short(ledger),
            Heading(1, "下一步打算"),
            Text(_next(ledger)),
        ),
    )
    return replace(paper, signed_by=f"{ledger.body}主要负责人")


def _signed(ledger: Ledger) -> Iterator[Block]:
    known, words = ledger.organising, ledger.words
    meetings = f"整改事项经{len(known.meetings)}次会议研究（{'、'.join(known.meetings)}）。" if known.meetings else ""
    if told := meetings + (f"对{known.endorsed}个{words.finding}的{words.close}逐一签字背书。" if known.endorsed else ""):
        yield Heading(2, "研究审定。", told)
    if told := held_to_account(ledger):
        yield Heading(2, "追责问责。", told)


def _head(aspect: Aspect) -> str:
    return f"{aspect.title.rstrip('。')}。"


def _aspect(aspect: Aspect, ledger: Ledger) -> str:
    """One aspect by its numbers."""
    found = [finding for finding in aspect.findings if finding.stated]
    measures = [measure for finding in aspect.findings for measure in finding.measures]
    done, closed = sum(not measure.is_open for measure in measures), sum(not finding.is_open for finding in found)
    told = [
        f"{ledger.words.finding}{len(found)}个，已办结{closed}个" if found else "",
        f"措施{len(measures)}条，完成{done}条" if measures else "",
    ]
    return f"{'；'.join(filter(None, told))}。"


def _short(ledger: Ledger) -> Iterator[Block]:
    late, back = ledger.late_tasks(), sum(finding.rebounds > 0 for _, finding in ledger.findings())
    told = [
        f"{len(ledger.open_tasks())}条措施尚未完成" if ledger.open_tasks() else "",
        f"其中{len(late)}条超过时限" if late else "",
        f"{back}个{ledger.words.finding}出现反弹" if back else "",
    ]
    said = "，".join(filter(None, told))
    yield Text(f"{said}。" if said else "各项措施按期完成，没有反弹；对长期坚持的事项还要持续用力。")
    for task in late[:_MOST_SHOWN]:
        yield item(task, ledger, f"超期{task.measure.late_by(ledger.as_of)}天。")


def _next(ledger: Ledger) -> str:
    if not ledger.open_tasks():
        return "继续对需要长期坚持的事项定期确认，适时组织回头看，防止问题反弹。"
    return "对尚未完成的事项亲自过问、逐项督促，超期的说明原因、限期完成；对已经完成的事项适时组织回头看，防止问题反弹。"
