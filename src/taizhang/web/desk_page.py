"""我的待办: what waits for the person who looks, in a few short lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taizhang.ledger import desk
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.web.access import person
from taizhang.web.tour import tour


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the desk: what it is about, in which ledger, by when, and the button that says what is asked."""

    text: str
    ledger: Ledger
    address: str
    asked: str | Promise
    day: date | None = None


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
    piles = _piles(desk.desk(person(request), today))
    shown = {"piles": [pile for pile in piles if pile.lines], "today": today, "tour": tour(request)}
    return render(request, "web/desk.html", shown)


def _piles(waiting: desk.Desk) -> tuple[Pile, ...]:
    cut = desk.LINES in {len(waiting.to_report), len(waiting.to_issue), len(waiting.unassigned)}
    mine = [
        *(_measure(measure) for measure in waiting.to_report),
        *(_to_issue(ledger, n) for ledger, n in waiting.to_issue),
        *_findings(waiting.unassigned, _("明确责任")),
    ]
    return (
        Pile("mine", _("等我办"), mine, cut),
        Pile("soon", _("七日内到期"), _findings(waiting.soon, _("查看")), len(waiting.soon) == desk.LINES),
        Pile("late", _("已逾期"), _findings(waiting.late, _("查看")), len(waiting.late) == desk.LINES),
    )


def _findings(findings: Iterable[Finding], asked: Promise) -> list[Line]:
    return [
        Line(
            finding.statement,
            finding.ledger,
            reverse("finding", args=[finding.ledger_id, finding.serial]),
            asked,
            finding.deadline,
        )
        for finding in findings
    ]


def _measure(measure: Measure) -> Line:
    address = reverse("finding", args=[measure.ledger_id, measure.finding.serial])
    return Line(measure.title, measure.finding.ledger, address, _("报进展"), measure.due.deadline)


def _to_issue(ledger: Ledger, n: int) -> Line:
    text = ngettext("%(n)d 条措施待下达", "%(n)d 条措施待下达", n) % {"n": n}
    return Line(text, ledger, reverse("ledger", args=[ledger.pk]), _("下达"))
