"""What an action is provided that (the table's last column): each condition answers with the reason where it does not hold.

A condition reads what hangs on its row through the row's own relations, so that a page or a batch can fetch all of it before
(``gathering``) and asks nothing row by row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from taizhang.ledger.conditions import answering, findings, measures, plans
from taizhang.ledger.conditions.answering import led, responsible
from taizhang.ledger.conditions.measures import slots_open
from taizhang.ledger.models import Finding, Measure, Plan, PlanChange

__all__ = ["CONDITIONS", "DATED", "Thing", "led", "responsible", "slots_open"]

Thing = Finding | Measure | Plan | PlanChange

CONDITIONS: dict[str, Callable[[Any], str | None]] = {
    **answering.CONDITIONS,
    **findings.CONDITIONS,
    **measures.CONDITIONS,
    **plans.CONDITIONS,
}
# Conditions that hang on the day, too.
DATED: dict[str, Callable[[Any, date], str | None]] = {**findings.DATED}
