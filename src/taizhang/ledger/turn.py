"""Whose turn it is with a finding, and to do what: the next steps that the table of states leaves open, by whom exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger import close_out, policy
from taizhang.ledger.conditions.measures import countersignature
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import OPEN_CHANGES, ChangeState, FindingState, MeasureState, PlanState
from taizhang.profiles.shape import Agreement

IN_HAND = (MeasureState.UNDER_WAY, MeasureState.STAGE_DONE)


def whose_turn(finding: Finding, measures: Sequence[Measure]) -> str:
    """``整改办：明确牵头单位`` – who is to move next and how, several joined; empty when nothing is left to do.

    Who still has to sign is told from signatures and evidence: a page fetches the finding with them (``gathering``).
    """
    tell = STEPS.get(FindingState(finding.state))
    return _("；").join(tell(finding, measures)) if tell else ""


def _step(who: str, what: str) -> str:
    return _("%(who)s：%(what)s") % {"who": who, "what": what}


def _office(finding: Finding, what: str) -> str:
    return _step(_(finding.ledger.profile.words.office), what)


def _leaders(finding: Finding, measures: Iterable[Measure], what: str) -> str:
    """The responsible leaders of ``measures`` by name, and what they are to do."""
    names = dict.fromkeys(measure.led.leader for measure in measures)
    return _step(_leader(finding, _("、").join(name for name in names if name)), what)


def _leader(finding: Finding, named: str) -> str:
    """What the leader is called, and who it is: 责任领导王建国."""
    role = _(finding.ledger.profile.words.leader)
    return _("%(role)s%(name)s") % {"role": role, "name": named} if named else role


def _awaiting_plan(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if missing := list(_unanswered(finding, measures)):
        yield from missing
        return
    if finding.leader and not finding.owned_by:
        yield _step(_leader(finding, finding.leader), _("认领"))
    plan = finding.ledger.plans.filter(state=PlanState.IN_REVIEW).prefetch_related("opinions").first()
    if plan is None:
        yield _office(finding, _("报送方案"))
    elif any(not opinion.reply for opinion in plan.opinions.all()):
        yield _office(finding, _("逐条答复审核意见"))
    else:
        yield _step(_("主要负责人"), _("审定方案"))


def _unanswered(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    """What is still to be said of who answers for the finding and by when, before anything else."""
    if not finding.lead_unit_id and not (measures and all(measure.lead_unit_id for measure in measures)):
        yield _office(finding, _("明确牵头单位"))
    elif not finding.deadline and not (measures and all(measure.deadline or measure.long_term for measure in measures)):
        yield _office(finding, _("确定整改时限"))


def _under_way(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if missing := list(_unanswered(finding, measures)):
        yield from missing
        return
    steps = [*_measures(finding, measures), *_changes(finding)]
    if not steps and close_out.live(measures) and not close_out.round_begun(finding, measures):
        steps = [_step(_named(close_out.live(measures)), _("重新整改已完成的措施，或拟定新的措施"))]
    elif not steps and close_out.live(measures):
        steps = [_step(_named(close_out.live(measures)) or _(finding.ledger.profile.words.office), _("申请销号"))]
    yield from steps


def _measures(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    """Who is to move with the measures: hand them down, carry them out, countersign, accept."""
    if drafted := sum(measure.state == MeasureState.DRAFTED for measure in measures):
        yield _office(finding, ngettext("下达 %(n)d 条措施", "下达 %(n)d 条措施", drafted) % {"n": drafted})
    in_hand = [measure for measure in measures if measure.state in IN_HAND]
    if in_hand and (named := _named(in_hand)):
        yield _step(named, _("推进措施，报进展"))
    waiting = [measure for measure in measures if measure.state == MeasureState.AWAITING_REVIEW]
    signed = [measure for measure in waiting if countersignature(measure)]
    if unsigned := [measure for measure in waiting if measure not in signed]:
        n = len(unsigned)
        yield _leaders(finding, unsigned, ngettext("审签 %(n)d 条措施", "审签 %(n)d 条措施", n) % {"n": n})
    if signed:
        n = len(signed)
        yield _step(_accepting(finding, signed), ngettext("认定 %(n)d 条措施", "认定 %(n)d 条措施", n) % {"n": n})


def _named(measures: Iterable[Measure]) -> str:
    units = dict.fromkeys(measure.responsible.lead_unit_name for measure in measures)
    return _("、").join(name for name in units if name)


def _accepting(finding: Finding, measures: Iterable[Measure]) -> str:
    """Who accepts ``measures``: the office, or whoever decides in its place where it leads itself."""
    profile = finding.ledger.profile
    leads = any(policy.office_leads(finding.ledger, measure.responsible) for measure in measures)
    return _(profile.closing.substitute.word if leads else profile.words.office)


def _changes(finding: Finding) -> Iterator[str]:
    """Who is to move with the changes of the plan that were asked for."""
    words = finding.ledger.profile.words
    for change in finding.plan_changes.all():
        if change.state == ChangeState.WITH_LEADER:
            leader = change.subject.led.leader if isinstance(change.subject, Measure) else finding.leader
            yield _step(_leader(finding, leader), _("审签方案调整"))
        elif change.state in OPEN_CHANGES:
            who = words.office if change.state == ChangeState.WITH_OFFICE else words.supervisor
            yield _step(_(who), _("审核方案调整"))


def _awaiting_decision(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if close_out.standing(finding, "decide"):
        yield _step(_("主要负责人"), _("签字背书"))
    else:
        again = _("内容有变动，重新审定") if finding.decided_by else _("审定销号申请")
        yield _step(_(finding.ledger.profile.words.leading_group), again)


def _awaiting_verification(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if not close_out.standing(finding, "endorse"):
        yield _step(_(finding.ledger.profile.words.leading_group), _("签字后内容有变动，退回重新申请"))
        return
    either = finding.ledger.profile.closing.agreement == Agreement.ANY
    yield _step((_("或") if either else _("、")).join(close_out.still_to_agree(finding)), _("同意销号"))


def _on_notice(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if open_ones := sum(one.answered_on is None for one in finding.objections.all()):
        yield _office(finding, ngettext("答复 %(n)d 条异议", "答复 %(n)d 条异议", open_ones) % {"n": open_ones})
    elif until := finding.on_notice_until:
        day = _("%(month)d月%(day)d日") % {"month": until.month, "day": until.day}
        yield _office(finding, _("公示到%(day)s期满后销号") % {"day": day})


def _closed(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if on := finding.look_back_on:
        day = _("%(year)d年%(month)d月%(day)d日") % {"year": on.year, "month": on.month, "day": on.day}
        yield _office(finding, _("%(day)s前回头看") % {"day": day})


def _conceded(finding: Finding, measures: Sequence[Measure]) -> Iterator[str]:
    if on := finding.review_on:
        day = _("%(year)d年%(month)d月%(day)d日") % {"year": on.year, "month": on.month, "day": on.day}
        yield _office(finding, _("%(day)s前复核") % {"day": day})


STEPS: dict[FindingState, Callable[[Finding, Sequence[Measure]], Iterator[str]]] = {
    FindingState.AWAITING_PLAN: _awaiting_plan,
    FindingState.UNDER_WAY: _under_way,
    FindingState.AWAITING_DECISION: _awaiting_decision,
    FindingState.AWAITING_VERIFICATION: _awaiting_verification,
    FindingState.ON_NOTICE: _on_notice,
    FindingState.CLOSED: _closed,
    FindingState.CONCEDED: _conceded,
}
