"""The verbs of the table of states: what can be done to a finding, a measure, a plan, a change of the plan."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from taizhang.api.acting.examples import OF_MOVES
from taizhang.api.acting.verb import Verb
from taizhang.ledger import actions
from taizhang.ledger.states import MOVES, Move

# Where the action is not called as the row of the table is.
CALLED: dict[tuple[str, str], Callable[..., Any]] = {
    ("finding", "return"): actions.return_findings,
    ("measure", "return"): actions.return_measures,
    ("finding", "confirm"): actions.confirm_findings,
}
# Done as a row of another kind, by the very same action: a finding's plan is approved with the plan.
ELSEWHERE = {("finding", "approve_plan")}
SUBJECTS = ("subject", "finding", "findings", "measure", "measures", "plan", "change")
# Done to many, each with words of its own: the action, and the parameter that takes them.
EACH: dict[tuple[str, str], tuple[Callable[..., Any], str]] = {
    ("measure", "report_progress"): (actions.report_progress_many, "reports"),
    ("measure", "edit_progress"): (actions.edit_progress_many, "texts"),
    ("measure", "reword"): (actions.reword_many, "texts"),
    ("measure", "assign"): (actions.assign_many, "assigned"),
    ("finding", "assign"): (actions.assign_many, "assigned"),
    ("measure", "set_deadline"): (actions.set_deadline_many, "dues"),
    ("finding", "set_deadline"): (actions.set_deadline_many, "dues"),
    ("finding", "add_measure"): (actions.add_measure_many, "drafts"),
}


def _verb(row: Move) -> Verb:
    call = CALLED.get((row.of, row.action)) or getattr(actions, row.action)
    subject = next((name for name in inspect.signature(call).parameters if name in SUBJECTS and _of(name, row.of)), "")
    return Verb(call, row.of, row.action, row.word, OF_MOVES.get((row.of, row.action), {}), subject)


def _of(name: str, kind: str) -> bool:
    """Whether a parameter of that name takes things of that kind."""
    return name in ("subject", kind, f"{kind}s", kind.removeprefix("plan_"))


VERBS = tuple(_verb(row) for row in MOVES if (row.of, row.action) not in ELSEWHERE)
