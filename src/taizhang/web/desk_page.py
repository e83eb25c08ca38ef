"""我的待办: what waits for the person who looks, in a few short lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.accounts.models import User
from taizhang.ledger import desk
from taizhang.ledger.lamps import why_lit
from taizhang.ledger.models import Finding, Handover, Ledger, Measure, Plan, PlanChange
from taizhang.ledger.review import Waiting
from taizhang.ledger.states import FindingState, MeasureState, move
from taizhang.ledger.wording import finding_words
from taizhang.look.templatetags.dates import exact_day
from taizhang.reports.columns import Shown, listed
from taizhang.reports.listed import Kind
from taizhang.reports.official import spoken
from taizhang.supervision.models import Round
from taizhang.supervision.policy import proposed_to
from taizhang.web.access import person
from taizhang.web.lists_page import as_file
from taizhang.web.tour import tour


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the desk: what it is about, in which ledger, by when, and the button that says what is asked."""

    text: str
    ledger: Ledger
    address: str
    asked: str | Promise
    day: date | None = None
    why: str = ""  # its lamp is lit


@dataclass(frozen=True, slots=True)
class Pile:
    """One of the lists."""

    key: str
    title: str | Promise
    lines: list[Line]
    cut: bool

    @property
    def count(self) -> str:
        """How many there are; ``+`` where there are more than the desk holds."""
        return f"{len(self.lines)}{'+' if self.cut else ''}"


def page(request: HttpRequest) -> HttpResponse:
    """The desk as of today."""
    today = timezone.localdate()
    waiting = desk.desk(person(request), today)
    shown = {
        "piles": piles(person(request), waiting),
        "in_charge": [_in_charge(line) for line in waiting.in_charge],
        "today": today,
        "tour": tour(request),
    }
    return render(request, "web/desk.html", shown)


@require_safe
def as_list(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The lines of the desk as ``xlsx`` or ``html``."""
    if kind not in ("xlsx", "html"):
        raise Http404
    user, today = person(request), timezone.localdate()
    with override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        rows = [(pile, line) for pile in piles(user, desk.desk(user, today)) for line in pile.lines]
        columns: tuple[Shown[tuple[Pile, Line]], ...] = (
            Shown("类别", 18, lambda row: str(row[0].title), Kind.SHORT, once=lambda row: row[0].key),
            Shown("事项", 60, lambda row: row[1].text),
            Shown("台账", 36, lambda row: row[1].ledger.title),
            Shown("要办什么", 14, lambda row: str(row[1].asked), Kind.SHORT),
            Shown("日期", 14, lambda row: row[1].day, Kind.DAY),
        )
        made = listed("我的待办", columns, rows, notes=f"{user.name}　截至{spoken(today)}")
        return as_file(made, f"我的待办-{today.isoformat()}", kind)


def piles(user: User, waiting: desk.Desk) -> list[Pile]:
    """The lists of the desk that are not empty."""
    rounds = [_round(one) for one in proposed_to(user)[: desk.LINES]]
    return [pile for pile in _piles(waiting, rounds) if pile.lines]


def _piles(waiting: desk.Desk, rounds: list[Line]) -> tuple[Pile, ...]:
    mine = [
        *(_to_decide(one) for one in waiting.to_decide),
        *rounds,
        *(_plan(plan) for plan in waiting.plans),
        *(_change(change) for change in waiting.changes),
        *(_handover(one) for one in waiting.handovers),
        *_findings(waiting.to_own, _("认领")),
        *_measures(waiting.to_report, _("报进展")),
        *(_to_issue(ledger, n) for ledger, n in waiting.to_issue),
        *_findings(waiting.unassigned, _("明确责任")),
        *_findings(waiting.to_end_notice, _("公示期满")),
        *_due_again(waiting.to_look_back, "look_back_on", _("回头看")),
        *_due_again(waiting.to_review, "review_on", _("年度复核")),
        *_measures(waiting.to_confirm, _("年度确认")),
    ]
    kinds = (waiting.to_decide, waiting.to_own, waiting.to_report, waiting.to_issue, waiting.unassigned)
    returned = [*_measures(waiting.returned, _("补充")), *_findings(waiting.returned_findings, _("补充"))]
    left = waiting.left_behind
    return (
        Pile("mine", _("等我办"), mine, desk.LINES in {len(kind) for kind in kinds}),
        Pile("soon", _("七日内到期"), _findings(waiting.soon, _("查看")), len(waiting.soon) == desk.LINES),
        Pile("returned", _("被退回"), returned, desk.LINES in {len(waiting.returned), len(waiting.returned_findings)}),
        Pile("late", _("已逾期"), _findings(waiting.late, _("查看")), len(waiting.late) == desk.LINES),
        Pile("left_behind", _("责任领导账号已停用"), _findings(left, _("交接")), len(left) == desk.LINES),
    )


def _findings(findings: Iterable[Finding], asked: Promise) -> list[Line]:
    today = timezone.localdate()
    return [
        Line(
            finding.statement,
            finding.ledger,
            reverse("finding", args=[finding.ledger_id, finding.serial]),
            asked,
            finding.deadline,
            why_lit(finding.ledger.profile, FindingState(finding.state), finding.deadline, today),
        )
        for finding in findings
    ]


def _due_again(findings: Iterable[Finding], name: str, asked: Promise) -> list[Line]:
    """What has ended, by the day on which it is looked at again."""
    lines = _findings(findings, asked)
    return [replace(line, day=getattr(finding, name), why="") for line, finding in zip(lines, findings, strict=True)]


def _measures(measures: Iterable[Measure], asked: Promise) -> list[Line]:
    return [_measure(measure, asked) for measure in measures]


def _measure(measure: Measure, asked: Promise) -> Line:
    address = f"{reverse('finding', args=[measure.ledger_id, measure.finding.serial])}#m{measure.serial}"
    ledger, due = measure.finding.ledger, measure.due.deadline
    why = why_lit(ledger.profile, MeasureState(measure.state), due, timezone.localdate())
    return Line(measure.title, ledger, address, asked, due, why)


def _to_decide(one: Waiting) -> Line:
    subject = one.subject
    text = subject.title if isinstance(subject, Measure) else subject.statement
    word = gettext(move(one.action, "measure" if isinstance(subject, Measure) else "finding").word)
    return Line(text, subject.ledger, f"{reverse('review')}?at={one.key}", word, subject.deadline)


def _round(proposed: Round) -> Line:
    text = gettext("该催报了：截至%(day)s的进展") % {"day": exact_day(proposed.as_of)}
    return Line(text, proposed.ledger, reverse("rounds", args=[proposed.ledger_id]), _("开始催报"), proposed.due)


def _plan(plan: Plan) -> Line:
    text = gettext("整改方案第%(n)d版征求意见") % {"n": plan.version}
    return Line(text, plan.ledger, reverse("plan", args=[plan.ledger_id]), _("审方案"), plan.review_until)


def _change(change: PlanChange) -> Line:
    text = gettext("方案调整：%(what)s") % {"what": str(change.subject)}
    return Line(text, change.ledger, reverse("plan_changes", args=[change.ledger_id]), _("办理"))


def _handover(one: Handover) -> Line:
    return Line(str(one), one.ledger, reverse("handover", args=[one.ledger_id, one.serial]), _("确认交接"))


def _to_issue(ledger: Ledger, n: int) -> Line:
    text = ngettext("%(n)d 条措施待下达", "%(n)d 条措施待下达", n) % {"n": n}
    return Line(text, ledger, reverse("ledger", args=[ledger.pk]), _("下达"))


def _in_charge(line: desk.InCharge) -> dict[str, Any]:
    """A leader's line of one ledger: the shares of a bar in percent, and what changed since last week."""
    words = finding_words(line.ledger.profile)
    counted = [(state, gettext(word), line.now.findings[state]) for state, word in words.items()]
    total = max(line.now.finding_total, 1)
    bar, start = [], 0.0
    for state, word, n in counted:
        if n:
            bar.append({"state": state, "word": word, "n": n, "from": start, "share": round(100 * n / total, 1)})
            start = round(start + 100 * n / total, 1)
    return {"ledger": line.ledger, "line": line.now, "bar": bar, "closed": line.closed_since, "done": line.done_since}
