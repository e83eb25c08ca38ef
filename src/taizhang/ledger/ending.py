"""Ending a ledger but by archiving it: who may cancel it (撤销) or merge it into another (并入), and what bars that."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger, in_hand
from taizhang.ledger.rerouting import IN_REVIEW
from taizhang.ledger.states import OPEN_CHANGES, OPEN_FINDINGS, FindingState, MeasureState, PlanState

# What goes over into the other ledger: what is open and was not applied for, and what is conceded and reviewed every year.
GOES_OVER = (FindingState.AWAITING_PLAN, FindingState.UNDER_WAY, FindingState.CONCEDED)


def why_not_end(user: User, ledger: Ledger, *, on_paper: bool = False) -> str | None:
    """Why ``user`` may not end ``ledger``, himself or registering what the leading group signed; None when he may."""
    related = policy.relations(user, ledger)
    if on_paper and "office" not in related:
        return _("纸质签批由整改办登记。")
    if not on_paper and not related & {"leading_group", "principal"}:
        return _("撤销、并入台账由领导小组决定，纸质决定由整改办登记。")
    return policy.why_over(ledger)


def may_ask(user: User, ledger: Ledger) -> bool:
    """Whether ``user`` may end ``ledger`` one way or the other."""
    return any(why_not_end(user, ledger, on_paper=on_paper) is None for on_paper in (False, True))


def others(user: User, ledger: Ledger) -> QuerySet[Ledger]:
    """The ledgers that ``ledger`` could be merged into: of the same body, in hand, and seen by ``user``."""
    same = policy.visible_ledgers(user).filter(in_hand(), body=ledger.body_id)
    return same.exclude(pk=ledger.pk).order_by("-pk")


def bars(ledger: Ledger, *, merging: bool) -> list[str]:
    """What has to be finished before ``ledger`` ends, a sentence each. A cancelled one leaves its own work as it stands."""
    held = (import_string(path)(ledger) for path in settings.LEDGERS_HELD_BY)
    return [*(why for why in held if why), *(_unfinished(ledger) if merging else ())]


def _unfinished(ledger: Ledger) -> Iterator[str]:
    """What is waiting for somebody's decision: it would be decided on in a ledger that it is no longer in."""
    if ledger.plans.filter(state=PlanState.IN_REVIEW).exists():
        yield _("方案正在征求意见，请先审定或撤回。")
    if n := ledger.findings.filter(state__in=IN_REVIEW).count():
        yield ngettext("还有%(n)d个问题在审定、审核或公示中。", "还有%(n)d个问题在审定、审核或公示中。", n) % {"n": n}
    if n := ledger.measures.filter(state=MeasureState.AWAITING_REVIEW).count():
        yield ngettext("还有%(n)d条措施待审。", "还有%(n)d条措施待审。", n) % {"n": n}
    if n := ledger.plan_changes.filter(state__in=OPEN_CHANGES).count():
        yield ngettext("还有%(n)d件方案调整没有办完。", "还有%(n)d件方案调整没有办完。", n) % {"n": n}
    if n := ledger.approval_forms.filter(signed_on=None, withdrawn_on=None).count():
        yield ngettext("还有%(n)d张审批表没有登记或作废。", "还有%(n)d张审批表没有登记或作废。", n) % {"n": n}
    unconfirmed = Q(given_on=None) | Q(taken_on=None)
    if n := ledger.handovers.filter(unconfirmed, withdrawn_on=None).count():
        yield ngettext("还有%(n)d张交接单没有确认或作废。", "还有%(n)d张交接单没有确认或作废。", n) % {"n": n}


def going_over(ledger: Ledger) -> QuerySet[Finding]:
    """The findings that go over when ``ledger`` is merged into another; closed and handed-on ones stay where they are."""
    return ledger.findings.filter(state__in=GOES_OVER).order_by("position")


def open_now(ledger: Ledger) -> int:
    """How many findings are open: what nobody will work on any more when ``ledger`` is cancelled."""
    return ledger.findings.filter(state__in=OPEN_FINDINGS, stated=True).count()
