"""The demonstration's ledger some weeks on: work proved, sent back, accepted; a finding closed, another with its verifiers.

A snapshot of it is there, so that every form can be filled at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from taizhang.accounts.models import User
from taizhang.files import incoming
from taizhang.ledger import actions
from taizhang.ledger.actions import Given, Paper
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.ledger.slots import proposal

MEETING = "党组会第二十三次会议"
CLOSED, BEFORE_VERIFIERS = "资金管理使用绩效不高", "机关作风不够扎实"
RETURNED, FOR_THE_LEADER, FOR_THE_OFFICE = "盘活闲置再生水管线", "提升应急供水和水质监测能力", "推行供水服务公开承诺"


@dataclass(frozen=True, slots=True)
class Company:
    """The people of the demonstration, by what they do in it."""

    clerk: User
    water: User
    offices: User
    deputy: User
    principal: User
    verifier: User


def live(ledger: Ledger, company: Company, at: datetime) -> None:
    """Take ``ledger`` some way on, by the same actions as on the web, each by whom it is for."""
    _work_on(ledger, company, at)
    closed, waiting = (ledger.findings.get(statement__startswith=name) for name in (CLOSED, BEFORE_VERIFIERS))
    for finding in (closed, waiting):
        _completed(list(finding.measures.all()), company.offices, company, at)
    both = [closed, waiting]
    actions.submit(findings=both, by=company.clerk, at=at)
    actions.decide(findings=both, meeting=MEETING, by=company.deputy, at=at)
    actions.endorse(findings=both, by=company.principal, at=at)
    _agreed(closed, company, at)
    actions.take_snapshot(ledger=ledger, by=company.clerk, at=at)


def _work_on(ledger: Ledger, company: Company, at: datetime) -> None:
    """What the water section is at: one measure under way, one sent back, one before the leader, one before the office."""
    returned, leader, office = (ledger.measures.get(title__startswith=t) for t in (RETURNED, FOR_THE_LEADER, FOR_THE_OFFICE))
    _handed_in([returned, leader, office], company.water, at)
    _countersigned([office], company, at)
    later = timezone.localdate(at) + timedelta(days=20)
    reason = "佐证材料只有计划，没有通水记录"
    actions.return_measures(measures=[returned], reason=reason, new_date=later, by=company.clerk, at=at)


def _completed(measures: Sequence[Measure], contact: User, company: Company, at: datetime) -> None:
    _handed_in(measures, contact, at)
    _countersigned(measures, company, at)
    actions.accept(measures=measures, by=company.clerk, at=at)


def _handed_in(measures: Sequence[Measure], contact: User, at: datetime) -> None:
    """Each with its progress and a file in every slot that must be filled."""
    for measure in measures:
        text = f"{measure.title}各项工作已完成，资料齐全。"
        day, version = timezone.localdate(at), measure.version
        told = actions.report_progress(subject=measure, text=text, as_of=day, degree="done", version=version, by=contact, at=at)
        actions.set_slots(measure=told, slots=proposal(told.text)[:1], version=told.version, by=_office(measure), at=at)
        _prove(measure, contact, at)
    actions.hand_in(measures=measures, effects="问题得到解决，工作有章可循", by=contact, at=at)


def _office(measure: Measure) -> User:
    return User.objects.get(memberships__role="office", memberships__unit=measure.ledger.body)


def _prove(measure: Measure, contact: User, at: datetime) -> None:
    for slot in measure.slots.all():
        words = f"{slot.what}\n\n{measure.title}\n\n（演示材料，内容为虚构）\n".encode()
        name = f"{measure.title}（{slot.what}）.txt"[-80:]
        kept = Given(name, incoming.take(words, name, by=contact.actor, at=at))
        actions.add_evidence(measures=[measure], files=[kept], slot=slot, by=contact, at=at)


def _countersigned(measures: Sequence[Measure], company: Company, at: datetime) -> None:
    """By the leaders, on paper; the office registers each leader's approval sheet."""
    for measure in measures:
        name = measure.led.leader or measure.finding.leader
        paper = Paper(name, measure.ledger.body.name, "责任领导", timezone.localdate(at), reference="整改审签〔2026〕7号")
        actions.countersign(measures=[measure], paper=paper, by=company.clerk, at=at)


def _agreed(finding: Finding, company: Company, at: datetime) -> None:
    """By the verifier on screen for her body, by the other bodies of the route on paper."""
    for body in finding.ledger.supervising_bodies.all():
        if body.unit_id:
            actions.agree(findings=[finding], degree="done", body=body, by=company.verifier, at=at)
        else:
            paper = Paper(f"{body.name}负责人", body.name, "审核人", timezone.localdate(at), reference="巡察整改审核表9号")
            actions.agree(findings=[finding], degree="done", body=body, paper=paper, by=company.clerk, at=at)
