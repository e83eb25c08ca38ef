"""What can be done from the screen to findings, measures, plans and changes of plans: each act with its form, listed once."""

from taizhang.web.acts import after_closing, answering, findings, measures, plan_changing, planning, proving, scheduling
from taizhang.web.acts.act import Act

_LISTED = (
    *(*measures.ACTS, *proving.ACTS, *scheduling.ACTS, *planning.ACTS),
    *answering.ACTS,
    *(*findings.ACTS, *after_closing.ACTS, *plan_changing.ACTS),
)
ACTS: dict[tuple[str, str], Act] = {(act.of, act.action): act for act in _LISTED}

__all__ = ["ACTS", "Act"]
