"""How the work is organised, told by what the ledger knows of it: nothing is said that no record stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from taizhang.reports.facts import Ledger
from taizhang.reports.forms.phrases import parts
from taizhang.reports.official import Heading, spoken

UNANSWERED = "待答复"


def organised(ledger: Ledger) -> Iterator[Heading]:
    """部署, 分工, 把关, 问责: a run-in heading each, those left out of which there is nothing to tell."""
    for title, told in (
        ("统筹部署。", planned(ledger)),
        ("压实责任。", _shared_out(ledger)),
        ("严格把关。", _controlled(ledger)),
        ("追责问责。", held_to_account(ledger)),
    ):
        if told:
            yield Heading(2, title, told)


def planned(ledger: Ledger) -> str:
    """That a plan was made, approved when and by which meeting; what it has; what became of opinions on it."""
    words, known = ledger.words, ledger.organising
    findings, measures = sum(1 for _ in ledger.findings()), sum(1 for _ in ledger.tasks())
    approved = f"，于{spoken(known.approved_on)}审定" if known.approved_on else ""
    meeting = f"（{known.meeting}）" if known.approved_on and known.meeting else ""
    made = f"制定{words.plan}{approved}{meeting}，" if approved else ""
    made += f"对{findings}个{words.finding}制定{measures}条{words.measure}。"
    return made + _opinions(ledger)


def _opinions(ledger: Ledger) -> str:
    counted = Counter(one.reply or UNANSWERED for one in ledger.opinions)
    if not counted:
        return ""
    answered = "" if counted[UNANSWERED] else "，逐条作了答复"
    return f"方案征求审核意见{counted.total()}条，其中{parts(counted, '条')}{answered}。"


def _shared_out(ledger: Ledger) -> str:
    words, answers = ledger.words, [task.measure.answers for task in ledger.tasks()]
    leaders = len({one.leader for one in answers if one.leader})
    units = len({one.lead_unit for one in answers if one.lead_unit})
    told = [f"{leaders}名{words.leader}分工负责" if leaders else "", f"{units}个单位牵头落实" if units else ""]
    said = "，".join(filter(None, told))
    return f"{words.measure}由{said}，逐条明确{words.deadline}。" if said else ""


def _controlled(ledger: Ledger) -> str:
    words = ledger.words
    proofs = sum(len(task.measure.evidence) for task in ledger.tasks())
    closed = sum(1 for _, finding in ledger.findings() if finding.close_out.closed_on)
    told = f"各单位提交佐证材料{proofs}件，由{words.office}逐项核对。" if proofs else ""
    if not closed:
        return told
    return f"{told}经{words.leading_group}审定、{words.supervisor}审核，{words.close}{words.finding}{closed}个。"


def held_to_account(ledger: Ledger) -> str:
    """How many organisations and people were held to account, by kind: numbers only."""
    kinds: dict[str, tuple[int, int]] = {}
    for _, finding in ledger.findings():
        for one in finding.accountability:
            organisations, people = kinds.get(one.kind, (0, 0))
            kinds[one.kind] = organisations + one.organisations, people + one.people
    told = [f"{kind}{_held(*numbers)}" for kind, numbers in kinds.items() if any(numbers)]
    return f"对负有责任的单位和人员依规作出处理：{'；'.join(told)}。" if told else ""


def _held(organisations: int, people: int) -> str:
    return "、".join(filter(None, (f"组织{organisations}个" if organisations else "", f"{people}人" if people else "")))
