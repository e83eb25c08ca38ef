"""What can be had of a ledger as a list, besides its own: events, rounds, handovers, looks back – as much as the person sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.journal.models import Event
from taizhang.ledger import handing, history, policy, sheets
from taizhang.ledger.adoption import STEP
from taizhang.ledger.models import Finding, Handover, Ledger, LookBack
from taizhang.reports.columns import Shown, listed
from taizhang.reports.listed import Column, Kind, Listed, Row
from taizhang.reports.official import spoken
from taizhang.supervision.models import Invitation, Round
from taizhang.supervision.policy import why_not_see as why_not_see_rounds

EVENTS_AT_ONCE = 1000
MOST_ON_A_PAGE = 5000  # events: a page holds them all at once, a workbook does not
_EVENT_COLUMNS = (
    Column("seq", "序号", 8, Kind.NUMBER),
    Column("at", "时间", 20, Kind.SHORT),
    Column("by", "办理人", 14, Kind.SHORT),
    Column("unit", "单位", 20, Kind.SHORT),
    Column("of", "对应", 12, Kind.SHORT),
    Column("what", "办理情况", 70),
)


@dataclass(frozen=True, slots=True)
class LedgerList:
    """One list: its name in the address, what people call it, what it is, who may have it, how it is made."""

    name: str
    word: str | Promise
    about: str | Promise
    open_to: Callable[[User, Ledger], bool]
    make: Callable[[User, Ledger, bool], Listed]


def _sees_all(user: User, ledger: Ledger) -> bool:
    return bool(policy.relations(user, ledger) & policy.SEE_ALL)


def _everybody(user: User, ledger: Ledger) -> bool:
    return True


def _findings(user: User, ledger: Ledger, page: bool) -> Listed:
    return sheets.listed(user, ledger, timezone.localdate())


def _events(user: User, ledger: Ledger, page: bool) -> Listed:
    found = Event.objects.filter(log__key=ledger.log_key)
    newest = list(found.order_by("-seq").values_list("seq", flat=True)[:1])
    first = max(0, newest[0] + 1 - MOST_ON_A_PAGE) if page and newest else 0
    note = f"较早的{first}条没有列出，请导出 Excel。" if first else ""
    rows = _event_rows(ledger, first)
    return Listed(f"{ledger.title}办理记录", _EVENT_COLUMNS, rows, f"{_as_of(ledger)}{note}", name="办理记录")


def _event_rows(ledger: Ledger, first: int) -> Iterator[Row]:
    """The events row by row, oldest first; numbers are told as people call things."""
    called = {f"finding:{serial}": str(serial) for serial in ledger.findings.values_list("serial", flat=True)}
    measures = ledger.measures.order_by().values_list("serial", "finding__serial", "position")
    called |= {f"measure:{serial}": f"{finding}.{position // STEP}" for serial, finding, position in measures}
    rows = Event.objects.filter(log__key=ledger.log_key, seq__gte=first).order_by("seq")
    for event in rows.iterator(EVENTS_AT_ONCE):
        at = timezone.localtime(event.moment).strftime("%Y-%m-%d %H:%M")
        of = called.get(event.subject, "")
        yield Row(str(event.seq), (event.seq + 1, at, event.by_name, event.by_unit, of, history.sentence(event)))


def _rounds(user: User, ledger: Ledger, page: bool) -> Listed:
    columns: tuple[Shown[Round], ...] = (
        Shown("轮次", 8, lambda one: one.serial, Kind.NUMBER),
        Shown("周期", 12, lambda one: str(one.get_rhythm_display()), Kind.SHORT),
        Shown("截至日期", 14, lambda one: one.as_of, Kind.DAY),
        Shown("报送期限", 14, lambda one: one.due, Kind.DAY),
        Shown("发起", 24, lambda one: _by(one.opened_by, one.opened_at and timezone.localdate(one.opened_at)), Kind.SHORT),
        Shown("结束", 24, lambda one: _by(one.closed_by, one.closed_at and timezone.localdate(one.closed_at)), Kind.SHORT),
        Shown("单位", 10, lambda one: len(_asked(one)), Kind.NUMBER),
        Shown("报齐的单位", 12, lambda one: sum(each.answered_at is not None for each in _asked(one)), Kind.NUMBER),
    )
    found = ledger.rounds.filter(opened_at__isnull=False).prefetch_related("invitations").order_by("serial")
    return listed(f"{ledger.title}催报汇总", columns, found, notes=_as_of(ledger))


def _asked(one: Round) -> list[Invitation]:
    return [each for each in one.invitations.all() if each.revoked_at is None]


def _handovers(user: User, ledger: Ledger, page: bool) -> Listed:
    columns: tuple[Shown[Handover], ...] = (
        Shown("编号", 8, lambda one: one.serial, Kind.NUMBER),
        Shown("交接什么", 18, lambda one: str(one.get_kind_display()), Kind.SHORT),
        Shown("移交人", 14, lambda one: one.giver, Kind.SHORT),
        Shown("接收人", 14, lambda one: one.taker, Kind.SHORT),
        Shown("原因", 36, lambda one: one.reason),
        Shown("事项", 8, lambda one: len(one.items.all()), Kind.NUMBER),
        Shown("移交确认", 14, lambda one: one.given_on, Kind.DAY),
        Shown("接收确认", 14, lambda one: one.taken_on, Kind.DAY),
        Shown("交接单编号", 18, lambda one: one.reference, Kind.SHORT),
        Shown("情况", 12, _handed, Kind.SHORT),
    )
    found = sorted(handing.seen(user, ledger), key=lambda one: one.serial)
    return listed(f"{ledger.title}交接情况", columns, found, notes=_as_of(ledger))


def _handed(one: Handover) -> str:
    if one.withdrawn_on:
        return _("已作废")
    return _("待确认") if one.is_open else _("已交接")


def _look_backs(user: User, ledger: Ledger, page: bool) -> Listed:
    columns: tuple[Shown[LookBack], ...] = (
        Shown("问题编号", 10, lambda one: one.finding.serial, Kind.NUMBER, once=lambda one: one.finding_id),
        Shown(ledger.profile.words.finding, 44, lambda one: one.finding.statement, once=lambda one: one.finding_id),
        Shown("第几次整改", 12, lambda one: one.cycle, Kind.NUMBER),
        Shown("方式", 14, lambda one: str(one.get_kind_display()), Kind.SHORT),
        Shown("日期", 14, lambda one: one.carried_out_on, Kind.DAY),
        Shown("检查人", 18, lambda one: one.checked_by, Kind.SHORT),
        Shown("结果", 10, lambda one: _("通过") if one.passed else _("没有通过"), Kind.SHORT),
        Shown("发现的情况", 40, lambda one: one.found),
        Shown("文号", 18, lambda one: one.reference, Kind.SHORT),
    )
    seen = policy.visible_findings(user, ledger)
    found = LookBack.objects.filter(finding__in=seen).select_related("finding").order_by("finding__position", "position")
    return listed(f"{ledger.title}回头看情况", columns, found, notes=_as_of(ledger))


def _to_look_back(user: User, ledger: Ledger, page: bool) -> Listed:
    columns: tuple[Shown[Finding], ...] = (
        Shown("问题编号", 10, lambda one: one.serial, Kind.NUMBER),
        Shown(ledger.profile.words.finding, 60, lambda one: one.statement),
        Shown(ledger.profile.words.lead_unit, 18, lambda one: one.lead_unit_name, Kind.SHORT),
        Shown("销号日期", 14, lambda one: one.closed_on, Kind.DAY),
        Shown("回头看日期", 14, lambda one: one.look_back_on, Kind.DAY),
    )
    found = policy.visible_findings(user, ledger).filter(look_back_on__isnull=False).select_related("lead_unit")
    return listed(f"{ledger.title}回头看计划", columns, found.order_by("look_back_on", "position"), notes=_as_of(ledger))


def _as_of(ledger: Ledger) -> str:
    return f"{ledger.body.name}　截至{spoken(timezone.localdate())}　"


def _by(who: str, day: date | None) -> str:
    return f"{who} {spoken(day)}" if day else ""


LISTS = (
    LedgerList("findings", gettext_lazy("台账"), gettext_lazy("问题和措施，您能看到的"), _everybody, _findings),
    LedgerList("events", gettext_lazy("办理记录"), gettext_lazy("每一步谁在什么时候办的"), _sees_all, _events),
    LedgerList(
        "rounds", gettext_lazy("催报汇总"), gettext_lazy("每一轮催报、多少单位报齐"),
        lambda user, ledger: why_not_see_rounds(user, ledger) is None, _rounds,
    ),
    LedgerList("handovers", gettext_lazy("交接情况"), gettext_lazy("责任领导、联络员的交接单"), _everybody, _handovers),
    LedgerList("look-backs", gettext_lazy("回头看情况"), gettext_lazy("销号后的自查、抽查、评估"), _everybody, _look_backs),
    LedgerList("look-back-plan", gettext_lazy("回头看计划"), gettext_lazy("哪天该回头看哪个问题"), _everybody, _to_look_back),
)  # fmt: skip
